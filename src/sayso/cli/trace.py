"""``sayso trace``: what do these articles share, and who copied whom?"""

import sys
from collections.abc import Mapping
from functools import partial

import click

from sayso.cli.inputs import read_source, reason_of
from sayso.cli.kinship import kinship_page
from sayso.cli.options import SOURCE, color_option, json_option, model_option, screen_from, settings_from, whole, width_option
from sayso.cli.originals import fetch_originals
from sayso.cli.printing import complain, say
from sayso.errors import SaysoError, UsageError
from sayso.export.interchange import enveloped
from sayso.export.kinship import PHRASES, Kinship, kinship_of
from sayso.export.lines import with_lines
from sayso.export.whereabouts import Read
from sayso.intake.manners import Manners
from sayso.model.record import Record

_PARTIAL = 4


@click.command("trace")
@click.argument("sources", metavar="FILE|URL|ID...", nargs=-1, required=True, type=SOURCE)
@click.option("--follow", is_flag=True, help="Fetch originals that the articles link to and that are not among them.")
@click.option("--no-phrases", is_flag=True, help="Leave out the phrases to look for elsewhere.")
@click.option("--passim", metavar="FILE", type=SOURCE, help="Write the shared passages there as passim does, one a line.")
@json_option
@click.option("--max-bytes", metavar="N", type=whole(1), help="The largest original read, in bytes.")
@click.option("--allow-private", metavar="HOST", multiple=True, help="Let this private or local host be asked.")
@color_option
@width_option
@model_option
def command(
    sources: tuple[str, ...],
    follow: bool,
    no_phrases: bool,
    passim: str | None,
    as_json: bool,
    color: str | None,
    width: int | None,
    model: str | None,
    max_bytes: int | None,
    allow_private: tuple[str, ...],
) -> int:
    """Show what these articles share, who copied whom, and what shows it.  No library is needed.

    Copies of one text stand together as a family, each under the one it was copied from, as far as anything says so: an outlet
    named at the end, a quotation, words cut or misread, dates.  That nothing is said does not mean that nobody copied.  Under
    all stand rare phrases of each family to paste, with their quotation marks, into a search engine: they find other copies.

    Where an article links to its original, or its file names one, and that is not among these, a line says so; --follow fetches
    it and compares it too: ten of them at most, and an original's own original, but no longer chain.  A private host is asked
    only where --allow-private names it.

    Exit status 4 where one of several, or an original, could not be read; it is named, and the others are compared.
    """
    settings = settings_from(color=color, width=width, max_bytes=max_bytes, model=model)
    if sources.count("-") > 1:
        raise UsageError("more than one article is to come from standard input", "name files for the others")
    manners = Manners()
    read: dict[str, Read] = {}
    failed: list[SaysoError] = []
    for source in dict.fromkeys(sources):
        try:
            one = read_source(source, settings, allow_private=allow_private, manners=manners)
        except SaysoError as error:
            complain(reason_of(error, source), error.remedy)
            failed.append(error)
        else:
            read.setdefault(one.name, one)
    if failed and len(read) < 2:
        return failed[0].status
    fetched: dict[str, tuple[str, ...]] = {}
    if follow:
        ask = partial(read_source, settings=settings, allow_private=allow_private, manners=manners)
        fetched, missed = fetch_originals(read, ask)
        failed += missed
    records = {name: one.record for name, one in read.items()}
    kinship = kinship_of(list(records.items()), phrases=0 if no_phrases else PHRASES, fetched=fetched)
    kinship = with_lines(kinship, records)
    if passim is not None:
        _write_passages(passim, records, kinship)
    if as_json:
        sys.stdout.buffer.write(enveloped("kinship", kinship) + b"\n")
    else:
        for line in kinship_page(kinship, screen_from(settings), fetch_by=None if follow else "--follow"):
            say(line)
    return _PARTIAL if failed else 0


def _write_passages(place: str, records: Mapping[str, Record], kinship: Kinship) -> None:
    """Raises UsageError where the file is there already or cannot be written."""
    from sayso.export.formats.passim import write_passages

    overlaps = [link.overlap for link in kinship.links]
    if place == "-":
        raise UsageError("what the articles share is printed there already", "name a file: --passim FILE")
    try:
        with open(place, "xb") as out:
            write_passages(records, out, overlaps)
    except FileExistsError as error:
        raise UsageError(f"{place} exists already", "choose another name, or remove it first") from error
    except OSError as error:
        raise UsageError(f"{place} cannot be written ({error.strerror or error})", "choose another place") from error
