"""Who wrote the letter or post that a paragraph belongs to?  Signatures that follow their texts."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.language.given_names import sex_of_name
from sayso.language.names import is_person
from sayso.language.nouns import PERSON, noun_of
from sayso.language.proper_names import PERSON_NAME, find_names
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner
from sayso.reading.sources.page import Page

_HANDLE = re.compile(r"@\w{2,30}")
_LONGEST = 60
"""Code points of a line that is no more than a name."""
_FEWEST = 2
"""Signatures that make a page of letters; one line with a name may be a caption or the author of the whole."""
_LAST = 4
"""Paragraphs from the end in which an author is introduced; links and notes may follow."""
_FULL = 2
"""Words of a name that introduces somebody."""
_BIOGRAPHY = 600
"""Code points of a paragraph that is no more than that."""
_WRITING = frozenset(("journalist", "academic", "executive", "analyst", "lawyer", "activist", "aide", "lawmaker"))
"""Types of nouns by which those who write for a page are introduced."""
_ADDRESS = 40
"""Code points of the line with a town that stands under a letter's signature."""


def find_authors(page: Page) -> dict[int, tuple[str, Span]]:
    """By paragraph: the author named under it and where, on a page that has several signed letters or posts."""
    signed = []
    for number, (start, end) in enumerate(page.bounds):
        line = page.text[start:end].strip().strip("-—– ").rstrip(".")
        if len(line) <= _LONGEST and (_HANDLE.fullmatch(line) or (is_person(line) and sex_of_name(line.split()[0]))):
            at = page.text.index(line, start)
            signed.append((number, line, Span(at, at + len(line))))
    if len(signed) < _FEWEST:
        return {}
    authors: dict[int, tuple[str, Span]] = {}
    floor = -1
    for number, name, place in signed:
        paragraph = number - 1
        while paragraph > floor and not _is_heading(page, paragraph):
            authors[paragraph] = (name, place)
            paragraph -= 1
            if name.startswith("@"):
                break  # a post is one paragraph
        floor = number + (not name.startswith("@") and _is_address(page, number + 1))
    return authors


def find_signers(page: Page, attributions: Sequence[Attribution]) -> dict[int, tuple[str, Span]]:
    """By paragraph: the author of a text printed whole, which is a direct attribution that no cue and no marks make."""
    authors: dict[int, tuple[str, Span]] = {}
    starts = [start for start, _ in page.bounds]
    for one in attributions:
        if one.cue or not one.source or one.manner is not Manner.DIRECT:
            continue
        place = one.source[0]
        for span in one.content:
            if not page.is_quoted(span.start):
                authors.setdefault(bisect_right(starts, span.start) - 1, (place.of(page.text), place))
    return authors


def is_handle(name: str) -> bool:
    """Whether a name is that of an account, "@odell"."""
    return _HANDLE.fullmatch(name) is not None


def find_author(page: Page) -> tuple[str, Span] | None:
    """Who says "I": whom one of the last paragraphs introduces, "Ida Fenn is a columnist of the Orlan Post."."""
    words = page.words
    for number in range(len(page.sentences) - 1, -1, -1):
        paragraph = page.paragraphs[number]
        if len(page.bounds) - paragraph > _LAST:
            return None
        first, last = page.sentences[number]
        start, end = page.bounds[paragraph]
        name = next(find_names(words, first, last, page.spelling), None)
        if words.starts[first] != start or end - start > _BIOGRAPHY or name is None or name.first != first:
            continue
        if name.sort != PERSON_NAME or len(name.parts) < _FULL:
            continue
        nouns = (noun_of(low.partition("-")[0], PERSON) for low in words.low[name.last : last])
        is_writer = words.isa(name.last, "auxiliary") and any(noun is not None and noun.type in _WRITING for noun in nouns)
        if is_writer or words.low[name.last : name.last + 1] == ["writes"]:
            return name.text, page.span(name.first, name.last)
    return None


def _is_heading(page: Page, paragraph: int) -> bool:
    """Whether a paragraph is a heading over letters: a word or two in capitals."""
    start, end = page.bounds[paragraph]
    return page.text[start:end].strip(" .").isupper()


def _is_address(page: Page, paragraph: int) -> bool:
    if paragraph >= len(page.bounds):
        return False
    start, end = page.bounds[paragraph]
    return end - start <= _ADDRESS and all(word[0].isupper() for word in page.text[start:end].split())
