"""``sayso lines``: on how many lines of sourcing do the items that answer a query rest, and what makes some of them one?"""

import sys
from collections.abc import Iterator, Mapping

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, width_option
from sayso.cli.people import many
from sayso.cli.printing import Screen, columns, cut, pad, say, tell, wrap
from sayso.export.interchange import enveloped
from sayso.export.kinship import Kin, Kinship
from sayso.export.lines import lines_in
from sayso.model.lines import Join, JoinSort, Line, Lines

_STEPS = {"copies": JoinSort.COPY, "newsrooms": JoinSort.NEWSROOM, "sources": JoinSort.SOURCE}
_OUTLET = 22
"""Columns of an outlet's name."""
_SAYS = {
    JoinSort.COPY: "copies of one text",
    JoinSort.PASSAGE: "share a passage word for word",
    JoinSort.NEWSROOM: "are by, or name as where they have it from, {}",
    JoinSort.SOURCE: "have statements of {}",
}

_NOT_FOUND = {
    JoinSort.COPY: "no copying of most of a text was found",
    JoinSort.PASSAGE: "no copying was found",
    JoinSort.NEWSROOM: "no copying and no common newsroom was found",
    JoinSort.SOURCE: "no copying or common named source was found",
}


@click.command("lines")
@click.argument("query", metavar="[QUERY]...", nargs=-1)
@click.option("--join", type=click.Choice(list(_STEPS)), default="sources", help="The last step that is taken (sources).")
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
        found = lines_in(opened, " ".join(query), _STEPS[join])
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
    yield from _steps(lines)
    held = {kin.name: kin for kin in kinship.items}
    for count, line in enumerate(lines.lines, 1):
        if listed or len(line.items) > 1:
            yield ""
            yield screen.paint(f"line {count}: {_items(line.items, numbers)}", "bold")
            yield from _line(line, held, numbers, screen, listed)
    if lines.side_by_side:
        yield ""
        yield screen.paint(f"counted in no line: {_items(lines.side_by_side, numbers)}", "bold")
        if listed:
            yield from (_item(held[name], numbers, screen) for name in lines.side_by_side)
        yield from _told("rests on nothing but what several of these lines rest on", screen)
    yield ""
    if len(lines.lines) > 1:
        yield from (
            screen.paint(line, "dim")
            for line in wrap(f"Between two lines {_NOT_FOUND[lines.until]} (rule {lines.rule}).", screen.width)
        )


def _steps(lines: Lines) -> Iterator[str]:
    """What each step of the rule leaves; one that changes nothing is not printed."""
    beside, of = len(lines.side_by_side), len(lines.lines)
    if lines.texts < lines.items:
        yield f"  {lines.texts:>5,}  where copies of one text count once"
    if lines.reports < lines.texts:
        less = ", and what sets others side by side in none" if beside else ""
        yield f"  {lines.reports:>5,}  where those of one newsroom, or that share a passage, count once{less}"
    if of < lines.reports:
        yield f"  {of:>5,}  where those that name one common source count once"


def _line(line: Line, held: Mapping[str, Kin], numbers: Mapping[str, int], screen: Screen, listed: bool) -> Iterator[str]:
    if listed:
        yield from (_item(held[name], numbers, screen) for name in line.items)
    for join in line.joins:
        yield from _told(f"{_items(join.items, numbers)} {_says(join)}", screen)


def _says(join: Join) -> str:
    return _SAYS[join.sort].format(join.common)


def _item(kin: Kin, numbers: Mapping[str, int], screen: Screen) -> str:
    head = (
        f"  {numbers[kin.name]:>3}  {(kin.date or 'no date'):<10.10}  {pad(cut(kin.outlet or 'no outlet', _OUTLET), _OUTLET)}  "
    )
    return head + cut(kin.title or "no title", max(12, screen.width - columns(head) - len(kin.name) - 2)) + f"  {kin.name}"


def _told(text: str, screen: Screen) -> Iterator[str]:
    for line in wrap(text, max(20, screen.width - 7)):
        yield screen.paint(f"       {line}", "dim")


def _items(names: tuple[str, ...], numbers: Mapping[str, int]) -> str:
    """``1-3, 7``: the numbers of items, those in a row as a range."""
    found = sorted(numbers[name] for name in names)
    runs: list[list[int]] = []
    for number in found:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
