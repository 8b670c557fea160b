"""How does a query become SQL?  The same conditions on both databases; only how words are looked up is a database's own affair.

In an All, what is asked of statements must hold of one and the same statement, and what is asked of its source of one source;
with ``voice:own`` the words beside it must stand in one passage of that voice.
"""

from collections.abc import Sequence
from enum import Enum

from sayso.store.database import ALWAYS, Clause, Database
from sayso.store.query import All, Any, Asked, Compare, Every, Level, Node, Not, Nothing, Sort, Words, read_query


class Target(Enum):
    """What is looked for."""

    DOCUMENTS = "documents"
    STATEMENTS = "statements"
    SOURCES = "sources"
    TERMS = "terms"


FROM = {
    Target.DOCUMENTS: "document d",
    Target.STATEMENTS: "statement s JOIN document d ON d.id = s.document_id",
    Target.SOURCES: "source o JOIN document d ON d.id = o.document_id",
    Target.TERMS: "term t JOIN document d ON d.id = t.document_id",
}
"""Where each stands, under the letters that the conditions use."""
_NO = Clause("1 = 0")
_YES = Clause("1 = 1")
_OF_SOURCES = frozenset({"speaker", "source", "named"})
"""Fields of statements that are answered by their source."""
_SOURCE_OF = """EXISTS (SELECT 1 FROM answers a JOIN source o ON o.document_id = a.document_id AND o.number = a.source
    WHERE a.document_id = s.document_id AND a.statement = s.number AND {})"""


def answering(asked: Node, target: Target, database: Database, also: Clause = ALWAYS) -> Clause:
    """The condition that a row of `target`, in an item that was not withdrawn, answers and is `also` what else a list shows.

    With ``copies:collapse`` beside the rest it holds, of each family of copies, in the first item alone that has such a row:
    every list, count and facet goes by this one condition.
    """
    rest = collapsed(asked)
    found = condition(asked if rest is None else rest, target, database)
    heard = " AND s.reports = 1" if target is Target.STATEMENTS else ""
    where = Clause(f"d.withdrawn IS NULL{heard} AND {found.sql} AND {also.sql}", (*found.values, *also.values))
    return where if rest is None else _joined(" AND ", [where, first_of_copies(Clause(FROM[target]), where)])


def first_of_copies(tables: Clause, where: Clause) -> Clause:
    """The condition that an item is the first of its family, in the order in which they came in, that has a row in `tables`
    which answers `where`; both call the item ``d``."""
    first = f"""SELECT MIN(d.id) FROM {tables.sql} LEFT JOIN traced c ON c.document_id = d.id
        WHERE {where.sql} GROUP BY COALESCE(c.family, d.id)"""
    return Clause(f"d.id IN ({first})", (*tables.values, *where.values))


def collapsed(asked: Node) -> Node | None:
    """What is asked beside ``copies:collapse``; None where that is not asked."""
    parts = asked.parts if isinstance(asked, All) else (asked,)
    rest = tuple(part for part in parts if not (isinstance(part, Asked) and part.name == "copies"))
    if len(rest) == len(parts):
        return None
    return Every() if not rest else rest[0] if len(rest) == 1 else All(rest)


def words_in(column: str, node: Node) -> Clause:
    """The condition that a column of folded words holds `node`: words, and words put together with AND and OR."""
    return _like(column, node)


def is_words(node: Node) -> bool:
    """Whether a node asks for nothing but words, without leaving any out."""
    return isinstance(node, Words) or (isinstance(node, All | Any) and all(is_words(part) for part in node.parts))


def condition(node: Node, target: Target, database: Database) -> Clause:
    """The condition that a row of `target` answers `node`."""
    if isinstance(node, Every):
        return _YES
    if isinstance(node, Nothing):
        return _NO
    if isinstance(node, Not):
        inner = condition(node.part, target, database)
        return Clause(f"NOT ({inner.sql})", inner.values)
    if isinstance(node, Any) and not is_words(node):
        return _joined(" OR ", [condition(part, target, database) for part in node.parts])
    parts = node.parts if isinstance(node, All) else (node,)
    return _joined(" AND ", list(_together(parts, target, database)))


