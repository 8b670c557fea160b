"""``sayso follow``: what is new in these feeds since they were last asked?"""

from collections import Counter

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import library_option, model_option, settings_from
from sayso.cli.outcomes import status_of, summary, tell_outcome
from sayso.cli.printing import say
from sayso.corpus.reading import How
from sayso.errors import UsageError
from sayso.intake.gather import is_address
from sayso.intake.limits import Limits
from sayso.intake.manners import Manners
from sayso.model.legible import one_line


@click.command("follow")
@click.argument("feeds", metavar="[FEED]...", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="Print the feeds that are followed.")
@click.option("--stop", metavar="FEED", help="Follow this feed no more; what came from it stays.")
@click.option("--allow-private", metavar="HOST", multiple=True, help="Let this private or local host be asked.")
@library_option
@model_option
def command(
    feeds: tuple[str, ...],
    listing: bool,
    stop: str | None,
    allow_private: tuple[str, ...],
    library: str | None,
    model: str | None,
) -> int:
    """Add what is new in RSS and Atom feeds; without a FEED, in all that the library follows.  Run it as often as you like.

    A host is asked for one page at a time, with pauses, for changes only, and left alone for as long as it asks for.  A run
    that was interrupted goes on where it was.
    """
    from sayso.corpus.following import follow  # loads what opens connections; a page of help needs none of it

    settings = settings_from(library=library, model=model)
    for feed in feeds:
        if not is_address(feed):
            raise UsageError(f"{feed} is not the address of a feed", "write: sayso follow https://...")
    with open_chosen(settings, create=bool(feeds), read_only=listing) as opened:
        if stop is not None:
            opened.feeds.drop(stop)
            return 0
        if listing:
            for state in opened.feeds.every():
                say(f"{one_line(state.url)}  {one_line(state.title or '')}".rstrip())
            return 0
        followed = [opened.feeds.of(feed) for feed in feeds] or opened.feeds.every()
        if not followed:
            raise UsageError("no feed is followed yet", "write: sayso follow https://...")
        how = How(model=settings.text("model"), limits=Limits(size=settings.number("max_bytes")), processes=1)
        manners, counts = Manners(), Counter[str]()
        for state in followed:
            for outcome in follow(opened, state, how, manners=manners, allow_private=allow_private):
                tell_outcome(outcome, counts)
        say(summary(counts, len(opened)))
    return status_of(counts)
