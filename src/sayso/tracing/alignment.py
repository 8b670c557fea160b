"""Where do two texts say the same?  Runs of equal words, found by anchors of three, and chained into passages.

A run is as long as the words are equal.  Runs that follow each other in both texts, at most twelve words apart and by about as
much in one as in the other, are one passage: an edited sentence, a word misread by OCR or a line between do not end it.
"""

import numpy as np
from numpy.typing import NDArray

from sayso.tracing.native import native
from sayso.tracing.tables import Pairs, Runs

ANCHOR = 3
"""Words that must be equal for a run to begin: two are mostly grammar, and four lose the text between two errors of OCR."""
GAP = 12
"""Words of either text that may stand between two runs of a passage: a short sentence, or the head of a page."""
DRIFT = 6
"""By how many words the gap of one text may be longer than that of the other."""
LEAST = 8
"""Equal words below which a passage is not kept at all: such phrases belong to the language."""

_TRIES = 12
"""Places of one anchor that are tried: a text of one sentence over and over stays as cheap as any other."""
_LIVE = 4
"""Passages that can be under way at once, where a text has been put into another order."""
_ROOM = 1 << 18
"""Runs that are written at a time."""
_FIRST, _SECOND, _THIRD = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D)  # the primes of xxHash, 32 bits


A, B, LENGTH, CHAIN = range(4)
"""Columns of a run while a pair is worked on."""
MATCHED, NEXT, NUMBER = range(4, 7)
"""Columns of a passage in the same rows: equal words, where its next run is written, and its number."""


