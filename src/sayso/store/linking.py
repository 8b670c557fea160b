"""Which sources of different items are one and the same?  A declared list of rules; what none of them is sure of stays apart.

Sources that are printed alike - the same name, roles and outlet - are one guise, and are linked or parted together.  The order in
which items were added plays no part.  A name alone joins nobody whose roles speak against it: those are candidates, for a person
to decide about.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct

from sayso.language.identity import Role, is_office
from sayso.store.namings import BODY, PERSON, unpack_context


class Rule(Enum):
    """On what ground two guises are linked, the surest first."""

    BOTH_NAMES = "one item prints both names"
    SAME_ROLE = "same full name, same role"
    SAME_BODY = "same full name, of the same body"
    SAME_OUTLET = "same full name in the same outlet"
    BODY_NAME = "same full name"
    PERSON_SAYS = "merged by a person"
    BARE_ROLE = "same full name, same role without more"
    NO_ROLE = "same full name, and no role printed that speaks against it"
    ACRONYM = "the acronym that this outlet prints with the name"


class Guise(Struct, frozen=True, order=True):
    """How sources are printed: all with the same key, outlet and roles.  `apart` names the split or the single source that a
    person took out of its like, and is empty of all others."""

    sort: str
    key: str
    outlet: str
    context: str
    apart: str = ""

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that are printed."""
        return unpack_context(self.context)


class Link(Struct, frozen=True):
    """Two guises that are one, why, and in what they agree: the role, the outlet, the words of the person who merged them."""

    one: Guise
    other: Guise
    rule: Rule
    shared: str


def link_guises(
    guises: Iterable[Guise], both: Iterable[tuple[Guise, Guise]], merged: Iterable[tuple[Guise, Guise, str]]
) -> list[tuple[tuple[Guise, ...], tuple[Link, ...]]]:
    """The guises of each entity in order, and the links that hold them together: one fewer than guises.

    `both` are pairs that one source of one item is printed as, `merged` those that persons merged, with what they said.
    """
    forest = _Forest(sorted(set(guises), key=_order))
    place = forest.place.get
    for one, other in sorted(both):
        forest.join(place(one), place(other), Rule.BOTH_NAMES, other.key)
    forest.by_feature(_apart)
    forest.by_feature(_surely)
    for one, other, said in merged:
        forest.join(place(one), place(other), Rule.PERSON_SAYS, said)
    _join_bare(forest)
    _join_roleless(forest)
    _join_acronyms(forest)
    return forest.trees()


def roles_agree(some: Sequence[Role], others: Sequence[Role]) -> bool:
    """Whether a role of `some` is one of `others`: the same noun, and nothing beside it that differs on both sides."""
    return any(
        one.head == other.head and one.head and (not one.told or not other.told or set(one.told) & set(other.told))
        for one in some
        for other in others
    )


def bodies_shared(some: Sequence[Role], others: Sequence[Role]) -> tuple[str, ...]:
    """The bodies and places that both belong to, in order."""
    return tuple(sorted({of for role in some for of in role.of} & {of for role in others for of in role.of}))


def _order(guise: Guise) -> tuple[str, ...]:
    return guise.sort, guise.key, guise.outlet, guise.context, guise.apart


_Feature = tuple[str, ...]
_Features = Callable[[Guise], Iterator[tuple[Rule, str, _Feature]]]
"""From a guise to what joins it with others: the rule, what is shared, and a key of it."""


