"""How does what was typed become a record?  One way for every command that reads an article."""

import os
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import click
from msgspec import Struct

from sayso.cli.places import Lines, lines_of
from sayso.cli.printing import Screen, screen_for
from sayso.config import Settings, Value, settle, user_file
from sayso.errors import UsageError
from sayso.intake.gather import Item, gather
from sayso.intake.limits import Limits
from sayso.intake.open import open_document
from sayso.model.record import Record
from sayso.reading.pipeline import read_document

SAMPLE = "reprinted-interview.md"
_Command = TypeVar("_Command", bound=Callable[..., object])


class Read(Struct, frozen=True, kw_only=True):
    """A record and what is needed to lead its findings back to the file: the name as typed, and the original's lines."""

    name: str
    record: Record
    lines: Lines


def source_options(command: _Command) -> _Command:
    """The options of every command that reads an article."""
    for option in (
        click.option("--allow-private", metavar="HOST", multiple=True, help="Let this private or local host be asked."),
        click.option("--taken", metavar="DATE", help="The day the copy was made; without it no day counts as today."),
        click.option("--url", metavar="URL", help="The address that a saved copy came from."),
        click.option("--max-bytes", metavar="N", type=int, help="The largest original read, in bytes."),
    ):
        command = option(command)
    return command


color_option = click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Colour on the terminal.")
width_option = click.option("--width", type=click.IntRange(min=0), metavar="N", help="Columns; 0 is the terminal's width.")


def settings_from(**flags: Value | None) -> Settings:
    """The settings that hold for this call, the flags first."""
    return settle(flags, os.environ, Path(), user_file(os.environ))


def screen_from(settings: Settings) -> Screen:
    """The screen that standard output is under these settings."""
    return screen_for(settings.text("color"), settings.number("width"), os.environ)


def read_source(
    source: str, settings: Settings, *, url: str | None = None, taken: str | None = None, allow_private: tuple[str, ...] = ()
) -> Read:
    """Read the article at `source`: a file, an address, or ``-`` for standard input.  Raises errors of `sayso.errors`."""
    limits = Limits(size=settings.number("max_bytes"))
    if source == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("nothing is piped in", "write the name of a file, or pipe an article to: sayso show -")
        item = gather(sys.stdin.buffer, url=url, taken=taken, limit=limits.size)
    else:
        item = gather(source, url=url, taken=taken, allow_private=allow_private, limit=limits.size)
    return _read(source, item, limits)


def read_sample(settings: Settings) -> Read:
    """Read the sample that is shipped with the package: a reprinted interview about places that do not exist."""
    data = files("sayso.samples").joinpath(SAMPLE).read_bytes()
    return _read(SAMPLE, Item(data=data, name=SAMPLE), Limits(size=settings.number("max_bytes")))


def _read(name: str, item: Item, limits: Limits) -> Read:
    document = open_document(item.data, name=item.name, url=item.url, taken=item.taken, encoding=item.encoding, limits=limits)
    return Read(name=name, record=read_document(document), lines=lines_of(document, item.data))
