"""Where do pages come from, and what may be reused?  Predictions for a folder like ``gold/origin``.

Reads only ``id``, ``file`` and ``url`` of its ``labels.json``; writes one JSON line a page, as ``score_origin.py`` reads them.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.errors import SaysoError
from sayso.intake.open import open_document
from sayso.language.outlets import agency_named
from sayso.model.finding import Finding
from sayso.model.record import NameKind, Record
from sayso.reading.pipeline import read_document

SITE_ONLY = "(site original content only)"


def predict(path: Path) -> Iterator[str]:
    """One line a page, in the order of the labels; a page that cannot be read gives its file name and the reason."""
    for label in json.loads((path / "labels.json").read_text("utf-8")):
        line: dict[str, Any] = {"id": label["id"], "file": label["file"]}
        data = (path / label["file"]).read_bytes()
        try:
            document = open_document(
                gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data, name=label["file"], url=label["url"]
            )
            line |= describe(read_document(document))
        except SaysoError as error:
            line["error"] = error.reason
        yield json.dumps(line, ensure_ascii=False)


def describe(record: Record) -> dict[str, Any]:
    """The fields of a prediction.  Houses in the byline are no authors here: the labels hold persons and staff credits."""
    masthead, origin, terms = record.masthead, record.origin, record.terms
    authors = [author for author in masthead.authors if author.value.kind is not NameKind.ORGANISATION]
    licence = terms.licence.value if terms.licence is not None else None
    spans = {
        "title": _spans(masthead.title),
        "published": _spans(masthead.published),
        "publisher": _spans(masthead.publisher),
        "authors": [span for author in authors for span in _spans(author)],
        "origin": _spans(origin.publisher),
        "wire": [span for agency in origin.wire for span in _spans(agency)],
        "copyright_holder": _spans(terms.nearest_holder),
        "licence": _spans(terms.licence),
        "reuse_terms": _spans(terms.statement),
    }
    return {
        "title": masthead.title.value if masthead.title else None,
        "authors": [author.value.name for author in authors],
        "publisher": masthead.publisher.value.name if masthead.publisher else None,
        "published": masthead.published.value.iso if masthead.published else None,
        "relation": origin.relation.value.value if origin.relation else "none",
        "origin": _house(origin.publisher.value) if origin.publisher else None,
        "wire": [_house(agency.value) for agency in origin.wire],
        "copyright_holder": terms.nearest_holder.value.name if terms.nearest_holder else None,
        "licence": (licence.id if licence.covers_text else f"{licence.id}{SITE_ONLY}") if licence else None,
        "reuse_terms": terms.statement.value if terms.statement else None,
        "spans": {field: places for field, places in spans.items() if places},
    }


def _house(name: str) -> str:
    """An agency by its full name, however it is printed ("AP", "CNN Wire"); other houses as printed."""
    agency = agency_named(name)
    return agency.name if agency is not None else name


def _spans(finding: Finding[Any] | None) -> list[list[int]]:
    return [[span.start, span.end] for span in finding.spans] if finding is not None else []
