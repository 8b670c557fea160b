"""``sayso lines``: on how many lines of sourcing do the items that answer a query rest, and what makes some of them one?"""

import sys
from collections.abc import Iterator, Mapping

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, width_option
from sayso.cli.printing import Screen, columns, cut, many, pad, say, tell, wrap
from sayso.export.interchange import enveloped
from sayso.export.kinship import Kin, Kinship
from sayso.export.lines import BESIDE, NOT_FOUND, STEPS, in_common, lines_in, ranges, steps
from sayso.model.lines import Line

_OUTLET = 22
"""Columns of an outlet's name."""


@click.command("lines")
@click.argument("query", metavar="[QUERY]...", nargs=-1)
@click.option("--join", type=click.Choice(list(STEPS)), default="sources", help="The last step that is taken (sources).")
@json_option
@library_option
@color_option
@width_option
def command(query: tuple[str, ...], join: str, as_json: bool, library: str | None, color: str | None, width: int | None) -> int:
    """Count on how many lines of sourcing the items of the library rest that answer a query.

    \b
    sayso lines "flood barrier" date:2031-04

    Copies of one text are one line; so are items of one newsroom, or that name one as where they have it from, and those with
    statements of one named source.  An item that only sets such lines side by side counts in none.  Every step is printed with
    its number, and what some items have in common with those items.  With --join newsrooms a common source joins nothing: much of
    what is written in a week goes back to one authority.

    That two are two lines says that no copying and no common named source was found.  It does not say that there is none.
    """
    settings = settings_from(library=library, color=color, width=width)
    with open_chosen(settings) as opened:
        found = lines_in(opened, " ".join(query), STEPS[join])
        if opened.copies.waiting():
            tell("some items were not compared yet: sayso add goes on with them")
    if as_json:
        sys.stdout.buffer.write(enveloped("kinship", found) + b"\n")
        return 0
    for line in lines_page(found, screen_from(settings), listed=True):
        say(line)
    return 0


def lines_page(kinship: Kinship, screen: Screen, *, listed: bool) -> Iterator[str]:
    """The numbers, step by step, then each line with what its items have in common; `listed` prints the items too."""
    lines = kinship.lines
    assert lines is not None
    numbers = {kin.name: number for number, kin in enumerate(kinship.items, 1)}
    if not kinship.items:
        yield "No items answer."
        return
    yield screen.paint(f"{many(lines.items, 'item')}, {many(len(lines.lines), 'line')} of sourcing", "bold")
    yield from (f"  {left:>5,}  {what}" for left, what in steps(lines))
    held = {kin.name: kin for kin in kinship.items}
    for count, line in enumerate(lines.lines, 1):
        if listed or len(line.items) > 1:
            yield ""
            what = many(len(line.items), "item") if listed else ranges(line.items, numbers)
            yield screen.paint(f"line {count}: {what}", "bold")
            yield from _line(line, held, numbers, screen, listed)
    if lines.side_by_side:
        yield ""
        yield screen.paint(f"counted in no line: {ranges(lines.side_by_side, numbers)}", "bold")
        if listed:
            yield from (_item(held[name], numbers, screen) for name in lines.side_by_side)
        yield from _told(BESIDE, screen)
    yield ""
    if len(lines.lines) > 1:
        limits = f"Between two lines {NOT_FOUND[lines.until]} (rule {lines.rule}). That does not say that there is none."
        yield from (screen.paint(line, "dim") for line in wrap(limits, screen.width))


def _line(line: Line, held: Mapping[str, Kin], numbers: Mapping[str, int], screen: Screen, listed: bool) -> Iterator[str]:
    if listed:
        yield from (_item(held[name], numbers, screen) for name in line.items)
    for join in line.joins:
        yield from _told(f"{ranges(join.items, numbers)} {in_common(join)}", screen)


def _item(kin: Kin, numbers: Mapping[str, int], screen: Screen) -> str:
    head = (
        f"  {numbers[kin.name]:>3}  {(kin.date or 'no date'):<10.10}  {pad(cut(kin.outlet or 'no outlet', _OUTLET), _OUTLET)}  "
    )
    return head + cut(kin.title or "no title", max(12, screen.width - columns(head) - len(kin.name) - 2)) + f"  {kin.name}"


def _told(text: str, screen: Screen) -> Iterator[str]:
    for line in wrap(text, max(20, screen.width - 7)):
        yield screen.paint(f"       {line}", "dim")
