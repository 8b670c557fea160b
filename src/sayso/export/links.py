"""Which addresses may stand in an export?  Those of the web, spelled so that they are URIs; an item has a name of its own too."""

from urllib.parse import quote, urlsplit, urlunsplit

from sayso.export.kept import Item
from sayso.model.record import Record

_URI = "!#$%&'()*+,-./:;=?@[]_~"
"""Characters that RFC 3986 lets stand in an address as they are; others are percent-encoded."""

_STATED = (("link", "canonical"), ("meta", "og:url"))
"""Where a file says its own address, the more telling first."""


def web_address(written: str | None) -> str | None:
    """`written` as an http(s) URI, without user and password; None for anything else (``javascript:``, ``#``, a path).

    >>> web_address("https://ann:key@veldmark.example/a b"), web_address("javascript:alert(1)")
    ('https://veldmark.example/a%20b', None)
    """
    whole = (written or "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # a lone surrogate has no UTF-8
    try:
        parts = urlsplit(whole.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or not set(host).isdisjoint(" <>\"'\\^`{|}%"):
        return None
    host = f"[{host}]" if ":" in host else _ascii(host)
    if host is None:
        return None
    rest = (quote(part, safe=_URI) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, *rest))


def _ascii(host: str) -> str | None:
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return None


def address_of(record: Record) -> str | None:
    """Where the copy stood on the web: where it was fetched, or else where the file itself says that it stands."""
    stated = (
        value.value
        for scheme, name in _STATED
        for value in record.document.markup
        if (value.scheme, value.name) == (scheme, name)
    )
    return next(filter(None, map(web_address, (record.document.capture.url, *stated))), None)


def host_address(host: str | None) -> str | None:
    """The front page of a host."""
    return web_address(f"https://{host}/") if host else None


def urn_of(item: Item) -> str:
    """A name for an item that says what it is the name of: the hash of its original's bytes."""
    return f"urn:sha256:{item.id}"
