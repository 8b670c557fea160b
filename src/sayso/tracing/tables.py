"""What do the steps of tracing hand on to each other?  Columns of numbers, which hold a million articles in a gigabyte."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WORDS = 5
"""Words of a gram: an error of OCR costs five grams.  Eight words, sampled by half, found as much in an index twice as large."""


class Tokens(NamedTuple):
    """The words of some texts, one after another: those of text `i` are ``bounds[i]`` to ``bounds[i + 1]``.

    `starts` and `ends` are code points within the text itself; `quoted` says whether the word stands in quotation marks.
    """

    bounds: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    quoted: NDArray[np.bool_]


class Grams(NamedTuple):
    """Kept grams, and the number of the text that each is of."""

    hashes: NDArray[np.uint64]
    texts: NDArray[np.uint32]


class Pairs(NamedTuple):
    """Pairs of texts, as numbers, and where the words of each text begin in the table of all words."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    bounds: NDArray[np.int64]

    @property
    def begins_a(self) -> NDArray[np.int64]:
        """Where the words of the first text of each pair begin."""
        return self.bounds[self.a]

    @property
    def begins_b(self) -> NDArray[np.int64]:
        """Where the words of the second text of each pair begin."""
        return self.bounds[self.b]

    @property
    def lengths_a(self) -> NDArray[np.int64]:
        """Words of the first text of each pair."""
        return np.diff(self.bounds)[self.a]

    @property
    def lengths_b(self) -> NDArray[np.int64]:
        """Words of the second text of each pair."""
        return np.diff(self.bounds)[self.b]


class Runs(NamedTuple):
    """Runs of equal words, in the order of the pairs, and within a pair passage by passage.

    `passage` numbers the passages on through all pairs; `a` and `b` are places in the words of each text, `length` in words.
    """

    pair: NDArray[np.int64]
    passage: NDArray[np.int64]
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    length: NDArray[np.int32]

    @classmethod
    def of_size(cls, size: int) -> "Runs":
        """Room for so many runs."""
        return cls(np.empty(size, np.int64), np.empty(size, np.int64), *(np.empty(size, np.int32) for _ in range(3)))


class Passages(NamedTuple):
    """Stretches that pairs of texts share, in the order of the pairs; places count words and are half-open.

    `matched` is how many words are equal.
    """

    pair: NDArray[np.int64]
    a_start: NDArray[np.int64]
    a_end: NDArray[np.int64]
    b_start: NDArray[np.int64]
    b_end: NDArray[np.int64]
    matched: NDArray[np.int64]

    @property
    def extent(self) -> NDArray[np.int64]:
        """Words from the first equal word to the last, in the text where they are fewer."""
        words: NDArray[np.int64] = np.minimum(self.a_end - self.a_start, self.b_end - self.b_start)
        return words
