"""How does a record speak to a search engine or a knowledge graph?  As a schema.org NewsArticle in JSON-LD, rights included."""

import re
from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Kept, Tally, Withdrawn, Written
from sayso.export.links import address_of, host_address, urn_of, web_address
from sayso.export.sources import SourceLedger
from sayso.export.trees import Tree, without_nothing, write_array
from sayso.model.document import Role
from sayso.model.record import Author, ConditionKind, ContactPurpose, NameKind, Origin, Record, Relation, Terms
from sayso.model.statement import Manner, Source, SourceKind

CONTEXT = "https://schema.org"
_YEAR = re.compile(r"\d{4}")
_COPIES = frozenset(Relation) - {Relation.NONE, Relation.CONTRIB}
"""Relations of a text that was somewhere else first."""


def news_article(item: Item, body: bool = True) -> dict[str, Tree]:
    """One item as a NewsArticle, with its body if asked for; a tombstone as a CreativeWork that was withdrawn.

    Only properties that schema.org has, in their own sense: a licence that does not cover the text is not its licence; the first
    publisher stands under ``isBasedOn``; words in quotation marks are parts, with those they are attributed to.
    """
    if isinstance(item, Withdrawn):
        return without_nothing(
            {
                "@context": CONTEXT,
                "@type": "CreativeWork",
                "@id": urn_of(item),
                "creativeWorkStatus": "Withdrawn",
                "description": item.reason,
                "expires": item.date.iso if item.date else None,
            }
        )
    record = item.record
    masthead, filing = record.masthead, record.filing
    outlet = masthead.publisher.value.name if masthead.publisher else "the outlet"
    about = [
        _term(one.value, f"{kind} as printed by {outlet}")
        for kind, findings in (("regions", filing.regions), ("themes", filing.themes))
        for one in findings
    ]
    words = body_of(record)
    return without_nothing(
        {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "@id": urn_of(item),
            "url": address_of(record),
            "headline": masthead.title.value if masthead.title else None,
            "description": masthead.standfirst.value if masthead.standfirst else None,
            "author": [_author(one.value) for one in masthead.authors],
            "publisher": _publisher(record),
            "datePublished": masthead.published.value.iso if masthead.published else None,
            "dateModified": masthead.modified.value.iso if masthead.modified else None,
            "dateline": masthead.dateline.value if masthead.dateline else None,
            "inLanguage": masthead.language.value if masthead.language else None,
            "articleSection": _each_once(one.value for one in filing.sections),
            "about": about,
            "isPartOf": [{"@type": "CreativeWorkSeries", "name": one.value} for one in filing.dossiers],
            "keywords": _each_once(one.value for one in filing.tags),
            "isBasedOn": _origin(record.origin),
            "sourceOrganization": [
                {"@type": "NewsMediaOrganization", "name": name}
                for name in _each_once(one.value for one in record.origin.wire if one.value != "unnamed")
            ],
            **_rights(record),
            "hasPart": _quotations(record),
            "wordCount": len(words.split()) or None,
            "articleBody": words if body else None,
        }
    )


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """One JSON-LD document with all items in its graph."""
    tally = Tally()
    head = f'{{"@context":"{CONTEXT}","@graph":'
    write_array(out, head, (_without_context(news_article(item)) for item in tally.each(items)))
    out.write(b"}\n")
    return tally.written(lists_tombstones=True)


def _without_context(article: dict[str, Tree]) -> dict[str, Tree]:
    del article["@context"]
    return article


def _each_once(values: Iterable[str]) -> list[Tree]:
    return list(dict.fromkeys(values))


def _term(name: str, where: str) -> Tree:
    return {"@type": "DefinedTerm", "name": name, "inDefinedTermSet": where}


def _author(author: Author) -> Tree:
    return {"@type": "Person" if author.kind is NameKind.PERSON else "Organization", "name": author.name}


def _publisher(record: Record) -> Tree:
    """The outlet, and whom to ask there."""
    if record.masthead.publisher is None:
        return None
    publisher = record.masthead.publisher.value
    run_by = publisher.operator if publisher.operator and publisher.operator != publisher.name else None
    return without_nothing(
        {
            "@type": "NewsMediaOrganization",
            "name": publisher.name,
            "url": host_address(publisher.host),
            "parentOrganization": {"@type": "Organization", "name": run_by} if run_by else None,
            "contactPoint": [
                {"@type": "ContactPoint", "contactType": _PURPOSES[one.value.purpose], **_reached(one.value.address)}
                for one in record.terms.contacts
            ],
        }
    )


