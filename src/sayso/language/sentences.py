"""Where does a sentence end?  Full stops, the abbreviations that carry one, and quotations that hold sentences of their own."""

import re
from collections.abc import Sequence
from functools import cache

from sayso.language.tables import read_table

_STOP = re.compile(r"(?P<stop>[.!?…]{1,8})(?P<close>[\"'”’»)\]]{0,4})(?=\s|$)|(?P<wide>[。！？]{1,8}[」』”）]{0,4})")
_LETTERS = re.compile(r"(?:\w\.)+\w")
# The counts are bounded so that a megabyte of full stops takes no longer than a megabyte of prose.
_WORD = re.compile(r"[\w’']+")
_WORD_BEFORE = re.compile(r"[\w.]+\Z")
_LONGEST_WORD = 12
"""Code points looked back over for an abbreviation; the longest in the table has six."""
_OPENERS = frozenset(
    "the a an he she it they we i you but and in on at as this that these those his her its their our for if when while "
    "after before there what who why how yet so still meanwhile however according".split()
)
"""Words that begin a sentence far oftener than they continue a name: after "U.S." they decide that the sentence ended."""


def split_sentences(text: str, start: int, end: int, shields: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Start and end (code points) of each sentence of one paragraph, white space at the edges left out.

    `shields` are ascending stretches, such as quotations, inside which no sentence of the paragraph ends; a stop that
    is the last thing in one counts: ``"It rained." She left.`` is two sentences.
    """
    sentences = []
    shield = 0
    for found in _STOP.finditer(text, start, end):
        while shield < len(shields) and shields[shield][1] < found.end():
            shield += 1
        if shield < len(shields) and shields[shield][0] < found.start() and found.end() < shields[shield][1]:
            continue
        if found["wide"] or _ends_sentence(text, found, start, end):
            sentences.append((start, found.end()))
            start = _skip_space(text, found.end(), end)
    last = len(text[start:end].rstrip()) + start
    if start < last:
        sentences.append((start, last))
    return sentences


def _ends_sentence(text: str, found: re.Match[str], start: int, end: int) -> bool:
    after = _skip_space(text, found.end(), end)
    if after >= end:
        return True
    if text[after].islower() or text[after] in ",;:)":
        return False
    if found["stop"] != "." or found["close"]:
        return True
    before = _WORD_BEFORE.search(text, max(start, found.start() - _LONGEST_WORD), found.start())
    word = before.group() if before else ""
    position = _abbreviations().get(word)
    if position == "name":
        return False
    if position == "number":
        return not text[after].isdigit()
    if len(word) == 1 and word.isupper() and word != "I":
        return False  # an initial
    if position == "any" or _LETTERS.fullmatch(word):
        opener = _WORD.match(text, after)
        return opener is not None and opener.group().lower() in _OPENERS
    return True


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


@cache
def _abbreviations() -> dict[str, str]:
    return {row["abbreviation"]: row["position"] for row in read_table("abbreviations")}
