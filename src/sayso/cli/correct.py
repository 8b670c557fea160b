"""``sayso correct``: what a person says against what was read, and what was said before."""

import sys
from collections.abc import Iterator

import click

from sayso.cli.libraries import open_chosen, user_name
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, whole, width_option
from sayso.cli.printing import Screen, cut, say, tell, wrap
from sayso.errors import UsageError
from sayso.export.interchange import CorrectionsList, enveloped
from sayso.store.corrected import Correction, Subject
from sayso.store.library import Library

_RENUMBERED = "the statements behind it have other numbers now; see them before you correct another: sayso statements ID"
_SUBJECTS = ", ".join(one.value for one in Subject)


@click.command("correct")
@click.argument("id_", metavar="[ID]", required=False)
@click.argument("subject", metavar="[WHAT]", required=False)
@click.argument("value", metavar="[VALUE]", default="")
@click.option("--statement", type=whole(1), metavar="N", help="The statement meant, by its number in `sayso statements ID`.")
@click.option("--words", multiple=True, metavar="TEXT", help="Words exactly as they stand: the right ones, or the passage meant.")
@click.option("--who", metavar="NAME", help="Who corrects it; your user name where you do not say.")
@click.option("--why", metavar="REASON", default="", help="Why; it stays with the correction.")
@click.option("--undo", type=whole(1), metavar="NUMBER", help="Take a correction back.")
@click.option("--list", "listing", is_flag=True, help="Print the corrections, of one item or of all.")
@json_option
@library_option
@color_option
@width_option
def command(
    id_: str | None,
    subject: str | None,
    value: str,
    statement: int | None,
    words: tuple[str, ...],
    who: str | None,
    why: str,
    undo: int | None,
    listing: bool,
    as_json: bool,
    library: str | None,
    color: str | None,
    width: int | None,
) -> int:
    """Correct what was read of an item: WHAT is one of title, outlet, published, authors, origin, relation; of a statement who,
    source, cue, content, manner, no-statement; of a passage voice.

    \b
    sayso correct 8d0a8b31 title "Lock reopens" --why "the page shows a teaser"
    sayso correct 8d0a8b31 who "Jorun Ashby" --statement 4 --why "she is the commissioner"
    sayso correct 8d0a8b31 content --statement 4 --words "the gate will hold" --why "cut short"
    sayso correct 8d0a8b31 voice own --words "The lock dates from 1987." --why "public record"

    It is shown as made by a person, outlives a new reading, and is never deleted: --undo takes it back and keeps both.
    """
    settings = settings_from(library=library, color=color, width=width)
    screen = screen_from(settings)
    corrects = subject is not None or bool(value) or statement is not None or bool(words)
    if undo is not None and (listing or corrects or id_ is not None):
        raise UsageError("--undo takes its number and nothing else is done", "write: sayso correct --undo NUMBER --why REASON")
    if listing and (corrects or who is not None or why):
        raise UsageError("--list prints corrections and makes none", "write: sayso correct [ID] --list")
    who = user_name(who)
    with open_chosen(settings, read_only=listing) as opened:
        if listing:
            found = _listed(opened, id_)
            lost = {one.number for one_id in {one.id for one in found} for one in opened.lost_corrections(one_id)}
        elif undo is not None:
            found, lost = [opened.undo(undo, who=who, why=why)], set()
        else:
            found, lost = [_made(opened, id_, subject, value, statement, words, who, why)], set()
    if as_json:
        listed = CorrectionsList(corrections=tuple(found), lost=tuple(sorted(lost)))
        sys.stdout.buffer.write(enveloped("corrections", listed) + b"\n")
        return 0
    for one in found:
        for line in _lines(one, one.number in lost, screen):
            say(line)
    if not found:
        say("Nothing was corrected.")
    if not listing and found[0].subject is Subject.NO_STATEMENT:
        tell(_RENUMBERED)
    return 0


def _made(
    opened: Library,
    id_: str | None,
    subject: str | None,
    value: str,
    statement: int | None,
    words: tuple[str, ...],
    who: str,
    why: str,
) -> Correction:
    if id_ is None or subject is None:
        raise UsageError("what is to be corrected is not said", "write: sayso correct ID WHAT VALUE --why REASON, or --list")
    if subject not in {one.value for one in Subject}:
        raise UsageError(f"{subject} cannot be corrected", f"choose one of {_SUBJECTS}")
    return opened.correct(id_, Subject(subject), value, statement=statement, words=words, who=who, why=why)


def _listed(opened: Library, id_: str | None) -> list[Correction]:
    return list(opened.corrections.every()) if id_ is None else opened.corrections.of(opened.resolve(id_))


def _lines(one: Correction, lost: bool, screen: Screen) -> Iterator[str]:
    state = "undone" if one.undone_on else "lost its place" if lost else ""
    head = f"{one.number}  {one.id[:10]}  {one.subject.value}{f'  ({state})' if state else ''}"
    yield screen.paint(head, "dim" if state else "bold")
    was = f" (was: {cut(one.before, 60)})" if one.before else ""
    about = f"of “{cut(one.target[0].exact, 60)}”: " if one.target and one.places else ""
    for line in wrap(f"{about}{one.value}{was}", screen.width - 4):
        yield f"    {line}"
    for line in wrap(f"{one.who}, {one.made_on[:10]}: {one.why}", screen.width - 4):
        yield screen.paint(f"    {line}", "dim")
    if one.undone_on:
        for line in wrap(f"undone by {one.undone_by}, {one.undone_on[:10]}: {one.undone_why}", screen.width - 4):
            yield screen.paint(f"    {line}", "dim")
