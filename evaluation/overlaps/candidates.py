"""Which articles of an archive share eight words in a row?  Found by plain counting, without anything of sayso's own.

``python -m evaluation.overlaps.candidates FOLDER`` prints each pair of a folder of texts: names, how many eight-word grams the
two share, how many words their longest shared run has, and the places of all shared runs in both, the longest first.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
GRAM = 8
"""Words in a row: seven or fewer are shared by a great many articles about one election."""
HELD_BY = 20
"""A gram that more articles hold says nothing of any two of them."""

Place = tuple[int, int]  # half-open, code points of the text
Word = tuple[str, int, int]  # as it is compared, and where it stands
Run = tuple[int, int, int]  # equal words: where they start in a and in b, and how many they are


class Candidate(NamedTuple):
    """Two texts that share something, and where."""

    a: str
    b: str
    grams: int
    longest: int
    places: tuple[tuple[Place, Place], ...]


def find_candidates(texts: Mapping[str, str]) -> Iterator[Candidate]:
    """Each pair that shares a gram, by name."""
    words = {name: split(texts[name]) for name in sorted(texts)}
    holders = defaultdict(list)
    for name, found in words.items():
        for gram in dict.fromkeys(_grams(found)):
            holders[gram].append(name)
    shared = defaultdict(set)
    for gram, names in holders.items():
        if len(names) <= HELD_BY:
            for pair in combinations(names, 2):
                shared[pair].add(gram)
    for (a, b), grams in sorted(shared.items()):
        runs = _runs(words[a], words[b], grams)
        places = tuple((_place(words[a], at, length), _place(words[b], bt, length)) for at, bt, length in runs)
        yield Candidate(a, b, len(grams), runs[0][2], places)


def split(text: str) -> list[Word]:
    """The words of a text; a curved apostrophe is a straight one, and case says nothing."""
    return [(one.group().lower().replace("’", "'"), one.start(), one.end()) for one in WORD.finditer(text)]


def _grams(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    plain = [word for word, _, _ in words]
    return (tuple(plain[at : at + GRAM]) for at in range(len(plain) - GRAM + 1))


def _runs(a: Sequence[Word], b: Sequence[Word], grams: set[tuple[str, ...]]) -> list[Run]:
    """The runs of equal words, the longest first; a word of either text belongs to one run only."""
    where = defaultdict(list)
    for bt, gram in enumerate(_grams(b)):
        if gram in grams:
            where[gram].append(bt)
    lengths: dict[tuple[int, int], int] = {}  # by where a run starts in both
    running: dict[int, tuple[int, int]] = {}  # by where the gram before stands in b, the run that it belongs to
    for at, gram in enumerate(_grams(a)):
        running = {bt: running.get(bt - 1, (at, bt)) for bt in where.get(gram, ())}
        lengths |= {start: at - start[0] + GRAM for start in running.values()}
    kept: list[Run] = []
    for (at, bt), length in sorted(lengths.items(), key=lambda one: (-one[1], one[0])):
        apart = all((at + length <= x or x + n <= at) and (bt + length <= y or y + n <= bt) for x, y, n in kept)
        if apart:
            kept.append((at, bt, length))
    return kept


def _place(words: Sequence[Word], start: int, length: int) -> Place:
    return words[start][1], words[start + length - 1][2]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for one in find_candidates({path.stem: path.read_bytes().decode("utf-8") for path in folder.glob("*.txt")}):
        places = " ".join("{}-{}={}-{}".format(*a, *b) for a, b in one.places)
        print(one.a, one.b, one.grams, one.longest, places, sep="\t")
