"""Which words of paired sentences are changed?  Runs of words on either side, with what holds them together left out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.language.words import word_class
from sayso.tracing.changes.article import Article
from sayso.tracing.sequence import Pairs, common

_ISLAND = 2
"""Words of the longest stretch that is the same on both sides and yet part of a rewording: "the storm hit **the** coast"."""
_SEA = 4
"""Changed words around such a stretch for each word in it; two figures with "of" between them are two changes."""
_SLIDE = 12
"""Words by which a run may be slid: "he said" put in before "he said that" may be either of the two."""
_PARTS = re.compile(r"[,;:()\[\]–—]")
_FUNCTION = ("subject", "object", "possessive", "determiner", "preposition", "subordinator", "coordinator", "auxiliary")


class Run(Struct, frozen=True):
    """Words `a0` to `a1` of the first version against `b0` to `b1` of the second; one of the two may be empty."""

    a0: int
    a1: int
    b0: int
    b1: int


def compare_words(a: Article, b: Article, first: tuple[int, int], second: tuple[int, int]) -> tuple[list[Run], Pairs]:
    """The runs that are changed between two ranges of words, and the pairs of words that are the same, both in order."""
    a0, a1, b0, b1 = *first, *second
    pairs = [(a0 + i, b0 + j) for i, j in common(a.keys[a0:a1], b.keys[b0:b1])]
    runs = _runs(pairs, a0, a1, b0, b1)
    kept = _without_islands(a, pairs, runs)
    if len(kept) < len(pairs):
        pairs, runs = kept, _runs(kept, a0, a1, b0, b1)
    slid = [part for run in runs for part in _parted(a, b, _slide(a, b, run, a0, b0))]
    if slid != runs:
        pairs = _pairs(slid, a0, a1, b0)
    return slid, pairs


def is_function_word(key: str) -> bool:
    """Whether a word belongs to a closed class and tells nothing by itself."""
    return key == "to" or any(key in word_class(name) for name in _FUNCTION)


def _runs(pairs: Pairs, a0: int, a1: int, b0: int, b1: int) -> list[Run]:
    runs = []
    for i, j in (*pairs, (a1, b1)):
        if a0 < i or b0 < j:
            runs.append(Run(a0, i, b0, j))
        a0, b0 = i + 1, j + 1
    return runs


def _pairs(runs: Sequence[Run], a0: int, a1: int, b0: int) -> Pairs:
    """The words between the runs, which are as many on both sides."""
    pairs: Pairs = []
    for run in (*runs, Run(a1, a1, 0, 0)):
        pairs += zip(range(a0, run.a0), range(b0, b0 + run.a0 - a0), strict=True)
        a0, b0 = run.a1, run.b1
    return pairs


def _without_islands(a: Article, pairs: Pairs, runs: Sequence[Run]) -> Pairs:
    dropped: set[int] = set()
    for before, after in pairwise(runs):
        island = range(before.a1, after.a0)
        if len(island) > _ISLAND or not all(is_function_word(a.keys[at]) for at in island):
            continue
        replaced = min(before.a1 - before.a0, before.b1 - before.b0) or min(after.a1 - after.a0, after.b1 - after.b0)
        around = sum(max(run.a1 - run.a0, run.b1 - run.b0) for run in (before, after))
        if replaced and around >= _SEA * len(island):
            dropped.update(island)
    return [(i, j) for i, j in pairs if i not in dropped] if dropped else pairs


def _slide(a: Article, b: Article, run: Run, a_first: int, b_first: int) -> Run:
    """A run that is empty on one side, moved to where it is a phrase: one that attributes, or one that follows a mark."""
    if run.a0 < run.a1 and run.b0 < run.b1:
        return run
    side, start, end, floor = (a, run.a0, run.a1, a_first) if run.a0 < run.a1 else (b, run.b0, run.b1, b_first)
    best, best_score = 0, _score(side, start, end)
    shift = 0
    while shift < min(_SLIDE, start - floor, (run.b0 - b_first) if side is a else (run.a0 - a_first)):
        if side.keys[start - shift - 1] != side.keys[end - shift - 1]:
            break
        shift += 1
        score = _score(side, start - shift, end - shift)
        if score > best_score:
            best, best_score = shift, score
    return Run(run.a0 - best, run.a1 - best, run.b0 - best, run.b1 - best) if best else run


def _parted(a: Article, b: Article, run: Run) -> list[Run]:
    """A run in which both sides have as many commas or brackets, cut at them: "Marrow, 43" is a name and a figure."""
    sides = [_cuts(article, first, last) for article, first, last in ((a, run.a0, run.a1), (b, run.b0, run.b1))]
    if len(sides[0]) != len(sides[1]):
        return [run]
    cuts = [(run.a0, run.b0), *zip(*sides, strict=True), (run.a1, run.b1)]
    return [Run(a0, a1, b0, b1) for (a0, b0), (a1, b1) in pairwise(cuts)]


def _cuts(article: Article, first: int, last: int) -> list[int]:
    return [at for at in range(first + 1, last) if _PARTS.search(article.text, article.ends[at - 1], article.starts[at])]


def _score(side: Article, start: int, end: int) -> tuple[int, bool]:
    before = side.text[side.ends[start - 1] : side.starts[start]] if start else "."
    after = side.text[side.ends[end - 1] : side.starts[end]] if end < len(side.keys) else "."
    return sum(side.laid[start:end]), not before.isspace() or not after.isspace()
