"""What did persons note beside the words of an item?  A note that loses its words is listed as an orphan, never dropped."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

from sayso.errors import NotFoundError, UsageError
from sayso.language.folding import fold
from sayso.model.anchor import Anchor, anchor_of, find_anchor
from sayso.model.span import Span
from sayso.store.changes import Change, Changes
from sayso.store.conditions import is_words, words_in
from sayso.store.corrections import find_words
from sayso.store.database import Database, Row
from sayso.store.query import Every, read_query
from sayso.store.rows import BREAK

PART = "note"
LONGEST = 100_000
"""Characters of a note: a long chapter.  What is longer was pasted by mistake, and is an item of its own."""
_COLUMNS = "n.number, n.sha256, n.target, n.words, n.who, n.made_on, n.changed_on, d.title, d.url, d.withdrawn"


class Note(Struct, frozen=True, kw_only=True):
    """A note on an item, or on words of it.

    `target` are these words as they stood when it was written, empty where the whole item is meant; `spans` where they stand
    today, None where one of them is not found: then the note is an orphan.
    """

    number: int
    id: str
    target: tuple[Anchor, ...]
    text: str
    who: str
    made_on: str
    changed_on: str | None
    title: str | None
    url: str | None
    withdrawn: bool
    spans: tuple[Span, ...] | None

    @property
    def orphan(self) -> bool:
        """Whether its words, or its item, are gone."""
        return self.withdrawn or self.spans is None


class Notes:
    """The notes of one library.  `resolve` makes an id whole, `text_of` gives an item's text."""

    def __init__(
        self, database: Database, changes: Changes, resolve: Callable[[str], str], text_of: Callable[[str], str]
    ) -> None:
        self._database = database
        self._changes = changes
        self._resolve = resolve
        self._text_of = text_of

    def write(self, id_: str, text: str, *, words: Sequence[str] = (), near: int = 0, who: str) -> Note:
        """Write a note on words of an item, exactly as they stand (the nearest to the offset `near`), or on the whole item."""
        _check(text)
        whole = self._resolve(id_)
        with self._database.transaction():
            body = self._text_of(whole)
            target = tuple(anchor_of(body, find_words(body, one, near)) for one in words)
            quote = _quote(target)
            ((number,),) = self._database.run(
                """INSERT INTO note (sha256, target, quote, words, folded, who, made_on)
                VALUES (?, ?, ?, ?, ?, ?, '') RETURNING number""",
                (whole, msgspec.json.encode(target).decode(), quote, text, _folded(text, quote), " ".join(who.split())),
            )
            change = self._changes.keep(PART, "write", str(number), who=who, why="")
            self._database.run("UPDATE note SET made_on = ? WHERE number = ?", (change.made_on, number))
        return self.one(int(str(number)))

    def edit(self, number: int, text: str, *, who: str, why: str = "") -> Note:
        """Write a note anew; the log keeps what it said before."""
        _check(text)
        with self._database.transaction():
            before = self.one(number)
            change = self._changes.keep(PART, "edit", str(number), before.text, who=who, why=why)
            folded = _folded(text, _quote(before.target))
            self._database.run(
                "UPDATE note SET words = ?, folded = ?, changed_on = ? WHERE number = ?", (text, folded, change.made_on, number)
            )
        return self.one(number)

    def remove(self, number: int, *, who: str, why: str = "") -> Change:
        """Take a note away; the log keeps what it said."""
        with self._database.transaction():
            before = self.one(number)
            change = self._changes.keep(PART, "remove", str(number), before.text, who=who, why=why)
            self._database.run(
                "UPDATE note SET words = '', folded = '', target = '[]', quote = '', removed_on = ? WHERE number = ?",
                (change.made_on, number),
            )
        return change

    def one(self, number: int) -> Note:
        """The note of this number.  Raises NotFoundError, also where it was removed."""
        for note in self._found("n.number = ?", (number,)):
            return note
        raise NotFoundError(f"there is no note {number}", "list them: sayso note")

    def of(self, id_: str) -> tuple[Note, ...]:
        """The notes on an item, in the order in which they were written."""
        return tuple(self._found("n.sha256 = ?", (self._resolve(id_),)))

    def every(self, words: str = "") -> tuple[Note, ...]:
        """Every note, or those that hold words, in themselves or in what they quote."""
        asked = read_query(words).asked
        if isinstance(asked, Every):
            return tuple(self._found("1 = 1", ()))
        if not is_words(asked):
            raise UsageError("notes are searched by words alone", 'write words, a "phrase", OR, begin*')
        held = words_in("n.folded", asked)
        return tuple(self._found(held.sql, held.values))

    def orphans(self) -> tuple[Note, ...]:
        """The notes whose words are not found in their item's text of today, or whose item was withdrawn."""
        return tuple(note for note in self._found("1 = 1", ()) if note.orphan)

    def log(self) -> list[Change]:
        """What was written, edited and removed, when and by whom."""
        return list(self._changes.every(PART))

    def forget(self, id_: str) -> None:
        """Take the quoted words of an item out of its notes; called when it is withdrawn, inside its transaction."""
        for number, words in self._database.run("SELECT number, words FROM note WHERE sha256 = ?", (id_,)):
            self._database.run(
                "UPDATE note SET target = '[]', quote = '', folded = ? WHERE number = ?", (_folded(str(words), ""), number)
            )

    def _found(self, where: str, values: Sequence[str | int | float | bytes | None]) -> Iterator[Note]:
        rows = self._database.run(
            f"""SELECT {_COLUMNS} FROM note n JOIN document d ON d.sha256 = n.sha256
            WHERE n.removed_on IS NULL AND {where} ORDER BY n.number""",
            values,
        )
        last: tuple[str, str] | None = None
        for row in rows:
            id_, withdrawn = str(row[1]), row[9] is not None
            if last is None or last[0] != id_:
                last = (id_, "" if withdrawn else self._text_of(id_))
            yield _note(row, last[1])


def _note(row: Row, body: str) -> Note:
    number, id_, target, words, who, made_on, changed_on, title, url, withdrawn = row
    anchors = msgspec.json.decode(str(target), type=tuple[Anchor, ...])
    spans = tuple(find_anchor(body, anchor) for anchor in anchors)
    whole = tuple(span for span in spans if span is not None)
    return Note(
        number=int(str(number)),
        id=str(id_),
        target=anchors,
        text=str(words),
        who=str(who),
        made_on=str(made_on),
        changed_on=None if changed_on is None else str(changed_on),
        title=None if title is None else str(title),
        url=None if url is None else str(url),
        withdrawn=withdrawn is not None,
        spans=whole if len(whole) == len(spans) else None,
    )


def _check(text: str) -> None:
    if not text.strip():
        raise UsageError("the note is empty", "write what is to be noted")
    if len(text) > LONGEST:
        raise UsageError(f"the note has {len(text):,} characters", f"at most {LONGEST:,} are kept; add the text as an item")


def _quote(target: Sequence[Anchor]) -> str:
    return " … ".join(anchor.exact for anchor in target)


def _folded(text: str, quote: str) -> str:
    return f" {' '.join(fold(text))} {BREAK} {' '.join(fold(quote))} "
