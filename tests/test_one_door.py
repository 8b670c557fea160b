"""One door to the network: nothing but `sayso.intake.fetch` can open a connection, and only for an address.

A library in PostgreSQL is at the address that a person names for it; no text that is read leads there.
"""

import ast
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

import pytest

import sayso
from sayso.errors import FetchError
from sayso.model.dates import PartialDate

STORY = files("sayso.samples").joinpath("wire-story.html").read_bytes()
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "ftplib",
    "smtplib",
    "asyncio",
    "requests",
    "httpx",
    "urllib3",
    "webbrowser",
}


@pytest.fixture
def address() -> Iterator[str]:
    """A server on this machine with the sample page at /story and a page that is not there at /gone."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there = self.path == "/story"
            self.send_response_only(200 if there else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Date", "Sat, 04 Sep 2021 06:00:00 GMT")
            self.end_headers()
            self.wfile.write(STORY if there else b"gone")

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_only_fetch_and_the_database_import_anything_that_opens_connections() -> None:
    package = Path(sayso.__file__).parent
    modules = sorted(package.rglob("*.py"))
    assert len(modules) > 50
    doors = []
    for path in modules:
        names = set(imports(path.read_text("utf-8")))
        if any(name == network or name.startswith(network + ".") for name in names for network in NETWORK):
            doors.append(path.relative_to(package).as_posix())
    assert doors == ["intake/fetch.py", "store/postgres.py"]


@pytest.mark.smoke
def test_a_file_full_of_addresses_causes_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("a connection was asked for")

    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    page = STORY.replace(
        b"</head>",
        b'<base href="https://other.example/"><link rel="stylesheet" href="https://style.example/a.css">'
        b'<meta http-equiv="refresh" content="0;url=https://next.example/"></head>',
    )
    record = sayso.read(page + b'<img src="https://pixel.example/1.gif"><script src="https://script.example/x.js"></script>')
    assert record.masthead.title is not None


@pytest.mark.smoke
def test_an_address_is_read_with_where_and_when_it_was_found(address: str) -> None:
    record = sayso.read(f"{address}/story", allow_private=("127.0.0.1",))
    capture = record.document.capture
    assert capture.url == f"{address}/story"
    assert capture.taken == PartialDate("2021-09-04T06:00:00Z")
    assert capture.encoding == "utf-8"
    assert record.masthead.title is not None
    assert record.masthead.title.value == "Two towns agree to share the cost of the Sarn lock"


def test_the_same_page_from_a_file_and_from_its_address_gives_the_same_findings(address: str) -> None:
    fetched = sayso.read(f"{address}/story", allow_private=("127.0.0.1",))
    saved = sayso.read(STORY, url=f"{address}/story", taken="2021-09-04T06:00:00Z")
    assert fetched == saved


def test_a_private_address_is_refused_through_the_api_as_well(address: str) -> None:
    with pytest.raises(FetchError, match="not a public one"):
        sayso.read(f"{address}/story")
    with pytest.raises(FetchError, match="there is no page"):
        sayso.read(f"{address}/gone", allow_private=("127.0.0.1",))
