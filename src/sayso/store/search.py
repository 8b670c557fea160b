"""What answers a query, in what order, how many, and how do they spread?  Pages by cursor; nothing is left out unsaid."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from enum import Enum
from hashlib import blake2b

import msgspec
from msgspec import Struct

from sayso.errors import UsageError
from sayso.model.span import Span
from sayso.store.conditions import FROM, Target, answering, filed_in_dossiers, is_words
from sayso.store.context import Context, find_context, find_marks
from sayso.store.database import Clause, Database, Row, marks
from sayso.store.query import All, Asked, Node, Query, Words
from sayso.store.rows import unpacked_spans

PAGE = 20
"""Hits of a page, where nobody says how many."""
MOST = 1000
"""Hits of a page at most; the next page goes on where this one ends."""
_IDS = 2**63
"""Both databases count rows in 64 bits."""


class Order(Enum):
    """In what order hits come."""

    RELEVANCE = "relevance"
    """By how often and how close to alone the words stand; each database counts it in its own way."""
    NEWEST = "newest"
    OLDEST = "oldest"


class Hit(Struct, frozen=True, kw_only=True):
    """One answer.  `id` is the document's: the hash of its original.

    `number` is that of the statement, source or term in its document, None of a document.  `sort` says how a statement is given,
    what a source is, what a term says.  `value` are the words of the statement, the name of the source, the words of the term;
    `by` is who answers for a statement.  `context` shows the words that were asked for.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    number: int | None = None
    sort: str | None = None
    value: str | None = None
    by: str | None = None
    p: float | None = None
    context: Context | None = None
    text: str = ""
    """The words of `context`."""


class Page(Struct, frozen=True, kw_only=True):
    """Hits, how many there are in all, and the cursor of the next page, None on the last."""

    hits: tuple[Hit, ...]
    total: int
    next: str | None = None
    remarks: tuple[str, ...] = ()


class Count(Struct, frozen=True):
    """A value of a facet and how many hits have it; None is "not printed"."""

    value: str | None
    hits: int


class Facet(Struct, frozen=True, kw_only=True):
    """How hits spread over an axis: the values with the most, of `distinct` values in all."""

    axis: str
    counts: tuple[Count, ...]
    distinct: int


_COLUMNS = {
    Target.DOCUMENTS: "NULL, NULL, NULL, NULL, NULL, NULL, NULL",
    Target.STATEMENTS: "s.number, s.manner, s.content, s.speaker, s.p, s.start_at, s.end_at",
    Target.SOURCES: "o.number, o.kind, o.name, o.role, NULL, NULL, NULL",
    Target.TERMS: "t.number, t.sort, t.value, t.kind, NULL, NULL, NULL",
}
_NUMBER = {Target.DOCUMENTS: "0", Target.STATEMENTS: "s.number", Target.SOURCES: "o.number", Target.TERMS: "t.number"}
_DAY = "COALESCE(d.published, '')"
AXES = (
    "outlet", "year", "month", "section", "region", "theme", "dossier", "tag", "place", "subject", "author", "language", "origin",
    "source", "kind",
)  # fmt: skip
"""What hits can be counted by."""


def count_hits(database: Database, query: Query, target: Target) -> int:
    """How many rows of `target` answer."""
    if target is Target.DOCUMENTS and is_words(query.asked):
        held = database.holding(query.asked)
        sql, values = f"SELECT COUNT(*) FROM ({held.sql}) w", held.values
    else:
        found = _found(query, target, database)
        sql, values = f"SELECT COUNT(*) FROM {found.tables.sql} WHERE {found.where.sql}", found.tables.values + found.where.values
    ((count,),) = database.run(sql, values)
    assert isinstance(count, int)
    return count


