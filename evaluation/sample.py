"""The reprinted interview, for ``score_sample.py``: a Markdown file in, the fields of its record and its body paragraphs out.

Everything comes from the record; nothing here knows the text.  Offsets are of the original's characters: names without the marks
around them, sentences and lines with them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any  # findings of every kind of value have places

from sayso.intake.open import open_document
from sayso.model.document import Role
from sayso.model.finding import Finding, Ground
from sayso.model.record import Biography, ConditionKind, ContactPurpose, Masthead, Origin, Record, Terms
from sayso.model.span import Span
from sayso.model.statement import QuotationKind
from sayso.reading.pipeline import read_document

Field = tuple[str, Span, bool]
"""A field's name, its span in the text, and whether the marks around links belong to it."""
_BOILERPLATE = {"comments": "boilerplate.comments", "membership": "boilerplate.membership", "articles-by": "credit.articles_by"}


def predict(path: Path) -> Iterator[str]:
    """One JSON object: ``{"fields": [{"field", "start", "end"}], "body": [[[start, end], ...], ...]}``."""
    record = read_document(open_document(path.read_bytes(), name=path.name))
    fields = [*_places(record, fields_of(record)), *_page_breaks(record)]
    yield json.dumps({"fields": fields, "body": _body(record)})


def fields_of(record: Record) -> Iterator[Field]:
    """The fields that the record fills, as spans of its text."""
    yield from _masthead(record.masthead)
    yield from _quotations(record)
    yield from _filing(record)
    yield from _origin(record.origin)
    yield from _layout(record)
    yield from _terms(record)
    for biography in record.biographies:
        yield from _biography(biography)


def _places(record: Record, fields: Iterable[Field]) -> Iterator[dict[str, object]]:
    for name, span, markup in fields:
        place = record.document.offsets.to_source(span, markup=markup)
        if place is not None:
            yield {"field": name, "start": place.start, "end": place.end}


def _of(name: str, findings: Iterable[Finding[Any] | None], markup: bool = False) -> Iterator[Field]:
    for finding in findings:
        if finding is not None and finding.spans:
            yield name, Span(finding.spans[0].start, finding.spans[-1].end), markup


def _masthead(masthead: Masthead) -> Iterator[Field]:
    yield from _of("title", [masthead.title])
    yield from _of("byline", [masthead.byline], markup=True)
    yield from _of("byline.author", masthead.authors)
    yield from _of("publisher", [masthead.publisher])
    yield from _of("published", [masthead.published])
    yield from _of("standfirst", [masthead.standfirst])


def _quotations(record: Record) -> Iterator[Field]:
    for quotation in record.quotations:
        if quotation.kind is QuotationKind.HEADLINE and quotation.depth == 1:
            yield "title.quotation", quotation.span, False
    for insertion in record.insertions:
        yield "editorial.insertion", insertion.span, False


def _filing(record: Record) -> Iterator[Field]:
    filing = record.filing
    yield from _of("filing.region", filing.regions)
    yield from _of("filing.theme", filing.themes)
    yield from _of("filing.dossier", filing.dossiers)


def _origin(origin: Origin) -> Iterator[Field]:
    yield from _of("origin.publisher", [origin.publisher])
    yield from _of("origin.published", [origin.published])
    yield from _of("origin.venue", [origin.venue])
    yield from _of("origin.statement", [origin.statement], markup=True)


def _layout(record: Record) -> Iterator[Field]:
    document = record.document
    body = document.blocks_of(Role.BODY)
    if body:
        yield "body", Span(body[0].span.start, body[-1].span.end), True
    for block in document.blocks:
        if block.kind in _BOILERPLATE:
            yield _BOILERPLATE[block.kind], block.span, True


def _page_breaks(record: Record) -> Iterator[dict[str, object]]:
    """What stands in the original between the halves of one paragraph."""
    offsets = record.document.offsets
    for block in record.document.blocks:
        for before, after in zip(block.spans, block.spans[1:], strict=False):
            first, then = offsets.to_source(before, markup=True), offsets.to_source(after, markup=True)
            if first and then:
                yield {"field": "layout.page_break", "start": first.end, "end": then.start}


def _terms(record: Record) -> Iterator[Field]:
    terms = record.terms
    yield from _of("copyright.line", terms.copyright_lines, markup=True)
    yield from _of("copyright.holder", terms.holders)
    yield from _years(record)
    yield from _of("disclaimer.heading", [terms.disclaimer_heading])
    yield from _of("disclaimer", [terms.disclaimer], markup=True)
    yield from _of("reuse.grant", terms.grants, markup=True)
    yield from _conditions(terms)
    for purpose, name in ((ContactPurpose.REUSE, "reuse.contact"), (ContactPurpose.MEDIA, "contact.media")):
        yield from _of(name, [contact for contact in terms.contacts if contact.value.purpose is purpose])
    yield from _of("site.domain", [terms.site])
    if terms.fair_use:
        yield from _of("fair_use_notice", [terms.fair_use.notice], markup=True)
        yield from _of("fair_use.no_authorisation", [terms.fair_use.no_authorisation], markup=True)
        yield from _of("fair_use.nonprofit", [terms.fair_use.nonprofit], markup=True)
        yield from _of("fair_use.request", [terms.fair_use.request], markup=True)


def _years(record: Record) -> Iterator[Field]:
    """The years in the copyright lines; the record keeps them beside the holder."""
    for line in record.terms.copyright_lines:
        for holder in record.terms.holders:
            years = holder.value.years
            if years and line.spans and any(line.spans[0].covers(span) for span in holder.spans):
                found = re.search(re.escape(years), record.document.text[line.spans[0].start : line.spans[0].end])
                if found:
                    yield "copyright.year", Span(line.spans[0].start + found.start(), line.spans[0].start + found.end()), False
                    break


def _conditions(terms: Terms) -> Iterator[Field]:
    names = {
        ConditionKind.LIMITS: "reuse.scope",
        ConditionKind.REQUIRES: "reuse.condition",
        ConditionKind.RESERVES: "reuse.reserved",
    }
    for condition in terms.conditions:
        if condition.value.kind in names and condition.ground is Ground.PRINTED:
            yield from _of(names[condition.value.kind], [condition], markup=True)


def _biography(biography: Biography) -> Iterator[Field]:
    yield from _of("author_bio.heading", [biography.heading])
    yield from _of("author_bio", [biography.text], markup=True)
    yield from _of("author_bio.role", biography.roles)
    yield from _of("author_bio.affiliation", biography.affiliations)
    yield from _of("author_bio.work", biography.works)
    yield from _of("author_bio.publisher_of_work", biography.publishers_of_works)


def _body(record: Record) -> list[list[list[int]]]:
    """The body's paragraphs, each as its fragments in the original."""
    paragraphs = []
    for block in record.document.blocks_of(Role.BODY):
        places = [record.document.offsets.to_source(span, markup=True) for span in block.spans]
        paragraphs.append([[place.start, place.end] for place in places if place])
    return paragraphs
