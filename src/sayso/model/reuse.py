"""What are two texts to each other, and which stretches do they share?"""

from enum import StrEnum

from msgspec import Struct

from sayso.model.span import Span

MATCH = "match/1"
"""What a match is: how words are folded, which grams are kept and what makes a passage.  Grams of the same definition can be
compared, whenever they were made; docs/tracing.md says what it holds."""


class OverlapKind(StrEnum):
    """What a pair of texts is to each other, by what they share."""

    REPUBLICATION = "republication"
    """A large part of one is the other."""
    PASSAGE = "passage"
    """They share a passage, such as a long quotation, and are otherwise different."""
    BOILERPLATE = "boilerplate"
    """They share furniture only: a note on the author, a licence, an invitation to subscribe.  It makes no family."""


class Shared(Struct, frozen=True, kw_only=True):
    """A stretch that two texts share: where it stands in each, and how many of its words are equal.

    `furniture` says that texts unrelated to these hold it as well.
    """

    a: Span
    b: Span
    words: int
    furniture: bool


class Overlap(Struct, frozen=True, kw_only=True):
    """Two texts, by name, and what they are to each other.

    `words` counts equal words that are no furniture, `share` is their part of the shorter text without its furniture.
    """

    a: str
    b: str
    kind: OverlapKind
    words: int
    share: float
    shared: tuple[Shared, ...]
