"""Where are the weights, and how are they run?  One onnxruntime session a model, one thread, one window a call."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.config import MODELS
from sayso.errors import NotFoundError
from sayso.reading.tagging.decode import Chain, Floats
from sayso.reading.tagging.judge import Judge
from sayso.reading.tagging.link import Pointers
from sayso.reading.tagging.wordpiece import PieceVectors, WordPieces


class Weights:
    """A tagger's network and what decodes it.

    One window is run a call: the scales of an int8 network come from what is in the call, so that the answers for one window
    would otherwise depend on its neighbours.
    """

    def __init__(self, folder: Path, name: str) -> None:
        import onnxruntime

        self.name = name
        self.pieces = WordPieces((folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n"))
        with np.load(folder / "vectors.npz") as shared:
            self._vectors = PieceVectors(shared["rows"], shared["scales"])
        with np.load(folder / f"{name}.npz") as own:
            numbers = dict(own)
        self.chain = Chain(numbers["begins"], numbers["transitions"]).constrained()
        self.pointers = Pointers(**{part: numbers[part] for part in Pointers.__struct_fields__})
        self.judge = Judge(numbers["judge"], float(numbers["least"]))
        self.version = str(numbers["version"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Its scalar loop takes six times as long as an addition and a normalisation: 14 % of the network.
        slow = ["SkipLayerNormFusion"]
        self._session = onnxruntime.InferenceSession(
            folder / f"{name}.onnx", options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
        )

    def run(self, pieces: list[int], beside: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Label scores [pieces, 7] and pointer vectors [pieces, 4 * width] of one window."""
        given = {"vectors": self._vectors.of(pieces)[None], "beside": beside[None]}
        labels, pointers = self._session.run(None, given)
        return labels[0], pointers[0]


@cache
def version_of(name: str) -> str:
    """The version of the weights of that name, without loading them.  Raises NotFoundError for a name that is not among them."""
    with np.load(_folder_of(name) / f"{name}.npz") as own:
        return str(own["version"])


@cache
def load_weights(name: str) -> Weights:
    """The weights in the package by name.  Raises NotFoundError for a name that is not among them."""
    return Weights(_folder_of(name), name)


def _folder_of(name: str) -> Path:
    folder = Path(str(files("sayso.reading.tagging") / "weights"))
    if name not in MODELS or not (folder / f"{name}.onnx").is_file():
        raise NotFoundError(f"no model named {name!r}", f"choose one of: {', '.join(MODELS)}")
    return folder
