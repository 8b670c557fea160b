"""Which stretches of the text carry which findings?  Marks that nest and overlap, cut into pieces that do neither."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.model.facts import Fact, facts_of
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import Quotation, QuotationKind, Voice


class Mark(Struct, frozen=True, kw_only=True):
    """A finding as it is drawn in the text.

    `key` is the finding's name within the page and `look` what its mark looks like, both made of our own words only.  `sign`
    is printed behind its last character and leads to the ledger; no sign, no way there.
    """

    key: str
    look: str
    spans: tuple[Span, ...]
    sign: str | None = None
    first: bool = True
    """Whether this is the mark that a way from the ledger leads to; a statement has three, its content first."""


class Piece(Struct, frozen=True):
    """A run of text with one set of marks; `ended` are those whose last character it holds."""

    span: Span
    marks: tuple[Mark, ...]
    ended: tuple[Mark, ...]


def marks_of(record: Record, facts: Sequence[Fact] | None = None) -> tuple[Mark, ...]:
    """Every mark of the record, facts first, then statements from the longest to the shortest part."""
    return (*_fact_marks(facts if facts is not None else facts_of(record)), *_statement_marks(record), *_other_marks(record))


def _fact_marks(facts: Sequence[Fact]) -> Iterator[Mark]:
    for fact in facts:
        if fact.spans:
            yield Mark(key=f"f-{fact.key}", look="fact", spans=fact.spans, sign=fact.label)


def _statement_marks(record: Record) -> Iterator[Mark]:
    for number, attribution in enumerate(record.attributions, 1):
        yield Mark(key=f"s-{number}", look=attribution.manner.value, spans=attribution.content, sign=str(number))
        if attribution.source:
            yield Mark(key=f"s-{number}", look="source", spans=attribution.source, first=False)
        if attribution.cue:
            yield Mark(key=f"s-{number}", look="cue", spans=attribution.cue, first=False)


def _other_marks(record: Record) -> Iterator[Mark]:
    for number, quotation in enumerate(record.quotations, 1):
        look = f"quoted-{quotation.kind.value}"
        if quotation.kind is QuotationKind.SPEECH:
            if is_laid(record, quotation):
                continue
            look = "quoted-by-nobody"
        yield Mark(key=f"q-{number}", look=look, spans=quotation.parts)
    for number, insertion in enumerate(record.insertions, 1):
        yield Mark(key=f"i-{number}", look="insertion", spans=(insertion.span,))
    for number, run in enumerate(record.voices, 1):
        if run.voice in (Voice.UNDETERMINED, Voice.FURNITURE):
            yield Mark(key=f"v-{number}", look=f"voice-{run.voice.value}", spans=(run.span,))


def is_laid(record: Record, quotation: Quotation) -> bool:
    """Whether a statement laid to somebody takes in the quotation, or a part of it."""
    return any(
        span.meets(part) for attribution in record.attributions for span in attribution.content for part in quotation.parts
    )


def pieces(span: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    """`span` cut at every edge of a mark; the pieces lie side by side and cover it."""
    inside = [(mark, part) for mark in marks for part in mark.spans if part.meets(span)]
    edges = {span.start, span.end}
    for _, part in inside:
        edges.update((max(part.start, span.start), min(part.end, span.end)))
    starting: dict[int, list[tuple[Mark, Span]]] = {}
    for mark, part in inside:
        starting.setdefault(max(part.start, span.start), []).append((mark, part))
    active: list[tuple[Mark, Span]] = []
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        active = [(mark, part) for mark, part in active if part.end > start] + starting.get(start, [])
        yield Piece(
            Span(start, end),
            tuple(dict.fromkeys(mark for mark, _ in active)),
            tuple(mark for mark, part in active if part.end == end and part.end == max(other.end for other in mark.spans)),
        )
