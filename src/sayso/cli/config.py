"""``sayso config``: which settings hold, and where did each value come from?"""

import os
import re
import sys
from pathlib import Path

import click

from sayso.cli.options import color_option, screen_from, settings_from, width_option
from sayso.cli.printing import columns, pad, say, wrap
from sayso.config import PROJECT_FILE, SETTINGS, Value, user_file
from sayso.export.interchange import Setting, SettingsList, enveloped


@click.command("config")
@click.option("--json", "as_json", is_flag=True, help="Print the settings as JSON.")
@color_option
@width_option
def command(as_json: bool, color: str | None, width: int | None) -> int:
    """Print every setting, its value, and where the value came from.

    A flag outranks SAYSO_NAME in the environment, that ./sayso.toml, that the user's own file, that the default.
    """
    settings = settings_from(color=color, width=width)
    rows = [
        Setting(name=setting.name, value=_without_password(chosen.value), origin=chosen.origin, means=setting.means)
        for setting, (_, chosen) in zip(SETTINGS, settings.chosen, strict=True)
    ]
    if as_json:
        sys.stdout.buffer.write(enveloped("settings", SettingsList(settings=tuple(rows))) + b"\n")
        return 0
    screen = screen_from(settings)
    name_room = max(columns(row.name) for row in rows) + 2
    value_room = max(columns(_shown(row.value)) for row in rows) + 2
    for row in rows:
        origin, *more = wrap(row.origin, max(12, screen.width - name_room - value_room))
        say(f"{screen.paint(pad(row.name, name_room), 'bold')}{pad(_shown(row.value), value_room)}{origin}")
        for line in [*more, *wrap(row.means, screen.width - name_room)]:
            say(screen.paint(" " * name_room + line, "dim"))
    say()
    own = user_file(os.environ)
    for path in (Path(PROJECT_FILE), own):
        if path is not None:
            for line in wrap(f"{path} {'is read' if path.is_file() else 'is not there'}", screen.width):
                say(line)
    return 0


def _without_password(value: Value) -> Value:
    """An address of a database as a person may see it."""
    return re.sub(r"(://[^/@:]*):[^/@]*@", r"\1@", value) if isinstance(value, str) else value


def _shown(value: Value) -> str:
    return " ".join(wrap(", ".join(value) or "(none)" if isinstance(value, tuple) else str(value), 60))
