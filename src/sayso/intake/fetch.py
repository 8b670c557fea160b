"""How is a page fetched?  The one door to the network: slow to open, and only onto public addresses.

What is promised, for the first address and again for every redirect:

- Only http and https, only ports of the web, no name or password in the address, nothing from proxy settings, no cookies.
- The name is looked up once; every address it has must be public; the connection goes to one of the addresses that were checked.
- robots.txt is asked first, under our own name.  Where it answers with a server error or not at all, the page is left alone.
- At most ten redirects, none from https down to http: what was asked for under seal is not taken without.
- One clock runs over everything but the pauses between two pages of a host, and one limit holds for the bytes, counted after
  unpacking.
"""

import io
import re
import socket
import ssl
import threading
import time
import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import cast
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from sayso import __version__
from sayso.errors import BusyError, FetchError
from sayso.intake.addresses import Place, is_public, printable, read_place
from sayso.intake.limits import DEFAULT
from sayso.intake.manners import Manners, Rules
from sayso.intake.unpacking import Unpacker
from sayso.model.dates import PartialDate

AGENT = "sayso"
"""The name by which robots.txt may speak to us."""


class FetchLimits(Struct, frozen=True, kw_only=True):
    """Where fetching stops.

    `size` is in bytes after unpacking, the same as for files.  `seconds` runs from the call to the last byte, robots.txt and
    redirects included; `connect_seconds` holds for one attempt at one address.  `redirects` is half of what browsers allow.
    """

    size: int = DEFAULT.size
    seconds: float = 30.0
    connect_seconds: float = 10.0
    redirects: int = 10


class Validators(Struct, frozen=True):
    """By which a server tells whether a page has changed: its headers ``ETag`` and ``Last-Modified`` as it sent them."""

    etag: str | None = None
    modified: str | None = None


class Fetched(Struct, frozen=True, kw_only=True):
    """A page as received and unpacked.

    `url` is where it was found after `redirects`, the addresses passed through.  `media_type` and `charset` are the server's
    word, which may be wrong.  `dated` is the server's clock at the answer: the capture date.  Where the page is `unchanged`
    since the validators that were handed in, `data` is empty.
    """

    data: bytes
    url: str
    media_type: str | None = None
    charset: str | None = None
    dated: PartialDate | None = None
    redirects: tuple[str, ...] = ()
    validators: Validators = Validators()
    unchanged: bool = False


