"""``sayso show``: where does one article come from, who says what in it, and what may be reused?"""

import sys

import click

from sayso.cli.inputs import read_sample, read_source
from sayso.cli.options import SOURCE, color_option, model_option, screen_from, settings_from, source_options, width_option
from sayso.cli.output import write_report
from sayso.cli.printing import say
from sayso.cli.sheet import sheet
from sayso.errors import UsageError
from sayso.export.interchange import record_json


@click.command("show")
@click.argument("source", metavar="FILE|URL|ID|-", required=False, type=SOURCE)
@click.option("--sample", is_flag=True, help="Show the sample that comes with sayso.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole record as JSON.")
@click.option(
    "--html",
    "report",
    metavar="[OUT]",
    is_flag=False,
    flag_value="-",
    help="Write one self-contained page with every finding marked in the text; without OUT to standard output.",
)
@click.option("--full", is_flag=True, help="Print every statement to its last word.")
@color_option
@width_option
@model_option
@source_options
def command(
    source: str | None,
    sample: bool,
    as_json: bool,
    report: str | None,
    full: bool,
    color: str | None,
    width: int | None,
    model: str | None,
    library: str | None,
    max_bytes: int | None,
    url: str | None,
    taken: str | None,
    allow_private: tuple[str, ...],
) -> int:
    """Show one article: facts with their grounds and places, then who says what.

    Beside each stands how it is known (printed, marked up, inferred, unresolved) and where: LINE:COLUMN of the original, or
    its page.

    The format is seen from the content: HTML, saved pages, PDF, DOCX, mail, Markdown or text.  A file never causes a
    request; an address does.
    """
    settings = settings_from(color=color, width=width, max_bytes=max_bytes, library=library, model=model)
    if as_json and report is not None:
        raise UsageError("--json and --html are two outputs", "choose one of them")
    if sample == (source is not None):
        raise UsageError(*_which(source, report))
    if sample:
        read = read_sample(settings)
    else:
        read = read_source("-" if source is None else source, settings, url=url, taken=taken, allow_private=allow_private)
    if as_json:
        sys.stdout.buffer.write(record_json(read.record) + b"\n")
    elif report is not None:
        write_report(read, report)
    else:
        for line in sheet(read, screen_from(settings), whole=full):
            say(line)
    return 0


def _which(source: str | None, report: str | None) -> tuple[str, str]:
    """What is wrong where not exactly one of a source and --sample is given, and what to type."""
    if source is not None:
        return "both an article and --sample are given", "choose one of them"
    if report not in (None, "-"):
        return f"--html took {report} for the name of the report", f"write: sayso show {report} --html OUT"
    return "no article is named", "write: sayso show FILE, or sayso show --sample"
