"""Does a passage give a figure?  Numbers and shares, but no dates, times of day, or names with digits in them."""

import re
from collections.abc import Iterable
from functools import cache

from sayso.language.dates import find_dates
from sayso.language.tables import read_table
from sayso.model.span import Span

_DIGITS = re.compile(r"(?<![\w-])[£$€¥]?\d[\d.,]*(?:bn|m|k|tn)?(?![\w-])[%‰]?", re.I)
_WORD = re.compile(r"(?<![\w’'-])[^\W\d_]+(?:-[^\W\d_]+)?(?![\w’'-])")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d[.,]*\Z")
_TIME = re.compile(r"\b\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|o[’']clock\b)|\b\d{1,2}:\d\d\b", re.I)
_KNOWN = re.compile(r"\b(?:the|these|those)\s+\Z", re.I)
"""What stands before a number word that counts nothing new: "the two harbours"."""
_KNOWN_REACH = 8
"""Characters in which the longest of them and a blank fit."""


def find_figures(text: str) -> tuple[Span, ...]:
    """Where `text` gives figures, in order: ``40``, ``$2.5m``, ``12%``, ``forty-one``, ``dozens``.

    Years, days of a month, times of day and ordinals are none.
    """
    dates = [printed.span for printed in find_dates(text)]
    dates += [Span(*found.span()) for pattern in (_TIME, _month_days()) for found in pattern.finditer(text)]
    digits = (found for found in _DIGITS.finditer(text) if not _YEAR.match(found.group()))
    words = (
        found
        for found in _WORD.finditer(text)
        if any(word in _words() for word in found.group().lower().split("-"))
        and not _KNOWN.search(text, max(0, found.start() - _KNOWN_REACH), found.start())
    )
    spans = sorted(Span(*found.span()) for found in (*digits, *words))
    return _joined((span for span in spans if not any(date.meets(span) for date in dates)), text)


def _joined(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Figures that stand side by side as one: ``2.5 million``, ``two dozen``."""
    joined: list[Span] = []
    for span in spans:
        if joined and text[joined[-1].end : span.start].isspace():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


@cache
def _words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("figures"))


@cache
def _month_days() -> re.Pattern[str]:
    """A day beside a month without a year, which is no date to `find_dates`: ``June 1``, ``1 June``."""
    names = sorted({name for row in read_table("months") for name in row["names"].split()}, key=lambda name: (-len(name), name))
    month = "|".join(map(re.escape, names))
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(rf"\b(?:{month})\.?\s+{day}\b|\b{day}\s+(?:of\s+)?(?:{month})\b", re.I)
