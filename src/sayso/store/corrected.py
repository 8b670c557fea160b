"""What does a record say once persons have corrected it?  Corrections lie over what was read, in the order they were made."""

import datetime
from collections.abc import Sequence
from enum import Enum
from typing import TypeVar
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import UsageError
from sayso.language.folding import fold
from sayso.model.anchor import Anchor, find_anchor
from sayso.model.dates import PartialDate
from sayso.model.finding import Finding, Ground, Maker, MakerKind, finding_id
from sayso.model.record import Author, NameKind, Publisher, Record, Relation
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Mention, MentionKind, Source, SourceKind, Voice, VoiceRun

T = TypeVar("T")


class Subject(Enum):
    """What a person can correct."""

    TITLE = "title"
    OUTLET = "outlet"
    PUBLISHED = "published"
    AUTHORS = "authors"
    ORIGIN = "origin"
    RELATION = "relation"
    WHO = "who"
    """Who answers for a statement."""
    SOURCE = "source"
    """The words that name the source of a statement."""
    CUE = "cue"
    CONTENT = "content"
    MANNER = "manner"
    VOICE = "voice"
    """Who answers for a passage: attributed, own, undetermined."""
    NO_STATEMENT = "no-statement"
    """What was read as a statement is none."""


OF_STATEMENTS = frozenset({Subject.WHO, Subject.SOURCE, Subject.CUE, Subject.CONTENT, Subject.MANNER, Subject.NO_STATEMENT})
BY_WORDS = frozenset({Subject.SOURCE, Subject.CUE, Subject.CONTENT})
"""Corrected by pointing at words of the text."""
WITHOUT_WORDS = frozenset({Subject.WHO, Subject.MANNER, Subject.NO_STATEMENT})
"""Corrected by a value alone: words that are pointed at could say nothing more."""
LONGEST = 2000
"""Characters of a value or a reason: twice the longest title that is kept from a feed.  What is longer was pasted by mistake."""
NOTHING = "none"
"""The value that says that there is none: no origin, no outlet printed."""


class Correction(Struct, frozen=True, kw_only=True):
    """One correction.  `value` is what it should say; `places` are the words it points at, `target` those of the statement or
    passage that it is about (its content as it stood), `before` what was read there.

    `number` counts the corrections of a library; `made_on` is an ISO time.  `undone_*` are None while it holds.
    """

    number: int
    id: str
    subject: Subject
    value: str
    places: tuple[Anchor, ...] = ()
    target: tuple[Anchor, ...] = ()
    before: str | None = None
    who: str
    why: str
    made_on: str
    undone_by: str | None = None
    undone_why: str | None = None
    undone_on: str | None = None


class Corrected(Struct, frozen=True):
    """A record with its corrections, and those that have lost their place in it."""

    record: Record
    lost: tuple[Correction, ...] = ()


def apply_corrections(record: Record, corrections: Sequence[Correction]) -> Corrected:
    """The record as corrected.  A correction whose statement or words are not found again is lost, and changes nothing."""
    standing = [one for one in corrections if one.undone_on is None]
    lost = []
    recut = False
    for one in standing:
        if one.subject is Subject.VOICE:
            continue
        changed = _of_statement(record, one) if one.subject in OF_STATEMENTS else _of_head(record, one)
        if changed is None:
            lost.append(one)
            continue
        recut = recut or changed.attributions != record.attributions
        record = changed
    if recut:
        from sayso.reading.voices import assign_voices  # most records need no reading anew

        voices = assign_voices(record.document, record.quotations, record.insertions, record.attributions)
        record = replace(record, voices=voices)
    for one in standing:
        if one.subject is Subject.VOICE:
            runs = _with_voice(record, one)
            if runs is None:
                lost.append(one)
            else:
                record = replace(record, voices=runs)
    return Corrected(record, tuple(lost))


