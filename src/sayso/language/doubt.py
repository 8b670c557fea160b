"""Which words of a sentence are words of doubt?  Looks phrases up in the table of hedges."""

from collections.abc import Sequence
from functools import cache

from sayso.language.tables import read_table


def find_hedges(words: Sequence[str]) -> set[int]:
    """The numbers of those words, in lower case, that are of a hedge: "reportedly", both of "believed to"."""
    phrases = _phrases()
    found: set[int] = set()
    for at, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                found.update(range(at, at + len(phrase)))
                break
    return found


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases by their first word, the longest first."""
    listed: dict[str, set[tuple[str, ...]]] = {}
    for row in read_table("hedges"):
        for phrase in row["phrases"].split("; "):
            words = tuple(phrase.replace("-", " ").split())
            listed.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase))) for first, phrases in listed.items()}
