"""How does a record leave as JSON, and how does another program know what to expect?"""

from typing import Any  # JSON Schema is a tree of plain values

import msgspec
from msgspec import Struct

from sayso.export.kinship import Kinship
from sayso.model.changes import ChangeKind, PairedParagraph
from sayso.model.document import Document
from sayso.model.finding import Ground, Maker
from sayso.model.legible import escaped
from sayso.model.record import Record, Terms
from sayso.model.span import Span
from sayso.model.statement import Manner, MentionKind, SourceKind
from sayso.store.changes import Change
from sayso.store.corrected import Correction
from sayso.store.dossiers import Dossier, DossierItem
from sayso.store.entities import Entity
from sayso.store.library import Listed
from sayso.store.notes import Note
from sayso.store.query import Level, Sort
from sayso.store.quotations import Quotation, QuotationCard
from sayso.store.quoted import QuotedPage
from sayso.store.search import Facet, Hit
from sayso.store.sourcing import Sourcing
from sayso.store.taxonomy import Unfiled

FORMAT = 1
"""Raised when a program that read the last format would misread the new one; new optional fields do not raise it."""


class Problem(Struct, frozen=True, kw_only=True):
    """One line of ``sayso check``: what was found where.  Lines and columns count from 1, columns in code points."""

    file: str
    code: str
    message: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    words: str | None = None


class Problems(Struct, frozen=True, kw_only=True):
    """Everything ``sayso check`` found."""

    problems: tuple[Problem, ...] = ()


class Where(Struct, frozen=True, kw_only=True):
    """Words of the text and their place: span in the text; line and column, or page, of the original, as in `Problem`."""

    words: str
    span: Span
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None


class Said(Struct, frozen=True, kw_only=True):
    """One statement as ``sayso statements`` lists it.

    `number` counts from 1: it is the statement's index in the record's attributions, plus one.  `sources` are the names it goes
    back to, `labels` their letters; both are empty where the source is not resolved.  `uncertain` says that `p` is low.
    `relayed_by` are the names of those who tell of the statement where its source does not say so itself, the outermost first;
    `within` is the number of the statement that it stands in.
    `cue_class` and `stance` are what the lexicon says of the cue: how it attributes, and what it adds ("claims", "admits").
    """

    number: int
    sources: tuple[str, ...]
    labels: tuple[str, ...]
    manner: Manner
    reports: bool
    p: float | None
    uncertain: bool
    content: tuple[Where, ...]
    source_words: tuple[Where, ...]
    cue_words: tuple[Where, ...]
    cue_class: str | None
    stance: str | None
    relayed_by: tuple[str, ...]
    within: int | None
    by: Maker


class StatementsList(Struct, frozen=True, kw_only=True):
    """Every statement of one article in order."""

    file: str
    statements: tuple[Said, ...]


class Referred(Struct, frozen=True, kw_only=True):
    """One mention of a source, and the rule that tied it to the source."""

    place: Where
    kind: MentionKind
    by: Maker


class Named(Struct, frozen=True, kw_only=True):
    """A name, role or affiliation of a source, and where it is printed; nowhere where it was put together."""

    value: str
    ground: Ground
    places: tuple[Where, ...]


class Answering(Struct, frozen=True, kw_only=True):
    """One source as ``sayso sources`` lists it.

    `statements`, `attitudes` and `relayed` (made in another source's words) are numbers as in ``sayso statements``; `share` is
    the part of the body that it answers for, from 0 to 1.
    """

    label: str
    name: Named
    kind: SourceKind
    named: bool
    unnamed_as: str | None
    anonymity: Named | None
    aliases: tuple[Named, ...]
    roles: tuple[Named, ...]
    affiliations: tuple[Named, ...]
    mentions: tuple[Referred, ...]
    statements: tuple[int, ...]
    attitudes: tuple[int, ...]
    relayed: tuple[int, ...]
    direct: int
    indirect: int
    mixed: int
    share: float


