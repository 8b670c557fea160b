"""How is a content tied to its cue, and a cue to its source?  The loss of the two pointers over labelled spans."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sayso.reading.tagging.link import distance_buckets, rule_ties
from training.examples import SpanOf
from training.network import POINTER, Network


def pointer_loss(network: Network, vectors: Tensor, spans: Sequence[SpanOf], ruled_by: NDArray[np.int32]) -> tuple[Tensor, int]:
    """The summed cross-entropy of one window's links and how many there are; `vectors` [tokens, 4 * 96]."""
    by_role = {role: [span for span in spans if span.role == role] for role in ("source", "cue", "content")}
    cues = by_role["cue"]
    zero = vectors.sum() * 0
    if not cues:
        return zero, 0
    totals = torch.cat([vectors.new_zeros(1, vectors.shape[1]), vectors.cumsum(0)])
    content_query, cue_key, cue_query, source_key = totals.split(POINTER, 1)

    def scores(
        asking: Sequence[SpanOf], asked: Sequence[SpanOf], query: Tensor, key: Tensor, by_distance: Tensor, by_rule: Tensor
    ) -> Tensor:
        products = _means(query, asking) @ _means(key, asked).T / POINTER**0.5
        distance = torch.from_numpy(distance_buckets(asking, asked))
        tie = torch.from_numpy(rule_ties(asking, asked, ruled_by))
        return products + by_distance[distance] + by_rule[tie]

    loss, count = zero, 0
    contents = [span for span in by_role["content"] if any(span.of & cue.of for cue in cues)]
    if contents and len(cues) > 1:
        found = scores(contents, cues, content_query, cue_key, network.content_to_cue, network.content_ruled)
        loss, count = loss + _cross_entropy(found, contents, cues), count + len(contents)
    nobody = (_means(cue_query, cues) @ network.no_source / POINTER**0.5)[:, None]
    sources = by_role["source"]
    if sources:
        found = scores(cues, sources, cue_query, source_key, network.cue_to_source, network.cue_ruled)
        nobody = torch.cat([found, nobody], 1)
    loss, count = loss + _cross_entropy(nobody, cues, sources, otherwise=True), count + len(cues)
    return loss, count


def _means(totals: Tensor, spans: Sequence[SpanOf]) -> Tensor:
    first, last = torch.tensor([span.first for span in spans]), torch.tensor([span.last for span in spans])
    return (totals[last] - totals[first]) / (last - first)[:, None]


def _cross_entropy(scores: Tensor, asking: Sequence[SpanOf], asked: Sequence[SpanOf], otherwise: bool = False) -> Tensor:
    """Any of the right answers will do; with `otherwise` the last column stands for "none of them"."""
    right = torch.tensor([[bool(a.of & b.of) for b in asked] for a in asking], dtype=torch.bool).reshape(len(asking), len(asked))
    if otherwise:
        right = torch.cat([right, ~right.any(1, keepdim=True)], 1)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -torch.inf), 1)).sum()
