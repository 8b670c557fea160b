"""What is told of a person or an organisation over a whole library?  Counted from its sources, item by item."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.store.linking import Guise, Link, Rule


class Appearance(Struct, frozen=True, kw_only=True):
    """One source of one item.  `reference` is ``ID:N``: the item and the source's number in it.

    `characters` are those it answers for, white space left out; `whole` and `undetermined` are those of the item's body, cues and
    furniture left out, and of the undetermined passages in it.
    """

    reference: str
    id: str
    number: int
    name: str
    role: str | None
    kind: str
    outlet: str | None
    published: str | None
    title: str | None
    statements: int
    characters: int
    whole: int
    undetermined: int


class Tally(Struct, frozen=True):
    """A value as printed, and how many sources are printed so."""

    value: str
    count: int


class Quoting(Struct, frozen=True, kw_only=True):
    """How much an outlet quotes somebody: the items, the statements, the share of these items' text that it is given, and the
    share of it that is undetermined: what may be its words too, and is not counted as such."""

    outlet: str | None
    items: int
    statements: int
    share: float
    undetermined: float


class Reason(Struct, frozen=True):
    """Why sources printed as `one` and as `other` are taken for the same: the rule, and in what they agree."""

    rule: Rule
    shared: str
    one: str
    other: str


class Candidate(Struct, frozen=True, kw_only=True):
    """Who may be the same, and why; nothing is counted together until a person says so.  `reference` is one of its sources."""

    name: str
    reference: str
    role: str | None
    outlet: str | None
    sources: int
    why: str


class Entity(Struct, frozen=True, kw_only=True):
    """A person or an organisation over the archive, or a source that is linked to nobody.

    `name` is how it is printed most; `reference` one of its sources, which stands for it where its name is not enough.  Shares
    are of the text of the items that it is a source of.
    """

    name: str
    sort: str
    reference: str
    items: int
    statements: int
    share: float
    undetermined: float
    names: tuple[Tally, ...] = ()
    roles: tuple[Tally, ...] = ()
    outlets: tuple[Quoting, ...] = ()
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    appearances: tuple[Appearance, ...] = ()


def entity_of(sort: str, appearances: Sequence[Appearance], links: Iterable[Link] = ()) -> Entity:
    """The entity whose sources these are, at least one of them."""
    names = _tallies(one.name for one in appearances)
    share, undetermined = _shares(appearances)
    outlets: dict[str | None, list[Appearance]] = {}
    for one in appearances:
        outlets.setdefault(one.outlet, []).append(one)
    quoting = [_quoting(outlet, found) for outlet, found in outlets.items()]
    return Entity(
        name=min(names, key=lambda one: (-one.count, one.value.isupper(), -len(one.value), one.value)).value,
        sort=sort,
        reference=min(one.reference for one in appearances),
        items=len({one.id for one in appearances}),
        statements=sum(one.statements for one in appearances),
        share=share,
        undetermined=undetermined,
        names=names,
        roles=_tallies(one.role for one in appearances if one.role),
        outlets=tuple(sorted(quoting, key=lambda one: (-one.statements, -one.items, one.outlet or ""))),
        reasons=tuple(_reason(link) for link in links),
        appearances=tuple(sorted(appearances, key=lambda one: (one.published or "", one.id, one.number))),
    )


def _quoting(outlet: str | None, found: Sequence[Appearance]) -> Quoting:
    share, undetermined = _shares(found)
    items = len({one.id for one in found})
    return Quoting(
        outlet=outlet, items=items, statements=sum(one.statements for one in found), share=share, undetermined=undetermined
    )


def _shares(found: Iterable[Appearance]) -> tuple[float, float]:
    """The shares, from 0 to 1, of its items' text that they are given and that is undetermined; each item is counted once."""
    items = {one.id: (one.whole, one.undetermined) for one in found}
    whole = sum(size for size, _ in items.values())
    if not whole:
        return 0.0, 0.0
    return round(sum(one.characters for one in found) / whole, 4), round(sum(open_ for _, open_ in items.values()) / whole, 4)


def _tallies(values: Iterable[str]) -> tuple[Tally, ...]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return tuple(Tally(value, count) for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _reason(link: Link) -> Reason:
    return Reason(link.rule, link.shared, _printed(link.one), _printed(link.other))


def _printed(guise: Guise) -> str:
    """A guise in words: ``jorun ashby, commissioner (harbour), Tern Wire``."""
    roles = [
        " ".join(part for part in (role.head, f"({', '.join(role.told)})" if role.told else "") if part) for role in guise.roles
    ]
    name = guise.key.strip("()") or guise.apart.rpartition("source ")[2].partition(" ")[2].strip()
    return ", ".join(part for part in (name, *roles, guise.outlet or "outlet not found") if part)
