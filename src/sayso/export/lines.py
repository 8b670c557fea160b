"""On how many lines of sourcing do some articles rest?  Ready to be printed: each with what its items have in common."""

import re
from collections.abc import Collection, Mapping

from msgspec.structs import replace

from sayso.errors import UsageError
from sayso.export.kinship import Kin, Kinship, kinship_of, standing_rulings
from sayso.export.sources import SourceLedger
from sayso.language.outlets import is_house, outlet_key
from sayso.model.legible import one_line
from sayso.model.lines import Account, Join, JoinSort, Lines
from sayso.model.record import Record
from sayso.model.reuse import OverlapKind
from sayso.model.statement import SourceKind
from sayso.store.library import Library
from sayso.store.namings import BODY
from sayso.store.origins import SHORT
from sayso.store.rows import searched_spans
from sayso.store.search import Order
from sayso.store.who import Place, Who, speaks_for, who_is_who
from sayso.tracing.lines import find_lines

MOST = 1000
"""Items of a library whose lines are counted, a page of a search at most: each is read whole, some three milliseconds."""
_RUNS = 12
"""Runs of numbers that are written out: they fit in a line."""
STEPS = {"copies": JoinSort.COPY, "newsrooms": JoinSort.NEWSROOM, "sources": JoinSort.SOURCE}
"""The last step that can be asked for, and the least certain ground that then counts."""
NOT_FOUND = {
    JoinSort.COPY: "no copying of most of a text was found",
    JoinSort.PASSAGE: "no copying was found",
    JoinSort.NEWSROOM: "no copying and no common newsroom was found",
    JoinSort.SOURCE: "no copying or common named source was found",
}
"""What is said between two lines."""
BESIDE = "rests on nothing but what several of these lines rest on"
_SAYS = {
    JoinSort.COPY: "print one text",
    JoinSort.PASSAGE: "share a passage word for word",
    JoinSort.NEWSROOM: "are by, or name as where they have it from, {}",
    JoinSort.SOURCE: "have statements of {}",
}
_DATELINE = 120
"""Characters in which a dateline ends, and a last name in brackets begins."""
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_LAST = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]\.?$")


def with_lines(kinship: Kinship, records: Mapping[str, Record], until: JoinSort = JoinSort.SOURCE) -> Kinship:
    """The same with the lines of its items, whose records `records` has by name."""
    texts = {kin.name: f"family {kin.family}" for kin in kinship.items if kin.family is not None}
    return replace(kinship, lines=_lines(records, kinship, texts, who_is_who(records), until))


def lines_in(library: Library, query: str, until: JoinSort = JoinSort.SOURCE) -> Kinship:
    """The items of a library that answer a query, the oldest first, how they are related, and their lines.

    Each is called by the first `SHORT` digits of its id.  Copies are told by way of all items of the library, and sources as
    persons have said that they are one or not; `until` is the least certain ground that counts.  Raises UsageError where more
    than `MOST` answer.
    """
    page = library.search(query, order=Order.OLDEST, size=MOST)
    if page.total > MOST:
        raise UsageError(
            f"{page.total:,} items answer, and lines are counted of {MOST} at most", "ask for fewer: a date:2031-04, more words"
        )
    ids = [hit.id for hit in page.hits]
    records = {one[:SHORT]: library.record(one) for one in ids}
    overlaps = [replace(one, a=one.a[:SHORT], b=one.b[:SHORT]) for one in library.copies.overlaps(ids)]
    families = {one[:SHORT]: family for one, family in library.copies.families_of(ids).items()}
    texts = {name: f"family {family}" for name, family in families.items()}
    kinship = kinship_of(list(records.items()), overlaps, rulings=standing_rulings(library), families=families)
    who = library.people.who({one: one[:SHORT] for one in ids})
    return replace(kinship, lines=_lines(records, kinship, texts, who, until))


def steps(lines: Lines) -> list[tuple[int, str]]:
    """How many are left after each step of the rule, and what it was; one that changes nothing is left out."""
    beside = ", round-ups not at all" if lines.side_by_side else ""
    joined = f"where those of one newsroom or with a shared passage do{beside}"
    told = [
        (lines.items, lines.texts, "where copies of one text count once"),
        (lines.texts, lines.reports, "where round-ups count not at all" if lines.until is JoinSort.COPY else joined),
        (lines.reports, len(lines.lines), "where those that name one common source do"),
    ]
    return [(left, what) for before, left, what in told if left < before]


