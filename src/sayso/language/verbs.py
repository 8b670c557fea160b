"""Does a stretch hold a clause of its own?  Finite verbs, told by closed lists and endings."""

from functools import cache

from sayso.language.tables import read_table
from sayso.language.words import Words, word_class

_NOMINAL = ("determiner", "possessive", "preposition")
_SHORTEST_PAST = 5
"""Letters of the shortest word in -ed taken for a verb: "owned"; "red", "bed" and "need" are shorter or listed elsewhere."""


def has_finite_verb(words: Words, start: int = 0, end: int | None = None) -> bool:
    """Whether a token between `start` and `end` is plainly a finite verb with something before it."""
    return any(is_finite_verb(words, at, start) for at in range(start + 1, len(words) if end is None else end))


def is_finite_verb(words: Words, at: int, start: int) -> bool:
    """Whether the token is an auxiliary, a listed verb form, or a past in -ed that follows a noun."""
    low = words.low[at]
    if words.speech(at) or words.capital(at):
        return False
    before = at - 1
    while before > start and words.adverb(before):
        before -= 1
    if before < start or words.speech(before):
        return low in word_class("auxiliary") and low not in ("be", "been", "being", "having")
    if low in word_class("auxiliary"):
        return low not in ("be", "been", "being", "having", "'s", "’s")
    if words.isa(before, *_NOMINAL) or words.low[before] in ("to", "and", "or", ","):
        return False
    if low in _forms("finite"):
        return True
    return (
        low.endswith("ed")
        and len(low) >= _SHORTEST_PAST
        and words.words[before][0].isalnum()
        and words.low[at + 1 : at + 2] != ["by"]
    )


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(word for row in read_table("verb_forms") if row["class"] == name for word in row["words"].split())
