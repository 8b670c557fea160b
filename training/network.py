"""The tagger's network: MiniLM's encoder, a CRF over source, cue and content, and two pointers that link them."""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.reading.tagging.tokens import MARKED_VALUES, RULED_VALUES, SHAPED_VALUES

WIDTH, HEADS, INNER = 384, 12, 1536
"""Of MiniLM-L6-H384 (Wang et al. 2020), from its config.json."""
POINTER = 96
"""Width of the vectors that are compared to link two spans; a quarter of the encoder's, a fifteenth of a layer's weights."""
DISTANCES = 14
"""Buckets of signed distance: up to 1, 2, 4, 8, 16, 32 tokens and beyond, before and after."""
LABELS = 7
"""O, then B and I of source, cue and content."""


class Layer(nn.Module):
    """One transformer layer, written out so that its ONNX graph is plain matrix products."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.after_attention, self.after_inner = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = (
            part(x).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        likeness = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        if mask is not None:
            likeness = likeness.masked_fill(~mask, -1e4)
        attended = torch.softmax(likeness, -1) @ value
        attended = attended.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.after_attention(x + self.output(attended))
        return self.after_inner(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Network(nn.Module):
    """From word vectors, marks and rules to scores for labels and to the vectors that pointers compare."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.positions = nn.Embedding(512, WIDTH)
        self.beside = nn.ModuleList(nn.Embedding(values, WIDTH) for values in (SHAPED_VALUES, MARKED_VALUES, RULED_VALUES))
        self.normed = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.labels = nn.Linear(WIDTH, LABELS)
        self.pointers = nn.Linear(WIDTH, 4 * POINTER)
        self.transitions = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.begins = nn.Parameter(torch.zeros(LABELS))
        self.content_to_cue, self.cue_to_source = (nn.Parameter(torch.zeros(DISTANCES)) for _ in range(2))
        self.content_ruled, self.cue_ruled = (nn.Parameter(torch.zeros(3)) for _ in range(2))
        self.no_source = nn.Parameter(torch.zeros(POINTER))
        for table in self.beside:  # the encoder starts as it was trained, without them
            nn.init.zeros_(table.weight)

    def forward(self, vectors: Tensor, beside: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """`vectors` [batch, pieces, width] and what stands beside them (shape, marks, rules) [batch, pieces, 3] -> label scores
        [batch, pieces, 7] and pointer vectors [batch, pieces, 4 * 96]."""
        places = torch.arange(vectors.shape[1], device=vectors.device)
        x = vectors + self.positions(places)[None]
        for at, table in enumerate(self.beside):
            x = x + table(beside[:, :, at])
        x = self.dropout(self.normed(x))
        for layer in self.layers:
            x = layer(x, mask)
        x = self.dropout(x)
        return self.labels(x), self.pointers(x)


def load_encoder(network: Network, folder: Path) -> Tensor:
    """Fill the encoder with MiniLM's weights and return its word vectors, [vocabulary, width].

    Of a network with fewer layers each takes the weights of the layer that stands at its share of the depth.
    """
    weights = load_file(folder / "model.safetensors")
    names = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "output": "attention.output.dense", "after_attention": "attention.output.LayerNorm",
        "widen": "intermediate.dense", "narrow": "output.dense", "after_inner": "output.LayerNorm",
    }  # fmt: skip
    depth = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    with torch.no_grad():
        # Every piece is of type 0: its vector is added to the places'.
        network.positions.weight.copy_(
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        network.normed.weight.copy_(weights["embeddings.LayerNorm.weight"])
        network.normed.bias.copy_(weights["embeddings.LayerNorm.bias"])
        for at, layer in enumerate(network.layers):
            taken = round(at * (depth - 1) / max(1, len(network.layers) - 1))
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    getattr(getattr(layer, ours), part).copy_(weights[f"encoder.layer.{taken}.{theirs}.{part}"])
    return weights["embeddings.word_embeddings.weight"]


def crf_loss(network: Network, scores: Tensor, labels: Tensor, opens: Tensor, lengths: Tensor) -> Tensor:
    """Negative log likelihood of the label sequences, summed over the batch (Lafferty et al. 2001).

    `scores` [batch, tokens, 7]; `opens` marks tokens that open a paragraph, where the sequence begins afresh.
    """
    longest = scores.shape[1]
    real = torch.arange(longest, device=scores.device)[None] < lengths[:, None]
    steps = torch.where(opens[:, :, None, None], network.begins[None, None, None, :], network.transitions[None, None])
    gold = scores.gather(2, labels[:, :, None])[:, :, 0]
    before = torch.cat([torch.zeros_like(labels[:, :1]), labels[:, :-1]], 1)
    gold_steps = steps.flatten(2).gather(2, (before * LABELS + labels)[:, :, None])[:, :, 0]
    gold_score = ((gold + gold_steps) * real).sum(1)
    alpha = scores[:, 0] + network.begins
    for at in range(1, longest):
        reached = torch.logsumexp(alpha[:, :, None] + steps[:, at], 1) + scores[:, at]
        alpha = torch.where(real[:, at, None], reached, alpha)
    return (torch.logsumexp(alpha, 1) - gold_score).sum()
