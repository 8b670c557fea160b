"""``sayso origin``: where did an item of the library come from, among its copies, and who says otherwise?"""

import sys

import click

from sayso.cli.grouped import Grouped
from sayso.cli.kinship import kinship_dot, kinship_page, kinship_table
from sayso.cli.libraries import open_chosen, user_name
from sayso.cli.options import (
    color_option,
    json_option,
    library_option,
    screen_from,
    settings_from,
    who_option,
    whole,
    why_option,
    width_option,
)
from sayso.cli.people import change_done, print_changes
from sayso.cli.printing import say, tell
from sayso.errors import UsageError
from sayso.export.interchange import enveloped
from sayso.export.kinship import kinship_in
from sayso.export.stemma import draw_stemma


@click.group("origin", cls=Grouped, invoke_without_command=False)
def command() -> None:
    """Where an item of the library came from, among its copies; and what persons know about that.

    \b
    sayso origin 3b1f22a8                                its family: who was copied from whom, and what shows it
    sayso origin confirm 3b1f22a8 --from 8d0a8b31 --why "the editor says so"
    sayso origin reject 3b1f22a8 --from 8d0a8b31 --why "both have it from the agency"
    sayso origin keep-apart 3b1f22a8 5c0d8b31 --why "the same statute, printed by both"
    sayso origin undo 2 --why "..."
    sayso origin --log                                   every decision, and whether it still applies

    A person's decision outweighs all evidence, and is shown as a person's.  Every decision is logged and can be undone.
    """


@command.command("list")
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--dot", "as_dot", is_flag=True, help="Print the tree for Graphviz.")
@click.option("--svg", "as_svg", is_flag=True, help="Print the tree as a drawing, SVG.")
@click.option("--table", "as_table", is_flag=True, help="Print a table, a row for each witness; whole where it is piped.")
@click.option("--log", is_flag=True, help="The decisions of persons, all or about this item, and whether they still apply.")
@json_option
@library_option
@color_option
@width_option
def list_command(
    id_: str | None,
    as_dot: bool,
    as_svg: bool,
    as_table: bool,
    log: bool,
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
    if log and given and not as_json:
        raise UsageError(f"{given[0]} and --log are two answers", "give one of them")
    if id_ is None and not log:
        raise UsageError("no item is named", "give its id, as sayso search prints it, or --log")
    settings = settings_from(library=library, color=color, width=width)
    with open_chosen(settings) as opened:
        if id_ is None or log:
            lost = {one.number for one in opened.origins.lost()}
            return print_changes(opened.origins.decisions(id_), lost, as_json, screen_from(settings))
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


@command.command("confirm")
@click.argument("id_", metavar="ID")
@click.option("--from", "source", metavar="OTHER", required=True, help="The item that it was copied from.")
@who_option
@why_option
@library_option
def confirm_command(id_: str, source: str, who: str | None, why: str, library: str | None) -> int:
    """Say that ID was copied from OTHER, whatever the evidence.  Both print some of the same text."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.origins.confirm(id_, source, who=user_name(who), why=why)))
    return 0


@command.command("reject")
@click.argument("id_", metavar="ID")
@click.option("--from", "source", metavar="OTHER", required=True, help="The item that it was not copied from.")
@who_option
@why_option
@library_option
def reject_command(id_: str, source: str, who: str | None, why: str, library: str | None) -> int:
    """Say that ID was not copied from OTHER, though they are of one family.  That it was the other way round is not said."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.origins.reject(id_, source, who=user_name(who), why=why)))
    return 0


@command.command("keep-apart")
@click.argument("id_", metavar="ID")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@who_option
@why_option
@library_option
def keep_apart_command(id_: str, others: tuple[str, ...], who: str | None, why: str, library: str | None) -> int:
    """Say that ID and OTHER are no copies of each other and of no one family; the family is parted where it is least alike."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        for other in others:
            say(change_done(opened.origins.keep_apart(id_, other, who=user_name(who), why=why)))
    return 0


@command.command("undo")
@click.argument("number", metavar="NUMBER", type=whole(1))
@who_option
@why_option
@library_option
def undo_command(number: int, who: str | None, why: str, library: str | None) -> int:
    """Take a decision back; it stays in the log."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.origins.undo(number, who=user_name(who), why=why)))
    return 0
