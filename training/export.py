"""How does the network get into the product?  As an ONNX graph in int8, and the decoder's few numbers beside it."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.calm import calm
from training.network import WIDTH, Network

OPSET = 17
LONGEST = 256
"""Pieces of the longest window that was trained on; MiniLM's vectors for later places are left out."""
PLAIN = "-fp32"
"""Ends the name of the graph that was not rounded."""
DECODER = ("begins", "transitions", "content_to_cue", "cue_to_source", "content_ruled", "cue_ruled", "no_source")


def export(
    network: Network, windows: Iterable[tuple[torch.Tensor, torch.Tensor]], folder: Path, name: str
) -> dict[str, NDArray[np.float32]]:
    """Write ``NAME.onnx``, the same in 32 bits beside it to compare it with, and give back the decoder's numbers.

    The matrix products are rounded to 8 bits with a scale for each column of weights (in a prototype one scale a matrix cost 2.8
    points of F1, one a column 0.2); the scales of activations are taken at run time, from the one window at hand.  `windows` show
    which channels reach so far that they must be calmed before.
    """
    network.eval()
    state = network.state_dict()
    decoder = {part: state[part].numpy() for part in DECODER}
    calm(network, windows)
    network.positions = torch.nn.Embedding.from_pretrained(network.positions.weight[:LONGEST])
    vectors, beside = torch.zeros(1, 40, WIDTH), torch.zeros(1, 40, 3, dtype=torch.long)
    plain = folder / f"{name}{PLAIN}.onnx"
    torch.onnx.export(
        network, (vectors, beside), plain, input_names=["vectors", "beside"], output_names=["labels", "pointers"],
        opset_version=OPSET, dynamo=False,
        dynamic_axes={name: {1: "pieces"} for name in ("vectors", "beside", "labels", "pointers")},
    )  # fmt: skip
    quantize_dynamic(
        plain, folder / f"{name}.onnx", op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    return decoder