def check_value(subject: Subject, value: str) -> str:
    """The value in the form in which it is kept.  Raises UsageError for one that the subject cannot have."""
    choices = {
        Subject.MANNER: [one.value for one in Manner],
        Subject.VOICE: [Voice.ATTRIBUTED.value, Voice.OWN.value, Voice.UNDETERMINED.value],
        Subject.RELATION: [one.value for one in Relation],
    }.get(subject)
    plain = " ".join(value.split())
    if len(plain) > LONGEST and subject not in BY_WORDS:
        raise UsageError(f"the {subject.value} has {len(plain):,} characters", f"at most {LONGEST:,} are kept")
    if choices and plain not in choices:
        raise UsageError(f"{subject.value} cannot be {value!r}", f"choose one of {', '.join(choices)}")
    if subject is Subject.PUBLISHED and plain != NOTHING:
        try:
            date = PartialDate(plain)
            if len(date.day) == len("2031-04-09"):
                datetime.date.fromisoformat(date.day)  # the thirtieth of February is no day
        except ValueError as error:
            raise UsageError(f"{value!r} is not a date", "write it as 2031-04-09, 2031-04 or 2031") from error
    if subject is Subject.CONTENT and plain == NOTHING:
        raise UsageError("a statement cannot be without words", f"write {Subject.NO_STATEMENT.value} where it is none")
    said = bool(names_in(plain)) if subject is Subject.AUTHORS else is_seen(plain)
    if not said and subject is not Subject.NO_STATEMENT:
        raise UsageError("nothing is said that it should be", f"write the right {subject.value}, or {NOTHING}")
    return plain


def is_seen(text: str) -> bool:
    """Whether anything of a text can be seen: a letter, number, sign or mark of punctuation.

    >>> is_seen("1987"), is_seen(chr(0x202E) + chr(0x200B))
    (True, False)
    """
    return any(category(character)[0] in "LNPS" for character in text)


def names_in(value: str) -> tuple[str, ...]:
    """The names of authors in a value: between semicolons."""
    return tuple(name.strip() for name in value.split(";") if is_seen(name))


def find_statement(record: Record, target: Sequence[Anchor]) -> int | None:
    """The index of the statement whose content shares most with the words of `target`; None where none shares half of them."""
    text = record.document.text
    found = [span for anchor in target if (span := find_anchor(text, anchor)) is not None]
    asked = {at for span in found for at in range(span.start, span.end)}
    best, most = None, 0.0
    for index, one in enumerate(record.attributions):
        content = {at for span in one.content for at in range(span.start, span.end)}
        shared = len(asked & content) / max(1, len(asked | content))
        if shared > most:
            best, most = index, shared
    return best if most >= 0.5 else None  # as statements are paired when they are scored


def _maker(one: Correction) -> Maker:
    return Maker(MakerKind.PERSON, one.who, str(one.number))


def _of_head(record: Record, one: Correction) -> Record | None:
    head, origin = record.masthead, record.origin
    gone = one.value == NOTHING
    match one.subject:
        case Subject.TITLE:
            return replace(record, masthead=replace(head, title=None if gone else _found(record, one, one.value, head.title)))
        case Subject.OUTLET:
            host = head.publisher.value.host if head.publisher else None
            outlet = None if gone else _found(record, one, Publisher(one.value, host), head.publisher)
            return replace(record, masthead=replace(head, publisher=outlet))
        case Subject.PUBLISHED:
            date = None if gone else _found(record, one, PartialDate(one.value), head.published)
            return replace(record, masthead=replace(head, published=date))
        case Subject.AUTHORS:
            names = () if gone else names_in(one.value)
            authors = tuple(_found(record, one, Author(name, NameKind.PERSON), None) for name in names)
            return replace(record, masthead=replace(head, authors=authors))
        case Subject.ORIGIN:
            first = None if gone else _found(record, one, one.value, origin.publisher)
            return replace(record, origin=replace(origin, publisher=first))
        case Subject.RELATION:
            relation = _found(record, one, Relation(one.value), origin.relation)
            return replace(record, origin=replace(origin, relation=relation))
    return None


def _found(record: Record, one: Correction, value: T, before: Finding[T] | None) -> Finding[T]:
    """A finding by a person: printed where words were pointed at, else concluded."""
    spans = _spans(record, one.places)
    return Finding(
        value=value,
        ground=Ground.PRINTED if spans else Ground.INFERRED,
        by=_maker(one),
        spans=spans or (),
        note=one.why,
        replaces=finding_id(before) if before is not None else None,
    )


