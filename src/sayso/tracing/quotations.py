"""Which prints are of one quotation?  The same words give or take small edits, by the definition in docs/quotations.md."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.tracing.sequence import common

SHORTEST = 8
"""Words of a quotation at least.  In 924 news articles (PolNeAR train) no words between
quotation marks were printed of two speakers from five words on; the longest that were had four.  Larger libraries have more
chances, and formulas of regret run to seven."""
HELD = 0.75
"""Share of the words of the shorter print that must stand in the longer one: of eight words one may be another, or two at an
end; a question and its denial, or two dates in one sentence of promise, share less."""
_RUN = 2
"""Equal words in a row that count as held: single ones stand in any long text in any order.  With three, of the short prints with
one word changed a quarter were not found."""
_STEM = 4
"""Letters by which words are held to be equal, for "harbor" is "harbour" and "falls" is "fall" in another spelling or form."""
_GRAM = 5
"""Words in a row that two prints must share to be compared, as in `match/1`.  Of ten words one may be changed anywhere; with
four, "that is not going to happen" would be cut from any longer remark that holds most of it."""
_NEAR = 0.8
"""Share of both prints (Dice) from which one belongs to the other, whatever other quotations hold its words too."""
_FULL = 64
"""Fullest prints that are looked up for one gram, as in `match/1`: what more have is a phrase, and tells none of them apart."""
_MUCH = 3
"""How many times as long a print must be for the other to be looked for in a stretch of it."""
_COMPARED = 8
"""Fullest prints that one is compared with word by word, those that share most grams with it."""
_FACTOR = 0x9E3779B97F4A7C15
"""Spreads the numbers of words over 64 bits (the golden ratio's); what falls together by chance is told apart word by word."""


class Grouped(Struct, frozen=True):
    """The prints of one quotation by their numbers, the fullest first.

    `within` are the fullest prints of longer quotations that hold its words too: of which of them it was cut cannot be said.
    """

    prints: tuple[int, ...]
    within: tuple[int, ...] = ()


def group_prints(prints: Sequence[Sequence[str]]) -> list[Grouped]:
    """The quotations that prints, each a row of folded words, are of; those of fewer than `SHORTEST` words are in none.

    A print belongs to a fuller one that holds it, never to one that merely shares it with a third: a slogan that stands in two
    speeches joins neither the speeches nor one of them.  The order of the prints plays no part but in the numbers; the work
    grows with their words, whatever they share.

    >>> long = "we shall mend the gate before the water rises again".split()
    >>> [one.prints for one in group_prints([long[:9], "no comment".split(), long, long])]
    [(2, 3, 0)]
    """
    wordings: dict[tuple[str, ...], list[int]] = {}
    for number, words in enumerate(prints):
        if len(words) >= SHORTEST:
            wordings.setdefault(tuple(words), []).append(number)
    order = sorted(wordings, key=lambda words: (-len(words), -len(wordings[words]), words))
    leads = _Leads()
    members: list[list[int]] = []
    for words, grams in zip(order, _shared_grams(order), strict=True):
        lead = leads.of(words, grams)
        if lead == len(members):
            members.append([])
        members[lead] += wordings[words]
    within = (tuple(members[fuller][0] for fuller in fullers) for fullers in leads.within)
    return [Grouped(tuple(numbers), fullers) for numbers, fullers in zip(members, within, strict=True)]


def held_words(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words of one stand in the other, in whatever form, in order and in runs of two or more.

    >>> held_words("we shall mend the old gate".split(), "the gate we shall mend".split())
    3
    """
    held = run = 0
    before = (-1, -1)
    for i, j in common(_stems(one), _stems(_around(one, other))):
        run = run + 1 if before == (i - 1, j - 1) else 1
        held += _RUN if run == _RUN else run > _RUN
        before = (i, j)
    return held


def _around(one: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """The stretch of a much longer print in which one is looked for: around the phrases that both hold.

    Of a long text the same words could be taken from all over it, in as many pairs and in no runs.
    """
    if len(other) < _MUCH * len(one):
        return other
    held = {tuple(one[at : at + _GRAM]) for at in range(len(one) - _GRAM + 1)}
    places = [at for at in range(len(other) - _GRAM + 1) if tuple(other[at : at + _GRAM]) in held]
    return other[max(0, places[0] - len(one)) : places[-1] + _GRAM + len(one)] if places else other


def _stems(words: Sequence[str]) -> list[str]:
    return [word[:_STEM] if word.isalpha() else word for word in words]


class _Leads:
    """The fullest prints so far, which come first, and the quotations that they stand for."""

    def __init__(self) -> None:
        self._words: list[tuple[str, ...]] = []
        self._holding: dict[int, list[int]] = {}
        """For each gram the fullest prints that hold it, the fullest first."""
        self.within: list[tuple[int, ...]] = []

    def of(self, words: tuple[str, ...], grams: Sequence[int]) -> int:
        """The quotation of a print that is no fuller than those before it: one of theirs, or the next."""
        fuller = self._fuller(words, grams)
        if fuller and (len(fuller) == 1 or self._likeness(words, fuller[0]) >= _NEAR):
            return fuller[0]
        for gram in grams:
            held = self._holding.setdefault(gram, [])
            if len(held) < _FULL:
                held.append(len(self._words))
        self._words.append(words)
        self.within.append(tuple(sorted(fuller)))
        return len(self._words) - 1

    def _fuller(self, words: tuple[str, ...], grams: Sequence[int]) -> list[int]:
        """The quotations that hold a print, the nearest in length first; not those that hold another of them."""
        votes: Counter[int] = Counter()
        for gram in grams:
            votes.update(self._holding.get(gram, ()))
        nearest = sorted(votes, key=lambda lead: (-votes[lead], lead))[:_COMPARED]
        found = [lead for lead in nearest if held_words(words, self._words[lead]) >= HELD * len(words)]
        outer = {fuller for lead in found for fuller in self.within[lead]}
        return sorted((lead for lead in found if lead not in outer), key=lambda lead: (len(self._words[lead]), lead))

    def _likeness(self, words: tuple[str, ...], lead: int) -> float:
        return 2 * held_words(words, self._words[lead]) / (len(words) + len(self._words[lead]))


def _shared_grams(wordings: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """For each wording, none of which is another, its grams that others hold too."""
    if not wordings:
        return []
    numbers: dict[str, int] = {}
    words = np.fromiter((numbers.setdefault(word, len(numbers) + 1) for one in wordings for word in one), np.uint64)
    lengths = np.fromiter(map(len, wordings), np.int64, len(wordings))
    owners = np.repeat(np.arange(len(wordings)), lengths)
    if len(words) < _GRAM:
        return [[] for _ in wordings]
    grams: NDArray[np.uint64] = np.zeros(len(words) - _GRAM + 1, np.uint64)
    for at in range(_GRAM):
        grams = (grams ^ words[at : at + len(grams)]) * np.uint64(_FACTOR)
        grams ^= grams >> np.uint64(29)
    whole = owners[: len(grams)] == owners[_GRAM - 1 :]
    grams, holders = grams[whole], owners[: len(grams)][whole]
    order = np.argsort(grams, kind="stable")  # of one gram the holders then still ascend
    grams, holders = grams[order], holders[order]
    first = np.r_[True, (grams[1:] != grams[:-1]) | (holders[1:] != holders[:-1])]
    grams, holders = grams[first], holders[first]
    same = grams[1:] == grams[:-1]
    shared = np.r_[False, same] | np.r_[same, False]
    found: list[list[int]] = [[] for _ in wordings]
    for gram, holder in zip(grams[shared].tolist(), holders[shared].tolist(), strict=True):
        found[holder].append(gram)
    return found
