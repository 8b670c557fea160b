"""Where does a finding stand in the original file?  Line and column where it is made of characters, page where it has pages."""

import re
from bisect import bisect_right

from msgspec import Struct

from sayso.intake.decode import decode
from sayso.model.document import Document
from sayso.model.span import Span

_LINE_END = re.compile(r"\r\n?|\n")
"""What editors count as the end of a line; Python's own splitlines counts form feeds and others too."""


class Place(Struct, frozen=True):
    """A place in the original file, counted from 1; columns are code points.  All None where the original has neither."""

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None

    def short(self) -> str:
        """``12:5``, ``p. 3`` or nothing."""
        if self.line is not None:
            return f"{self.line}:{self.column}"
        return f"p. {self.page}" if self.page is not None else ""


class Lines(Struct, frozen=True):
    """The decoded original and where its lines begin; `text` is empty where lines mean nothing to a reader."""

    text: str
    starts: tuple[int, ...]

    def line(self, number: int) -> str:
        """The line of that number (from 1), without its end."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")


def lines_of(document: Document, data: bytes) -> Lines:
    """The lines of the original.  Originals that wrap their text (mail, archives, office files, PDF) have none."""
    capture = document.capture
    if document.offsets.unit != "character" or document.offsets.part is not None or not capture.media_type.startswith("text/"):
        return Lines("", ())
    text, _, _ = decode(data, capture.encoding)
    return Lines(text, (0, *(found.end() for found in _LINE_END.finditer(text))))


def place_of(document: Document, lines: Lines, span: Span | None) -> Place:
    """Where `span` of the text stands in the original; an empty place where it stands nowhere or the original has no lines."""
    source = document.offsets.to_source(span) if span is not None else None
    return place_in_original(document, lines, source)


def place_at(document: Document, lines: Lines, span: Span | None, original: Span | None) -> str:
    """Where a fact's evidence stands, in short: the place of its words in the text, else of what only the original has."""
    place = place_of(document, lines, span) if span is not None else place_in_original(document, lines, original)
    return place.short()


def place_in_original(document: Document, lines: Lines, source: Span | None) -> Place:
    """The place of a span of the original's own characters or glyphs."""
    if source is None:
        return Place()
    if document.offsets.unit == "glyph":
        return Place(page=document.offsets.page_of(source.start))
    if not lines.starts:
        return Place()
    line = bisect_right(lines.starts, source.start)
    end_line = bisect_right(lines.starts, max(source.start, source.end - 1))
    return Place(
        line=line,
        column=source.start - lines.starts[line - 1] + 1,
        end_line=end_line,
        end_column=source.end - lines.starts[end_line - 1] + 1,
    )
