"""``sayso quotations``: which quotations does the library hold, who prints each of them, and what differs?"""

import sys
from collections.abc import Iterator

import click

from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, json_option, library_option, screen_from, settings_from, whole, width_option
from sayso.cli.people import is_reference
from sayso.cli.printing import Screen, cut, many, pad, say, showing, tell, wrap
from sayso.export.interchange import QuotationsList, enveloped
from sayso.export.quotations import SEVERAL, laid_to, printed_how, said_edit
from sayso.export.sources import doubt
from sayso.model.legible import one_line
from sayso.store.quotations import Quotation, QuotationCard, QuotationsPage, Unclaimed, Variant, Witness
from sayso.store.search import MOST, PAGE

_INDENT = 4
_LABEL = 11
_LINES = 3
"""Lines of a quotation in a list: as many as tell it from others; its card has it whole."""
_NAMES = 4
"""Names in a list to whom a quotation is laid; the rest are counted."""


@click.command("quotations")
@click.argument("query", metavar="[QUERY | ID:N]...", nargs=-1)
@click.option("--full", is_flag=True, help="Every word, and the card of each with its variants and witnesses.")
@click.option("--limit", type=whole(1, MOST), default=str(PAGE), metavar="N", help=f"How many are shown ({PAGE}).")
@click.option("--skip", type=whole(0), default="0", metavar="N", help="Go on after so many.")
@json_option
@library_option
@color_option
@width_option
def command(
    query: tuple[str, ...],
    full: bool,
    limit: int,
    skip: int,
    as_json: bool,
    library: str | None,
    color: str | None,
    width: int | None,
) -> int:
    """List the quotations of the library that answer, each once, those that most items print first.

    \b
    sayso quotations                               all of them
    sayso quotations 'speaker:ashby date:2031-04'  those of which such a statement is a print
    sayso quotations copies:collapse               of copies of one text the first alone prints it
    sayso quotations 8d0a8b3184:3                  the one that this statement prints: witnesses, variants

    Prints are of one quotation where they hold the same words but for small edits, eight words at least (docs/quotations.md).
    Where the words are laid to several, all are named.
    """
    settings = settings_from(library=library, color=color, width=width)
    screen = screen_from(settings)
    asked = " ".join(query)
    with open_chosen(settings) as opened:
        if is_reference(asked):
            card = opened.quotations.one(asked, size=limit, skip=skip)
            if as_json:
                sys.stdout.buffer.write(enveloped("quotation", card) + b"\n")
                return 0
            for line in _card(card, skip, screen):
                say(line)
            return 0
        page = opened.quotations.page(asked, size=limit, skip=skip)
        cards = [opened.quotations.one(one.reference, size=MOST) for one in page.quotations] if full and not as_json else []
    for remark in page.remarks:
        tell(remark)
    if as_json:
        every = QuotationsList(
            query=asked, quotations=page.quotations, total=page.total, prints=page.prints, remarks=page.remarks
        )
        sys.stdout.buffer.write(enveloped("quotations", every) + b"\n")
        return 0
    for line in _page(page, cards, skip, screen):
        say(line)
    return 0


def _page(page: QuotationsPage, cards: list[QuotationCard], skip: int, screen: Screen) -> Iterator[str]:
    if not page.total:
        yield "No quotation of eight words or more answers."
        return
    for card in cards:
        yield from _card(card, 0, screen)
        yield ""
    for one in () if cards else page.quotations:
        yield from _listed(one, screen)
        yield ""
    every = f"{many(page.total, 'quotation')} in {many(page.prints, 'print')}"
    yield screen.paint(f"{showing('', skip, len(page.quotations), every)}; one of them: sayso quotations ID:N", "dim")


def _listed(one: Quotation, screen: Screen) -> Iterator[str]:
    lines = wrap(one_line(one.words), screen.width - _INDENT)
    for line in lines[:_LINES]:
        yield f"{' ' * _INDENT}{line}" if line is not lines[0] else f"{' ' * _INDENT}{screen.paint(line, 'bold')}"
    if len(lines) > _LINES:
        yield f"{' ' * _INDENT}…"
    names = "; ".join(map(laid_to, one.who[:_NAMES]))
    more = f"; {len(one.who) - _NAMES} more" if len(one.who) > _NAMES else ""
    for words, style in (
        (f"{names}{more}", "dim"),
        (SEVERAL if one.several else "", "yellow"),
        (f"{printed_how(one)}  {one.reference}", "dim"),
    ):
        for line in wrap(words, screen.width - _INDENT) if words else ():
            yield " " * _INDENT + screen.paint(line, style)


def _card(card: QuotationCard, skip: int, screen: Screen) -> Iterator[str]:
    one = card.quotation
    for line in wrap(one_line(one.words), screen.width):
        yield screen.paint(line, "bold")
    yield from _row("laid to", map(laid_to, one.who), screen)
    if one.several:
        yield from _row("", [SEVERAL], screen)
    yield from _row("printed", [printed_how(one)], screen)
    yield from _row("fullest in", [one.reference], screen)
    if one.within:
        yield from _row("within", [f"{', '.join(one.within)}: these words stand there too"], screen)
    for variant in card.variants:
        yield from _row(f"variant {variant.number}", _variant(variant), screen)
    if len(card.variants) < one.variants:
        yield screen.paint(f"Showing {len(card.variants):,} of {one.variants:,} variants: --limit", "dim")
    yield from _row("witnesses", (_witness(witness) for witness in card.witnesses), screen)
    if card.unclaimed:
        yield from _row("nobody", ["named for these words, and not counted:", *map(_unclaimed, card.unclaimed)], screen)
    if len(card.witnesses) < one.prints:
        shown = showing("witnesses ", skip, len(card.witnesses), f"{one.prints:,}")
        yield screen.paint(f"{shown}: --skip, --limit" if card.witnesses else shown, "dim")


def _unclaimed(one: Unclaimed) -> str:
    places = ", ".join(f"{span.start}-{span.end}" for span in one.spans)
    day = one.published[:10] if one.published else "no date"
    return f"{one.id[:10]}  {day}  {one_line(one.outlet or 'outlet not found')}; at {places}"


def _variant(variant: Variant) -> Iterator[str]:
    yield f"{many(variant.items, 'item')}: {'; '.join(said_edit(edit) for edit in variant.edits) or 'otherwise set'}"


def _witness(one: Witness) -> str:
    places = ", ".join(f"{span.start}-{span.end}" for span in one.spans)
    who = " and ".join(one.who) or "speaker not found"
    about = (
        f"{one.id[:10]}:{one.number}  {one.published[:10] if one.published else 'no date'}  {one.outlet or 'outlet not found'}",
        who + (f", {doubt(one.p)}" if one.p is not None else ""),
        f"variant {one.variant}" if one.variant else "",
        f"at {places}",
    )
    return "; ".join(one_line(part) for part in about if part)


def _row(label: str, values: Iterator[str] | list[str], screen: Screen) -> Iterator[str]:
    for number, line in enumerate(line for value in values for line in wrap(value, screen.width - _LABEL - 1)):
        yield f"{screen.paint(pad('' if number else cut(label, _LABEL), _LABEL), 'dim')} {line}"
