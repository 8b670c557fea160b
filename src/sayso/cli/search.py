"""``sayso search``: what in the library answers a query, where does it stand, and how do the answers spread?"""

import re
import sys
from collections.abc import Iterator

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, whole, width_option
from sayso.cli.printing import Screen, columns, cut, pad, say, tell, wrap
from sayso.export.interchange import FacetsList, Field, FieldsList, HitsList, enveloped
from sayso.model.legible import one_line
from sayso.store.conditions import Target
from sayso.store.query import FIELDS
from sayso.store.search import AXES, MOST, PAGE, Facet, Hit, Order, Page

ID = 10
"""Digits of an id that are shown: of a million items, one in two hundred thousand pairs shares them."""
_INDENT = 4


@click.command("search", epilog="Fields: " + ", ".join(FIELDS) + ".  `sayso search --fields` says what each of them is.")
@click.argument("query", metavar="[QUERY]...", nargs=-1)
@click.option("--in", "target", type=click.Choice([one.value for one in Target]), default="documents", help="What is looked for.")
@click.option("--order", type=click.Choice([one.value for one in Order]), default="relevance", help="In what order.")
@click.option("--limit", type=whole(1, MOST), default=str(PAGE), metavar="N", help=f"Hits of this page ({PAGE}).")
@click.option("--after", metavar="CURSOR", help="Go on after this page.")
@click.option("--by", "axes", metavar="AXIS", multiple=True, help=f"Count the hits by: {', '.join(AXES)}.")
@click.option("--count", is_flag=True, help="Print how many there are, and nothing else.")
@click.option("--fields", is_flag=True, help="Print the fields of the query language.")
@json_option
@library_option
@color_option
@width_option
def command(
    query: tuple[str, ...],
    target: str,
    order: str,
    limit: int,
    after: str | None,
    axes: tuple[str, ...],
    count: bool,
    fields: bool,
    as_json: bool,
    library: str | None,
    color: str | None,
    width: int | None,
) -> int:
    """Search the library.  Words must all be there; "several words" are a phrase, flood* is the beginning of a word.

    OR, -word and ( ) work as elsewhere; speaker:"Jorun Ashby" asks a field, outlet:="Post" for all
    of it, date:2021-05..2021-07 a range.  copies:collapse takes of copies of one text the first that answers.  Without a query
    everything is listed.  In a shell put the query in single quotation marks.
    """
    settings = settings_from(library=library, color=color, width=width)
    screen = screen_from(settings)
    if fields:
        if as_json:
            listed = FieldsList(
                fields=tuple(
                    Field(name=name, level=one.level, sort=one.sort, means=one.means, choices=one.choices)
                    for name, one in FIELDS.items()
                )
            )
            sys.stdout.buffer.write(enveloped("fields", listed) + b"\n")
            return 0
        for line in _fields(screen):
            say(line)
        return 0
    asked, wanted = " ".join(query), Target(target)
    with open_chosen(settings) as opened:
        if count:
            say(str(opened.count(asked, wanted)))
            return 0
        if axes:
            facets = [opened.facet(asked, axis, wanted, size=limit) for axis in axes]
            if as_json:
                sys.stdout.buffer.write(enveloped("facets", FacetsList(query=asked, facets=tuple(facets))) + b"\n")
                return 0
            for line in _facets(facets, screen):
                say(line)
            return 0
        page = opened.search(asked, wanted, order=Order(order), size=limit, cursor=after)
    for remark in page.remarks:
        tell(remark)
    if as_json:
        sys.stdout.buffer.write(
            enveloped("hits", HitsList(query=asked, hits=page.hits, total=page.total, next=page.next, remarks=page.remarks))
            + b"\n"
        )
        return 0
    for line in _hits(page, wanted, screen):
        say(line)
    return 0


def _fields(screen: Screen) -> Iterator[str]:
    room = max(map(len, FIELDS)) + 3
    for name, field in FIELDS.items():
        means = f"{field.means}{': ' + ', '.join(field.choices) if field.choices else ''}"
        for number, line in enumerate(wrap(means, screen.width - room)):
            yield f"{'' if number else name + ':':<{room}}{line}"


def _hits(page: Page, target: Target, screen: Screen) -> Iterator[str]:
    if not page.total:
        yield f"No {target.value} answer."
        return
    for hit in page.hits:
        yield from _hit(hit, screen)
        yield ""
    shown = len(page.hits)
    more = f"; the next page: --after {page.next}" if page.next else ""
    yield screen.paint(f"Showing {shown:,} of {page.total:,} {target.value}{more}", "dim")


def _hit(hit: Hit, screen: Screen) -> Iterator[str]:
    id_ = f"{hit.id[:ID]}  "
    day = hit.published[:10] if hit.published else ""
    heading = hit.title or "(no title found)"
    shown = cut(heading, screen.width - len(id_) - columns(day) - 2)
    gap = " " * (screen.width - len(id_) - columns(shown) - columns(day))
    yield f"{screen.paint(id_, 'dim')}{screen.paint(shown, 'bold')}{gap}{screen.paint(day, 'dim')}".rstrip()
    about = [hit.outlet or "outlet not found"]
    if hit.number is not None:
        about.append(f"{hit.sort} {hit.number}" + (f", {hit.by}" if hit.by else "") + (f", p {hit.p:.2f}" if hit.p else ""))
    for line in wrap("; ".join(one_line(part) for part in about), screen.width - _INDENT):
        yield " " * _INDENT + screen.paint(line, "dim")
    yield from _painted(_marked(hit) if hit.context else one_line(hit.value or ""), screen)


_HERE, _THERE = "\ue000", "\ue001"
"""Signs of the private use area: they stand for the edges of a hit while lines are broken, and for nothing on any page."""


def _marked(hit: Hit) -> str:
    """The words around a hit, each stretch that was asked for between the signs above."""
    assert hit.context is not None
    text, start = hit.text.replace(_HERE, "?").replace(_THERE, "?"), hit.context.span.start
    pieces, done = [], 0
    for mark in hit.context.marks:
        first, last = mark.start - start, mark.end - start
        pieces += [text[done:first], _HERE, text[first:last], _THERE]
        done = last
    return one_line("".join([*pieces, text[done:]]))


def _painted(text: str, screen: Screen) -> Iterator[str]:
    """The lines of a text with its hits painted; a hit may run over the end of a line."""
    inside = False
    for line in wrap(text, screen.width - _INDENT):
        pieces = []
        for number, piece in enumerate(re.split(f"[{_HERE}{_THERE}]", line)):
            inside = inside != bool(number)
            pieces.append(screen.paint(piece, "bold", "yellow") if inside else piece)
        yield " " * _INDENT + "".join(pieces)


def _facets(facets: list[Facet], screen: Screen) -> Iterator[str]:
    for number, facet in enumerate(facets):
        if number:
            yield ""
        yield screen.paint(facet.axis, "bold")
        room = max((len(f"{one.hits:,}") for one in facet.counts), default=1)
        for one in facet.counts:
            value = cut(one.value, screen.width - room - 4) if one.value is not None else screen.paint("(not found)", "dim")
            yield f"  {one.hits:>{room},}  {pad(value, 1)}"
        yield screen.paint(f"  {len(facet.counts):,} of {facet.distinct:,} values", "dim")
