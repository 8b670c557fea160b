"""Who wrote the letter or post that a paragraph belongs to?  Signatures that follow their texts."""

import re

from sayso.language.given_names import sex_of_name
from sayso.language.names import is_person
from sayso.model.span import Span
from sayso.reading.sources.page import Page

_HANDLE = re.compile(r"@\w{2,30}")
_LONGEST = 60
"""Code points of a line that is no more than a name."""
_FEWEST = 2
"""Signatures that make a page of letters; one line with a name may be a caption or the author of the whole."""
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


def _is_heading(page: Page, paragraph: int) -> bool:
    """Whether a paragraph is a heading over letters: a word or two in capitals."""
    start, end = page.bounds[paragraph]
    return page.text[start:end].strip(" .").isupper()


def _is_address(page: Page, paragraph: int) -> bool:
    if paragraph >= len(page.bounds):
        return False
    start, end = page.bounds[paragraph]
    return end - start <= _ADDRESS and all(word[0].isupper() for word in page.text[start:end].split())
