"""By which phrases would a text be found again?  Runs of words in one sentence that few other texts can hold."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from sayso.language.folding import fold, folded_words
from sayso.language.outlets import find_any_agency, house_names
from sayso.language.tables import read_table
from sayso.model.span import Span

WORDS = 8
"""Words of a phrase: fewer recur, and search engines cut longer ones."""
_ENOUGH = 12
"""Letters of a word from which it counts no more: a longer one is not rarer but a compound."""
_UNLISTED = 5
"""How often at least one halves all articles to come down to those with a word of no table; listed ones take four or less."""
_LETTERS_OF_ONE = 2
"""Letters that make a word as much rarer as another halving: from four letters to twelve they run from one article in a hundred
to one in two thousand, about as words of that length do in news."""
_NAME = 1.5
"""Halvings that a capital within a sentence is worth: it begins a name."""
_BREAK = re.compile(r"[.!?;:\n\"“”„«»()\[\]|。！？；：「」『』（）؟؛۔।]")
"""No phrase runs over these: they are what editors and engines change."""
_MARKS = ",’'‘-–—"
"""What may stand at a word within a phrase."""
_LOOKED_AT = 200_000
"""Characters of a text that are looked at: its first part tells it as well as all of it."""


def rare_phrases(
    text: str,
    count: int,
    *,
    within: Sequence[Span] = (),
    houses: Collection[str] = (),
    held: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """At most `count` phrases of `text` as printed, the rarest first, none of which overlap or have most words in common.

    How rare a word is, is told by how many articles hold it (``common_words.tsv``, English), and where that is not known guessed
    from its letters (Zipf) and from a capital within a sentence.  A word that `held` says other texts hold counts so many times
    less, and a phrase of eight such words not at all.  With `within`, only phrases in these stretches are taken, where there are
    any.  No phrase names an agency, an outlet of the tables or one of `houses`, be it by its last word ("the Gazette"): a copy
    names its own.

    >>> rare_phrases("It rained. Divers from Brennick inspected the northern sluice gates before noon on Monday.", 1)
    ('Divers from Brennick inspected the northern sluice gates',)
    """
    is_cut, text, held = len(text) > _LOOKED_AT, text[:_LOOKED_AT], held or {}
    words = list(folded_words(text))
    if is_cut and words:  # perhaps within the last word
        words = [word for word in words if word[0] < words[-1][0]]
    scores = [_rarity(word, text[start].isupper()) / (1 + held.get(word, 0)) for start, _, word in words]
    covered = bytearray(len(text))
    for span in within:
        covered[span.start : span.end] = b"\1" * max(0, min(span.end, len(text)) - span.start)
    own = {word for _, _, word in words} - held.keys()
    found: list[tuple[bool, float, int, str]] = []
    for first in range(len(words) - WORDS + 1):
        run = words[first : first + WORDS]
        start, end = run[0][0], run[-1][1]
        if not _BREAK.search(text, start, end) and not own.isdisjoint(word for _, _, word in run):
            found.append((covered.find(0, start, end) >= 0, -sum(scores[first : first + WORDS]), first, text[start:end]))
    names = {tuple(fold(name)) for name in houses}
    shorts = {name.split()[-1] for name in houses if " " in name.strip()}
    return tuple(_chosen(sorted(found), count, names, shorts))


def _chosen(
    found: Sequence[tuple[bool, float, int, str]], count: int, houses: Collection[tuple[str, ...]], shorts: Collection[str]
) -> Iterator[str]:
    taken: list[int] = []
    said: list[set[str]] = []
    outside = found[0][0] if found else False  # where nothing stands within the stretches, the rest has to do
    for is_outside, _, first, phrase in found:
        if len(taken) == count or is_outside is not outside:
            return
        words = set(fold(phrase))
        is_new = all(abs(first - other) >= WORDS for other in taken) and not any(len(words & one) * 2 > WORDS for one in said)
        if is_new and not _names_house(phrase, houses, shorts):
            taken.append(first)
            said.append(words)
            yield phrase


def _names_house(phrase: str, houses: Collection[tuple[str, ...]], shorts: Collection[str]) -> bool:
    words = fold(phrase)
    runs = {tuple(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    # Of the tables only names of several words: "Time" and "Nature" stand in many a sentence.
    printed = {word.strip(_MARKS) for word in phrase.split()}
    return (
        not printed.isdisjoint(shorts)
        or find_any_agency(phrase)
        or not runs.isdisjoint(houses)
        or not runs.isdisjoint(_known_houses())
    )


def _rarity(word: str, is_capital: bool) -> float:
    listed = _common_words().get(word)
    if listed is not None:
        return listed
    return _UNLISTED + min(len(word), _ENOUGH) / _LETTERS_OF_ONE + (_NAME if is_capital else 0)


@cache
def _common_words() -> dict[str, int]:
    """How rare each listed word is; the closed classes of all languages are not rare at all."""
    closed = {word: 0 for row in read_table("function_words") for word in row["words"].split() if word.isalpha()}
    return closed | {word: int(row["rarity"]) for row in read_table("common_words") for word in row["words"].split()}


@cache
def _known_houses() -> frozenset[tuple[str, ...]]:
    folded = (tuple(fold(name)) for name in house_names())
    return frozenset(words for words in folded if len(words) > 1)
