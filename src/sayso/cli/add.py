"""``sayso add``: what goes into the library, what was there already, and what could not be read, and why?"""

import sys
from collections import Counter
from collections.abc import Iterator

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import SOURCE, json_option, library_option, model_option, settings_from, whole
from sayso.cli.printing import complain, say, tell
from sayso.cli.progress import Progress
from sayso.corpus.adding import Outcome, add_items
from sayso.corpus.reading import How
from sayso.errors import UsageError
from sayso.export.interchange import AddedList, enveloped
from sayso.intake.gather import Found
from sayso.intake.items import find_items
from sayso.intake.limits import Limits
from sayso.store.library import Added

_PARTIAL, _UNREADABLE = 4, 5


@click.command("add")
@click.argument("places", metavar="PATH|URL|FEED|-", nargs=-1, type=SOURCE)
@click.option(
    "--map", "fields", metavar="FIELD=ROLE,...", default="", help="What fields of articles in JSON are: hed=title,body=text."
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
    how = How(model=settings.text("model"), limits=limits, processes=processes, fields=_fields(fields))
    counts: Counter[str] = Counter()
    with open_chosen(settings, create=True) as opened, Progress("items") as progress:
        for outcome in add_items(opened, _items(places, limits, allow_private), how):
            if outcome.passed is not None:
                progress.clear()
                tell(f"{outcome.place}: {outcome.passed.count:,} passed over ({outcome.passed.reason})")
                continue
            progress.step()
            if outcome.refused is not None:
                progress.clear()
                complain(f"{outcome.place}: {outcome.refused.reason}", outcome.refused.remedy)
            counts[_what(outcome)] += 1
        held = len(opened)
    if as_json:
        sys.stdout.buffer.write(
            enveloped("added", AddedList(**{name.replace(" ", "_"): counts[name] for name in _NAMES}, held=held)) + b"\n"
        )
    else:
        say(_summary(counts, held))
    if counts[_REFUSED]:
        return _PARTIAL if counts.total() > counts[_REFUSED] else _UNREADABLE
    return 0


def _fields(text: str) -> dict[str, str]:
    """The mapping that was typed, from field to role."""
    fields = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        field, equals, role = part.partition("=")
        if not (field and equals and role):
            raise UsageError(f"--map {part} is no mapping", "write it as FIELD=ROLE: --map hed=title,body=text")
        fields[field.strip()] = role.strip()
    return fields


def _items(places: tuple[str, ...], limits: Limits, allow_private: tuple[str, ...]) -> Iterator[Found]:
    for place in places:
        yield from find_items(place, limits=limits, allow_private=allow_private)


_REFUSED = "refused"
_NAMES = (*(one.value for one in Added), _REFUSED)


def _what(outcome: Outcome) -> str:
    return outcome.added.value if outcome.added else _REFUSED


def _summary(counts: Counter[str], held: int) -> str:
    """``812 items: 700 new, 110 unchanged, 2 refused; the library holds 1,520``."""
    parts = ", ".join(f"{counts[name]:,} {name}" for name in _NAMES if counts[name])
    total = counts.total()
    return f"{total:,} item{'' if total == 1 else 's'}{': ' + parts if parts else ''}; the library holds {held:,}"
