"""Which pairs of texts are worth comparing word by word?  Those that share two grams or more.

A gram that stands in many texts is not dropped, nor does it pair them all: each text is paired with the next few that hold it, so
the work grows with the texts and not with their square, and no stretch is lost for being printed often.
"""

import numpy as np
from numpy.typing import NDArray

from sayso.tracing.native import native
from sayso.tracing.tables import Grams

SHARED = 2
"""Grams that a pair must share: one alone is mostly a phrase of the language."""
OFTEN = 64
"""Texts that hold a gram, above which they are no longer all paired: families of copies of that size are listed pair by pair."""
NEXT = 4
"""How many of the texts that follow each is then paired with: it meets eight others, enough to see whether they are strangers."""

_COUNTERS_A_GRAM = 8
"""Two-bit counters for each gram, by which a gram that stands once is told: one in eight of those is kept for nothing."""
_PAIRS_AT_A_TIME = 1 << 25
"""Pairs that are counted together: 256 MB.  There are as many rounds as needed, and the answer is the same."""

_LOW32 = np.uint64(0xFFFFFFFF)
_32, _ONE = np.uint64(32), np.uint64(1)


def find_candidates(grams: list[Grams], order: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """First and second text of each pair, sorted, as ranks; ``order[text]`` is the rank of a text, which stands for it here.

    The rank comes from the texts themselves, never from the order in which they were given, so that the same pairs are found
    whatever came first.  The list of grams is emptied on the way: in a large archive they are most of the memory.
    """
    hashes, ranks = _recurring(grams, order)
    sorting = np.argsort(hashes)
    hashes, ranks = hashes[sorting], ranks[sorting]
    del sorting
    counts = np.zeros(len(order) + 1, np.int64)
    _settle(hashes, ranks, counts)
    firsts: list[NDArray[np.uint32]] = []
    seconds: list[NDArray[np.uint32]] = []
    sums = np.cumsum(counts)
    low = 0
    while low < len(order):
        before = sums[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(sums, before + _PAIRS_AT_A_TIME, side="right")))
        pairs = np.empty(sums[min(high, len(order)) - 1] - before, np.uint64)
        _pair(hashes, ranks, low, high, pairs)
        pairs.sort()
        pairs = pairs[: _keep_shared(pairs)]
        firsts.append((pairs >> _32).astype(np.uint32))
        seconds.append((pairs & _LOW32).astype(np.uint32))
        low = high
    if not firsts:
        return np.empty(0, np.uint32), np.empty(0, np.uint32)
    return np.concatenate(firsts), np.concatenate(seconds)


def _recurring(grams: list[Grams], order: NDArray[np.uint32]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """The grams that stand twice or more, and a few others; each with the rank of its text."""
    total = sum(len(part.hashes) for part in grams)
    bits = max(16, (total * _COUNTERS_A_GRAM).bit_length() - 1)
    counters = np.zeros(1 << (bits - 2), np.uint8)  # four in a byte
    mask = np.uint64((1 << bits) - 1)
    for part in grams:
        _count(part.hashes, counters, mask)
    hashes: list[NDArray[np.uint64]] = []
    ranks: list[NDArray[np.uint32]] = []
    while grams:
        part = grams.pop()
        kept = np.flatnonzero(_counted_twice(part.hashes, counters, mask))
        hashes.append(part.hashes[kept])
        ranks.append(order[part.texts[kept]])
    if not hashes:
        return np.empty(0, np.uint64), np.empty(0, np.uint32)
    return np.concatenate(hashes), np.concatenate(ranks)


@native
def _count(hashes, counters, mask):  # type: ignore[no-untyped-def]  # arrays, typed by numba; so below
    for at in range(len(hashes)):
        place = hashes[at] & mask
        shift = np.uint8((place & np.uint64(3)) * np.uint64(2))
        byte = counters[place >> np.uint64(2)]
        if (byte >> shift) & 3 < 2:
            counters[place >> np.uint64(2)] = byte + (np.uint8(1) << shift)


@native
def _counted_twice(hashes, counters, mask):  # type: ignore[no-untyped-def]
    twice = np.zeros(len(hashes), np.bool_)
    for at in range(len(hashes)):
        place = hashes[at] & mask
        shift = np.uint8((place & np.uint64(3)) * np.uint64(2))
        twice[at] = (counters[place >> np.uint64(2)] >> shift) & 3 > 1
    return twice


@native
def _settle(hashes, ranks, counts):  # type: ignore[no-untyped-def]
    """Sort the ranks of each gram, and count how many pairs begin with each rank."""
    at = 0
    while at < len(hashes):
        end = at + 1
        while end < len(hashes) and hashes[end] == hashes[at]:
            end += 1
        if end - at == 2:
            if ranks[at] > ranks[at + 1]:
                ranks[at], ranks[at + 1] = ranks[at + 1], ranks[at]
        elif end - at > 2:
            ranks[at:end] = np.sort(ranks[at:end])
        reach = end - at if end - at <= OFTEN else NEXT
        for one in range(at, end):
            if one > at and ranks[one] == ranks[one - 1]:
                continue
            found = 0
            other = one + 1
            last = ranks[one]
            while other < end and found < reach:
                if ranks[other] != last:
                    last = ranks[other]
                    found += 1
                other += 1
            counts[ranks[one]] += found
        at = end


@native
def _pair(hashes, ranks, low, high, pairs):  # type: ignore[no-untyped-def]
    """Write the pairs whose first rank is from `low` to below `high`, once for each gram they share."""
    count = 0
    at = 0
    while at < len(hashes):
        end = at + 1
        while end < len(hashes) and hashes[end] == hashes[at]:
            end += 1
        reach = end - at if end - at <= OFTEN else NEXT
        for one in range(at, end):
            if ranks[one] < low or ranks[one] >= high or (one > at and ranks[one] == ranks[one - 1]):
                continue
            found = 0
            other = one + 1
            last = ranks[one]
            while other < end and found < reach:
                if ranks[other] != last:
                    last = ranks[other]
                    pairs[count] = np.uint64(ranks[one]) << _32 | np.uint64(last)
                    count += 1
                    found += 1
                other += 1
        at = end


@native
def _keep_shared(pairs):  # type: ignore[no-untyped-def]
    """Move the pairs that stand often enough to the front, once each; how many they are."""
    count = 0
    at = 0
    while at < len(pairs):
        end = at + 1
        while end < len(pairs) and pairs[end] == pairs[at]:
            end += 1
        if end - at >= SHARED:
            pairs[count] = pairs[at]
            count += 1
        at = end
    return count
