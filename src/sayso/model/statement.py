"""Who says what?  Quotations, attributions and voices: places in the text and how they hang together."""

from enum import Enum

from msgspec import Struct

from sayso.model.finding import Maker
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
    `replaces` is the `finding_id` of the attribution that a person's correction stands in for.
    """

    content: tuple[Span, ...]
    manner: Manner
    by: Maker
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    reports: bool = True
    p: float | None = None
    replaces: str | None = None


class Voice(Enum):
    """Who answers for a stretch of body text."""

    ATTRIBUTED = "attributed"
    OWN = "own"
    UNDETERMINED = "undetermined"
    FURNITURE = "furniture"


class VoiceRun(Struct, frozen=True, kw_only=True):
    """A stretch of body text and its voice; runs lie side by side and together cover every body block once.

    `attribution` is the index, in the record's attributions, of the innermost one that covers the run.
    """

    span: Span
    voice: Voice
    by: Maker
    attribution: int | None = None
