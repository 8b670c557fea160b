"""What would a standards desk ask about the sources?  The checks SV101 to SV106, each over what the record holds."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sayso.export.facts import in_marks, percentages, shares_of, words_at
from sayso.export.marks import Mark, MarkIndex
from sayso.export.sources import Entry, SourceLedger, answers, is_doubtful, sole_source
from sayso.language.figures import find_figures
from sayso.model.document import Role
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import QuotationKind, SourceKind, Voice

_SHOWN = 60
"""Code points of the article that a sentence repeats; the place says the rest."""
_CLAUSE = 25
"""Characters, white space left out, that a passage needs to be a sentence of five words; what is shorter hangs on a report."""

_UTTERANCE = 4
"""Words of a quotation that somebody must have said; fewer are an echo, a name or words at arm's length as often as not."""
_JOINTS = " ,;:.–—-"
"""Marks that tie a clause to what stands before it."""


class Found(Struct, frozen=True):
    """Something a check found: the sentence that is printed, and its place in the text if it has one."""

    sentence: str
    span: Span | None = None


def find_undetermined(record: Record) -> Iterator[Found]:
    """One notice for the piece, at its longest passage: a piece in which much is open would else bury all other checks."""
    passages = [
        (length, run)
        for run in record.voices
        if run.voice is Voice.UNDETERMINED and (length := _letters(run.span.of(record.document.text))) >= _CLAUSE
    ]
    if not passages:
        return
    _, longest = max(passages, key=lambda pair: (pair[0], -pair[1].span.start))
    share = dict(percentages(shares_of(record)))[Voice.UNDETERMINED.value]
    ledger = SourceLedger(record)
    names = {entry.name for _, run in passages if run.attribution is not None for entry in ledger.of(run.attribution)}
    whose = names.pop() if len(names) == 1 else "a source"
    begins = in_marks((words_at(record, (longest.span,), _SHOWN) or "").lstrip(_JOINTS))
    what = f"a passage ({share}% of the text)" if len(passages) == 1 else f"{len(passages)} passages ({share}% of the text)"
    which = begins if len(passages) == 1 else f"the longest is {begins}"
    yield Found(f"{what} may go back to {whose} or to the outlet: {which}", longest.span)


def find_unclaimed(record: Record) -> Iterator[Found]:
    """Quotations of the article that no source is named for."""
    ledger = SourceLedger(record)
    laid = frozenset(index for index, one in enumerate(record.attributions) if one.source or ledger.of(index))
    spans = [span for index in sorted(laid) for span in record.attributions[index].content]
    unclaimed = (Voice.OWN, Voice.UNDETERMINED)
    spans += [
        run.span
        for run in record.voices
        if run.voice is Voice.FURNITURE or (run.voice not in unclaimed and run.attribution in laid)
    ]
    claimed, article = _index(spans), _index(block.span for block in record.document.blocks_of(Role.STANDFIRST, Role.BODY))
    for quotation in record.quotations:
        part = quotation.parts[0]
        speech = quotation.kind is QuotationKind.SPEECH and quotation.depth == 1
        words = " ".join(span.of(record.document.text) for span in quotation.parts)
        if speech and len(words.split()) >= _UTTERANCE and article.meeting(part) and not claimed.meeting(part):
            yield Found(f"nobody is named for {in_marks(words_at(record, quotation.parts, _SHOWN) or '')}", quotation.span)


def find_single_source(record: Record) -> Iterator[Found]:
    """That everything attributed goes back to one source; silent wherever a second one is possible."""
    ledger = SourceLedger(record)
    sole = sole_source(record, ledger)
    if sole is None or any(find_unclaimed(record)):
        return
    count = "the one statement" if len(sole.statements) == 1 else f"all {len(sole.statements)} statements"
    verb = "goes" if len(sole.statements) == 1 else "go"
    yield Found(f"{count} {verb} back to one source, {sole.name}", _first(record, sole))


def find_unnamed_figures(record: Record) -> Iterator[Found]:
    """Figures for which only people without a name answer."""
    ledger = SourceLedger(record)
    for index, one in enumerate(record.attributions):
        entries = ledger.of(index)
        if not answers(one) or is_doubtful(one) or not entries or not all(entry.anonymous for entry in entries):
            continue
        figures = [
            Span(part.start + found.start, part.start + found.end)
            for part in one.content
            for found in find_figures(part.of(record.document.text))
        ]
        if figures:
            words = ", ".join(dict.fromkeys(figure.of(record.document.text).strip(".,") for figure in figures))
            yield Found(f"{in_marks(entries[0].name)}, not named, is the only source of a figure: {words}", figures[0])


def find_unexplained(record: Record) -> Iterator[Found]:
    """Persons without a name whose words the article prints, and no reason for leaving the name out."""
    for entry in SourceLedger(record).stating:
        manners = dict(entry.manners)
        if entry.source.kind is SourceKind.UNNAMED_PERSON and not entry.source.anonymity and manners["direct"] + manners["mixed"]:
            yield Found(f"{in_marks(entry.name)} is quoted without a name and without a reason for that", _first(record, entry))


def find_headline_quotations(record: Record) -> Iterator[Found]:
    """Quoted words in the headline that nobody says in the body."""
    for remark in record.remarks:
        if remark.code == "headline-quotation-absent":
            yield Found(remark.sentence, remark.span)


def _index(spans: Iterable[Span]) -> MarkIndex:
    return MarkIndex([Mark(key="", look="", spans=tuple(spans))])


def _first(record: Record, entry: Entry) -> Span | None:
    """Where the source of its first statement is printed, or else that statement."""
    one = record.attributions[entry.statements[0] - 1]
    return one.source[0] if one.source else one.content[0]


def _letters(text: str) -> int:
    return sum(not letter.isspace() for letter in text)
