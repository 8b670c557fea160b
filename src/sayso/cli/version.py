"""``sayso version``: which one is this?"""

import click

from sayso import __version__
from sayso.cli.printing import say


@click.command("version")
def command() -> int:
    """Print the version; `sayso doctor` prints those of the parts as well."""
    say(f"sayso {__version__}")
    return 0
