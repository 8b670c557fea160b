"""Which rows is a record in the tables?  Made wherever records are made, so that the one who writes has little left to do."""

import zlib
from array import array
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sayso.intake.gather import Item
from sayso.language.folding import fold
from sayso.model.document import Capture, Document, Role
from sayso.model.legible import one_line
from sayso.model.record import Author, Record
from sayso.model.span import Span
from sayso.model.statement import Attribution, Source, Voice
from sayso.store.database import Row
from sayso.store.namings import namings_of

EFFORT = 1
"""zlib's least: a third larger than its most, eight times as fast."""
BREAK = "¶"
"""Stands between blocks, and between the pieces of a statement: no phrase runs over it."""
SEARCHED = frozenset(
    {Role.HEADLINE, Role.STANDFIRST, Role.BYLINE, Role.BODY, Role.CAPTION, Role.PULL_QUOTE, Role.ORIGIN_NOTE, Role.BIO}
)
"""What is searched: the article and what is said of it, not the menus and notices around it."""


class Prepared(Struct, frozen=True, kw_only=True, array_like=True):
    """One item, ready to be written: the original as received and packed, how it came, and what was read of it as rows.

    `document` are the columns of DOCUMENT but the hash; the other rows are without the document's id.
    """

    capture: Capture
    place: str | None
    content: bytes
    document: Row
    text: str
    searched: bytes
    record: bytes
    folded: str
    statements: tuple[Row, ...]
    sources: tuple[Row, ...]
    answers: tuple[Row, ...]
    passages: tuple[Row, ...]
    labels: tuple[Row, ...]
    terms: tuple[Row, ...]
    namings: tuple[Row, ...]


DOCUMENT = (
    "title", "outlet", "url", "published", "captured", "language", "relation", "origin", "characters", "direct", "indirect",
    "mixed", "own", "undetermined", "statements", "sources", "unnamed", "reader",
)  # fmt: skip
"""The columns of `document` that are made from a record, in the order of `Prepared.document`."""


def prepare(item: Item, record: Record) -> Prepared:
    """The rows of one item that was read."""
    return prepare_record(record, zlib.compress(item.data, EFFORT), item.place)


def prepare_record(record: Record, content: bytes, place: str | None = None) -> Prepared:
    """The rows of a record whose original is packed already."""
    text = record.document.text
    kept = replace(record, document=replace(record.document, text=""))
    return Prepared(
        capture=record.document.capture,
        place=place,
        content=content,
        document=_document(record),
        text=text,
        searched=packed_spans(searched_spans(record.document)),
        record=zlib.compress(msgspec.json.encode(kept), EFFORT),
        folded=folded_text(record.document),
        statements=tuple(_statement(record, number, one) for number, one in enumerate(record.attributions, 1)),
        sources=tuple(_source(record, number, one) for number, one in enumerate(record.sources, 1)),
        answers=tuple(
            (statement + 1, number) for number, one in enumerate(record.sources, 1) for statement in sorted(set(one.statements))
        ),
        passages=tuple(_passages(record)),
        labels=tuple(dict.fromkeys((axis, value, _phrase(value), None) for axis, value in _labels(record) if value)),
        terms=tuple((number, *row) for number, row in enumerate(_terms(record), 1)),
        namings=tuple(
            (number, place, *row) for number, one in enumerate(record.sources, 1) for place, row in enumerate(namings_of(one))
        ),
    )


def record_of(text: str, packed: bytes) -> Record:
    """The record whose text and packed rest are in the table `reading`."""
    record = msgspec.json.decode(zlib.decompress(packed), type=Record)
    return replace(record, document=replace(record.document, text=text))


def folded_text(document: Document) -> str:
    """The words that a document is found by, with BREAK between stretches."""
    return f" {BREAK} ".join(" ".join(fold(span.of(document.text))) for span in searched_spans(document))


def searched_spans(document: Document) -> tuple[Span, ...]:
    """The stretches of text that a document is found by; the whole text where it holds no article."""
    found = tuple(span for block in document.blocks if block.role in SEARCHED for span in block.spans)
    return found or (Span(0, len(document.text)),)


def packed_spans(spans: Iterable[Span]) -> bytes:
    """Spans as pairs of 32-bit numbers, little end first."""
    return array("I", [edge for span in spans for edge in (span.start, span.end)]).tobytes()


def unpacked_spans(packed: bytes) -> list[tuple[int, int]]:
    """Start and end of each of the spans that were packed."""
    edges = array("I", packed)
    return list(zip(edges[::2], edges[1::2], strict=True))


def reader_of(record: Record) -> str:
    """What read it: names and versions in one line, the same for all that the same sayso reads in the same way."""
    return " ".join(f"{name} {version}" for name, version in record.versions)


