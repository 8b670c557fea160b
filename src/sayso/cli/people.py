"""``sayso people``: who is quoted over the whole library, on what ground are they taken for one, and who says otherwise?"""

import sys
from collections.abc import Iterator

import click

from sayso.cli.grouped import Grouped
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
from sayso.cli.printing import Screen, columns, cut, many, pad, say, tell, wrap
from sayso.export.interchange import ChangesList, PeopleList, Person, enveloped
from sayso.store.changes import Change
from sayso.store.entities import Candidate, Entity, Tally
from sayso.store.search import MOST, PAGE

_LABEL = 12


@click.group("people", cls=Grouped, invoke_without_command=False)
def command() -> None:
    """Who is quoted over the library: people and organisations, each under one name, with the grounds.

    \b
    sayso people                       everybody, those with the most statements first
    sayso people ashby                 who has this word in the name; one alone is shown in full
    sayso people 'hale date:2031-04'   in the items that answer fields of the query language
    sayso people copies:collapse       of copies of one text the first that answers
    sayso people merge "Jorun Ashby" 8d0a8b3184:3 --why "the same commissioner"
    sayso people keep-apart "Jorun Ashby" 5c0d8b3184:1 --why "another Ashby"
    sayso people split "Orin Odell" --source 8d0a8b3184:2 --why "the bishop, not the mayor"

    Sources are linked where a rule is sure: the same full name and nothing that speaks against it.  Who only may be the same is a
    candidate, and never counted together until a person says so.  Every decision is logged and can be undone.
    """


@command.command("list")
@click.argument("query", metavar="[QUERY]...", nargs=-1)
@click.option("--kind", type=click.Choice(["person", "organisation"]), help="Only these.")
@click.option("--unlinked", is_flag=True, help="The sources whose names are not enough to follow them: surnames, short names.")
@click.option("--full", is_flag=True, help="Of one: every source, ID:N, with the item it is in, and every link.")
@click.option("--log", is_flag=True, help="The decisions of persons, and whether they still apply.")
@click.option("--limit", type=whole(1, MOST), default=str(PAGE), metavar="N", help=f"How many are shown ({PAGE}).")
@click.option("--skip", type=whole(0), default="0", metavar="N", help="Go on after so many.")
@json_option
@library_option
@color_option
@width_option
def list_command(
    query: tuple[str, ...],
    kind: str | None,
    unlinked: bool,
    full: bool,
    log: bool,
    limit: int,
    skip: int,
    as_json: bool,
    library: str | None,
    color: str | None,
    width: int | None,
) -> int:
    """Print who answers QUERY, or the one who does: names as printed, roles, who quotes them, grounds, candidates."""
    settings = settings_from(library=library, color=color, width=width)
    screen = screen_from(settings)
    asked = " ".join(query)
    with open_chosen(settings) as opened:
        if log:
            changes, lost = opened.people.decisions(), {one.number for one in opened.people.lost()}
            return print_changes(changes, lost, as_json, screen)
        one = opened.people.one(asked) if is_reference(asked) else None
        if one is None:
            page = opened.people.page(asked, sort=kind, size=limit, skip=skip)
            shown = opened.people.unlinked(asked, sort=kind, size=limit, skip=skip) if unlinked else page.entities
            total = page.unlinked if unlinked else page.total
            if not unlinked and total == 1 and not skip and asked:
                one = opened.people.one(page.entities[0].reference, asked)
    if one is not None:
        if as_json:
            sys.stdout.buffer.write(enveloped("person", Person(person=one)) + b"\n")
            return 0
        for line in _card(one, full, screen):
            say(line)
        return 0
    for remark in page.remarks:
        tell(remark)
    if as_json:
        listed = PeopleList(query=asked, people=shown, total=total, unlinked=page.unlinked, remarks=page.remarks)
        sys.stdout.buffer.write(enveloped("people", listed) + b"\n")
        return 0
    for line in people_table(shown, total, skip, screen):
        say(line)
    if page.unlinked and not unlinked:
        say(screen.paint(f"{many(page.unlinked, 'named source')} linked to nobody: sayso people --unlinked", "dim"))
    return 0


