"""Which corrections does a library hold, who made them, and how are they made and undone?  None is ever deleted."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from sayso.errors import NotFoundError, UsageError
from sayso.language.folding import fold
from sayso.model.anchor import Anchor, anchor_of, find_anchor
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.store.corrected import (
    BY_WORDS,
    LONGEST,
    NOTHING,
    OF_STATEMENTS,
    WITHOUT_WORDS,
    Correction,
    Subject,
    check_value,
    is_seen,
)
from sayso.store.database import Database, Row

_COLUMNS = "number, sha256, field, value, places, target, before, who, why, made_on, undone_by, undone_why, undone_on"


class Corrections:
    """The corrections of one library.  Changing the rows of an item after one is the library's part: `Library.correct`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, id_: str) -> list[Correction]:
        """Every correction of an item, also those undone, in the order in which they were made."""
        rows = self._database.run(f"SELECT {_COLUMNS} FROM correction WHERE sha256 = ? ORDER BY number", (id_,))
        return [_correction(row) for row in rows]

    def every(self) -> Iterator[Correction]:
        """Every correction, in the order in which they were made."""
        return (_correction(row) for row in self._database.run(f"SELECT {_COLUMNS} FROM correction ORDER BY number"))

    def one(self, number: int) -> Correction:
        """The correction of this number.  Raises NotFoundError."""
        rows = self._database.run(f"SELECT {_COLUMNS} FROM correction WHERE number = ?", (number,))
        if not rows:
            raise NotFoundError(f"there is no correction {number}", "list them: sayso correct --list")
        return _correction(rows[0])

    def keep(self, correction: Correction) -> Correction:
        """Write a correction down; it comes back with its number."""
        values = (
            correction.id,
            correction.subject.value,
            correction.value,
            msgspec.json.encode(correction.places).decode(),
            msgspec.json.encode(correction.target).decode(),
            correction.before,
            correction.who,
            correction.why,
            correction.made_on,
        )
        ((number,),) = self._database.run(
            """INSERT INTO correction (sha256, field, value, places, target, before, who, why, made_on)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number""",
            values,
        )
        return msgspec.structs.replace(correction, number=int(str(number)))

    def undo(self, number: int, who: str, why: str, on: str) -> Correction:
        """Note that a correction no longer holds.  Raises UsageError where it was undone before."""
        before = self.one(number)
        if before.undone_on is not None:
            raise UsageError(f"correction {number} was undone on {before.undone_on[:10]}", "make a new one")
        self._database.run(
            "UPDATE correction SET undone_by = ?, undone_why = ?, undone_on = ? WHERE number = ?", (who, why, on, number)
        )
        return self.one(number)


def draft(
    record: Record,
    subject: Subject,
    value: str = "",
    *,
    statement: int | None = None,
    words: Sequence[str] = (),
    who: str,
    why: str,
    now: Callable[[], str],
) -> Correction:
    """The correction that a person means, with its words found in the text of the record as it stands.

    `statement` counts from 1 as `sayso statements` does; `words` are words of the text, exactly: what the new content, cue or
    source is, or the passage whose voice is meant.  Raises UsageError where something is missing, or the words stand nowhere.
    """
    for name, asked, said in (("name", "who corrects it", who), ("reason", "why", why)):
        if not is_seen(said):
            raise UsageError(f"nobody says {asked}", "give both --who and --why; they stay with the correction")
        if len(said) > LONGEST:
            raise UsageError(f"the {name} has {len(said):,} characters", f"at most {LONGEST:,} are kept")
    _check_call(subject, value, statement, words)
    text = record.document.text
    target: tuple[Anchor, ...] = ()
    before: str | None = None
    near: int | None = None
    if subject in OF_STATEMENTS:
        if statement is None or not 1 <= statement <= len(record.attributions):
            count = len(record.attributions)
            wrong = "which statement is meant is not said" if statement is None else f"there is no statement {statement}"
            raise UsageError(f"{wrong} (there are {count})", "give its number: --statement N")
        told = record.attributions[statement - 1]
        target, near = tuple(anchor_of(text, span) for span in told.content), told.content[0].start
        before = _before(record, subject, statement - 1)
    places = tuple(anchor_of(text, find_words(text, one, near)) for one in words)
    if subject is Subject.VOICE:
        if not places:
            raise UsageError("which passage is meant is not said", 'give its words: --words "..."')
        target, places = places, ()
    if subject in BY_WORDS and not places and value != NOTHING:
        raise UsageError(f"the words of the {subject.value} are not given", 'give them as they stand: --words "..."')
    if subject in BY_WORDS and places:
        value = " … ".join(place.exact for place in places)
    if before is None:
        before = _before_of_item(record, subject)
    value = check_value(subject, value)
    if _says_already(record, subject, value, before, statement, places or target):
        raise UsageError(f"the {subject.value} is read so already", "nothing was kept; correct what should change")
    return Correction(
        number=0,
        id=record.document.capture.sha256,
        subject=subject,
        value=value,
        places=places,
        target=target,
        before=before,
        who=" ".join(who.split()),
        why=" ".join(why.split()),
        made_on=now(),
    )


