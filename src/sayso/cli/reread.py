"""``sayso reread``: what does today's sayso read in items that an older one read?"""

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import library_option, model_option, settings_from, whole
from sayso.cli.printing import complain, say
from sayso.cli.progress import Progress
from sayso.corpus.reading import How
from sayso.corpus.rereading import find_outdated, reread
from sayso.intake.limits import Limits

_PARTIAL = 4


@click.command("reread")
@click.argument("query", metavar="[QUERY]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Also what this version has read.")
@click.option("--dry-run", is_flag=True, help="Only say how many there are.")
@click.option("--processes", metavar="N", type=whole(0, 256), default="0", help="Processes that read; 0 is one a core.")
@library_option
@model_option
def command(
    query: tuple[str, ...], everything: bool, dry_run: bool, processes: int, library: str | None, model: str | None
) -> int:
    """Read again, from their originals, the items of the library that an older version or another model read.

    What persons have corrected stays corrected.  An item that cannot be read again keeps the record it has.
    """
    settings = settings_from(library=library, model=model)
    how = How(model=settings.text("model"), limits=Limits(size=settings.number("max_bytes")), processes=processes)
    asked = " ".join(query)
    with open_chosen(settings, read_only=dry_run) as opened:
        if everything:
            ids = [item.id for item in opened.documents(asked) if item.withdrawn is None]
        else:
            ids = find_outdated(opened, how.model, asked)
        if dry_run:
            say(f"{len(ids):,} of {len(opened):,} items would be read again")
            return 0
        failed = 0
        with Progress("read again", total=len(ids)) as progress:
            for one in reread(opened, ids, how):
                progress.step()
                if one.refused is not None:
                    failed += 1
                    progress.clear()
                    complain(f"{one.id[:12]}: {one.refused.reason}", one.refused.remedy)
        say(
            f"{len(ids) - failed:,} of {len(opened):,} items were read again{f', {failed:,} kept as they were' if failed else ''}"
        )
    return _PARTIAL if failed else 0
