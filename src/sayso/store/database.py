"""What must a database be able to do to hold a library?  The few things in which SQLite and PostgreSQL differ."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Protocol, TypeVar

from msgspec import Struct

from sayso.store.query import Node

Value = str | int | float | bytes | None
Row = tuple[Value, ...]
T = TypeVar("T")

PORTION = 500
"""Values of one statement: far below what either database takes."""


class Clause(Struct, frozen=True):
    """A piece of SQL and the values for its question marks, in order."""

    sql: str
    values: tuple[Value, ...] = ()


ALWAYS = Clause("1 = 1")
"""The condition that everything answers."""


class Database(Protocol):
    """A connection.  SQL is written with ``?`` for values.  All raise LibraryError where the database fails."""

    place: str
    """Where it is, as a person may see it: without a password."""

    @property
    def types(self) -> Mapping[str, str]:
        """What this database calls the types that `schema` names in braces."""

    @property
    def index(self) -> Sequence[str]:
        """The statements that make the index of words."""

    def run(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Carry out one statement and give back its rows."""

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> list[Row]:
        """Carry out one statement for each of `rows` and give back what it returns."""

    def transaction(self) -> AbstractContextManager[None]:
        """All that is done inside is kept together, or none of it."""

    def has_tables(self) -> bool:
        """Whether anything is in the database."""

    def back_up(self, name: str) -> str | None:
        """Copy the library aside before a migration; where to, or None where the database has its own means for it."""

    def add_words(self, rows: Iterable[tuple[int, str]]) -> None:
        """Index documents: their ids, and their folded words with one blank between."""

    def remove_words(self, document: int, folded: str) -> None:
        """Take a document out of the index; `folded` are the words it was indexed with."""

    def purge(self) -> None:
        """Leave nothing in the file of words that were removed; after a transaction, not in one."""

    def settle(self) -> None:
        """Put the index in order after much was added, a little at a time; whatever is asked is answered as before, faster."""

    def holds(self, words: Node, document: str) -> Clause:
        """The condition that the document whose id is the SQL expression `document` holds `words`: Words, All and Any of them."""

    def holding(self, words: Node) -> Clause:
        """A query of the ids of the documents that hold `words`, each once."""

    def counted(self, words: Node) -> Clause:
        """The table ``document d``, as far as the index document_counted has it, of the documents that hold `words`."""

    def ranked(self, words: Node) -> Clause:
        """A query of (id, rank) of the documents that hold `words`, the better the smaller the rank."""

    def close(self) -> None:
        """Give the connection back."""


def together(sql: str, rows: Iterable[Sequence[Value]], values: int) -> Iterator[tuple[str, Sequence[Value]]]:
    """The statements that carry out `sql` for each of `rows`: rows of an INSERT go together, up to so many values at a time."""
    head, insert, group = sql.partition("VALUES ")
    row_of = _GROUP.match(group)
    waiting = iter(rows)
    if not insert or row_of is None:
        for row in waiting:
            yield sql, row
        return
    one, tail = row_of.group(), group[row_of.end() :]
    at_once = max(1, values // max(1, one.count("?")))
    while some := list(islice(waiting, at_once)):
        yield f"{head}VALUES {', '.join([one] * len(some))}{tail}", [value for row in some for value in row]


_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
"""The values of a row, with brackets one deep: ``(?, CAST(? AS tsvector))``."""


def marks(values: Collection[object]) -> str:
    """The question marks for some values.

    >>> marks("abc")
    '?, ?, ?'
    """
    return ", ".join("?" * len(values))


def portions(values: Sequence[T], size: int = PORTION) -> Iterator[Sequence[T]]:
    """The values, so many at a time."""
    return (values[start : start + size] for start in range(0, len(values), size))