_PURPOSES = {ContactPurpose.REUSE: "reuse", ContactPurpose.MEDIA: "media", ContactPurpose.OTHER: "other"}


def _reached(address: str) -> dict[str, Tree]:
    url = web_address(address)
    return {"url": url} if url else {"email": address} if "@" in address else {"description": address}


def _origin(origin: Origin) -> Tree:
    """The first publication, where this is a copy of one."""
    if origin.publisher is None or origin.relation is None or origin.relation.value not in _COPIES:
        return None
    return without_nothing(
        {
            "@type": "NewsArticle",
            "publisher": {"@type": "Organization", "name": origin.publisher.value},
            "datePublished": origin.published.value.iso if origin.published else None,
            "url": web_address(origin.url.value) if origin.url else None,
        }
    )


def _rights(record: Record) -> dict[str, Tree]:
    """What holds for this text: holders, years, the lines as printed, a licence only if it covers the text."""
    terms = record.terms
    years = {year for one in terms.holders for year in _YEAR.findall(one.value.years or "")}
    licence = terms.licence.value if terms.licence and terms.licence.value.covers_text else None
    sentences = reuse_sentences(terms)
    return {
        "copyrightHolder": [_holder(record, name) for name in dict.fromkeys(one.value.name for one in terms.holders)],
        "copyrightYear": int(min(years)) if len(years) == 1 else None,
        "copyrightNotice": " ".join(dict.fromkeys(one.value for one in terms.copyright_lines)),
        "creditText": record.origin.statement.value if record.origin.statement else None,
        "license": (web_address(licence.url) or licence.id) if licence else None,
        "usageInfo": {"@type": "CreativeWork", "text": "\n".join(sentences)} if sentences else None,
    }


def reuse_sentences(terms: Terms) -> list[str]:
    """What is printed on reuse, each sentence once: the nearest to the text, then every term that it does not hold."""
    sentences = [terms.statement.value] if terms.statement else []
    for one in terms.conditions:
        if one.value.kind is not ConditionKind.LIMITS and not any(one.value.text in sentence for sentence in sentences):
            sentences.append(one.value.text)
    return sentences


def _holder(record: Record, name: str) -> Tree:
    """A holder, typed where the byline or the outlet says what the name names; a copyright line does not."""
    if any(one.value.kind is NameKind.PERSON and one.value.name == name for one in record.masthead.authors):
        return {"@type": "Person", "name": name}
    publishers = (record.masthead.publisher.value.name if record.masthead.publisher else None, *_firsts(record.origin))
    return {"@type": "Organization", "name": name} if name in publishers else {"name": name}


def _firsts(origin: Origin) -> tuple[str, ...]:
    return tuple(one.value for one in (origin.publisher, *origin.wire) if one)


def _quotations(record: Record) -> list[Tree]:
    """Words in quotation marks that were laid to somebody who is known; what the outlet says in its own words is no quotation."""
    ledger = SourceLedger(record)
    return [
        {
            "@type": "Quotation",
            "text": " … ".join(span.of(record.document.text) for span in one.content),
            "spokenByCharacter": [_speaker(entry.source) for entry in ledger.of(index)],
        }
        for index, one in enumerate(record.attributions)
        if one.manner is Manner.DIRECT and one.reports and ledger.of(index)
    ]


def _speaker(source: Source) -> Tree:
    person = source.kind in (SourceKind.PERSON, SourceKind.UNNAMED_PERSON)
    return without_nothing(
        {
            "@type": "Person" if person else "Organization",
            "name": source.name.value if source.named else None,
            "description": None if source.named else source.name.value,
            "jobTitle": [role.value for role in source.roles] if person else [],
        }
    )


def body_of(record: Record) -> str:
    """The paragraphs of the body, a blank line between them."""
    return "\n\n".join(block.text_of(record.document.text) for block in record.document.blocks_of(Role.BODY))


def kept_article(item: Kept) -> dict[str, Tree]:
    """For the head of a page that shows the text itself."""
    return news_article(item, body=False)


FORMAT = Format(
    name="newsarticle",
    media_type="application/ld+json",
    suffix=".jsonld",
    writes="schema.org NewsArticle in JSON-LD: masthead, origin, rights, quotations with who said them",
    to_file=write,
    lists_tombstones=True,
)