def _document(record: Record) -> Row:
    head, origin, capture = record.masthead, record.origin, record.document.capture
    shares = dict.fromkeys(("direct", "indirect", "mixed", "own", "undetermined"), 0)
    for run in record.voices:
        name = run.manner.value if run.manner else run.voice.value
        if name in shares and run.voice is not Voice.CUE:
            shares[name] += _letters(run.span.of(record.document.text))
    heard = {index for index, one in enumerate(record.attributions) if one.reports}
    sources = [one for one in record.sources if not heard.isdisjoint(one.statements)]
    return (
        one_line(head.title.value) if head.title else None,
        one_line(head.publisher.value.name) if head.publisher else None,
        capture.url,
        head.published.value.iso if head.published else None,
        capture.taken.iso if capture.taken else None,
        head.language.value if head.language else None,
        origin.relation.value.value if origin.relation else None,
        one_line(origin.publisher.value) if origin.publisher else None,
        sum(shares.values()),
        *shares.values(),
        len(heard),
        len(sources),
        sum(not one.named for one in sources),
        reader_of(record),
    )


def _statement(record: Record, number: int, one: Attribution) -> Row:
    text = record.document.text
    return (
        number,
        one.manner.value,
        int(one.reports),
        one.p,
        None if one.within is None else one.within + 1,
        " and ".join(one_line(source.name.value) for source in record.sources if number - 1 in source.statements) or None,
        _words_at(text, one.cue) or None,
        _words_at(text, one.content),
        one.content[0].start,
        one.content[-1].end,
        f"{one.by.kind.value} {one.by.name} {one.by.version}",
        _phrases(span.of(text) for span in one.content),
        _phrases(span.of(text) for span in one.cue),
    )


def _source(record: Record, number: int, one: Source) -> Row:
    answered = set(one.statements)
    characters = sum(
        _letters(run.span.of(record.document.text))
        for run in record.voices
        if run.voice is Voice.ATTRIBUTED and run.attribution in answered
    )
    names = (one.name.value, *(alias.value for alias in one.aliases))
    return (
        number,
        one_line(one.name.value),
        one.kind.value,
        int(one.named),
        one.unnamed_as,
        one_line(one.roles[0].value) if one.roles else None,
        sum(record.attributions[index].reports for index in answered),
        characters,
        _phrases(dict.fromkeys(names)),
    )


def _passages(record: Record) -> Iterator[Row]:
    number = 0
    for run in record.voices:
        if run.voice in (Voice.ATTRIBUTED, Voice.OWN, Voice.UNDETERMINED):
            number += 1
            yield (
                number,
                run.voice.value,
                run.manner.value if run.manner else None,
                None if run.attribution is None else run.attribution + 1,
                run.span.start,
                run.span.end,
                _phrase(run.span.of(record.document.text)),
            )


def _labels(record: Record) -> Iterator[tuple[str, str]]:
    head, origin, filing = record.masthead, record.origin, record.filing
    if head.title:
        yield "title", one_line(head.title.value)
    if head.publisher:
        yield "outlet", one_line(head.publisher.value.name)
        if head.publisher.value.host:
            yield "host", one_line(head.publisher.value.host)
    if head.language:
        yield "language", one_line(head.language.value)
    for author in head.authors:
        named: Author = author.value
        yield "author", one_line(named.name)
    if origin.publisher:
        yield "origin", one_line(origin.publisher.value)
    for axis, found in (
        ("section", filing.sections),
        ("region", filing.regions),
        ("theme", filing.themes),
        ("dossier", filing.dossiers),
        ("tag", filing.tags),
    ):
        for label in found:
            yield axis, one_line(label.value)


def _terms(record: Record) -> Iterator[Row]:
    terms = record.terms
    rows: list[tuple[str, str | None, str]] = [("holder", None, found.value.name) for found in terms.holders]
    if terms.licence:
        licence = terms.licence.value
        rows.append(("licence", None if licence.covers_text else "does not cover the text", licence.id))
    rows += [("condition", found.value.kind.value, found.value.text) for found in terms.conditions]
    rows += [("contact", found.value.purpose.value, found.value.address) for found in terms.contacts]
    rows += [("conflict", one.code, one.sentence) for one in terms.conflicts]
    for sort, kind, value in rows:
        yield sort, kind, one_line(value), _phrase(value)


def _words_at(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(one_line(span.of(text)) for span in spans)


def _letters(text: str) -> int:
    """Characters without white space: what shares are counted in."""
    return len(text) - sum(map(str.isspace, text))


def _phrase(text: str) -> str:
    """Folded words with a blank before and after each, so that a phrase is found whole."""
    return f" {' '.join(fold(text))} "


def _phrases(texts: Iterator[str] | dict[str, None]) -> str:
    return f" {f' {BREAK} '.join(' '.join(fold(text)) for text in texts)} "
