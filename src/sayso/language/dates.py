"""When does it say?  Printed dates and machine-written stamps, read into dates as precise as they are."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table
from sayso.model.dates import PartialDate
from sayso.model.span import Span

# The web's first pages are from 1991 and a scanned newspaper may be older; a century either side of that is a misprint.
_FIRST_YEAR, _LAST_YEAR = 1800, 2199


class PrintedDate(Struct, frozen=True):
    """A date as it stands in a text: its characters and what they say."""

    span: Span
    date: PartialDate


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[PrintedDate]:
    """Dates printed between `start` and `end`, in order: ``9 April 2031``, ``April 9th, 2031``, ``09.04.2031``, ``2031-04-09``,
    ``2031年4月9日``, and months with a year.

    A date of figures is read as day, month, year unless only month, day, year is possible; one that can be read both ways and
    stands with slashes is left out, for nobody can tell.  The time of day is not read.
    """
    for found in _printed().finditer(text, start, len(text) if end is None else end):
        read = _read(found)
        if read is not None:
            yield PrintedDate(Span(found.start(), found.end()), read)


def read_date(text: str) -> PartialDate | None:
    """The first printed date of a short text, or None."""
    return next((printed.date for printed in find_dates(text)), None)


def read_stamp(value: str, earliest: int = 1990) -> PartialDate | None:
    """A date that a machine wrote (metadata, JSON-LD, mail headers), with its time of day and zone where both are given.

    Understands ISO 8601 long and compact, RFC 5322 (``Tue, 19 Nov 2019 21:57:01 GMT``), Unix ``date`` output, and else any
    printed date.  Years before `earliest` are a machine's empty value (``0001-01-01``) and give None, as the first day of
    1970 does.
    """
    value = value.strip()[:64]
    found = _STAMP.match(value)
    if found:
        year, month, day, hour, minute, second, zone = found.groups()
        read = _date(year, month, day)
        if read is not None and hour and minute:
            read = _with_time(read, hour, minute, second, zone)
    else:
        unix = _UNIX.match(value)
        read = _date(unix[5], str(_months().get(unix[1].lower(), 0)), unix[2]) if unix else read_date(value)
    return read if read is not None and read.year >= earliest and read.day != "1970-01-01" else None


def days_between(one: PartialDate, other: PartialDate) -> int | None:
    """How many days lie between two dates, or None where one of them has no day."""
    if len(one.day) < 10 or len(other.day) < 10:
        return None
    try:
        return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)
    except ValueError:
        return None


def begins_with_date(text: str) -> bool:
    """Whether a text opens with a date, a weekday, a month or a clock time ("First published on" Monday, 9 April)."""
    return bool(_openings().match(text))


_STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?(?!\d)", re.ASCII
)
_UNIX = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d\d?) (\d\d:\d\d:\d\d) ?([A-Z]{2,5})? (\d{4})$", re.ASCII)


@cache
def _months() -> dict[str, int]:
    return {name: int(row["month"]) for row in read_table("months") for name in row["names"].split()}


@cache
def _printed() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    year = r"(?:1[89]|2[01])\d\d(?=\D|$|\d\d?:\d\d)"  # pages glue the clock on: "March 7, 20317:55 AM"
    return re.compile(
        rf"""(?:(?<![\w.])|(?<=[a-zà-ÿ])(?=(?-i:[A-Z][a-z])|\d\d?/\d\d?/(?:19|20)\d\d))(?:
          (?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s+of|\s+de)?[\s\-]{{1,2}}(?P<m1>{names})\.?,?(?:\s+de|\s+del)?[\s\-]{{1,2}}(?P<y1>{year})
        | (?P<m2>{names})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,|\s)\s*(?P<y2>{year})
        | (?P<y3>{year})[-/.](?P<m3>\d\d?)[-/.](?P<d3>\d\d?)(?!\d)
        | (?P<y4>{year})\s?年\s?(?P<m4>\d\d?)\s?月\s?(?P<d4>\d\d?)\s?日
        | (?P<a5>\d\d?)(?P<s5>[./-])(?P<b5>\d\d?)(?P=s5)(?P<y5>{year}|\d\d(?![\d./-]))
        | (?P<m6>{names})\.?,?\s+(?P<y6>{year})
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _openings() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    weekdays = "|".join(sorted({name for row in read_table("weekdays") for name in row["names"].split()}, key=len, reverse=True))
    return re.compile(rf"\s*(?:\d{{1,4}}(?!\w)|(?:{months})\b|(?:{weekdays})(?=[,.]|\s+\d|\s*$|\s+(?:{months})))", re.IGNORECASE)


def _read(found: re.Match[str]) -> PartialDate | None:
    part = found.groupdict()
    months = _months()
    if part["y1"]:
        return _date(part["y1"], str(months[part["m1"].lower()]), part["d1"])
    if part["y2"]:
        return _date(part["y2"], str(months[part["m2"].lower()]), part["d2"])
    if part["y3"]:
        return _date(part["y3"], part["m3"], part["d3"])
    if part["y4"]:
        return _date(part["y4"], part["m4"], part["d4"])
    if part["y6"]:
        return _date(part["y6"], str(months[part["m6"].lower()]), None)
    return _read_figures(part["a5"], part["b5"], part["s5"], part["y5"])


def _read_figures(front: str, middle: str, mark: str, year: str) -> PartialDate | None:
    first, second = int(front), int(middle)
    if len(year) == 2:
        if mark == "-" or (mark == "." and len(front) + len(middle) < 4):  # "2.10.11" numbers versions and sections
            return None
        year = f"20{year}"
    if second > 12:
        return _date(year, str(first), str(second))
    if mark == "." or first > 12 or first == second:
        return _date(year, str(second), str(first))
    return None


def _date(year: str, month: str, day: str | None) -> PartialDate | None:
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    if day is None:
        return PartialDate(f"{int(year):04}-{int(month):02}")
    try:
        return PartialDate(date(int(year), int(month), int(day)).isoformat())
    except ValueError:
        return None


def _with_time(day: PartialDate, hour: str, minute: str, second: str | None, zone: str | None) -> PartialDate:
    if int(hour) > 23 or int(minute) > 59:
        return day
    if zone is None:
        offset = ""
    elif zone[0] in "+-":
        offset = f"{zone[:3]}:{zone[-2:]}"
    else:
        offset = "Z"
    return PartialDate(f"{day.iso}T{hour}:{minute}" + (f":{second}" if second else "") + offset)
