"""Which paragraphs, or sentences, of two versions are the same ones?  Pairs in order, pairs that have moved, and the rest."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.tracing.sequence import Pairs, common, longest_chain

_RARE = 12
"""A word in more units than this tells none of them apart; with it, the work is linear in the words."""
_NEAR = 3
"""Units that one is compared with in full: those that share most rare words with it."""
_ALIKE = 0.5
"""Share of words in common (Dice) from which two units are candidates wherever they stand."""
_MOVED = 0.6
"""The same for units that have changed places: asked more, because nothing around them speaks for it."""
_MOVED_WORDS = 4
"""Words of the shortest unit that is said to have moved: "He said so." stands anywhere."""
_FILLED = 0.3
"""The same between two neighbours that are paired, where the place speaks for it."""
_GROWN = 0.5
"""A unit counts as alike in one place too where the share of its own words in the larger one is higher than `_FILLED` by this."""
_GROWN_WORDS = 4
"""Words of the shortest such unit: the words of "It was so." stand in any paragraph."""
_CELLS = 900
"""Product of the units in a gap up to which all are compared with all; beyond it they are paired by their order."""

Unit = tuple[str, ...]


class Pairing(Struct):
    """`chain` are pairs in ascending order on both sides, `moved` those that cross the chain."""

    chain: Pairs
    moved: Pairs


def pair_units(a: Sequence[Unit], b: Sequence[Unit], floor: float = _FILLED) -> Pairing:
    """Pair the units of two versions by their words; each unit is in one pair at most.

    `floor` is the share of words in common that two units in the same place need.
    """
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    rows, columns = range(head, len(a) - tail), range(head, len(b) - tail)
    counts_a = {i: Counter(a[i]) for i in rows}
    counts_b = {j: Counter(b[j]) for j in columns}
    candidates = _candidates(a, b, rows, columns, counts_a, counts_b)
    pairs = [(i, j) for i, j, _ in candidates]
    weights = [1 + shared(counts_a[i], counts_b[j]) for i, j in pairs]
    chain = [pairs[at] for at in longest_chain(pairs, weights)]
    used_a, used_b = {i for i, _ in chain}, {j for _, j in chain}
    moved: Pairs = []
    for weight, (i, j, likeness) in sorted(zip(weights, candidates, strict=True), key=lambda one: (-one[0], one[1])):
        if i not in used_a and j not in used_b and likeness >= _MOVED and weight > _MOVED_WORDS:
            moved.append((i, j))
            used_a.add(i)
            used_b.add(j)
    whole = [(at, at) for at in range(head)] + chain + [(len(a) - at, len(b) - at) for at in range(tail, 0, -1)]
    filled = [
        pair for gap in _gaps(whole, len(a), len(b), used_a, used_b) for pair in _fill(a, b, *gap, counts_a, counts_b, floor)
    ]
    return Pairing(chain=sorted(whole + filled), moved=sorted(moved))


def shared(a: Counter[str], b: Counter[str]) -> int:
    """How many words two units have in common, each as often as in both."""
    if len(b) < len(a):
        a, b = b, a
    return sum(min(count, b[word]) for word, count in a.items() if word in b)


def likeness(a: Counter[str], b: Counter[str]) -> float:
    """The share of their words that two units have in common (Dice's coefficient)."""
    total = a.total() + b.total()
    return 2 * shared(a, b) / total if total else 1.0


def _candidates(
    a: Sequence[Unit],
    b: Sequence[Unit],
    rows: range,
    columns: range,
    counts_a: dict[int, Counter[str]],
    counts_b: dict[int, Counter[str]],
) -> list[tuple[int, int, float]]:
    """Pairs of equal units, the first with the first, the second with the second, and of those that are alike."""
    where: dict[Unit, list[int]] = {}
    for j in columns:
        where.setdefault(b[j], []).append(j)
    seen: Counter[Unit] = Counter()
    found, rest_a, taken = [], [], set()
    for i in rows:
        same = where.get(a[i], ())
        if seen[a[i]] < len(same):
            found.append((i, same[seen[a[i]]], 1.0))
            taken.add(same[seen[a[i]]])
        else:
            rest_a.append(i)
        seen[a[i]] += 1
    index: dict[str, list[int]] = {}
    for j in columns:
        if j not in taken:
            for word in counts_b[j]:
                index.setdefault(word, []).append(j)
    for i in rest_a:
        votes: Counter[int] = Counter()
        for word in counts_a[i]:
            near = index.get(word, ())
            if len(near) <= _RARE:
                votes.update(near)
        for j, _ in sorted(votes.items(), key=lambda vote: (-vote[1], abs(vote[0] - i), vote[0]))[:_NEAR]:
            alike = likeness(counts_a[i], counts_b[j])
            if alike >= _ALIKE:
                found.append((i, j, alike))
    return found


def _gaps(chain: Pairs, len_a: int, len_b: int, used_a: set[int], used_b: set[int]) -> Iterator[tuple[list[int], list[int]]]:
    """The units between two neighbours of the chain that are in no pair yet."""
    a0 = b0 = 0
    for i, j in (*chain, (len_a, len_b)):
        rows = [at for at in range(a0, i) if at not in used_a]
        columns = [at for at in range(b0, j) if at not in used_b]
        if rows and columns:
            yield rows, columns
        a0, b0 = i + 1, j + 1


def _fill(
    a: Sequence[Unit],
    b: Sequence[Unit],
    rows: list[int],
    columns: list[int],
    counts_a: dict[int, Counter[str]],
    counts_b: dict[int, Counter[str]],
    floor: float,
) -> Iterator[tuple[int, int]]:
    if len(rows) * len(columns) <= _CELLS:
        cells = [(x, y) for x in range(len(rows)) for y in range(len(columns))]
    else:
        cells = list(_by_order([a[i] for i in rows], [b[j] for j in columns]))
    alike = [(x, y, _likely(counts_a[rows[x]], counts_b[columns[y]])) for x, y in cells]
    good = [(x, y, share) for x, y, share in alike if share >= floor]
    weights = [1 + int(100 * share) for _, _, share in good]
    for at in longest_chain([(x, y) for x, y, _ in good], weights):
        yield rows[good[at][0]], columns[good[at][1]]


def _likely(a: Counter[str], b: Counter[str]) -> float:
    """How alike two units in one place are; one that stands almost whole in the other is the same with something added."""
    alike = likeness(a, b)
    least = min(a.total(), b.total())
    return max(alike, shared(a, b) / least - _GROWN) if alike < _FILLED and least >= _GROWN_WORDS else alike


def _by_order(a: Sequence[Unit], b: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Units that are equal, and those between two such in the order in which they stand."""
    names = {unit: str(number) for number, unit in enumerate(sorted({*a, *b}))}  # the same whichever side comes first
    equal = common([names[unit] for unit in a], [names[unit] for unit in b])
    x = y = 0
    for i, j in (*equal, (len(a), len(b))):
        yield from zip(range(x, i), range(y, j), strict=False)
        if i < len(a):
            yield i, j
        x, y = i + 1, j + 1
