"""A library in one SQLite file: write-ahead log, and an FTS5 index that keeps no second copy of the text."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import LibraryError, NotFoundError
from sayso.store.database import Clause, Row, Value, together
from sayso.store.query import All, Any, Node, Words

WAIT = 30.0
"""Seconds to wait for another writer: longer than any of our own transactions takes."""
PAGE = 8 << 10
"""Bytes of a page of a new file.  A reading of an article takes 6 KB: on SQLite's own 4 KiB it lies on several pages, the last of
them half empty; with larger ones the index of hashes, each of which touches a page, costs more than that saves."""
LOG = (256 << 20) // PAGE
"""Pages after which the log is written back: 256 MiB.  A page that batch after batch touches is then written back once for some
twenty of them; with 64 MiB adding takes a tenth longer."""
_AT_ONCE = 500
"""Values sent in one statement: rows cost a third less so than one by one, and no less if there are more of them."""
CACHE = 64 << 10
"""KiB of cache."""
_MERGED = 5000
"""Pages of the index, of 4 KB, that are merged at a time: the words of thirteen thousand articles, in less than a second."""


TYPES = {
    "id": "INTEGER PRIMARY KEY",
    "text": "TEXT",
    "whole": "INTEGER",
    "real": "REAL",
    "bytes": "BLOB",
    "keyed": " WITHOUT ROWID",
}
# The words come folded, with blanks between: all that the tokeniser has to do is to part them.
INDEX = (
    "CREATE VIRTUAL TABLE words USING fts5(folded, content = '', tokenize = \"ascii tokenchars '+#'\")",
    # Words of a transaction are sorted in memory and written once.  What is written is merged by sixty-fours, not by fours, and
    # always in small steps: a merge at one go ('crisis') would be a transaction as large as the index.  `settle` does the rest.
    "INSERT INTO words (words, rank) VALUES ('hashsize', 8388608)",
    "INSERT INTO words (words, rank) VALUES ('automerge', 64)",
    "INSERT INTO words (words, rank) VALUES ('crisismerge', 256)",
    "INSERT INTO words (words, rank) VALUES ('usermerge', 16)",
)


class SQLite:
    """One connection to one file."""

    types, index = TYPES, INDEX

    def __init__(self, path: str, *, create: bool, read_only: bool) -> None:
        self.place = path
        if not create and not os.path.exists(path):
            raise NotFoundError(f"there is no library {path}", f"make one: sayso add --library {path} FOLDER")
        if os.path.isdir(path):
            raise LibraryError(f"{path} is a folder", f"name the file of the library: {os.path.join(path, 'sayso.db')}")
        # Whoever may write opens to write, for only then are the log and its index taken away again at the end.
        mode = "rwc" if create else "rw" if os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK) else "ro"
        with self._answered():
            self._connection = _connected(path, mode)
            self._connection.execute(f"PRAGMA cache_size = -{CACHE}")
            # Rows are written with their document in one transaction, on PostgreSQL under the same rules: to have each looked up
            # again takes a tenth of the time.  Whoever opens the file with other tools may have them checked.
            self._connection.execute("PRAGMA foreign_keys = OFF")
            self._connection.execute("PRAGMA temp_store = MEMORY")
            if read_only:
                self._connection.execute("PRAGMA query_only = ON")
            tables = {name for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            # A file that is something else, or nothing, stays as it is: it will be refused.
            if not read_only and ("library" in tables or (create and not tables)):
                self._connection.execute(f"PRAGMA page_size = {PAGE}")  # heeded by a file that is being made, and by no other
                self._connection.execute("PRAGMA secure_delete = ON")  # what is withdrawn is written over
                self._connection.execute("PRAGMA journal_mode = WAL")
                # With a write-ahead log a killed process loses nothing, a cut power line at most the last transactions.
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._connection.execute(f"PRAGMA wal_autocheckpoint = {LOG}")

    def run(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Carry out one statement and give back its rows."""
        with self._answered():
            return self._connection.execute(sql, values).fetchall()

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> list[Row]:
        """Carry out one statement for each of `rows` and give back what it returns; rows of an INSERT travel together."""
        return [row for statement, values in together(sql, rows, _AT_ONCE) for row in self.run(statement, values)]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done inside is kept together, or none of it."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk has rolled back already
                self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def has_tables(self) -> bool:
        """Whether anything is in the file."""
        return bool(self.run("SELECT 1 FROM sqlite_master LIMIT 1"))

    def back_up(self, name: str) -> str:
        """Copy the file beside itself, as a whole and while others read it."""
        target = f"{self.place}.{name}"
        with self._answered():
            copy = sqlite3.connect(target)
            try:
                self._connection.backup(copy)
            finally:
                copy.close()
        return target

    def add_words(self, rows: Iterable[tuple[int, str]]) -> None:
        """Index documents."""
        self.many("INSERT INTO words (rowid, folded) VALUES (?, ?)", rows)

    def remove_words(self, document: int, folded: str) -> None:
        """Take a document out of the index, which has no copy of its words and must be told them."""
        self.run("INSERT INTO words (words, rowid, folded) VALUES ('delete', ?, ?)", (document, folded))

    def purge(self) -> None:
        """Leave nothing in the file of words that were removed: FTS5 keeps them until its parts are merged, the log until it is
        written back.  In a large library it takes minutes."""
        self.run("INSERT INTO words (words) VALUES ('optimize')")
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def settle(self) -> None:
        """Merge some of the pieces that the index of words has got by adding: each is looked into by every search."""
        self.run("INSERT INTO words (words, rank) VALUES ('merge', ?)", (_MERGED,))

    def holds(self, words: Node, document: str) -> Clause:
        """The condition that a document holds `words`."""
        found = self.holding(words)
        return Clause(f"{document} IN ({found.sql})", found.values)

    def holding(self, words: Node) -> Clause:
        """A query of the ids of the documents that hold `words`."""
        return Clause("SELECT rowid AS id FROM words WHERE words MATCH ?", (_expression(words),))

    def counted(self, words: Node) -> Clause:
        """The documents that hold `words`, to be counted: left to itself SQLite would look up their whole rows."""
        found = self.holding(words)
        return Clause(f"({found.sql}) w CROSS JOIN document d INDEXED BY document_counted ON d.id = w.id", found.values)

    def ranked(self, words: Node) -> Clause:
        """A query of (id, rank): BM25 as FTS5 counts it."""
        return Clause("SELECT rowid AS id, rank FROM words WHERE words MATCH ?", (_expression(words),))

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    @contextmanager
    def _answered(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(self.place, error) from error


def _connected(path: str, mode: str) -> sqlite3.Connection:
    """A connection to the file.  To be read where no log can be made beside it and none is, it is taken to stay as it is."""
    address = f"{Path(path).absolute().as_uri()}?mode={mode}"
    for way in (address, f"{address}&immutable=1"):
        connection = sqlite3.connect(way, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
        except sqlite3.OperationalError:
            connection.close()
            folder = Path(path).absolute().parent
            stays = mode == "ro" and not os.access(folder, os.W_OK) and not os.path.exists(f"{path}-wal")
            if way != address or not stays:
                raise
        else:
            break
    return connection


def _expression(node: Node) -> str:
    """The FTS5 expression for words: every word in quotation marks, which no folded word contains."""
    if isinstance(node, Words):
        phrase = '"' + " ".join(node.words) + '"'
        return f"{phrase} *" if node.prefix else phrase
    if isinstance(node, All | Any):
        between = " AND " if isinstance(node, All) else " OR "
        return f"({between.join(_expression(part) for part in node.parts)})"
    raise TypeError(f"not words: {node!r}")


def _explained(path: str, error: sqlite3.Error) -> LibraryError:
    said = str(error)
    if "locked" in said or "busy" in said:
        return LibraryError(f"another program is writing to {path}", "try again when it is done")
    if "readonly" in said or "read-only" in said:
        return LibraryError(f"{path} may not be written by you", "make it and its folder writable, or copy it")
    if "full" in said:
        return LibraryError(f"there is no room left for {path}", "make room; everything up to the last batch is kept")
    if "disk I/O" in said:
        remedy = "look at the disk and its quota; everything up to the last batch is kept"
        return LibraryError(f"{path} cannot be read or written ({said})", remedy)
    if "unable to open" in said:
        return LibraryError(f"{path} cannot be opened", "check that the folder exists and that you may write in it")
    if "not a database" in said or "malformed" in said:
        return LibraryError(f"{path} is not a library, or is damaged ({said})", "check the name, or take the last backup")
    return LibraryError(f"{path}: {said}", "run: sayso doctor --library PATH --fixity")
