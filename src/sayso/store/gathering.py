"""Which sources does the library hold that can be followed, and who is who among them?  What the tables know, gathered anew."""

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sayso.store.changes import Change
from sayso.store.database import ALWAYS, Clause, Database, Row, Value, marks, portions
from sayso.store.decisions import KEEP_APART, NOTHING_DECIDED, Place, Standing, apply_decisions, decided
from sayso.store.entities import Appearance
from sayso.store.linking import Guise, Link, link_guises
from sayso.store.namings import EACH_PIECE

REFERENCE = 10
"""Digits of an item's id in a reference, as lists of hits show them."""
Tree = tuple[tuple[Guise, ...], tuple[Link, ...]]
_GUISE = "n.sort, n.key, COALESCE(d.outlet, ''), n.context"
_APPEARANCE = """o.document_id, o.number, d.sha256, o.name, o.role, o.kind, d.outlet, d.published, d.title, o.statements,
    o.characters, d.characters, d.undetermined"""
_NAMED = "naming n JOIN document d ON d.id = n.document_id"


class Linked(Struct, frozen=True):
    """Who is who: each entity's guises and links, and the decisions behind them."""

    trees: list[Tree]
    standing: Standing
    totals: dict[Guise, tuple[int, int]]
    """Statements and sources of each guise in the whole library."""


def link_all(database: Database, changes: Sequence[Change], keys: Collection[str] | None = None) -> Linked:
    """Who is who in the whole library, or among those who have one of some keys and whom they lead to."""
    known = None if keys is None else _closed(database, changes, set(keys))
    counted = _counted(database, known)
    guises = {guise for guise, _, _ in counted}
    both = _both(database, NOTHING_DECIDED, known)
    guises |= {other for _, other in both}
    standing = apply_decisions(database, changes, guises)
    if standing == NOTHING_DECIDED:
        return Linked(link_guises(guises, both, ()), standing, {guise: (said, count) for guise, said, count in counted})
    # What a split took out no longer says that two names are one person's.
    both = [pair for pair in _both(database, standing, known) if not any(standing.moved(guise).apart for guise in pair)]
    nodes = {*map(standing.moved, guises - _emptied(database, standing)), *standing.apart.values()}
    return Linked(link_guises(nodes, both, standing.merged), standing, tally(database, standing, ALWAYS, known))


def tally(database: Database, standing: Standing, within: Clause, keys: Collection[str] | None) -> dict[Guise, tuple[int, int]]:
    """Statements and sources of each guise in the items within a condition."""
    found: dict[Guise, tuple[int, int]] = {}
    singles = find_appearances(database, standing.apart, within)
    counted = _counted(database, keys, f"{_without(standing.apart)} AND {within.sql}", within.values)
    counted += [(standing.apart[place], one.statements, 1) for place, one in singles.items()]
    for guise, statements, sources in counted:
        own = standing.moved(guise)
        before = found.get(own, (0, 0))
        found[own] = (before[0] + statements, before[1] + sources)
    return found


def find_places(database: Database, tree: Tree, standing: Standing) -> list[Place]:
    """The sources of an entity."""
    own = set(tree[0])
    keys = sorted({guise.key for guise in own if guise.key})
    found = [place for place, guise in standing.apart.items() if guise in own]
    for some in portions(keys):
        rows = database.run(
            f"""SELECT {_GUISE}, n.document_id, n.number FROM {_NAMED}
            WHERE {EACH_PIECE} AND n.place = 0 AND n.key IN ({marks(some)})""",
            some,
        )
        for row in rows:
            place = (int(str(row[4])), int(str(row[5])))
            if place not in standing.apart and standing.moved(_guise(row)) in own:
                found.append(place)
    return sorted(found)


def find_sources(database: Database, tree: Tree, standing: Standing, within: Clause = ALWAYS) -> list[Appearance]:
    """The sources of an entity, as far as their items are within a condition."""
    own = set(tree[0])
    keys = sorted({guise.key for guise in own if guise.key})
    apart = [place for place, guise in standing.apart.items() if guise in own]
    found = list(find_appearances(database, apart, within).values())
    for some in portions(keys):
        rows = database.run(
            f"""SELECT {_GUISE}, {_APPEARANCE} FROM {_NAMED}
            JOIN source o ON o.document_id = n.document_id AND o.number = n.number
            WHERE {EACH_PIECE} AND n.place = 0 AND n.key IN ({marks(some)}) AND {within.sql}""",
            (*some, *within.values),
        )
        for row in rows:
            place = (int(str(row[4])), int(str(row[5])))
            if place not in standing.apart and standing.moved(_guise(row)) in own:
                found.append(_appearance(row[4:]))
    return found


def find_appearances(database: Database, places: Iterable[Place], within: Clause = ALWAYS) -> dict[Place, Appearance]:
    """The sources at some places of the tables, as far as their items are within a condition."""
    numbers: dict[int, set[int]] = {}
    for document, number in places:
        numbers.setdefault(document, set()).add(number)
    found: dict[Place, Appearance] = {}
    for some in portions(sorted(numbers)):
        rows = database.run(
            f"""SELECT {_APPEARANCE} FROM source o JOIN document d ON d.id = o.document_id
            WHERE d.id IN ({marks(some)}) AND {within.sql}""",
            (*some, *within.values),
        )
        for row in rows:
            document, number = int(str(row[0])), int(str(row[1]))
            if number in numbers[document]:
                found[document, number] = _appearance(row)
    return dict(sorted(found.items()))


