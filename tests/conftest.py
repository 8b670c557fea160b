"""What several test modules need: the gold data, where there is any, a browser, and a library on each of the databases."""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluation.gold import find_shared
from sayso.store.library import Library, open_library
from tests.store.servers import postgres

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of gold data; the test is skipped where there is none, and fails where SAYSO_GOLD names a folder without it."""
    shared = find_shared()
    if shared is None:
        pytest.skip("no gold data: SAYSO_GOLD is not set and there is no folder 'shared' beside the checkout")
    return shared / "gold"


@pytest.fixture(scope="session")
def browser() -> str:
    """The path of a Chromium; the test is skipped where there is none, but not in CI, where one is installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    if os.environ.get("CI") == "true":
        pytest.fail("no Chromium, although CI=true: see .ci/run")
    pytest.skip("no Chromium on this machine")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server; skipped where there is none, but not in CI, where one is installed."""
    pytest.importorskip("pg8000", reason="PostgreSQL's driver is not installed: pip install 'sayso[postgres]'")
    with postgres() as address:
        if address is None:
            if os.environ.get("CI") == "true":
                pytest.fail("no PostgreSQL, although CI=true: see .ci/run")
            pytest.skip("no PostgreSQL on this machine")
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a library that is not there yet may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "news.db")
    return new_database(request.getfixturevalue("server"))


def new_database(server: str) -> str:
    """The address of an empty database of its own."""
    from sayso.store.postgres import Postgres

    name = f"sayso_{os.getpid()}_{next(_NUMBERS)}"
    keeper = Postgres(server)
    keeper.run(f"CREATE DATABASE {name}")
    keeper.close()
    return f"{server.rsplit('/', 1)[0]}/{name}"


@pytest.fixture
def library(place: str) -> Iterator[Library]:
    """An empty library."""
    with open_library(place, create=True, now=lambda: "2031-04-09T10:00:00+00:00") as opened:
        yield opened
