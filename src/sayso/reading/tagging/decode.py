"""Which sequence of labels is the most likely, and how likely is each label?  A linear chain over a paragraph's tokens."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
_NEVER = np.float32(-1e4)


class Chain(Struct, frozen=True):
    """How labels follow one another: scores for the first label of a paragraph [7] and from one label to the next [7, 7]."""

    begins: Floats
    transitions: Floats

    def constrained(self) -> "Chain":
        """The same with what cannot be ruled out: an inner label follows its first or another inner label of its role."""
        begins, transitions = self.begins.copy(), self.transitions.copy()
        for inner in range(2, len(LABELS), 2):
            begins[inner] = _NEVER
            for before in range(len(LABELS)):
                if before not in (inner - 1, inner):
                    transitions[before, inner] = _NEVER
        return Chain(begins, transitions)


class Decoded(Struct, frozen=True):
    """`labels` [tokens] and `likely` [tokens, 7], the marginal probability of each label."""

    labels: NDArray[np.int64]
    likely: Floats


def decode(scores: Floats, paragraphs: Sequence[tuple[int, int]], chain: Chain) -> Decoded:
    """The best path and the marginals; paragraphs are independent of one another and are gone through side by side."""
    labels = np.zeros(len(scores), np.int64)
    likely = np.zeros_like(scores)
    for group in _of_like_length(paragraphs):
        longest = max(last - first for first, last in group)
        padded = np.zeros((longest, len(group), len(LABELS)), np.float32)
        lengths = np.array([last - first for first, last in group])
        for column, (first, last) in enumerate(group):
            padded[: last - first, column] = scores[first:last]
        best, marginals = _best_path(padded, lengths, chain), _marginals(padded, lengths, chain)
        for column, (first, last) in enumerate(group):
            labels[first:last] = best[: last - first, column]
            likely[first:last] = marginals[: last - first, column]
    return Decoded(labels, likely)


def _of_like_length(paragraphs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Paragraphs in groups of which the longest has at most twice the tokens of the shortest, so that little is padding."""
    groups: dict[int, list[tuple[int, int]]] = {}
    for first, last in paragraphs:
        groups.setdefault((last - first).bit_length(), []).append((first, last))
    return list(groups.values())


def _best_path(scores: Floats, lengths: NDArray[np.int64], chain: Chain) -> NDArray[np.int64]:
    """Viterbi's algorithm. [tokens, paragraphs]"""
    longest, count, size = scores.shape
    came_from = np.zeros((longest, count, size), np.int64)
    reached = np.zeros((longest, count, size), np.float32)
    reached[0] = chain.begins + scores[0]
    for at in range(1, longest):
        ways = reached[at - 1][:, :, None] + chain.transitions
        came_from[at] = ways.argmax(1)
        reached[at] = ways.max(1) + scores[at]
    path = np.zeros((longest, count), np.int64)
    columns = np.arange(count)
    here = reached[lengths - 1, columns].argmax(1)
    for at in range(longest - 1, -1, -1):
        path[at] = here
        inside = (at < lengths) & (at > 0)
        here = np.where(inside, came_from[at, columns, here], here)
    return path


def _marginals(scores: Floats, lengths: NDArray[np.int64], chain: Chain) -> Floats:
    """The forward-backward algorithm, scaled at every step. [tokens, paragraphs, labels]"""
    longest = len(scores)
    emitted = np.exp(scores - scores.max(2, keepdims=True))
    steps = np.exp(chain.transitions - chain.transitions.max())
    forward = np.zeros_like(emitted)
    forward[0] = _shares(np.exp(chain.begins - chain.begins.max()) * emitted[0])
    for at in range(1, longest):
        forward[at] = _shares((forward[at - 1] @ steps) * emitted[at])
    backward = np.ones_like(emitted)
    for at in range(longest - 2, -1, -1):
        stepped = _shares((emitted[at + 1] * backward[at + 1]) @ steps.T)
        backward[at] = np.where((at + 1 < lengths)[:, None], stepped, 1)
    return _shares(forward * backward)


def _shares(values: Floats) -> Floats:
    shares: Floats = values / np.maximum(values.sum(-1, keepdims=True), np.float32(1e-30))
    return shares
