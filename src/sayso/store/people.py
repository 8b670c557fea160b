"""Who is quoted over a whole library?  People and organisations, each with the ground on which its sources are taken for one.

Nothing is kept but what the items print and what persons decide: who is one with whom follows from both whenever it is asked for,
so that adding, reading again and withdrawing need no second step, and the order of adding plays no part.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import NotFoundError, UsageError
from sayso.language.folding import fold
from sayso.language.identity import acronym_key, body_key, person_key
from sayso.store.candidates import find_bearers, find_candidates
from sayso.store.changes import Change, Changes
from sayso.store.conditions import Target, answering, collapsed, condition, is_words
from sayso.store.database import ALWAYS, Clause, Database, Value, marks
from sayso.store.decisions import (
    KEEP_APART,
    MERGE,
    PART,
    SPLIT,
    Decided,
    Printed,
    Whom,
    decided,
    find_printed,
    unfollowed,
    whom_of,
)
from sayso.store.entities import Appearance, Entity, entity_of
from sayso.store.gathering import Linked, Tree, find_appearances, find_places, find_sources, link_all, source_token, tally
from sayso.store.linking import Guise
from sayso.store.namings import EACH_PIECE
from sayso.store.query import All, Every, Node, Query, Words, read_query
from sayso.store.rows import BREAK
from sayso.store.search import PAGE
from sayso.store.who import Who, who_by

_REFERENCE = re.compile(r"([0-9a-fA-F]{6,64}):([0-9]{1,6})")
_MANY = 1000
"""Names that a query can mean before all are looked at: values of one statement, of which SQLite takes some 30,000."""


class PeoplePage(Struct, frozen=True, kw_only=True):
    """Some of the people and organisations that answer, those with the most statements first.

    `total` counts them all, `unlinked` the sources with a name that is not enough to follow them, which are in none of them.
    """

    entities: tuple[Entity, ...]
    total: int
    unlinked: int
    remarks: tuple[str, ...] = ()


class People:
    """The people and organisations of one library."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database = database
        self._changes = changes

    def page(self, query: str = "", *, within: str = "", sort: str | None = None, size: int = PAGE, skip: int = 0) -> PeoplePage:
        """Those that answer, without their single sources.

        Words of the query are words of their names; its fields, and the query `within`, say in which items they are sources.
        With ``copies:collapse`` these are of each family of copies the first that answers and, where names are asked for, quotes
        one who has such a name.  `skip` passes over as many, `sort` is ``person`` or ``organisation``.
        """
        asked, also = read_query(query), read_query(within)
        named, items = _parted(asked)
        items = _all((items, also.asked))
        keys = None if isinstance(named, Every) else self._keys_named(named)
        linked = self._linked(keys)
        inside = self._within(items, ALWAYS if keys is None else _quoting(_few(_keys_of(linked))))
        tallies = linked.totals
        if inside != ALWAYS:
            tallies = tally(self._database, linked.standing, inside, _few(keys and _keys_of(linked)))
        ranked = []
        for tree in linked.trees:
            counted = [tallies[guise] for guise in tree[0] if guise in tallies]
            if counted and sort in (None, tree[0][0].sort) and (keys is None or not keys.isdisjoint(_keys(tree))):
                ranked.append((-sum(one[0] for one in counted), -sum(one[1] for one in counted), tree))
        ranked.sort()
        return PeoplePage(
            entities=tuple(
                replace(self._told(tree, linked, inside), appearances=()) for _, _, tree in ranked[skip : skip + size]
            ),
            total=len(ranked),
            unlinked=self._count_unlinked(named, items, sort),
            remarks=(*asked.remarks, *also.remarks),
        )

    def one(self, reference: str, query: str = "") -> Entity:
        """The one that a name, or a source ``ID:N``, stands for, with reasons and candidates.

        What they are quoted with is counted in the items that the fields of `query` ask for; with ``copies:collapse``, of each
        family in the first of those that quote them.  Raises NotFoundError where nobody has that name or is quoted in such an
        item, UsageError where several have it.
        """
        tree, linked = self._tree(reference)
        entity = self._told(tree, linked)
        _, items = _parted(read_query(query))
        found = entity if isinstance(items, Every) else self._told_within(tree, linked, items)
        if not _keys(tree):
            [alone] = entity.appearances[:1]
            family = frozenset(find_bearers(self._database, self._printed(f"{alone.id}:{alone.number}")))
            linked = self._linked(family)
        candidates = find_candidates(self._database, tree, linked, entity, lambda other: self._told(other, linked), self._linked)
        return replace(found, candidates=candidates)

    def unlinked(self, query: str = "", *, sort: str | None = None, size: int = PAGE, skip: int = 0) -> tuple[Entity, ...]:
        """Sources whose names are not enough to follow them, each by itself, those with the most statements first."""
        named, items = _parted(read_query(query))
        where = self._unlinked_where(named, items, sort)
        rows = self._database.run(
            f"""SELECT n.document_id, n.number, n.sort {where.sql}
            ORDER BY o.statements DESC, o.folded, d.sha256, n.number LIMIT ? OFFSET ?""",
            (*where.values, size, skip),
        )
        sorts = {(int(str(document)), int(str(number))): str(kind) for document, number, kind in rows}
        found = find_appearances(self._database, sorts)
        return tuple(entity_of(kind, [found[place]]) for place, kind in sorts.items())

    def who(self, names: Mapping[str, str]) -> Who:
        """Who is who among the sources of some items, each under the name that `names` has for its id."""
        printed = find_printed(self._database, sorted(names))
        linked = self._linked(frozenset(key for source in printed for key in source.keys))
        guises = {source.place: source.guise for source in printed if source.keys}
        guises = {place: linked.standing.moved(guise) for place, guise in guises.items()} | dict(linked.standing.apart)
        places = {source.place: (names[source.id], source.place[1] - 1) for source in printed}  # the tables count from 1
        return who_by({places[place]: guise for place, guise in guises.items() if place in places}, linked.trees)

    # What persons decide

    def merge(self, one: str, other: str, *, who: str, why: str) -> Change:
        """Say that two are one; each is a name, or ``ID:N`` for who has that source."""
        _check_why(why)
        with self._database.transaction():
            both = [self._tree(reference) for reference in (one, other)]
            if set(both[0][0][0]) & set(both[1][0][0]):
                raise UsageError(f"{one} and {other} are one already", "see why: sayso people NAME")
            parting = self._parting(both)
            if parting is not None:
                raise UsageError(f"decision {parting.number} keeps them apart", f"first: sayso people undo {parting.number}")
            whom = tuple(self._whom(tree, linked) for tree, linked in both)
            about = " = ".join(self._told(tree, linked).name for tree, linked in both)
            return self._keep(MERGE, about, Decided(whom=whom), who, why)

    def keep_apart(self, one: str, other: str, *, who: str, why: str) -> Change:
        """Say that two are no candidates for each other; each is a name, or ``ID:N`` for who has that source.

        A source whose name is not enough to follow it stands for all that are printed so in its outlet.
        """
        _check_why(why)
        with self._database.transaction():
            both = [self._tree(reference) for reference in (one, other)]
            if set(both[0][0][0]) & set(both[1][0][0]):
                raise UsageError(f"{one} and {other} are one", "take sources of somebody else out: sayso people split")
            parting = self._parting(both)
            if parting is not None:
                raise UsageError(f"decision {parting.number} keeps them apart already", "see it: sayso people --log")
            about = " / ".join(self._told(tree, linked).name for tree, linked in both)
            whom = tuple(self._whom(tree, linked) for tree, linked in both)
            return self._keep(KEEP_APART, about, Decided(whom=whom), who, why)

    def _parting(self, both: Sequence[tuple[Tree, Linked]]) -> Change | None:
        sides = [self._guises(tree) for tree, _ in both]
        return both[0][1].standing.parting(*sides)

    def _guises(self, tree: Tree) -> tuple[Guise, ...]:
        """The guises of an entity; what stands for a source that cannot be followed."""
        return (unfollowed(self._printed_alone(tree[0][0])),) if tree[0][0].apart.startswith(_ALONE) else tree[0]

    def split(self, one: str, sources: Sequence[str], *, who: str, why: str, by_role: bool = False) -> Change:
        """Say that some sources (``ID:N``) of one are somebody else, all of them the same person or body.

        With `by_role` the sources of the same name and role go with them, those of items that are added later too.
        """
        _check_why(why)
        if not sources:
            raise UsageError("which sources are somebody else is not said", "name them: --source ID:N")
        with self._database.transaction():
            tree, linked = self._tree(one)
            own = set(find_places(self._database, tree, linked.standing))
            printed = [self._printed(reference) for reference in sources]
            for source, reference in zip(printed, sources, strict=True):
                if source.place not in own:
                    raise UsageError(f"{reference} is no source of {one}", "its sources: sayso people NAME --full")
            if own <= {source.place for source in printed}:
                raise UsageError(f"these are all the sources of {one}", "leave at least one with it")
            decision = Decided(whom=tuple(whom_of(source, single=True) for source in printed), by_role=by_role)
            return self._keep(SPLIT, self._told(tree, linked).name, decision, who, why)

    def undo(self, number: int, *, who: str, why: str) -> Change:
        """Take a decision back; it stays in the log."""
        with self._database.transaction():
            if self._changes.one(number).part != PART:
                raise UsageError(f"change {number} is not about people", "see them: sayso people --log")
            return self._changes.undo(number, who=who, why=why)

    def decisions(self) -> list[Change]:
        """Every decision, also those undone."""
        return list(self._changes.every(PART))

    def lost(self) -> tuple[Change, ...]:
        """The decisions whose people are not found in what the items print today; they change nothing."""
        linked = self._linked(None)
        one_now = [
            change
            for change, one, other in linked.standing.parted
            if any(not one.isdisjoint(tree[0]) and not other.isdisjoint(tree[0]) for tree in linked.trees)
        ]
        return tuple(sorted({*linked.standing.lost, *one_now}, key=lambda change: change.number))

    def forget(self, id_: str) -> None:
        """Take what an item printed out of the decisions; called when it is withdrawn, inside its transaction."""
        for change in self._changes.every(PART):
            what = decided(change)
            if any(whom.id == id_ for whom in what.whom):
                kept = tuple(self._without(whom) if whom.id == id_ else whom for whom in what.whom)
                detail = msgspec.json.encode(replace(what, whom=kept)).decode()
                self._changes.rewrite(change.number, change.about if all(one.key for one in kept) else "", detail)

    def _without(self, whom: Whom) -> Whom:
        """Who is meant, without the item: by name where another item prints it too, else nobody."""
        elsewhere = whom.key and self._database.run(
            f"SELECT 1 FROM naming n WHERE {EACH_PIECE} AND n.key = ? LIMIT 1", (whom.key,)
        )
        if elsewhere and not whom.single:
            return replace(whom, id="", name="")
        return Whom(sort=whom.sort, key="", outlet="", context="", id="", name="", single=whom.single)

    def _keep(self, action: str, about: str, decision: Decided, who: str, why: str) -> Change:
        return self._changes.keep(PART, action, about, msgspec.json.encode(decision).decode(), who=who, why=why)

    # Who is meant

    def _linked(self, keys: frozenset[str] | None) -> Linked:
        return link_all(self._database, self.decisions(), _few(keys))

    def _tree(self, reference: str) -> tuple[Tree, Linked]:
        """Who is meant by a name or a source, and all who share a name with them."""
        if _REFERENCE.fullmatch(reference.strip()):
            printed = self._printed(reference)
            tokens = {source_token(printed.id, name.strip()) for name in printed.name.split(BREAK)}
            linked = self._linked(frozenset({*printed.keys, *tokens}))
            guise = linked.standing.apart.get(printed.place)
            if guise is None:
                guise = linked.standing.moved(printed.guise) if printed.keys else None
            alone = (Guise(printed.sort, "", printed.outlet, printed.context, _alone(printed)),), ()
            return next((tree for tree in linked.trees if guise in tree[0]), alone), linked
        words = " ".join(fold(reference))
        keys = {person_key(reference), body_key(reference), words, f"({acronym_key(reference)})"} - {"", "()"}
        linked = self._linked(frozenset(keys))
        meant = [tree for tree in linked.trees if not keys.isdisjoint(_keys(tree))]
        if not meant and words:
            named = self._keys_named(Words(words=tuple(words.split())))
            linked = self._linked(named)
            meant = [tree for tree in linked.trees if not named.isdisjoint(_keys(tree))]
        if not meant:
            raise NotFoundError(
                f"nobody who can be followed is called {reference}", "look among the others: sayso people --unlinked"
            )
        if len(meant) > 1:
            others = ", ".join(f"{told.name} {told.reference}" for told in (self._told(tree, linked) for tree in meant[:3]))
            raise UsageError(f"{len(meant)} are called {reference}", f"name one by a source: {others}{' ...' * (len(meant) > 3)}")
        return meant[0], linked

    def _printed(self, reference: str) -> Printed:
        """The source ``ID:N``.  Raises NotFoundError where there is none, UsageError where it cannot be followed."""
        found = _REFERENCE.fullmatch(reference.strip())
        if not found:
            raise UsageError(f"{reference} names no source", "write ID:N, the item and the source's number in it")
        low, number = found[1].lower(), int(found[2])
        rows = self._database.run(
            """SELECT d.sha256, o.name FROM document d LEFT JOIN source o ON o.document_id = d.id AND o.number = ?
            WHERE d.sha256 >= ? AND d.sha256 < ? ORDER BY d.sha256 LIMIT 2""",
            (number, low, low + "g"),
        )
        if len(rows) > 1:
            raise NotFoundError(f"several items begin with {found[1]}", "write more of the id")
        if not rows or rows[0][1] is None:
            raise NotFoundError(f"the library has no source {reference}", "see the sources of an item: sayso sources ID")
        for printed in find_printed(self._database, [str(rows[0][0])]):
            if printed.place[1] == number:
                return printed
        raise UsageError(f"{rows[0][1]!s} is neither a named person nor an organisation", "only these are followed over items")

    def _whom(self, tree: Tree, linked: Linked) -> Whom:
        """How a decision remembers an entity: by how it is printed most often, and one source that is printed so."""
        places = find_places(self._database, tree, linked.standing)
        if not places:  # a source that is linked to nobody
            return whom_of(self._printed_alone(tree[0][0]), single=True)
        ids = {one.id for one in find_appearances(self._database, places).values()}
        printed = [source for source in find_printed(self._database, sorted(ids)) if source.place in set(places)]
        free = [source for source in printed if source.place not in linked.standing.apart and source.keys]
        if not free:
            return whom_of(min(printed, key=lambda source: (source.id, source.place)), single=True)
        counts: dict[Guise, int] = {}
        for source in free:
            counts[source.guise] = counts.get(source.guise, 0) + 1
        first = min(free, key=lambda source: (-counts[source.guise], source.guise, source.id))
        return whom_of(first, single=False)

    def _printed_alone(self, guise: Guise) -> Printed:
        return self._printed(guise.apart.removeprefix(_ALONE))

    def _told(self, tree: Tree, linked: Linked, within: Clause = ALWAYS) -> Entity:
        return entity_of(tree[0][0].sort, self._appearances(tree, linked, within), tree[1])

    def _told_within(self, tree: Tree, linked: Linked, items: Node) -> Entity:
        alone = tree[0][0].apart.startswith(_ALONE)
        places = [self._printed_alone(tree[0][0]).place] if alone else find_places(self._database, tree, linked.standing)
        documents = ", ".join(str(document) for document in sorted({document for document, _ in places}))
        found = self._appearances(tree, linked, self._within(items, Clause(f"d.id IN ({documents})")))
        if not found:
            raise NotFoundError("nobody who is meant is quoted in an item that answers", "ask for more items")
        return entity_of(tree[0][0].sort, found, tree[1])

    def _appearances(self, tree: Tree, linked: Linked, within: Clause) -> list[Appearance]:
        if tree[0][0].apart.startswith(_ALONE):
            alone = self._printed_alone(tree[0][0]).place
            return list(find_appearances(self._database, [alone], within).values())
        return find_sources(self._database, tree, linked.standing, within)

    def _keys_named(self, named: Node) -> frozenset[str]:
        """The names of the sources whose names hold the words that are asked for."""
        asked = condition(named, Target.SOURCES, self._database)
        rows = self._database.run(
            f"""SELECT DISTINCT n.key FROM naming n JOIN source o ON o.document_id = n.document_id AND o.number = n.number
            WHERE n.key <> '' AND {asked.sql}""",
            asked.values,
        )
        return frozenset(str(row[0]) for row in rows)

    def _within(self, items: Node, shown: Clause) -> Clause:
        """The condition on items.  Of copies it takes the first that answers and is `shown`: holds somebody who is listed."""
        if isinstance(items, Every):
            return ALWAYS
        return answering(items, Target.DOCUMENTS, self._database, ALWAYS if collapsed(items) is None else shown)

    def _count_unlinked(self, named: Node, items: Node, sort: str | None) -> int:
        where = self._unlinked_where(named, items, sort)
        return int(str(self._database.run(f"SELECT COUNT(*) {where.sql}", where.values)[0][0]))

    def _unlinked_where(self, named: Node, items: Node, sort: str | None) -> Clause:
        asked = condition(named, Target.SOURCES, self._database)
        unlinked = f"n.place = 0 AND n.key = '' AND o.statements > 0 AND {asked.sql}"
        shown = f"""EXISTS (SELECT 1 FROM naming n JOIN source o ON o.document_id = n.document_id AND o.number = n.number
            WHERE n.document_id = d.id AND {unlinked})"""
        within = self._within(items, ALWAYS if isinstance(named, Every) else Clause(shown, asked.values))
        apart = link_all(self._database, self.decisions(), ()).standing.apart if self.decisions() else {}
        listed = ", ".join(f"({document}, {number})" for document, number in sorted(apart))
        values: list[Value] = [*asked.values, *within.values]
        sql = f"""FROM naming n JOIN document d ON d.id = n.document_id
            JOIN source o ON o.document_id = n.document_id AND o.number = n.number
            WHERE {unlinked} AND {within.sql}"""
        if listed:
            sql += f" AND (n.document_id, n.number) NOT IN (VALUES {listed})"
        if sort is not None:
            sql += " AND n.sort = ?"
            values.append(sort)
        return Clause(sql, tuple(values))


