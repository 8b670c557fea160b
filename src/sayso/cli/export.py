"""``sayso export``: how does what the library holds leave it?"""

import os
import shutil
import sys
from pathlib import Path

import click

from sayso.cli.options import SOURCE, library_option, settings_from
from sayso.cli.printing import complain, say, tell
from sayso.errors import UsageError

_PARTIAL = 4
TABLES = ("documents", "statements", "sources", "voices")
_UNFINISHED = ".unfinished"
"""Stands behind the name until all is written: what has the name is whole."""


@click.command("export")
@click.argument("query", metavar="[QUERY]...", nargs=-1)
@click.option("--format", "name", metavar="NAME", help="The format; without one they are listed.")
@click.option("--out", metavar="PATH", type=SOURCE, default="-", help="The file, or the folder, to write; - is standard output.")
@click.option("--item", "ids", metavar="ID", multiple=True, help="Only this item.")
@click.option(
    "--table", type=click.Choice(["documents", "statements", "sources", "voices"]), default="documents", help="Of CSV, Parquet."
)
@click.option("--bom", is_flag=True, help="Of CSV: a byte order mark first, which spreadsheets need to see UTF-8.")
@click.option("--title", metavar="TEXT", help="Of a site or a web archive.")
@click.option("--gold", is_flag=True, help="The same as --format gold: what persons corrected, as labels.")
@library_option
def command(
    query: tuple[str, ...],
    name: str | None,
    out: str,
    ids: tuple[str, ...],
    table: str,
    bom: bool,
    title: str | None,
    gold: bool,
    library: str | None,
) -> int:
    """Write out items of the library, those that answer QUERY or all, in one of many formats.

    Items that were withdrawn are named as such where the format can say so, and left out and counted elsewhere.
    """
    # Imported here: formats and the library load much that a page of help needs not.
    from sayso.cli.libraries import open_chosen
    from sayso.export.catalogue import find_formats, format_named
    from sayso.export.format import Choices
    from sayso.export.library import items_of

    if name is None and not gold:
        for one in find_formats():
            say(f"{one.name:<13}{one.writes}{f'  (needs sayso[{one.extra}])' if one.extra else ''}")
        return 0
    chosen = format_named("gold" if gold else name or "")
    choices = Choices(table=table, bom=bom, **({"title": title} if title else {}))
    with open_chosen(settings_from(library=library)) as opened:
        items = items_of(opened, " ".join(query), ids)
        if out == "-":
            if chosen.to_file is None:
                raise UsageError(f"{chosen.name} is a folder", f"say where: --out FOLDER --format {chosen.name}")
            written = chosen.to_file(items, sys.stdout.buffer, choices)
        else:
            unfinished = _begun(out, folder=chosen.to_file is None)
            try:
                if chosen.to_file is None:
                    assert chosen.to_folder is not None
                    written = chosen.to_folder(items, unfinished, choices)
                else:
                    with unfinished.open("wb") as stream:
                        written = chosen.to_file(items, stream, choices)
                os.replace(unfinished, out)
            except OSError as error:
                raise UsageError(f"{out} cannot be written ({error.strerror or error})", "choose another place") from error
            finally:
                _cleared(unfinished)
    for id_, reason in written.left_out if chosen.name != "gold" else ():
        complain(f"{id_[:12]} was left out: {reason}", "see docs/exports.md")
    withheld = f", {written.withheld:,} withdrawn left out" if written.withheld else ""
    stones = f", {written.tombstones:,} withdrawn named as such" if written.tombstones else ""
    tell(f"{written.items:,} items written{stones}{withheld}{f' to {out}' if out != '-' else ''}")
    return _PARTIAL if written.left_out and chosen.name != "gold" else 0


def _begun(out: str, *, folder: bool) -> Path:
    """The place that is written to until all is done.  Raises UsageError where what is there would be lost."""
    place, unfinished = Path(out), Path(out.rstrip("/") + _UNFINISHED)
    if folder and place.is_dir() and any(place.iterdir()):
        raise UsageError(f"{out} is a folder with something in it", "choose another, or empty it first")
    if place.is_dir() and not folder:
        raise UsageError(f"{out} is a folder", "name a file")
    if place.exists() and not place.is_dir():
        raise UsageError(f"{out} exists already", "choose another name, or remove it first")
    _cleared(unfinished)
    try:
        if folder:
            unfinished.mkdir()
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror or error})", "choose another place") from error
    return unfinished


def _cleared(unfinished: Path) -> None:
    if unfinished.is_dir():
        shutil.rmtree(unfinished)
    else:
        unfinished.unlink(missing_ok=True)
