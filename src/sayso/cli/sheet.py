"""How does a record look on a terminal?  A sheet of facts, then who says what, each with its ground and its place."""

from collections.abc import Iterable, Iterator

from sayso.cli.inputs import Read
from sayso.cli.places import place_at, place_of
from sayso.cli.printing import Screen, columns, cut, pad, wrap
from sayso.export.facts import Fact, facts_of, in_marks, words_at
from sayso.model.finding import Ground
from sayso.model.statement import Attribution

_LABEL = 14
"""Columns of the longest label ("author's ties") and a space."""
_DATE = 12
_GROUND = 20
"""Columns of ``unresolved 1234:567`` and a space."""
_NARROW = 24
"""Columns that a value needs at least; a name with a first name fits."""
_SOURCE = 24
"""Columns of a source's words before they are cut, a quarter of the screen at most: a name with a short title."""
_WORDS = 12
"""Columns below which a statement's words say nothing; they then stand on a line of their own."""
_COLOURS = {Ground.PRINTED: "green", Ground.MARKED_UP: "cyan", Ground.INFERRED: "yellow", Ground.UNRESOLVED: "red"}


def sheet(read: Read, screen: Screen, whole: bool = False) -> Iterator[str]:
    """The lines of the sheet; with `whole`, statements are printed to their last word."""
    title, *facts = facts_of(read.record)
    for line in wrap(title.value if not title.missing else "(no title found)", screen.width):
        yield screen.paint(line, "bold")
    yield ""
    yield from fact_lines(facts, read, screen)
    if read.record.attributions:
        yield ""
        yield from _statements(read, screen, whole)


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


def _statements(read: Read, screen: Screen, whole: bool) -> Iterator[str]:
    attributions = read.record.attributions
    how = "whole" if whole else "cut to a line; --full prints them whole"
    yield f"{screen.paint(f'Statements ({len(attributions)})', 'bold')}, {how}"
    number_room = columns(str(len(attributions))) + 2
    names = [_source(read, attribution) for attribution in attributions]
    source_room = min(_SOURCE, screen.width // 4, max(columns(name) for name in names)) + 2
    document = read.record.document
    places = [place_of(document, read.lines, attribution.content[0]).short() for attribution in attributions]
    place_room = max(len(place) for place in places) + 2
    for number, (attribution, name, place) in enumerate(zip(attributions, names, places, strict=True), 1):
        words = words_at(read.record, attribution.content, None) or ""
        lead = f"{str(number).rjust(number_room)}  {pad(attribution.manner.value if attribution.reports else 'attitude', 10)}"
        who = pad(cut(name, source_room - 2), source_room)
        where = pad(place, place_room)
        painted = f"{lead}{screen.paint(who, 'cyan' if attribution.source else 'dim')}{screen.paint(where, 'dim')}"
        room = screen.width - columns(lead) - source_room - place_room
        if whole or room < _WORDS:
            yield painted.rstrip()
            for line in wrap(words if whole else cut(words, screen.width - number_room - 2), screen.width - number_room - 2):
                yield " " * (number_room + 2) + line
        else:
            yield painted + cut(words, room)


def _source(read: Read, attribution: Attribution) -> str:
    """The source as printed and its cue: ``the expert, said``."""
    parts = (words_at(read.record, attribution.source), words_at(read.record, attribution.cue))
    return ", ".join(part for part in parts if part) or "(not printed)"
