"""How does a record look on a terminal?  A sheet of facts, each with its ground and its place, then who says what."""

from collections.abc import Iterable, Iterator

from sayso.cli.ledger import source_lines, statement_lines
from sayso.cli.printing import Screen, columns, pad, wrap
from sayso.export.facts import NOT_WHOLE_LABELS, Fact, facts_of, in_marks
from sayso.export.places import place_at
from sayso.export.sources import SourceLedger
from sayso.export.whereabouts import Read
from sayso.model.finding import Ground

_LABEL = 14
"""Columns of the longest label ("author's ties") and a space."""
_DATE = 12
_GROUND = 20
"""Columns of ``unresolved 1234:567`` and a space."""
_NARROW = 24
"""Columns that a value needs at least; a name with a first name fits."""
_COLOURS = {Ground.PRINTED: "green", Ground.MARKED_UP: "cyan", Ground.INFERRED: "yellow", Ground.UNRESOLVED: "red"}


def sheet(read: Read, screen: Screen, whole: bool = False) -> Iterator[str]:
    """The lines of the sheet; with `whole`, statements are printed to their last word."""
    facts = facts_of(read.record)
    yield from _title_lines(facts[0], screen)
    yield from fact_lines(facts[1:], read, screen)
    ledger = SourceLedger(read.record)
    if ledger.entries:
        yield ""
        yield from source_lines(read, ledger, screen, whole)
    if read.record.attributions:
        yield ""
        yield from statement_lines(read, ledger, screen, whole)


def title_lines(read: Read, screen: Screen) -> Iterator[str]:
    """The title of the article, that it is none or not whole, and a line that is empty."""
    title, *facts = facts_of(read.record)
    yield from _title_lines(title, screen)
    broken = [fact for fact in facts if fact.label in NOT_WHOLE_LABELS]
    if broken:
        yield from (*fact_lines(broken, read, screen), "")


def _title_lines(title: Fact, screen: Screen) -> Iterator[str]:
    for line in wrap(title.value if not title.missing else "(no title found)", screen.width):
        yield screen.paint(line, "bold")
    yield ""


def fact_lines(facts: Iterable[Fact], read: Read, screen: Screen) -> Iterator[str]:
    """The lines of some facts; a label that repeats is printed once."""
    facts = tuple(facts)
    label_room = max([_LABEL, *(columns(fact.label) + 1 for fact in facts)])
    before = None
    for fact in facts:
        yield from _fact_lines(fact, pad("" if fact.label == before else fact.label, label_room), read, screen)
        before = fact.label


def _fact_lines(fact: Fact, label: str, read: Read, screen: Screen) -> Iterator[str]:
    ground = f"{fact.ground.value if fact.ground else ''} {_place(fact, read)}".strip()
    room = screen.width - 2 - len(label)
    beside = (_DATE if fact.date else 0) + (_GROUND if ground else 0)
    narrow = room - beside < _NARROW  # then date and ground stand below the value
    value_room = room if narrow else room - beside
    styles = ("dim",) if fact.missing else ("red", "bold") if fact.label == "no article" else ()
    value = wrap(fact.value, value_room if narrow or not beside else value_room - 2)
    right = screen.paint(pad(fact.date, _DATE)) if fact.date else ""
    right += screen.paint(ground, _COLOURS[fact.ground] if fact.ground else "dim")
    indent = " " * (2 + len(label))
    first = screen.paint(value[0] if narrow or not beside else pad(value[0], value_room), *styles)
    yield f"  {screen.paint(label, 'bold')}{first}{'' if narrow else right}".rstrip()
    for line in value[1:]:
        yield indent + screen.paint(line, *styles)
    for line in wrap(f"{fact.date or ''} {ground}", room) if narrow and beside else ():
        yield indent + screen.paint(line, "dim")
    for text in (in_marks(fact.words) if fact.words else None, f"({fact.note})" if fact.note else None):
        for line in wrap(text, room) if text else ():
            yield indent + screen.paint(line, "dim")


def _place(fact: Fact, read: Read) -> str:
    """Where its first evidence stands in the original, seen or unseen."""
    span, original = (spans[0] if spans else None for spans in (fact.spans, fact.original))
    return place_at(read.record.document, read.lines, span, original)
