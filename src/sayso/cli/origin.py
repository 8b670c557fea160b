"""``sayso origin``: where did an item of the library come from, among its copies?"""

import sys

import click

from sayso.cli.kinship import kinship_dot, kinship_page
from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, width_option
from sayso.cli.printing import say, tell
from sayso.errors import UsageError
from sayso.export.interchange import enveloped
from sayso.export.kinship import kinship_in


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
        kin, left_out = kinship_in(opened, id_)
        if left_out:
            tell(f"{left_out} more members of the family are not shown")
        if opened.copies.waiting():
            tell("some items were not compared yet: sayso add goes on with them")
    if as_json:
        sys.stdout.buffer.write(enveloped("kinship", kin) + b"\n")
        return 0
    for line in kinship_dot(kin) if as_dot else kinship_page(kin, screen_from(settings)):
        say(line)
    return 0
