"""What is the store measured against?  SQLite's own full-text search, used as its manual has it and for nothing else."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.articles import Article
from sayso.store.sqlite import CACHE, LOG, PAGE

_MARKED = 40
"""Words of a snippet: as many as our context of 280 characters holds."""


class Plain:
    """Articles in an FTS5 table that keeps their text, and outlet and date in a table beside it; the pragmas are a library's."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        run = self._connection.execute
        for pragma in (
            f"page_size = {PAGE}",
            f"cache_size = -{CACHE}",
            "temp_store = MEMORY",
            "journal_mode = WAL",
            "synchronous = NORMAL",
            f"wal_autocheckpoint = {LOG}",
        ):
            run(f"PRAGMA {pragma}")
        run("CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, outlet TEXT, date TEXT)")
        run("CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (title, text, tokenize = 'unicode61')")

    def add(self, articles: Iterable[tuple[int, Article]]) -> None:
        """Store numbered articles in one transaction."""
        some = list(articles)
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "INSERT INTO article (id, outlet, date) VALUES (?, ?, ?)", [(id_, one.outlet, one.date) for id_, one in some]
        )
        self._connection.executemany(
            "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", [(id_, one.title, one.text) for id_, one in some]
        )
        self._connection.execute("COMMIT")

    def search(self, words: str, size: int) -> list[tuple[object, ...]]:
        """The best hits with their words marked."""
        sql = f"""SELECT w.rowid, w.title, a.outlet, a.date, snippet(words, 1, '<b>', '</b>', '…', {_MARKED})
            FROM words w JOIN article a ON a.id = w.rowid WHERE words MATCH ? ORDER BY w.rank LIMIT ?"""
        return self._connection.execute(sql, (words, size)).fetchall()

    def count(self, words: str) -> int:
        """How many articles answer."""
        found: int = self._connection.execute("SELECT COUNT(*) FROM words WHERE words MATCH ?", (words,)).fetchone()[0]
        return found

    def outlets(self, words: str, size: int) -> list[tuple[object, ...]]:
        """The outlets with the most hits."""
        sql = """SELECT a.outlet, COUNT(*) FROM words w JOIN article a ON a.id = w.rowid WHERE words MATCH ?
            GROUP BY a.outlet ORDER BY 2 DESC LIMIT ?"""
        return self._connection.execute(sql, (words, size)).fetchall()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()
