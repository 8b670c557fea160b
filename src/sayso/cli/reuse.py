"""``sayso reuse``: who may reuse this text, what must be kept, what needs asking, and whom?"""

import sys
from collections.abc import Iterator

import click

from sayso.cli.inputs import read_source
from sayso.cli.options import SOURCE, color_option, screen_from, settings_from, source_options, width_option
from sayso.cli.printing import Screen, say, wrap
from sayso.cli.sheet import fact_lines
from sayso.config import NO_MODEL
from sayso.export.facts import CONDITIONS, Fact, condition_name, facts_of, words_at
from sayso.export.interchange import enveloped
from sayso.export.whereabouts import Read
from sayso.model.finding import Finding
from sayso.model.legible import one_line
from sayso.model.record import Condition

_LABELS = frozenset({"copyright", "licence", "reuse", "ask", "fair use", "conflict"})
ADVICE = "Not legal advice.  The words between quotation marks are the page's own."


@click.command("reuse")
@click.argument("source", metavar="FILE|URL|ID|-", type=SOURCE)
@click.option("--json", "as_json", is_flag=True, help="Print the terms as JSON.")
@color_option
@width_option
@source_options
def command(
    source: str,
    as_json: bool,
    color: str | None,
    width: int | None,
    library: str | None,
    max_bytes: int | None,
    url: str | None,
    taken: str | None,
    allow_private: tuple[str, ...],
) -> int:
    """Show the reuse terms of one article as conditions, each in the page's own words.  Not legal advice.

    Terms that cannot both be taken at their word are shown as a conflict (RU401) and not settled.
    """
    # Terms rest on no statement.
    settings = settings_from(color=color, width=width, max_bytes=max_bytes, library=library, model=NO_MODEL)
    read = read_source(source, settings, url=url, taken=taken, allow_private=allow_private)
    if as_json:
        sys.stdout.buffer.write(enveloped("terms", read.record.terms) + b"\n")
        return 0
    screen = screen_from(settings)
    for line in _lines(read, screen):
        say(line)
    return 0


def _lines(read: Read, screen: Screen) -> Iterator[str]:
    title, *facts = facts_of(read.record)
    for line in wrap(title.value if not title.missing else "(no title found)", screen.width):
        yield screen.paint(line, "bold")
    yield ""
    yield from fact_lines(_reuse_facts(facts, read), read, screen)
    yield ""
    yield from wrap(ADVICE, screen.width)


def _reuse_facts(facts: list[Fact], read: Read) -> Iterator[Fact]:
    """The facts about reuse, with each condition on a line of its own in place of their summary."""
    told = False
    for fact in facts:
        if fact.label not in _LABELS:
            continue
        if fact.label != "reuse" or not read.record.terms.conditions:
            yield fact
        elif not told:
            told = True
            for kind, lead in CONDITIONS.items():
                for condition in read.record.terms.conditions:
                    if condition.value.kind is kind:
                        yield _condition_fact(condition, lead, read)


def _condition_fact(condition: Finding[Condition], lead: str, read: Read) -> Fact:
    value = condition.value
    printed = one_line(value.text)
    return Fact(
        key="condition",
        label=lead,
        value=condition_name(value),
        ground=condition.ground,
        words=(words_at(read.record, condition.spans, None) or printed) if value.what else None,
        note=condition.note,
        spans=condition.spans,
    )
