"""Which word pieces, and which vectors for them, does the tagger carry?  MiniLM's for Latin script, in int8."""

from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

KEPT = ((0x20, 0x24F), (0x2000, 0x20CF), (0x2100, 0x21FF))
"""Code points of the pieces that are kept: Latin, general punctuation, currency signs, letter-like signs and arrows."""


class Vectors(Struct, frozen=True):
    """A vocabulary and its vectors: one int8 row a piece, times a scale of its own."""

    vocabulary: tuple[str, ...]
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]

    def plain(self) -> NDArray[np.float32]:
        """The vectors as numbers, [vocabulary, width]: what training and the product both see."""
        return self.rows.astype(np.float32) * self.scales[:, None]

    def save(self, folder: Path) -> None:
        """Write ``vocabulary.txt`` and ``vectors.npz``."""
        (folder / "vocabulary.txt").write_text("\n".join(self.vocabulary), encoding="utf-8")
        np.savez_compressed(folder / "vectors.npz", rows=self.rows, scales=self.scales)


def shrink_vectors(vocabulary: list[str], vectors: NDArray[np.float32]) -> Vectors:
    """Leave out pieces in other scripts and BERT's unused places, and round the rest to 8 bits a number."""
    kept = [at for at, piece in enumerate(vocabulary) if _is_kept(piece)]
    chosen = vectors[kept]
    scales = np.abs(chosen).max(1) / 127
    rows = np.rint(chosen / scales[:, None]).astype(np.int8)
    return Vectors(tuple(vocabulary[at] for at in kept), rows, scales.astype(np.float32))


def _is_kept(piece: str) -> bool:
    letters = piece.removeprefix("##")
    return not piece.startswith("[unused") and all(any(low <= ord(c) <= high for low, high in KEPT) for c in letters)
