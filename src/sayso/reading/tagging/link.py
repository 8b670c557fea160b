"""Which source and which contents belong to a cue?  Contents point at their cue, cues at their source."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.reading.tagging.decode import Floats, Places
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
    """A cue with its contents and its source; the `sure` are how likely the pointers hold each link, 0 to 1."""

    cue: Stretch
    contents: tuple[Stretch, ...]
    source: Stretch | None
    contents_sure: tuple[float, ...]
    source_sure: float


def link_window(labels: Places, vectors: Floats, opens: NDArray[np.bool_], ruled_by: Ints, pointers: Pointers) -> list[Linked]:
    """The attributions of one window, in the order of their cues; tokens are counted within the window.

    `vectors` [tokens, 4 * width] are those of contents as they ask, cues as they are asked, cues as they ask, sources.
    """
    sources, cues, contents = stretches_of(labels, opens)
    if not cues or not contents:
        return []
    width = vectors.shape[1] // 4
    content_query, cue_key, cue_query, source_key = (slice(at * width, (at + 1) * width) for at in range(4))
    content_means, cue_means, source_means = (_means(vectors, stretches) for stretches in (contents, cues, sources))
    to_cue = _shares(
        content_means[:, content_query] @ cue_means[:, cue_key].T / width**0.5
        + pointers.content_to_cue[distance_buckets(contents, cues)]
        + pointers.content_ruled[rule_ties(contents, cues, ruled_by)]
    )
    asking = cue_means[:, cue_query]
    to_source = (asking @ pointers.no_source / width**0.5)[:, None]
    if sources:
        named = (
            asking @ source_means[:, source_key].T / width**0.5
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
                    tuple(contents[at] for at in mine),
                    sources[source] if source < len(sources) else None,
                    tuple(float(to_cue[at, number]) for at in mine),
                    float(to_source[number, source]),
                )
            )
    return linked


def stretches_of(labels: Places, opens: NDArray[np.bool_]) -> tuple[list[Stretch], ...]:
    """The stretches labelled with each of the roles; a stretch ends where the next begins or a paragraph opens."""
    role = (labels + 1) // 2
    goes_on = (labels > 0) & (labels % 2 == 0) & (role == np.concatenate([[0], role[:-1]])) & ~opens
    firsts = np.flatnonzero((role > 0) & ~goes_on)
    lasts = np.flatnonzero((role > 0) & ~np.concatenate([goes_on[1:], [False]])) + 1
    found: tuple[list[Stretch], ...] = tuple([] for _ in ROLES)
    for first, last, number in zip(firsts.tolist(), lasts.tolist(), role[firsts].tolist(), strict=True):
        found[number - 1].append(Stretch(first, last))
    return found


def _means(vectors: Floats, stretches: Sequence[Stretch]) -> Floats:
    shares = np.zeros((len(stretches), len(vectors)), np.float32)
    for at, one in enumerate(stretches):
        shares[at, one.first : one.last] = 1 / (one.last - one.first)
    means: Floats = shares @ vectors
    return means


class _Placed(Protocol):
    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


def distance_buckets(asking: Sequence[_Placed], asked: Sequence[_Placed]) -> Ints:
    """Signed distances in tokens, up to 1, 2, 4, 8, 16, 32 and beyond, before (0-6) and after (7-13). [asking, asked]"""
    first, last = (np.array([getattr(one, edge) for one in asking])[:, None] for edge in ("first", "last"))
    other_first, other_last = (np.array([getattr(one, edge) for one in asked])[None] for edge in ("first", "last"))
    distance = np.where(other_first >= last, other_first - last + 1, other_last - first - 1)
    sizes = np.searchsorted(_LIMITS, np.maximum(1, abs(distance))).astype(np.int32)
    buckets: Ints = np.where(distance < 0, sizes, sizes + np.int32(_SIDES))
    return buckets


def rule_ties(asking: Sequence[_Placed], asked: Sequence[_Placed], ruled_by: Ints) -> Ints:
    """0 where the rules know nothing of one of the two, 1 where they put them into different attributions, 2 into the same one.
    [asking, asked]"""
    one = [frozenset(ruled_by[a.first : a.last].tolist()) - {-1} for a in asking]
    other = [frozenset(ruled_by[b.first : b.last].tolist()) - {-1} for b in asked]
    return np.array([[0 if not a or not b else 2 - a.isdisjoint(b) for b in other] for a in one], np.int32)


def _shares(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = raised / raised.sum(1, keepdims=True)
    return shares
