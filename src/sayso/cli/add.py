"""``sayso add``: what goes into the library, what was there already, and what could not be read, and why?"""

import sys
from collections import Counter
from collections.abc import Iterator

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import SOURCE, json_option, library_option, model_option, settings_from, whole
from sayso.cli.outcomes import NAMES, status_of, summary, tell_outcome
from sayso.cli.printing import say
from sayso.cli.progress import Progress
from sayso.corpus.adding import add_items
from sayso.corpus.reading import How
from sayso.errors import UsageError
from sayso.export.interchange import AddedList, enveloped
from sayso.intake.gather import Found
from sayso.intake.items import Meter, find_items
from sayso.intake.limits import Limits
from sayso.language.article_fields import read_own_fields


@click.command("add")
@click.argument("places", metavar="PATH|URL|FEED|-", nargs=-1, type=SOURCE)
@click.option(
    "--map", "fields", metavar="ROLE=FIELD,...", default="", help="What the fields of articles in JSON are: title=hed,text=copy."
)
@click.option("--processes", metavar="N", type=whole(0, 256), default="0", help="Processes that read; 0 is one a core.")
@click.option("--allow-private", metavar="HOST", multiple=True, help="Let this private or local host be asked.")
@click.option("--max-bytes", metavar="N", type=whole(1), help="The largest original read, in bytes.")
@json_option
@library_option
@model_option
def command(
    places: tuple[str, ...],
    fields: str,
    processes: int,
    allow_private: tuple[str, ...],
    max_bytes: int | None,
    as_json: bool,
    library: str | None,
    model: str | None,
) -> int:
    """Add articles to the library: files, folders, patterns such as 'news/*.html', WARC, WACZ, JSON lines, mbox, feeds.

    What is there already is passed over, so a run that was interrupted is simply started again.  What cannot be read is named
    with its reason, and the rest goes on; then the exit status is 4.
    """
    if not places:
        raise UsageError("nothing is named that could be added", "write: sayso add FOLDER, or sayso add - to read standard input")
    settings = settings_from(library=library, model=model, max_bytes=max_bytes)
    limits = Limits(size=settings.number("max_bytes"))
    how = How(model=settings.text("model"), limits=limits, processes=processes, fields=read_own_fields(fields) if fields else {})
    counts: Counter[str] = Counter()
    meter = Meter(places)
    with open_chosen(settings, create=True) as opened, Progress("items", meter=meter) as progress:
        for outcome in add_items(opened, _items(places, limits, allow_private, meter), how):
            if outcome.passed is None:
                progress.step()
            if outcome.added is None:
                progress.clear()
            tell_outcome(outcome, counts)
        held = len(opened)
    if as_json:
        added = AddedList(held=held, **{name.replace(" ", "_"): counts[name] for name in NAMES})
        sys.stdout.buffer.write(enveloped("added", added) + b"\n")
    else:
        say(summary(counts, held))
    return status_of(counts)


def _items(places: tuple[str, ...], limits: Limits, allow_private: tuple[str, ...], meter: Meter) -> Iterator[Found]:
    for place in places:
        yield from find_items(place, limits=limits, allow_private=allow_private, meter=meter)
