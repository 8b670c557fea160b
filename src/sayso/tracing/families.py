"""Which texts belong together?  Groups of texts that are joined by pairs, directly or by way of others."""

import numpy as np
from numpy.typing import NDArray

from sayso.tracing.native import native
from sayso.tracing.tables import Pairs, Passages

WHOLE = 0.7
"""Share of the longer text from which two texts are the same but for some words."""
CONTAINED = 0.8
"""Share of the shorter text from which it is a part of the longer."""
SEVERAL = 0.2
"""Share of the shorter text that two or more passages away from its end must hold to show that one was made from the other."""


def join(size: int, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of `size` texts the smallest text that it is joined with, directly or by way of others; itself where alone.

    >>> join(5, np.array([0, 3]), np.array([2, 4])).tolist()
    [0, 1, 0, 3, 3]
    """
    group = np.arange(size)
    _join(group, a, b)
    return group


def find_kin(passages: Passages, pairs: Pairs, minor_end: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Groups of texts that are surely related, before it is known what is furniture; `minor_end` marks what may well be.

    A text that is part of others joins the one it shares most with, and no more.  A page that holds nothing but furniture then
    does not make one family of all pages with that furniture, however many there are.
    """
    a, b, _ = pairs
    lengths_a, lengths_b = pairs.lengths_a, pairs.lengths_b
    shorter, longer = np.minimum(lengths_a, lengths_b), np.maximum(lengths_a, lengths_b)
    shared = np.bincount(passages.pair, passages.extent, len(a))
    inner = np.bincount(passages.pair[~minor_end], minlength=len(a))
    whole = shared >= WHOLE * longer
    contained = ~whole & (shared >= CONTAINED * shorter)
    several = ~whole & (inner >= 2) & (shared >= SEVERAL * shorter)
    from_a = several | (contained & (lengths_a <= lengths_b))
    from_b = several | (contained & (lengths_b < lengths_a))
    texts = np.concatenate((a[from_a], b[from_b]))
    partners = np.concatenate((b[from_a], a[from_b]))
    order = np.lexsort((partners, -np.concatenate((shared[from_a], shared[from_b])), texts))
    best = order[np.flatnonzero(np.diff(texts[order], prepend=-1))]
    joined = np.concatenate((a[whole], texts[best])), np.concatenate((b[whole], partners[best]))
    return join(len(pairs.bounds) - 1, *joined)


@native
def _join(group, a, b):  # type: ignore[no-untyped-def]  # arrays, typed by numba
    for pair in range(len(a)):
        one, other = a[pair], b[pair]
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        while group[other] != other:
            group[other] = group[group[other]]
            other = group[other]
        if one < other:
            group[other] = one
        else:
            group[one] = other
    for text in range(len(group)):
        root = text
        while group[root] != root:
            root = group[root]
        group[text] = root