def find_page(
    database: Database, query: Query, target: Target, order: Order, size: int = PAGE, cursor: str | None = None
) -> Page:
    """One page of what answers.  Raises UsageError for a cursor that is not one of this order."""
    if not 0 < size <= MOST:
        raise UsageError(f"a page cannot have {size} hits", f"ask for 1 to {MOST}")
    words = _ranking(query.asked) if target is Target.DOCUMENTS and order is Order.RELEVANCE else None
    if words is None and order is Order.RELEVANCE:
        order = Order.NEWEST  # nothing to rank by
    about = _about(query, target)
    after = _after(cursor, order, about)
    if words is not None:
        rows, more, total = _best(database, query, words, size, after)
    else:
        rows, more = _rows(database, target, order, answering(query.asked, target, database), size, after)
        total = None if more or cursor else len(rows)
    if total is None:
        total = count_hits(database, query, target)
    hits = _shown(database, rows, query)
    last = rows[-1] if rows else None
    following = _cursor(order, about, last) if more and last is not None else None
    return Page(hits=hits, total=total, next=following, remarks=query.remarks)


def _best(database: Database, query: Query, words: Node, size: int, after: Row | None) -> tuple[list[Row], bool, int | None]:
    """The documents that rank best, whether there are more, and how many there are in all (None where no row says it).

    The index is gone through once, for the rank and for the count; documents are looked up for those alone that are shown.
    """
    ranked = database.ranked(words)
    others = _without_words(query, words, database)
    found, values = ranked.sql, ranked.values
    if others is not None:
        found = f"SELECT r.id, r.rank FROM ({found}) r JOIN document d ON d.id = r.id WHERE {others.sql}"
        values += others.values
    behind = ""
    if after is not None:
        behind = "WHERE (rank, id, 0) > (?, ?, ?)"
        values += after
    sql = f"""WITH hits AS MATERIALIZED ({found}),
        best AS (SELECT rank, id, (SELECT COUNT(*) FROM hits) AS total FROM hits {behind} ORDER BY rank, id LIMIT ?)
        SELECT b.rank, d.id, 0, d.sha256, d.title, d.outlet, d.published, d.url, {_COLUMNS[Target.DOCUMENTS]}, b.total
        FROM best b JOIN document d ON d.id = b.id ORDER BY b.rank, d.id"""
    rows = database.run(sql, (*values, size + 1))
    total = int(str(rows[0][-1])) if rows else None if after else 0
    return [row[:-1] for row in rows[:size]], len(rows) > size, total


def _rows(
    database: Database, target: Target, order: Order, where: Clause, size: int, after: Row | None
) -> tuple[list[Row], bool]:
    down = order is Order.NEWEST
    direction = "DESC" if down else "ASC"
    condition_sql, values = where.sql, where.values
    if after is not None:
        condition_sql += f" AND ({_DAY}, d.id, {_NUMBER[target]}) {'<' if down else '>'} (?, ?, ?)"
        values += after
    shown = f"d.sha256, d.title, d.outlet, d.published, d.url, {_COLUMNS[target]}"
    order_sql = f"ORDER BY 1 {direction}, 2 {direction}, 3 {direction}"
    if target is Target.DOCUMENTS:
        # The days are sorted, the rows looked up afterwards.
        days = f"SELECT {_DAY} AS day, d.id AS id FROM document d WHERE {condition_sql}"
        first = f"{days} ORDER BY 1 {direction}, 2 {direction} LIMIT ?"
        sql = f"SELECT b.day, d.id, 0, {shown} FROM ({first}) b JOIN document d ON d.id = b.id {order_sql}"
    else:
        sql = f"SELECT {_DAY}, d.id, {_NUMBER[target]}, {shown} FROM {FROM[target]} WHERE {condition_sql} {order_sql} LIMIT ?"
    rows = database.run(sql, (*values, size + 1))
    return rows[:size], len(rows) > size


