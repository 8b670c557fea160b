"""Which words ask to leave a source's name out?  Reads ``data/anonymity.tsv``."""

from functools import cache

from sayso.language.tables import read_table
from sayso.language.words import Words


def asks_anonymity(words: Words, start: int, end: int) -> bool:
    """Whether what is asked or declined, between two tokens, is to be named: "that his name not be used", "to be identified"."""
    return any(_stands_at(words, at, "asked") for at in range(start, min(end, start + _REACH)))


def sets_condition(words: Words, at: int) -> bool:
    """Whether a token begins the condition on which somebody speaks: "said | on condition of anonymity because ..."."""
    return _stands_at(words, at, "condition")


_REACH = 6
"""Tokens from the verb that asks to what it asks for: "that neither his nor her | name not be used"."""


def _stands_at(words: Words, at: int, kind: str) -> bool:
    return any(tuple(words.low[at : at + len(phrase)]) == phrase for phrase in _phrases(kind).get(words.low[at], ()))


@cache
def _phrases(kind: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a class by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in read_table("anonymity"):
        if row["class"] == kind:
            phrase = tuple(row["phrase"].split())
            found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}
