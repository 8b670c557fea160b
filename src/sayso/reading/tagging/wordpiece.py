"""Which pieces of the encoder's vocabulary is a word made of?"""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_LONGEST_WORD = 100
"""Characters; a longer word is unknown, as in BERT's own tokeniser (``max_input_chars_per_word``)."""


class WordPieces:
    """WordPiece as in BERT, uncased (Devlin et al. 2019): lower case, accents off, punctuation apart, longest match first.

    It is written out here because the ``tokenizers`` package brings a client of a model hub and its dependencies with it.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = (self._ids["[UNK]"],)
        self._seen: dict[str, tuple[int, ...]] = {}
        self.first, self.break_, self.unknown = self._ids["[CLS]"], self._ids["[SEP]"], self._ids["[UNK]"]

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of one token, at least one."""
        known = self._seen.get(word)
        if known is None:
            known = tuple(piece for part in _parts(word) for piece in self._match(part)) or self._unknown
            if len(self._seen) < _REMEMBERED:
                self._seen[word] = known
        return known

    def _match(self, part: str) -> tuple[int, ...]:
        if len(part) > _LONGEST_WORD:
            return self._unknown
        pieces = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            end = len(part)
            while end > start and (found := self._ids.get(prefix + part[start:end])) is None:
                end -= 1
            if end == start or found is None:
                return self._unknown
            pieces.append(found)
            start = end
        return tuple(pieces)


_REMEMBERED = 200_000
"""Words whose pieces are kept: all of a large newspaper's vocabulary, some 40 MB at most."""


def _parts(word: str) -> list[str]:
    """The word in lower case without accents, cut at punctuation."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(letter) != "Mn")
    if plain.isalnum():
        return [plain]
    parts = [""]
    for letter in plain:
        if letter.isalnum():
            parts[-1] += letter
        else:
            parts += [letter, ""]
    return [part for part in parts if part]


Matrix = NDArray[np.float32]


class PieceVectors:
    """The encoder's word vectors, one int8 row a piece with a scale of its own."""

    def __init__(self, rows: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        self._rows, self._scales = rows, scales

    def of(self, pieces: Sequence[int]) -> Matrix:
        """The vectors of some pieces, [pieces, width]."""
        chosen = np.asarray(pieces)
        vectors: Matrix = self._rows[chosen].astype(np.float32) * self._scales[chosen, None]
        return vectors