def _together(parts: Sequence[Node], target: Target, database: Database) -> list[Clause]:
    """The conditions of what is asked for together."""
    words = [part for part in parts if is_words(part)]
    asked = [part for part in parts if isinstance(part, Asked)]
    voices = [part for part in asked if part.field.level is Level.PASSAGE]
    told = [part for part in asked if part.field.level is Level.STATEMENT]
    found = []
    if words:
        found.append(_words(words[0] if len(words) == 1 else All(tuple(words)), target, database))
    if voices:
        found.append(_passage(voices, words, target))
    if told:
        found.append(_told(told, target))
    found += [_of_document(part, database) for part in asked if part.field.level is Level.DOCUMENT]
    found += [_of_terms(part, target) for part in asked if part.field.level is Level.TERM]
    others = [part for part in parts if not is_words(part) and not isinstance(part, Asked)]
    return found + [condition(part, target, database) for part in others]


def _words(node: Node, target: Target, database: Database) -> Clause:
    if target is Target.DOCUMENTS:
        return database.holds(node, "d.id")
    if target is Target.STATEMENTS:
        # The index finds the documents that hold the words, their statements are few.
        return _joined(" AND ", [database.holds(node, "d.id"), _like("s.folded", node)])
    return _like("o.folded" if target is Target.SOURCES else "t.folded", node)


def _like(column: str, node: Node) -> Clause:
    """The condition that the folded words of a column hold `node`."""
    if isinstance(node, Words):
        return Clause(f"{column} LIKE ?", (f"% {' '.join(node.words)}{'' if node.prefix else ' '}%",))
    assert isinstance(node, All | Any)
    return _joined(" AND " if isinstance(node, All) else " OR ", [_like(column, part) for part in node.parts])


def _passage(voices: Sequence[Asked], words: Sequence[Node], target: Target) -> Clause:
    conditions = [Clause("p.voice = ?", (voice.value,)) for voice in voices]
    if target is Target.STATEMENTS:
        conditions.append(Clause("p.statement = s.number"))
    elif target is Target.DOCUMENTS:
        conditions += [_like("p.folded", node) for node in words]
    inner = _joined(" AND ", conditions)
    return Clause(f"EXISTS (SELECT 1 FROM passage p WHERE p.document_id = d.id AND {inner.sql})", inner.values)


def _told(told: Sequence[Asked], target: Target) -> Clause:
    of_source = [_of_source(part) for part in told if part.name in _OF_SOURCES]
    of_statement = [_of_statement(part) for part in told if part.name not in _OF_SOURCES]
    if target is Target.SOURCES:
        if of_statement:
            inner = _joined(" AND ", of_statement)
            sql = f"""EXISTS (SELECT 1 FROM answers a JOIN statement s ON s.document_id = a.document_id AND s.number = a.statement
                WHERE a.document_id = o.document_id AND a.source = o.number AND {inner.sql})"""
            of_source.append(Clause(sql, inner.values))
        return _joined(" AND ", of_source)
    if of_source:
        source = _joined(" AND ", of_source)
        of_statement.append(Clause(_SOURCE_OF.format(source.sql), source.values))
    inner = _joined(" AND ", of_statement)
    if target is Target.STATEMENTS:
        return inner
    return Clause(
        f"EXISTS (SELECT 1 FROM statement s WHERE s.document_id = d.id AND s.reports = 1 AND {inner.sql})", inner.values
    )


def _of_source(part: Asked) -> Clause:
    if part.words:
        return _like("o.folded", part.words)
    if part.compare is Compare.EXACTLY:
        return Clause("o.name = ?", (part.value,))
    if part.field.sort is Sort.YES:
        return Clause("o.named = ?", (int(part.value == "yes"),))
    return Clause("o.kind = ?", (part.value,))


def _of_statement(part: Asked) -> Clause:
    if part.words:
        return _like("s.folded" if part.name == "says" else "s.folded_cue", part.words)
    if part.field.sort is Sort.NUMBER:
        return _compared(f"s.{part.field.column}", part)
    return Clause("s.manner = ?", (part.value,))


def _of_document(part: Asked, database: Database) -> Clause:
    if part.field.sort is Sort.DATE:
        return _dated(f"d.{part.field.column}", part)
    if part.field.sort is Sort.NUMBER:
        return _compared(f"d.{part.field.column}", part)
    if part.name == "copies":  # within brackets, where no hits can be told from others: the first of its family in the library
        return Clause("NOT EXISTS (SELECT 1 FROM traced c WHERE c.document_id = d.id AND c.family <> d.id)")
    if part.name == "note":
        noted = _said("n", part)
        return Clause(
            f"EXISTS (SELECT 1 FROM note n WHERE n.sha256 = d.sha256 AND n.removed_on IS NULL AND {noted.sql})", noted.values
        )
    inner = _said("l", part)
    sql = f"EXISTS (SELECT 1 FROM label l WHERE l.document_id = d.id AND l.axis = ? AND {inner.sql})"
    printed = Clause(sql, (part.field.column, *inner.values))
    return _joined(" OR ", [printed, *_own_dossiers(part, database)]) if part.name == "dossier" else printed


