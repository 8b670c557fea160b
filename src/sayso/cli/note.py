"""``sayso note``: what persons note beside the words of an item, where it stands today, and how it leaves for other tools."""

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
from sayso.cli.people import print_changes
from sayso.cli.printing import Screen, cut, say, wrap
from sayso.errors import UsageError
from sayso.export.interchange import NotesList, enveloped
from sayso.store.notes import Note


@click.group("note", cls=Grouped, invoke_without_command=False)
def command() -> None:
    """Notes on an item, or on words of it.

    \b
    sayso note 8d0a8b3184 "Ask the town hall." --words "will stay shut until Friday"
    sayso note                       every note;  sayso note 8d0a8b3184  those of one item
    sayso note edit 3 "Asked: true."
    sayso note remove 3 --why "done"
    sayso note export > notes.json   as annotations of the W3C, in JSON-LD

    A note stays on its words when the item is read again; one that loses them is an orphan, listed with --orphans.
    """


@command.command("list")
@click.argument("id_", metavar="[ID]", required=False)
@click.argument("text", metavar="[TEXT]", required=False)
@click.option("--words", multiple=True, metavar="TEXT", help="Words of the item, exactly as they stand; may be repeated.")
@click.option(
    "--near", type=whole(0), default="0", metavar="N", help="Of words that stand several times, those near this offset."
)
@click.option("--find", default=None, metavar="QUERY", help="Only notes that hold these words, or quote them.")
@click.option("--orphans", is_flag=True, help="Only notes whose words or item are gone.")
@click.option("--log", is_flag=True, help="What was written, edited and removed.")
@who_option
@json_option
@library_option
@color_option
@width_option
def list_command(
    id_: str | None,
    text: str | None,
    words: tuple[str, ...],
    near: int,
    find: str | None,
    orphans: bool,
    log: bool,
    who: str | None,
    as_json: bool,
    library: str | None,
    color: str | None,
    width: int | None,
) -> int:
    """Print notes: all, those of an item, those with some words.  With TEXT, write one."""
    if words and text is None:
        raise UsageError("words are given, but no note", 'write: sayso note ID "TEXT" --words "..."')
    if text is not None and (find is not None or orphans or log):
        raise UsageError("a note is both written and looked for", "do one after the other")
    settings = settings_from(library=library, color=color, width=width)
    screen = screen_from(settings)
    with open_chosen(settings, read_only=text is None) as opened:
        if log:
            return print_changes(opened.notes.log(), set(), as_json, screen)
        if id_ is not None and text is not None:
            found: tuple[Note, ...] = (opened.notes.write(id_, text, words=words, near=near, who=user_name(who)),)
        else:
            whole_id = None if id_ is None else opened.resolve(id_)
            notes = opened.notes.every(find or "")
            found = tuple(note for note in notes if whole_id in (None, note.id) and (note.orphan or not orphans))
    return _print(found, as_json, screen)


@command.command("edit")
@click.argument("number", metavar="NUMBER", type=whole(1))
@click.argument("text", metavar="TEXT")
@who_option
@why_option
@library_option
def edit_command(number: int, text: str, who: str | None, why: str, library: str | None) -> int:
    """Write a note anew; the log keeps what it said before."""
    settings = settings_from(library=library)
    with open_chosen(settings, read_only=False) as opened:
        note = opened.notes.edit(number, text, who=user_name(who), why=why)
    return _print((note,), False, screen_from(settings))


@command.command("remove")
@click.argument("number", metavar="NUMBER", type=whole(1))
@who_option
@why_option
@library_option
def remove_command(number: int, who: str | None, why: str, library: str | None) -> int:
    """Take a note away; the log keeps what it said."""
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        opened.notes.remove(number, who=user_name(who), why=why)
    say(f"note {number} was removed")
    return 0


@command.command("export")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@library_option
def export_command(ids: tuple[str, ...], library: str | None) -> int:
    """Print notes as annotations of the W3C's Web Annotation Data Model (JSON-LD): all, or those of some items."""
    from sayso.export.notes import notes_json

    with open_chosen(settings_from(library=library)) as opened:
        notes = tuple(note for id_ in ids for note in opened.notes.of(id_)) if ids else opened.notes.every()
    sys.stdout.buffer.write(notes_json(notes) + b"\n")
    return 0


def _print(notes: tuple[Note, ...], as_json: bool, screen: Screen) -> int:
    if as_json:
        listed = NotesList(notes=notes, orphans=tuple(note.number for note in notes if note.orphan))
        sys.stdout.buffer.write(enveloped("notes", listed) + b"\n")
        return 0
    for note in notes:
        for line in _lines(note, screen):
            say(line)
    if not notes:
        say("No notes answer.")
    return 0


def _lines(note: Note, screen: Screen) -> Iterator[str]:
    state = "its item was withdrawn" if note.withdrawn else "orphan: its words are not found" if note.orphan else ""
    title = "" if note.withdrawn else note.title or "(no title found)"
    head = f"{note.number}  {note.id[:10]}  {cut(title, screen.width - 50)}{f'  ({state})' if state else ''}"
    yield screen.paint(head.rstrip(), "bold")
    for anchor in note.target:
        for line in wrap(f"“{cut(anchor.exact, 400)}”", screen.width - 4):
            yield f"    {screen.paint(line, 'dim')}"
    for line in wrap(note.text, screen.width - 4):
        yield f"    {line}"
    changed = f", changed {note.changed_on[:10]}" if note.changed_on else ""
    yield screen.paint(f"    {cut(f'{note.who}, {note.made_on[:10]}{changed}', screen.width - 4)}", "dim")
