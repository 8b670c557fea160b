"""What of a version is compared?  Its words in columns, cut into paragraphs and sentences, with what was read of each word."""

import re
import unicodedata
from bisect import bisect_left

from msgspec import Struct

from sayso.language.sentences import split_sentences
from sayso.model.document import Role
from sayso.model.record import Record
from sayso.model.span import Span

ARTICLE = (Role.HEADLINE, Role.STANDFIRST, Role.BYLINE, Role.BODY, Role.CAPTION, Role.PULL_QUOTE, Role.ORIGIN_NOTE)
"""The blocks that are the article; menus, terms and what else surrounds it differ from one capture to the next."""

_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Kana and Han are written without spaces: each sign is a word."""
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e"
"""Vowel signs and accents that stand apart from their letters, which ``\\w`` does not hold."""
_LETTER = rf"(?:(?![{_ALONE}_])[\w{_MARKS}])"
_SILENT = "\u00ad\u200b\u2060\ufeff"
_WORD = re.compile(
    rf"(?:(?<![\w.])[-−](?=[£$€¥]?\d))?(?:[£$€¥](?=\d))?{_LETTER}+(?:(?:[.'’&{_SILENT}]|(?<=\d)[,:](?=\d)){_LETTER}+)*[%‰]?|[{_ALONE}]"
)
"""A word, or a figure with its sign, currency and per cent; words joined by hyphens are two, so that a hyphen is no word."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
"""``1,200`` is ``1200`` otherwise set."""
_DROPPED = re.compile(f"[{_SILENT}]")


class Stretch(Struct, frozen=True):
    """Words `first` to `last` (exclusive), at `span` of the text; `paragraph` is the number of the block among those compared."""

    first: int
    last: int
    span: Span
    paragraph: int
    role: Role


class Article(Struct, frozen=True, kw_only=True):
    """The words of one version.  `keys` are what is compared: without case, accents as printed, apostrophes of one kind.

    Beside each word stands whether it is within a source or a cue (`laid`), and the number of the quotation it is in, from 1
    (`quoted`); 0 is neither.
    """

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    laid: bytearray
    quoted: list[int]
    paragraphs: list[Stretch]
    sentences: list[Stretch]


def read_article(record: Record, furniture: bool = False) -> Article:
    """The words of a record's article; with `furniture`, of everything that is printed on the page."""
    text = record.document.text
    quotations = sorted(part for one in record.quotations if one.depth == 1 for part in one.parts)
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraphs: list[Stretch] = []
    sentences: list[Stretch] = []
    shield = 0
    for block in sorted(record.document.blocks, key=lambda block: block.span):
        if not furniture and block.role not in ARTICLE:
            continue
        first = len(keys)
        for part in block.spans:
            for found in _WORD.finditer(text, part.start, part.end):
                keys.append(key_of(found.group()))
                starts.append(found.start())
                ends.append(found.end())
        if first == len(keys):
            continue
        while shield < len(quotations) and quotations[shield].end <= block.span.start:
            shield += 1
        last = shield
        while last < len(quotations) and quotations[last].start < block.span.end:
            last += 1
        number = len(paragraphs)
        paragraphs.append(Stretch(first, len(keys), block.span, number, block.role))
        at = first
        shields = [(one.start, one.end) for one in quotations[shield:last]]
        for start, end in split_sentences(text, block.span.start, block.span.end, shields):
            begin = at
            while at < len(keys) and starts[at] < end:
                at += 1
            if begin < at:
                sentences.append(Stretch(begin, at, Span(start, end), number, block.role))
    order = sorted(range(len(keys)), key=starts.__getitem__)  # halves of two blocks may stand in turns
    places = [starts[at] for at in order]
    laid = bytearray(len(keys))
    for one in record.attributions:
        for span in (*one.source, *one.cue):
            for at in order[bisect_left(places, span.start) : bisect_left(places, span.end)]:
                laid[at] = 1
    quoted = [0] * len(keys)
    for number, span in enumerate(quotations, 1):
        for at in order[bisect_left(places, span.start) : bisect_left(places, span.end)]:
            quoted[at] = number
    return Article(
        text=text, keys=keys, starts=starts, ends=ends, laid=laid, quoted=quoted, paragraphs=paragraphs, sentences=sentences
    )


def read_passage(text: str) -> Article:
    """The words of a passage by itself, of which nothing else was read, as one stretch.

    It stands as a standfirst does, for that is compared as a whole and has no counterpart to be looked for.
    """
    found = list(_WORD.finditer(text))
    whole = Stretch(0, len(found), Span(0, len(text)), 0, Role.STANDFIRST)
    stretches = [whole] if found else []
    return Article(
        text=text,
        keys=[key_of(one.group()) for one in found],
        starts=[one.start() for one in found],
        ends=[one.end() for one in found],
        laid=bytearray(len(found)),
        quoted=[0] * len(found),
        paragraphs=stretches,
        sentences=stretches,
    )


def key_of(word: str) -> str:
    """What two words must share to be the same word."""
    if "," in word:
        word = _THOUSANDS.sub("", word)
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold().replace("’", "'").replace("−", "-")
