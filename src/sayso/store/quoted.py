"""Who is quoted, how often and by whom?  Sources by their names as printed; two people of one name are not told apart here."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from typing import Annotated

import msgspec
from msgspec import Struct

from sayso.errors import UsageError
from sayso.store.conditions import Target, answering
from sayso.store.database import Clause, Database, Row, marks
from sayso.store.query import read_query
from sayso.store.search import MOST, PAGE, begins_so

VOICES = ("direct", "indirect", "mixed", "own", "undetermined")
"""What characters of body text are counted by, in the order in which they are shown."""
VOICE_SUMS = ", ".join(f"COALESCE(SUM(d.{voice}), 0)" for voice in VOICES)
"""Their sums over documents, as columns of a query."""
_OUTLETS = 5
"""Outlets that are named beside a source: the rest is counted."""


_Number = Annotated[int, msgspec.Meta(ge=0, lt=2**63)]
"""Both databases count in 64 bits, and a cursor is something that anybody can write."""


class Quoting(Struct, frozen=True):
    """An outlet, None where none is found, and in how many of its documents a source answers for something."""

    outlet: str | None
    documents: int


class Quoted(Struct, frozen=True, kw_only=True):
    """A name as printed, or a description, and what answers under it.

    `kinds` and `named` hold every value that occurs: one name may be a person here and an office there.  `undetermined` of the
    `characters` of the documents that quote it may be its own or the outlet's; `answers_for` are surely its own.
    """

    name: str
    kinds: tuple[str, ...]
    named: tuple[bool, ...]
    statements: int
    documents: int
    answers_for: int
    undetermined: int
    characters: int
    outlets: tuple[Quoting, ...] = ()
    all_outlets: int = 0


class QuotedPage(Struct, frozen=True, kw_only=True):
    """Names with the most statements first, and the whole they are part of: names, statements, those of the unnamed, documents,
    and the characters of these documents by voice."""

    names: tuple[Quoted, ...]
    total: int
    statements: int
    unnamed: int
    documents: int
    voices: tuple[tuple[str, int], ...]
    next: str | None = None
    remarks: tuple[str, ...] = ()


def find_quoted(
    database: Database, query: str = "", *, begins: str = "", size: int = PAGE, cursor: str | None = None
) -> QuotedPage:
    """One page of the names that answer `query` and begin with `begins`.  Raises UsageError for what cannot be asked."""
    if not 0 < size <= MOST:
        raise UsageError(f"a page cannot have {size} names", f"ask for 1 to {MOST}")
    asked = read_query(query)
    where = answering(asked.asked, Target.SOURCES, database, also=Clause("o.statements > 0"))
    if begins:
        where = Clause(f"{where.sql} AND LOWER(o.name) LIKE ? ESCAPE '!'", (*where.values, begins_so(begins)))
    rows = _names(database, where, size, _after(cursor))
    shown = rows[:size]
    names, statements, unnamed, documents, *voices = _whole(database, where)
    return QuotedPage(
        names=_with_outlets(database, where, tuple(_quoted(row) for row in shown)),
        total=names,
        statements=statements,
        unnamed=unnamed,
        documents=documents,
        voices=tuple(zip(VOICES, voices, strict=True)),
        next=_cursor(shown[-1]) if len(rows) > size else None,
        remarks=asked.remarks,
    )


def _names(database: Database, where: Clause, size: int, after: tuple[int, str] | None) -> list[Row]:
    having, values = "", where.values
    if after is not None:
        having = "HAVING SUM(statements) < ? OR (SUM(statements) = ? AND name > ?)"
        values += (after[0], after[0], after[1])
    # A document in which two sources have one name counts once.
    by_document = f"""SELECT o.name AS name, d.id AS document, SUM(o.statements) AS statements, SUM(o.characters) AS said,
        MIN(o.kind) AS first_kind, MAX(o.kind) AS last_kind, MIN(o.named) AS least, MAX(o.named) AS most,
        MIN(d.undetermined) AS undetermined, MIN(d.characters) AS characters
        FROM source o JOIN document d ON d.id = o.document_id WHERE {where.sql} GROUP BY o.name, d.id"""
    return database.run(
        f"""SELECT name, SUM(statements), COUNT(*), SUM(said), SUM(undetermined), SUM(characters),
        MIN(first_kind), MAX(last_kind), MIN(least), MAX(most) FROM ({by_document}) g
        GROUP BY name {having} ORDER BY 2 DESC, 1 LIMIT ?""",
        (*values, size + 1),
    )


def _quoted(row: Row) -> Quoted:
    name, statements, documents, said, undetermined, characters, first_kind, last_kind, least, most = map(str, row)
    return Quoted(
        name=name,
        kinds=tuple(dict.fromkeys((first_kind, last_kind))),
        named=tuple(dict.fromkeys((least == "1", most == "1"))),
        statements=int(statements),
        documents=int(documents),
        answers_for=int(said),
        undetermined=int(undetermined),
        characters=int(characters),
    )


def _whole(database: Database, where: Clause) -> list[int]:
    """Names, statements, those of the unnamed, documents, and the characters of these documents by voice."""
    ((names, statements, unnamed),) = database.run(
        f"""SELECT COUNT(DISTINCT o.name), COALESCE(SUM(o.statements), 0),
        COALESCE(SUM(CASE WHEN o.named = 0 THEN o.statements ELSE 0 END), 0)
        FROM source o JOIN document d ON d.id = o.document_id WHERE {where.sql}""",
        where.values,
    )
    (row,) = database.run(
        f"""SELECT COUNT(*), {VOICE_SUMS} FROM document d
        WHERE EXISTS (SELECT 1 FROM source o WHERE o.document_id = d.id AND {where.sql})""",
        where.values,
    )
    return [int(str(value)) for value in (names, statements, unnamed, *row)]


def _with_outlets(database: Database, where: Clause, names: tuple[Quoted, ...]) -> tuple[Quoted, ...]:
    """The names with the outlets that quote them, those with the most documents first."""
    if not names:
        return ()
    found: dict[str, list[Quoting]] = {}
    for name, outlet, documents in database.run(
        f"""SELECT o.name, d.outlet, COUNT(DISTINCT d.id) FROM source o JOIN document d ON d.id = o.document_id
        WHERE {where.sql} AND o.name IN ({marks(names)}) GROUP BY o.name, d.outlet ORDER BY 3 DESC, d.outlet IS NULL, d.outlet""",
        (*where.values, *(name.name for name in names)),
    ):
        found.setdefault(str(name), []).append(Quoting(None if outlet is None else str(outlet), int(str(documents))))
    return tuple(
        msgspec.structs.replace(name, outlets=tuple(found[name.name][:_OUTLETS]), all_outlets=len(found[name.name]))
        for name in names
    )


def _cursor(row: Row) -> str:
    return urlsafe_b64encode(msgspec.json.encode((int(str(row[1])), row[0]))).decode().rstrip("=")


def _after(cursor: str | None) -> tuple[int, str] | None:
    if cursor is None:
        return None
    try:
        return msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=tuple[_Number, str])
    except (Base64Error, ValueError, msgspec.DecodeError) as error:
        raise UsageError("the cursor is not one that a page gave", "take it from `next` of the page before") from error
