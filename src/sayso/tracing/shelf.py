"""Where do the words of the texts stay meanwhile?  In memory while they are few; else texts are taken apart again."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.tracing.native import native
from sayso.tracing.tables import Tokens
from sayso.tracing.tokens import batches, tokenise

KEPT = 1 << 24
"""Words that are kept, with their places 13 bytes each: 220 MB, thirty thousand articles.  A larger archive costs half as much
time again, for words that are made two or three times, and no more memory than its grams and those words that may be shared."""


class Shelf:
    """The texts, and their words in the order in which they are asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._kept: Tokens | None = None
        self._lengths = np.empty(0, np.int64)

    def first_reading(self) -> Iterator[Tokens]:
        """The words of all texts, in batches; only after it can anything else be asked."""
        # Room for all of it at once: small pieces in between would keep the memory of each batch from being used again.
        kept = [np.empty(KEPT, column) for column in (np.uint32, np.uint32, np.uint32, np.bool_)]
        lengths: list[NDArray[np.int64]] = []
        held = 0
        for batch in batches(self._texts[number] for number in range(len(self._texts))):
            tokens = tokenise(batch)
            lengths.append(np.diff(tokens.bounds))
            end = held + len(tokens.hashes)
            if end <= KEPT:
                for column, words in zip(kept, tokens[1:], strict=True):
                    column[held:end] = words
            else:
                kept.clear()
            held = end
            yield tokens
        self._lengths = np.concatenate(lengths) if lengths else self._lengths
        if held <= KEPT:
            bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(self._lengths)))
            self._kept = Tokens._make((bounds, *(column[:held] for column in kept)))

    def words_of(self, texts: NDArray[np.int64]) -> tuple[NDArray[np.uint32], NDArray[np.bool_], NDArray[np.int64]]:
        """The words of the numbered texts one after another, which of them are quoted, and where each text begins and ends."""
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(self._lengths[texts])))
        words, quoted = np.empty(bounds[-1], np.uint32), np.empty(bounds[-1], np.bool_)
        at = 0
        for tokens, rows in self._again(texts):
            at = _copy(tokens.bounds, rows, tokens.hashes, tokens.quoted, words, quoted, at)
        return words, quoted, bounds

    def locate(
        self, texts: NDArray[np.int64], chosen: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The code points where stretches of words begin and end; stretch `i` is of ``texts[chosen[i]]``."""
        order = np.argsort(chosen, kind="stable")
        needed, first = np.unique(chosen[order], return_index=True)
        edges = np.append(first, len(order))
        found_starts, found_ends = np.empty(len(order), np.int64), np.empty(len(order), np.int64)
        done = 0
        for tokens, rows in self._again(texts[needed]):
            found = order[edges[done] : edges[done + len(rows)]]
            begins = np.repeat(tokens.bounds[rows], np.diff(edges[done : done + len(rows) + 1]))
            found_starts[found] = tokens.starts[begins + starts[found]]
            found_ends[found] = tokens.ends[begins + ends[found] - 1]
            done += len(rows)
        return found_starts, found_ends

    def _again(self, texts: NDArray[np.int64]) -> Iterator[tuple[Tokens, NDArray[np.int64]]]:
        """Tokens of the next of the numbered texts, and in which rows of them each stands."""
        if self._kept is not None:
            yield self._kept, texts
            return
        for batch in batches(self._texts[number] for number in texts.tolist()):
            yield tokenise(batch), np.arange(len(batch))


@native
def _copy(bounds, rows, hashes, quoted, to_hashes, to_quoted, at):  # type: ignore[no-untyped-def]  # arrays, typed by numba
    for row in rows:
        for word in range(bounds[row], bounds[row + 1]):
            to_hashes[at] = hashes[word]
            to_quoted[at] = quoted[word]
            at += 1
    return at
