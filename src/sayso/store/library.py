"""What is a library?  Everything that was read, kept with its originals and found again; each change is one transaction.

>>> library = open_library("news.db", create=True)  # doctest: +SKIP
>>> [hit.title for hit in library.search("flood barrier").hits]  # doctest: +SKIP
['Harbour reopens after storm']
"""

import datetime
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import LibraryError, NotFoundError, UsageError
from sayso.language.folding import VERSION as FOLDING
from sayso.language.taxonomy import tables_version
from sayso.model.dates import PartialDate
from sayso.model.document import Capture
from sayso.model.record import Record
from sayso.model.reuse import MATCH
from sayso.store.changes import Changes
from sayso.store.conditions import Target
from sayso.store.copies import Copies
from sayso.store.corrected import Correction, Subject, apply_corrections
from sayso.store.corrections import Corrections, draft
from sayso.store.database import Database, Row, Value, marks
from sayso.store.dossiers import Dossiers
from sayso.store.notes import Notes
from sayso.store.origins import Origins
from sayso.store.people import People
from sayso.store.query import Query, read_query
from sayso.store.quotations import Quotations
from sayso.store.rows import DOCUMENT, EFFORT, Prepared, folded_text, prepare_record, record_of
from sayso.store.schema import FORMAT, MIGRATIONS, PARTS, TABLES
from sayso.store.search import PAGE, Facet, Order, Page, count_by, count_hits, each_document, find_page
from sayso.store.taxonomy import Taxonomy

if TYPE_CHECKING:
    from sayso.intake.follow import Following
    from sayso.store.feeds import Feeds

SHORTEST = 6
"""Hex digits of a shortened id at least: of a million items two in a hundred thousand share so many."""


class Added(Enum):
    """What became of an item that was to be added."""

    NEW = "new"
    CAPTURED = "seen elsewhere"
    """The bytes were known; that they were found at another place or time is new."""
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    """It was withdrawn, and stays so."""


