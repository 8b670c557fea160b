"""Which stretches of the text carry which findings?  Marks that nest and overlap, cut into pieces that do neither."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from sayso.export.facts import Fact, facts_of
from sayso.export.sources import Entry, SourceLedger
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import Manner, QuotationKind, Voice

LOOKS = 12
"""Pairs of a colour and a line: six colours and four lines, each taken in turn, meet again after so many."""
_BUCKET = 512
"""Code points to a drawer of the index: about a paragraph, so that a paragraph opens one or two."""


class Mark(Struct, frozen=True, kw_only=True):
    """A finding as it is drawn in the text.

    `key` is the finding's name within the page, empty where nothing leads there, and `look` what its mark looks like, both made
    of our own words only.  `sign` is printed behind its last character and leads to the ledger; no sign, no way there.
    """

    key: str
    look: str
    spans: tuple[Span, ...]
    sign: str | None = None
    says: str | None = None
    """What the sign is read out as, where it does not say so itself."""
    first: bool = True
    """Whether this is the mark that a way from the ledger leads to; a statement has three, its content first."""


class Piece(Struct, frozen=True):
    """A run of text with one set of marks; `ended` are those whose last character it holds."""

    span: Span
    marks: tuple[Mark, ...]
    ended: tuple[Mark, ...]


def marks_of(record: Record, facts: Sequence[Fact] | None = None) -> tuple[Mark, ...]:
    """Every mark of the record: facts, voices, statements, and what else stands between marks."""
    ledger = SourceLedger(record)
    return (
        *_fact_marks(facts if facts is not None else facts_of(record)),
        *_voice_marks(record, ledger),
        *_statement_marks(record, ledger),
        *_other_marks(record),
    )


def look_of(entries: Sequence[Entry]) -> str:
    """The colour and line of a source, of the first where two answer together: a dozen pairs, which then repeat."""
    return f"by-{entries[0].number % LOOKS}" if entries else "by-unknown"


def sign_of(ledger: SourceLedger, index: int) -> str:
    """The source's letter and the statement's number: ``A·7``; the number alone where the source is not resolved."""
    labels = "+".join(entry.label for entry in ledger.of(index))
    return f"{labels}·{index + 1}" if labels else str(index + 1)


def _fact_marks(facts: Sequence[Fact]) -> Iterator[Mark]:
    for fact in facts:
        if fact.spans:
            yield Mark(key=f"f-{fact.key}", look="fact", spans=fact.spans, sign=fact.label)


def _voice_marks(record: Record, ledger: SourceLedger) -> Iterator[Mark]:
    """One mark a run of the body, and the statements of other blocks, which no run covers."""
    for number, run in enumerate(record.voices, 1):
        spans = (trimmed(run.span, record.document.text),)
        if run.voice is Voice.ATTRIBUTED:
            index = run.attribution
            manner = run.manner or (record.attributions[index].manner if index is not None else Manner.DIRECT)
            by = look_of(ledger.of(index) if index is not None else ())
            yield Mark(key="", look=f"voice {by} {manner.value}", spans=spans, first=False)
        elif run.voice is Voice.UNDETERMINED:
            yield Mark(key=f"v-{number}", look="voice-undetermined", spans=spans, sign="?", says="?: undetermined")
        else:
            yield Mark(key="", look=f"voice-{run.voice.value}", spans=spans, first=False)
    body = MarkIndex([Mark(key="", look="", spans=tuple(run.span for run in record.voices))])
    for index, one in enumerate(record.attributions):
        loose = tuple(span for span in one.content if not body.meeting(span))
        if loose:
            yield Mark(key="", look=f"voice {look_of(ledger.of(index))} {one.manner.value}", spans=loose, first=False)


def trimmed(span: Span, text: str) -> Span:
    """A run without the white space at its edges, which no line should stand under; one of nothing else stays whole."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else span


def _statement_marks(record: Record, ledger: SourceLedger) -> Iterator[Mark]:
    for number, attribution in enumerate(record.attributions, 1):
        sign = sign_of(ledger, number - 1)
        says = f"{sign}: statement {number}, {attribution.manner.value}"
        yield Mark(key=f"s-{number}", look="said", spans=attribution.content, sign=sign, says=says)
        if attribution.source:
            yield Mark(key=f"s-{number}", look="source", spans=attribution.source, first=False)
        if attribution.cue:
            yield Mark(key=f"s-{number}", look="cue", spans=attribution.cue, first=False)


def _other_marks(record: Record) -> Iterator[Mark]:
    laid = laid_quotations(record)
    for number, quotation in enumerate(record.quotations, 1):
        look = f"quoted-{quotation.kind.value}"
        if quotation.kind is QuotationKind.SPEECH:
            if number in laid:
                continue
            look = "quoted-by-nobody"
        yield Mark(key=f"q-{number}", look=look, spans=quotation.parts)
    for number, insertion in enumerate(record.insertions, 1):
        yield Mark(key=f"i-{number}", look="insertion", spans=(insertion.span,))


def laid_quotations(record: Record) -> frozenset[int]:
    """The numbers (from 1) of the quotations that a statement laid to somebody takes in, whole or in part."""
    contents = sorted(span for attribution in record.attributions for span in attribution.content)
    starts = [span.start for span in contents]
    reach = list(accumulate((span.end for span in contents), max))
    laid = set()
    for number, quotation in enumerate(record.quotations, 1):
        for part in quotation.parts:
            before = bisect_left(starts, part.end)
            if before and reach[before - 1] > part.start:
                laid.add(number)
    return frozenset(laid)


class MarkIndex:
    """Finds the marks of a stretch without looking at all of them: a long text has thousands of both."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._buckets: dict[int, list[tuple[int, Mark, Span]]] = {}
        for order, mark in enumerate(marks):
            for part in mark.spans:
                for bucket in range(part.start // _BUCKET, part.end // _BUCKET + 1):
                    self._buckets.setdefault(bucket, []).append((order, mark, part))

    def meeting(self, span: Span) -> list[tuple[Mark, Span]]:
        """The marks that share a character with `span`, each with the part that does, in the order they were given."""
        buckets = range(span.start // _BUCKET, span.end // _BUCKET + 1)
        found = {(order, part): mark for bucket in buckets for order, mark, part in self._buckets.get(bucket, ())}
        return [(mark, part) for (_, part), mark in sorted(found.items(), key=lambda item: item[0]) if part.meets(span)]


def pieces(span: Span, index: MarkIndex) -> Iterator[Piece]:
    """`span` cut at every edge of a mark; the pieces lie side by side and cover it."""
    inside = index.meeting(span)
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
            tuple(dict.fromkeys(mark for mark, part in active if part.end == end == max(other.end for other in mark.spans))),
        )
