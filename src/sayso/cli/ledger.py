"""How does a terminal show who says what?  Two lines a source, then a line a statement, each with its place."""

from collections.abc import Iterator, Sequence

from sayso.cli.printing import Screen, columns, cut, pad, wrap
from sayso.export.facts import in_marks, words_at
from sayso.export.shares import voice_shares
from sayso.export.sources import UNCERTAIN, Entry, SourceLedger, doubt, is_doubtful, limit, said_how
from sayso.export.whereabouts import Read, begins_at
from sayso.model.statement import Attribution

NO_STATEMENTS = "No statement laid to a source was found."
MANNER = 10
"""Columns of the longest manner and two spaces."""
_INDENT = 2
_LINES = 2
"""Lines of counts and places; a source that is quoted fifty times has no more."""
_PLACE = 5
"""Columns of the shortest place, a comma and a blank: more than fit are not tried."""
_SOURCE = 24
"""Columns of a source's words before they are cut, a quarter of the screen at most: a name with a short title."""
_LEAST = 5
"""Columns of a source's words on the narrowest screen: a pronoun and its ellipsis."""
_WORDS = 12
"""Columns below which a statement's words say nothing; they then stand on a line of their own."""


def source_lines(read: Read, ledger: SourceLedger, screen: Screen, whole: bool) -> Iterator[str]:
    """Two lines a source: what it is, and what it says where."""
    yield screen.paint(f"Sources ({len(ledger.entries)})", "bold")
    characters = voice_shares(read.record).characters
    label_room = max(columns(entry.label) for entry in ledger.entries) + 2
    name_room = max(columns(entry.name) for entry in ledger.entries) + 2
    name_room = min(name_room, max(screen.width // 3, _SOURCE))
    indent = " " * (_INDENT + label_room)
    for entry in ledger.entries:
        lead = f"{' ' * _INDENT}{pad(entry.label, label_room)}"
        name = screen.paint(pad(cut(entry.name, name_room - 2), name_room), "cyan")
        is_ = "; ".join((", ".join(part for part in (entry.kind, entry.standing) if part), *map(in_marks, entry.said_to_be)))
        room = screen.width - len(indent)
        if whole:
            yield f"{lead}{screen.paint(entry.name, 'cyan')}"
            for line in wrap(f"{is_}; {said_how(entry, characters)}; at {', '.join(_places(read, entry))}", room):
                yield indent + screen.paint(line, "dim")
        else:
            yield f"{lead}{name}{cut(is_, room - name_room)}"
            for line in _fitted(f"{said_how(entry, characters)}; at ", _places(read, entry), room):
                yield indent + screen.paint(line, "dim")


def statement_lines(read: Read, ledger: SourceLedger, screen: Screen, whole: bool) -> Iterator[str]:
    """A line a statement, or with `whole` all of its words below it."""
    attributions = read.record.attributions
    how = "whole" if whole else "cut to a line; --full prints them whole"
    yield from (screen.paint(line, "bold") for line in wrap(f"Statements ({len(attributions)}), {how}", screen.width))
    if any(map(is_doubtful, attributions)):
        meaning = f"p is the probability that words and source are right; ? is {UNCERTAIN}, below {limit()}"
        yield from (screen.paint(line, "dim") for line in wrap(meaning, screen.width))
    number_room = columns(str(len(attributions))) + 2
    labels = ["+".join(entry.label for entry in ledger.of(index)) for index in range(len(attributions))]
    label_room = max(map(columns, labels))
    label_room += 2 if label_room else 0
    whose = [_whose(read, one) for one in attributions]
    places = [begins_at(read, attribution.content[0]) for attribution in attributions]
    place_room = max(map(columns, places)) + 2
    sures = [doubt(one.p) + (" ?" if is_doubtful(one) else "") for one in attributions]
    sure_room = max(map(columns, sures))
    sure_room += 2 if sure_room else 0
    beside = number_room + 2 + MANNER + label_room + place_room + sure_room
    source_room = max(_LEAST, min(_SOURCE, screen.width // 4, screen.width - beside - 2, max(map(columns, whose)))) + 2
    rows = zip(attributions, labels, whose, places, sures, strict=True)
    for number, (one, label, who, place, sure) in enumerate(rows, 1):
        words = words_at(read.record, one.content, None) or ""
        lead = f"{str(number).rjust(number_room)}  {pad(sort_of(one), MANNER)}{pad(label, label_room)}"
        painted = "".join(
            (
                lead,
                screen.paint(pad(cut(who, source_room - 2), source_room), "cyan" if one.source else "dim"),
                screen.paint(pad(place, place_room), "dim"),
                screen.paint(pad(sure, sure_room), "yellow" if is_doubtful(one) else "dim"),
            )
        )
        room = screen.width - beside - source_room
        if whole or room < _WORDS:
            yield painted.rstrip()
            for line in wrap(words if whole else cut(words, screen.width - number_room - 2), screen.width - number_room - 2):
                yield " " * (number_room + 2) + line
        else:
            yield painted + cut(words, room)


def sort_of(attribution: Attribution) -> str:
    """How a statement is given, or that it is none but an attitude, or one that another source tells of."""
    if attribution.within is not None:
        return "relayed"
    return attribution.manner.value if attribution.reports else "attitude"


def _whose(read: Read, attribution: Attribution) -> str:
    """The source as printed and its cue: ``the expert, said``."""
    parts = (words_at(read.record, attribution.source), words_at(read.record, attribution.cue))
    return ", ".join(part for part in parts if part) or "(not printed)"


def _places(read: Read, entry: Entry) -> list[str]:
    spans = (read.record.attributions[number - 1].content[0] for number in sorted((*entry.statements, *entry.relayed)))
    return [place for place in (begins_at(read, span) for span in spans) if place]


def _fitted(lead: str, places: Sequence[str], room: int) -> list[str]:
    """`lead` and as many places as fit on two lines; a place is never cut."""
    kept = list(places[: _LINES * room // _PLACE])
    more = " …" if len(kept) < len(places) else ""
    lines = wrap(f"{lead}{', '.join(kept)}{more}" if kept else lead.removesuffix("; at "), room)
    while kept and len(lines) > _LINES:
        kept.pop()
        lines = wrap(f"{lead}{', '.join(kept)} …", room)
    return lines