def count_by(database: Database, query: Query, target: Target, axis: str, size: int = PAGE, begins: str = "") -> Facet:
    """How what answers spreads over `axis`, the most first; `begins` keeps the values that begin so.  Of a dossier or region a
    document may have several, so that counts may add up to more than there are hits."""
    if axis not in AXES:
        raise UsageError(f"hits cannot be counted by {axis}", f"choose one of {', '.join(AXES)}")
    found = _found(query, target, database)
    joined, value = _facet(axis, target, database)
    where = found.where
    if begins:
        where = Clause(f"{where.sql} AND LOWER({value}) LIKE ? ESCAPE '!'", (*where.values, begins_so(begins)))
    values = found.tables.values + joined.values + where.values
    grouped = f"""SELECT {value} AS value, COUNT(*) AS hits FROM {found.tables.sql}{joined.sql}
        WHERE {where.sql} GROUP BY {value}"""
    rows = database.run(
        f"SELECT value, hits, COUNT(*) OVER () FROM ({grouped}) g ORDER BY hits DESC, value IS NULL, value LIMIT ?",
        (*values, size),
    )
    counts = tuple(Count(None if row[0] is None else str(row[0]), int(str(row[1]))) for row in rows)
    return Facet(axis=axis, counts=counts, distinct=int(str(rows[0][2])) if rows else 0)


def _facet(axis: str, target: Target, database: Database) -> tuple[Clause, str]:
    """What must be joined to count by an axis, and the expression that is counted by."""
    if axis == "dossier":
        filed = filed_in_dossiers(database)
        return Clause(f" JOIN ({filed.sql}) fl ON fl.document_id = d.id", filed.values), "fl.value"
    joined, value = _plain_facet(axis, target)
    return Clause(joined), value


def _plain_facet(axis: str, target: Target) -> tuple[str, str]:
    match axis:
        case "outlet" | "language" | "origin":
            return "", f"d.{axis}"
        case "year":
            return "", "SUBSTR(d.published, 1, 4)"
        case "month":
            return "", "SUBSTR(d.published, 1, 7)"
        case "source" if target is Target.STATEMENTS:  # of two who say it together, it counts for each
            answering = """ LEFT JOIN answers fa ON fa.document_id = s.document_id AND fa.statement = s.number
                LEFT JOIN source fo ON fo.document_id = fa.document_id AND fo.number = fa.source"""
            return answering, "fo.name"
        case "source" if target is Target.SOURCES:
            return "", "o.name"
        case "source":  # who answers for something; two sources of one name count once
            return (
                """ JOIN source fo ON fo.document_id = d.id AND fo.statements > 0 AND NOT EXISTS (SELECT 1 FROM source fe
                WHERE fe.document_id = d.id AND fe.number < fo.number AND fe.name = fo.name AND fe.statements > 0)""",
                "fo.name",
            )
        case "kind" if target is Target.STATEMENTS:
            return "", "s.manner"
        case "kind" if target is Target.SOURCES:
            return "", "o.kind"
        case "kind" if target is Target.TERMS:
            return "", "t.sort"
        case "kind":
            return " JOIN statement fs ON fs.document_id = d.id AND fs.reports = 1", "fs.manner"
    return f" JOIN label fl ON fl.document_id = d.id AND fl.axis = '{axis}'", "fl.value"


def begins_so(text: str) -> str:
    """The pattern for LIKE, with ! as its escape, of what begins with `text` in lower case."""
    safe = text.lower()
    for sign in "!%_":
        safe = safe.replace(sign, f"!{sign}")
    return f"{safe}%"


class _Found(Struct, frozen=True):
    """The tables in which all that answers stands, and the condition on them."""

    tables: Clause
    where: Clause


def _found(query: Query, target: Target, database: Database) -> _Found:
    """What answers, to be counted.  Where documents must hold words, the index leads to them, not they to the index."""
    words = _ranking(query.asked) if target is Target.DOCUMENTS else None
    if words is None:
        return _Found(Clause(FROM[target]), answering(query.asked, target, database))
    others = _without_words(query, words, database)
    if others is None:
        return _Found(database.counted(words), Clause("1 = 1"))
    held = database.holding(words)
    return _Found(Clause(f"({held.sql}) w JOIN {FROM[target]} ON d.id = w.id", held.values), others)


def _ranking(asked: Node) -> Node | None:
    """The words that hits can be ranked by: those that every hit holds."""
    if is_words(asked):
        return asked
    if isinstance(asked, All):
        words = tuple(part for part in asked.parts if is_words(part))
        return (words[0] if len(words) == 1 else All(words)) if words else None
    return None