class SourcesList(Struct, frozen=True, kw_only=True):
    """The sources of one article by first mention, and the shares of its voices, from 0 to 1."""

    file: str
    sources: tuple[Answering, ...]
    single_source: bool
    shares: dict[str, float]


class Setting(Struct, frozen=True, kw_only=True):
    """One setting, its value, and where the value came from."""

    name: str
    value: str | int | tuple[str, ...]
    origin: str
    means: str


class SettingsList(Struct, frozen=True, kw_only=True):
    """All settings."""

    settings: tuple[Setting, ...] = ()


class CorrectionsList(Struct, frozen=True, kw_only=True):
    """Corrections in the order in which they were made; `lost` are the numbers of those whose words are not found today."""

    corrections: tuple[Correction, ...]
    lost: tuple[int, ...] = ()


class AddedList(Struct, frozen=True, kw_only=True):
    """How many items ``sayso add`` found, by what became of them, and how many the library holds now."""

    new: int
    seen_elsewhere: int
    unchanged: int
    withdrawn: int
    refused: int
    held: int


class HitsList(Struct, frozen=True, kw_only=True):
    """One page of what answers a query.

    `total` counts all hits, `next` is the cursor of the next page, `remarks` say in what sense doubtful parts were taken.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    next: str | None = None
    remarks: tuple[str, ...] = ()


class Field(Struct, frozen=True, kw_only=True):
    """A field of the query language: what it is a property of, how its value is compared, what may be asked of it."""

    name: str
    level: Level
    sort: Sort
    means: str
    choices: tuple[str, ...] = ()


class FieldsList(Struct, frozen=True, kw_only=True):
    """The fields of the query language."""

    fields: tuple[Field, ...]


class FacetsList(Struct, frozen=True, kw_only=True):
    """How what answers a query spreads over some axes."""

    query: str
    facets: tuple[Facet, ...]


class Person(Struct, frozen=True, kw_only=True):
    """A person or an organisation over the library, with everything that is known of them."""

    person: Entity


class PeopleList(Struct, frozen=True, kw_only=True):
    """Some of the people and organisations that answer a query, those with the most statements first, of `total` in all.

    `unlinked` counts the sources with names that are not enough to follow them; they are in no entity.
    """

    query: str
    people: tuple[Entity, ...]
    total: int
    unlinked: int
    remarks: tuple[str, ...] = ()


class ChangesList(Struct, frozen=True, kw_only=True):
    """Entries of the log, also those undone; `lost` are the numbers of those whose subject is not found today."""

    changes: tuple[Change, ...]
    lost: tuple[int, ...] = ()


class SourcingList(Struct, frozen=True, kw_only=True):
    """How the items of a library that answer a query are sourced, and who is quoted most."""

    query: str
    sourcing: Sourcing
    people: tuple[Entity, ...]
    total: int
    unlinked: int
    remarks: tuple[str, ...] = ()


class QuotationsList(Struct, frozen=True, kw_only=True):
    """Some of the quotations that answer a query, each once, of `total` in all; `prints` counts the prints of all of them."""

    query: str
    quotations: tuple[Quotation, ...]
    total: int
    prints: int
    remarks: tuple[str, ...] = ()


class DossiersList(Struct, frozen=True, kw_only=True):
    """Every dossier: one's own first, then those that outlets print."""

    dossiers: tuple[Dossier, ...]


class DossierPage(Struct, frozen=True, kw_only=True):
    """A dossier and some of its items, the newest first."""

    dossier: Dossier
    items: tuple[DossierItem, ...]


class UnfiledList(Struct, frozen=True, kw_only=True):
    """The printed labels that name no region or subject of the tables."""

    labels: tuple[Unfiled, ...]


class NotesList(Struct, frozen=True, kw_only=True):
    """Notes in the order in which they were written; `orphans` are the numbers of those whose words or item are gone."""

    notes: tuple[Note, ...]
    orphans: tuple[int, ...] = ()


