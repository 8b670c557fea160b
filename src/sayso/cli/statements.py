"""``sayso statements``: who is said to have said exactly what, and where does it stand?"""

import sys
from collections.abc import Iterator

import click

from sayso.cli.inputs import read_source
from sayso.cli.ledger import NO_STATEMENTS
from sayso.cli.options import SOURCE, color_option, model_option, screen_from, settings_from, source_options, width_option
from sayso.cli.printing import Screen, columns, cut, say, wrap
from sayso.cli.sheet import title_lines
from sayso.export.facts import in_marks, words_at
from sayso.export.interchange import Said, StatementsList, enveloped
from sayso.export.sources import UNCERTAIN, SourceLedger, cue_act, doubt, is_doubtful, relayed_by
from sayso.export.whereabouts import Read, begins_at, where_are
from sayso.model.statement import Attribution


@click.command("statements")
@click.argument("source", metavar="FILE|URL|ID|-", type=SOURCE)
@click.option("--json", "as_json", is_flag=True, help="Print the statements as JSON.")
@color_option
@width_option
@model_option
@source_options
def command(
    source: str,
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
    """Print every statement of one article in order: its source, how it is given, how sure that is, and its exact words.

    The letter is that of the source in `sayso sources`.  Beside it stands where the statement begins: LINE:COLUMN of the
    original, or its page.  "p" is the probability that words and source are right.
    """
    settings = settings_from(color=color, width=width, max_bytes=max_bytes, library=library, model=model)
    read = read_source(source, settings, url=url, taken=taken, allow_private=allow_private)
    if as_json:
        sys.stdout.buffer.write(enveloped("statements", statements_list(read)) + b"\n")
        return 0
    screen = screen_from(settings)
    for line in statements_page(read, screen):
        say(line)
    return 0


def statements_list(read: Read) -> StatementsList:
    """What ``--json`` prints."""
    ledger = SourceLedger(read.record)
    return StatementsList(
        file=read.name,
        statements=tuple(_said(read, ledger, index, one) for index, one in enumerate(read.record.attributions)),
    )


def _said(read: Read, ledger: SourceLedger, index: int, one: Attribution) -> Said:
    act = cue_act(read.record, one)
    return Said(
        number=index + 1,
        sources=tuple(entry.name for entry in ledger.of(index)),
        labels=tuple(entry.label for entry in ledger.of(index)),
        manner=one.manner,
        reports=one.reports,
        p=one.p,
        uncertain=is_doubtful(one),
        content=where_are(read, one.content),
        source_words=where_are(read, one.source),
        cue_words=where_are(read, one.cue),
        cue_class=act.sort if act else None,
        stance=act.stance if act else None,
        relayed_by=relayed_by(read.record, ledger, index),
        within=None if one.within is None else one.within + 1,
        by=one.by,
    )


def statements_page(read: Read, screen: Screen) -> Iterator[str]:
    """The lines that are printed: a few for each statement, its words whole."""
    yield from title_lines(read, screen)
    attributions = read.record.attributions
    if not attributions:
        yield NO_STATEMENTS
        return
    ledger = SourceLedger(read.record)
    room = len(str(len(attributions))) + 2
    for index, one in enumerate(attributions):
        if index:
            yield ""
        yield from _statement(read, ledger, screen, index, one, room)


def _statement(read: Read, ledger: SourceLedger, screen: Screen, index: int, one: Attribution, room: int) -> Iterator[str]:
    number, indent = str(index + 1).rjust(room), " " * (room + 2)
    place = begins_at(read, one.content[0])
    entries = ledger.of(index)
    printed = words_at(read.record, one.source)
    label = "+".join(entry.label for entry in entries) + "  " if entries else ""
    who = " and ".join(entry.name for entry in entries) or printed or "source not printed"
    shown = cut(who, screen.width - len(indent) - columns(label) - columns(place) - 2)
    gap = " " * (screen.width - len(indent) - columns(label) - columns(shown) - columns(place))
    yield f"{number}  {label}{screen.paint(shown, 'bold' if entries else 'dim')}{gap}{screen.paint(place, 'dim')}"
    for line in wrap(_how(read, ledger, index, one), screen.width - len(indent)):
        yield indent + screen.paint(line, "yellow" if is_doubtful(one) else "dim")
    for line in wrap(words_at(read.record, one.content, None) or "", screen.width - len(indent)):
        yield indent + line


def _how(read: Read, ledger: SourceLedger, index: int, one: Attribution) -> str:
    """``indirect, p .83, printed “she”, cue “noted” (speech)``."""
    printed, cue, act = words_at(read.record, one.source), words_at(read.record, one.cue), cue_act(read.record, one)
    names = [entry.name for entry in ledger.of(index)]
    sort = f" ({act.sort}{'' if act.stance == 'neutral' else f', {act.stance}'})" if act else ""
    parts = (
        one.manner.value,
        f"relayed by {', quoting '.join(chain)}" if (chain := relayed_by(read.record, ledger, index)) else "",
        "" if one.reports else "attitude, told in the outlet's own voice",
        doubt(one.p) + (f" {UNCERTAIN}" if is_doubtful(one) else ""),
        f"printed {in_marks(printed)}" if printed and names and printed not in names else "" if printed else "source not printed",
        f"cue {in_marks(cue)}{sort}" if cue else "",
    )
    return "; ".join(part for part in parts if part)
