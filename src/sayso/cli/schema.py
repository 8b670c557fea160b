"""``sayso schema``: what exactly does --json print?"""

import click
import msgspec

from sayso.cli.printing import say
from sayso.export.interchange import KINDS, schema_of


@click.command("schema")
@click.argument("name", type=click.Choice(list(KINDS)), default="record")
def command(name: str) -> int:
    """Print the JSON Schema of a record (the default), or of another kind of object that sayso prints as JSON."""
    say(msgspec.json.format(msgspec.json.encode(schema_of(name)), indent=2).decode())
    return 0
