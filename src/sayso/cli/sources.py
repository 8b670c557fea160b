"""``sayso sources``: who answers for the statements of an article, what is said of them, and where do they appear?

Without an article: how is the whole library sourced?
"""

import sys
from collections.abc import Iterable, Iterator

import click

from sayso.cli.inputs import read_source
from sayso.cli.ledger import MANNER, NO_STATEMENTS, sort_of
from sayso.cli.options import (
    SOURCE,
    color_option,
    model_option,
    screen_from,
    settings_from,
    source_options,
    whole,
    width_option,
)
from sayso.cli.printing import Screen, columns, cut, pad, say, wrap
from sayso.cli.quoted import print_quoted
from sayso.cli.sheet import title_lines
from sayso.errors import UsageError
from sayso.export.facts import facts_of, in_marks, words_at
from sayso.export.interchange import Answering, Named, Referred, SourcesList, enveloped
from sayso.export.shares import voice_shares
from sayso.export.sources import NO_REASON, Entry, SourceLedger, said_how, sole_source
from sayso.export.whereabouts import Read, begins_at, where_are
from sayso.model.finding import Finding, Ground
from sayso.model.legible import one_line
from sayso.store.search import MOST, PAGE

NO_SOURCES = "Statements were found, but not resolved to sources."
_INDENT = 3
_LABEL = 13
"""Columns of "affiliation" and two spaces."""


@click.command("sources")
@click.argument("source", metavar="[FILE|URL|ID|-]", type=SOURCE, required=False)
@click.option(
    "--query", default=None, metavar="QUERY", help="Over the library: what is counted; copies:collapse counts copies once."
)
@click.option(
    "--limit", type=whole(1, MOST), default=str(PAGE), metavar="N", help=f"Over the library: how many are named ({PAGE})."
)
@click.option("--json", "as_json", is_flag=True, help="Print the sources as JSON.")
@color_option
@width_option
@model_option
@source_options
def command(
    source: str | None,
    query: str | None,
    limit: int,
    as_json: bool,
    color: str | None,
    width: int | None,
    model: str | None,
    library: str | None,
    max_bytes: int | None,
    url: str | None,
    taken: str | None,
    allow_private: tuple[str, ...],
) -> int:
    """Print every source of one article: its fullest name, what it is said to be, its mentions and its statements.

    Sources stand in the order of their first mention, each with a letter; statements have the numbers of `sayso
    statements`.  Beside each stands its place: LINE:COLUMN of the original, or its page.

    Without an article: who is quoted over the library, how often and by which outlets, named and unnamed; `sayso people` says
    more of one of them.
    """
    settings = settings_from(color=color, width=width, max_bytes=max_bytes, model=model, library=library)
    if source is None:
        return print_quoted(settings, query or "", limit, as_json)
    if query is not None:
        raise UsageError("both an article and --query are given", "leave one of them out")
    read = read_source(source, settings, url=url, taken=taken, allow_private=allow_private)
    if as_json:
        sys.stdout.buffer.write(enveloped("sources", sources_list(read)) + b"\n")
        return 0
    screen = screen_from(settings)
    for line in sources_page(read, screen):
        say(line)
    return 0


def sources_list(read: Read) -> SourcesList:
    """What ``--json`` prints."""
    record, ledger = read.record, SourceLedger(read.record)
    shares = voice_shares(record)
    return SourcesList(
        file=read.name,
        sources=tuple(_answering(read, entry, shares.characters) for entry in ledger.entries),
        single_source=sole_source(record, ledger) is not None,
        shares={name: round(share, 4) for name, share in shares.shares},
    )


def _answering(read: Read, entry: Entry, whole: int) -> Answering:
    source = entry.source
    return Answering(
        label=entry.label,
        name=_named(read, source.name),
        kind=source.kind,
        named=source.named,
        unnamed_as=source.unnamed_as,
        anonymity=_named(read, source.anonymity) if source.anonymity else None,
        aliases=tuple(_named(read, found) for found in source.aliases),
        roles=tuple(_named(read, found) for found in source.roles),
        affiliations=tuple(_named(read, found) for found in source.affiliations),
        mentions=tuple(
            Referred(place=where_are(read, (mention.span,))[0], kind=mention.kind, by=mention.by) for mention in source.mentions
        ),
        statements=entry.statements,
        attitudes=entry.attitudes,
        relayed=entry.relayed,
        share=round(entry.characters / whole, 4) if whole else 0.0,
        **dict(entry.manners),
    )


