"""``sayso diff``: what was changed between two versions of an article, and what is each change?"""

import sys
from collections import Counter

import click
from msgspec.structs import replace

from sayso.cli.changes import differences_page
from sayso.cli.inputs import read_source, reason_of
from sayso.cli.options import SOURCE, color_option, model_option, screen_from, settings_from, whole, width_option
from sayso.cli.printing import complain, say, tell
from sayso.errors import SaysoError, UsageError
from sayso.export.changes import NAMES, are_strangers, differences, kinds_named
from sayso.export.interchange import enveloped

_FOUND = 1


@click.command("diff")
@click.argument("old", metavar="A", type=SOURCE)
@click.argument("new", metavar="B", type=SOURCE)
@click.option("--only", metavar="CLASSES", help=f"Show these alone, with commas between: {', '.join(NAMES)}.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 where there are changes (of the classes of --only).")
@click.option("--all", "everything", is_flag=True, help="List changes of typography too, which change no word.")
@click.option("--furniture", is_flag=True, help="Compare the whole page, menus and terms too, and not the article alone.")
@click.option("--full", is_flag=True, help="Print what was put in or cut to its last word.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.option("--max-bytes", metavar="N", type=whole(1), help="The largest original read, in bytes.")
@click.option("--allow-private", metavar="HOST", multiple=True, help="Let this private or local host be asked.")
@color_option
@width_option
@model_option
def command(
    old: str,
    new: str,
    only: str | None,
    exit_code: bool,
    everything: bool,
    furniture: bool,
    full: bool,
    as_json: bool,
    color: str | None,
    width: int | None,
    model: str | None,
    max_bytes: int | None,
    allow_private: tuple[str, ...],
) -> int:
    """Show what was changed from version A of an article to version B, paragraph by paragraph, and what each change is.

    A and B are files, addresses or ids of the library; one of them may be - for standard input.  Words left out stand in
    [-these-], words put in in {+these+}.  What a change is, is said by what was read of both: a change in a source or a cue is
    one of attribution, one between quotation marks one of a quotation.  One that is several things goes by the first of
    headline, order, figure, attribution, quotation, hedge, name; --only finds it by any.

    Exit status 1 with --exit-code where something was changed; 0 otherwise.
    """
    from sayso.tracing.changes import compare_records

    wanted = kinds_named(only)
    if old == new == "-":
        raise UsageError("both versions are to come from standard input", "name a file for one of them")
    settings = settings_from(color=color, width=width, max_bytes=max_bytes, model=model)
    reads = []
    for source in (old, new):
        try:
            reads.append(read_source(source, settings, allow_private=allow_private))
        except SaysoError as error:
            complain(reason_of(error, source), error.remedy)  # of two, the line says which
            return error.status
    first, second = reads
    comparison = compare_records(first.record, second.record, furniture)
    if are_strangers(comparison):
        least = min(comparison.old_words, comparison.new_words)
        tell(f"the two share {comparison.shared_words} of {least} words: they may not be versions of one article")
    totals = Counter(change.kind for change in comparison.changes)
    shown = replace(comparison, changes=tuple(change for change in comparison.changes if change.is_any(wanted)))
    if as_json:
        sys.stdout.buffer.write(enveloped("diff", differences(first, second, shown, totals, furniture)) + b"\n")
    else:
        for line in differences_page(first, second, shown, totals, screen_from(settings), furniture, everything, full):
            say(line)
    return _FOUND if exit_code and shown.changes else 0
