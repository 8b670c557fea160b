"""How is what ``sayso sources`` says of a whole library printed?  Shares first, then sorts of sources, outlets, people."""

import sys
from collections.abc import Iterator, Mapping

from sayso.cli.libraries import open_chosen
from sayso.cli.options import screen_from
from sayso.cli.people import people_table, percent
from sayso.cli.printing import Screen, columns, cut, many, say, tell
from sayso.config import Settings
from sayso.export.interchange import SourcingList, enveloped
from sayso.store.people import PeoplePage
from sayso.store.query import read_query
from sayso.store.sourcing import Sourcing, count_sourcing


def print_quoted(settings: Settings, query: str, limit: int, as_json: bool) -> int:
    """Print how the items of the library that answer are sourced."""
    screen = screen_from(settings)
    asked = read_query(query)
    with open_chosen(settings) as opened:
        quoted = count_sourcing(opened.database, asked)
        page = opened.people.page(within=query, size=limit)
    for remark in asked.remarks:
        tell(remark)
    if as_json:
        listed = SourcingList(
            query=query, sourcing=quoted, people=page.entities, total=page.total, unlinked=page.unlinked, remarks=asked.remarks
        )
        sys.stdout.buffer.write(enveloped("sourcing", listed) + b"\n")
        return 0
    for line in _lines(quoted, page, screen):
        say(line)
    return 0


def _lines(quoted: Sourcing, page: PeoplePage, screen: Screen) -> Iterator[str]:
    if not quoted.items:
        yield "No items answer."
        return
    yield screen.paint(f"{many(quoted.items, 'item')}, {many(quoted.statements, 'statement')}", "bold")
    yield f"text  {shares_line(quoted.shares)}"
    open_ = percent(quoted.shares["undetermined"])
    yield ""
    yield screen.paint("sources  items  statements  share  undetermined  sort", "dim")
    for one in quoted.sorts:
        numbers = f"{one.sources:>7,}  {one.items:>5,}  {one.statements:>10,}  {percent(one.share):>5}  {open_:>12}  "
        yield f"{numbers}{cut(one.what, screen.width - columns(numbers))}"
    yield ""
    yield screen.paint("items  statements  named  unnamed  quoted  undetermined  outlet", "dim")
    for outlet in quoted.outlets:
        given = sum(outlet.shares[voice] for voice in ("direct", "indirect", "mixed"))
        numbers = (
            f"{outlet.items:>5,}  {outlet.statements:>10,}  {outlet.named:>5,}  {outlet.unnamed:>7,}  {percent(given):>6}  "
            f"{percent(outlet.shares['undetermined']):>12}  "
        )
        yield f"{numbers}{cut(outlet.outlet or 'outlet not found', screen.width - columns(numbers))}"
    yield ""
    yield from people_table(page.entities, page.total, 0, screen)
    if page.unlinked:
        yield screen.paint(f"{many(page.unlinked, 'named source')} linked to nobody: sayso people --unlinked", "dim")


def shares_line(shares: Mapping[str, float]) -> str:
    """The shares of a text in one line, undetermined always among them."""
    return " | ".join(f"{voice} {percent(share)}" for voice, share in shares.items())
