"""Under which address does an item say that its text first stood, and is that among some others?"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from sayso.export.links import address_of, web_address
from sayso.model.record import Record
from sayso.reading.origin.clues import home_of
from sayso.reading.origin.markup import UNKNOWN_SITE, markup_clues


def original_addresses(record: Record) -> tuple[str, ...]:
    """Pages that the item gives as its original, the most telling first: none of its own site, and no front page.

    They are the link of the credit that was read (`origin.url`), and what the file says out of sight: ``syndication-source``,
    ``original-source``, and ``canonical`` where it leads to another host than the one the copy was found on.
    """
    stated = record.origin.url.value if record.origin.url else None
    own = _key(record.document.capture.url)
    found: dict[str, str] = {}
    for written in (stated, *_marked_up(record)):
        address = web_address(written)
        if address is not None and not _is_front_page(address) and _key(address) != own:
            found.setdefault(_key(address), urlsplit(address)._replace(fragment="").geturl())
    return tuple(found.values())


def missing_originals(records: Mapping[str, Record]) -> dict[str, tuple[str, ...]]:
    """The addresses of originals that none of the records is a copy of, each with the names of the items that give it."""
    holders: dict[str, list[str]] = {}
    for name, record in records.items():
        # A saved copy is known by the address it states of itself, which may be its original's: it does not hold that for itself.
        # And an item may be called by the address that led to it.
        for address in (record.document.capture.url, address_of(record), name):
            holders.setdefault(_key(address), []).append(name)
    missing: dict[str, tuple[str, list[str]]] = {}
    for name, record in records.items():
        # The most telling alone: what else the file states is mostly the same page under another address.
        for address in original_addresses(record)[:1]:
            if all(holder == name for holder in holders.get(_key(address), ())):
                missing.setdefault(_key(address), (address, []))[1].append(name)
    return {address: tuple(names) for address, names in missing.values()}


def _marked_up(record: Record) -> Iterator[str]:
    home = home_of(record.document, record.masthead)
    for clue in markup_clues(record.document, home):
        # Of a file that nobody knows the host of, a canonical link says where it stood itself.
        counts = clue.rejected in (None, UNKNOWN_SITE) and (clue.kind != "canonical link" or home.host is not None)
        if clue.url is not None and counts:
            yield clue.url


def _is_front_page(address: str) -> bool:
    """Whether an address names an outlet and none of its articles."""
    parts = urlsplit(address)
    return parts.path.strip("/") == "" and not parts.query


def _key(address: str | None) -> str:
    """What two spellings of one address have in common; empty for none."""
    parts = urlsplit(web_address(address) or "")
    if not parts.netloc:
        return ""
    host = (parts.netloc.rpartition("@")[2]).casefold().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"
