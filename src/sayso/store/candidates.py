"""Who may be the same person or body, though no rule is sure of it?  Shown with the reason, and never counted together."""

from collections.abc import Callable, Iterator, Sequence

from sayso.store.database import Database, marks
from sayso.store.decisions import Printed, Standing, unfollowed_guise
from sayso.store.entities import Candidate, Entity
from sayso.store.gathering import Linked, Tree, find_appearances
from sayso.store.linking import roles_agree
from sayso.store.namings import BODY, EACH_PIECE, unpack_context

SHORTEST = 5
"""Letters of a name of which one may differ: of shorter ones too many are other names."""


def find_candidates(
    database: Database,
    tree: Tree,
    linked: Linked,
    entity: Entity,
    tell: Callable[[Tree], Entity],
    link: Callable[[frozenset[str]], Linked],
) -> tuple[Candidate, ...]:
    """Who may be the entity too: those with its name whom roles or persons keep apart, those with its surname or short name
    alone, and those with a similar name; whom a person has said not to be a candidate is left out.

    `linked` holds all with one of its names, `tell` says what is known of one of them, `link` who is who among those of other
    names.
    """
    if not any(guise.key for guise in tree[0]):
        return tuple(_bearers(tree, linked, entity, tell))
    found = [*_namesakes(tree, linked, tell)]
    found += _short(database, tree, linked.standing, {one.outlet for one in entity.outlets})
    found += _similar(database, tree, linked.standing, tell, link)
    return tuple(found)


def find_bearers(database: Database, printed: Printed) -> list[str]:
    """The full names, as keys, that go with the surname or short name of a source."""
    rows = database.run(
        f"""SELECT DISTINCT m.key FROM naming n JOIN naming m ON m.document_id = n.document_id AND m.number = n.number
        WHERE {EACH_PIECE} AND n.sort = ? AND n.family = ? AND n.family <> '' AND m.key <> '' ORDER BY m.key""",
        (printed.sort, printed.family),
    )
    return [str(row[0]) for row in rows]


def _bearers(tree: Tree, linked: Linked, entity: Entity, tell: Callable[[Tree], Entity]) -> Iterator[Candidate]:
    """Those whose surname or short name a source has that is linked to nobody: with its role first, then in its outlet."""
    roles = [role for guise in tree[0] for role in guise.roles]
    name = entity.appearances[0].name
    alone = [unfollowed_guise(guise.sort, name, guise.outlet, guise.context) for guise in tree[0]]
    ranked = []
    for other in linked.trees:
        if not any(guise.key for guise in other[0]) or linked.standing.parting(alone, other[0]):
            continue
        told = tell(other)
        same_role = any(roles_agree(roles, guise.roles) for guise in other[0])
        same_outlet = entity.outlets[0].outlet in {one.outlet for one in told.outlets}
        agree = [words for holds, words in ((same_role, "same role"), (same_outlet, "same outlet")) if holds]
        why = ", ".join(["its short name" if other[0][0].sort == BODY else "same surname", *agree])
        ranked.append((-2 * same_role - same_outlet, -told.statements, told.name, told, why))
    for *_, told, why in sorted(ranked, key=lambda one: one[:3]):
        yield _candidate(told, why)


def _candidate(told: Entity, why: str) -> Candidate:
    return Candidate(
        name=told.name,
        reference=told.reference,
        role=told.roles[0].value if told.roles else None,
        outlet=told.outlets[0].outlet,
        sources=len(told.appearances),
        why=why,
    )


def _namesakes(tree: Tree, linked: Linked, tell: Callable[[Tree], Entity]) -> Iterator[Candidate]:
    keys = {guise.key for guise in tree[0] if guise.key}
    for other in linked.trees:
        shared = sorted(keys & {guise.key for guise in other[0]})
        if not shared or other[0] == tree[0] or linked.standing.parting(tree[0], other[0]):
            continue
        if any(guise.apart.startswith("split") for guise in (*tree[0], *other[0])):
            why = "same name, taken apart by a person"
        elif other[0][0].sort != tree[0][0].sort:
            why = f"same name, read as {other[0][0].sort} there"
        elif shared[0].startswith("("):
            why = f"same acronym ({shared[0].strip('()').upper()}), not printed with a name there"
        elif tree[0][0].sort == BODY:
            why = "same name, which offices of other places have too"
        else:
            why = "same full name, other or no role"
        yield _candidate(tell(other), why)


def _short(database: Database, tree: Tree, standing: Standing, outlets: set[str | None]) -> Iterator[Candidate]:
    """Sources with the surname or short name alone: those with the same role first, then those in the same outlets."""
    sort = tree[0][0].sort
    families = _families(database, tree)
    if not families:
        return
    own = [role for guise in tree[0] for role in guise.roles]
    rows = database.run(
        f"""SELECT o.name, COALESCE(o.role, ''), COALESCE(d.outlet, ''), n.context, n.document_id, n.number
        FROM naming n JOIN document d ON d.id = n.document_id
        JOIN source o ON o.document_id = n.document_id AND o.number = n.number
        WHERE {EACH_PIECE} AND n.place = 0 AND n.key = '' AND n.sort = ? AND n.family IN ({marks(families)})
        ORDER BY o.name, o.role, d.outlet, d.sha256, n.number""",
        (sort, *families),
    )
    groups: dict[tuple[str, str, str, str], list[tuple[int, int]]] = {}
    for name, role, outlet, context, document, number in rows:
        place = (int(str(document)), int(str(number)))
        if place not in standing.apart:
            groups.setdefault((str(name), str(role), str(outlet), str(context)), []).append(place)
    alone = "short name alone" if sort == BODY else "surname alone"
    ranked = []
    for (name, role, outlet, context), places in groups.items():
        if standing.parting(tree[0], [unfollowed_guise(sort, name, outlet, context)]):
            continue
        same_role, same_outlet = roles_agree(own, unpack_context(context)), outlet in outlets
        agree = [words for holds, words in ((same_role, "same role"), (same_outlet, "same outlet")) if holds]
        ranked.append((-2 * same_role - same_outlet, name, role, outlet, places, ", ".join([alone, *agree])))
    for _, name, role, outlet, places, why in sorted(ranked):
        [first] = find_appearances(database, places[:1]).values()
        yield Candidate(
            name=name, reference=first.reference, role=role or None, outlet=outlet or None, sources=len(places), why=why
        )