@command.command("merge")
@click.argument("one", metavar="NAME|ID:N")
@click.argument("others", metavar="NAME|ID:N...", nargs=-1, required=True)
@who_option
@why_option
@library_option
def merge_command(one: str, others: tuple[str, ...], who: str | None, why: str, library: str | None) -> int:
    """Say that they are one: each a name, or a source as ID:N.  Holds for what is added and read again later."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        for other in others:
            say(change_done(opened.people.merge(one, other, who=user_name(who), why=why)))
    return 0


@command.command("keep-apart")
@click.argument("one", metavar="NAME|ID:N")
@click.argument("others", metavar="NAME|ID:N...", nargs=-1, required=True)
@who_option
@why_option
@library_option
def keep_apart_command(one: str, others: tuple[str, ...], who: str | None, why: str, library: str | None) -> int:
    """Say that they are not one, and no longer candidates for each other: also in what is added and read again later."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        for other in others:
            say(change_done(opened.people.keep_apart(one, other, who=user_name(who), why=why)))
    return 0


@command.command("split")
@click.argument("one", metavar="NAME|ID:N")
@click.option("--source", "sources", multiple=True, metavar="ID:N", help="A source that is somebody else; may be repeated.")
@click.option("--by-role", is_flag=True, help="With them go the sources of the same name and role, also those added later.")
@who_option
@why_option
@library_option
def split_command(one: str, sources: tuple[str, ...], by_role: bool, who: str | None, why: str, library: str | None) -> int:
    """Say that some sources of one are somebody else, all of them the same.  `sayso people NAME --full` lists them."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.people.split(one, sources, who=user_name(who), why=why, by_role=by_role)))
    return 0


@command.command("undo")
@click.argument("number", metavar="NUMBER", type=whole(1))
@who_option
@why_option
@library_option
def undo_command(number: int, who: str | None, why: str, library: str | None) -> int:
    """Take a decision back; it stays in the log."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        say(change_done(opened.people.undo(number, who=user_name(who), why=why)))
    return 0


def is_reference(asked: str) -> bool:
    """Whether what is asked for is ``ID:N``, a number within an item."""
    id_, colon, number = asked.strip().partition(":")
    return bool(colon) and number.isdigit() and len(id_) >= 6 and set(id_.lower()) <= set("0123456789abcdef")


def change_done(change: Change) -> str:
    """A decision in a line, once it is made or undone."""
    state = "undone" if change.undone_on else "done"
    return f"{change.number}  {change.action} {cut(change.about, 80)}: {state}"


def percent(share: float) -> str:
    """A share from 0 to 1 in whole per cent; what is there and rounds to none is ``<1%``."""
    return f"{round(100 * share)}%" if share >= 0.005 or not share else "<1%"


def people_table(shown: tuple[Entity, ...], total: int, skip: int, screen: Screen) -> Iterator[str]:
    """Entities, one a line: items, statements, share and what is undetermined beside it, name, role, outlets."""
    if not shown:
        yield "Nobody answers."
        return
    yield screen.paint("items  statements  share  undetermined  who", "dim")
    for one in shown:
        numbers = f"{one.items:>5,}  {one.statements:>10,}  {percent(one.share):>5}  {percent(one.undetermined):>12}  "
        outlets = f"{len(one.outlets)} outlets" if len(one.outlets) > 1 else one.outlets[0].outlet or "outlet not found"
        role = one.roles[0].value if one.roles else one.sort
        name = cut(one.name, screen.width - columns(numbers))
        rest = screen.width - columns(numbers) - columns(name) - 2
        about = f"  {screen.paint(cut(f'{one.reference}  {role}; {outlets}', rest), 'dim')}" if rest > _LABEL else ""
        yield f"{numbers}{screen.paint(name, 'bold')}{about}"
    yield screen.paint(f"Showing {skip + 1:,} to {skip + len(shown):,} of {total:,}; shares are of the items each is in", "dim")