def _without_words(query: Query, words: Node, database: Database) -> Clause | None:
    """The condition without what the ranked index has answered already; it stays where passages must hold the words too, or where
    the first that holds them is asked for.  None where nothing else is asked: what was withdrawn has gone from the index."""
    asked = query.asked
    if asked == words:
        return None
    assert isinstance(asked, All)
    others = tuple(part for part in asked.parts if not is_words(part))
    if any(isinstance(part, Asked) and part.name in ("voice", "copies") for part in others):
        return answering(query.asked, Target.DOCUMENTS, database)
    return answering(others[0] if len(others) == 1 else All(others), Target.DOCUMENTS, database)


def _shown(database: Database, rows: list[Row], query: Query) -> tuple[Hit, ...]:
    asked = query.words()
    texts: dict[object, tuple[str, bytes]] = {}
    if asked and rows:
        ids = sorted({int(str(row[1])) for row in rows})
        for id_, text, packed in database.run(
            f"SELECT document_id, text, searched FROM reading WHERE document_id IN ({marks(ids)})", ids
        ):
            texts[id_] = (str(text), bytes(packed) if isinstance(packed, bytes | bytearray | memoryview) else b"")
    return tuple(_hit(row, asked, texts.get(row[1])) for row in rows)


def _hit(row: Row, asked: list[Words], kept: tuple[str, bytes] | None) -> Hit:
    _, _, _, id_, title, outlet, published, url, number, sort, value, by, p, start, end = row
    context = None
    if kept is not None:
        text, packed = kept
        if isinstance(start, int) and isinstance(end, int):
            context = Context(Span(start, end), find_marks(text, start, end, asked))
        elif number is None:
            context = find_context(text, unpacked_spans(packed), asked)
    return Hit(
        id=str(id_),
        title=_text(title),
        outlet=_text(outlet),
        published=_text(published),
        url=_text(url),
        number=number if isinstance(number, int) else None,
        sort=_text(sort),
        value=_text(value),
        by=_text(by),
        p=p if isinstance(p, float) else None,
        context=context,
        text=context.span.of(kept[0]) if context and kept else "",
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _about(query: Query, target: Target) -> str:
    """A short name of what is asked, for the cursor: it must not lead into another search."""
    return blake2b(repr((target.value, query.asked)).encode(), digest_size=4).hexdigest()


def _cursor(order: Order, about: str, row: Row) -> str:
    return urlsafe_b64encode(msgspec.json.encode((order.value, about, *row[:3]))).decode().rstrip("=")


def _after(cursor: str | None, order: Order, about: str) -> Row | None:
    if cursor is None:
        return None
    try:
        kind, other, key, id_, number = msgspec.json.decode(
            urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=tuple[str, str, str | float, int, int]
        )
    except (Base64Error, ValueError, msgspec.DecodeError) as error:
        raise UsageError("the cursor is not one that a page gave", "take it from `next` of the page before") from error
    if kind != order.value:
        raise UsageError(f"the cursor belongs to the order {kind}", "ask for the pages of one search in one order")
    if other != about:
        raise UsageError("the cursor belongs to another search", "ask for the pages of one search with its own cursors")
    # A cursor travels through addresses, where anybody can write one: only what a page can have given reaches the database.
    if not (0 <= id_ < _IDS and 0 <= number < _IDS and isinstance(key, float if order is Order.RELEVANCE else str)):
        raise UsageError("the cursor is not one that a page gave", "take it from `next` of the page before")
    return key, id_, number


def each_document(database: Database, query: Query, after: str, everything: bool) -> Iterator[Row]:
    """Id, title, outlet, date, address, reader, reason and day of withdrawal of every document that answers, by id."""
    where = Clause("1 = 1") if everything else answering(query.asked, Target.DOCUMENTS, database)
    columns = "d.sha256, d.title, d.outlet, d.published, d.url, d.reader, d.withdrawn, d.withdrawn_on"
    sql = f"SELECT {columns} FROM document d WHERE {where.sql} AND d.sha256 > ? ORDER BY d.sha256 LIMIT ?"
    while rows := database.run(sql, (*where.values, after, MOST)):
        yield from rows
        after = str(rows[-1][0])