_ALONE = "alone "


def _alone(printed: Printed) -> str:
    return f"{_ALONE}{printed.id}:{printed.place[1]}"


def _keys(tree: Tree) -> set[str]:
    return {guise.key for guise in tree[0] if guise.key}


def _keys_of(linked: Linked) -> frozenset[str]:
    return frozenset(key for tree in linked.trees for key in _keys(tree))


def _quoting(keys: frozenset[str] | None) -> Clause:
    """The condition that an item prints one of some names; that everything answers, where these are too many to be named."""
    if not keys:
        return ALWAYS
    listed = marks(keys)
    return Clause(f"EXISTS (SELECT 1 FROM naming n WHERE n.document_id = d.id AND n.key IN ({listed}))", tuple(sorted(keys)))


def _few(keys: frozenset[str] | None) -> frozenset[str] | None:
    """Names to be looked for; None, that is all of them, where there are too many to be named."""
    return None if keys is None or len(keys) > _MANY else keys


def _parted(query: Query) -> tuple[Node, Node]:
    """What a query asks of names, and what of items: its words, and all else."""
    asked = query.asked
    if is_words(asked):
        return asked, Every()
    if isinstance(asked, All):
        words = tuple(part for part in asked.parts if is_words(part))
        others = tuple(part for part in asked.parts if not is_words(part))
        return _all(words), _all(others)
    return Every(), asked


def _all(parts: tuple[Node, ...]) -> Node:
    """What asks for each of `parts`, as one list: what is asked beside ``copies:collapse`` must be seen beside it."""
    asking = tuple(one for part in parts for one in (part.parts if isinstance(part, All) else (part,)))
    asking = tuple(one for one in asking if not isinstance(one, Every))
    if not asking:
        return Every()
    return asking[0] if len(asking) == 1 else All(asking)


def _check_why(why: str) -> None:
    if not why.strip():
        raise UsageError("nobody says why", "give both --who and --why; they stay in the log")
