"""Which stretches do two texts share?  Runs of equal words summed up as passages, and cut where a part is of another kind."""

import numpy as np
from numpy.typing import NDArray

from sayso.tracing.native import native
from sayso.tracing.tables import Pairs, Passages, Runs

QUOTED = 0.7
"""Share of its words in quotation marks from which a passage is a quotation; the rest is "he said" between its halves."""
EDGE = 20
"""Words of its own that a text may have after a passage that still stands at its end: a line of copyright, a list of tags."""


def sum_up(runs: Runs) -> Passages:
    """One row for each passage of the runs."""
    first = np.flatnonzero(np.diff(runs.passage, prepend=-1))
    if not len(first):
        return Passages(*(np.empty(0, np.int64) for _ in Passages._fields))
    last = np.append(first[1:], len(runs.pair)) - 1
    return Passages(
        runs.pair[first],
        runs.a[first].astype(np.int64),
        (runs.a[last] + runs.length[last]).astype(np.int64),
        runs.b[first].astype(np.int64),
        (runs.b[last] + runs.length[last]).astype(np.int64),
        np.add.reduceat(runs.length.astype(np.int64), first),
    )


def stand_at_end(passages: Passages, lengths_a: NDArray[np.int64], lengths_b: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each passage stands at the end of both texts: neither has words of its own after it, but for a line.

    What other passages of the pair hold is not a text's own; `lengths_a` and `lengths_b` are of the pairs.
    """
    own = np.empty((len(passages.pair), 2), np.int64)
    _own_words_after(*passages, lengths_a, lengths_b, own)
    return (own[:, 0] <= EDGE) & (own[:, 1] <= EDGE)


def find_repeats(passages: Passages) -> NDArray[np.bool_]:
    """Whether most of the first text's words in a passage are in another of the pair: what one says once and the other twice."""
    repeats = np.zeros(len(passages.pair), np.bool_)
    _find_repeats(passages.pair, passages.a_start, passages.a_end, repeats)
    return repeats


def count_quoting(passages: Passages, pairs: Pairs, quoted: NDArray[np.bool_]) -> NDArray[np.int8]:
    """In how many of its two texts each passage stands in quotation marks; `quoted` says so of each word of all texts."""
    count = np.zeros(len(passages.pair), np.int8)
    for begins, starts, ends in (
        (pairs.begins_a[passages.pair], passages.a_start, passages.a_end),
        (pairs.begins_b[passages.pair], passages.b_start, passages.b_end),
    ):
        count += _count(quoted, begins + starts, begins + ends) >= QUOTED * (ends - starts)
    return count


def without(passages: Passages, pairs: Pairs, marked: NDArray[np.bool_]) -> tuple[Passages, NDArray[np.int64]]:
    """The passages with places that count the words that are not marked, and how many of those each text has."""
    lengths = np.diff(pairs.bounds) - _count(marked, pairs.bounds[:-1], pairs.bounds[1:])
    a, b = pairs.begins_a[passages.pair], pairs.begins_b[passages.pair]
    before_a, before_b = _count(marked, a, a + passages.a_start), _count(marked, b, b + passages.b_start)
    counted = passages._replace(
        a_start=passages.a_start - before_a,
        a_end=passages.a_end - before_a - _count(marked, a + passages.a_start, a + passages.a_end),
        b_start=passages.b_start - before_b,
        b_end=passages.b_end - before_b - _count(marked, b + passages.b_start, b + passages.b_end),
    )
    return counted, lengths


def cut(runs: Runs, pairs: Pairs, marked: NDArray[np.bool_], gap: int, least: int) -> tuple[Runs, Runs]:
    """The parts of runs whose words are marked in neither text, and the other parts, each with passages of their own.

    What has more than `gap` words of the other kind within it is two passages; one of fewer than `least` equal words is left out.
    """
    begins = pairs.begins_a, pairs.begins_b
    sizes = _cut(*runs, marked, *begins, gap, *Runs.of_size(0), *Runs.of_size(0), False)
    free, rest = Runs.of_size(sizes[0]), Runs.of_size(sizes[1])
    _cut(*runs, marked, *begins, gap, *free, *rest, True)
    return _long_enough(free, least), _long_enough(rest, least)


def _long_enough(runs: Runs, least: int) -> Runs:
    if not len(runs.pair):
        return runs
    kept = np.bincount(runs.passage, runs.length)[runs.passage] >= least
    return Runs._make(column[kept] for column in runs)


@native
def _count(marked, starts, ends):  # type: ignore[no-untyped-def]  # arrays, typed by numba; so below
    """How many words are marked in each stretch of the table of all words."""
    counts = np.empty(len(starts), np.int64)
    for row in range(len(starts)):
        count = 0
        for at in range(starts[row], ends[row]):
            count += marked[at]
        counts[row] = count
    return counts


@native
def _find_repeats(pair, starts, ends, repeats):  # type: ignore[no-untyped-def]
    at = 0
    while at < len(pair):
        end = at + 1
        while end < len(pair) and pair[end] == pair[at]:
            end += 1
        if end - at > 1:
            reach = 0
            for row in at + np.argsort(starts[at:end], kind="mergesort"):
                if 2 * (reach - starts[row]) > ends[row] - starts[row]:
                    repeats[row] = True
                else:
                    reach = max(reach, ends[row])
        at = end


@native
def _own_words_after(pair, a_start, a_end, b_start, b_end, matched, lengths_a, lengths_b, own):  # type: ignore[no-untyped-def]
    at = 0
    while at < len(pair):
        end = at + 1
        while end < len(pair) and pair[end] == pair[at]:
            end += 1
        _own_on_one_side(a_start[at:end], a_end[at:end], lengths_a[pair[at]], own[at:end, 0])
        _own_on_one_side(b_start[at:end], b_end[at:end], lengths_b[pair[at]], own[at:end, 1])
        at = end


@native
def _own_on_one_side(starts, ends, length, own):  # type: ignore[no-untyped-def]
    if len(starts) == 1:
        own[0] = length - ends[0]
        return
    covered = 0
    reach = length
    for at in np.argsort(ends)[::-1]:
        own[at] = max(0, length - ends[at] - covered)
        if starts[at] < reach:
            covered += max(0, min(reach, ends[at]) - starts[at])
            reach = starts[at]


@native
def _cut(  # type: ignore[no-untyped-def]
    pair, passage, a, b, length, marked, begins_a, begins_b, gap, p0, q0, a0, b0, n0, p1, q1, a1, b1, n1, write
):
    counts = np.zeros(2, np.int64)
    numbers = np.full(2, -1, np.int64)
    passages = np.full(2, -1, np.int64)  # of the last part of each kind
    ends_a = np.zeros(2, np.int64)
    ends_b = np.zeros(2, np.int64)
    for run in range(len(pair)):
        in_a, in_b = begins_a[pair[run]] + a[run], begins_b[pair[run]] + b[run]
        at = 0
        while at < length[run]:
            kind = int(marked[in_a + at] or marked[in_b + at])
            end = at + 1
            while end < length[run] and int(marked[in_a + end] or marked[in_b + end]) == kind:
                end += 1
            if passages[kind] != passage[run] or a[run] + at - ends_a[kind] > gap or b[run] + at - ends_b[kind] > gap:
                numbers[kind] += 1
                passages[kind] = passage[run]
            ends_a[kind], ends_b[kind] = a[run] + end, b[run] + end
            if write:
                to = counts[kind]
                if kind == 0:
                    p0[to], q0[to], a0[to], b0[to], n0[to] = pair[run], numbers[0], a[run] + at, b[run] + at, end - at
                else:
                    p1[to], q1[to], a1[to], b1[to], n1[to] = pair[run], numbers[1], a[run] + at, b[run] + at, end - at
            counts[kind] += 1
            at = end
    return counts
