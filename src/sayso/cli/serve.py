"""``sayso serve``: the library as pages in a browser, on this machine alone."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import library_option, model_option, settings_from, whole
from sayso.cli.printing import say, tell
from sayso.config import Settings
from sayso.errors import UsageError

if TYPE_CHECKING:
    from sayso.web.pages import Room

_NEEDED = ("jinja2", "starlette", "uvicorn")
_PORT = 7297
"""S-A-Y-S on the keys of a telephone; nothing else that is common has it."""
_HIGHEST = 65_535


@click.command("serve")
@click.option("--sample", is_flag=True, help="Open the room on the sample archive that comes with sayso.")
@click.option("--port", type=whole(0, _HIGHEST), default=str(_PORT), metavar="N", help=f"The port ({_PORT}); 0 is any free one.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="127.0.0.1 and no other: there are no accounts yet.")
@library_option
@model_option
def command(sample: bool, port: int, host: str, library: str | None, model: str | None) -> int:
    """Open the reading room: search, articles with every statement marked, sources and dossiers, in a browser.

    It answers this machine alone, changes nothing, and asks nothing of the network.  Ctrl-C closes it, with the exit status 130
    that any interrupted command has.
    """
    if host not in ("127.0.0.1", "localhost"):
        raise UsageError(f"the reading room cannot be opened at {host}", "there are no accounts yet; it serves 127.0.0.1 alone")
    if sample and library is not None:
        raise UsageError("both a library and --sample are given", "choose one of them")
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(f"the reading room needs {', '.join(missing)}", "run: pip install 'sayso[web]'")
    from sayso.web.room import reading_room
    from sayso.web.server import serve

    settings = settings_from(library=library, model=model)
    with _sample(settings) if sample else _chosen(settings) as room:
        serve(reading_room(room), port, _opened)
    return 0


def _opened(address: str) -> None:
    say(f"The reading room is open: {address}  (Ctrl-C closes it)")
    sys.stdout.flush()


@contextmanager
def _chosen(settings: Settings) -> Iterator["Room"]:
    from sayso.web.pages import Room

    with open_chosen(settings) as library:  # what is wrong with it is said before anybody opens a browser
        shown = library.database.place
    yield Room(place=settings.text("library"), name=os.path.basename(shown) or shown)


@contextmanager
def _sample(settings: Settings) -> Iterator["Room"]:
    from sayso.web.pages import Room
    from sayso.web.sample import sample_library

    model = settings.text("model")
    tell("reading the sample archive, a few seconds")
    how = "by rules alone" if model == "none" else f"by rules and the model {model}"
    with sample_library(model) as place:
        remark = f"This is the sample archive: two dozen invented items, read {how}. It goes when the room closes."
        yield Room(place=place, name="the sample archive", remark=remark)
