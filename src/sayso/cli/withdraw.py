"""``sayso withdraw``: take an item's text out of the library, and leave word that it was there."""

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import library_option, settings_from
from sayso.cli.printing import say


@click.command("withdraw")
@click.argument("id_", metavar="ID")
@click.option("--reason", required=True, help="Why; it stays, with the day and the item's hash.")
@library_option
def command(id_: str, reason: str, library: str | None) -> int:
    """Take the text of an item out of the library, its original and all that was read of it.

    The hash of the original, the day and the reason stay, so that the item is not added again and exports can say that it is
    gone.  This cannot be undone.
    """
    with open_chosen(settings_from(library=library), read_only=False) as opened:
        whole = opened.resolve(id_)
        opened.withdraw(whole, reason)
        opened.copies.catch_up()  # of a large family, some of those that are left look again for what they are copies of
    say(f"{whole[:12]} was withdrawn")
    return 0
