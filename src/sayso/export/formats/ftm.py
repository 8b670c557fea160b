"""How do sources enter an investigation?  As FollowTheMoney entities: articles, people, organisations, and what ties them."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import BinaryIO

from sayso import __version__
from sayso.export.format import Choices, Format
from sayso.export.formats.newsarticle import body_of
from sayso.export.kept import Item, Kept, Tally, Written
from sayso.export.links import address_of, host_address
from sayso.export.sources import Entry, SourceLedger
from sayso.export.trees import Tree, json_bytes
from sayso.model.record import Record
from sayso.model.statement import SourceKind

_SCHEMATA = {SourceKind.PERSON: "Person", SourceKind.ORGANISATION: "Organization", SourceKind.GROUP: "LegalEntity"}
"""Kinds of source that may be entities; a document, a reader or somebody unnamed is none."""


def entities_of(item: Kept) -> Iterator[dict[str, Tree]]:
    """The article, then for each named source an entity, its mentions, and the tie to the article with what was said how.

    An entity is a source of one article: that two articles mean the same person is for people to say.  The id of an article is
    the hash of its original, all other ids are hashes over it.
    """
    record = item.record
    yield _entity("Article", item.id, _article(record))
    for entry in SourceLedger(record).entries:
        schema = _SCHEMATA.get(entry.source.kind)
        if schema and entry.source.named:
            yield from _source(item, entry, schema)


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """An entity a line."""
    tally = Tally()
    for item in tally.kept(items):
        for entity in entities_of(item):
            out.write(json_bytes(entity) + b"\n")
    return tally.written()


def _article(record: Record) -> dict[str, list[str | None]]:
    masthead, capture = record.masthead, record.document.capture
    publisher = masthead.publisher.value if masthead.publisher else None
    named = [source for source in record.sources if source.named]
    return {
        "title": [masthead.title.value if masthead.title else None],
        "summary": [masthead.standfirst.value if masthead.standfirst else None],
        "author": [author.value.name for author in masthead.authors],
        "publisher": [publisher.name if publisher else None],
        "publisherUrl": [host_address(publisher.host) if publisher else None],
        "sourceUrl": [address_of(record)],
        "publishedAt": [_date(masthead.published.value.iso) if masthead.published else None],
        "modifiedAt": [_date(masthead.modified.value.iso) if masthead.modified else None],
        "retrievedAt": [_date(capture.taken.iso) if capture.taken else None],
        "fileName": [capture.name],
        "fileSize": [str(capture.size)],
        "mimeType": [capture.media_type],
        "keywords": [
            one.value
            for findings in (
                record.filing.sections,
                record.filing.regions,
                record.filing.themes,
                record.filing.dossiers,
                record.filing.tags,
            )
            for one in findings
        ],
        "peopleMentioned": [source.name.value for source in named if source.kind is SourceKind.PERSON],
        "companiesMentioned": [source.name.value for source in named if source.kind is SourceKind.ORGANISATION],
        "notes": [f"first published by {record.origin.publisher.value}" if record.origin.publisher else None],
        "processingAgent": [f"sayso {__version__}"],
        "bodyText": [body_of(record)],
    }


def _date(iso: str) -> str:
    """FollowTheMoney takes dates and moments without a zone; a moment with one is given by its day."""
    return iso[:10]


def _source(item: Kept, entry: Entry, schema: str) -> Iterator[dict[str, Tree]]:
    source = entry.source
    key = _hashed(item, f"sources/{entry.number}")
    names = list(dict.fromkeys(one.value for one in source.aliases))
    described: dict[str, list[str | None]] = {"name": [source.name.value], "alias": list(names), "proof": [item.id]}
    if schema == "Person":
        described["position"] = [role.value for role in source.roles]
    yield _entity(schema, key, described)
    said = ", ".join(f"{number} {manner}" for manner, number in entry.manners if number)
    yield _entity(
        "Documentation",
        _hashed(item, f"sources/{entry.number}/tie"),
        {"document": [item.id], "entity": [key], "role": ["source"], "summary": [f"statements: {said}" if said else None]},
    )
    text = item.record.document.text
    words = dict.fromkeys(mention.span.of(text) for mention in source.mentions if mention.kind.value == "name")
    for number, name in enumerate(words):
        mention: dict[str, list[str | None]] = {
            "document": [item.id],
            "resolved": [key],
            "name": [name],
            "detectedSchema": [schema],
        }
        yield _entity("Mention", _hashed(item, f"sources/{entry.number}/mentions/{number}"), mention)


def _hashed(item: Kept, path: str) -> str:
    return sha256(f"{item.id}#{path}".encode()).hexdigest()[:40]


def _entity(schema: str, key: str, properties: dict[str, list[str | None]]) -> dict[str, Tree]:
    """All values are lists of text there; what is not known is not said."""
    told: dict[str, Tree] = {
        name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items() if any(values)
    }
    return {"id": key, "schema": schema, "properties": told}


FORMAT = Format(
    name="ftm",
    media_type="application/json+ftm",
    suffix=".ftm.json",
    writes="FollowTheMoney entities for Aleph and its kin: articles, named sources, mentions; one a line",
    to_file=write,
)
