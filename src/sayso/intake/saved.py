"""Where and when was a saved page saved?  Read from the note that SingleFile and browsers leave at its top."""

import re

from sayso.model.dates import PartialDate

_TOP = 4000
"""Characters searched: the note stands before the head or right behind its first tags."""
_SINGLEFILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)(?:\s+saved date:\s*(\w{3} \w{3} \d\d \d{4}))?")
"""The wording of SingleFile's own comment; its date is JavaScript's ``Date.toString()``."""
_BROWSER = re.compile(r"<!--\s*saved from url=\(\d{4,5}\)(\S+)\s*-->")
"""The "mark of the web" that Chromium and Internet Explorer write; the figure in brackets is the length of the address."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def read_saving_note(source: str) -> tuple[str | None, PartialDate | None]:
    """The address a saved page came from and the day it was saved, each None where the note does not say."""
    top = source[:_TOP]
    if found := _SINGLEFILE.search(top):
        return _web_address(found.group(1)), _day(found.group(2))
    if found := _BROWSER.search(top):
        return _web_address(found.group(1)), None
    return None, None


def _web_address(address: str) -> str | None:
    return address if address.startswith(("http://", "https://")) else None  # "about:internet" stands for no address


def _day(written: str | None) -> PartialDate | None:
    if not written or written[4:7] not in _MONTHS:
        return None
    _, month, day, year = written.split()
    return PartialDate(f"{year}-{_MONTHS.index(month) + 1:02}-{day}") if 1 <= int(day) <= 31 else None
