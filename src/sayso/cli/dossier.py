"""``sayso dossier``: what persons keep together, by hand or by a saved query, and how printed labels are mapped."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sayso.cli.grouped import Grouped
from sayso.cli.libraries import open_chosen, user_name
from sayso.cli.options import (
    SOURCE,
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
from sayso.cli.printing import Screen, columns, cut, many, say
from sayso.errors import NotFoundError, UnreadableError
from sayso.export.interchange import DossierPage, DossiersList, UnfiledList, enveloped
from sayso.store.dossiers import Dossier, DossierItem
from sayso.store.search import MOST, PAGE
from sayso.store.taxonomy import Unfiled

_NARROW = 8
"""Columns in which nothing can be said."""
_LARGEST = 64 << 20
"""Bytes of a file of topics: the published list in all its languages has some 5 MB."""


@click.group("dossier", cls=Grouped, invoke_without_command=False)
def command() -> None:
    """Dossiers of your own, by hand or by a saved query; `dossier:` in a query finds them like those that outlets print.

    \b
    sayso dossier                                   all of them
    sayso dossier new "Lower lock" --query 'lock outlet:packet'
    sayso dossier add "Lower lock" 8d0a8b3184 b1ab9ddbb6
    sayso dossier remove "Lower lock" b1ab9ddbb6
    sayso dossier show "Lower lock"
    sayso dossier --unmapped                        printed labels that name no region or subject we know
    """


@command.command("list")
@click.option("--unmapped", is_flag=True, help="The printed labels that name no region or subject of the tables.")
@click.option("--log", is_flag=True, help="What was done, when, by whom and why.")
@json_option
@library_option
@color_option
@width_option
def list_command(unmapped: bool, log: bool, as_json: bool, library: str | None, color: str | None, width: int | None) -> int:
    """Print every dossier, your own and those that outlets print."""
    settings = settings_from(library=library, color=color, width=width)
    screen = screen_from(settings)
    with open_chosen(settings) as opened:
        if log:
            return print_changes(opened.dossiers.log(), set(), as_json, screen)
        unfiled = opened.taxonomy.unfiled() if unmapped else ()
        dossiers = () if unmapped else opened.dossiers.every()
    if as_json and unmapped:
        sys.stdout.buffer.write(enveloped("unmapped", UnfiledList(labels=unfiled)) + b"\n")
    elif as_json:
        sys.stdout.buffer.write(enveloped("dossiers", DossiersList(dossiers=dossiers)) + b"\n")
    else:
        for line in _unmapped(unfiled, screen) if unmapped else _dossiers(dossiers, screen):
            say(line)
    return 0


@command.command("new")
@click.argument("name", metavar="NAME")
@click.option("--query", default=None, metavar="QUERY", help="What answers it is in the dossier, today and later.")
@who_option
@why_option
@library_option
def new_command(name: str, query: str | None, who: str | None, why: str, library: str | None) -> int:
    """Make a dossier."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.dossiers.new(name, query, who=user_name(who), why=why)))
    return 0


@command.command("add")
@click.argument("name", metavar="NAME")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@who_option
@why_option
@library_option
def add_command(name: str, ids: tuple[str, ...], who: str | None, why: str, library: str | None) -> int:
    """Put items into a dossier."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.dossiers.add(name, ids, who=user_name(who), why=why)))
    return 0


@command.command("remove")
@click.argument("name", metavar="NAME")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@who_option
@why_option
@library_option
def remove_command(name: str, ids: tuple[str, ...], who: str | None, why: str, library: str | None) -> int:
    """Take items out of a dossier, also those that its query finds."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.dossiers.remove(name, ids, who=user_name(who), why=why)))
    return 0


@command.command("show")
@click.argument("name", metavar="NAME")
@click.option("--limit", type=whole(1, MOST), default=str(PAGE), metavar="N", help=f"How many items are shown ({PAGE}).")
@click.option("--skip", type=whole(0), default="0", metavar="N", help="Go on after so many.")
@click.option("--log", is_flag=True, help="What was done to it.")
@json_option
@library_option
@color_option
@width_option
def show_command(
    name: str,
    limit: int,
    skip: int,
    log: bool,
    as_json: bool,
    library: str | None,
    color: str | None,
    width: int | None,
) -> int:
    """Print the items of a dossier of your own, the newest first."""
    settings = settings_from(library=library, color=color, width=width)
    screen = screen_from(settings)
    with open_chosen(settings) as opened:
        if log:
            return print_changes(opened.dossiers.log(name), set(), as_json, screen)
        dossier, items = opened.dossiers.items(name, size=limit, skip=skip)
    if as_json:
        sys.stdout.buffer.write(enveloped("dossier", DossierPage(dossier=dossier, items=items)) + b"\n")
        return 0
    for line in _items(dossier, items, skip, screen):
        say(line)
    return 0


@command.command("topics")
@click.argument("file", metavar="FILE", type=SOURCE)
@who_option
@why_option
@library_option
def topics_command(file: str, who: str | None, why: str, library: str | None) -> int:
    """Map printed labels to IPTC's Media Topics too: FILE is their list as you downloaded it, JSON or CSV."""
    from sayso.language.media_topics import read_media_topics  # used once in the life of a library

    try:
        with Path(file).open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise NotFoundError(f"{file} cannot be read ({error.strerror})", "check the name") from error
    if len(data) > _LARGEST:
        raise UnreadableError(f"{file} is larger than any list of topics", "check the name")
    topics = read_media_topics(data, file)
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.taxonomy.take_topics(topics, who=user_name(who), why=why)))
    return 0


def _dossiers(dossiers: tuple[Dossier, ...], screen: Screen) -> Iterator[str]:
    if not dossiers:
        yield "There is no dossier."
    for one in dossiers:
        numbers = f"{one.items:>7,}  "
        name = cut(one.name, screen.width - columns(numbers))
        about = f"query: {one.query}" if one.query is not None else "by hand" if one.own else "printed by outlets"
        rest = screen.width - columns(numbers) - columns(name) - 2
        shown = f"  {screen.paint(cut(about, rest), 'dim')}" if rest > _NARROW else ""
        yield f"{numbers}{screen.paint(name, 'bold')}{shown}"


def _items(dossier: Dossier, items: tuple[DossierItem, ...], skip: int, screen: Screen) -> Iterator[str]:
    about = f"; query: {dossier.query}" if dossier.query is not None else ""
    yield screen.paint(cut(f"{dossier.name}: {many(dossier.items, 'item')}{about}", screen.width), "bold")
    for one in items:
        head = f"{one.id[:10]}  {(one.published or '')[:10]:<10}  "
        by = "  by hand" if one.by_hand and dossier.query is not None else ""
        title = f"{one.title or '(no title found)'}; {one.outlet or 'outlet not found'}"
        yield f"{head}{cut(title, screen.width - columns(head) - columns(by))}{screen.paint(by, 'dim')}"
    if items:
        yield screen.paint(f"Showing {skip + 1:,} to {skip + len(items):,} of {dossier.items:,}", "dim")


def _unmapped(labels: tuple[Unfiled, ...], screen: Screen) -> Iterator[str]:
    if not labels:
        yield "Every printed label names a region or a subject."
    for one in labels:
        numbers = f"{one.items:>7,}  {one.axis:<8}  "
        yield f"{numbers}{cut(one.value, screen.width - columns(numbers))}"