def _similar(
    database: Database,
    tree: Tree,
    standing: Standing,
    tell: Callable[[Tree], Entity],
    link: Callable[[frozenset[str]], Linked],
) -> Iterator[Candidate]:
    """Other full names with an initial, another middle name, a Jr., or one letter that differs."""
    sort = tree[0][0].sort
    own = sorted({guise.key for guise in tree[0] if guise.key and not guise.key.startswith("(")})
    seen = set(own)
    for family in _families(database, tree) if sort != BODY else ():
        begins = family[:2]  # one letter differs behind them, or the names are too far apart to be listed
        rows = database.run(
            f"""SELECT n.key, n.family, MIN(n.document_id), COUNT(*) FROM naming n
            WHERE {EACH_PIECE} AND n.sort = ? AND n.key <> '' AND n.family >= ? AND n.family < ?
            GROUP BY n.key, n.family ORDER BY n.key""",
            (sort, begins, begins + "\U0010ffff"),
        )
        for key, other, document, count in rows:
            why = next((why for one in own if (why := _alike(one, family, str(key), str(other)))), None)
            if why is None or key in seen:
                continue
            seen.add(str(key))
            named, left = _parted(tree, str(key), link) if standing.parted else ([], [])
            if len(left) < len(named):
                yield from (_candidate(tell(one), why) for one in left)
                continue
            number = int(
                str(database.run("SELECT MIN(number) FROM naming WHERE document_id = ? AND key = ?", (document, key))[0][0])
            )
            [first] = find_appearances(database, [(int(str(document)), number)]).values()
            yield Candidate(
                name=first.name,
                reference=first.reference,
                role=first.role,
                outlet=first.outlet,
                sources=int(str(count)),
                why=why,
            )


def _parted(tree: Tree, key: str, link: Callable[[frozenset[str]], Linked]) -> tuple[list[Tree], list[Tree]]:
    """Those of a name, and those of them whom no person keeps apart from the entity."""
    linked = link(frozenset({key}))
    named = [other for other in linked.trees if any(guise.key == key for guise in other[0])]
    return named, [other for other in named if not linked.standing.parting(tree[0], other[0])]


def _families(database: Database, tree: Tree) -> list[str]:
    """The surnames of a person, the short names that items print for a body."""
    keys = sorted({guise.key for guise in tree[0] if guise.key})
    if not keys:
        return []
    rows = database.run(
        f"""SELECT DISTINCT m.family FROM naming n JOIN naming m ON m.document_id = n.document_id AND m.number = n.number
        WHERE {EACH_PIECE} AND n.key IN ({marks(keys)}) AND m.family <> '' ORDER BY m.family""",
        keys,
    )
    return [str(row[0]) for row in rows]


def _alike(one: str, family: str, other: str, family_of_other: str) -> str | None:
    """Why two full names, given by their keys and surnames, may be one person's; None where nothing says so.

    >>> _alike("jorun ashby", "ashby", "j ashby", "ashby"), _alike("tobin hale", "hale", "greta hale", "hale")
    ('similar name: initials or middle names', None)
    """
    mine, theirs = _given(one, family), _given(other, family_of_other)
    if not mine or not theirs:
        return None
    if family == family_of_other:
        if mine == theirs:
            return "similar name: one is Jr. or Sr."
        if _initials_agree(mine, theirs):
            return "similar name: initials or middle names"
        if len(mine) == len(theirs) and mine[1:] == theirs[1:] and _one_letter(mine[0], theirs[0]):
            return "similar name: spelling"
    elif mine == theirs and _one_letter(family, family_of_other):
        return "similar name: spelling"
    return None


def _given(key: str, family: str) -> list[str]:
    words = key.split()
    size = len(family.split())
    at = next((at for at in range(len(words) - size, -1, -1) if words[at : at + size] == family.split()), len(words))
    return words[:at]


def _initials_agree(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether given names fit each other: each of the shorter row, in order, is one of the longer or its initial."""
    short, long = sorted((some, others), key=len)
    if not _fits(short[0], long[0]):
        return False
    rest = iter(long)
    return all(any(_fits(name, other) for other in rest) for name in short)


def _fits(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _one_letter(one: str, other: str) -> bool:
    """Whether one letter is changed, left out, put in, or two neighbours are exchanged."""
    if min(len(one), len(other)) < SHORTEST or abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        return one[at + 1 :] == other[at + 1 :] or (
            one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        )
    short, long = sorted((one, other), key=len)
    return short[at:] == long[at + 1 :]
