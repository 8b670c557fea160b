"""By which phrases would copies of some texts be found that are not among them?"""

from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.language.folding import fold
from sayso.language.rarity import rare_phrases
from sayso.model.descent import Witness
from sayso.model.reuse import Overlap, OverlapKind
from sayso.model.span import Span


def phrases_of(
    witnesses: dict[str, Witness],
    families: dict[str, int],
    parents: Mapping[str, str],
    overlaps: Sequence[Overlap],
    count: int,
) -> dict[str, tuple[str, ...]]:
    """Rare phrases of each family, from the text its copies are held to come from and what it shares with them; and of others."""
    groups: dict[int | str, list[str]] = {}
    for name in witnesses:
        groups.setdefault(families.get(name, name), []).append(name)
    sources = {group: _source(names, parents, witnesses) for group, names in groups.items()}
    words = {group: set(fold(witnesses[source].text)) for group, source in sources.items()}
    holders = Counter(word for held in words.values() for word in held)
    houses = {house for one in witnesses.values() for house in (one.outlet, one.origin) if house}
    found = {}
    for group, source in sources.items():
        others = {word: holders[word] - 1 for word in words[group] if holders[word] > 1}
        shared = _shared(source, overlaps)
        found[source] = rare_phrases(witnesses[source].text, count, within=shared, houses=houses, held=others)
    return found


def _source(names: Sequence[str], parents: Mapping[str, str], witnesses: dict[str, Witness]) -> str:
    """The member most of the others are held to come from, directly or by way of others; the earliest of several, by date."""
    below = dict.fromkeys(names, 0)
    for name in names:
        seen = {name}
        while (parent := parents.get(name)) in below and parent not in seen:
            below[parent] += 1
            seen.add(parent)
            name = parent
    return min(names, key=lambda name: (-below[name], witnesses[name].date or "9999", name))


def _shared(name: str, overlaps: Sequence[Overlap]) -> list[Span]:
    """What a text shares with its copies, furniture left out."""
    copies = [one for one in overlaps if one.kind is OverlapKind.REPUBLICATION and name in (one.a, one.b)]
    return [shared.a if one.a == name else shared.b for one in copies for shared in one.shared if not shared.furniture]
