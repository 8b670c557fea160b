"""What attributions does the network see in a text?  Tokens through the network, labels out of it, links between them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from sayso.reading.tagging.decode import LABELS, LEANINGS, Floats, Places, decode
from sayso.reading.tagging.link import Linked, Stretch, link_window, stretches_of
from sayso.reading.tagging.tokens import Tokens
from sayso.reading.tagging.weights import Weights
from sayso.reading.tagging.windows import Window, cut_windows

WINDOW = 192
"""Pieces a window at most.  The network learned on windows of 128 to 256."""


TOGETHER = 32
"""Windows that are kept in memory for decoding, each with some 0.3 MB of pointer vectors: an article has ten."""
_NOTHING = np.float32(20)
"""Score of "no role" for windows without a letter or digit, above any the network gives: they need not be run through it."""


class Tagged(Struct, frozen=True):
    """What the network makes of a text: how likely each label of each token is [tokens, 7], and the attributions in tokens of the
    whole text, each with the readings that hold it."""

    likely: Floats
    linked: list[tuple[Linked, tuple[bool, ...]]]


def tag(tokens: Tokens, weights: Weights, window: int = WINDOW) -> Tagged:
    """Run the network over all windows of a text."""
    likely, linked = [np.zeros((0, len(LABELS)), np.float32)], []
    opens = tokens.opens()
    for windows in _together(cut_windows(tokens, weights.pieces, window), opens):
        part = _tag_windows(windows, tokens, opens[windows[0].first : windows[-1].last], weights)
        likely.append(part.likely)
        linked += part.linked
    return Tagged(np.concatenate(likely), linked)


def _together(windows: Sequence[Window], opens: NDArray[np.bool_]) -> Iterator[Sequence[Window]]:
    """Windows in groups that end with a paragraph, unless it is longer than any that was printed."""
    first = 0
    for at, one in enumerate(windows):
        if at - first >= TOGETHER and (opens[one.first] or at - first >= 2 * TOGETHER):
            yield windows[first:at]
            first = at
    if windows:
        yield windows[first:]


def _tag_windows(windows: Sequence[Window], tokens: Tokens, opens: NDArray[np.bool_], weights: Weights) -> Tagged:
    """The same for some windows that follow one another; `opens` says which of their tokens open a paragraph."""
    start, end = windows[0].first, windows[-1].last
    scores, vectors = [], []
    for one in windows:
        labels, pointers = _run(one, tokens, weights)
        scores.append(labels)
        vectors.append(pointers)
    firsts = np.flatnonzero(opens).tolist()
    paragraphs = list(pairwise([*dict.fromkeys([0, *firsts]), end - start]))
    decoded = decode(np.concatenate(scores), tokens.held[start:end], paragraphs, weights.chain)
    readings: dict[tuple[object, ...], list[tuple[int, Linked]]] = {}
    found: list[list[Linked]] = [[] for _ in windows]
    for number, labels in enumerate(decoded.labels):
        for at, one in enumerate(windows):
            here = slice(one.first - start, one.last - start)
            if not number or not np.array_equal(labels[here], decoded.labels[number - 1, here]):
                ruled_by = tokens.ruled_by[one.first : one.last]
                linked = link_window(labels[here], vectors[at], np.array(one.opens), ruled_by, weights.pointers)
                found[at] = [_moved(each, one.first - start) for each in linked]
        for whole in _made_whole([each for linked in found for each in linked], labels, opens):
            readings.setdefault((whole.cue, whole.contents, whole.source), []).append((number, whole))
    return Tagged(
        decoded.likely,
        [(_moved(held[0][1], start), _numbers(number for number, _ in held)) for held in readings.values()],
    )


def _run(window: Window, tokens: Tokens, weights: Weights) -> tuple[Floats, Floats]:
    """Label scores and pointer vectors of the window's tokens."""
    if not any(word[0].isalnum() for word in tokens.words[window.first : window.last]):
        scores = np.zeros((window.last - window.first, len(LABELS)), np.float32)
        scores[:, 0] = _NOTHING
        return scores, np.zeros((len(scores), 4), np.float32)
    labels, pointers = weights.run(window.pieces, window.beside(tokens))
    return labels[window.heads], pointers[window.heads]


def _numbers(readings: Iterable[int]) -> tuple[bool, ...]:
    among = set(readings)
    return tuple(number in among for number in range(len(LEANINGS)))


def _made_whole(linked: Sequence[Linked], labels: Places, opens: NDArray[np.bool_]) -> list[Linked]:
    """The same, where contents that the edge of a window cut are whole again: they belong where their first part does."""
    *_, contents = stretches_of(labels, opens)
    starts = [one.first for one in contents]
    taken: set[int] = set()
    whole = []
    for one in linked:
        mine: dict[int, float] = {}
        for part, sure in zip(one.contents, one.contents_sure, strict=True):
            at = bisect_right(starts, part.first) - 1
            if at not in taken:
                mine.setdefault(at, sure)
        taken.update(mine)
        if mine:
            whole.append(replace(one, contents=tuple(contents[at] for at in mine), contents_sure=tuple(mine.values())))
    return whole


def _moved(linked: Linked, by: int) -> Linked:
    def moved(stretch: Stretch) -> Stretch:
        return Stretch(stretch.first + by, stretch.last + by)

    return replace(
        linked,
        cue=moved(linked.cue),
        contents=tuple(moved(one) for one in linked.contents),
        source=moved(linked.source) if linked.source else None,
    )
