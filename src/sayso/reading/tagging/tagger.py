"""What attributions does the network see in a text?  Tokens through the network, labels out of it, links between them."""

import numpy as np
from msgspec import Struct

from sayso.reading.tagging.decode import Decoded, decode
from sayso.reading.tagging.link import Linked, Stretch, link_window
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
    scores, vectors, opens = [], [], []
    for one in windows:
        labels, pointers = weights.run(one.pieces, one.beside(tokens))
        scores.append(labels[one.heads])
        vectors.append(pointers[one.heads])
        opens += one.opens
    if not windows:
        return Tagged(Decoded(np.zeros(0, np.int64), np.zeros((0, 7), np.float32)), [])
    starts = [at for at, begins in enumerate(opens) if begins]
    portions = list(zip(starts, [*starts[1:], len(opens)], strict=True))
    decoded = decode(np.concatenate(scores), portions, weights.chain)
    linked = []
    for one, asked in zip(windows, vectors, strict=True):
        here = slice(one.first, one.last)
        for found in link_window(decoded.labels[here].tolist(), asked, one.opens, tokens.ruled_by[here], weights.pointers):
            linked.append(_moved(found, one.first))
    return Tagged(decoded, linked)


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