def in_common(join: Join) -> str:
    """What items have in common, in words that follow on them."""
    return _SAYS[join.sort].format(join.common)


def ranges(names: Collection[str], numbers: Mapping[str, int]) -> str:
    """``1-3, 7``: the numbers of items, those in a row as a range; of very many the first, and how many more."""
    runs: list[list[int]] = []
    for number in sorted(numbers[name] for name in names):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:_RUNS]]
    more = sum(last - first + 1 for first, last in runs[_RUNS:])
    return ", ".join(told) + (f" and {more:,} more" if more else "")


def _lines(records: Mapping[str, Record], kinship: Kinship, texts: Mapping[str, str], who: Who, until: JoinSort) -> Lines:
    """The lines; `texts` has for each item that may be a copy what it has in common with the others of its family."""
    answering = _answering(records, who)
    held = {outlet_key(kin.outlet) for kin in kinship.items if kin.outlet}
    passages: dict[str, list[str]] = {}
    for number, link in enumerate(kinship.links):
        if link.overlap.kind is OverlapKind.PASSAGE:
            for name in (link.overlap.a, link.overlap.b):
                passages.setdefault(name, []).append(str(number))
    printed: dict[str, str] = {}
    accounts = []
    for kin in kinship.items:
        account = _account(kin, records[kin.name], answering, held, printed)
        accounts.append(replace(account, text=texts.get(kin.name, kin.name), passages=tuple(passages.get(kin.name, ()))))
    lines = find_lines(accounts, until)
    named = [
        replace(one, joins=tuple(replace(join, common=printed.get(join.common, "")) for join in one.joins)) for one in lines.lines
    ]
    return replace(lines, lines=tuple(named))


def _account(kin: Kin, record: Record, answering: Mapping[Place, str], held: Collection[str], printed: dict[str, str]) -> Account:
    """What one item goes back to; how each outlet and source is printed first is noted in `printed`."""
    own = outlet_key(kin.outlet) if kin.outlet else None
    credits = [one_line(record.origin.publisher.value)] if record.origin.publisher else []
    credits += [name for name in _signed(record) if outlet_key(name) in held and outlet_key(name) != own]
    sources: list[tuple[str, str]] = []
    more = False
    for entry in SourceLedger(record).stating:
        house, who = outlet_key(entry.name), answering.get((kin.name, entry.number))
        if entry.source.kind is SourceKind.OUTLET or house == own:
            continue
        if entry.source.kind is SourceKind.ORGANISATION and (house in held or is_house(entry.name)):
            credits.append(entry.name)
        elif who is not None:
            sources.append((who, entry.name))
        else:
            more = True
        if who is not None and entry.source.kind is SourceKind.ORGANISATION:
            printed[who] = entry.name  # rather than by who speaks for it
    houses = [(outlet_key(name), name) for name in ([kin.outlet] if kin.outlet else []) + credits]
    for key, name in (*houses, *sources):
        printed.setdefault(key, name)
    is_own = kin.copied_from is None and record.origin.publisher is None
    return Account(
        name=kin.name,
        text=kin.name,
        outlet=own if is_own else None,
        credits=tuple(dict.fromkeys(outlet_key(name) for name in credits)),
        sources=tuple(dict.fromkeys(key for key, _ in sources)),
        more=more,
    )


def _signed(record: Record) -> list[str]:
    """The names in brackets where agencies stand: in the dateline, and as the last words."""
    text = " ".join(span.of(record.document.text) for span in searched_spans(record.document)).strip()
    found = [*_BRACKETS.findall(text[:_DATELINE]), *_LAST.findall(text[-_DATELINE:])]
    return [one_line(name) for name in found]


def _answering(records: Mapping[str, Record], who: Who) -> dict[Place, str]:
    """Of each source that can be followed its entity; of one who is a spokesperson anywhere here, the body that it speaks for."""
    of = dict(who.entities)
    bodies: dict[str, str] = {}
    for name, record in records.items():
        for number, source in enumerate(record.sources):
            body = speaks_for(source)
            if body is not None:
                speaking = who.bodies.get(body, f"{BODY} {body}")
                bodies[of.setdefault((name, number), speaking)] = speaking
    return {place: bodies.get(entity, entity) for place, entity in of.items()}
