"""Which source and which contents belong to a cue?  Contents point at their cue, cues at their source."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct

from sayso.reading.tagging.decode import Floats
from sayso.reading.tagging.tokens import ROLES, Ints

_LIMITS = np.array([1, 2, 4, 8, 16, 32])
_SIDES = len(_LIMITS) + 1


class Pointers(Struct, frozen=True):
    """What the two pointers know beside their vectors: scores by signed distance [14] and by what the rules say of the two [3],
    and the vector of "nobody is named" [width]."""

    content_to_cue: Floats
    cue_to_source: Floats
    content_ruled: Floats
    cue_ruled: Floats
    no_source: Floats


class Stretch(Struct, frozen=True):
    """Tokens of one role, from `first` to before `last`."""

    first: int
    last: int


class Linked(Struct, frozen=True):
    """A cue with its contents and its source; `sure` is how likely the pointers hold the two links, 0 to 1."""

    cue: Stretch
    contents: list[Stretch]
    source: Stretch | None
    content_sure: float
    source_sure: float


def link_window(
    labels: Sequence[int], vectors: Floats, opens: Sequence[bool], ruled_by: Ints, pointers: Pointers
) -> list[Linked]:
    """The attributions of one window, in the order of their cues; tokens are counted within the window.

    `vectors` [tokens, 4 * width] are those of contents as they ask, cues as they are asked, cues as they ask, sources.
    """
    found = {role: stretches_of(labels, opens, role) for role in ROLES}
    cues, contents, sources = found["cue"], found["content"], found["source"]
    if not cues or not contents:
        return []
    width = vectors.shape[1] // 4
    totals = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), vectors.cumsum(0)])
    content_query, cue_key, cue_query, source_key = (totals[:, at * width : (at + 1) * width] for at in range(4))
    to_cue = _shares(
        _means(content_query, contents) @ _means(cue_key, cues).T / width**0.5
        + pointers.content_to_cue[distance_buckets(contents, cues)]
        + pointers.content_ruled[rule_ties(contents, cues, ruled_by)]
    )
    asking = _means(cue_query, cues)
    to_source = (asking @ pointers.no_source / width**0.5)[:, None]
    if sources:
        named = (
            asking @ _means(source_key, sources).T / width**0.5
            + pointers.cue_to_source[distance_buckets(cues, sources)]
            + pointers.cue_ruled[rule_ties(cues, sources, ruled_by)]
        )
        to_source = np.concatenate([named, to_source], 1)
    to_source = _shares(to_source)
    chosen = to_cue.argmax(1)
    linked = []
    for number, cue in enumerate(cues):
        mine = [at for at in range(len(contents)) if chosen[at] == number]
        if mine:
            source = int(to_source[number].argmax())
            linked.append(
                Linked(
                    cue,
                    [contents[at] for at in mine],
                    sources[source] if source < len(sources) else None,
                    float(min(to_cue[at, number] for at in mine)),
                    float(to_source[number, source]),
                )
            )
    return linked


def stretches_of(labels: Sequence[int], opens: Sequence[bool], role: str) -> list[Stretch]:
    """The stretches labelled with one role; each ends where the next begins or a paragraph opens."""
    begin = 1 + 2 * ROLES.index(role)
    stretches = []
    start = -1
    for at, label in enumerate([*labels, 0]):
        goes_on = start >= 0 and label == begin + 1 and not opens[at]
        if start >= 0 and not goes_on:
            stretches.append(Stretch(start, at))
            start = -1
        if label == begin or (label == begin + 1 and not goes_on):
            start = at
    return stretches


def _means(totals: Floats, stretches: Sequence[Stretch]) -> Floats:
    first, last = np.array([one.first for one in stretches]), np.array([one.last for one in stretches])
    means: Floats = (totals[last] - totals[first]) / (last - first).astype(np.float32)[:, None]
    return means


class _Placed(Protocol):
    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


def distance_buckets(asking: Sequence[_Placed], asked: Sequence[_Placed]) -> Ints:
    """Signed distances in tokens, up to 1, 2, 4, 8, 16, 32 and beyond, before (0-6) and after (7-13). [asking, asked]"""
    distance = np.array([[b.first - a.last + 1 if b.first >= a.last else b.last - a.first - 1 for b in asked] for a in asking])
    sizes = np.searchsorted(_LIMITS, np.maximum(1, abs(distance))).astype(np.int32)
    buckets: Ints = np.where(distance < 0, sizes, sizes + np.int32(_SIDES))
    return buckets


def rule_ties(asking: Sequence[_Placed], asked: Sequence[_Placed], ruled_by: Ints) -> Ints:
    """0 where the rules know nothing of one of the two, 1 where they put them into different attributions, 2 into the same one.
    [asking, asked]"""
    one = [frozenset(ruled_by[a.first : a.last].tolist()) - {-1} for a in asking]
    other = [frozenset(ruled_by[b.first : b.last].tolist()) - {-1} for b in asked]
    return np.array([[0 if not a or not b else 1 + bool(a & b) for b in other] for a in one], np.int32)


def _shares(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = raised / raised.sum(1, keepdims=True)
    return shares
