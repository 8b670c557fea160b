"""How do notes leave for other tools?  As annotations of the W3C's Web Annotation Data Model, in JSON-LD."""

from collections.abc import Sequence
from typing import Any  # JSON-LD is a tree of plain values

import msgspec

from sayso.model.anchor import Anchor
from sayso.model.legible import escaped
from sayso.model.span import Span
from sayso.store.notes import Note

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def notes_json(notes: Sequence[Note]) -> bytes:
    """Notes as one AnnotationPage; a note on several stretches has several targets.

    Positions are code points of the item's text of today.  An orphan keeps its quotation without a position, and says that it is
    one; a note on a withdrawn item has no quotation left.
    """
    page = {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        "items": [_annotation(note) for note in notes],
    }
    return escaped(msgspec.json.encode(page).decode()).encode()


def _annotation(note: Note) -> dict[str, Any]:
    spans: Sequence[Span | None] = note.spans if note.spans is not None else [None] * len(note.target)
    source = note.url or f"urn:sha256:{note.id}"
    targets = [_target(source, note.id, anchor, span) for anchor, span in zip(note.target, spans, strict=True)]
    found: dict[str, Any] = {
        "id": f"urn:sayso:note:{note.number}",
        "type": "Annotation",
        "motivation": "commenting",
        "created": note.made_on,
        "creator": {"type": "Person", "name": note.who},
        "body": {"type": "TextualBody", "value": note.text, "format": "text/plain", "purpose": "commenting"},
        "target": targets if len(targets) > 1 else targets[0] if targets else {"source": source, "id": f"urn:sha256:{note.id}"},
    }
    if note.changed_on:
        found["modified"] = note.changed_on
    if note.orphan:
        found["sayso:orphan"] = "withdrawn" if note.withdrawn else "words not found"
    return found


def _target(source: str, id_: str, anchor: Anchor, span: Span | None) -> dict[str, Any]:
    quote = {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    position = [] if span is None else [{"type": "TextPositionSelector", "start": span.start, "end": span.end}]
    return {"source": source, "sayso:sha256": id_, "selector": [*position, quote]}
