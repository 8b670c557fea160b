"""Which texts are letters printed whole, and where do they name their authors?"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.language.letters import (
    closes_letter,
    introduces_letters,
    is_office,
    is_place,
    is_plain_signature,
    is_signature,
    opens_letter,
    signature_start,
    titles_letters,
)
from sayso.model.span import Span
from sayso.reading.voices.article import Article, Paragraph
from sayso.reading.voices.printed import LONGEST_TEXT, Printed, author_in, whole

LETTER = "signed-letter"

_WORD = re.compile(r"\w+")
_SPOKEN = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Mm]e|us|[Yy]ou|[Yy]our)\b")
_FEWEST_WORDS = 5
"""Words of a letter to the page; fewer are a heading or a place."""
_FEWEST = 2
"""Signed texts that make a page of letters; one name on a line of its own may be anything."""
_LONGEST_FIRST = 8
"""Paragraphs of the first letter of a page at most, where nothing says where it begins."""
_MOST_LINES = 6
"""Lines of a signature: the name, two offices, a street, a town, a county."""
_LONGEST_PLACE = 60


class _Signed(Struct, frozen=True):
    """A signature: its first and past-the-last paragraph, and where in the first it begins."""

    first: int
    last: int
    start: int


class _Letter(Struct, frozen=True):
    """A letter from paragraph `begins` up to its signature, or, where names stand `above`, from its name to paragraph `ends`."""

    begins: int
    ends: int
    signed: _Signed


def find_letters(article: Article) -> dict[int, list[Printed]]:
    """The letters of a page of letters, or one letter between its salutation and its signature, by the start of the paragraph."""
    paragraphs = article.paragraphs
    lines = [article.text[paragraph.start : paragraph.end] for paragraph in paragraphs]
    signed = list(_signatures(article, lines))
    above = bool(signed) and _stand_above(article, lines, signed)
    letters = list(_letters_below(article, lines, signed) if above else _letters_above(article, lines, signed))
    if not letters or not _are_letters(article, lines, letters, above):
        return {}
    found: dict[int, list[Printed]] = {}
    for letter in letters:
        author = author_in(article.text, letter.signed.start, paragraphs[letter.signed.first].end)
        for paragraph in paragraphs[letter.begins : letter.ends]:
            found[paragraph.start] = whole(paragraph, False, LETTER, author)
        for paragraph in paragraphs[letter.signed.first : letter.signed.last]:
            found[paragraph.start] = _signature_of(paragraph, letter.signed, author)
    return found


def _signature_of(paragraph: Paragraph, signed: _Signed, author: Span | None) -> list[Printed]:
    """One paragraph of a signature, with the end of the letter where they share it."""
    start = max(paragraph.start, signed.start) if signed.start < paragraph.end else paragraph.start
    text = [Printed(paragraph.start, start, False, LETTER, author)] if start > paragraph.start else []
    return [*text, Printed(start, paragraph.end, True, LETTER, author)]


def _signatures(article: Article, lines: Sequence[str]) -> Iterator[_Signed]:
    """The signatures: below prose, below the words that close a letter, or at the end of a paragraph."""
    number = 0
    while number < len(lines):
        paragraph = article.paragraphs[number]
        start = _signature_in(article, paragraph, lines[number])
        if start is None:
            number += 1
            continue
        last = number + 1
        while last < min(len(lines), number + _MOST_LINES) and _goes_on(article, lines, last, last - number):
            last += 1
        yield _Signed(number, last, start)
        number = last


def _signature_in(article: Article, paragraph: Paragraph, line: str) -> int | None:
    """Where the signature begins that a paragraph is, or ends with."""
    if is_signature(line):
        return paragraph.start
    closes = signature_start(line)
    if closes is not None:
        return paragraph.start + closes
    last = paragraph.sentences[-1]
    if last.start > paragraph.start and is_signature(last.of(article.text)) and line[-1] not in ".!?…":
        return last.start
    return None


def _stand_above(article: Article, lines: Sequence[str], signed: Sequence[_Signed]) -> bool:
    """Whether names stand above their texts: prose follows the last of them, and no letter opens or closes as letters do."""
    if any(opens_letter(line) or closes_letter(line) for line in lines) or signed[-1].last == len(lines):
        return False
    alone = all(one.start == article.paragraphs[one.first].start for one in signed)
    return alone and _is_prose(article, article.paragraphs[signed[-1].last])


def _letters_below(article: Article, lines: Sequence[str], signed: Sequence[_Signed]) -> Iterator[_Letter]:
    """Each name with the text below it; the last is no longer than the longest before it."""
    longest = 1
    for one, following in zip(signed, (*signed[1:], None), strict=True):
        ends = following.first if following else min(len(lines), one.last + longest)
        if one.last < ends <= one.last + LONGEST_TEXT:
            longest = max(longest, ends - one.last) if following else longest
            yield _Letter(one.last, ends, one)


def _goes_on(article: Article, lines: Sequence[str], number: int, above: int) -> bool:
    """Whether a line, the n-th under a name, still belongs to the signature: a place, an office, another name.

    What stands above prose may be the heading of the next letter, unless it has the shape of a place right under the name.
    """
    line = lines[number]
    if len(line) > _LONGEST_PLACE or not is_office(line) or titles_letters(line) or opens_letter(line):
        return False
    following = number + 1 < len(lines) and (
        opens_letter(lines[number + 1]) or _is_prose(article, article.paragraphs[number + 1])
    )
    return not following or (above == 1 and is_place(line)) or line.rstrip().endswith((".", ","))


def _letters_above(article: Article, lines: Sequence[str], signed: Sequence[_Signed]) -> Iterator[_Letter]:
    """Each signature with the letter above it, which begins after the one before, or after what introduces the first."""
    floor = 0
    for one in signed:
        inline = one.start > article.paragraphs[one.first].start
        introduced = [at for at in range(floor, one.first) if introduces_letters(lines[at]) and not opens_letter(lines[at])]
        opened = [at for at in range(floor, one.first + inline) if opens_letter(lines[at])]
        begins = floor or max(0, one.first - _LONGEST_FIRST)
        if opened:
            begins = opened[0]
        elif introduced and introduced[-1] + 1 < one.first + inline:
            begins = introduced[-1] + 1
        if inline or any(_is_prose(article, article.paragraphs[at]) for at in range(begins, one.first)):
            yield _Letter(begins, one.first, one)
        floor = one.last


def _are_letters(article: Article, lines: Sequence[str], letters: Sequence[_Letter], above: bool) -> bool:
    """Whether they are letters indeed: they open or close as such, or are several that speak, under names."""
    formal = sum(opens_letter(lines[letter.begins]) for letter in letters)
    if formal and 2 * formal >= len(letters):
        return True
    if len(letters) < _FEWEST:
        return False
    titled = any(titles_letters(line) or introduces_letters(line) for line in lines[: letters[0].signed.first])
    spoken = sum(_speaks(article, letter) for letter in letters)
    plain = sum(
        is_plain_signature(lines[one.signed.first]) or "," in lines[one.signed.first] or one.signed.last - one.signed.first > 1
        for one in letters
    )
    ends = letters[-1].signed.last == len(lines)
    return (titled or 3 * spoken >= 2 * len(letters)) and (2 * plain >= len(letters) or (ends and not above))


def _speaks(article: Article, letter: _Letter) -> bool:
    """Whether somebody speaks of himself or to a reader in it, outside quotation marks."""
    numbers = range(letter.begins, max(letter.ends, letter.begins + 1))
    return any(_SPOKEN.search(_unquoted(article, article.paragraphs[at])) for at in numbers)


def _unquoted(article: Article, paragraph: Paragraph) -> str:
    """The paragraph without what stands in quotation marks."""
    pieces, at = [], paragraph.start
    for quoted in article.quotes_in(paragraph.start, paragraph.end):
        pieces.append(article.text[at : max(at, quoted.start)])
        at = max(at, quoted.end)
    return " ".join((*pieces, article.text[at : paragraph.end]))


def _is_prose(article: Article, paragraph: Paragraph) -> bool:
    return len(_WORD.findall(article.text, paragraph.start, paragraph.end)) >= _FEWEST_WORDS
