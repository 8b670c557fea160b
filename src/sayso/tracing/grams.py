"""By which few marks is a text known again?  A fixed sample of its runs of five words, each as a 64-bit number.

Whether a run is kept depends on its words alone, so every copy keeps the same ones, whatever stands around them, and the marks of
one text can be made today and compared with those of another made next year.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from sayso.tracing.native import native
from sayso.tracing.tables import WORDS, Grams, Tokens

_DROPPED_BITS = np.uint64(62)
"""A gram is kept where the two bits above are 0: one in four, so 24 copied words keep two or more with a probability of .97."""
_SHORT = np.int64(40)
"""Words below which a text keeps all of its grams: for so short ones less than 24 equal words are a match (see kinds.py), down to
ten, and a sample of the six grams of these would hold two in fewer than half of the cases."""

_BLOCK = 1 << 22
"""Grams of a block: 50 MB, which go back to the system at once when they are no longer needed."""

_SEED = np.uint64(0x9E3779B97F4A7C15)
_FACTOR = np.uint64(0xD6E8FEB86659FD93)
_FACTORS = _FACTOR ** np.arange(1, WORDS + 1, dtype=np.uint64)
"""One for each word of a gram, so that the same words in another order are another gram (multilinear hashing)."""
_32 = np.uint64(32)
_ZERO, _ONE = np.uint64(0), np.uint64(1)


def sample_grams(readings: Iterable[Tokens]) -> tuple[list[Grams], NDArray[np.uint64]]:
    """The grams of all texts that are kept, in blocks, and one number for all the words of each text.

    Texts are numbered on from one reading to the next.  Each text has two grams more, for the whole of it.
    """
    blocks: list[Grams] = []
    keys = [np.empty(0, np.uint64)]
    count = texts = room = 0
    for tokens in readings:
        needed = len(tokens.hashes) + 2 * len(tokens.bounds)
        if count + needed > room:
            if blocks:
                blocks[-1] = Grams._make(column[:count] for column in blocks[-1])
            count, room = 0, max(_BLOCK, needed)
            blocks.append(Grams(np.empty(room, np.uint64), np.empty(room, np.uint32)))
        keys.append(np.empty(len(tokens.bounds) - 1, np.uint64))
        count = _sample(tokens.hashes, tokens.bounds, _FACTORS, texts, *blocks[-1], keys[-1], count)
        texts += len(keys[-1])
    if blocks:
        blocks[-1] = Grams._make(column[:count] for column in blocks[-1])
    return blocks, np.concatenate(keys)


@native
def _sample(words, bounds, factors, number, hashes, texts, keys, count):  # type: ignore[no-untyped-def]  # arrays, typed by numba
    count = np.uint64(count)
    for text in range(len(bounds) - 1):
        own = words[bounds[text] : bounds[text + 1]]
        key = _SEED
        for word in own:
            key = key * _FACTOR + np.uint64(word)
        key = (key ^ (key >> _32)) * _FACTOR
        keys[text] = key
        if len(own):  # the whole text counts as two: the same few words are found again even if none of their grams is kept
            for half in (key, (key ^ _SEED) * _FACTOR):
                hashes[count] = half
                texts[count] = number + text
                count += _ONE
        every = len(own) < _SHORT
        for at in range(len(own) - WORDS + 1):
            value = _SEED
            for word in range(WORDS):
                value += np.uint64(own[np.uint64(at + word)]) * factors[word]
            value = (value ^ (value >> _32)) * _FACTOR
            hashes[count] = value
            texts[count] = number + text
            count += np.uint64((value >> _DROPPED_BITS == _ZERO) | every)  # whether one is kept cannot be foreseen
    return count
