"""By which few marks is a text known again?  A fixed sample of its runs of five words, each as a 64-bit number.

Whether a run is kept depends on its words alone, so every copy keeps the same ones, whatever stands around them, and the marks of
one text can be made today and compared with those of another made next year.
"""

import numpy as np

from sayso.tracing.native import native
from sayso.tracing.tables import WORDS, Grams, Tokens

_DROPPED_BITS = np.uint64(62)
"""A gram is kept where the two bits above are 0: one in four, so 24 copied words keep two or more with a probability of .97."""

_SEED = np.uint64(0x9E3779B97F4A7C15)
_FACTOR = np.uint64(0xD6E8FEB86659FD93)
_32 = np.uint64(32)
_ZERO = np.uint64(0)


def sample_grams(tokens: Tokens) -> Grams:
    """The grams of each text that are kept, in the order in which they stand, after two for the whole text."""
    room = len(tokens.hashes) + 2 * len(tokens.bounds)
    hashes, texts = np.empty(room, np.uint64), np.empty(room, np.uint32)
    keys = np.empty(len(tokens.bounds) - 1, np.uint64)
    count = _sample(tokens.hashes, tokens.bounds, hashes, texts, keys)
    return Grams(hashes[:count].copy(), texts[:count].copy(), keys)


@native
def _sample(words, bounds, hashes, texts, keys):  # type: ignore[no-untyped-def]  # arrays, typed by numba
    count = 0
    for text in range(len(bounds) - 1):
        first, last = bounds[text], bounds[text + 1]
        key = _SEED
        for at in range(first, last):
            key = (key ^ np.uint64(words[at])) * _FACTOR
            key ^= key >> _32
        keys[text] = key
        if first < last:  # the whole text counts as two: the same few words are found again even if none of their grams is kept
            for half in (key, (key ^ _SEED) * _FACTOR):
                hashes[count] = half
                texts[count] = text
                count += 1
        for at in range(first, last - WORDS + 1):
            value = _SEED
            for word in range(at, at + WORDS):
                value = (value ^ np.uint64(words[word])) * _FACTOR
                value ^= value >> _32
            if value >> _DROPPED_BITS == _ZERO:
                hashes[count] = value
                texts[count] = text
                count += 1
    return count
