"""Which words of a text are furniture?  Passages that it shares with strangers: texts that have nothing else in common with it.

Counted are texts that hold the passage, never texts that hold a word or phrase of it, so the answer does not drift as an archive
grows: two dozen words do not recur by chance.
"""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.tracing.native import native
from sayso.tracing.tables import Pairs, Passages, Runs

STRANGERS_AT_END = 2
"""Unrelated groups of texts besides its own that hold a passage at the end of a text, from which it is furniture."""
STRANGERS_WITHIN = 5
"""The same elsewhere in a text, where a paragraph that three articles share may be a paragraph of news."""
MINOR = 0.35
"""Share of the shorter text below which a passage says nothing about where the whole of it came from."""
LONELY = 24
"""Words outside the passage from which two texts share more than that one passage: as many as make a copy."""
_ROUNDS = 2
"""How often the marks are carried over: to the texts that share a passage with one where it is marked, and on to theirs."""

Marks = Sequence[int]
"""Words of a text that are furniture: where stretches of them begin and end, in turn."""


def find_furniture(
    passages: Passages,
    pairs: Pairs,
    groups: NDArray[np.int64],
    at_end: NDArray[np.bool_],
    quoting: NDArray[np.int8],
) -> NDArray[np.bool_]:
    """For each word of all texts, whether it is furniture.

    `groups` says which texts are surely related; `at_end` and `quoting`, of each passage, whether it stands at the end of its
    texts and in how many of them in quotation marks.  What many quote is news and not furniture.
    """
    pair = passages.pair
    shorter = np.minimum(pairs.lengths_a, pairs.lengths_b)[pair]
    shared = np.bincount(pair, passages.extent, len(pairs.a))[pair]
    strange = (
        (groups[pairs.a] != groups[pairs.b])[pair]
        & (shared - passages.extent < LONELY)
        & (passages.extent < MINOR * shorter)
        & (quoting == 0)
    )
    marked = np.zeros(pairs.bounds[-1], np.bool_)
    for chosen, strangers in ((strange, STRANGERS_WITHIN), (strange & at_end, STRANGERS_AT_END)):
        kept = np.flatnonzero(chosen)
        texts = np.concatenate((pairs.a[pair[kept]], pairs.b[pair[kept]]))
        others = groups[np.concatenate((pairs.b[pair[kept]], pairs.a[pair[kept]]))]
        starts = np.concatenate((passages.a_start[kept], passages.b_start[kept]))
        ends = np.concatenate((passages.a_end[kept], passages.b_end[kept]))
        order = np.lexsort((starts, others, texts))
        _mark_held_by(strangers, texts[order], others[order], starts[order], ends[order], pairs.bounds, marked)
    return marked


def carry_over(marked: NDArray[np.bool_], runs: Runs, pairs: Pairs) -> NDArray[np.bool_]:
    """The marks, and the same words in the other text of each run, and what stands between two runs both of which are marked."""
    for _ in range(_ROUNDS):
        marked = _carry_over(*runs, pairs.begins_a, pairs.begins_b, marked)
    return marked


def add_marks(marked: NDArray[np.bool_], bounds: NDArray[np.int64], known: Sequence[Marks]) -> None:
    """Mark what is known of each text; `bounds` say where the words of each begin and end."""
    for start, marks in zip(bounds[:-1].tolist(), known, strict=True):
        for begin, end in zip(marks[::2], marks[1::2], strict=True):
            marked[start + begin : start + end] = True


def find_marks(marked: NDArray[np.bool_], bounds: NDArray[np.int64]) -> Iterator[Marks]:
    """The marks of each text."""
    for start, end in itertools.pairwise(bounds.tolist()):
        yield np.flatnonzero(np.diff(marked[start:end], prepend=False, append=False)).tolist()


@native
def _mark_held_by(strangers, texts, others, starts, ends, bounds, marked):  # type: ignore[no-untyped-def]  # arrays, typed by numba; so below
    """Mark the words that at least so many different `others` hold; rows sorted by text, other and start."""
    longest = 0
    for text in texts:
        longest = max(longest, bounds[text + 1] - bounds[text])
    changes = np.zeros(longest + 1, np.int32)
    at = 0
    while at < len(texts):
        text = texts[at]
        while at < len(texts) and texts[at] == text:
            other = others[at]
            reach = 0  # what this other holds already
            while at < len(texts) and texts[at] == text and others[at] == other:
                if ends[at] > reach:
                    changes[max(starts[at], reach)] += 1
                    changes[ends[at]] -= 1
                    reach = ends[at]
                at += 1
        held = 0
        for word in range(bounds[text + 1] - bounds[text]):
            held += changes[word]
            changes[word] = 0
            if held >= strangers:
                marked[bounds[text] + word] = True
        changes[bounds[text + 1] - bounds[text]] = 0


@native
def _carry_over(pair, passage, a, b, length, begins_a, begins_b, marked):  # type: ignore[no-untyped-def]
    carried = marked.copy()
    for run in range(len(pair)):
        in_a, in_b = begins_a[pair[run]] + a[run], begins_b[pair[run]] + b[run]
        for word in range(length[run]):
            if marked[in_a + word]:
                carried[in_b + word] = True
            elif marked[in_b + word]:
                carried[in_a + word] = True
        if run > 0 and passage[run - 1] == passage[run]:
            left_a = begins_a[pair[run]] + a[run - 1] + length[run - 1]
            left_b = begins_b[pair[run]] + b[run - 1] + length[run - 1]
            if (marked[left_a - 1] and marked[in_a]) or (marked[left_b - 1] and marked[in_b]):
                carried[left_a:in_a] = True
                carried[left_b:in_b] = True
    return carried
