"""In what portions is a text given to the tagger?  Whole paragraphs, as many as fit."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.reading.tagging.tokens import Tokens
from sayso.reading.tagging.wordpiece import WordPieces


class Window(Struct, frozen=True):
    """Tokens `first` to `last` and their pieces.

    `pieces` begin with the encoder's first piece and have its break piece after every paragraph; `token_of` is the token that a
    piece is part of, -1 for those.  `heads` says at which piece each token begins, `opens` which tokens open a paragraph (or what
    is left of one that was cut).
    """

    first: int
    last: int
    pieces: list[int]
    token_of: list[int]
    heads: list[int]
    opens: list[bool]

    def beside(self, tokens: Tokens) -> NDArray[np.int64]:
        """Shape, marks and rules of each piece, those of its token and 0 for breaks: [pieces, 3]."""
        at = np.array(self.token_of)
        columns = np.stack([tokens.shaped[at], tokens.marked[at], tokens.ruled[at]], 1)
        return np.where(at[:, None] >= 0, columns, 0).astype(np.int64)


def cut_windows(tokens: Tokens, vocabulary: WordPieces, size: int) -> list[Window]:
    """Windows of at most `size` pieces.  A paragraph that is longer than a window is cut between two tokens."""
    pieces = [vocabulary.of(word) for word in tokens.words]
    portions: list[tuple[int, int]] = []
    for first, last in tokens.paragraphs:
        portions += _portions(pieces, first, last, size - 2)
    windows = []
    group: list[tuple[int, int]] = []
    room = size - 1
    for first, last in portions:
        need = 1 + sum(len(pieces[at]) for at in range(first, last))
        if group and need > room:
            windows.append(_window(pieces, group, vocabulary))
            group, room = [], size - 1
        group.append((first, last))
        room -= need
    if group:
        windows.append(_window(pieces, group, vocabulary))
    return windows


def _portions(pieces: Sequence[Sequence[int]], first: int, last: int, size: int) -> list[tuple[int, int]]:
    portions = []
    room = size
    start = first
    for at in range(first, last):
        if len(pieces[at]) > room and at > start:
            portions.append((start, at))
            start, room = at, size
        room -= len(pieces[at])
    return [*portions, (start, last)]


def _window(pieces: Sequence[Sequence[int]], group: Sequence[tuple[int, int]], vocabulary: WordPieces) -> Window:
    row = [vocabulary.first]
    token_of = [-1]
    heads: list[int] = []
    opens: list[bool] = []
    for first, last in group:
        for at in range(first, last):
            heads.append(len(row))
            opens.append(at == first)
            row += pieces[at]
            token_of += [at] * len(pieces[at])
        row.append(vocabulary.break_)
        token_of.append(-1)
    return Window(group[0][0], group[-1][1], row, token_of, heads, opens)
