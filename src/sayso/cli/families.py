"""``sayso families``: which items of the library are copies of one text?"""

import sys
from collections.abc import Iterator

import click

from sayso.cli.kinship import copies_told
from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, whole, width_option
from sayso.cli.printing import Screen, columns, cut, many, pad, say, tell
from sayso.export.families import list_families, versions_alone
from sayso.export.interchange import FamiliesList, FamilyListed, enveloped
from sayso.model.legible import one_line
from sayso.store.library import Listed
from sayso.store.origins import SHORT
from sayso.store.search import MOST, PAGE

_MEMBERS = 5
"""Members of a family that are printed here; `sayso origin` has them all."""


@click.command("families")
@click.option("--limit", type=whole(1, MOST), default=str(PAGE), metavar="N", help=f"How many families are shown ({PAGE}).")
@click.option("--skip", type=whole(0), default="0", metavar="N", help="Go on after so many.")
@json_option
@library_option
@color_option
@width_option
def command(limit: int, skip: int, as_json: bool, library: str | None, color: str | None, width: int | None) -> int:
    """List the families of copies in the library, the largest first: items each of which was republished from another.

    `sayso origin ID` shows one of them in full: who was copied from whom, and what shows it.
    """
    settings = settings_from(library=library, color=color, width=width)
    with open_chosen(settings) as opened:
        listed = list_families(opened, skip, limit)
        waiting, held = opened.copies.waiting(), len(opened)
    if waiting:
        tell(f"{many(waiting, 'item')} not compared yet: sayso add goes on with them")
    if as_json:
        sys.stdout.buffer.write(enveloped("families", listed) + b"\n")
        return 0
    for line in _page(listed, held, skip, screen_from(settings)):
        say(line)
    return 0


def _page(listed: FamiliesList, held: int, skip: int, screen: Screen) -> Iterator[str]:
    shown, total, items = listed.families, listed.total, listed.items
    if not total:
        yield f"no copies among {many(held, 'item')}"
        return
    families = "1 family" if total == 1 else f"{total:,} families"
    counted = f"{items:,} of {many(held, 'item')} belong to {families}"
    part = f"; shown {skip + 1}-{skip + len(shown)}" if shown else f"; none is shown, {skip:,} were passed over"
    yield screen.paint(counted + (part if len(shown) < total else ""), "bold")
    for family in shown:
        yield ""
        told = copies_told([(page, one.outlet) for page, one in zip(family.pages, family.members, strict=True)])
        yield screen.paint(cut(f"{len(family.members):,} {told}{_origin(family)}", screen.width), "bold")
        for member in family.members[:_MEMBERS]:
            yield _member(member, screen)
        if len(family.members) > _MEMBERS:
            yield f"  and {len(family.members) - _MEMBERS:,} more: sayso origin {family.members[0].id[:SHORT]}"


def _origin(family: FamilyListed) -> str:
    origin = next((one for one in family.members if one.id == family.origin), None)
    if origin is not None:
        held = "the first" if versions_alone(family) else "held to come from"
        return f", {held} {origin.id[:SHORT]}, {origin.outlet or 'no outlet'}"
    if family.names is not None:
        return f"; {one_line(family.names)} is named as its origin and not held"
    return "; where it came from is left open" if family.weighed else ""


def _member(member: Listed, screen: Screen) -> str:
    head = f"  {member.id[:SHORT]}  {(member.published or 'no date'):<10.10}  {pad(cut(member.outlet or 'no outlet', 22), 22)}  "
    return head + cut(member.title or "no title", max(12, screen.width - columns(head)))