def _check_call(subject: Subject, value: str, statement: int | None, words: Sequence[str]) -> None:
    """Refuse what would be dropped: a statement, words or a value that the subject has no use for."""
    name = subject.value
    if statement is not None and subject not in OF_STATEMENTS:
        raise UsageError(f"{name} is not corrected of a statement", "leave --statement out")
    if words and subject in WITHOUT_WORDS:
        raise UsageError(f"{name} is not corrected by words of the text", "leave --words out")
    if value and words and subject in BY_WORDS:
        raise UsageError(f"both a value and words are given for the {name}", "leave the value out; --words are the right ones")
    if value and subject is Subject.NO_STATEMENT:
        raise UsageError(f"{name} has no value", "leave it out, and write the reason behind --why")


def _says_already(
    record: Record, subject: Subject, value: str, before: str | None, statement: int | None, words: Sequence[Anchor]
) -> bool:
    """Whether the record says so as it stands: then there is nothing to correct, and nothing is logged."""
    spans = [find_anchor(record.document.text, one) for one in words]
    if subject in BY_WORDS and statement is not None and value != NOTHING:
        return spans == list(getattr(record.attributions[statement - 1], subject.value))
    if subject is Subject.VOICE:
        meant = [span for span in spans if span is not None]
        runs = [run for run in record.voices if any(span.meets(run.span) for span in meant)]
        return bool(runs) and all(run.voice.value == value for run in runs)
    if words and subject not in OF_STATEMENTS:
        return False  # the same value, and now where it is printed
    if subject is Subject.WHO:
        return fold(before or NOTHING) == fold(value)
    return subject is not Subject.NO_STATEMENT and (before or NOTHING) == value


def find_words(text: str, words: str, near: int | None) -> Span:
    """Where words stand, nearest to the offset `near`.

    Raises UsageError where they stand nowhere, or, without `near`, where they stand more than once.
    """
    if not words.strip():
        raise UsageError("the words are empty", "copy them from the text")
    places = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    if not places:
        raise UsageError(f"the text does not say {words[:60]!r}", "copy the words exactly as they stand")
    if near is None and len(places) > 1:
        raise UsageError(
            f"the text says {words[:60]!r} {len(places)} times", "give more of the words around those that are meant"
        )
    start = min(places, key=lambda place: abs(place - (near or 0)))
    return Span(start, start + len(words))


def _before(record: Record, subject: Subject, index: int) -> str | None:
    told, text = record.attributions[index], record.document.text
    match subject:
        case Subject.WHO:
            return " and ".join(source.name.value for source in record.sources if index in source.statements) or None
        case Subject.MANNER:
            return told.manner.value
        case Subject.CONTENT | Subject.NO_STATEMENT:
            spans = told.content
        case Subject.CUE:
            spans = told.cue
        case _:
            spans = told.source
    return " … ".join(span.of(text) for span in spans) or None


def _before_of_item(record: Record, subject: Subject) -> str | None:
    head, origin = record.masthead, record.origin
    match subject:
        case Subject.TITLE:
            return head.title.value if head.title else None
        case Subject.OUTLET:
            return head.publisher.value.name if head.publisher else None
        case Subject.PUBLISHED:
            return head.published.value.iso if head.published else None
        case Subject.AUTHORS:
            return "; ".join(author.value.name for author in head.authors) or None
        case Subject.ORIGIN:
            return origin.publisher.value if origin.publisher else None
        case Subject.RELATION:
            return origin.relation.value.value if origin.relation else None
    return None


def _correction(row: Row) -> Correction:
    number, id_, subject, value, places, target, before, who, why, made_on, *undone = row
    by, because, on = (None if one is None else str(one) for one in undone)
    return Correction(
        number=int(str(number)),
        id=str(id_),
        subject=Subject(str(subject)),
        value=str(value),
        places=msgspec.json.decode(str(places), type=tuple[Anchor, ...]),
        target=msgspec.json.decode(str(target), type=tuple[Anchor, ...]),
        before=None if before is None else str(before),
        who=str(who),
        why=str(why),
        made_on=str(made_on),
        undone_by=by,
        undone_why=because,
        undone_on=on,
    )
