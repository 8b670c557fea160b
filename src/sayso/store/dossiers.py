"""What do persons keep together?  Dossiers of their own, filled by hand, by a saved query, or both."""

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from sayso.errors import NotFoundError, UsageError
from sayso.language.folding import fold
from sayso.model.legible import one_line
from sayso.store.changes import Change, Changes
from sayso.store.conditions import in_dossier
from sayso.store.database import Database
from sayso.store.query import All, Any, Asked, Node, Not, read_query
from sayso.store.search import PAGE

PART = "dossier"
LONGEST = 200
"""Characters of a name: two lines of a terminal."""


class Dossier(Struct, frozen=True, kw_only=True):
    """A dossier: its name, the query that fills it where there is one, and how many items are in it.

    `own` is False of a dossier that outlets print on their pages: of those only the items are counted here.
    """

    name: str
    query: str | None
    items: int
    own: bool = True


class DossierItem(Struct, frozen=True, kw_only=True):
    """An item of a dossier, and whether a person put it there."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    by_hand: bool


class Dossiers:
    """The dossiers of one library."""

    def __init__(self, database: Database, changes: Changes, resolve: Callable[[str], str]) -> None:
        self._database = database
        self._changes = changes
        self._resolve = resolve

    def every(self) -> tuple[Dossier, ...]:
        """Every dossier by name: one's own first, then those that outlets print."""
        rows = self._database.run("SELECT number, name, query FROM dossier ORDER BY folded")
        own = tuple(
            self._told(int(str(number)), str(name), None if query is None else str(query)) for number, name, query in rows
        )
        printed = self._database.run("SELECT value, COUNT(*) FROM label WHERE axis = 'dossier' GROUP BY value ORDER BY value")
        return own + tuple(Dossier(name=str(name), query=None, items=int(str(items)), own=False) for name, items in printed)

    def new(self, name: str, query: str | None = None, *, who: str, why: str = "") -> Change:
        """Make a dossier.  Raises UsageError where there is one of this name, or the query asks for dossiers again."""
        shown = one_line(name)
        if not fold(shown) or len(shown) > LONGEST:
            raise UsageError("a dossier needs a name", f"give words, at most {LONGEST} characters")
        if query is not None:
            asked = read_query(query)
            if not query.strip() or any(part.name == "dossier" for part in _fields(asked.asked)):
                raise UsageError(f"a dossier cannot be filled by {query!r}", "write a query that asks for no dossier")
        with self._database.transaction():
            if self._row(shown) is not None:
                raise UsageError(f"there is a dossier {shown} already", "choose another name, or add to it")
            change = self._changes.keep(PART, "new", shown, query or "", who=who, why=why)
            self._database.run(
                "INSERT INTO dossier (name, folded, query, made_on) VALUES (?, ?, ?, ?)",
                (shown, _folded(shown), query, change.made_on),
            )
        return change

    def add(self, name: str, ids: Sequence[str], *, who: str, why: str = "") -> Change:
        """Put items into a dossier by hand."""
        return self._put(name, ids, True, who, why)

    def remove(self, name: str, ids: Sequence[str], *, who: str, why: str = "") -> Change:
        """Take items out of a dossier, also those that its query finds."""
        return self._put(name, ids, False, who, why)

    def items(self, name: str, *, size: int = PAGE, skip: int = 0) -> tuple[Dossier, tuple[DossierItem, ...]]:
        """A dossier and a page of its items, the newest first."""
        number, shown, query = self._one(name)
        inside = in_dossier(number, query, self._database)
        rows = self._database.run(
            f"""SELECT d.sha256, d.title, d.outlet, d.published,
            EXISTS (SELECT 1 FROM dossier_item i WHERE i.dossier = {number} AND i.sha256 = d.sha256 AND i.kept = 1)
            FROM document d WHERE d.withdrawn IS NULL AND {inside.sql}
            ORDER BY COALESCE(d.published, '') DESC, d.sha256 LIMIT ? OFFSET ?""",
            (*inside.values, size, skip),
        )
        found = []
        for id_, *texts, by_hand in rows:
            title, outlet, published = (None if text is None else str(text) for text in texts)
            found.append(DossierItem(id=str(id_), title=title, outlet=outlet, published=published, by_hand=bool(by_hand)))
        return self._told(number, shown, query), tuple(found)

    def log(self, name: str | None = None) -> list[Change]:
        """What was done to dossiers, or to one of them."""
        return list(self._changes.every(PART, None if name is None else self._one(name)[1]))

    def forget(self, id_: str) -> None:
        """Take an item out of all dossiers; called when it is withdrawn, inside its transaction."""
        self._database.run("DELETE FROM dossier_item WHERE sha256 = ?", (id_,))

    def _put(self, name: str, ids: Sequence[str], kept: bool, who: str, why: str) -> Change:
        if not ids:
            raise UsageError("no item is named", "give ids, as sayso search prints them")
        with self._database.transaction():
            number, shown, query = self._one(name)
            whole = sorted({self._resolve(id_) for id_ in ids})
            for id_ in whole:
                self._check(id_)
                self._database.run("DELETE FROM dossier_item WHERE dossier = ? AND sha256 = ?", (number, id_))
                if kept or query is not None:
                    self._database.run(
                        "INSERT INTO dossier_item (dossier, sha256, kept) VALUES (?, ?, ?)", (number, id_, int(kept))
                    )
            detail = msgspec.json.encode(whole).decode()
            return self._changes.keep(PART, "add" if kept else "remove", shown, detail, who=who, why=why)

    def _check(self, id_: str) -> None:
        if not self._database.run("SELECT 1 FROM document WHERE sha256 = ? AND withdrawn IS NULL", (id_,)):
            raise NotFoundError(f"{id_[:12]} was withdrawn", "leave it out")

    def _told(self, number: int, name: str, query: str | None) -> Dossier:
        inside = in_dossier(number, query, self._database)
        ((items,),) = self._database.run(
            f"SELECT COUNT(*) FROM document d WHERE d.withdrawn IS NULL AND {inside.sql}", inside.values
        )
        return Dossier(name=name, query=query, items=int(str(items)))

    def _one(self, name: str) -> tuple[int, str, str | None]:
        row = self._row(name)
        if row is None:
            raise NotFoundError(f"there is no dossier {one_line(name)} of your own", "list them: sayso dossier")
        return row

    def _row(self, name: str) -> tuple[int, str, str | None] | None:
        rows = self._database.run("SELECT number, name, query FROM dossier WHERE folded = ?", (_folded(one_line(name)),))
        if not rows:
            return None
        number, shown, query = rows[0]
        return int(str(number)), str(shown), None if query is None else str(query)


def _folded(name: str) -> str:
    return f" {' '.join(fold(name))} "


def _fields(node: Node) -> list[Asked]:
    """Every field that a query asks for."""
    found: list[Asked] = []
    open_: list[Node] = [node]
    while open_:
        one = open_.pop()
        if isinstance(one, Asked):
            found.append(one)
        elif isinstance(one, All | Any):
            open_ += one.parts
        elif isinstance(one, Not):
            open_.append(one.part)
    return found
