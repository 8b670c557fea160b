"""What did persons decide about people, copies, dossiers and notes, when and why?  One log; nothing is ever deleted."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import NotFoundError, UsageError
from sayso.store.database import Database, Row

_COLUMNS = "number, part, action, about, detail, who, why, made_on, undone_by, undone_why, undone_on"


class Change(Struct, frozen=True, kw_only=True):
    """One entry of the log.  `part` is what it belongs to (``people``, ``origin``, ``dossier``, ``note``), `about` the one thing
    of it that was changed, `detail` what the part needs to know, as JSON.  `undone_*` are None while it holds."""

    number: int
    part: str
    action: str
    about: str
    detail: str
    who: str
    why: str
    made_on: str
    undone_by: str | None = None
    undone_why: str | None = None
    undone_on: str | None = None


class Changes:
    """The log of one library."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        self._database = database
        self._now = now

    def keep(self, part: str, action: str, about: str, detail: str = "", *, who: str, why: str) -> Change:
        """Write down what was done.  Raises UsageError where nobody says who did it."""
        if not who.strip():
            raise UsageError("nobody says who does it", "give --who; it stays in the log")
        change = Change(
            number=0,
            part=part,
            action=action,
            about=about,
            detail=detail,
            who=" ".join(who.split()),
            why=" ".join(why.split()),
            made_on=self._now(),
        )
        ((number,),) = self._database.run(
            """INSERT INTO change (part, action, about, detail, who, why, made_on)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number""",
            (part, action, about, detail, change.who, change.why, change.made_on),
        )
        return replace(change, number=int(str(number)))

    def every(self, part: str | None = None, about: str | None = None) -> Iterator[Change]:
        """Every entry in the order in which it was made, also those undone; of one part, about one thing."""
        asked = [(name, value) for name, value in (("part", part), ("about", about)) if value is not None]
        where = "".join(f"{' AND' if at else ' WHERE'} {name} = ?" for at, (name, _) in enumerate(asked))
        rows = self._database.run(f"SELECT {_COLUMNS} FROM change{where} ORDER BY number", [value for _, value in asked])
        return (_change(row) for row in rows)

    def one(self, number: int) -> Change:
        """The entry of this number.  Raises NotFoundError."""
        rows = self._database.run(f"SELECT {_COLUMNS} FROM change WHERE number = ?", (number,))
        if not rows:
            raise NotFoundError(f"there is no change {number}", "list them with --log")
        return _change(rows[0])

    def undo(self, number: int, *, who: str, why: str) -> Change:
        """Note that an entry no longer holds.  Raises UsageError where it was undone before."""
        if not who.strip() or not why.strip():
            raise UsageError("nobody says who undoes it and why", "give both --who and --why")
        before = self.one(number)
        if before.undone_on is not None:
            raise UsageError(f"change {number} was undone on {before.undone_on[:10]}", "make a new one")
        self._database.run(
            "UPDATE change SET undone_by = ?, undone_why = ?, undone_on = ? WHERE number = ?",
            (" ".join(who.split()), " ".join(why.split()), self._now(), number),
        )
        return self.one(number)

    def rewrite(self, number: int, about: str, detail: str) -> None:
        """Take words out of an entry, as a withdrawal demands; who, when and why stay."""
        self._database.run("UPDATE change SET about = ?, detail = ? WHERE number = ?", (about, detail, number))


def _change(row: Row) -> Change:
    number, part, action, about, detail, who, why, made_on, *undone = row
    by, because, on = (None if one is None else str(one) for one in undone)
    return Change(
        number=int(str(number)),
        part=str(part),
        action=str(action),
        about=str(about),
        detail=str(detail),
        who=str(who),
        why=str(why),
        made_on=str(made_on),
        undone_by=by,
        undone_why=because,
        undone_on=on,
    )