class _Visit(Struct, frozen=True):
    """What holds for one call from its first packet to its last: hosts that need not be public, limits, and when time is up."""

    allowed: frozenset[str]
    limits: FetchLimits
    deadline: float
    headers: str

    def left(self) -> float:
        """Seconds left.  Raises TimeoutError."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def left_to_connect(self) -> float:
        """Seconds left for one attempt.  Raises TimeoutError."""
        return min(self.limits.connect_seconds, self.left())


_ROBOTS_SIZE = 512_000
"""RFC 9309 asks a crawler to read at least 500 KiB of robots.txt; what comes after is not read."""
_ROBOTS_REDIRECTS = 5
"""RFC 9309: at least five."""
_REDIRECTS = (301, 302, 303, 307, 308)
_DOCUMENTS = re.compile(
    r"text/(?:html|plain|markdown|x-markdown|xml)|application/(?:xhtml\+xml|xml|pdf|x-pdf|octet-stream|x-mimearchive"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)|message/rfc822|multipart/related"
)
"""What may be a document.  Servers that do not know say octet-stream or nothing; then the content decides later."""
_FEEDS = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json|json|rss|atom)|text/(?:rss|rss\+xml|atom)")
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/markdown,text/plain;q=0.9,*/*;q=0.5"
_ACCEPT_FEEDS = f"application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,{_ACCEPT}"
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1000}")
"""What may stand in a header that we send: no line end, or a stored value could add headers of its own."""
_BY_HAND = "open it in a browser, save the page, and give the file"
_LATER = "try again later, or give a saved copy"


def fetch(
    url: str,
    allow_private: tuple[str, ...] = (),
    *,
    limits: FetchLimits | None = None,
    manners: Manners | None = None,
    since: Validators | None = None,
    feeds: bool = False,
) -> Fetched:
    """Fetch one page.

    `allow_private` names hosts, as they stand in the address, whose addresses need not be public.  `manners` are those of a run
    over several pages; `since` asks for the page only if it has changed; with `feeds` the answer may be a feed.
    Raises FetchError, with what stood in the way and what to do; BusyError where the host asks to come back later.
    """
    limits = limits or FetchLimits()
    manners = manners or Manners(pause=0.0)
    allowed = frozenset(host.lower().strip("[]").rstrip(".") for host in allow_private)
    visit = _Visit(allowed, limits, time.monotonic() + limits.seconds, _headers(since, feeds))
    passed: list[str] = []
    place = read_place(url)
    while True:
        if place.site not in manners.rules:
            manners.rules[place.site] = _ask_robots(place, visit)
        rules = manners.rules[place.site]
        if not rules.allows(place.url):
            raise FetchError(f"robots.txt of {place.host} asks programs to leave {place.url} alone", _BY_HAND)
        visit = replace(visit, deadline=visit.deadline + manners.wait(place.host, rules))
        try:
            with _get(place, visit) as answer:
                if answer.status in _REDIRECTS:
                    passed.append(place.url)
                    place = _next_place(place, answer, passed, limits.redirects)
                    continue
                return _read_answer(place, answer, visit, passed, since is not None, feeds)
        finally:
            manners.note(place.host)


def _headers(since: Validators | None, feeds: bool) -> str:
    """The headers that are the same for every page of a visit."""
    lines = [f"Accept: {_ACCEPT_FEEDS if feeds else _ACCEPT}"]
    if since:
        sent = (("If-None-Match", since.etag), ("If-Modified-Since", since.modified))
        lines += [f"{name}: {value}" for name, value in sent if value and _VALIDATOR.fullmatch(value)]
    return "".join(f"{line}\r\n" for line in lines)


def _read_answer(place: Place, answer: HTTPResponse, visit: _Visit, passed: list[str], conditional: bool, feeds: bool) -> Fetched:
    unchanged = conditional and answer.status == 304
    if not unchanged:
        _check_answer(place, answer, feeds)
    return Fetched(
        data=b"" if unchanged else _read_body(place, answer, visit, visit.limits.size),
        url=place.url,
        media_type=_media_type(answer),
        charset=answer.headers.get_content_charset(),
        dated=_server_date(answer),
        redirects=tuple(passed),
        validators=Validators(answer.headers.get("ETag"), answer.headers.get("Last-Modified")),
        unchanged=unchanged,
    )


def _next_place(place: Place, answer: HTTPResponse, passed: list[str], most: int) -> Place:
    location = answer.headers.get("Location", "").strip()
    if not location:
        raise FetchError(f"{place.url} sends readers on but does not say where", _BY_HAND)
    # Headers are handed over as Latin-1, while addresses that are not in ASCII are sent in UTF-8.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace").replace(" ", "%20")
    try:
        following = read_place(urljoin(place.url, location))
    except ValueError as error:
        raise FetchError(f"{place.url} leads to {printable(location)}, which is not an address", _BY_HAND) from error
    if place.scheme == "https" and following.scheme == "http":
        raise FetchError(f"{place.url} leads from https down to {following.url}", "ask for that address itself if you trust it")
    if following.url in passed:
        raise FetchError(f"{place.url} sends readers in a circle", _BY_HAND)
    if len(passed) > most:
        raise FetchError(f"{passed[0]} leads through more than {most} redirects", _BY_HAND)
    return following


def _check_answer(place: Place, answer: HTTPResponse, feeds: bool) -> None:
    status = answer.status
    if status in (429, 503):
        seconds = _seconds_to_wait(answer)
        when = f"wait {seconds:,.0f} seconds, then try again" if seconds else _LATER
        why = f"does not give out {place.url} so often" if status == 429 else "has trouble of its own"
        raise BusyError(f"{place.host} {why} (status {status})", when, seconds)
    if status in (404, 410):
        raise FetchError(f"there is no page at {place.url} (status {status})", "check the address, or give a saved copy")
    if status in (401, 402, 403, 407, 451):
        raise FetchError(f"{place.host} does not give out {place.url} (status {status})", _BY_HAND)
    if status >= 500:
        raise FetchError(f"{place.host} has trouble of its own (status {status})", _LATER)
    if status != 200:
        raise FetchError(f"{place.host} answered with status {status}", _BY_HAND)
    media_type = _media_type(answer)
    if media_type is not None and not _DOCUMENTS.fullmatch(media_type) and not (feeds and _FEEDS.fullmatch(media_type)):
        raise FetchError(f"{place.url} gives {printable(media_type)}, not a document", "give the address of the article's page")


def _media_type(answer: HTTPResponse) -> str | None:
    return answer.headers.get_content_type() if answer.headers.get("Content-Type") else None


def _seconds_to_wait(answer: HTTPResponse) -> float | None:
    """What ``Retry-After`` says, in seconds or as a date; None where it says nothing that can be read."""
    value = answer.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        until = parsedate_to_datetime(value)
        now = parsedate_to_datetime(answer.headers["Date"]) if answer.headers.get("Date") else datetime.now(UTC)
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _server_date(answer: HTTPResponse) -> PartialDate | None:
    try:
        moment = parsedate_to_datetime(answer.headers.get("Date", ""))
        return PartialDate(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    except (TypeError, ValueError, IndexError):  # what the standard library raises for a date that is none
        return None


def _ask_robots(place: Place, visit: _Visit) -> Rules:
    """What the site lets us fetch, as RFC 9309 reads its answer: no file, no limits; no answer, no page."""
    passed: list[str] = []
    asked = read_place(f"{place.site}/robots.txt")
    while True:
        with _get(asked, visit) as answer:
            if answer.status in _REDIRECTS and len(passed) < _ROBOTS_REDIRECTS:
                passed.append(asked.url)
                asked = _next_place(asked, answer, passed, _ROBOTS_REDIRECTS)
                continue
            if answer.status >= 500:
                raise FetchError(f"{asked.url} has status {answer.status}, so the site is left alone", "try again later")
            if answer.status != 200:
                return Rules(lambda url: True)
            text = _read_body(asked, answer, visit, _ROBOTS_SIZE, cut=True).decode("utf-8", "replace")
        return _rules(text)


def _rules(robots: str) -> Rules:
    from protego import Protego  # imported where it is used: nothing else needs it

    parsed = Protego.parse(robots)
    return Rules(lambda url: bool(parsed.can_fetch(url, AGENT)), parsed.crawl_delay(AGENT))


def _get(place: Place, visit: _Visit) -> HTTPResponse:
    """Send one request and read the head of the answer.  Closing the answer closes the connection."""
    request = (
        f"GET {place.target} HTTP/1.1\r\nHost: {place.authority}\r\n"
        f"User-Agent: {AGENT}/{__version__} (reads one article for one reader)\r\n"
        f"{visit.headers}Accept-Encoding: gzip, deflate\r\nConnection: close\r\n\r\n"
    )
    connection = _connect(place, visit)
    try:
        connection.settimeout(visit.left())
        connection.sendall(request.encode("ascii"))
        answer = HTTPResponse(cast(socket.socket, _TimedSocket(connection, visit)), method="GET")
        answer.begin()
        return answer
    except (OSError, HTTPException, ValueError) as error:
        connection.close()
        raise _broken(place, error, visit) from error


class _TimedSocket:
    """Gives `HTTPResponse` the one thing it asks of a socket: a file to read from."""

    def __init__(self, connection: socket.socket, visit: _Visit) -> None:
        self._reader = _TimedReader(connection, visit)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._reader)


class _TimedReader(io.RawIOBase):
    """Reads from a connection until time is up: a server that sends a byte now and then does not start the clock anew."""

    def __init__(self, connection: socket.socket, visit: _Visit) -> None:
        self._connection = connection
        self._visit = visit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base class takes any writable buffer
        self._connection.settimeout(self._visit.left())
        return self._connection.recv_into(buffer)

    def close(self) -> None:
        self._connection.close()
        super().close()


def _connect(place: Place, visit: _Visit) -> socket.socket:
    """A connection to an address that was looked up once and checked; the name serves for the certificate only."""
    failure: OSError = OSError("no address")
    for address in _look_up(place, visit):
        connection = None
        try:
            connection = socket.create_connection((address, place.port), visit.left_to_connect())
            if place.scheme == "http":
                return connection
            connection.settimeout(visit.left_to_connect())
            return ssl.create_default_context().wrap_socket(connection, server_hostname=place.name)
        except OSError as error:
            failure = error
            if connection is not None:
                connection.close()
    raise _broken(place, failure, visit) from failure


def _look_up(place: Place, visit: _Visit) -> tuple[str, ...]:
    """The addresses of a host, in the resolver's order, all of them checked.

    A thread asks, because the system's resolver knows no time limit of ours.
    """
    found: list[str] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(place.name, place.port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError):  # the name does not exist, or cannot be one
            return

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(max(0.0, min(visit.limits.connect_seconds, visit.deadline - time.monotonic())))
    if asking.is_alive():
        raise FetchError(f"looking up {place.host} took too long", "check the connection, then try again")
    if not found:
        raise FetchError(f"there is no host {place.host} to be found", "check the address and the connection")
    if place.name not in visit.allowed:
        for address in found:
            if not is_public(address):
                raise FetchError(
                    f"{place.host} has the address {address}, which is not a public one",
                    f"if you mean that host, add --allow-private {place.name}",
                )
    return tuple(found)


def _read_body(place: Place, answer: HTTPResponse, visit: _Visit, most: int, cut: bool = False) -> bytes:
    """The body, unpacked.  Where it has more than `most` bytes it is refused or, with `cut`, not read further."""
    packing = answer.headers.get("Content-Encoding", "")
    pieces: list[bytes] = []
    received = kept = 0
    try:
        unpacker = Unpacker(packing)
        # One byte more than is wanted tells a body that is too large from one that just fits.
        while kept <= most and received <= most and (chunk := answer.read(65_536)):
            received += len(chunk)
            pieces.append(unpacker.feed(chunk, most + 1 - kept))
            kept += len(pieces[-1])
    except LookupError as error:
        raise FetchError(f"{place.host} sent a packing it was not asked for ({printable(packing)})", _BY_HAND) from error
    except zlib.error as error:
        raise FetchError(f"{place.url} came badly packed", _LATER) from error
    except (OSError, HTTPException, ValueError) as error:
        raise _broken(place, error, visit) from error
    body = b"".join(pieces)
    if kept > most or received > most:
        if cut:
            return body[:most]
        raise FetchError(f"{place.url} has more than {most:,} bytes", "give the address of one article, or a saved copy")
    if answer.length or not unpacker.complete:
        raise FetchError(f"{place.url} broke off after {received:,} bytes", _LATER)
    return body


def _broken(place: Place, error: Exception, visit: _Visit) -> FetchError:
    if isinstance(error, TimeoutError) or time.monotonic() >= visit.deadline:
        return FetchError(f"{place.host} took too long over {place.url}", _LATER)
    if isinstance(error, ConnectionRefusedError):
        return FetchError(f"nothing answers at {place.host} port {place.port}", "check the address, or try again later")
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(f"the certificate of {place.host} is not good ({printable(error.verify_message)})", _BY_HAND)
    return FetchError(f"{place.host} did not answer as a web server does ({type(error).__name__})", _LATER)
