"""Which passages of some texts are one passage?  The pairs that share words, put together as passim does."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sayso.model.reuse import Overlap, OverlapKind
from sayso.model.span import Span

_ALIKE = 0.5
"""Part of the longer of two passages of a text that they have in common where they are one: `--relative-overlap` of passim."""


class Passage(Struct, frozen=True, kw_only=True):
    """A stretch of a text, by name, and the cluster it belongs to, which stands in `size` texts."""

    cluster: int
    size: int
    name: str
    span: Span


def clusters_of(overlaps: Iterable[Overlap]) -> Iterator[Passage]:
    """The passages that texts share, furniture left out, by cluster: those of most texts first.

    Two texts that share a stretch hold one passage; so do two stretches of a text of which half of the longer is the other.
    What of a cluster touches in one text is one passage, so a text may stand in a cluster more than once.
    """
    news = (one for one in overlaps if one.kind is not OverlapKind.BOILERPLATE)  # of a note that two print no word is marked
    pairs = [((one.a, stretch.a), (one.b, stretch.b)) for one in news for stretch in one.shared if not stretch.furniture]
    ends = sorted({end for pair in pairs for end in pair}, key=lambda end: (end[0], end[1].start, -end[1].end))
    groups = _Groups({end: number for number, end in enumerate(ends)})
    for one, other in pairs:
        groups.join(one, other)
    for one, other in _alike(ends, groups):
        groups.join(one, other)
    members: dict[int, list[tuple[str, Span]]] = {}
    for end in ends:
        members.setdefault(groups.of(end), []).append(end)
    merged = [list(_merged(found)) for found in members.values()]
    sized = [(len({name for name, _ in found}), found) for found in merged]
    for number, (size, found) in enumerate(sorted(sized, key=lambda one: (-one[0], one[1][0][0], one[1][0][1].start)), 1):
        for name, span in found:
            yield Passage(cluster=number, size=size, name=name, span=span)


class _Groups:
    """Passages joined to one another, directly or by way of others."""

    def __init__(self, numbers: dict[tuple[str, Span], int]) -> None:
        self._numbers = numbers
        self._up = list(range(len(numbers)))

    def of(self, end: tuple[str, Span]) -> int:
        """The number of the group, the lowest of its members'."""
        at = self._numbers[end]
        while self._up[at] != at:
            self._up[at] = at = self._up[self._up[at]]
        return at

    def join(self, one: tuple[str, Span], other: tuple[str, Span]) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self._up[high] = low


def _alike(ends: list[tuple[str, Span]], groups: _Groups) -> Iterator[tuple[tuple[str, Span], tuple[str, Span]]]:
    """Passages of one text that are one.  Compared is with the last of each group that reaches so far: a text has few groups."""
    reaching: dict[int, tuple[str, Span]] = {}
    for end in ends:
        name, span = end
        reaching = {groups.of(other): other for other in reaching.values() if other[0] == name and other[1].end > span.start}
        for other in reaching.values():
            common = min(span.end, other[1].end) - span.start
            if common >= _ALIKE * max(len(span), len(other[1])):
                yield other, end
        reaching[groups.of(end)] = end


def _merged(found: list[tuple[str, Span]]) -> Iterator[tuple[str, Span]]:
    """The passages of a cluster, by text and place; those that overlap are one."""
    last: tuple[str, Span] | None = None
    for name, span in found:
        if last is not None and last[0] == name and span.start < last[1].end:
            last = (name, Span(last[1].start, max(last[1].end, span.end)))
            continue
        if last is not None:
            yield last
        last = (name, span)
    if last is not None:
        yield last
