"""Which house is the origin, and how does this copy stand to it?  Weighs the clues."""

import re

from msgspec import Struct

from sayso.intake.zones import Zones
from sayso.language.dates import find_dates
from sayso.language.outlets import name_key
from sayso.model.dates import PartialDate
from sayso.model.document import Document
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.record import THE_ORIGIN, Candidate, Masthead, NameKind, Relation
from sayso.model.span import Span
from sayso.reading.origin.clues import Clue, Home, house_key, known_outlet
from sayso.reading.origin.lines import UNNAMED

# One weak mark alone (a canonical link to a known outlet) is enough; rejected clues weigh nothing.
_ENOUGH = 1.5
# A house line or a date line of the origin is short.
_LONGEST_LINE = 100


_STATION = re.compile(r"\b(?:FOX|ABC|NBC|CBS|CW|TV|[KW][A-Z]{3})\b|\b(?:News|Local|Channel)\s?\d")


class Verdict(Struct, frozen=True, kw_only=True):
    """The answer and what it rests on."""

    relation: Finding[Relation] | None
    publisher: Finding[str] | None
    statement: Finding[str] | None
    url: Finding[str] | None
    wire: tuple[Finding[str], ...]
    candidates: tuple[Candidate, ...]


class OriginDate(Struct, frozen=True):
    """The line of the head that gives the origin's name and its own date of publication."""

    publisher: Finding[str]
    date: Finding[PartialDate]


def weigh(document: Document, masthead: Masthead, clues: list[Clue], home: Home) -> Verdict:
    """Add up the clues by house; the heaviest house is the origin, unless all that is said of it is that it contributed."""
    if home.agency is not None:
        clues = [_on_own_site(clue, home.agency) for clue in clues]
    totals: dict[str, float] = {}
    for clue in clues:
        totals[clue.key] = totals.get(clue.key, 0.0) + clue.weight
    best = max(totals, key=lambda key: totals[key], default=None)
    chosen = [clue for clue in clues if clue.key == best and clue.weight] if best and totals[best] >= _ENOUGH else []
    lead = max(chosen, key=lambda clue: clue.weight, default=None)
    relation = _relation(clues, chosen, lead, home, masthead)
    statement = next((clue for clue in (*chosen, *clues) if clue.statement is not None and _supports(clue, lead)), None)
    return Verdict(
        relation=relation,
        publisher=lead.finding(document.text) if lead is not None else None,
        statement=_statement(document, statement),
        url=next((_link(clue, clue.url) for clue in chosen if clue.url), None),
        wire=_wire(document.text, clues),
        candidates=tuple(
            clue.candidate(document.text, None if clue in chosen else _why_not(clue, best if chosen else None))
            for clue in clues
            if clue.name
        ),
    )


def _on_own_site(clue: Clue, own: str) -> Clue:
    """On an agency's own site its signs are everywhere; what counts there is what names another house where credits stand."""
    if clue.kind in ("sentence", "byline", "dateline") and clue.key != house_key(own):
        return clue
    return Clue(
        name=clue.name,
        kind=clue.kind,
        ground=clue.ground,
        zone=clue.zone,
        spans=clue.spans,
        original=clue.original,
        rejected=clue.rejected or "stands on an agency's own site",
    )


def _relation(
    clues: list[Clue], chosen: list[Clue], lead: Clue | None, home: Home, masthead: Masthead
) -> Finding[Relation] | None:
    if lead is None:
        for kind in ("contrib", "joint", "excerpt", "press-release"):
            release = kind == "press-release"  # also on the service's own site
            ground = next(
                (clue for clue in clues if clue.relation == kind and (release or not clue.refusal or not clue.name)), None
            )
            if ground is not None:
                return _finding_of(Relation(kind), ground)
        return Finding(value=Relation.NONE, ground=Ground.INFERRED, by=rule("origin/relation"))
    if lead.is_agency:
        return _finding_of(Relation.WIRE, lead)
    known = known_outlet(lead.name)
    said = {clue.relation for clue in chosen if clue.weight} | {clue.relation for clue in clues if not clue.name}
    if "press-release" in said and known is not None and known.kind not in ("institution", "press"):
        said.discard("press-release")  # "Provided by" an outlet is no release
    for kind in ("adapted", "excerpt", "selfcross", "press-release"):
        if kind in said:
            return _finding_of(Relation(kind), lead)
    if _is_authors_own(lead, home, masthead):
        return _finding_of(Relation.SELFCROSS, lead)
    if home.is_aggregator:
        return _finding_of(Relation.AGGREGATOR, lead)
    if home.is_kin(lead.name):
        return _finding_of(Relation.SISTER, lead)
    stations = home.outlet is None and _STATION.search(home.name or "")
    if lead.kind == "dateline" and known is not None and known.group is not None and stations:
        return _finding_of(Relation.SISTER, lead)  # stations print the short names of their own group's services
    return _finding_of(Relation.REPUBLICATION, lead)