class Listed(Struct, frozen=True, kw_only=True):
    """A document of the library in a line.  `id` is the hash of its original, `reader` what read it."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    reader: str
    withdrawn: str | None = None
    withdrawn_on: str | None = None


class Library:
    """The items that were added, over one database.  Made by `open_library`; all methods raise LibraryError where that fails.

    `now` gives the time that captures and changes are logged with (UTC, ISO); no reading ever sees it.
    """

    def __init__(self, database: Database, now: Callable[[], str] | None = None) -> None:
        self.database = database
        self.now = now or _now
        self.corrections = Corrections(database)
        self.changes = Changes(database, self.now)
        self.people = People(database, self.changes)
        self.dossiers = Dossiers(database, self.changes, self.resolve)
        self.taxonomy = Taxonomy(database, self.changes)
        self.copies = Copies(database, self.resolve)
        self.quotations = Quotations(database, self.resolve, self.record)
        self.origins = Origins(database, self.changes, self.copies, self.resolve)
        self.notes = Notes(database, self.changes, self.resolve, self._text)

    @property
    def feeds(self) -> "Feeds":
        """The feeds that are followed."""
        from sayso.store.feeds import Feeds  # what follows feeds loads what opens connections

        return Feeds(self.database)

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    # What goes in

    def holds(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of `ids` (hashes of originals) that are in the library, be they withdrawn."""
        rows = self.database.run(f"SELECT sha256 FROM document WHERE sha256 IN ({marks(ids)})", ids)
        return frozenset(str(row[0]) for row in rows)

    def add(self, items: Iterable[Prepared]) -> list[Added]:
        """Write items, all in one transaction; what became of each."""
        with self.database.transaction():
            return self._add(list(items))

    def add_from_feed(self, item: Prepared | None, state: "Following") -> Added | None:
        """Write what one step of following a feed brought together with its state, so that neither stands without the other."""
        with self.database.transaction():
            added = self._add([item])[0] if item is not None else None
            self.feeds.keep(state, self.now())
            return added

    def seen(self, capture: Capture, place: str | None) -> Added:
        """Note where and when bytes that are known already were found again.  Raises NotFoundError where they are not."""
        with self.database.transaction():
            return self._seen(capture, place)

    def _add(self, items: list[Prepared]) -> list[Added]:
        first: dict[str, Prepared] = {}
        for item in items:
            first.setdefault(item.capture.sha256, item)
        new = self._insert(list(first.values()))
        # The first of several with the same bytes is new, the others were seen again.
        return [
            Added.NEW
            if item.capture.sha256 in new and first[item.capture.sha256] is item
            else self._seen(item.capture, item.place)
            for item in items
        ]

    def _seen(self, capture: Capture, place: str | None) -> Added:
        rows = self.database.run("SELECT id, withdrawn FROM document WHERE sha256 = ?", (capture.sha256,))
        if not rows:
            raise NotFoundError(f"the library has no {capture.sha256}", "add the item itself")
        row, withdrawn = rows[0]
        if withdrawn is not None:
            return Added.WITHDRAWN
        return Added.CAPTURED if self._capture(int(str(row)), capture, place) else Added.UNCHANGED

    def _insert(self, items: list[Prepared]) -> frozenset[str]:
        """Write those of `items`, no two of the same bytes, that are not known yet; their hashes."""
        many = self.database.many
        columns = ("sha256", *DOCUMENT)
        written = many(
            f"""INSERT INTO document ({", ".join(columns)}) VALUES ({marks(columns)})
            ON CONFLICT (sha256) DO NOTHING RETURNING sha256, id""",
            [(one.capture.sha256, *one.document) for one in items],
        )
        numbers = {str(sha256): int(str(id_)) for sha256, id_ in written}
        new = [(numbers[one.capture.sha256], one) for one in items if one.capture.sha256 in numbers]
        many(
            "INSERT INTO original (document_id, size, media_type, content) VALUES (?, ?, ?, ?)",
            [(id_, one.capture.size, one.capture.media_type, one.content) for id_, one in new],
        )
        now = self.now()
        many(
            f"INSERT INTO capture ({_CAPTURE}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [_capture_row(id_, one.capture, one.place, now) for id_, one in new],
        )
        self._insert_parts(new)
        self.copies.wait(id_ for id_, _ in new)
        return frozenset(numbers)

    def _insert_parts(self, items: Sequence[tuple[int, Prepared]]) -> None:
        many = self.database.many
        many(
            "INSERT INTO reading (document_id, text, searched, record) VALUES (?, ?, ?, ?)",
            [(id_, one.text, one.searched, one.record) for id_, one in items],
        )
        self.database.add_words((id_, one.folded) for id_, one in items)
        for table, rows_of in _ROWS.items():
            rows = ((id_, *row) for id_, one in items for row in rows_of(one))
            for first in rows:  # it says how many columns there are; the others follow it
                many(f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})", chain([first], rows))
        self.taxonomy.file((id_, str(axis), str(value)) for id_, one in items for axis, value, *_ in one.labels)

    def _capture(self, document: int, capture: Capture, place: str | None) -> bool:
        """Note a capture, unless one that says as much is known: what a file says of itself is known only once it was opened."""
        row = _capture_row(document, capture, place, self.now())
        said = [(name, value) for name, value in zip(_SAID, row[1:5], strict=True) if value is not None]
        same = " AND ".join(["document_id = ?", *(f"{name} = ?" for name, _ in said)])
        if self.database.run(f"SELECT 1 FROM capture WHERE {same} LIMIT 1", (document, *(value for _, value in said))):
            return False
        self.database.run(f"INSERT INTO capture ({_CAPTURE}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row)
        return True

    def replace(self, item: Prepared) -> tuple[Correction, ...]:
        """Put a new reading of a document in the place of the old one, under the corrections that were made to it.

        Gives back the corrections that have lost their place in the new reading; they stay on record and change nothing.
        """
        with self.database.transaction():
            machine = record_of(item.text, item.record)
            corrected = apply_corrections(machine, self.corrections.of(item.capture.sha256))
            row = self._row(item.capture.sha256)
            compared = self.database.run(
                "SELECT 1 FROM reading WHERE document_id = ? AND text = ? AND searched = ?", (row, item.text, item.searched)
            )
            if not compared:  # another article is read of the same bytes
                self.copies.forget(row)
                self.copies.wait([row])
            self._rewrite(item, corrected.record)
            return corrected.lost

    def correct(
        self,
        id_: str,
        subject: Subject,
        value: str = "",
        *,
        statement: int | None = None,
        words: Sequence[str] = (),
        who: str,
        why: str,
    ) -> Correction:
        """Correct what was read of an item (see `sayso.store.corrections.draft`); it holds until it is undone."""
        whole = self.resolve(id_)
        with self.database.transaction():
            record = self.record(whole)
            correction = draft(record, subject, value, statement=statement, words=words, who=who, why=why, now=self.now)
            kept = self.corrections.keep(correction)
            self._correct_rows(whole)
        return kept

    def undo(self, number: int, *, who: str, why: str) -> Correction:
        """Take a correction back; it stays on record as undone."""
        if not who.strip() or not why.strip():
            raise UsageError("nobody says who undoes it and why", "give both --who and --why")
        with self.database.transaction():
            undone = self.corrections.undo(number, who, why, self.now())
            self._correct_rows(undone.id)
        return undone

    def lost_corrections(self, id_: str) -> tuple[Correction, ...]:
        """The corrections of an item whose words are not found in what is read of it today; none of one withdrawn."""
        whole = self.resolve(id_)
        if not self.database.run("SELECT 1 FROM document WHERE sha256 = ? AND withdrawn IS NULL", (whole,)):
            return ()
        return apply_corrections(self._machine_record(whole), self.corrections.of(whole)).lost

    def _correct_rows(self, whole: str) -> None:
        machine = self._machine_record(whole)
        corrected = apply_corrections(machine, self.corrections.of(whole)).record
        self._rewrite(prepare_record(machine, b""), corrected)

    def _rewrite(self, item: Prepared, corrected: Record) -> None:
        """Write the rows of a corrected record; the record itself is kept as it was read."""
        rows = prepare_record(corrected, b"")
        shown = replace(rows, record=item.record, folded=item.folded, searched=item.searched)
        row = self._row(item.capture.sha256)
        self._remove_parts(row)
        columns = ", ".join(f"{name} = ?" for name in DOCUMENT)
        self.database.run(f"UPDATE document SET {columns} WHERE id = ?", (*shown.document, row))
        self._insert_parts([(row, shown)])

    def _remove_parts(self, row: int) -> None:
        for text, packed in self.database.run("SELECT text, record FROM reading WHERE document_id = ?", (row,)):
            self.database.remove_words(row, folded_text(record_of(str(text), _bytes(packed)).document))
        for table in PARTS:
            self.database.run(f"DELETE FROM {table} WHERE document_id = ?", (row,))

    def withdraw(self, id_: str, reason: str) -> None:
        """Take an item's text out, original and all; its hash, the day and the reason stay.  Raises UsageError without one."""
        if not reason.strip():
            raise UsageError("no reason is given", 'write why: --reason "..."')
        whole = self.resolve(id_)
        with self.database.transaction():
            row = self._row(whole)
            if self.database.run("SELECT 1 FROM document WHERE id = ? AND withdrawn IS NOT NULL", (row,)):
                raise self._gone(whole)
            self.copies.forget(row)
            self._remove_parts(row)
            emptied = ", ".join(f"{name} = {'NULL' if number < _TEXTS else 0}" for number, name in enumerate(DOCUMENT[:-1]))
            self.database.run(
                f"UPDATE document SET {emptied}, withdrawn = ?, withdrawn_on = ? WHERE id = ?", (reason, self.now()[:10], row)
            )
            self.database.run("UPDATE original SET content = NULL WHERE document_id = ?", (row,))
            quoted = "value = '', places = '[]', target = '[]', before = NULL"
            self.database.run(f"UPDATE correction SET {quoted} WHERE sha256 = ?", (whole,))
            self.people.forget(whole)
            self.dossiers.forget(whole)
            self.notes.forget(whole)
            self.origins.forget(whole)
        self.database.purge()

    # What comes out

    def __len__(self) -> int:
        return int(str(self.database.run("SELECT COUNT(*) FROM document WHERE withdrawn IS NULL")[0][0]))

    def resolve(self, id_: str) -> str:
        """The whole id that begins with `id_`.  Raises NotFoundError where none or several do."""
        low = id_.strip().lower()
        if not SHORTEST <= len(low) <= 64 or not set(low) <= set("0123456789abcdef"):
            raise NotFoundError(f"{id_!r} is not the id of an item", f"an id is {SHORTEST} to 64 of the digits 0-9 and a-f")
        found = self.database.run(
            "SELECT sha256 FROM document WHERE sha256 >= ? AND sha256 < ? ORDER BY sha256 LIMIT 2", (low, low + "g")
        )
        if not found:
            raise NotFoundError(f"the library has no item {id_}", "look for it: sayso search")
        if len(found) > 1:
            one, other = (str(row[0]) for row in found)
            telling = next(at for at in range(len(one)) if one[at] != other[at]) + 1
            raise NotFoundError(
                f"several items begin with {id_}, such as {one[:telling]} and {other[:telling]}", "write more of the id"
            )
        return str(found[0][0])

    def record(self, id_: str) -> Record:
        """The record of an item, as read and corrected.

        Raises NotFoundError, also where it was withdrawn: then with the reason.
        """
        whole = self.resolve(id_)
        return apply_corrections(self._machine_record(whole), self.corrections.of(whole)).record

    def _machine_record(self, whole: str) -> Record:
        rows = self.database.run(
            "SELECT r.text, r.record FROM reading r JOIN document d ON d.id = r.document_id WHERE d.sha256 = ?", (whole,)
        )
        if not rows:
            raise self._gone(whole)
        return record_of(str(rows[0][0]), _bytes(rows[0][1]))

    def _text(self, whole: str) -> str:
        """The text of an item.  Raises NotFoundError where it was withdrawn."""
        rows = self.database.run(
            "SELECT r.text FROM reading r JOIN document d ON d.id = r.document_id WHERE d.sha256 = ?", (whole,)
        )
        if not rows:
            raise self._gone(whole)
        return str(rows[0][0])

    def original(self, id_: str) -> bytes:
        """The bytes of an item as they were received.

        Raises NotFoundError where it was withdrawn, LibraryError where they are not those that were kept.
        """
        whole = self.resolve(id_)
        ((content,),) = self.database.run(
            "SELECT o.content FROM original o JOIN document d ON d.id = o.document_id WHERE d.sha256 = ?", (whole,)
        )
        if content is None:
            raise self._gone(whole)
        return unpacked(whole, _bytes(content))

    def captures(self, id_: str) -> list[Capture]:
        """Where and when the bytes of an item were found, in the order in which it was noted."""
        rows = self.database.run(
            """SELECT d.sha256, o.size, o.media_type, c.encoding, c.name, c.url, c.taken FROM document d
            JOIN original o ON o.document_id = d.id JOIN capture c ON c.document_id = d.id WHERE d.sha256 = ? ORDER BY c.id""",
            (self.resolve(id_),),
        )
        return [_capture_of(row) for row in rows]

    def documents(self, query: str = "", after: str = "") -> Iterator[Listed]:
        """Every item that answers a query, by id, from the one behind `after` on; withdrawn ones where nothing is asked."""
        asked = read_query(query)
        return map(_listed, each_document(self.database, asked, after, everything=not query.strip()))

    def listed(self, id_: str) -> Listed:
        """One item in a line."""
        sql = "SELECT sha256, title, outlet, published, url, reader, withdrawn, withdrawn_on FROM document WHERE sha256 = ?"
        return _listed(self.database.run(sql, (self.resolve(id_),))[0])

    def search(
        self,
        query: str | Query,
        target: Target = Target.DOCUMENTS,
        *,
        order: Order = Order.RELEVANCE,
        size: int = PAGE,
        cursor: str | None = None,
    ) -> Page:
        """One page of what answers a query (see `sayso.store.query`).  Raises UsageError for what cannot be asked."""
        asked = read_query(query) if isinstance(query, str) else query
        return find_page(self.database, asked, target, order, size, cursor)

    def count(self, query: str | Query, target: Target = Target.DOCUMENTS) -> int:
        """How many answer a query."""
        return count_hits(self.database, read_query(query) if isinstance(query, str) else query, target)

    def facet(
        self, query: str | Query, axis: str, target: Target = Target.DOCUMENTS, *, size: int = PAGE, begins: str = ""
    ) -> Facet:
        """How what answers a query spreads over one of `sayso.store.search.AXES`."""
        asked = read_query(query) if isinstance(query, str) else query
        return count_by(self.database, asked, target, axis, size, begins)

    # Whether all is well

    def damaged(self) -> Iterator[str]:
        """The ids of originals whose bytes do not give their hash."""
        last = ""
        while rows := self.database.run(
            """SELECT d.sha256, o.content FROM document d JOIN original o ON o.document_id = d.id
            WHERE d.sha256 > ? AND o.content IS NOT NULL ORDER BY d.sha256 LIMIT 50""",
            (last,),
        ):
            for id_, content in rows:
                last = str(id_)
                try:
                    unpacked(last, _bytes(content))
                except LibraryError:
                    yield last

    def dump(self) -> Iterator[str]:
        """What the library holds as sorted lines without row numbers or times of adding: two that hold the same give the same."""
        texts = (
            "SELECT d.sha256, d.title, d.reader, d.withdrawn, r.text FROM document d LEFT JOIN reading r ON r.document_id = d.id"
        )
        yield from map(repr, self.database.run(f"{texts} ORDER BY d.sha256"))
        captures = """SELECT d.sha256, c.url, c.taken, c.name, c.place, c.encoding
            FROM capture c JOIN document d ON d.id = c.document_id"""
        yield from sorted(repr(row) for row in self.database.run(captures))
        yield from map(repr, self.corrections.every())
        yield from map(repr, self.changes.every())
        for table in _ROWS:
            rows = self.database.run(f"SELECT d.sha256, x.* FROM {table} x JOIN document d ON d.id = x.document_id")
            yield from sorted(repr((table, row[0], row[2:])) for row in rows)

    def _row(self, whole: str) -> int:
        rows = self.database.run("SELECT id FROM document WHERE sha256 = ?", (whole,))
        if not rows:
            raise NotFoundError(f"the library has no item {whole}", "look for it: sayso search")
        return int(str(rows[0][0]))

    def _gone(self, whole: str) -> NotFoundError:
        ((reason, day),) = self.database.run("SELECT withdrawn, withdrawn_on FROM document WHERE sha256 = ?", (whole,))
        return NotFoundError(f"{whole[:12]} was withdrawn on {day!s}: {reason!s}", "its text is no longer kept here")


def open_library(place: str, *, create: bool = False, read_only: bool = False, now: Callable[[], str] | None = None) -> Library:
    """The library at `place`: a file name, or ``postgresql://USER@HOST/NAME``.

    With `create` it is made where there is none.  A library of an older format is migrated, with a copy of the file kept aside;
    one of a newer format is refused.  Raises NotFoundError where there is none, LibraryError where it cannot be opened.
    """
    database = _connected(place, create, read_only)
    try:
        _prepare(database, create, read_only)
    except BaseException:
        database.close()
        raise
    return Library(database, now)


def _connected(place: str, create: bool, read_only: bool) -> Database:
    # Imported here: who has one of the two need not have the other's driver.
    if place.startswith(("postgresql://", "postgres://")):
        from sayso.store.postgres import Postgres

        return Postgres(place, read_only=read_only)
    from sayso.store.sqlite import SQLite

    return SQLite(place, create=create, read_only=read_only)


def _prepare(database: Database, create: bool, read_only: bool) -> None:
    """Make the tables, or bring them to today's format."""
    shown = database.place
    if not database.has_tables():
        if not create or read_only:
            raise NotFoundError(f"there is no library in {shown}", "make one: sayso add --library PATH FOLDER")
        with database.transaction():
            if not database.has_tables():  # another process may have made it meanwhile
                for statement in (*TABLES, *database.index):
                    database.run(_typed(statement, database))
                made = [("format", str(FORMAT)), ("folding", FOLDING), ("filing", tables_version()), ("match", MATCH)]
                database.many("INSERT INTO library (name, value) VALUES (?, ?)", made)
    kept = _settings(database)
    version = int(kept["format"])
    if version > FORMAT:
        raise LibraryError(
            f"{shown} was made by a newer sayso (format {version}, this one knows {FORMAT})", "update sayso; nothing was changed"
        )
    if version < 1:
        raise LibraryError(f"{shown} has the format {version}, which there never was", "take the last backup")
    if read_only:
        return
    migrate(database, version, FORMAT, MIGRATIONS)
    if kept["folding"] != FOLDING:
        _index_again(database)
    if kept["filing"] != tables_version():
        _file_again(database)
    if kept["match"] != MATCH:
        _trace_again(database)


def migrate(database: Database, version: int, target: int, migrations: Mapping[int, Sequence[str]]) -> None:
    """Bring a library from one format to a later one, all or nothing, with a copy of a file kept aside."""
    if version == target:
        return
    database.back_up(f"before-{target}")
    with database.transaction():
        for older in range(version, target):
            for statement in migrations[older]:
                database.run(_typed(statement, database))
        database.run("UPDATE library SET value = ? WHERE name = 'format'", (str(target),))


def _settings(database: Database) -> dict[str, str]:
    try:
        kept = {str(name): str(value) for name, value in database.run("SELECT name, value FROM library")}
        int(kept["format"])
        kept["folding"], kept["filing"], kept["match"]
    except (LibraryError, KeyError, ValueError) as error:
        raise LibraryError(f"{database.place} is a database, but no library of sayso", "check the name") from error
    return kept


def _index_again(database: Database) -> None:
    """Make the index of words anew: this sayso folds words otherwise than the one that made it."""
    with database.transaction():
        database.run("DROP TABLE words")
        for statement in database.index:
            database.run(_typed(statement, database))
        last = 0
        while rows := database.run(
            "SELECT document_id, text, record FROM reading WHERE document_id > ? ORDER BY document_id LIMIT 200", (last,)
        ):
            database.add_words(
                (int(str(id_)), folded_text(record_of(str(text), _bytes(packed)).document)) for id_, text, packed in rows
            )
            last = int(str(rows[-1][0]))
        database.run("UPDATE library SET value = ? WHERE name = 'folding'", (FOLDING,))


def _file_again(database: Database) -> None:
    """Make regions and subjects anew: the tables that printed labels are looked up in have changed."""
    with database.transaction():
        Taxonomy(database, Changes(database, _now)).file_again()
        database.run("UPDATE library SET value = ? WHERE name = 'filing'", (tables_version(),))


def _trace_again(database: Database) -> None:
    """Let all items be compared anew: this sayso has another definition of a match."""
    with database.transaction():
        Copies(database, str).begin_again()
        database.run("UPDATE library SET value = ? WHERE name = 'match'", (MATCH,))


def packed(data: bytes) -> bytes:
    """Bytes as originals are kept."""
    return zlib.compress(data, EFFORT)


def unpacked(id_: str, content: bytes) -> bytes:
    """The original with this hash.  Raises LibraryError where the bytes are damaged."""
    try:
        data = zlib.decompress(content)
    except zlib.error:
        data = None
    if data is None or sha256(data).hexdigest() != id_:
        raise LibraryError(f"the original {id_[:12]} is damaged", "restore the library from a copy")
    return data


_CAPTURE = "document_id, url, taken, name, place, encoding, added"
_SAID = ("url", "taken", "name", "place")
"""Columns of a capture that tell one from another."""
_TEXTS = DOCUMENT.index("characters")
"""The columns before it are words and are emptied when an item is withdrawn; those after it are counts."""
_ROWS: dict[str, Callable[[Prepared], tuple[tuple[Value, ...], ...]]] = {
    "statement": lambda one: one.statements,
    "source": lambda one: one.sources,
    "answers": lambda one: one.answers,
    "passage": lambda one: one.passages,
    "label": lambda one: one.labels,
    "term": lambda one: one.terms,
    "naming": lambda one: one.namings,
}


def _typed(statement: str, database: Database) -> str:
    for name, kind in database.types.items():
        statement = statement.replace(f"{{{name}}}", kind)
    return statement


def _listed(row: Row) -> Listed:
    id_, title, outlet, published, url, reader, withdrawn, on = (None if value is None else str(value) for value in row)
    assert id_ is not None
    assert reader is not None
    return Listed(
        id=id_,
        title=title,
        outlet=outlet,
        published=published,
        url=url,
        reader=reader,
        withdrawn=withdrawn,
        withdrawn_on=on,
    )


def _capture_row(document: int, capture: Capture, place: str | None, now: str) -> tuple[Value, ...]:
    taken = capture.taken.iso if capture.taken else None
    return (document, capture.url, taken, capture.name, place, capture.encoding, now)


def _capture_of(row: tuple[Value, ...]) -> Capture:
    id_, size, media_type, encoding, name, url, taken = row
    return Capture(
        sha256=str(id_),
        size=int(str(size)),
        media_type=str(media_type),
        encoding=None if encoding is None else str(encoding),
        name=None if name is None else str(name),
        url=None if url is None else str(url),
        taken=None if taken is None else PartialDate(str(taken)),
    )


def _bytes(value: Value) -> bytes:
    assert isinstance(value, bytes | bytearray | memoryview)
    return bytes(value)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
