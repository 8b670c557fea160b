"""The one door to the network, tried on servers that stand on this machine and behave as badly as servers do."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.intake.fetch import Fetched, FetchLimits, fetch
from sayso.model.dates import PartialDate
from tests.intake.site import Answer, Site

STORY = b"<!DOCTYPE html><title>Ferry resumes</title><p>The ferry to Port Amsel runs again.</p>"
HTML = "text/html; charset=utf-8"


@contextmanager
def talking(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that answers robots.txt with 404 and every other request with whatever `talk` does; gives its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    if b"/robots.txt" in connection.recv(65_536):
                        connection.sendall(b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n")
                    else:
                        talk(connection)
                except OSError:
                    continue

    threading.Thread(target=answer, daemon=True).start()
    with listener:
        yield listener.getsockname()[1]


def local(url: str, **limits: float) -> Fetched:
    return fetch(url, ("127.0.0.1",), limits=FetchLimits(**limits))  # type: ignore[arg-type]


def refused(url: str, reason: str, **limits: float) -> FetchError:
    with pytest.raises(FetchError, match=reason) as caught:
        local(url, **limits)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_page_is_given_with_what_the_server_says_of_it(serve: Callable[..., Site]) -> None:
    headers = {"Content-Type": 'text/html; charset="ISO-8859-1"', "Date": "Fri, 03 Sep 2021 07:40:11 GMT"}
    site = serve({"/story": (200, headers, STORY)})
    fetched = local(site.url("/story#part"))
    assert fetched.data == STORY
    assert fetched.url == site.url("/story")
    assert (fetched.media_type, fetched.charset, fetched.redirects) == ("text/html", "iso-8859-1", ())
    assert fetched.dated == PartialDate("2021-09-03T07:40:11Z")


@pytest.mark.parametrize("date", ["", "yesterday", "Fri, 99 Sep 2021 07:40:11 GMT", "Fri, 03 Sep 99999 07:40:11 GMT"])
def test_a_date_that_is_none_is_not_kept(serve: Callable[..., Site], date: str) -> None:
    site = serve({"/story": (200, {"Date": date}, STORY)})
    assert local(site.url("/story")).dated is None


def test_we_say_our_name_and_carry_nothing_else(serve: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site = serve({"/a": (302, {"Location": "/b", "Set-Cookie": "track=1"}, b""), "/b": (200, {"Content-Type": HTML}, STORY)})
    local(site.url("/a"))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b"]
    for _, headers in site.asked:
        assert headers["User-Agent"].startswith("sayso/")
        assert headers["Host"] == f"127.0.0.1:{site.port}"
        assert not headers.keys() & {"Cookie", "Authorization", "Referer"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"])
def test_a_private_address_is_refused_unless_its_host_is_named(serve: Callable[..., Site], host: str) -> None:
    site = serve({"/story": (200, {"Content-Type": HTML}, STORY)})
    with pytest.raises(FetchError, match="not a public one") as caught:
        fetch(site.url("/story", host))
    assert f"--allow-private {host}" in caught.value.remedy
    assert not site.asked


def test_naming_one_host_does_not_open_another(serve: Callable[..., Site]) -> None:
    site = serve({"/story": (200, {"Content-Type": HTML}, STORY)})
    with pytest.raises(FetchError, match="not a public one"):
        fetch(site.url("/story", "localhost"), ("127.0.0.1", "host"))
    assert fetch(site.url("/story", "LOCALHOST"), ("localhost",)).data == STORY


def test_a_redirect_to_a_private_address_is_refused(serve: Callable[..., Site]) -> None:
    inner = serve({"/secret": (200, {"Content-Type": HTML}, STORY)})
    site = serve({"/story": (302, {"Location": inner.url("/secret", "localhost")}, b"")})
    refused(site.url("/story"), "localhost has the address .* not a public one")
    assert not inner.asked


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/", "https://ada:secret@127.0.0.1/", "http://[::1", ""]
)
def test_a_redirect_off_the_web_is_refused(serve: Callable[..., Site], location: str) -> None:
    site = serve({"/story": (301, {"Location": location}, b"")})
    error = refused(site.url("/story"), "not a page of the web|password|not an address|does not say where")
    assert "secret" not in str(error)


def test_redirects_are_followed_and_kept_and_counted(serve: Callable[..., Site]) -> None:
    pages: dict[str, Answer] = {f"/{n}": (301, {"Location": f"/{n + 1}"}, b"") for n in range(12)}
    pages["/12"] = (200, {"Content-Type": HTML}, STORY)
    pages["/x"] = (307, {"Location": "/y"}, b"")
    pages["/y"] = (307, {"Location": "/x"}, b"")
    site = serve(pages)
    fetched = local(site.url("/2"))
    assert fetched.url == site.url("/12")
    assert fetched.redirects == tuple(site.url(f"/{n}") for n in range(2, 12))
    refused(site.url("/1"), "more than 10 redirects")
    refused(site.url("/x"), "in a circle")


def test_an_address_that_is_not_ascii_is_followed(serve: Callable[..., Site]) -> None:
    site = serve({"/a": (302, {"Location": "/straße".encode().decode("latin-1")}, b""), "/stra%C3%9Fe": (200, {}, STORY)})
    assert local(site.url("/a")).data == STORY


def test_robots_txt_is_obeyed_on_every_host_passed(serve: Callable[..., Site]) -> None:
    rules = b"User-agent: *\nDisallow:\n\nUser-agent: Sayso\nDisallow: /private*\n"
    site = serve({"/robots.txt": (200, {}, rules), "/story": (200, {}, STORY), "/private/story": (200, {}, STORY)})
    assert local(site.url("/story")).data == STORY
    refused(site.url("/private/story"), "robots.txt of 127.0.0.1 asks programs to leave")
    leading = serve({"/story": (302, {"Location": site.url("/private/story")}, b"")})
    refused(leading.url("/story"), "robots.txt of 127.0.0.1 asks programs to leave")
    assert "/private/story" not in [path for path, _ in site.asked]


def test_without_robots_txt_everything_is_open_and_with_a_broken_one_nothing(serve: Callable[..., Site]) -> None:
    site = serve({"/story": (200, {}, STORY)})
    assert local(site.url("/story")).data == STORY
    site = serve({"/robots.txt": (503, {}, b""), "/story": (200, {}, STORY)})
    refused(site.url("/story"), "robots.txt has status 503, so the site is left alone")


def test_a_robots_txt_without_end_is_read_to_its_limit(serve: Callable[..., Site]) -> None:
    rules = b"User-agent: *\nDisallow: /closed\n" + b"# owl\n" * 200_000
    site = serve({"/robots.txt": (200, {}, rules), "/story": (200, {}, STORY)})
    assert local(site.url("/story")).data == STORY
    refused(site.url("/closed"), "robots.txt")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "there is no page"),
        (410, "there is no page"),
        (403, "does not give out"),
        (429, "does not give out"),
        (500, "trouble"),
    ],
)
def test_a_bad_status_is_said(serve: Callable[..., Site], status: int, reason: str) -> None:
    site = serve({"/story": (status, {"Content-Type": HTML}, STORY)})
    assert str(status) in str(refused(site.url("/story"), reason))


@pytest.mark.parametrize("media_type", ["image/png", "video/mp4", "application/zip", "application/json", "text/css"])
def test_what_is_no_document_is_refused_by_its_type(serve: Callable[..., Site], media_type: str) -> None:
    site = serve({"/picture": (200, {"Content-Type": media_type}, b"\x89PNG")})
    refused(site.url("/picture"), f"gives {media_type}, not a document")


def test_a_page_larger_than_the_limit_is_refused_whether_it_says_so_or_not(serve: Callable[..., Site]) -> None:
    site = serve({"/story": (200, {"Content-Type": HTML}, b"x" * 5001), "/fits": (200, {"Content-Type": HTML}, b"x" * 5000)})
    refused(site.url("/story"), "more than 5,000 bytes", size=5000)
    assert len(local(site.url("/fits"), size=5000).data) == 5000

    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            connection.sendall(b"x" * 1000)

    with talking(pour) as port:
        refused(f"http://127.0.0.1:{port}/story", "more than 5,000 bytes", size=5000)


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_bomb_is_refused_at_the_limit(serve: Callable[..., Site], packing: str) -> None:
    zeros = bytes(80_000_000)
    bomb = gzip.compress(zeros, 9) if packing == "gzip" else zlib.compress(zeros, 9)
    site = serve({"/story": (200, {"Content-Type": HTML, "Content-Encoding": packing}, bomb)})
    refused(site.url("/story"), "more than 1,000,000 bytes", size=1_000_000)


def test_packed_pages_are_unpacked_and_odd_packings_refused(serve: Callable[..., Site]) -> None:
    site = serve(
        {
            "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(STORY)),
            "/deflate": (200, {"Content-Encoding": "deflate"}, zlib.compress(STORY)),
            "/br": (200, {"Content-Encoding": "br"}, STORY),
            "/damaged": (200, {"Content-Encoding": "gzip"}, b"no gzip at all"),
        }
    )
    assert local(site.url("/gzip")).data == local(site.url("/deflate")).data == STORY
    refused(site.url("/br"), "a packing it was not asked for")
    refused(site.url("/damaged"), "badly packed")


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_left_when_time_is_up(head: bytes) -> None:
    dripped = 0

    def drip(connection: socket.socket) -> None:
        nonlocal dripped
        connection.sendall(head)
        for _ in range(200):
            connection.sendall(b"x")
            dripped += 1
            time.sleep(0.05)

    with talking(drip) as port:
        refused(f"http://127.0.0.1:{port}/story", "took too long", seconds=0.6)
        assert dripped < 200


def test_a_page_that_breaks_off_is_not_taken_for_the_page() -> None:
    for head in (
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n",
    ):
        with talking(lambda connection, head=head: connection.sendall(head + STORY)) as port:  # type: ignore[misc]
            refused(f"http://127.0.0.1:{port}/story", "broke off|did not answer")


@pytest.mark.parametrize(
    "noise", [b"", b"\x00\xff\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 300]
)
def test_what_is_no_web_server_is_said(noise: bytes) -> None:
    with talking(lambda connection: connection.sendall(noise)) as port:
        refused(f"http://127.0.0.1:{port}/story", "did not answer as a web server does|answered with status")


def test_a_port_where_nothing_listens_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    refused(f"http://127.0.0.1:{port}/story", "nothing answers at 127.0.0.1")


def resolver(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Stands in for the network's name service: each look-up of a name takes the next answer; gives the names looked up."""
    real = socket.getaddrinfo
    looked_up: list[str] = []

    def getaddrinfo(host: str, port: int, *arguments: int, **more: int) -> list[tuple[object, ...]]:
        if not host.endswith(".example"):
            return list(real(host, port, *arguments, **more))
        looked_up.append(host)
        found = answers[min(len(looked_up), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return looked_up


def test_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, ["93.184.215.14", "169.254.169.254"])
    with pytest.raises(FetchError, match=r"harbour\.example has the address 169\.254\.169\.254"):
        fetch("http://harbour.example/latest/meta-data/")


def test_the_connection_goes_to_the_address_that_was_checked(serve: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> None:
    site = serve({"/story": (200, {}, STORY)})
    looked_up = resolver(monkeypatch, ["127.0.0.1"])
    assert fetch(site.url("/story", "harbour.example"), ("harbour.example",)).data == STORY
    assert looked_up == ["harbour.example"] * 2  # once for robots.txt, once for the page: never again after the check
    assert site.asked[1][1]["Host"] == f"harbour.example:{site.port}"


def test_a_name_that_changes_its_address_is_checked_again(serve: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> None:
    site = serve({"/robots.txt": (302, {"Location": "http://other.example/"}, b"")})
    resolver(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    with pytest.raises(FetchError, match=r"other\.example has the address 10\.0\.0\.1"):
        fetch(site.url("/story", "harbour.example"), ("harbour.example",))


def test_a_host_that_does_not_exist_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, [])
    with pytest.raises(FetchError, match=r"no host nowhere\.example"):
        fetch("https://nowhere.example/")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A server context for harbour.example, and the certificate to trust for it."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("seal")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    request = f"req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=harbour.example -keyout {key} -out {certificate}"
    subprocess.run([openssl, *request.split(), "-addext", "subjectAltName=DNS:harbour.example"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


def test_https_is_checked_against_the_name_although_the_address_is_pinned(
    serve: Callable[..., Site], sealed: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = sealed
    plain = serve({"/story": (200, {}, STORY)})
    pages: dict[str, Answer] = {
        "/story": (200, {}, STORY),
        "/down": (302, {"Location": plain.url("/story", "harbour.example")}, b""),
    }
    site = serve(pages, context)
    resolver(monkeypatch, ["127.0.0.1"])
    names = ("harbour.example", "other.example")
    with pytest.raises(FetchError, match="certificate of harbour"):
        fetch(site.url("/story", "harbour.example"), names)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert fetch(site.url("/story", "harbour.example"), names).data == STORY
    with pytest.raises(FetchError, match="certificate of other"):
        fetch(site.url("/story", "other.example"), names)
    with pytest.raises(FetchError, match="from https down to http"):
        fetch(site.url("/down", "harbour.example"), names)
    assert not plain.asked


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 ", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]
)
def test_any_bytes_from_a_server_give_a_page_or_our_own_error(start: bytes) -> None:
    answers = [b""]

    with talking(lambda connection: connection.sendall(answers[-1])) as port:

        @settings(max_examples=40, deadline=None)
        @given(st.binary(max_size=400) | st.text("0123456789abcdefX:;\r\n -", max_size=80).map(str.encode))
        def try_one(noise: bytes) -> None:
            answers.append(start + noise)
            message = ""
            try:
                local(f"http://127.0.0.1:{port}/story", seconds=5.0)
            except FetchError as error:
                message = str(error)
            assert message.isprintable()

        try_one()
