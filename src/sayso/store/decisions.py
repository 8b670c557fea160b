"""What did persons decide about who is who, and what do the decisions mean today?  They name people, not rows of a table."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sayso.language.folding import fold
from sayso.store.changes import Change
from sayso.store.database import Database, marks
from sayso.store.linking import Guise, link_guises, roles_agree
from sayso.store.rows import BREAK

PART = "people"
MERGE, SPLIT, KEEP_APART = "merge", "split", "keep-apart"
Place = tuple[int, int]
"""A source of the tables: row of the document, number in it."""


class Whom(Struct, frozen=True, kw_only=True):
    """Who is meant, so that it is found again after a new reading: how it is printed, and one source that is printed so.

    `id` and `name` are the item and the folded name of that source; with `single` that source alone is meant.
    """

    sort: str
    key: str
    outlet: str
    context: str
    id: str
    name: str
    single: bool = False


class Decided(Struct, frozen=True, kw_only=True):
    """What a decision says: who is one (``merge``, two), who is no candidate for whom (``keep-apart``, two), or which sources are
    somebody else (``split``).  With `by_role` the
    sources of the same name and role go with those that were taken out, also those that are added later."""

    whom: tuple[Whom, ...]
    by_role: bool = False


class Printed(Struct, frozen=True):
    """A source as the tables have it: the names it can be followed by, and the first of them."""

    place: Place
    sort: str
    keys: tuple[str, ...]
    family: str
    context: str
    outlet: str
    id: str
    name: str

    @property
    def guise(self) -> Guise:
        """How it is printed."""
        return Guise(self.sort, self.keys[0] if self.keys else "", self.outlet, self.context)


class Standing(Struct, frozen=True):
    """The decisions as they apply today: the sources that stand apart and as what, the merges, the decisions that have lost their
    people, and the pairs that are no candidates for each other, each as the guises that may stand for it."""

    apart: Mapping[Place, Guise]
    merged: tuple[tuple[Guise, Guise, str], ...]
    by_role: tuple[Guise, ...]
    lost: tuple[Change, ...]
    parted: tuple[tuple[Change, frozenset[Guise], frozenset[Guise]], ...] = ()

    def parting(self, some: Collection[Guise], others: Collection[Guise]) -> Change | None:
        """The decision that two are no candidates for each other; each is given as its guises."""
        for change, one, other in self.parted:
            if not (one.isdisjoint(some) or other.isdisjoint(others)) or not (one.isdisjoint(others) or other.isdisjoint(some)):
                return change
        return None

    def moved(self, guise: Guise) -> Guise:
        """The guise that a guise has become where a split took its role along."""
        return _moved(guise, self.by_role)


def _moved(guise: Guise, by_role: Iterable[Guise]) -> Guise:
    for taken in by_role:
        if (taken.sort, taken.key) == (guise.sort, guise.key) and roles_agree(taken.roles, guise.roles):
            return replace(guise, apart=taken.apart)
    return guise


NOTHING_DECIDED = Standing({}, (), (), ())


def decided(change: Change) -> Decided:
    """What an entry of the log decided."""
    return msgspec.json.decode(change.detail, type=Decided)


def apply_decisions(database: Database, changes: Iterable[Change], guises: Collection[Guise]) -> Standing:
    """The decisions that hold, over the guises that there are."""
    held = [(one, decided(one)) for one in changes if one.undone_on is None]
    printed = find_printed(database, sorted({whom.id for _, what in held for whom in what.whom if whom.id}))
    apart: dict[Place, Guise] = {}
    by_role: list[Guise] = []
    lost: list[Change] = []
    singles: dict[Place, int] = {}
    for change, what in held:
        if change.action != SPLIT:
            continue
        found = [source for whom in what.whom if (source := _find(whom, printed)) is not None]
        for source in found:
            singles[source.place] = change.number
            apart[source.place] = replace(source.guise, apart=f"split {change.number}")
            if what.by_role and source.context and source.keys:
                by_role.append(apart[source.place])
        if len(found) < len(what.whom):
            lost.append(change)
    merged: list[tuple[Guise, Guise, str]] = []
    for change, what in held:
        if change.action != MERGE:
            continue
        both = [_resolve(whom, change.number, printed, guises, singles, apart, by_role) for whom in what.whom]
        one, other = both if len(both) == 2 else (None, None)
        if one is None or other is None:
            lost.append(change)
        else:
            merged.append((one, other, f"{change.who}: {change.why}"))
    parted = []
    for change, what in held:
        if change.action == KEEP_APART:
            sides = [_stands_for(whom, printed, apart, by_role) for whom in what.whom]
            parted.append((change, sides[0], sides[1]))
            there = {*guises, *apart.values(), *(unfollowed(source) for source in printed if not source.keys)}
            lost += [change] if any(side.isdisjoint(there) for side in sides) else []
    in_order = tuple(sorted(lost, key=lambda change: change.number))
    return Standing(apart, tuple(merged), tuple(by_role), in_order, tuple(parted))


def _stands_for(
    whom: Whom, printed: Sequence[Printed], apart: Mapping[Place, Guise], by_role: Sequence[Guise]
) -> frozenset[Guise]:
    """The guises that stand for somebody today: as printed when the decision was made, and as the source named then is now."""
    source = _find(whom, printed)
    if source is not None and source.place in apart:
        return frozenset({apart[source.place]})
    found = set()
    if not whom.single:
        found.add(_moved(Guise(whom.sort, whom.key, whom.outlet, whom.context), by_role))
    if source is not None:
        found.add(_moved(source.guise, by_role) if source.keys else unfollowed(source))
    return frozenset(found)


def unfollowed(source: Printed) -> Guise:
    """What stands for a source whose name is not enough to follow it, and for all that are printed so in its outlet."""
    return unfollowed_guise(source.sort, source.name.split(BREAK)[0], source.outlet, source.context)


def unfollowed_guise(sort: str, name: str, outlet: str, context: str) -> Guise:
    """The same, from how it is printed."""
    return Guise(sort, "", outlet, context, apart=f"unfollowed {' '.join(fold(name))}")


def find_printed(database: Database, ids: Sequence[str]) -> list[Printed]:
    """The sources of some items that can be followed."""
    found: dict[Place, Printed] = {}
    for start in range(0, len(ids), 500):  # values of one statement: far below what either database takes
        some = ids[start : start + 500]
        rows = database.run(
            f"""SELECT n.document_id, n.number, n.sort, n.key, n.family, n.context, COALESCE(d.outlet, ''), d.sha256, o.folded
            FROM naming n JOIN document d ON d.id = n.document_id
            JOIN source o ON o.document_id = n.document_id AND o.number = n.number
            WHERE d.sha256 IN ({marks(some)}) ORDER BY n.document_id, n.number, n.place""",
            some,
        )
        for document, number, sort, key, family, context, outlet, id_, name in rows:
            place = (int(str(document)), int(str(number)))
            before = found.get(place)
            keys = (*(before.keys if before else ()), *([str(key)] if key else ()))
            found[place] = Printed(
                place,
                str(sort),
                keys,
                before.family if before else str(family),
                str(context),
                str(outlet),
                str(id_),
                str(name),
            )
    return list(found.values())


def whom_of(printed: Printed, *, single: bool) -> Whom:
    """How a decision remembers a source."""
    guise = printed.guise
    name = printed.name.split(BREAK)[0].strip()
    return Whom(
        sort=guise.sort,
        key=guise.key,
        outlet=guise.outlet,
        context=guise.context,
        id=printed.id,
        name=name,
        single=single or not printed.keys,
    )


def single_guise(printed: Printed) -> Guise:
    """The guise of a source that has no name to be followed by, once a person says who it is."""
    return replace(printed.guise, apart=f"source {printed.id[:16]} {' '.join(fold(printed.name))}")


def _find(whom: Whom, printed: Sequence[Printed]) -> Printed | None:
    """The source that a decision named, if its item still has one of that name."""
    if not whom.id:
        return None
    of_item = [source for source in printed if source.id == whom.id]
    return next(
        (source for source in of_item if whom.name in (name.strip() for name in source.name.split(BREAK))),
        None,
    )


def _resolve(
    whom: Whom,
    number: int,
    printed: Sequence[Printed],
    guises: Collection[Guise],
    splits: Mapping[Place, int],
    apart: dict[Place, Guise],
    by_role: Sequence[Guise],
) -> Guise | None:
    """The guise that is meant today: as printed then, else that of the source named then, else the only one of that name.

    A source without a name to be followed by, of which a person says who it is, stands `apart` from now on.
    """
    source = _find(whom, printed)
    if whom.single:
        if source is None or splits.get(source.place, 0) > number:
            return None  # gone, or taken out again by a later split
        if source.keys and source.place not in apart:
            return _moved(source.guise, by_role)
        return apart.setdefault(source.place, single_guise(source))
    exact = Guise(whom.sort, whom.key, whom.outlet, whom.context)
    if exact in guises:
        return _moved(exact, by_role)
    if source is not None and source.keys and source.place not in apart:
        return _moved(source.guise, by_role)
    alike = [guise for guise in sorted(guises) if (guise.sort, guise.key) == (whom.sort, whom.key)]
    return _moved(alike[0], by_role) if len(link_guises(alike, (), ())) == 1 else None
