"""What attributions does the network see in a text?  Tokens through the network, labels out of it, links between them."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from sayso.reading.tagging.decode import Decoded, decode
from sayso.reading.tagging.link import Linked, Stretch, link_window, stretches_of
from sayso.reading.tagging.tokens import Tokens
from sayso.reading.tagging.weights import Weights
from sayso.reading.tagging.windows import cut_windows

WINDOW = 192
"""Pieces a window at most.  The network learned on windows of 128 to 256."""


class Tagged(Struct, frozen=True):
    """What the network makes of a text: the labels of its tokens and the attributions, in tokens of the whole text."""

    decoded: Decoded
    linked: list[Linked]


def tag(tokens: Tokens, weights: Weights, window: int = WINDOW) -> Tagged:
    """Run the network over all windows of a text."""
    windows = cut_windows(tokens, weights.pieces, window)
    scores, vectors = [], []
    for one in windows:
        labels, pointers = weights.run(one.pieces, one.beside(tokens))
        scores.append(labels[one.heads])
        vectors.append(pointers[one.heads])
    if not windows:
        return Tagged(Decoded(np.zeros(0, np.int64), np.zeros((0, 7), np.float32)), [])
    decoded = decode(np.concatenate(scores), tokens.held, tokens.paragraphs, weights.chain)
    linked = []
    for one, asked in zip(windows, vectors, strict=True):
        here = slice(one.first, one.last)
        for found in link_window(decoded.labels[here].tolist(), asked, one.opens, tokens.ruled_by[here], weights.pointers):
            linked.append(_moved(found, one.first))
    return Tagged(decoded, _made_whole(linked, decoded.labels, tokens.paragraphs))


def _made_whole(linked: Sequence[Linked], labels: NDArray[np.int64], paragraphs: Sequence[tuple[int, int]]) -> list[Linked]:
    """The same, where contents that the edge of a window cut are whole again: they belong where their first part does."""
    opens = np.zeros(len(labels), bool)
    opens[[first for first, _ in paragraphs]] = True
    contents = stretches_of(labels.tolist(), opens.tolist(), "content")
    starts = [one.first for one in contents]
    taken: set[int] = set()
    whole = []
    for one in linked:
        mine = dict.fromkeys(bisect_right(starts, part.first) - 1 for part in one.contents)
        kept = [at for at in mine if at not in taken]
        taken.update(kept)
        if kept:
            whole.append(replace(one, contents=[contents[at] for at in kept]))
    return whole


def _moved(linked: Linked, by: int) -> Linked:
    def moved(stretch: Stretch) -> Stretch:
        return Stretch(stretch.first + by, stretch.last + by)

    return Linked(
        moved(linked.cue),
        [moved(one) for one in linked.contents],
        moved(linked.source) if linked.source else None,
        linked.content_sure,
        linked.source_sure,
    )