def _is_authors_own(lead: Clue, home: Home, masthead: Masthead) -> bool:
    """Whether the first place was the author's own: their name is in its name, or anybody can publish where this copy stands."""
    if known_outlet(lead.name) is not None:
        return False
    if home.outlet is not None and (home.outlet.kind == "platform" or home.outlet.name in ("Medium", "LinkedIn")):
        return True
    key = name_key(lead.name)
    surnames = [name_key(author.value.name.split()[-1]) for author in masthead.authors if author.value.kind is NameKind.PERSON]
    return any(len(surname) >= 4 and surname in key for surname in surnames)


def _finding_of(relation: Relation, clue: Clue) -> Finding[Relation]:
    return Finding(
        value=relation,
        ground=clue.ground,
        by=rule("origin/relation"),
        spans=(clue.statement,) if clue.statement is not None else clue.spans,
        original=clue.original,
        zone=clue.zone,
    )


def _link(clue: Clue, url: str) -> Finding[str]:
    """Where a link leads: out of sight, though its text is printed."""
    return Finding(
        value=url, ground=Ground.MARKED_UP, by=rule("origin/link"), spans=clue.spans, original=clue.original, zone=clue.zone
    )


def _supports(clue: Clue, lead: Clue | None) -> bool:
    if clue.refusal and clue.name:
        return False
    return lead is None or clue.key == lead.key or clue.relation in ("adapted", "excerpt")


def _statement(document: Document, clue: Clue | None) -> Finding[str] | None:
    if clue is None or clue.statement is None:
        return None
    return Finding(
        value=clue.statement.of(document.text),
        ground=Ground.PRINTED,
        by=rule("origin/statement"),
        spans=(clue.statement,),
        zone=clue.zone,
    )


def _wire(text: str, clues: list[Clue]) -> tuple[Finding[str], ...]:
    """The agencies that the page credits with the text or a part of it, the weightiest ground of each."""
    found: dict[str, Clue] = {}
    for clue in clues:
        if clue.refusal or not (clue.is_agency or clue.name == UNNAMED):
            continue
        kept = found.get(clue.key)
        if kept is None or clue.weight > kept.weight:
            found[clue.key] = clue
    named = [clue for clue in found.values() if clue.name != UNNAMED]
    return tuple(clue.finding(text) for clue in named or found.values())


def _why_not(clue: Clue, best: str | None) -> str:
    if best is not None and clue.key == best:
        return THE_ORIGIN
    if clue.refusal:
        return clue.refusal
    if clue.relation == "contrib":
        return "contributed to the outlet's own article"
    if clue.relation == "joint":
        return "a partner, not the first publisher"
    if clue.carrier:
        return "passed the text on"
    return "another house has stronger evidence" if best is not None else "the evidence is too weak"


def origin_published(document: Document, masthead: Masthead, zones: Zones, publisher: Finding[str] | None) -> OriginDate | None:
    """The origin's own date, where a line of the head gives its name and a date ("The Ulm Owl 9 April 2031")."""
    if publisher is None:
        return None
    own = masthead.published.spans if masthead.published is not None else ()
    key = house_key(publisher.value)
    for index in zones.header:
        block = document.blocks[index]
        start = block.span.start
        for line in block.span.of(document.text).split("\n"):
            span = Span(start, start + len(line))
            start += len(line) + 1
            date = next(find_dates(document.text, span.start, span.end), None) if len(line) <= _LONGEST_LINE else None
            if date is None or date.span in own:
                continue
            name = document.text[span.start : date.span.start].strip(" ,|–—-:")
            if not name or house_key(name) != key:
                continue
            place = document.text.index(name, span.start)
            return OriginDate(
                Finding(
                    value=publisher.value,
                    ground=Ground.PRINTED,
                    by=rule("origin/date-line"),
                    spans=(Span(place, place + len(name)),),
                    zone=Zone.HEADER,
                ),
                Finding(
                    value=date.date, ground=Ground.PRINTED, by=rule("origin/date-line"), spans=(date.span,), zone=Zone.HEADER
                ),
            )
    return None
