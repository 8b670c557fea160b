"""Which options do several commands share, and how do they become settings?"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from sayso.cli.printing import Screen, screen_for
from sayso.config import MODELS, Settings, Value, settle, user_file

_Command = TypeVar("_Command", bound=Callable[..., object])

SOURCE = click.Path(readable=False, allow_dash=True)
"""What names an article.  Click's part is that shells complete file names here; `sayso.intake.gather` looks at the file."""


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """A reader of whole numbers in bounds, which says what a number is where it gets something else."""
    bounds = f" from {least}" + (" on" if most is None else f" to {most}")

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 16 and least <= int(text) <= (int(text) if most is None else most):
            return int(text)
        raise click.BadParameter(f"{text!r} is not a whole number{bounds}")

    return read


color_option = click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Colour on the terminal.")
width_option = click.option("--width", type=whole(0, 10_000), metavar="N", help="Columns; 0 is the terminal's width.")
model_option = click.option("--model", type=click.Choice(MODELS), help="The weights that find who says what; none: rules alone.")

library_option = click.option(
    "--library", metavar="PATH", type=SOURCE, help="The library: a file, or postgresql://USER@HOST/NAME."
)
who_option = click.option("--who", metavar="NAME", help="Who does it; your user name where you do not say.")
why_option = click.option("--why", metavar="REASON", default="", help="Why; it stays in the log.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def source_options(command: _Command) -> _Command:
    """The options of every command that reads an article: a file, an address, or an id of the library."""
    for option in (
        library_option,
        click.option("--allow-private", metavar="HOST", multiple=True, help="Let this private or local host be asked."),
        click.option("--taken", metavar="DATE", help="The day the copy was made; without it no day counts as today."),
        click.option("--url", metavar="URL", help="The address that a saved copy came from."),
        click.option("--max-bytes", metavar="N", type=whole(1), help="The largest original read, in bytes."),
    ):
        command = option(command)
    return command


def settings_from(**flags: Value | None) -> Settings:
    """The settings that hold for this call, the flags first."""
    return settle(flags, os.environ, Path(), user_file(os.environ))


def screen_from(settings: Settings) -> Screen:
    """The screen that standard output is under these settings."""
    return screen_for(settings.text("color"), settings.number("width"), os.environ)
