"""``sayso origin``: where did an item of the library come from, among its copies?"""

import sys

import click

from sayso.cli.kinship import kinship_dot, kinship_page, kinship_table
from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, width_option
from sayso.cli.printing import say, tell
from sayso.errors import UsageError
from sayso.export.interchange import enveloped
from sayso.export.kinship import kinship_in
from sayso.export.stemma import draw_stemma


@click.command("origin")
@click.argument("id_", metavar="ID")
@click.option("--dot", "as_dot", is_flag=True, help="Print the tree for Graphviz.")
@click.option("--svg", "as_svg", is_flag=True, help="Print the tree as a drawing, SVG.")
@click.option("--table", "as_table", is_flag=True, help="Print a table, a row for each witness; whole where it is piped.")
@json_option
@library_option
@color_option
@width_option
def command(
    id_: str,
    as_dot: bool,
    as_svg: bool,
    as_table: bool,
    as_json: bool,
    library: str | None,
    color: str | None,
    width: int | None,
) -> int:
    """Show the family of copies of an item and what shares a passage with it: who was copied from whom, and what shows it.

    Nobody is named where too little says so.  An outlet that is printed as the first publisher and of which the library holds
    nothing is named as such.
    """
    forms = {"--dot": as_dot, "--svg": as_svg, "--table": as_table, "--json": as_json}
    if len(given := [name for name, asked in forms.items() if asked]) > 1:
        raise UsageError(f"{' and '.join(given)} are forms of one answer", "give one of them")
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
    screen = screen_from(settings)
    if as_svg:
        stemma = draw_stemma(kin)
        if stemma.left_out:
            tell(f"{stemma.left_out} members of the family are not drawn")
        sys.stdout.buffer.write(stemma.svg.encode())
        return 0
    if as_table:
        lines = kinship_table(kin, screen.width if sys.stdout.isatty() or width else None)
    else:
        lines = kinship_dot(kin) if as_dot else kinship_page(kin, screen)
    for line in lines:
        say(line)
    return 0