def align(words: NDArray[np.uint32], pairs: Pairs) -> Runs:
    """The runs that the two texts of each pair share.

    Pairs with the same first text should follow each other: its places are then written down once.
    """
    longest = int(np.diff(pairs.bounds).max(initial=1))
    places = 1 << max(11, longest.bit_length() + 2)
    head, noted = np.empty(places, np.int32), np.empty(places, np.uint8)
    following = np.empty(longest, np.int32)
    scratch = np.empty((longest // ANCHOR + 2, 7), np.int64)
    anchors = np.empty(longest, np.uint32)
    parts: list[Runs] = []
    pair = passages = 0
    while pair < len(pairs.a):
        room = _ROOM + len(scratch)
        part = Runs.of_size(room)
        pair, count, passages = _align(words, anchors, *pairs, pair, passages, head, noted, following, scratch, *part)
        parts.append(Runs._make(column[:count].copy() for column in part))
    if not parts:
        return Runs.of_size(0)
    columns = [list(column) for column in zip(*parts, strict=True)]
    parts.clear()
    return Runs._make(np.concatenate(columns.pop(0)) for _ in Runs._fields)  # each given back as soon as it is joined


@native
def _align(  # type: ignore[no-untyped-def]  # arrays, typed by numba; so below
    words,
    anchors,
    firsts,
    seconds,
    bounds,
    pair,
    passages,
    head,
    noted,
    following,
    scratch,
    out_pair,
    out_passage,
    out_a,
    out_b,
    out_length,
):
    """Align pairs from `pair` on until there is no more room; the next pair, the runs written and the passages so far."""
    count = 0
    held = -1  # the text whose places `head` holds
    bits = 11
    while pair < len(firsts) and count + len(scratch) <= len(out_a):
        first, second = firsts[pair], seconds[pair]
        one, other = words[bounds[first] : bounds[first + 1]], words[bounds[second] : bounds[second + 1]]
        if first != held:
            held = first
            _note(one, anchors)
            bits = 11
            while 1 << bits < 4 * len(one):
                bits += 1
            head[: 1 << bits] = -1
            noted[: 1 << bits] = 0
            for at in range(len(one) - ANCHOR, -1, -1):
                place = anchors[at] >> np.uint32(32 - bits)
                following[at] = head[place]
                head[place] = at
                noted[place] |= _bit(anchors[at])
        _note(other, anchors)
        runs = _find_runs(one, other, anchors, head, noted, following, bits, scratch)
        kept, passages = _chain(scratch, runs, passages)
        for run in range(runs):
            chain = scratch[run, CHAIN]
            if scratch[chain, MATCHED] < LEAST:
                continue
            to = count + scratch[chain, NEXT]
            scratch[chain, NEXT] += 1
            out_pair[to], out_passage[to] = pair, scratch[chain, NUMBER]
            out_a[to], out_b[to], out_length[to] = scratch[run, A], scratch[run, B], scratch[run, LENGTH]
        count += kept
        pair += 1
    return pair, count, passages


@native
def _note(words, anchors):  # type: ignore[no-untyped-def]
    """Write for each word what tells it and the two after it from others; the first bits say where in the table they are noted.

    In 32 bits, of which processors multiply eight at a time: words are hashes that are spread already.
    """
    for at in range(len(words) - ANCHOR + 1):
        anchors[at] = np.uint32(words[at] * _FIRST + words[at + 1] * _SECOND + words[at + 2] * _THIRD)


@native
def _bit(anchor):  # type: ignore[no-untyped-def]
    """Which of eight bits says that an anchor is noted: of the other anchors at its place, one in eight has the same."""
    return np.uint8(1) << np.uint8(anchor & np.uint32(7))


@native
def _find_runs(one, other, anchors, head, noted, following, bits, scratch):  # type: ignore[no-untyped-def]
    """Go through `other` and take, at each word, the longest run of `one` that begins with it; how many there are.

    Among equals the one that goes on where the last ended is taken, then the first.
    """
    count = 0
    here = 0
    diagonal = 0
    shift = np.uint32(32 - bits)
    while here <= len(other) - ANCHOR:
        place = anchors[here] >> shift
        if not noted[place] & _bit(anchors[here]):
            here += 1
            continue
        at = head[place]
        best = best_at = 0
        tries = 0
        while at >= 0 and tries < _TRIES:
            tries += 1
            length = 0
            room = min(len(one) - at, len(other) - here)
            while length < room and one[at + length] == other[here + length]:
                length += 1
            if length > best or (length == best and abs(at - here - diagonal) < abs(best_at - here - diagonal)):
                best, best_at = length, at
            at = following[at]
        if best >= ANCHOR:
            scratch[count, A], scratch[count, B], scratch[count, LENGTH] = best_at, here, best
            diagonal = best_at - here
            count += 1
            here += best
        else:
            here += 1
    return count


@native
def _chain(scratch, runs, number):  # type: ignore[no-untyped-def]
    """Give each run its passage, and each passage that is kept its number and place; the runs kept, and the next number."""
    chains = 0
    live = np.full(_LIVE, -1, np.int64)  # the passages under way
    last = np.zeros(_LIVE, np.int64)  # and the last run of each
    for run in range(runs):
        a, b, length = scratch[run, A], scratch[run, B], scratch[run, LENGTH]
        best = -1
        least = DRIFT + 1
        oldest = 0
        for slot in range(_LIVE):
            if live[slot] < 0:
                if live[oldest] >= 0:
                    oldest = slot
                continue
            gap_a = a - scratch[last[slot], A] - scratch[last[slot], LENGTH]
            gap_b = b - scratch[last[slot], B] - scratch[last[slot], LENGTH]
            if 0 <= gap_a <= GAP and gap_b <= GAP and abs(gap_a - gap_b) < least:
                best, least = slot, abs(gap_a - gap_b)
            if live[oldest] >= 0 and last[slot] < last[oldest]:
                oldest = slot
        if best < 0:
            best = oldest
            live[best] = chains
            scratch[chains, MATCHED] = scratch[chains, NEXT] = 0
            chains += 1
        chain = live[best]
        last[best] = run
        scratch[run, CHAIN] = chain
        scratch[chain, MATCHED] += length
        scratch[chain, NEXT] += 1
    kept = 0
    for chain in range(chains):
        if scratch[chain, MATCHED] >= LEAST:
            runs_of_it = scratch[chain, NEXT]
            scratch[chain, NEXT] = kept
            scratch[chain, NUMBER] = number
            kept += runs_of_it
            number += 1
    return kept, number
