"""Who copied whom, and from which text was each copied?  Of those that it may come from, the one it is most like.

Where too little says so, nobody is named: that two share text never says by itself that one copied the other.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sayso.language.outlets import outlet_key
from sayso.model.descent import Direction, Evidence, EvidenceSort, Witness
from sayso.model.reuse import Overlap, OverlapKind
from sayso.tracing.descent.evidence import add_up, are_quoting, are_versions, evidence, find_compiled, weigh
from sayso.tracing.descent.versions import same_page

DECIDED = 0.75
"""Probability from which it is said who copied whom."""
SURE = 0.9
"""Probability from which one text's having been copied says something of others."""
CIRCUMSTANCES = (EvidenceSort.DATE, EvidenceSort.ELSEWHERE)
"""What speaks for a direction without a look at the two texts: it counts for nothing where a copy prints whom it is from."""
_ALIKE = 3
"""Equal words within which two texts are as much alike: one misread word parts a run of three."""

Found = list[tuple[Overlap, Direction]]


def find_directions(witnesses: Mapping[str, Witness], overlaps: Sequence[Overlap]) -> Found:
    """Each overlap that anything says the direction of, with it, boilerplate left out; see `Direction.p` for how sure it is.

    Versions of one page have none: neither was copied (see `find_versions`).
    """
    told = [one for one in overlaps if one.kind is not OverlapKind.BOILERPLATE]
    pages = [same_page(witnesses[one.a], witnesses[one.b]) for one in told]
    gathered = [[] if page else weigh(witnesses[one.a], witnesses[one.b], one) for one, page in zip(told, pages, strict=True)]
    compiled = find_compiled(witnesses, told)
    for one, evidences in zip(told, gathered, strict=True):
        if (copy := compiled.get((one.a, one.b))) is not None and not are_versions(witnesses[one.a], witnesses[one.b]):
            evidences.append(evidence(EvidenceSort.COMPILED, copy, one.b if copy == one.a else one.a))
    copies = _copies(gathered)
    for one, evidences in zip(told, gathered, strict=True):
        of_a, of_b = (len(copies.get(name, set()) - {one.a, one.b}) for name in (one.a, one.b))
        pair = witnesses[one.a], witnesses[one.b]
        if of_a != of_b and not are_versions(*pair) and not are_quoting(*pair, one):
            copy, source = (one.b, one.a) if of_a > of_b else (one.a, one.b)
            evidences.append(evidence(EvidenceSort.ELSEWHERE, copy, source))
    elsewhere = find_elsewhere(witnesses, told)
    for one, evidences in zip(told, gathered, strict=True):
        if not are_versions(witnesses[one.a], witnesses[one.b]):  # who says where it has it from has it from there, at any time
            evidences[:] = [this for this in evidences if this.sort not in CIRCUMSTANCES or this.copy not in elsewhere]
    for one, evidences in zip(told, gathered, strict=True):
        dated = all(this.sort is EvidenceSort.DATE for this in evidences)
        if dated and one.kind is OverlapKind.PASSAGE and not are_versions(witnesses[one.a], witnesses[one.b]):
            evidences.clear()  # both may have it from a third, whatever their dates
    summed = [(one, None if page else add_up(of)) for one, of, page in zip(told, gathered, pages, strict=True)]
    return [(one, direction) for one, direction in summed if direction is not None]


def find_elsewhere(witnesses: Mapping[str, Witness], overlaps: Sequence[Overlap]) -> frozenset[str]:
    """The texts, by name, that print as their first publisher an outlet of which nothing that shares text with them is there."""
    outlets = {name: outlet_key(one.outlet) for name, one in witnesses.items() if one.outlet}
    beside: dict[str, set[str]] = {}
    for one in overlaps:
        for name, other in ((one.a, one.b), (one.b, one.a)):
            beside.setdefault(name, set()).add(outlets.get(other, ""))
    return frozenset(name for name, one in witnesses.items() if one.origin and outlet_key(one.origin) not in beside.get(name, ()))


def choose_parents(
    witnesses: Mapping[str, Witness],
    found: Found,
    confirmed: Mapping[str, str] | None = None,
    rejected: Collection[tuple[str, str]] = (),
    versions: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """For each text that was copied, by name, the one it was copied from, as far as anything says so.

    The most equal words come first, then a printed credit, the fewest stretches, the most copies, the earlier date.  No text
    comes from itself by way of others: in a ring the least sure link is left out.

    `confirmed` are copies with the texts that they were copied from for sure, `rejected` pairs of copy and source that are not.
    A text that is one of the later `versions` of a page has the version before it for its parent.
    """
    children = Counter(direction.source for _, direction in found if direction.p >= DECIDED)
    best: dict[str, tuple[object, ...]] = {}
    sure = {(direction.copy, direction.source): direction.p for _, direction in found}
    certain = dict(confirmed or {})
    for overlap, direction in found:
        if direction.p < DECIDED or direction.copy in certain or (direction.copy, direction.source) in rejected:
            continue
        credited = any(
            one.sort in (EvidenceSort.CREDIT, EvidenceSort.SELF_REFERENCE) and one.source == direction.source
            for one in direction.evidence
        )
        date = witnesses[direction.source].date
        stretches = sum(not one.furniture for one in overlap.shared)
        alike = (-round(overlap.words / _ALIKE), not credited, stretches, -children[direction.source])
        rank = (*alike, date is None, date or "", direction.source)
        best[direction.copy] = min(best.get(direction.copy, rank), rank)
    later = {copy: before for copy, before in (versions or {}).items() if copy not in certain}
    chosen = {copy: str(rank[-1]) for copy, rank in sorted(best.items())} | later
    parents = certain
    for copy in sorted(chosen, key=lambda name: (name not in later, -sure.get((name, chosen[name]), 0), name)):
        above: str | None = chosen[copy]
        while above is not None and above != copy:
            above = parents.get(above)
        if above is None:
            parents[copy] = chosen[copy]
    return dict(sorted(parents.items()))


def _copies(gathered: Sequence[Sequence[Evidence]]) -> dict[str, set[str]]:
    """For each text those that were surely copied from it, whatever the dates say."""
    copies: dict[str, set[str]] = {}
    for evidences in gathered:
        direction = add_up([one for one in evidences if one.sort is not EvidenceSort.DATE])
        if direction is not None and direction.p >= SURE:
            copies.setdefault(direction.source, set()).add(direction.copy)
    return copies
