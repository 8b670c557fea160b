"""Where do words of the text stand, as JSON says it?  The words, their span, and their place in the original."""

from collections.abc import Iterable

from msgspec import Struct

from sayso.export.interchange import Where
from sayso.export.places import Lines, place_of
from sayso.model.record import Record
from sayso.model.span import Span


class Read(Struct, frozen=True, kw_only=True):
    """A record, and what leads its findings back to the file: its name as typed, in printable letters, and its lines."""

    name: str
    record: Record
    lines: Lines


def where_are(read: Read, spans: Iterable[Span]) -> tuple[Where, ...]:
    """The exact words at `spans` with their places, in the order given."""
    return tuple(_where_is(read, span) for span in spans)


def _where_is(read: Read, span: Span) -> Where:
    place = place_of(read.record.document, read.lines, span)
    return Where(
        words=span.of(read.record.document.text),
        span=span,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        page=place.page,
    )


def begins_at(read: Read, span: Span) -> str:
    """Where `span` begins in the original, in short: ``12:5``, ``p. 3`` or nothing."""
    return place_of(read.record.document, read.lines, span).short()
