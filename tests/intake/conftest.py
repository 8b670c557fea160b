"""What the tests of intake share: a web server that is gone when the test is over."""

import ssl
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.intake.site import Answer, Site


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    sites: list[Site] = []

    def start(pages: dict[str, Answer], context: ssl.SSLContext | None = None) -> Site:
        site = Site(pages, context)
        threading.Thread(target=site.server.serve_forever, args=(0.02,), daemon=True).start()
        sites.append(site)
        return site

    yield start
    for site in sites:
        site.server.shutdown()
        site.server.server_close()
