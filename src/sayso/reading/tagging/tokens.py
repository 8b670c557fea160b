"""What does the tagger see of a text?  Its tokens in paragraphs, and beside each what marks and rules made of it."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.language.running import Running
from sayso.model.span import Span
from sayso.model.statement import Attribution, Quotation, QuotationKind

_TOKEN = re.compile(r"\w+(?:[.&/\-]\w+)*|['’](?:s|re|ve|ll|d|m|t)\b|[^\w\s]")
"""Words with inner stops and hyphens; a clitic is a token, since a source often ends before its ``'s``."""

ROLES = ("source", "cue", "content")
MARKED = {QuotationKind.SPEECH: 1, QuotationKind.HEADLINE: 1, QuotationKind.SCARE: 2, QuotationKind.TITLE: 3}
"""What a token stands between: 0 no marks, 1 speech, 2 a few words at arm's length, 3 a title."""
MARKED_VALUES = 4
RULED_VALUES = 9
"""What the rules made of a token: 0 nothing; then source, cue, content and wish, two values each: first token, and the rest."""

SHAPED_VALUES = 4
"""How a token is written, which an uncased encoder does not see: 0 in small letters, 1 with a capital, 2 in capitals, 3 other."""
CAPITALS = (1, 2)

_STOPS = frozenset(".!?")

Ints = NDArray[np.int32]


class Tokens(Struct, frozen=True):
    """The tokens of a running text, in parallel columns.

    `starts` and `ends` are code points; `paragraphs` are (first, past the last) token of each paragraph.  `shaped`, `marked` and
    `ruled` are explained above; `ruled_by` is the number of the rule's attribution that a token belongs to, -1 for none; `held`
    says which tokens stand in a closed quotation together with the token before; `stops` counts the stops before each
    token and after the last, `breaks` the paragraphs that end before it.
    """

    starts: Ints
    ends: Ints
    words: list[str]
    paragraphs: list[tuple[int, int]]
    shaped: Ints
    marked: Ints
    ruled: Ints
    ruled_by: Ints
    held: NDArray[np.bool_]
    stops: Ints
    breaks: Ints

    def __len__(self) -> int:
        return len(self.words)

    def opens(self) -> NDArray[np.bool_]:
        """Which tokens open a paragraph."""
        opens = np.zeros(len(self), bool)
        opens[[first for first, _ in self.paragraphs]] = True
        return opens

    def covered(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """The tokens, as (first, past the last), that each stretch of text touches; a stretch that touches none is left out."""
        ranges = []
        for start, end in spans:
            first, last = int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left"))
            if first < last:
                ranges.append((first, last))
        return ranges


def read_tokens(running: Running, quotations: Sequence[Quotation], attributions: Sequence[Attribution]) -> Tokens:
    """The tokens of the whole text with what marks and rules say of them."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    paragraphs = []
    for start, end in running.paragraphs():
        first = len(words)
        for found in _TOKEN.finditer(running.text, start, end):
            starts.append(found.start())
            ends.append(found.end())
            words.append(found.group())
        if len(words) > first:
            paragraphs.append((first, len(words)))
    size = len(words)
    tokens = Tokens(
        np.array(starts, np.int32), np.array(ends, np.int32), words, paragraphs,
        np.array([_shape(word) for word in words], np.int32),
        np.zeros(size, np.int32), np.zeros(size, np.int32), np.full(size, -1, np.int32), np.zeros(size, bool),
        np.cumsum([0, *(word in _STOPS for word in words)], dtype=np.int32),
        np.repeat(np.arange(len(paragraphs), dtype=np.int32), [last - first for first, last in paragraphs]),
    )  # fmt: skip
    for quotation in quotations:
        if quotation.depth == 1:
            for first, last in tokens.covered(_pairs(quotation.parts)):
                tokens.marked[first:last] = MARKED[quotation.kind]
                tokens.held[first + 1 : last] = quotation.closed
    for number, one in enumerate(attributions):
        content = 5 if one.reports else 7
        for value, spans in ((content, one.content), (1, one.source), (3, one.cue)):
            for first, last in tokens.covered(_pairs(spans)):
                tokens.ruled[first] = value
                tokens.ruled[first + 1 : last] = value + 1
                tokens.ruled_by[first:last] = number
    return tokens


def _shape(word: str) -> int:
    if not word[0].isalpha():
        return 3
    if word[0].islower():
        return 0
    return 2 if word.isupper() and len(word) > 1 else 1


def _pairs(spans: Iterable[Span]) -> Iterable[tuple[int, int]]:
    return ((span.start, span.end) for span in spans)
