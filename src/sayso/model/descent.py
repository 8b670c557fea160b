"""Which of two texts was copied from the other, and what says so?"""

from enum import StrEnum

from msgspec import Struct

from sayso.model.span import Span


class EvidenceSort(StrEnum):
    """What speaks for a text having been copied from another."""

    CREDIT = "credit"
    """It names the other's outlet at its head, at its end, or where the shared words begin."""
    SELF_REFERENCE = "self-reference"
    """The shared words name the other's outlet: "told the Courier", in the Courier and elsewhere."""
    QUOTATION = "quotation"
    """It prints in quotation marks what the other prints as its own words."""
    DAMAGE = "damage"
    """Its words are misread or broken where the other's are whole."""
    CUT = "cut"
    """It holds nothing of its own, and the other goes on."""
    TRIM = "trim"
    """Words are left out inside what both print."""
    COMPILED = "compiled"
    """It is put together from this text and another that has nothing to do with it, and they go on."""
    ELSEWHERE = "elsewhere"
    """More other texts are held to come from the other than from it."""
    MARKS = "marks"
    """It prints straight quotation marks where the other prints curved ones."""
    DATE = "date"
    """It is dated later."""


class Evidence(Struct, frozen=True, kw_only=True):
    """One thing that speaks for `copy` having been copied from `source`, both named.

    `span` are the words of the copy that show it; None where no single place does.  `weight` is the logarithm of its odds of
    being right (see `sayso.tracing.descent.evidence`).
    """

    sort: EvidenceSort
    copy: str
    source: str
    weight: float
    span: Span | None = None


class Witness(Struct, frozen=True, kw_only=True):
    """A text as it is asked about: its name among the others, and what is known of it.

    `date` is ISO, as exact as known; `origin` is the outlet that it names as its first publisher.  `page` is the same for all
    that stood at one address; `modified` and `taken` say when the page was changed last, and when this copy of it was made.
    """

    name: str
    text: str
    outlet: str | None = None
    date: str | None = None
    origin: str | None = None
    page: str | None = None
    modified: str | None = None
    taken: str | None = None


class Direction(Struct, frozen=True, kw_only=True):
    """Which of two texts was copied from the other, if either was: `p` that it was `copy` from `source`, not the other way round.

    Neither may have been: both can go back to a third that is not there.
    """

    copy: str
    source: str
    p: float
    evidence: tuple[Evidence, ...]