def _card(one: Entity, full: bool, screen: Screen) -> Iterator[str]:
    yield f"{screen.paint(cut(one.name, screen.width - 16), 'bold')}  {screen.paint(one.reference, 'dim')}"
    counts = f"{many(one.items, 'item')}, {many(one.statements, 'statement')}"
    yield from _row("said", [f"{counts}; {percent(one.share)} of their text, {percent(one.undetermined)} undetermined"], screen)
    yield from _row("printed as", map(_tallied, one.names), screen)
    yield from _row("role", map(_tallied, one.roles), screen)
    quoting = (
        f"{outlet.outlet or 'outlet not found'}: {many(outlet.items, 'item')}, {many(outlet.statements, 'statement')}; "
        f"{percent(outlet.share)} of their text, {percent(outlet.undetermined)} undetermined"
        for outlet in one.outlets
    )
    yield from _row("quoted by", quoting, screen)
    yield from _row("grounds", _grounds(one, full), screen)
    yield from _row("may also be", map(_candidate, one.candidates), screen)
    if full:
        rows = (
            f"{found.reference}  {found.name}{f', {found.role}' if found.role else ''}; {found.outlet or 'outlet not found'}, "
            f"{found.published or 'no date found'}: {found.title or '(no title found)'}"
            for found in one.appearances
        )
        yield from _row("sources", rows, screen)


def _grounds(one: Entity, full: bool) -> list[str]:
    """Why its sources are taken for one: each link, or how many links each ground makes."""
    if full:
        return [f"{reason.one} = {reason.other}: {reason.rule.value} ({reason.shared})" for reason in one.reasons]
    counts: dict[str, int] = {}
    for reason in one.reasons:
        ground = f"{reason.rule.value} ({reason.shared})"
        counts[ground] = counts.get(ground, 0) + 1
    return [f"{ground}: {many(count, 'link')}" for ground, count in counts.items()]


def _tallied(tally: Tally) -> str:
    return f"{tally.value} ({tally.count:,})"


def _candidate(one: Candidate) -> str:
    about = ", ".join(part for part in (one.name, one.role, one.outlet) if part)
    return f"{one.reference}  {about}, {many(one.sources, 'source')}: {one.why}"


def _row(label: str, values: Iterator[str] | list[str], screen: Screen) -> Iterator[str]:
    lines = [line for value in values for line in wrap(value, screen.width - _LABEL - 1)]
    for number, line in enumerate(lines):
        yield f" {screen.paint(pad('' if number else label, _LABEL), 'dim')}{line}"


def print_changes(changes: list[Change], lost: set[int], as_json: bool, screen: Screen) -> int:
    """Print entries of the log, those that have lost what they are about marked."""
    if as_json:
        listed = ChangesList(changes=tuple(changes), lost=tuple(sorted(lost)))
        sys.stdout.buffer.write(enveloped("changes", listed) + b"\n")
        return 0
    for one in changes:
        state = "undone" if one.undone_on else "lost its place" if one.number in lost else ""
        head = f"{one.number}  {one.action} {cut(one.about, 60)}{f'  ({state})' if state else ''}"
        say(screen.paint(head, "dim" if state else "bold"))
        said = [f"{one.who}, {one.made_on[:10]}: {one.why}".rstrip(": ")]
        if one.undone_on:
            said.append(f"undone by {one.undone_by}, {one.undone_on[:10]}: {one.undone_why}")
        for line in (line for words in said for line in wrap(words, screen.width - 4)):
            say(screen.paint(f"    {line}", "dim"))
    if not changes:
        say("Nothing was decided.")
    return 0