def _named(read: Read, found: Finding[str]) -> Named:
    return Named(value=found.value, ground=found.ground, places=where_are(read, found.spans))


def sources_page(read: Read, screen: Screen) -> Iterator[str]:
    """The lines that are printed: one source a block."""
    yield from title_lines(read, screen)
    ledger = SourceLedger(read.record)
    if not ledger.entries:
        yield NO_SOURCES if read.record.attributions else NO_STATEMENTS
        return
    for sentence in _summary(read):
        yield from wrap(sentence, screen.width)
    whole = voice_shares(read.record).characters
    for entry in ledger.entries:
        yield ""
        yield f"{entry.label}  {screen.paint(cut(entry.name, screen.width - columns(entry.label) - 2), 'bold')}"
        for label, values in _facts(read, entry, whole):
            yield from _row(label, values, screen)
        yield from _statements(read, entry, screen)


def _summary(read: Read) -> Iterator[str]:
    """What the sheet says of all of them: how many, and whose the text is."""
    facts = {fact.key: fact for fact in facts_of(read.record)}
    for key in ("rests-on", "text"):
        fact = facts[key]
        yield f"{fact.label} {fact.value}{f' ({fact.note})' if fact.note else ''}"


def _facts(read: Read, entry: Entry, whole: int) -> Iterator[tuple[str, Iterable[str]]]:
    source = entry.source
    yield "name", [_printed(read, source.name)]
    yield "kind", [", ".join(part for part in (entry.kind, entry.standing) if part)]
    if entry.anonymous:
        yield "reason", [_printed(read, source.anonymity) if source.anonymity else NO_REASON]
    yield "role", (_printed(read, found) for found in source.roles)
    yield "affiliation", (_printed(read, found) for found in source.affiliations)
    yield "also", (_printed(read, found) for found in source.aliases)
    yield "says", [said_how(entry, whole)]
    yield "mentions", _mentions(read, entry)


def _printed(read: Read, found: Finding[str]) -> str:
    """A value in marks and where it is printed; one that was put together says so."""
    where = begins_at(read, found.spans[0]) if found.spans else ""
    ground = "" if found.ground is Ground.PRINTED else found.ground.value
    return " ".join(part for part in (in_marks(one_line(found.value)), ground, where) if part)


def _mentions(read: Read, entry: Entry) -> Iterator[str]:
    """One line a wording: its words, its form, the rule that tied it to the source, and its places."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for mention in entry.source.mentions:
        words = in_marks(words_at(read.record, (mention.span,)) or "")
        places.setdefault((words, mention.kind.value, one_line(mention.by.name)), []).append(begins_at(read, mention.span))
    for (words, kind, rule), where in places.items():
        yield f"{words} ({kind}, {rule}) {', '.join(place for place in where if place)}".rstrip()


def _statements(read: Read, entry: Entry, screen: Screen) -> Iterator[str]:
    """One line a statement, cut to it: `sayso statements` has them whole."""
    attributions = read.record.attributions
    numbers = sorted((*entry.statements, *entry.attitudes, *entry.relayed))
    places = {number: begins_at(read, attributions[number - 1].content[0]) for number in numbers}
    number_room, place_room = len(str(max(numbers, default=0))), max(map(columns, places.values()), default=0) + 2
    for first, number in enumerate(numbers):
        one = attributions[number - 1]
        label = pad("" if first else "statements", _LABEL)
        lead = f"{str(number).rjust(number_room)}  {pad(sort_of(one), MANNER)}{pad(places[number], place_room)}"
        words = cut(words_at(read.record, one.content, None) or "", screen.width - _INDENT - _LABEL - columns(lead))
        yield f"{' ' * _INDENT}{screen.paint(label, 'dim')}{lead}{words}".rstrip()


def _row(label: str, values: Iterable[str], screen: Screen) -> Iterator[str]:
    """A label and its values, each on lines of its own; nothing where there are none."""
    lines = [line for value in values if value for line in wrap(value, screen.width - _INDENT - _LABEL)]
    for number, line in enumerate(lines):
        yield f"{' ' * _INDENT}{screen.paint(pad('' if number else label, _LABEL), 'dim')}{line}"
