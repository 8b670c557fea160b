"""What was changed between two versions of an article?  Places in both, what each change is, and how the paragraphs pair up."""

from enum import Enum

from msgspec import Struct

from sayso.model.finding import Maker
from sayso.model.span import Span


class ChangeKind(Enum):
    """What a change is.  Where it is several things it is called by the first of these that fits; the others stand beside it."""

    HEADLINE = "headline"
    """Anything within a headline."""
    ORDER = "order"
    """A paragraph or a sentence stands elsewhere."""
    FIGURE = "figure"
    """A number, a share, a day or a time, or what bounds it ("at least", "about"); not how it is written."""
    ATTRIBUTION = "attribution"
    """Who a statement is laid to, or the words that lay it: another source, another cue, one put in or left out."""
    QUOTATION = "quotation"
    """Words between quotation marks, or the marks themselves, put around words or taken off."""
    HEDGE = "hedge"
    """Words of doubt: "reportedly", "may", "appears to"."""
    NAME = "name"
    """A proper name: another one, or the same spelled otherwise."""
    INSERTION = "insertion"
    """Words, a sentence or a paragraph put in."""
    CUT = "cut"
    """Words, a sentence or a paragraph left out."""
    WORDING = "wording"
    """Other words, where none of the above is changed."""
    TYPOGRAPHY = "typography"
    """The same words otherwise set: marks, capitals, hyphens, punctuation, white space."""


class Change(Struct, frozen=True, kw_only=True):
    """One change: the words at `old` in the first version have become those at `new` in the second.

    One of the two is empty where words were put in or left out; it then stands where they would be.  `also` are the other things
    that the change is (a figure within a quotation is a figure, and also a quotation).  `by` is the rule that named it.
    """

    kind: ChangeKind
    old: Span
    new: Span
    by: Maker
    also: tuple[ChangeKind, ...] = ()

    def is_any(self, kinds: frozenset[ChangeKind]) -> bool:
        """Whether it is one of `kinds`, also beside what it is called."""
        return self.kind in kinds or any(kind in kinds for kind in self.also)


class PairedParagraph(Struct, frozen=True, kw_only=True):
    """A paragraph of either version and its counterpart, None where it has none; a paragraph that was split has two pairs.

    `old_number` and `new_number` count from 1 the paragraphs that were compared.  `same` says that not a word differs; `moved`,
    that it stands elsewhere in the order.
    """

    old: Span | None
    new: Span | None
    old_number: int | None
    new_number: int | None
    same: bool
    moved: bool = False


class Comparison(Struct, frozen=True, kw_only=True):
    """Everything that differs between two versions, in the order of the second one.

    `typography` holds what is no change of words.  `shared_words` counts the words that stand in both, `old_words` and
    `new_words` all words that were compared; blocks that are no part of the article are left out on either side.
    """

    changes: tuple[Change, ...]
    typography: tuple[Change, ...]
    paragraphs: tuple[PairedParagraph, ...]
    old_words: int
    new_words: int
    shared_words: int

    @property
    def same_paragraphs(self) -> int:
        """How many paragraphs stand in both versions, in their place and without a word changed."""
        return sum(pair.same and not pair.moved for pair in self.paragraphs)


MIRRORED = {ChangeKind.INSERTION: ChangeKind.CUT, ChangeKind.CUT: ChangeKind.INSERTION}
"""What is put in from one side is left out from the other."""


def mirror(change: Change) -> Change:
    """The change as it is seen from the second version."""
    return Change(
        kind=MIRRORED.get(change.kind, change.kind),
        old=change.new,
        new=change.old,
        by=change.by,
        also=tuple(MIRRORED.get(kind, kind) for kind in change.also),
    )
