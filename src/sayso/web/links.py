"""Which addresses do the pages have, and which addresses from outside may be linked to?"""

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

_WEB = ("http", "https")


def link(path: str, parameters: Mapping[str, str | None] | None = None, at: str = "") -> str:
    """An address of the reading room; parameters that are empty are left out.

    >>> link("/search", {"q": 'outlet:"Sarn Gazette"', "after": None})
    '/search?q=outlet%3A%22Sarn+Gazette%22'
    """
    asked = urlencode([(name, value) for name, value in (parameters or {}).items() if value])
    return f"{path}{'?' if asked else ''}{asked}{'#' if at else ''}{quote(at)}"


def document(id_: str, at: str = "") -> str:
    """The page of an item, and a place on it."""
    return link(f"/documents/{id_}", at=at)


def comparison(first: str, second: str, *, only: str | None = None, ending: str = "") -> str:
    """The page that shows two items beside each other, the earlier first; of some classes of changes alone with `only`."""
    return link(f"/compare/{first}/{second}{ending}", {"only": only})


def outward(address: str | None) -> str | None:
    """An address from outside that a reader may follow: of the web, and with no name or password in it; else None.

    >>> outward("https://packet.example/a?b=1"), outward("javascript:alert(1)"), outward("https://bank.example@evil.example/")
    ('https://packet.example/a?b=1', None, None)
    """
    if not address or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in _WEB and parts.hostname and "@" not in parts.netloc else None
