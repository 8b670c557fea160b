"""What is a pair of texts to each other, by what they share: a republication, a passage in common, or furniture in common?"""

import numpy as np
from numpy.typing import NDArray

from sayso.tracing.tables import Passages

REPUBLICATION, PASSAGE, BOILERPLATE, NOTHING = 0, 1, 2, -1

LONG = 24
"""Equal words of one passage that show that it was copied: two texts do not share them by chance, nor by one short quotation."""
BITS, TOTAL, LONGEST = 3, 40, 14
"""Or so many passages with so many equal words together, one of which has so many: a text that was rewritten or misread.

Two passages are enough where they are not quotations in both: two reporters may well have heard the same two sentences."""
BITS_SHARE = 0.125
"""The part of the shorter text that such passages must be together: three stock phrases of news are shared by chance, and the
more articles, the oftener."""
SHORT, SHORT_LEAST = 0.6, 10
"""In texts too short for that: this share of the shorter, and so many equal words."""
REPUBLISHED, REPUBLISHED_WORDS = 0.2, 50
"""Share of the shorter text, and equal words, from which it is a republication; of a text under a hundred words, half of it."""
MOST = 0.5
"""Share of the shorter text from which where it stands and whether it is quoted no longer matter."""
END_NOTE = 150
"""Equal words up to which what stands at the end of two texts that have nothing else in common is a note and not news."""
SLIGHT = 8
"""Equal words below which what else the two share does not count."""


def decide(
    passages: Passages,
    lengths_a: NDArray[np.int64],
    lengths_b: NDArray[np.int64],
    at_end: NDArray[np.bool_],
    quoting: NDArray[np.int8],
) -> NDArray[np.int8]:
    """The kind of each pair, NOTHING where it shares too little.  Furniture is neither in the passages nor in the lengths.

    `at_end` says of each passage whether it stands at the end of both texts, `quoting` in how many it stands in quotation marks.
    A text that quotes a passage did not republish it; where both quote it, one may have copied the other.
    """
    pair, count = passages.pair, len(lengths_a)

    def sum_of(values: NDArray[np.int64], chosen: NDArray[np.bool_] | slice = slice(None)) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = np.bincount(pair[chosen], values[chosen].astype(np.float64), count)  # type: ignore[assignment]
        return sums

    total, extent = sum_of(passages.matched), sum_of(passages.extent)
    number, unquoted_number = np.bincount(pair, minlength=count), np.bincount(pair[quoting < 2], minlength=count)
    longest = np.zeros(count, np.int64)
    np.maximum.at(longest, pair, passages.matched)
    shorter = np.minimum(lengths_a, lengths_b)
    bits = (number >= BITS) & (total >= TOTAL) | (unquoted_number > 1) & (sum_of(passages.matched, quoting < 2) >= TOTAL)
    bits &= (longest >= LONGEST) & (total >= BITS_SHARE * shorter)
    found = bits | (longest >= np.minimum(LONG, np.maximum(SHORT_LEAST, SHORT * shorter)))

    most = extent >= MOST * shorter
    note = ~most & (total <= END_NOTE) & (sum_of(passages.matched, ~at_end | (quoting > 0)) < SLIGHT)
    quotation = ~most & (sum_of(passages.matched, quoting != 1) < SLIGHT)
    enough = np.minimum(np.where(number > 1, TOTAL, REPUBLISHED_WORDS), MOST * shorter)
    republished = (total >= REPUBLISHED * shorter) & (total >= enough) & ~quotation
    kind = np.full(count, NOTHING, np.int8)
    kind[found] = PASSAGE
    kind[found & republished] = REPUBLICATION
    kind[found & note] = BOILERPLATE
    return kind
