"""How many accounts of their own are there among some items, once copies are counted once and common sources are seen?"""

from enum import StrEnum

from msgspec import Struct

LINES = "lines/1"
"""What makes two items one line; docs/tracing.md says what it holds."""


class JoinSort(StrEnum):
    """On what ground items are one line, the most certain first."""

    COPY = "copy"
    """One was republished from the other, or both from a third."""
    PASSAGE = "passage"
    """They share a passage word for word."""
    NEWSROOM = "newsroom"
    """They are of one outlet, or one names the outlet of the other as where it has it from, or both name the same."""
    SOURCE = "source"
    """Both have statements of one named source."""


class Account(Struct, frozen=True, kw_only=True):
    """What one item, by name, goes back to.

    `text` is the same for all copies of one text, and `passages` for all that share one.  `outlet` is whose report it is; None of
    a copy, which is another's.  `credits` are the outlets that it names as where it has it from, `sources` the named ones who
    answer for statements in it.  These may be any words that are the same for the same outlet or source.  `more` says that it has
    statements of others too, whom nothing can be compared by: officials, a witness.
    """

    name: str
    text: str
    outlet: str | None = None
    credits: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    more: bool = False


class Join(Struct, frozen=True, kw_only=True):
    """What some items have in common: the outlet or source, as `Account` calls it; empty of copies and passages."""

    sort: JoinSort
    common: str
    items: tuple[str, ...]


class Line(Struct, frozen=True, kw_only=True):
    """Items that go back to one text, newsroom or named source, in their order, and all that they have in common."""

    items: tuple[str, ...]
    joins: tuple[Join, ...]


class Lines(Struct, frozen=True, kw_only=True):
    """The lines of sourcing of some items, those with the most items first.

    `items` counts them, `texts` what is left of them where copies count once, `reports` where those that share a passage or a
    newsroom count once too; the lines are what is left where a common named source is enough, as far as `until` goes so far.
    `side_by_side` are items that rest on nothing but what several lines rest on, and are counted in none.  That two are two lines
    says that nothing of this was found, not that there is none.
    """

    rule: str
    until: JoinSort
    items: int
    texts: int
    reports: int
    lines: tuple[Line, ...]
    side_by_side: tuple[str, ...]
