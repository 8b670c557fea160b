"""How do findings travel apart from the text?  As W3C Web Annotations, each with its words, their place and its maker."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

import msgspec

from sayso import __version__
from sayso.export.findings import findings_of, in_words
from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Kept, Tally, Withdrawn, Written
from sayso.export.links import address_of, urn_of
from sayso.export.sources import SourceLedger
from sayso.export.trees import Tree, json_text, without_nothing, write_array
from sayso.model.finding import Maker, MakerKind
from sayso.model.span import Span

CONTEXT: Tree = ["http://www.w3.org/ns/anno.jsonld", {"sayso": "urn:sayso:"}]
_AROUND = 32
"""Code points of prefix and suffix: what the annotators that people use today store, enough to find most words again."""


def annotations_of(item: Item) -> Iterator[dict[str, Tree]]:
    """One annotation a finding: masthead, origin, filing, terms, statements, sources, voices, quotations, insertions, remarks.

    Positions count code points of the text layer, or of the decoded original where the evidence is no visible text
    (``sayso:layer`` says which).  A finding in several places has several targets.  Ids depend on the item and the finding alone.
    """
    if isinstance(item, Withdrawn):
        reason = f"withdrawn: {item.reason}"
        yield _annotation(urn_of(item), "withdrawn", "commenting", [_note(reason, "commenting")], [urn_of(item)], None)
        return
    targets = _Targets(item)
    name = urn_of(item)
    yield from _fields(item, name, targets)
    yield from _statements(item, name, targets)
    yield from _sources(item, name, targets)
    yield from _stretches(item, name, targets)


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """One AnnotationCollection, with all annotations on its first page."""
    tally = Tally()
    seal = sha256()
    total = 0

    def each() -> Iterator[Tree]:
        nonlocal total
        for item in tally.each(items):
            for annotation in annotations_of(item):
                total += 1
                seal.update(str(annotation["id"]).encode())
                yield {name: value for name, value in annotation.items() if name != "@context"}

    head = (
        f'{{"@context":{json_text(CONTEXT)},"type":"AnnotationCollection","label":{json_text(choices.title)},'
        f'"generator":{json_text(_generator())},"first":{{"type":"AnnotationPage","startIndex":0,"items":'
    )
    write_array(out, head, each())
    name = seal.hexdigest()
    page, whole = (json_text(f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:sha256:{name}#{part}')}") for part in ("page", "collection"))
    out.write(f',"id":{page},"partOf":{whole}}},"last":{page},"id":{whole},"total":{total}}}\n'.encode())
    return tally.written(lists_tombstones=True)


class _Targets:
    """Makes targets in one item."""

    def __init__(self, item: Kept) -> None:
        self._text = item.record.document.text
        self._source = address_of(item.record) or urn_of(item)
        self._original = urn_of(item)

    def of(self, spans: Sequence[Span], original: Sequence[Span] = ()) -> list[Tree]:
        """The places, or else the places in the original, or else the item as a whole."""
        if spans:
            return [self._at(span) for span in spans]
        if original:
            return [
                {
                    "source": self._original,
                    "sayso:layer": "original",
                    "selector": {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                }
                for span in original
            ]
        return [self._source]

    def _at(self, span: Span) -> Tree:
        quote: Tree = {
            "type": "TextQuoteSelector",
            "exact": span.of(self._text),
            "prefix": self._text[max(span.start - _AROUND, 0) : span.start],
            "suffix": self._text[span.end : span.end + _AROUND],
        }
        position: Tree = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
        return {"source": self._source, "sayso:layer": "text", "selector": [position, quote]}


def _fields(item: Kept, name: str, targets: _Targets) -> Iterator[dict[str, Tree]]:
    for found in findings_of(item.record):
        finding = found.finding
        motivation = "tagging" if found.path.startswith("filing.") else "describing"
        about = {
            "field": found.path,
            "value": msgspec.to_builtins(finding.value),
            "ground": finding.ground.value,
            "zone": finding.zone.value if finding.zone else None,
            "p": finding.p,
            "note": finding.note,
            "replaces": finding.replaces,
        }
        bodies = [_note(in_words(finding.value), motivation), _body("Finding", about)]
        yield _annotation(name, found.path, motivation, bodies, targets.of(finding.spans, finding.original), finding.by)


def _statements(item: Kept, name: str, targets: _Targets) -> Iterator[dict[str, Tree]]:
    ledger = SourceLedger(item.record)
    for index, one in enumerate(item.record.attributions):
        sources = ledger.of(index)
        about: dict[str, Tree] = {
            "number": index + 1,
            "manner": one.manner.value,
            "reports": one.reports,
            "p": one.p,
            "source": _places(one.source),
            "cue": _places(one.cue),
            "sources": [entry.number + 1 for entry in sources],
            "replaces": one.replaces,
        }
        bodies = [
            _note(one.manner.value, "classifying"),
            *(_note(entry.source.name.value, "identifying") for entry in sources),
            _body("Statement", about),
        ]
        yield _annotation(name, f"attributions.{index}", "classifying", bodies, targets.of(one.content), one.by)


def _sources(item: Kept, name: str, targets: _Targets) -> Iterator[dict[str, Tree]]:
    for index, source in enumerate(item.record.sources):
        about: dict[str, Tree] = {
            "number": index + 1,
            "kind": source.kind.value,
            "named": source.named,
            "ground": source.name.ground.value,
            "aliases": [one.value for one in source.aliases],
            "roles": [one.value for one in source.roles],
            "affiliations": [one.value for one in source.affiliations],
            "unnamed_as": source.unnamed_as,
            "anonymity": source.anonymity.value if source.anonymity else None,
            "statements": [statement + 1 for statement in source.statements],
        }
        bodies = [_note(source.name.value, "identifying"), _body("Source", about)]
        spans = tuple(mention.span for mention in source.mentions)
        yield _annotation(name, f"sources.{index}", "identifying", bodies, targets.of(spans), source.name.by)


def _stretches(item: Kept, name: str, targets: _Targets) -> Iterator[dict[str, Tree]]:
    """What classifies a stretch of the text: voices, quotations, insertions; and what a careful reader should know."""
    record = item.record
    for index, run in enumerate(record.voices):
        about: dict[str, Tree] = {
            "voice": run.voice.value,
            "manner": run.manner.value if run.manner else None,
            "statement": run.attribution + 1 if run.attribution is not None else None,
        }
        bodies = [_note(run.voice.value, "classifying"), _body("Voice", about)]
        yield _annotation(name, f"voices.{index}", "classifying", bodies, targets.of((run.span,)), run.by)
    for index, quotation in enumerate(record.quotations):
        about = {"kind": quotation.kind.value, "depth": quotation.depth, "closed": quotation.closed}
        bodies = [_note(f"quotation: {quotation.kind.value}", "classifying"), _body("Quotation", about)]
        yield _annotation(name, f"quotations.{index}", "classifying", bodies, targets.of(quotation.parts), quotation.by)
    for index, insertion in enumerate(record.insertions):
        bodies = [_note("insertion", "classifying")]
        yield _annotation(name, f"insertions.{index}", "classifying", bodies, targets.of((insertion.span,)), insertion.by)
    for index, remark in enumerate(record.remarks):
        bodies = [_note(remark.sentence, "commenting"), _body("Remark", {"code": remark.code})]
        spans = (remark.span,) if remark.span else ()
        yield _annotation(name, f"remarks.{index}", "commenting", bodies, targets.of(spans), None)


def _annotation(
    item: str, path: str, motivation: str, bodies: list[Tree], targets: list[Tree], by: Maker | None
) -> dict[str, Tree]:
    return without_nothing(
        {
            "@context": CONTEXT,
            "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{item}#{path}')}",
            "type": "Annotation",
            "motivation": motivation,
            "creator": _creator(by) if by else _generator(),
            "generator": _generator(),
            "body": bodies,
            "target": targets,
        }
    )


def _creator(by: Maker) -> Tree:
    """The rule, model or person that made the finding."""
    if by.kind is MakerKind.PERSON:
        return {"type": "Person", "name": by.name}
    return {"type": "Software", "name": by.name, "schema:softwareVersion": by.version, "sayso:maker": by.kind.value}


def _generator() -> Tree:
    return {"type": "Software", "name": "sayso", "schema:softwareVersion": __version__}


def _note(text: str, purpose: str) -> Tree:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}


def _body(kind: str, about: dict[str, Tree]) -> Tree:
    return {"type": f"sayso:{kind}", **{f"sayso:{name}": value for name, value in without_nothing(about).items()}}


def _places(spans: Sequence[Span]) -> list[Tree]:
    return [f"{span.start}-{span.end}" for span in spans]


FORMAT = Format(
    name="annotations",
    media_type='application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"',
    suffix=".jsonld",
    writes="W3C Web Annotations: every finding with its place, its words and who or what made it",
    to_file=write,
    lists_tombstones=True,
)
