"""How does a document become a record?  The spine: each stage takes what it needs and returns something finished."""

from collections.abc import Sequence

from sayso.config import DEFAULT_MODEL, NO_MODEL
from sayso.model.document import Document
from sayso.model.record import Record
from sayso.model.statement import Attribution, Quotation
from sayso.reading.attributions import add_chains, find_attributions
from sayso.reading.biography import find_biographies
from sayso.reading.filing import read_filing
from sayso.reading.masthead import read_masthead
from sayso.reading.origin import read_origin
from sayso.reading.quotations import find_insertions, find_quotations
from sayso.reading.remarks import find_remarks
from sayso.reading.sources import resolve_sources
from sayso.reading.terms import read_terms
from sayso.reading.versions import model_versions, reader_versions
from sayso.reading.voices import assign_voices, find_signed


def read_document(document: Document, model: str = DEFAULT_MODEL) -> Record:
    """Read everything from one document.  The same document gives the same record, whatever the day.

    `model` names the weights that attributions are read with; with ``none`` they are read by rule
    alone.  Raises NotFoundError where there are none of that name.
    """
    masthead = read_masthead(document)
    filing = read_filing(document)
    origin = read_origin(document, masthead)
    terms = read_terms(document, masthead, origin)
    biographies = find_biographies(document, masthead)
    quotations = find_quotations(document)
    insertions = find_insertions(document)
    attributions = read_statements(document, quotations, model)
    sources = resolve_sources(document, masthead, attributions)
    voices = assign_voices(document, quotations, insertions, attributions)
    remarks = document.remarks + find_remarks(document, masthead, quotations, attributions)
    return Record(
        document=document,
        masthead=masthead,
        origin=origin,
        filing=filing,
        terms=terms,
        biographies=biographies,
        quotations=quotations,
        insertions=insertions,
        attributions=attributions,
        sources=sources,
        voices=voices,
        remarks=remarks,
        versions=reader_versions() + model_versions(model),
    )


def read_statements(document: Document, quotations: Sequence[Quotation], model: str) -> tuple[Attribution, ...]:
    """Who is said to have said what, with the texts printed whole, and what stands in them and in other contents."""
    attributions = read_attributions(document, quotations, model)
    return add_chains(document, quotations, attributions, find_signed(document, quotations, attributions))


def read_attributions(document: Document, quotations: Sequence[Quotation], model: str) -> tuple[Attribution, ...]:
    """Who is said to have said what, by rule and, where one is named, by the model over the rules; without letters and chains."""
    ruled = find_attributions(document, quotations)
    if model == NO_MODEL:
        return ruled
    # Imported here: numpy and onnxruntime take longer to import than a short article takes to read by rule.
    from sayso.reading.tagging import load_weights, tag_attributions

    return tag_attributions(document, quotations, ruled, load_weights(model))