def _spans(record: Record, places: Sequence[Anchor]) -> tuple[Span, ...] | None:
    """Where the words stand now; None where there are none or one of them is lost."""
    spans = [find_anchor(record.document.text, place) for place in places]
    return tuple(span for span in spans if span is not None) if spans and None not in spans else None


def _of_statement(record: Record, one: Correction) -> Record | None:
    index = find_statement(record, one.target)
    if index is None:
        return None
    before = record.attributions[index]
    if one.subject is Subject.NO_STATEMENT:
        return _without(record, index)
    if one.subject is Subject.WHO:
        return replace(record, sources=_answered_by(record, index, one))
    if one.subject is Subject.MANNER:
        changed: Attribution | None = replace(before, manner=Manner(one.value))
    else:
        spans = () if one.value == NOTHING and one.subject is not Subject.CONTENT else _spans(record, one.places)
        changed = None if spans is None else replace(before, **{one.subject.value: spans})
    if changed is None:
        return None
    changed = replace(changed, by=_maker(one), p=None, replaces=finding_id(before))
    return replace(record, attributions=(*record.attributions[:index], changed, *record.attributions[index + 1 :]))


def _without(record: Record, index: int) -> Record:
    sources = []
    for source in record.sources:
        left = tuple(at - (at > index) for at in source.statements if at != index)
        if left:
            sources.append(replace(source, statements=left))
    attributions = tuple(
        replace(one, within=_moved(one.within, index)) for at, one in enumerate(record.attributions) if at != index
    )
    return replace(record, attributions=attributions, sources=tuple(sources))


def _moved(within: int | None, gone: int) -> int | None:
    """The index of an outer statement once the one at `gone` is no more."""
    return None if within is None or within == gone else within - (within > gone)


def _answered_by(record: Record, index: int, one: Correction) -> tuple[Source, ...]:
    """The sources once the statement is laid to the one that the correction names; with NOTHING, to none."""
    told = record.attributions[index].source
    span = Span(told[0].start, told[-1].end) if told else None
    named = fold(one.value)
    sources: list[Source] = []
    given = one.value == NOTHING
    for source in record.sources:
        names = [source.name.value, *(alias.value for alias in source.aliases)]
        others = tuple(at for at in source.statements if at != index)
        mentions = tuple(mention for mention in source.mentions if mention.span != span)
        if not given and any(fold(name) == named for name in names):
            given = True
            mentions = (*mentions, Mention(span=span, kind=_kind(source, span), by=_maker(one))) if span else mentions
            sources.append(replace(source, statements=tuple(sorted((*others, index))), mentions=mentions))
        elif others or not source.statements:
            sources.append(replace(source, statements=others, mentions=mentions))
    if not given:
        mentions = (Mention(span=span, kind=MentionKind.NOMINAL, by=_maker(one)),) if span else ()
        name = Finding(value=one.value, ground=Ground.INFERRED, by=_maker(one), note=one.why)
        sources.append(Source(name=name, kind=SourceKind.UNCLEAR, named=True, mentions=mentions, statements=(index,)))
    return tuple(sources)


def _kind(source: Source, span: Span) -> MentionKind:
    return next((mention.kind for mention in source.mentions if mention.span == span), MentionKind.NOMINAL)


def _with_voice(record: Record, one: Correction) -> tuple[VoiceRun, ...] | None:
    """The runs with the words of the target in the voice that a person gave them; None where they are lost."""
    spans = _spans(record, one.target)
    if spans is None:
        return None
    voice = Voice(one.value)
    runs: list[VoiceRun] = []
    for run in record.voices:
        pieces = [span for span in spans if span.meets(run.span)] if run.voice is not Voice.CUE else []
        at = run.span.start
        for piece in pieces:
            first, last = max(piece.start, run.span.start), min(piece.end, run.span.end)
            if at < first:
                runs.append(replace(run, span=Span(at, first)))
            attribution = run.attribution if voice is not Voice.OWN else None
            manner = (run.manner or Manner.INDIRECT) if voice is Voice.ATTRIBUTED else None
            runs.append(VoiceRun(span=Span(first, last), voice=voice, by=_maker(one), attribution=attribution, manner=manner))
            at = last
        if at < run.span.end:
            runs.append(replace(run, span=Span(at, run.span.end)))
    return tuple(runs)
