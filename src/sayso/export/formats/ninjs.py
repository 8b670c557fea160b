"""How does a record enter a newsroom's system?  As IPTC ninjs 3.0, one news object a line."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sayso.export.format import Choices, Format
from sayso.export.formats.newsarticle import body_of, reuse_sentences
from sayso.export.kept import Item, Tally, Withdrawn, Written
from sayso.export.links import address_of, host_address, urn_of, web_address
from sayso.export.trees import Tree, json_bytes, without_nothing
from sayso.model.dates import PartialDate
from sayso.model.finding import Finding
from sayso.model.record import NameKind, Origin, Record, Relation
from sayso.model.statement import SourceKind

STANDARD = "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#"
_TO_THE_MINUTE = re.compile(r"(.+T\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def news_object(item: Item) -> dict[str, Tree]:
    """One item as a ninjs object; a withdrawn one is ``canceled``, with the reason as a note to editors.

    ninjs knows moments, not days: a date without a time of day is given in words, as a description.
    """
    head: dict[str, Tree] = {
        "uri": urn_of(item),
        "standard": {"name": "ninjs", "version": "3.0", "schema": STANDARD},
        "type": "text",
    }
    if isinstance(item, Withdrawn):
        when = f" ({item.date.iso})" if item.date else ""
        return {**head, "pubStatus": "canceled", "edNote": f"withdrawn{when}: {item.reason}"}
    record = item.record
    masthead, terms = record.masthead, record.terms
    body = body_of(record)
    address = address_of(record)
    return without_nothing(
        {
            **head,
            "representationType": "full",
            "profile": "text-only",
            "pubStatus": "usable",
            "contentCreated": _moment(masthead.published),
            "versionCreated": _moment(masthead.modified) or _moment(masthead.published),
            "language": masthead.language.value if masthead.language and _LANGUAGE.fullmatch(masthead.language.value) else None,
            "headlines": [{"role": "main", "value": masthead.title.value}] if masthead.title else [],
            "by": masthead.byline.value if masthead.byline else "; ".join(one.value.name for one in masthead.authors),
            "located": masthead.dateline.value if masthead.dateline else None,
            "descriptions": list(_descriptions(record)),
            "bodies": [
                {
                    "role": "main",
                    "contentType": "text/plain",
                    "charCount": len(body),
                    "wordCount": len(body.split()),
                    "value": body,
                }
            ],
            "people": list(_people(record)),
            "organisations": list(_organisations(record)),
            "subjects": list(_subjects(record)),
            "infoSources": list(_info_sources(record)),
            "copyrightHolder": "; ".join(dict.fromkeys(one.value.name for one in terms.holders)),
            "copyrightNotice": " ".join(dict.fromkeys(one.value for one in terms.copyright_lines)),
            "usageTerms": "\n".join(reuse_sentences(terms)),
            "rightsInfo": _rights(record),
            "altIds": [{"role": "sha256", "value": item.id}, *([{"role": "url", "value": address}] if address else [])],
        }
    )


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """An object a line."""
    tally = Tally()
    for item in tally.each(items):
        out.write(json_bytes(news_object(item)) + b"\n")
    return tally.written(lists_tombstones=True)


def _moment(date: Finding[PartialDate] | None) -> str | None:
    """A date with time of day and zone as RFC 3339 has it, with seconds; None for less."""
    found = _TO_THE_MINUTE.fullmatch(date.value.iso) if date else None
    return f"{found[1]}{found[2] or ':00'}{found[3]}" if found else None


def _descriptions(record: Record) -> Iterator[Tree]:
    masthead, origin = record.masthead, record.origin
    for role, value in (
        ("standfirst", masthead.standfirst.value if masthead.standfirst else None),
        ("published", masthead.published.value.iso if masthead.published and not _moment(masthead.published) else None),
        ("modified", masthead.modified.value.iso if masthead.modified and not _moment(masthead.modified) else None),
        ("origin", origin.statement.value if origin.statement else None),
        ("first published", origin.published.value.iso if origin.published else None),
    ):
        if value:
            yield {"role": role, "contentType": "text/plain", "value": value}


def _people(record: Record) -> Iterator[Tree]:
    for author in record.masthead.authors:
        if author.value.kind is NameKind.PERSON:
            yield {"name": author.value.name, "rel": "author"}
    for source in record.sources:
        if source.kind is SourceKind.PERSON and source.named:
            yield {"name": source.name.value, "rel": "source"}


def _organisations(record: Record) -> Iterator[Tree]:
    for author in record.masthead.authors:
        if author.value.kind is NameKind.ORGANISATION:
            yield {"name": author.value.name, "rel": "author"}
    for source in record.sources:
        if source.kind is SourceKind.ORGANISATION and source.named:
            yield {"name": source.name.value, "rel": "source"}


def _subjects(record: Record) -> Iterator[Tree]:
    filing = record.filing
    for rel, findings in (
        ("section", filing.sections),
        ("region", filing.regions),
        ("theme", filing.themes),
        ("dossier", filing.dossiers),
        ("tag", filing.tags),
    ):
        for one in findings:
            yield {"name": one.value, "rel": rel}


def _info_sources(record: Record) -> Iterator[Tree]:
    """Who put this copy out, who published it first, which agencies it names."""
    publisher = record.masthead.publisher
    if publisher:
        front = host_address(publisher.value.host)
        yield without_nothing({"name": publisher.value.name, "role": "publisher", "uri": front})
    origin: Origin = record.origin
    if origin.publisher and origin.relation and origin.relation.value is not Relation.NONE:
        yield {"name": origin.publisher.value, "role": "first publisher"}
    for name in dict.fromkeys(one.value for one in origin.wire if one.value != "unnamed"):
        yield {"name": name, "role": "agency"}


def _rights(record: Record) -> Tree:
    licence = record.terms.licence
    deed = web_address(licence.value.url) if licence and licence.value.covers_text else None
    return {"linkedRights": deed} if deed else None


FORMAT = Format(
    name="ninjs",
    media_type="application/jsonl",
    suffix=".jsonl",
    writes="IPTC ninjs 3.0 for newsroom systems, one news object a line",
    to_file=write,
    lists_tombstones=True,
)
