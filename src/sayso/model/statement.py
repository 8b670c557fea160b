"""Who says what?  Quotations, attributions and voices: places in the text and how they hang together."""

from enum import Enum

from msgspec import Struct

from sayso.model.finding import Finding, Maker
from sayso.model.span import Span


class QuotationKind(Enum):
    """What quotation marks are doing."""

    SPEECH = "speech"
    SCARE = "scare"
    """A few words the writer holds at arm's length; nobody is named as saying them."""
    TITLE = "title"
    """The name of a work."""
    HEADLINE = "headline"
    """Quoted words in a headline."""


class Quotation(Struct, frozen=True, kw_only=True):
    """Words between quotation marks.

    `parts` are the quoted words with their marks, one part a paragraph where a quotation runs over several (each opens, the
    last closes).  `depth` is 1 for an outer quotation, 2 for one inside it.  `closed` is False where the last mark is missing.
    `match` is where a headline's quoted words stand in the body, when they do.
    """

    parts: tuple[Span, ...]
    kind: QuotationKind
    depth: int
    closed: bool
    by: Maker
    match: Span | None = None

    @property
    def span(self) -> Span:
        """From the first opening mark to the last closing one."""
        return Span(self.parts[0].start, self.parts[-1].end)


class Insertion(Struct, frozen=True, kw_only=True):
    """Words in square brackets that somebody put into a text; who did is rarely printed, so `inserted_by` is mostly None.

    `expands` is the word or name just before that the insertion explains, where it does.
    """

    span: Span
    by: Maker
    expands: Span | None = None
    inserted_by: str | None = None


class Manner(Enum):
    """How a source's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Attribution(Struct, frozen=True, kw_only=True):
    """A statement and who it is laid to: `source` spans name the source, `cue` spans attribute, `content` spans are attributed.

    `reports` is False where the source is not said to say or think the content but to want, plan or support it ("hopes to sail"):
    of that the outlet tells in its own voice.  `source` or `cue` is empty where the text leaves it out.  `p` is a calibrated
    probability that content and source are right.
    `within` is the index, in the record's attributions, of the one that this one stands in: its source is only said to have said
    so, by the source of the other ("Odell said that Prynne had said ...").  The outermost, which stands in none, answers.
    `replaces` is the `finding_id` of the attribution that a person's correction stands in for.
    """

    content: tuple[Span, ...]
    manner: Manner
    by: Maker
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    reports: bool = True
    p: float | None = None
    within: int | None = None
    replaces: str | None = None


class SourceKind(Enum):
    """What sort of source answers for a statement."""

    PERSON = "person"
    """One named individual, also by the name of an account."""
    UNNAMED_PERSON = "unnamed-person"
    ORGANISATION = "organisation"
    """A company, office, court, campaign, government or place acting as one, named or not."""
    GROUP = "group"
    """Named ones who speak together, a party or nationality as such, a whole class or share of people."""
    UNNAMED_GROUP = "unnamed-group"
    """Several whom the article does not name: officials, critics, some, many voters."""
    DOCUMENT = "document"
    """A report, poll, law, letter, video: printed or recorded words."""
    OUTLET = "outlet-itself"
    """The publication or its author."""
    READER = "reader"
    """The reader who is addressed as "you"."""
    UNCLEAR = "unclear"
    """A careful reader could not say who it is."""


class MentionKind(Enum):
    """In what form a mention refers to its source."""

    NAME = "name"
    NOMINAL = "nominal"
    """A description: "the expert", "his spokesman"."""
    PRONOUN = "pronoun"


class Mention(Struct, frozen=True, kw_only=True):
    """One place where the text refers to a source.  `by` is the rule that tied it to the source: the ground of the link."""

    span: Span
    kind: MentionKind
    by: Maker


class Source(Struct, frozen=True, kw_only=True):
    """Who answers for statements of the article: one entity, however often and in whatever form it is mentioned.

    `name` is the fullest name that the article gives, without a title, or the fullest description where it gives no name; a
    possessive pronoun in it is replaced by the name it stands for.  Its spans are where that name is printed; a name that was
    put together ("Ann Marlow's aides" for "her aides") is inferred.
    `aliases` are its other names in the text, `roles` and `affiliations` what the text says it is, as printed.
    `unnamed_as` types a source without a name (``official``, ``witness``, ``analyst``, ``people familiar``), `anonymity` is the
    reason printed for leaving the name out.  `statements` are the indexes of its attributions in the record, ascending.
    """

    name: Finding[str]
    kind: SourceKind
    named: bool
    mentions: tuple[Mention, ...]
    aliases: tuple[Finding[str], ...] = ()
    roles: tuple[Finding[str], ...] = ()
    affiliations: tuple[Finding[str], ...] = ()
    unnamed_as: str | None = None
    anonymity: Finding[str] | None = None
    statements: tuple[int, ...] = ()


class Voice(Enum):
    """Who answers for a stretch of body text."""

    ATTRIBUTED = "attributed"
    OWN = "own"
    UNDETERMINED = "undetermined"
    """A careful reader could not tell whether the outlet or a source answers for it."""
    CUE = "cue"
    """The words that attribute: the source as mentioned, the verb, the occasion."""
    FURNITURE = "furniture"


class VoiceRun(Struct, frozen=True, kw_only=True):
    """A stretch of body text and its voice; runs lie side by side and together cover every body block once.

    `attribution` is the index, in the record's attributions, of the outermost one that covers the run; of a cue, the one it
    introduces; of an undetermined run, the one whose source may answer for it.  `manner` is given where the run is attributed.
    """

    span: Span
    voice: Voice
    by: Maker
    attribution: int | None = None
    manner: Manner | None = None