class Changed(Struct, frozen=True, kw_only=True):
    """One change as ``sayso diff`` lists it: the words at `old` have become those at `new`, one of which may be none.

    `old_paragraph` and `new_paragraph` count from 1 the paragraphs that were compared, as in `paragraphs` beside it.
    """

    kind: ChangeKind
    also: tuple[ChangeKind, ...]
    old: Where
    new: Where
    old_paragraph: int | None
    new_paragraph: int | None
    by: Maker


class Differences(Struct, frozen=True, kw_only=True):
    """What ``sayso diff`` finds between two versions.

    `changes` are those that were asked for, `totals` counts all of them by class; `typography` is no change of words.
    `left_out` counts, of either version, the blocks that are no part of the article and were not compared.
    """

    old: str
    new: str
    changes: tuple[Changed, ...]
    typography: tuple[Changed, ...]
    totals: dict[str, int]
    paragraphs: tuple[PairedParagraph, ...]
    same_paragraphs: int
    old_words: int
    new_words: int
    shared_words: int
    left_out: tuple[int, int]


class FamilyListed(Struct, frozen=True, kw_only=True):
    """A family of copies: its members, in the order in which they came into the library.

    `origin` is the id of the one that all others are held to come from, None where that is left open, or was not `weighed`
    because the family is too large for a list; `names` is the outlet, not held, that it prints as its own first publisher, or
    where that is left open, that all do which are not held to come from another member.  `pages` are the addresses of which the
    members are versions, each where it is known: those of one page are no copies of each other.
    """

    members: tuple[Listed, ...]
    origin: str | None = None
    names: str | None = None
    weighed: bool = True
    pages: tuple[str | None, ...] = ()


class FamiliesList(Struct, frozen=True, kw_only=True):
    """Families, the largest first; `total` counts all of them, `items` all that belong to one."""

    families: tuple[FamilyListed, ...]
    total: int
    items: int


KINDS: dict[str, type[Struct]] = {
    "record": Record,
    "document": Document,
    "terms": Terms,
    "statements": StatementsList,
    "sources": SourcesList,
    "problems": Problems,
    "settings": SettingsList,
    "added": AddedList,
    "corrections": CorrectionsList,
    "hits": HitsList,
    "facets": FacetsList,
    "fields": FieldsList,
    "person": Person,
    "people": PeopleList,
    "changes": ChangesList,
    "dossiers": DossiersList,
    "dossier": DossierPage,
    "unmapped": UnfiledList,
    "notes": NotesList,
    "sourcing": SourcingList,
    "quoted": QuotedPage,
    "quotations": QuotationsList,
    "quotation": QuotationCard,
    "diff": Differences,
    "kinship": Kinship,
    "families": FamiliesList,
}
"""What the JSON's ``kind`` may be.  The other fields of such an object are those of the struct."""


def record_json(record: Record) -> bytes:
    """The record as one JSON object; ``msgspec.json.decode(data, type=Record)`` reads it back."""
    return enveloped("record", record)


def enveloped(kind: str, content: Struct) -> bytes:
    """A struct's fields as one JSON object that says what it is; the same content gives the same bytes."""
    head = f'{{"sayso":{FORMAT},"kind":"{kind}"'.encode()
    body = escaped(msgspec.json.encode(content).decode()).encode()
    return head + (b"," if body != b"{}" else b"") + body[1:]


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one of `KINDS` as it is printed, envelope included."""
    (top,), components = msgspec.json.schema_components([KINDS[kind]], ref_template="#/$defs/{name}")
    name = top["$ref"].rsplit("/", 1)[-1]
    content = dict(components.pop(name))
    content["properties"] = {"sayso": {"const": FORMAT}, "kind": {"const": kind}, **content["properties"]}
    content["required"] = ["sayso", "kind", *content.get("required", [])]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **content, "$defs": components}
