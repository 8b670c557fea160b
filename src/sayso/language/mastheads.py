"""Is this line part of a masthead?  Bylines, date lines and lines that file an article, told by their words."""

import re
from functools import cache

from sayso.language.dates import find_dates
from sayso.language.tables import read_table

_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[^\W\d_]{4,}[.!?]$")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_BESIDE_DATE = 48
"""Code points beside the date in a date line at most: room for an outlet's name, a clock time and a zone.  A line of filing that
is longer and ends with a full stop is a sentence."""
_LONGEST_LINE = 160
"""Code points of a byline or date line at most; what is longer is prose that begins like one."""
_LABEL = re.compile(r"[\s#•>|]*([^\W\d_][^:：/\n]{0,38}?)\s*[:：/]\s*(?=\S)")


def is_byline(text: str) -> bool:
    """Whether the line names who wrote it: ``By A. Quill``, ``Von A. Quill``, ``Words: A. Quill``."""
    if len(text) > _LONGEST_LINE:
        return False
    return bool(_bylines().match(text))


def is_date_line(text: str) -> bool:
    """Whether the line gives a date and little else: ``Lantern, 3 May 2021``, ``Published: 2021-05-03 10:14``."""
    if "|" in text and len(text) <= _LONGEST_LINE:
        return any(is_date_line(part.strip()) for part in text.split("|") if part.strip())
    if len(text) > _LONGEST_LINE // 2 or not _DIGIT.search(text) or _SENTENCE.search(text):
        return False
    printed = sum(len(found.span) for found in find_dates(text))
    if not printed:
        return bool(_CLOCK.search(text)) and len(text.split()) <= 4
    return len(text) - printed <= _BESIDE_DATE


def taxonomy_label(text: str) -> str | None:
    """What the line files the article under (``region``, ``theme``, ``dossier``, ``section``, ``tag``); None if it does not."""
    found = _LABEL.match(text)
    if not found or (len(text) > _BESIDE_DATE and _SENTENCE.search(text)):
        return None
    return _labels().get(" ".join(found.group(1).lower().split()))


def taxonomy_words(text: str) -> int | None:
    """Where, behind the label, the words begin that the article is filed under."""
    found = _LABEL.match(text)
    return found.end() if found else None


@cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["files"] for row in read_table("filing")}


@cache
def _bylines() -> re.Pattern[str]:
    openings = "|".join(re.escape(row["opening"]).replace(r"\ ", r"\s+") for row in read_table("bylines"))
    return re.compile(rf"[\s*•|]*(?i:{openings})(?:\s*:\s*|\s+)(?:[^\W\d_a-z]|(?:the|d[’']|de|van|von|al)\b)", re.UNICODE)
