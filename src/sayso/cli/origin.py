"""``sayso origin``: where did an item of the library come from, among its copies?"""

import sys

import click
from msgspec.structs import replace

from sayso.cli.kinship import kinship_dot, kinship_page
from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, width_option
from sayso.cli.printing import say, tell
from sayso.errors import UsageError
from sayso.export.interchange import enveloped
from sayso.export.kinship import kinship_of

SHORT = 12
"""Digits by which an item is called."""
MOST = 200
"""Members of a family that are compared with each other here: all pairs of them are twenty thousand."""


@click.command("origin")
@click.argument("id_", metavar="ID")
@click.option("--dot", "as_dot", is_flag=True, help="Print the tree for Graphviz.")
@json_option
@library_option
@color_option
@width_option
def command(id_: str, as_dot: bool, as_json: bool, library: str | None, color: str | None, width: int | None) -> int:
    """Show the family of copies of an item and what shares a passage with it: who was copied from whom, and what shows it.

    Nobody is named where too little says so.  An outlet that is printed as the first publisher and of which the library holds
    nothing is named as such.
    """
    if as_dot and as_json:
        raise UsageError("--dot and --json are two forms of one answer", "give one of them")
    settings = settings_from(library=library, color=color, width=width)
    with open_chosen(settings) as opened:
        whole = opened.resolve(id_)
        members = list(opened.copies.family(whole).members)
        shown = [whole, *(one for one in members if one != whole)][:MOST]
        if len(shown) < len(members):
            tell(f"{len(shown)} of {len(members)} members are shown")
        beside = [one.b for one in opened.copies.of(whole) if one.kind == "passage" and one.b not in shown]
        ids = [*shown, *beside]
        items = [(one[:SHORT], opened.record(one)) for one in ids]
        overlaps = [replace(one, a=one.a[:SHORT], b=one.b[:SHORT]) for one in opened.copies.overlaps(ids)]
        kinship = kinship_of(items, overlaps)
        if opened.copies.waiting():
            tell("some items were not compared yet: sayso add goes on with them")
    if as_json:
        sys.stdout.buffer.write(enveloped("kinship", kinship) + b"\n")
        return 0
    for line in kinship_dot(kinship) if as_dot else kinship_page(kinship, screen_from(settings)):
        say(line)
    return 0
