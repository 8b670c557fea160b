"""Which lines of a page speak of rights and reuse, and how near do they stand to the article's text?"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from sayso.intake.zones import Zones, is_picture_text
from sayso.language.sentences import split_sentences
from sayso.model.document import Block, Document, Role
from sayso.model.finding import Zone
from sayso.model.span import Span

# Plain strings in lower case: looking for each of them in turn takes 0.25 ms a page, one alternation of all takes 0.43.
_KEYWORDS = tuple(
    (
        "copyright|©|ⓒ|(c)|(с)|rights reserved|rechte vorbehalten|droits réservés|derechos reservados|diritti riservati|"
        "direitos reservados|creative commons|creative-commons|licens|licenc|lizenz|cc by|cc-by|cc0|permi|republi|reprodu|"
        "reprint|repost|redistribut|rebroadcast|retransmi|syndicat|cross-post|crosspost|non-commercial|noncommercial|"
        "personal use|reuse|re-use|fair use|fair dealing|public domain|without the express|disclaimer|necessarily re|"
        "nachdruck|vervielfält|"
        "weiterverwend|genehmigung|interdit|prohib|proibid|autoris|autoriz|authoriz|authoris|riproduzion|verboten"
    ).split("|")
)
_FOOTER = re.compile(r"footer|\bfoot\b|foot__|colophon|site-info|bottom-?(?:bar|nav|line)|legal")
_ADDRESS = re.compile(r"(?:[\w.+-]{1,64}@[\w.-]{1,80}|(?:www\.|https?://)[^\s]{1,200})\b(?=\.\s+[A-ZÀ-Þ])")
_LONGEST = 6000
"""Code points of a block read for terms; a longer one is an article without paragraphs, of which the last part is read."""


class TermsLine(Struct, frozen=True):
    """A block that speaks of rights: its text with the same length as its span, where it begins, and where it stands.

    `distance` counts the code points between it and the nearest edge of the body (0 inside); `footer` says that it belongs to
    the site and not to the page.
    """

    text: str
    start: int
    block: Block
    index: int
    zone: Zone
    distance: int
    footer: bool
    picture: bool

    def place(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretch from `start` to `end` of the line, as spans of the document; two where a page break stands in it."""
        first, last = self.start + start, self.start + end
        inside = [
            Span(max(span.start, first), min(span.end, last))
            for span in self.block.spans
            if span.start < last and first < span.end
        ]
        return tuple(inside)

    @property
    def nearness(self) -> tuple[bool, bool, int]:
        """Sorts lines by how likely they speak of the article: the site's footer last, the header before it, then by distance."""
        return self.footer, self.zone is Zone.HEADER, self.distance


def find_lines(document: Document, zones: Zones) -> tuple[TermsLine, ...]:
    """The blocks in which a word of rights stands, in reading order.  Blocks inside the body are among them."""
    if not document.blocks:
        return ()
    lowered = document.text.lower()
    if len(lowered) != len(document.text):  # a few capitals grow by a character in lower case
        lowered = "".join(small if len(small := character.lower()) == 1 else character for character in document.text)
    starts = [block.span.start for block in document.blocks]
    indexes = {index for index, block in enumerate(document.blocks) if block.kind == "disclaimer"}
    for word in _KEYWORDS:
        at = lowered.find(word)
        while at >= 0:
            index = max(bisect_right(starts, at) - 1, 0)
            indexes.add(index)
            # One hit makes the whole block a line: go on behind it.
            at = lowered.find(word, max(document.blocks[index].span.end, at + 1))
    return tuple(_line(document, index, zones) for index in sorted(indexes))


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a line.  A line break ends one, and so does a full stop behind an address ("Write to a@b.org. Thanks")."""
    at = 0
    for part in text.split("\n"):
        for start, end in split_sentences(text, at, at + len(part)):
            for stop in [found.end() + 1 for found in _ADDRESS.finditer(text, start, end)]:
                yield start, stop
                start = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
            yield start, end
        at += len(part) + 1


def line_of(document: Document, index: int, zones: Zones) -> TermsLine:
    """The line that a block makes, whatever it speaks of."""
    return _line(document, index, zones)


def _line(document: Document, index: int, zones: Zones) -> TermsLine:
    block = document.blocks[index]
    start, end = block.span.start, block.span.end
    if end - start > _LONGEST:
        start = end - _LONGEST
    pieces, at = [], start
    for span in block.spans:
        if span.end > at:
            first = max(span.start, at)
            pieces += [" " * (first - at), document.text[first : span.end]]
            at = span.end
    return TermsLine(
        text="".join(pieces),
        start=start,
        block=block,
        index=index,
        zone=zones.zone_of(index),
        distance=_distance(document, index, zones),
        footer=bool(_FOOTER.search(block.hints)) and index not in zones.body,
        picture=(is_picture_text(block) and block.role is not Role.TERMS) or block.role is Role.CAPTION,
    )


def _distance(document: Document, index: int, zones: Zones) -> int:
    if not zones.body:
        return 0
    span = document.blocks[index].span
    first, last = document.blocks[zones.body.start].span, document.blocks[zones.body.stop - 1].span
    return max(first.start - span.end, span.start - last.end, 0)
