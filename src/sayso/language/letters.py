"""Which paragraphs are letters, and who signed each?  A page of letters to the editor, or one letter with its salutation."""

import re
from collections.abc import Sequence

from msgspec import Struct

from sayso.language.words import word_class

_WORD = re.compile(r"\w+")
_SIGNATURE = re.compile(
    r"\s*(?:@\w{2,30}|[A-ZÀ-Þ][\w.’'-]*(?:\s[A-ZÀ-Þ][\w.’'-]*){1,3}"
    r"|(?:[—–-]{1,2}\s?)(?P<dashed>[A-ZÀ-Þ][\w.’'-]*(?:\s[A-ZÀ-Þ][\w.’'-]*){1,3})(?:,[^.!?]{2,40})?)[.,]?\s*\Z"
)
_PLACE = re.compile(r"\s*[A-ZÀ-Þ][\w.’'-]*(?:\s[A-ZÀ-Þ][\w.’'-]*){0,2}(?:,\s*[A-ZÀ-Þ][\w.]*(?:\s[A-ZÀ-Þ][\w.]*){0,2})?\.?\s*\Z")
_SALUTATION = re.compile(r"(?P<first>\w+)[^.!?:,]{0,60}[,:–—-]")
_TO_THE_EDITOR = re.compile(r"To the editor\b", re.IGNORECASE)
_LONGEST_LINE = 60
"""Code points of a line that is no more than a name or a place."""
_LONGEST_LETTER = 8
"""Paragraphs of the first letter of a page, above which its heading stands."""
_LONGEST_CLOSING = 4
"""Words of "Yours faithfully," and the like."""
_LONGEST_SIGNED = 40
"""Paragraphs of a letter that its salutation begins."""
_FEWEST_WORDS = 5
"""Words of a letter to the page; fewer are a heading or a place."""
_FEWEST_LETTERS = 2
"""Signed texts that make a page of letters; a name on a line of its own may be anything where no letter greets or closes."""

Stretch = tuple[int, int]


class Letter(Struct, frozen=True):
    """A letter printed whole: its paragraphs, the name it is signed with, and where signature and address under it end."""

    paragraphs: tuple[Stretch, ...]
    name: Stretch
    signed: int


def find_letters(text: str, paragraphs: Sequence[Stretch]) -> list[Letter]:
    """The letters of a page in their order; none where the page has no letters."""
    signed = _signatures(text, paragraphs)
    letters = []
    for place, (first, last) in enumerate(signed):
        floor = signed[place - 1][1] + 1 if place else 0
        begins = _salutation(text, paragraphs, floor, first)
        alone = begins is not None or _closes(text, paragraphs[first - 1])
        if begins is None:
            begins = floor if place else max(0, first - _LONGEST_LETTER)
        within = tuple(paragraphs[begins:first])
        if any(len(_WORD.findall(text, *paragraph)) >= _FEWEST_WORDS for paragraph in within):
            letters.append((Letter(within, _name(text, paragraphs[first]), paragraphs[last][1]), alone))
    if len(letters) < _FEWEST_LETTERS:
        letters = [(letter, alone) for letter, alone in letters if alone]
    return [letter for letter, _ in letters]


def _signatures(text: str, paragraphs: Sequence[Stretch]) -> list[tuple[int, int]]:
    """The numbers of the paragraphs that are a signature, and of the last that belongs to it: a town may follow."""
    signed = []
    number = 1
    while number < len(paragraphs):
        if _matches(text, paragraphs[number], _SIGNATURE):
            last = number
            if number + 1 < len(paragraphs) and _matches(text, paragraphs[number + 1], _PLACE):
                last += 1
            signed.append((number, last))
            number = last
        number += 1
    return signed


def _salutation(text: str, paragraphs: Sequence[Stretch], floor: int, signature: int) -> int | None:
    """The last paragraph before a signature that begins "Dear Editor,": the first of the letter."""
    for number in range(signature - 1, max(floor, signature - _LONGEST_SIGNED) - 1, -1):
        found = _SALUTATION.match(text, *paragraphs[number])
        if _TO_THE_EDITOR.match(text, *paragraphs[number]) or (found and found["first"].lower() in word_class("salutation")):
            return number
    return None


def _closes(text: str, paragraph: Stretch) -> bool:
    """Whether a paragraph is no more than "Yours faithfully,"."""
    words = _WORD.findall(text, paragraph[0], min(paragraph[1], paragraph[0] + _LONGEST_LINE))
    short = paragraph[1] - paragraph[0] <= _LONGEST_LINE and 0 < len(words) <= _LONGEST_CLOSING
    return short and not word_class("closing").isdisjoint(word.lower() for word in words)


def _name(text: str, paragraph: Stretch) -> Stretch:
    found = _SIGNATURE.match(text[paragraph[0] : paragraph[1]])
    if found and found["dashed"]:
        return (paragraph[0] + found.start("dashed"), paragraph[0] + found.end("dashed"))
    line = text[paragraph[0] : paragraph[1]].rstrip(" .,")
    return (paragraph[0], paragraph[0] + len(line))


def _matches(text: str, paragraph: Stretch, pattern: re.Pattern[str]) -> bool:
    return paragraph[1] - paragraph[0] <= _LONGEST_LINE and pattern.match(text[paragraph[0] : paragraph[1]]) is not None
