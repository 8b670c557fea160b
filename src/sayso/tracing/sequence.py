"""Which items do two sequences have in common, in order?  Exact where they are short, anchored where they are long."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

_CELLS = 4_000_000
"""Product of lengths up to which the longest common subsequence is found exactly: 2,000 words by 2,000, 4 ms."""
_LEVELS = 6
"""How often a stretch is cut at its anchors before it is cut by length: each level reads it once, so the whole stays linear."""
_PIECE = 2_000
"""Items of a piece where there are no anchors; the square is `_CELLS`."""

Pairs = list[tuple[int, int]]


def common(a: Sequence[str], b: Sequence[str]) -> Pairs:
    """Ascending pairs of places at which the same item stands in both.

    >>> common("the ferry sank".split(), "the old ferry sank".split())
    [(0, 0), (1, 2), (2, 3)]
    """
    pairs: Pairs = []
    todo = [(0, len(a), 0, len(b), 0)]
    while todo:
        a0, a1, b0, b1, level = todo.pop()
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            pairs.append((a0, b0))
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
            pairs.append((a1, b1))
        if a0 == a1 or b0 == b1:
            continue
        if (a1 - a0) * (b1 - b0) <= _CELLS:
            pairs += [(a0 + i, b0 + j) for i, j in _longest(a[a0:a1], b[b0:b1])]
            continue
        anchors = _anchors(a, b, a0, a1, b0, b1) if level < _LEVELS else []
        if anchors:
            todo += _between(anchors, a0, a1, b0, b1, level + 1)
            pairs += anchors
        else:
            todo += _pieces(a0, a1, b0, b1)
    return sorted(pairs)


def longest_chain(pairs: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[int]:
    """The numbers of those pairs that ascend on both sides and weigh most together, in order."""
    order = sorted(range(len(pairs)), key=lambda at: (pairs[at][0], -pairs[at][1]))
    places = {place: rank for rank, place in enumerate(sorted({j for _, j in pairs}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)  # a Fenwick tree: heaviest chain that ends at or before a place
    before = [-1] * len(pairs)
    for at in order:
        rank = places[pairs[at][1]]
        weight, last = 0, -1
        step = rank - 1
        while step:
            if best[step][0] > weight:
                weight, last = best[step]
            step &= step - 1
        before[at] = last
        weight += weights[at]
        while rank < len(best):
            if weight > best[rank][0]:
                best[rank] = (weight, at)
            rank += rank & -rank
    weight, at = 0, -1
    step = len(places)
    while step:
        if best[step][0] > weight:
            weight, at = best[step]
        step &= step - 1
    chain = []
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _longest(a: Sequence[str], b: Sequence[str]) -> Pairs:
    """The longest common subsequence by rows of bits (Hyyrö 2004): one row an item of `a`, one bit an item of `b`.

    A bit is 0 where the row's subsequence grows.  Of several that are as long, the same is taken whichever side comes first.
    """
    if list(b) < list(a):
        return [(i, j) for j, i in _longest(b, a)]
    places: dict[str, int] = {}
    for j, item in enumerate(b):
        places[item] = places.get(item, 0) | 1 << j
    full = (1 << len(b)) - 1
    row, rows = full, []
    for item in a:
        met = row & places.get(item, 0)
        row = ((row + met) | (row - met)) & full
        rows.append(row)
    pairs: Pairs = []
    i, j = len(a), len(b)
    while i and j:
        if rows[i - 1] >> (j - 1) & 1:
            j -= 1
            continue
        i -= 1
        if i and not rows[i - 1] >> (j - 1) & 1:
            continue
        j -= 1
        pairs.append((i, j))
    return pairs


def _anchors(a: Sequence[str], b: Sequence[str], a0: int, a1: int, b0: int, b1: int) -> Pairs:
    """The most pairs in order of items that stand once in either stretch, or else equally often in both."""
    in_a, in_b = Counter(a[a0:a1]), Counter(b[b0:b1])
    for often in (False, True):
        where: dict[tuple[str, int], int] = {}
        seen: Counter[str] = Counter()
        for j in range(b0, b1):
            item = b[j]
            if in_a[item] == in_b[item] and (often or in_b[item] == 1):
                where[item, seen[item]] = j
                seen[item] += 1
        seen.clear()
        pairs: Pairs = []
        for i in range(a0, a1):
            item = a[i]
            j = where.get((item, seen[item]), -1)
            if j >= 0:
                pairs.append((i, j))
                seen[item] += 1
        if pairs:
            return _ascending(pairs)
    return []


def _ascending(pairs: Pairs) -> Pairs:
    """The longest run of `pairs`, which ascend on the first side, that ascends on the second."""
    ends: list[int] = []
    heads: list[int] = []
    before = []
    for at, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        if length == len(ends):
            ends.append(j)
            heads.append(at)
        else:
            ends[length], heads[length] = j, at
        before.append(heads[length - 1] if length else -1)
    at, chain = heads[-1], []
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _between(anchors: Pairs, a0: int, a1: int, b0: int, b1: int, level: int) -> list[tuple[int, int, int, int, int]]:
    gaps = []
    for i, j in (*anchors, (a1, b1)):
        if a0 < i and b0 < j:
            gaps.append((a0, i, b0, j, level))
        a0, b0 = i + 1, j + 1
    return gaps


def _pieces(a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int, int, int, int]]:
    """The stretch cut into pieces at the same shares of both sides."""
    count = -(-max(a1 - a0, b1 - b0) // _PIECE)
    cuts = [(a0 + (a1 - a0) * k // count, b0 + (b1 - b0) * k // count) for k in range(count + 1)]
    return [(*_sides(cuts[k], cuts[k + 1]), _LEVELS) for k in range(count)]


def _sides(start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int, int, int]:
    return start[0], end[0], start[1], end[1]
