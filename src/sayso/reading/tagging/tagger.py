"""What attributions does the network see in a text?  Tokens through the network, labels out of it, links between them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from sayso.reading.tagging.decode import LABELS, LEANINGS, Decoded, Places, decode
from sayso.reading.tagging.link import Linked, Stretch, link_window, stretches_of
from sayso.reading.tagging.tokens import Tokens
from sayso.reading.tagging.weights import Weights
from sayso.reading.tagging.windows import cut_windows

WINDOW = 192
"""Pieces a window at most.  The network learned on windows of 128 to 256."""


class Tagged(Struct, frozen=True):
    """What the network makes of a text: labels with their probabilities, and the attributions in tokens of the whole text, each
    with the readings that hold it."""

    decoded: Decoded
    linked: list[tuple[Linked, tuple[bool, ...]]]


def tag(tokens: Tokens, weights: Weights, window: int = WINDOW) -> Tagged:
    """Run the network over all windows of a text."""
    windows = cut_windows(tokens, weights.pieces, window)
    scores, vectors = [np.zeros((0, len(LABELS)), np.float32)], []
    for one in windows:
        labels, pointers = weights.run(one.pieces, one.beside(tokens))
        scores.append(labels[one.heads])
        vectors.append(pointers[one.heads])
    decoded = decode(np.concatenate(scores), tokens.held, tokens.paragraphs, weights.chain)
    readings: dict[tuple[object, ...], list[tuple[int, Linked]]] = {}
    found: list[list[Linked]] = [[] for _ in windows]
    for number, labels in enumerate(decoded.labels):
        for at, one in enumerate(windows):
            here = slice(one.first, one.last)
            if not number or not np.array_equal(labels[here], decoded.labels[number - 1, here]):
                linked = link_window(labels[here], vectors[at], np.array(one.opens), tokens.ruled_by[here], weights.pointers)
                found[at] = [_moved(each, one.first) for each in linked]
        for whole in _made_whole([each for linked in found for each in linked], labels, tokens):
            readings.setdefault((whole.cue, whole.contents, whole.source), []).append((number, whole))
    return Tagged(decoded, [(held[0][1], _numbers(number for number, _ in held)) for held in readings.values()])


def _numbers(readings: Iterable[int]) -> tuple[bool, ...]:
    among = set(readings)
    return tuple(number in among for number in range(len(LEANINGS)))


def _made_whole(linked: Sequence[Linked], labels: Places, tokens: Tokens) -> list[Linked]:
    """The same, where contents that the edge of a window cut are whole again: they belong where their first part does."""
    *_, contents = stretches_of(labels, tokens.opens())
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
