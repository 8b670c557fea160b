"""Does a line of plain text serve the page, not the story?  Headings, bylines, captions, datelines, credits, by their shape."""

import re
from functools import cache

from sayso.language.tables import read_table
from sayso.language.verbs import has_finite_verb
from sayso.language.words import read_words, word_class

_BARE = 14
"""Words of the longest heading or caption told by its shape alone."""
_NAME = r"\[?[A-ZÀ-Þ][\w.’'-]{0,30}\]?(?:\([^()\s]{0,80}\))?"
_JOINS = r"(?:,\s?|\s{1,3}(?:(?:and|&|de|van|von|der|la)\s{1,3})?)"
_BYLINE = re.compile(
    rf"\s*(?:By|BY|by|Written by|Story by|Words by|From)\s+{_NAME}(?:{_JOINS}{_NAME}){{0,9}}(?:\s?[|·,–—-].{{0,80}})?\.?\s*\Z"
)
_CITY_DASH = re.compile(
    r"\s*[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.’'-]+){0,4}"
    r"(?:,\s*[A-ZÀ-Þ][\w.]*(?:\s[A-ZÀ-Þ\d][\w.]*){0,3}){0,3}\s*[—–―-]{1,2}\s"
)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_LINKS = re.compile(r"\[[^\[\]\n]{0,200}\]\([^()\n]{0,400}\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}")
_RULE = re.compile(r"[\s*_=–—-]{3,}\Z")
_BRACKETED = re.compile(r"\[[^\[\]\n]{2,300}\]\W*\Z")
_LABELLED = re.compile(r"[A-Z][\w -]{2,24}:\s")
_PICTURED = re.compile(r"\((?:(?:second|third) from )?(?:left|right|cent(?:re|er)|top|bottom|above|below|pictured|L|R|C)\)")
_PICTURE_CREDIT = re.compile(
    r"(?:\A|[.!?\s|(])(?:Image|Photo|Picture|Photograph|Photography|Credit|Illustration)(?: by|:)\s*[^\s.][^.\n]{0,60}\.?\)?\Z"
)
_LONGEST_CLOSING = 40
_ABOUT = re.compile(r"About (?:the )?[A-ZÀ-Þ][^.!?\n]{1,60}\Z")
_LONGEST_INVITATION = 160
"""Code points: "Sign up for ..." with the name of a letter and its day; a paragraph that begins so is text."""
_SENTENCE_END = re.compile(r"[.!?]\s+\S")
_LONGEST_HEADING = 90
_LONGEST_CAPTION = 250
_TERMINAL = ".!?…"
_LONGEST_NOTE = 700
"""Code points: an editor's note or a notice of terms is not longer; a paragraph that begins with the same words is."""


def is_page_line(line: str, tail: bool = False) -> bool:
    """Whether the line is mark-up, an address, or has a phrase of ``page_lines.tsv``; `tail` is True near the end of the text."""
    if _HEADING.match(line) or _RULE.match(line) or _BRACKETED.match(line):
        return True
    if len(line) > _LONGEST_NOTE:
        return False
    rest = _ADDRESS.sub("", _LINKS.sub("", line)).strip(" |·,;:.*_-–—")
    if len(rest) < len(line) and (not rest or (_LABELLED.match(line) and len(rest.split()) <= 6)):
        return True
    single = len(line) <= _LONGEST_INVITATION and not _SENTENCE_END.search(line)
    label = not line.rstrip().endswith(".")
    holds = {"tail": tail, "invites": single, "label": single and label}
    return any(pattern.search(line) for pattern, place in _phrases() if holds.get(place, True))


def closes_page(line: str, late: bool = True) -> bool:
    """Whether the line heads what follows an article: sources, related news; `late` is False before the end of the page."""
    if len(line) >= _LONGEST_CLOSING:
        return False
    bare = line.strip(" :#*.=_–—-").lower().replace("'", "’")
    return bare in _closing("ends") or (late and (bare in _closing("closing") or _ABOUT.match(line) is not None))


def is_caption(line: str) -> bool:
    """Whether the line says who stands where in a picture, or whose picture it is: "Odell (right) with Tam Prynne."."""
    if len(line) <= 2 * _LONGEST_CAPTION and _PICTURE_CREDIT.search(line):
        return True
    if len(line) > _LONGEST_CAPTION or not _PICTURED.search(line):
        return False
    rest = _PICTURED.sub("", line)
    return not has_finite_verb(read_words(rest, 0, len(rest)))


def is_byline(line: str) -> bool:
    """Whether the line is "By Orin Odell and Tam Prynne"."""
    return len(line) < 160 and _BYLINE.match(line) is not None


def is_bare_line(line: str, most: int = _BARE) -> bool:
    """Whether the line has the shape of a heading or caption: a few words without a full stop or in capitals, no finite verb."""
    words = read_words(line, 0, len(line))
    worded = [at for at in range(len(words)) if words.words[at][0].isalnum()]
    if not worded or len(worded) > most:
        return not worded
    letters = [letter for letter in line if letter.isalpha()]
    if line.isupper() or (letters and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)):
        return len(worded) <= most
    ends = line.rstrip("\"'”’)»* ")
    if ends[-1:] in _TERMINAL or ends[-1:] in ":,;" or line.rstrip()[-1:] in '"”»':
        return False
    return not has_finite_verb(words) and not any(low in word_class("subject") for low in words.low)


def is_heading(line: str) -> bool:
    """Whether a line among full sentences has the look of a heading with a verb: short, and ended by no mark."""
    words = line.split()
    ends = line.rstrip("*_ ")[-1:]
    return (
        len(line) <= _LONGEST_HEADING and 2 <= len(words) <= _BARE and (ends.isalnum() or ends in "’'") and words[0][0].isupper()
    )


def starts_dateline(text: str, start: int, end: int) -> int:
    """Where a dateline in capitals before a dash ends ("PORT ELM, Fenwick - "); 0 where none stands at `start`."""
    found = _CITY_DASH.match(text, start, min(end, start + 80))
    return found.end() if found else 0


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    patterns = []
    for row in read_table("page_lines"):
        if row["at"] in ("closing", "ends"):
            continue
        words = re.escape(row["phrase"]).replace("…", ".{0,80}?").replace(r"\ ", r"\s+")
        opens = r"\A[\s*•|>»“\"(\[–—_-]*" if row["at"] in ("start", "whole", "invites", "label") else r"(?<!\w)"
        closes = r"\W*\Z" if row["at"] == "whole" else r"(?!\w)" if row["phrase"][-1].isalnum() else ""
        patterns.append((re.compile(opens + words + closes, re.IGNORECASE), row["at"]))
    return tuple(patterns)


@cache
def _closing(at: str) -> frozenset[str]:
    return frozenset(row["phrase"] for row in read_table("page_lines") if row["at"] == at)