class _Forest:
    """Guises that are joined step by step; it keeps why.  Each stands for itself by its place in the order."""

    def __init__(self, guises: Sequence[Guise]) -> None:
        self.guises = guises
        self.place = {guise: at for at, guise in enumerate(guises)}
        self._above = list(range(len(guises)))
        self._links: list[tuple[int, int, Rule, str]] = []

    def root(self, at: int) -> int:
        """The first of the guises that this one is joined with so far."""
        above = self._above
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    def join(self, one: int | None, other: int | None, rule: Rule, shared: str) -> None:
        """Join two, unless they are one already; one that is not there joins nobody."""
        if one is None or other is None or one == other:
            return
        first, second = self.root(one), self.root(other)
        if first != second:
            self._above[max(first, second)] = min(first, second)
            self._links.append((one, other, rule, shared))

    def by_feature(self, features: _Features) -> None:
        """Join all that share a feature."""
        firsts: dict[_Feature, int] = {}
        for at, guise in enumerate(self.guises):
            for rule, shared, feature in features(guise):
                self.join(firsts.setdefault(feature, at), at, rule, shared)

    def roots(self, places: Iterable[int]) -> set[int]:
        """The entities that some guises belong to so far."""
        return {self.root(at) for at in places}

    def trees(self) -> list[tuple[tuple[Guise, ...], tuple[Link, ...]]]:
        """What belongs together, and by which links."""
        members: dict[int, list[Guise]] = {}
        for at, guise in enumerate(self.guises):
            members.setdefault(self.root(at), []).append(guise)
        links: dict[int, list[Link]] = {}
        for one, other, rule, shared in self._links:
            links.setdefault(self.root(one), []).append(Link(self.guises[one], self.guises[other], rule, shared))
        return [(tuple(found), tuple(links.get(root, ()))) for root, found in members.items()]


def _apart(guise: Guise) -> Iterator[tuple[Rule, str, _Feature]]:
    if guise.apart:
        yield Rule.PERSON_SAYS, guise.apart, (guise.apart,)


def _surely(guise: Guise) -> Iterator[tuple[Rule, str, _Feature]]:
    """What is enough beside a full name, the surest first."""
    if guise.apart or guise.key.startswith("("):
        return
    who = (guise.sort, guise.key)
    if guise.sort == BODY:
        if not is_office(guise.key):
            yield Rule.BODY_NAME, guise.key, who
        elif guise.outlet:
            yield Rule.SAME_OUTLET, guise.outlet, (*who, guise.outlet)
        return
    for role in guise.roles:
        for of in role.told if role.head else ():
            yield Rule.SAME_ROLE, f"{role.head}, {of}", (*who, "role", role.head, of)
    for role in guise.roles:
        for of in role.of:
            yield Rule.SAME_BODY, of, (*who, "of", of)
    if guise.outlet:
        yield Rule.SAME_OUTLET, guise.outlet, (*who, "outlet", guise.outlet)


def _of_key(forest: _Forest, sort: str) -> Mapping[str, list[int]]:
    """The guises of each name, those that a person took apart left out."""
    found: dict[str, list[int]] = {}
    for at, guise in enumerate(forest.guises):
        if guise.sort == sort and not guise.apart:
            found.setdefault(guise.key, []).append(at)
    return found


def _join_bare(forest: _Forest) -> None:
    """A role that does not say of what ("commissioner") is that of the others where these are one already."""
    for places in _of_key(forest, PERSON).values():
        heads: dict[str, list[int]] = {}
        bare: dict[str, list[int]] = {}
        for at in places if len(places) > 1 else ():
            for role in forest.guises[at].roles:
                if role.head:
                    (heads if role.told else bare).setdefault(role.head, []).append(at)
        for head, found in sorted(bare.items()):
            told = heads.get(head, [])
            if len(forest.roots(told)) <= 1:
                for at in found:
                    forest.join((told or found)[0], at, Rule.BARE_ROLE, head)


def _join_roleless(forest: _Forest) -> None:
    """Who has no role is the one of that name where there is only one; where a person has parted two, it may be either."""
    parted = {guise.key for guise in forest.guises if guise.apart}
    for key, places in _of_key(forest, PERSON).items():
        told = [at for at in places if forest.guises[at].context]
        if key not in parted and len(forest.roots(told)) <= 1:
            for at in places:
                forest.join((told or places)[0], at, Rule.NO_ROLE, key)


def _join_acronyms(forest: _Forest) -> None:
    """An acronym alone is the body that the same outlet prints it with, where that is one."""
    bodies = _of_key(forest, BODY)
    spelled = forest.roots(at for key, places in bodies.items() if not key.startswith("(") for at in places)
    for key, places in bodies.items():
        outlets: dict[str, list[int]] = {}
        for at in places if key.startswith("(") else ():
            if forest.guises[at].outlet:
                outlets.setdefault(forest.guises[at].outlet, []).append(at)
        for outlet, found in outlets.items():
            named = [at for at in found if forest.root(at) in spelled]
            if len(forest.roots(named)) == 1:
                for at in found:
                    forest.join(named[0], at, Rule.ACRONYM, outlet)
