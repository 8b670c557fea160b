"""Which page does an address lead to, and when did an archive of the web save it?"""

import re
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from sayso.language.outlets import host_of

_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|li|vn|md|fo))/(?P<day>\d{8})(?P<time>\d{4})?\d*(?:[a-z]{2}_)?/"
    r"(?P<page>https?:/{1,2}.+)"
)
"""The addresses of the Internet Archive and of archive.today: a timestamp, then the address that was saved."""


class Archived(NamedTuple):
    """The address that an archive saved, and when (ISO, UTC)."""

    url: str
    taken: str


def read_archived(url: str | None) -> Archived | None:
    """What an address in an archive of the web says of the page; None for any other address.

    >>> read_archived("https://web.archive.org/web/20310409103000/https://gazette.example/lock")
    Archived(url='https://gazette.example/lock', taken='2031-04-09T10:30Z')
    """
    found = _ARCHIVED.fullmatch(url) if url else None
    if found is None:
        return None
    try:
        saved = datetime.strptime(found["day"] + (found["time"] or "0000"), "%Y%m%d%H%M")
    except ValueError:  # no such day
        return None
    taken = saved.strftime("%Y-%m-%dT%H:%MZ" if found["time"] else "%Y-%m-%d")
    return Archived(re.sub(r":/+", "://", found["page"], count=1), taken)


def page_key(url: str | None) -> str | None:
    """What is the same for all addresses of one page: its host without ``www.`` and the like, its path, its query.

    Scheme, fragment and a slash at the end play no part, nor does the archive that saved it.  None where there is no host.

    >>> page_key("http://www.gazette.example/lock/?p=2#top"), page_key("https://gazette.example/lock?p=2")
    ('gazette.example/lock?p=2', 'gazette.example/lock?p=2')
    """
    archived = read_archived(url)
    address = archived.url if archived else url
    host = host_of(address) if address and "://" in address else None
    if host is None or address is None:
        return None
    parts = urlsplit(address)
    return f"{host}{parts.path.rstrip('/')}{f'?{parts.query}' if parts.query else ''}"
