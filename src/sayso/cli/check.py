"""``sayso check``: what should an editor look at again before this goes out?"""

import sys
from collections.abc import Iterable, Iterator

import click

from sayso.cli.check_formats import FORMATS
from sayso.cli.checks import CHECKS, Check, find_checks, unknown_codes
from sayso.cli.inputs import read_source, reason_of
from sayso.cli.options import SOURCE, color_option, model_option, screen_from, settings_from, source_options
from sayso.cli.printing import complain, say, tell
from sayso.cli.sourcing import Found
from sayso.cli.undeclared import CODE as UNDECLARED
from sayso.cli.undeclared import find_undeclared
from sayso.errors import SaysoError, UsageError
from sayso.export.facts import words_at
from sayso.export.interchange import Problem
from sayso.export.places import place_of
from sayso.export.whereabouts import Read
from sayso.model.legible import one_line

_FOUND, _PARTIAL = 1, 4
_MACHINES = ("json", "sarif")
"""Programs get their object even where it is empty."""


@click.command("check")
@click.argument("sources", metavar="FILE|ID...", nargs=-1, type=SOURCE)
@click.option("--select", metavar="CODES", help="Run only these checks: codes or their first letters, with commas between.")
@click.option("--ignore", metavar="CODES", help="Leave these checks out.")
@click.option("--explain", metavar="CODE", help="Say what a check looks for and why, and stop.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="How findings are printed.")
@color_option
@model_option
@source_options
def command(
    sources: tuple[str, ...],
    select: str | None,
    ignore: str | None,
    explain: str | None,
    form: str | None,
    color: str | None,
    model: str | None,
    library: str | None,
    max_bytes: int | None,
    url: str | None,
    taken: str | None,
    allow_private: tuple[str, ...],
) -> int:
    """Check articles and print one line for each thing found: FILE:LINE:COLUMN CODE TEXT.

    A PDF has pages in place of lines.  Exit status 1 when something was found, 4 when some of the files could not be read.
    """
    settings = settings_from(
        select=_codes(select),
        ignore=_codes(ignore),
        format=form,
        color=color,
        max_bytes=max_bytes,
        model=model,
        library=library,
    )
    if explain is not None:
        return _explain(explain)
    if not sources:
        raise UsageError("no file is named", "write: sayso check FILE...")
    for code in unknown_codes(settings.words("select") + settings.words("ignore")):
        raise UsageError(f"no check begins with {code}", f"the checks are {', '.join(check.code for check in CHECKS)}")
    checks = find_checks(settings.words("select"), settings.words("ignore"))
    reads: list[Read] = []
    failures: list[SaysoError] = []
    for source in sources:
        try:
            read = read_source(source, settings, url=url, taken=taken, allow_private=allow_private)
        except SaysoError as error:  # the other files are still checked; each that fails is named
            complain(reason_of(error, source), error.remedy)
            failures.append(error)
            continue
        reads.append(read)
    among = find_undeclared(reads, sources, settings) if any(check.code == UNDECLARED for check in checks) else {}
    found = [problem for read in reads for problem in _problems(read, checks, among.get(read.name, ()))]
    shape = settings.text("format")
    if len(failures) < len(sources) or shape in _MACHINES:  # "nothing found" would be untrue where nothing was read
        for line in FORMATS[shape](found, screen_from(settings)):
            say(line)
    sys.stdout.flush()
    if failures and len(sources) > 1:
        tell(f"{len(sources) - len(failures)} of {len(sources)} files were checked")
    return _status(found, failures, len(sources))


def _status(found: list[tuple[Problem, str | None]], failures: list[SaysoError], total: int) -> int:
    if failures:
        return failures[0].status if len(failures) == total == 1 else _PARTIAL
    return _FOUND if found else 0


def _problems(read: Read, checks: tuple[Check, ...], among: Iterable[Found]) -> Iterator[tuple[Problem, str | None]]:
    """Every problem of one article in the order of its places, with the line of the original it stands in."""
    problems = []
    for check in checks:
        for found in among if check.code == UNDECLARED else check.find(read.record):
            place = place_of(read.record.document, read.lines, found.span)
            problem = Problem(
                file=read.name,
                code=check.code,
                message=one_line(found.sentence),
                line=place.line,
                column=place.column,
                end_line=place.end_line,
                end_column=place.end_column,
                page=place.page,
                words=words_at(read.record, (found.span,), None) if found.span else None,
            )
            problems.append((problem, read.lines.line(place.line) if place.line is not None else None))
    return iter(sorted(problems, key=lambda pair: (pair[0].page or 0, pair[0].line or 0, pair[0].column or 0, pair[0].code)))


def _codes(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(word.strip().upper() for word in text.split(",") if word.strip())


def _explain(code: str) -> int:
    for check in CHECKS:
        if check.code == code.strip().upper():
            say(f"{check.code}: {check.name}")
            say()
            say(check.because)
            return 0
    raise UsageError(f"there is no check {code}", f"the checks are {', '.join(check.code for check in CHECKS)}")
