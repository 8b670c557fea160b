"""How does the article read once everything that stands between its paragraphs is blanked out?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct

from sayso.model.document import Document, Role
from sayso.model.span import Span

_ENDS = ".!?:…。！？”\"’'»」"
_UNWRAPPED = 100
"""Code points.  Text wrapped by hand or by mail has lines of 72 to 80, so a longer one ends where its paragraph does."""


class Running(Struct, frozen=True):
    """The chosen blocks of a document as one text with the same offsets as ``Document.text``.

    One paragraph is one line: whatever stands between two blocks is line breaks, and whatever stands inside a block between its
    halves (a page number, a running head, a wrapped line's end) is blanks.  `gaps` are those blanked stretches.
    """

    text: str
    gaps: tuple[Span, ...] = ()

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretch from `start` to `end`, without the gaps in it and without white space at their edges."""
        if not self.gaps or self.gaps[-1].end <= start or end <= self.gaps[0].start:
            return self._trimmed(start, end)
        first_gap = bisect_right(self.gaps, start, key=lambda gap: gap.end)
        inside = self.gaps[first_gap : bisect_left(self.gaps, end, key=lambda gap: gap.start)]
        edges = [start, *(edge for gap in inside for edge in (gap.start, gap.end)), end]
        return tuple(span for first, last in zip(edges[::2], edges[1::2], strict=True) for span in self._trimmed(first, last))

    def _trimmed(self, start: int, end: int) -> tuple[Span, ...]:
        piece = self.text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = end - len(piece) + len(piece.rstrip())
        return (Span(first, last),) if first < last else ()

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Start and end of each paragraph that holds anything, in reading order."""
        return ((found.start(), found.end()) for found in re.finditer(r"[^\s][^\n]*", self.text))


def running_text(document: Document, *roles: Role) -> Running:
    """The blocks with one of `roles`, made one running text."""
    pieces: list[str] = []
    gaps: list[Span] = []
    done = 0
    for block in document.blocks:
        if block.role not in roles:
            continue
        for number, span in enumerate(block.spans):
            if span.start < done:
                continue
            pieces.append((" " if number else "\n") * (span.start - done))
            if number and span.start > done:
                gaps.append(Span(done, span.start))
            pieces.append(_lines(span.of(document.text)))
            done = span.end
    pieces.append("\n" * (len(document.text) - done))
    return Running("".join(pieces), tuple(gaps))


def _lines(text: str) -> str:
    """The text with its wrapped lines joined; a line break stays where one paragraph ends and the next begins."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    longest = max(map(len, lines))

    def ends_paragraph(line: str) -> bool:
        line = line.rstrip()
        return line[-1:] in _ENDS and (len(line) > _UNWRAPPED or len(line) < longest * 2 // 3)

    # A line much shorter than the longest was not broken for want of room.
    return "".join(line + ("\n" if not line.strip() or ends_paragraph(line) else " ") for line in lines[:-1]) + lines[-1]