def _said(table: str, part: Asked) -> Clause:
    """The condition that a row says what is asked for: the whole value, or words of it."""
    if part.words is None:
        return Clause(f"{table}.value = ?", (part.value,))
    return _like(f"{table}.folded", part.words)


def in_dossier(number: int, query: str | None, database: Database) -> Clause:
    """The condition that a document is in one of a person's own dossiers: put there by hand, or found by its query and not taken
    out by hand."""
    by_hand = f"SELECT 1 FROM dossier_item i WHERE i.dossier = {number} AND i.sha256 = d.sha256 AND i.kept ="
    if query is None:
        return Clause(f"EXISTS ({by_hand} 1)")
    found = answering(read_query(query).asked, Target.DOCUMENTS, database)
    return Clause(f"(EXISTS ({by_hand} 1) OR ({found.sql} AND NOT EXISTS ({by_hand} 0)))", found.values)


def filed_in_dossiers(database: Database) -> Clause:
    """A query of (document_id, value): which dossiers each document is in, the publisher's and one's own, each name once."""
    pieces = [Clause("SELECT document_id, value FROM label WHERE axis = 'dossier'")]
    for number, name, query in database.run("SELECT number, name, query FROM dossier ORDER BY number"):
        inside = in_dossier(int(str(number)), None if query is None else str(query), database)
        sql = f"SELECT d.id, CAST(? AS TEXT) FROM document d WHERE d.withdrawn IS NULL AND {inside.sql}"
        pieces.append(Clause(sql, (str(name), *inside.values)))
    return Clause(" UNION ".join(piece.sql for piece in pieces), tuple(value for piece in pieces for value in piece.values))


def _own_dossiers(part: Asked, database: Database) -> list[Clause]:
    """The conditions of a person's own dossiers whose names hold the words, or are what is asked for."""
    named = Clause("name = ?", (part.value,)) if part.words is None else _like("folded", part.words)
    rows = database.run(f"SELECT number, query FROM dossier WHERE {named.sql} ORDER BY number", named.values)
    return [in_dossier(int(str(number)), None if query is None else str(query), database) for number, query in rows]


def _of_terms(part: Asked, target: Target) -> Clause:
    inner = _said("t", part)
    values = (part.field.column, *inner.values)
    if target is Target.TERMS:
        return Clause(f"(t.sort = ? AND {inner.sql})", values)
    return Clause(f"EXISTS (SELECT 1 FROM term t WHERE t.document_id = d.id AND t.sort = ? AND {inner.sql})", values)


def _compared(column: str, part: Asked) -> Clause:
    number = "CAST(? AS DOUBLE PRECISION)"
    if part.compare is Compare.BETWEEN:
        return Clause(f"({column} >= {number} AND {column} <= {number})", (float(part.value), float(part.until)))
    sign = "=" if part.compare is Compare.IS else part.compare.value
    return Clause(f"{column} {sign} {number}", (float(part.value),))


_AFTER = "\U0010ffff"
"""Sorts behind every date that begins with what stands before it."""


def _dated(column: str, part: Asked) -> Clause:
    """Dates are compared as printed: ``date<=2021-06`` takes in all of June, and a date of a year alone is in no month."""
    first, last = part.value, part.until or part.value
    match part.compare:
        case Compare.IS | Compare.EXACTLY | Compare.BETWEEN:
            return Clause(f"({column} >= ? AND {column} < ?)", (first, last + _AFTER))
        case Compare.LESS:
            return Clause(f"{column} < ?", (first,))
        case Compare.AT_MOST:
            return Clause(f"{column} < ?", (first + _AFTER,))
        case Compare.MORE:
            return Clause(f"{column} >= ?", (first + _AFTER,))
        case Compare.AT_LEAST:
            return Clause(f"{column} >= ?", (first,))


def _joined(between: str, clauses: Sequence[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    return Clause(f"({between.join(clause.sql for clause in clauses)})", tuple(value for one in clauses for value in one.values))
