"""How is a whole library sourced?  Who is quoted, named and unnamed, by which outlets, with what stays undetermined beside it."""

from msgspec import Struct

from sayso.store.conditions import Target, answering
from sayso.store.database import Database, Row
from sayso.store.query import Query
from sayso.store.quoted import VOICE_SUMS, VOICES


class Standing(Struct, frozen=True, kw_only=True):
    """Sources of one sort: how many, in how many items, how many statements, and their share, from 0 to 1, of the text of all
    items that answer.  `what` is ``named`` or ``unnamed``, with the kind or type of source after a colon."""

    what: str
    sources: int
    items: int
    statements: int
    share: float


class OutletSourcing(Struct, frozen=True, kw_only=True):
    """How one outlet quotes: items, statements, sources with and without a name, and the shares of its text."""

    outlet: str | None
    items: int
    statements: int
    named: int
    unnamed: int
    shares: dict[str, float]


class Sourcing(Struct, frozen=True, kw_only=True):
    """How the items that answer a query are sourced.  `shares` are of their text, from 0 to 1, undetermined among them."""

    items: int
    statements: int
    shares: dict[str, float]
    sorts: tuple[Standing, ...]
    outlets: tuple[OutletSourcing, ...]


_NAMELESS = "('outlet-itself', 'reader', 'unclear')"
"""Kinds of source of which nobody would ask for the name: they are neither named nor unnamed."""


def count_sourcing(database: Database, query: Query) -> Sourcing:
    """How the items that answer are sourced."""
    asked = answering(query.asked, Target.DOCUMENTS, database)
    where = asked.sql
    counts = "COUNT(*), COALESCE(SUM(d.statements), 0), COALESCE(SUM(d.characters), 0)"
    [whole] = database.run(f"SELECT {counts}, {VOICE_SUMS} FROM document d WHERE {where}", asked.values)
    sorts = database.run(
        f"""SELECT CASE WHEN o.kind IN {_NAMELESS} THEN 2 ELSE 1 - o.named END, o.kind, COALESCE(o.unnamed_as, ''), COUNT(*),
        COUNT(DISTINCT o.document_id), SUM(o.statements), SUM(o.characters)
        FROM source o JOIN document d ON d.id = o.document_id WHERE o.statements > 0 AND {where} GROUP BY 1, 2, 3""",
        asked.values,
    )
    named = database.run(
        f"""SELECT d.outlet, SUM(o.named), SUM(1 - o.named) FROM source o JOIN document d ON d.id = o.document_id
        WHERE o.statements > 0 AND o.kind NOT IN {_NAMELESS} AND {where} GROUP BY d.outlet""",
        asked.values,
    )
    outlets = database.run(
        f"""SELECT d.outlet, {counts}, {VOICE_SUMS} FROM document d WHERE {where} GROUP BY d.outlet
        ORDER BY 2 DESC, d.outlet IS NULL, 1""",
        asked.values,
    )
    split = {row[0]: (int(str(row[1])), int(str(row[2]))) for row in named}
    characters = int(str(whole[2]))
    return Sourcing(
        items=int(str(whole[0])),
        statements=int(str(whole[1])),
        shares=_shares(whole[2:]),
        sorts=_sorts(sorts, characters),
        outlets=tuple(
            OutletSourcing(
                outlet=None if row[0] is None else str(row[0]),
                items=int(str(row[1])),
                statements=int(str(row[2])),
                named=split.get(row[0], (0, 0))[0],
                unnamed=split.get(row[0], (0, 0))[1],
                shares=_shares(row[3:]),
            )
            for row in outlets
        ),
    )


def _sorts(rows: list[Row], characters: int) -> tuple[Standing, ...]:
    found: list[tuple[int, int, Standing]] = []
    for order, kind, unnamed_as, sources, items, statements, own in rows:
        rank, who = int(str(order)), str(kind).removeprefix("unnamed-")
        what = (f"named: {who}", f"unnamed: {unnamed_as!s} ({who})" if unnamed_as else f"unnamed: {who}", who)[rank]
        share = int(str(own)) / characters if characters else 0.0
        counts = Standing(
            what=what,
            sources=int(str(sources)),
            items=int(str(items)),
            statements=int(str(statements)),
            share=round(share, 4),
        )
        found.append((rank, -counts.statements, counts))
    return tuple(one for _, _, one in sorted(found, key=lambda one: (one[0], one[1], one[2].what)))


def _shares(row: Row) -> dict[str, float]:
    whole, *parts = (int(str(value)) for value in row)
    return {voice: round(part / whole, 4) if whole else 0.0 for voice, part in zip(VOICES, parts, strict=True)}
