"""What was read from one document?  The record: masthead, origin, filing, terms, biography and statements."""

from enum import Enum
from html import escape

from msgspec import Struct

from sayso.model.dates import PartialDate
from sayso.model.document import Document, Remark
from sayso.model.finding import Finding
from sayso.model.statement import Attribution, Insertion, Quotation, Source, VoiceRun


class NameKind(Enum):
    """What a name in a byline, a copyright line or a source line names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STAFF = "staff"
    """A credit to nobody by name, printed as one: "Staff and news service reports"."""


class Author(Struct, frozen=True):
    """An author as printed."""

    name: str
    kind: NameKind


class Publisher(Struct, frozen=True):
    """The outlet that put this copy out: its name, the host it stands on, and who runs it where that is printed."""

    name: str
    host: str | None = None
    operator: str | None = None


class Masthead(Struct, frozen=True, kw_only=True):
    """What the item says of itself at its head.  None or empty is "not found", never a guess."""

    title: Finding[str] | None = None
    standfirst: Finding[str] | None = None
    byline: Finding[str] | None = None
    authors: tuple[Finding[Author], ...] = ()
    publisher: Finding[Publisher] | None = None
    published: Finding[PartialDate] | None = None
    modified: Finding[PartialDate] | None = None
    dateline: Finding[str] | None = None
    language: Finding[str] | None = None


class Relation(Enum):
    """How this copy stands to the first publication (definitions in docs/glossary.md)."""

    WIRE = "wire"
    REPUBLICATION = "republication"
    AGGREGATOR = "aggregator"
    SISTER = "sister"
    EXCERPT = "excerpt"
    ADAPTED = "adapted"
    SELFCROSS = "selfcross"
    JOINT = "joint"
    PRESS_RELEASE = "press-release"
    CONTRIB = "contrib"
    NONE = "none"


THE_OUTLET = "the outlet itself"
THE_ORIGIN = "the origin itself, named elsewhere or otherwise"
"""Why a name was turned down that says nothing new; a reader need not be told."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A name that could have been the origin, and, where it was turned down, why."""

    finding: Finding[str]
    rejected: str | None = None


class Origin(Struct, frozen=True, kw_only=True):
    """Where the item comes from.  `publisher` is the first publisher, None where the item is the outlet's own or none is named.

    `relation` carries its own evidence; ``none`` needs none.  `statement` is the printed sentence that says so ("The original
    source of this article is ..."), `venue` the programme or title it was said on, `medium` what that was ("radio interview").
    `candidates` are all names that were considered.
    """

    relation: Finding[Relation] | None = None
    publisher: Finding[str] | None = None
    published: Finding[PartialDate] | None = None
    statement: Finding[str] | None = None
    venue: Finding[str] | None = None
    medium: Finding[str] | None = None
    url: Finding[str] | None = None
    wire: tuple[Finding[str], ...] = ()
    candidates: tuple[Candidate, ...] = ()


class Filing(Struct, frozen=True, kw_only=True):
    """How the outlet files the item, in the outlet's own words."""

    sections: tuple[Finding[str], ...] = ()
    regions: tuple[Finding[str], ...] = ()
    themes: tuple[Finding[str], ...] = ()
    dossiers: tuple[Finding[str], ...] = ()
    tags: tuple[Finding[str], ...] = ()


class Holder(Struct, frozen=True):
    """Who holds the copyright, as printed, and the year or years beside the name."""

    name: str
    years: str | None = None


class Licence(Struct, frozen=True):
    """A public licence by its SPDX or Creative Commons id.

    `scope` is the printed limit ("site original content only"), None where there is none; `covers_text` is False where that
    limit leaves this text out, as a site's licence does an agency's article.
    """

    id: str
    url: str | None = None
    scope: str | None = None
    covers_text: bool = True


class ConditionKind(Enum):
    """What a reuse sentence does."""

    PERMITS = "permits"
    REQUIRES = "requires"
    RESERVES = "reserves"
    PROHIBITS = "prohibits"
    LIMITS = "limits"
    """Says where or for what a permission holds ("on community internet sites")."""


class Condition(Struct, frozen=True):
    """One reuse term in the page's words.  `what` is a short standard name (``cross-post``, ``attribution``, ``link back``,
    ``print``, ``commercial``, ``non-commercial``, ``redistribution``), None where no standard name fits."""

    kind: ConditionKind
    text: str
    what: str | None = None


class ContactPurpose(Enum):
    """What a contact is for."""

    REUSE = "reuse"
    MEDIA = "media"
    OTHER = "other"


class Contact(Struct, frozen=True):
    """An address to write to, and what the page says it is for."""

    address: str
    purpose: ContactPurpose


class Conflict(Struct, frozen=True, kw_only=True):
    """Two terms that cannot both be taken at their word, shown and not settled."""

    code: str
    sentence: str
    terms: tuple[Finding[str], ...] = ()


class FairUse(Struct, frozen=True, kw_only=True):
    """A fair-use notice.  It is a claim of the site, not a permission to the reader."""

    notice: Finding[str]
    no_authorisation: Finding[str] | None = None
    nonprofit: Finding[str] | None = None
    request: Finding[str] | None = None


class Terms(Struct, frozen=True, kw_only=True):
    """What the page says about reuse.  Not legal advice.

    `nearest_holder` is the holder printed nearest to the article's text, the one an agency line outranks a site footer with.
    `statement` is the reuse sentence nearest to the text, verbatim.
    """

    copyright_lines: tuple[Finding[str], ...] = ()
    holders: tuple[Finding[Holder], ...] = ()
    nearest_holder: Finding[Holder] | None = None
    licence: Finding[Licence] | None = None
    statement: Finding[str] | None = None
    grants: tuple[Finding[str], ...] = ()
    conditions: tuple[Finding[Condition], ...] = ()
    contacts: tuple[Finding[Contact], ...] = ()
    disclaimer_heading: Finding[str] | None = None
    disclaimer: Finding[str] | None = None
    fair_use: FairUse | None = None
    site: Finding[str] | None = None
    conflicts: tuple[Conflict, ...] = ()


class Biography(Struct, frozen=True, kw_only=True):
    """What the page says about an author, with the ties a reader should see (an author who works for the outlet)."""

    heading: Finding[str] | None = None
    text: Finding[str]
    roles: tuple[Finding[str], ...] = ()
    affiliations: tuple[Finding[str], ...] = ()
    works: tuple[Finding[str], ...] = ()
    publishers_of_works: tuple[Finding[str], ...] = ()


class Record(Struct, frozen=True, kw_only=True):
    """All that was read from one document.  `versions` are the parsers, rules and models that made it."""

    document: Document
    masthead: Masthead
    origin: Origin
    filing: Filing
    terms: Terms
    biographies: tuple[Biography, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    sources: tuple[Source, ...] = ()
    voices: tuple[VoiceRun, ...] = ()
    remarks: tuple[Remark, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """The title and what was counted: a whole record would fill many screens."""
        title = self.masthead.title.value if self.masthead.title else None
        return f"<Record {title!r}: {len(self.attributions)} attributions, {len(self.quotations)} quotations>"

    def _repr_html_(self) -> str:
        """The sheet of facts as a table, for notebooks; every character from the page is escaped."""
        from sayso.export.facts import facts_of  # the one import up the rooms, made when a notebook asks

        rows = []
        for fact in facts_of(self):
            cells = (fact.value, fact.date or "", fact.ground.value if fact.ground else "", fact.words or fact.note or "")
            rows.append(f"<tr><th>{escape(fact.label)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>")
        return f"<table><tbody>{''.join(rows)}</tbody></table>"