def _appearance(row: Row) -> Appearance:
    _, number, id_, name, role, kind, outlet, published, title, *counts = row
    statements, characters, whole, undetermined = (int(str(count)) for count in counts)
    texts = [None if value is None else str(value) for value in (role, outlet, published, title)]
    return Appearance(
        reference=f"{str(id_)[:REFERENCE]}:{number!s}",
        id=str(id_),
        number=int(str(number)),
        name=str(name),
        role=texts[0],
        kind=str(kind),
        outlet=texts[1],
        published=texts[2],
        title=texts[3],
        statements=statements,
        characters=characters,
        whole=whole,
        undetermined=undetermined,
    )


def _closed(database: Database, changes: Sequence[Change], keys: set[str]) -> set[str]:
    """Keys, and those that they lead to: printed for one source, or brought together by a person, also through a source that has
    no key: then its `source_token` is among them."""
    decisions = [decided(change) for change in changes if change.undone_on is None and change.action != KEEP_APART]
    merged = [
        {token for whom in one.whom for token in (whom.key, source_token(whom.id, whom.name)) if token} for one in decisions
    ]
    fresh = set(keys)
    while fresh:
        found = {key for together in merged if together & fresh for key in together}
        for some in portions(sorted(fresh)):
            rows = database.run(
                f"""SELECT DISTINCT m.key FROM naming n
                JOIN naming m ON m.document_id = n.document_id AND m.number = n.number
                WHERE {EACH_PIECE} AND n.key IN ({marks(some)}) AND m.key <> ''""",
                some,
            )
            found |= {str(row[0]) for row in rows}
        fresh = found - keys
        keys |= fresh
    return keys


def source_token(id_: str, name: str) -> str:
    """What stands for a single source among keys; no key begins so."""
    return f"#{id_} {name}" if id_ else ""


def _counted(
    database: Database, keys: Collection[str] | None, where: str = "1 = 1", values: Sequence[Value] = ()
) -> list[tuple[Guise, int, int]]:
    """The guises that sources go by, with their statements and how many sources they are."""
    of_keys, named = _of_keys(keys)
    rows = database.run(
        f"""SELECT {_GUISE}, SUM(o.statements), COUNT(*) FROM {_NAMED}
        JOIN source o ON o.document_id = n.document_id AND o.number = n.number
        WHERE n.place = 0 AND n.key <> '' AND {of_keys} AND {where} GROUP BY {_GUISE}""",
        (*named, *values),
    )
    return [(_guise(row), int(str(row[4])), int(str(row[5]))) for row in rows]


def _both(database: Database, standing: Standing, keys: Collection[str] | None) -> list[tuple[Guise, Guise]]:
    """The pairs of guises that one source is printed as."""
    where, values = _of_keys(keys)
    rows = database.run(
        f"""SELECT {_GUISE}, m.key FROM {_NAMED}
        JOIN naming m ON m.document_id = n.document_id AND m.number = n.number AND m.place > n.place
        WHERE n.key <> '' AND m.key <> '' AND {where} AND {_without(standing.apart)} GROUP BY {_GUISE}, m.key""",
        values,
    )
    return [(one := _guise(row), replace(one, key=str(row[4]))) for row in rows]


def _emptied(database: Database, standing: Standing) -> set[Guise]:
    """The guises of which every source was taken out."""
    if not standing.apart:
        return set()
    documents = ", ".join(str(document) for document, _ in sorted(standing.apart))
    left = {
        _guise(row)
        for row in database.run(
            f"""SELECT {_GUISE} FROM {_NAMED}
            WHERE {EACH_PIECE} AND n.key IN (SELECT key FROM naming WHERE document_id IN ({documents}))
            AND {_without(standing.apart)} GROUP BY {_GUISE}"""
        )
    }
    taken = database.run(
        f"SELECT {_GUISE}, n.document_id, n.number FROM {_NAMED} WHERE n.key <> '' AND n.document_id IN ({documents})"
    )
    return {_guise(row) for row in taken if (int(str(row[4])), int(str(row[5]))) in standing.apart} - left


def _without(places: Iterable[Place]) -> str:
    """The condition that a source is none of these; they are numbers of our own tables, and may stand in the statement."""
    listed = ", ".join(f"({document}, {number})" for document, number in sorted(places))
    return f"(n.document_id, n.number) NOT IN (VALUES {listed})" if listed else "1 = 1"


def _of_keys(keys: Collection[str] | None) -> tuple[str, tuple[Value, ...]]:
    if keys is None:
        return "1 = 1", ()
    return (f"{EACH_PIECE} AND n.key IN ({marks(keys)})", tuple(sorted(keys))) if keys else ("1 = 0", ())


def _guise(row: Row) -> Guise:
    return Guise(str(row[0]), str(row[1]), str(row[2]), str(row[3]))
