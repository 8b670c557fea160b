"""Which words count, gather and qualify those who are named as a source?"""

from collections.abc import Iterable
from functools import cache

from sayso.language.tables import read_table


@cache
def source_words(name: str) -> frozenset[str]:
    """The words of a class of ``source_words.tsv``."""
    return frozenset(word for row in read_table("source_words") if row["class"] == name for word in row["words"].split())


def parties_of(words: Iterable[str]) -> set[str]:
    """The parties that some words name, each by the first word of its row: "gop" and "r-orlan" are republican."""
    return {party for word in words if (party := _parties().get(word.partition("-")[0]))}


@cache
def _parties() -> dict[str, str]:
    rows = [row["words"].split() for row in read_table("source_words") if row["class"] == "party"]
    return {word: words[0] for words in rows for word in words}
