"""Which lines at the head credit a house?  Bylines, datelines, release marks, house lines, and picture credits, which do not."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sayso.intake.zones import Zones, is_picture_text, opening_blocks
from sayso.language.credits import find_dateline
from sayso.language.dates import find_dates
from sayso.language.names import Credit, Credited, names_no_agency, read_byline
from sayso.language.outlets import (
    agency_named,
    find_agencies,
    host_agrees,
    host_of,
    is_call_sign,
    outlet_at,
    outlet_cut_short,
)
from sayso.model.document import Document, Link, Role
from sayso.model.finding import Ground, Zone
from sayso.model.record import THE_OUTLET, Masthead
from sayso.model.span import Span
from sayso.reading.origin.clues import Clue, Home, known_outlet

UNNAMED = "unnamed"
"""The value that stands for agencies credited without their names."""

_HOUSE_HINT = re.compile(r"source|provider|agency|syndic|distribut|attribution|partner|credit-text|byline|author|eyebrow")
_SPONSOR = re.compile(r"\b(?:sponsor\w*|presented|powered|brought|advert\w*|partner\s+content|promoted|anzeige|werbung)\b", re.I)
# Picture credits kept among the candidates; galleries have hundreds.
_MOST_PICTURES = 5
_BUTTON = re.compile(r"\b(?:follow|share|tweet|like|subscribe|sign|join|visit|read|shop|buy|download|app|comments?)\b", re.I)
_AUTHOR_HINT = re.compile(r"byline|author|credit-text")
_MEDIA_HINT = re.compile(r"figure|caption|photo|image|gallery|slideshow|video|share|social|follow")
_RELEASE = re.compile(
    r"[/(]\s?(?P<name>PR\s?Newswire|PRNewswire|BUSINESS WIRE|GLOBE NEWSWIRE|GlobeNewswire|Business Wire)\b[^/)]{0,40}[/)]"
)
# A release's dateline has the town and the date before its mark.
_RELEASE_REACH = 160
_BESIDE = frozenset({"with", "mit", "avec", "con"})
_JOINED = frozenset({"with", "mit", "avec", "con", "and", "und", "et", "y", "&", "/"})
# Lines that hold nothing but houses are short; copyright lines may carry a sentence or two of terms.
LONGEST_HOUSE_LINE = 80
LONGEST_COPYRIGHT_LINE = 400


def byline_clues(document: Document, masthead: Masthead, home: Home) -> Iterator[Clue]:
    """Houses in the printed byline."""
    if masthead.byline is None:
        return
    for span in masthead.byline.spans:
        parts = read_byline(span.of(document.text))
        yield from credited_clues(parts, home, "byline", Ground.PRINTED, Zone.HEADER, offset=span.start)


def credited_clues(
    parts: tuple[Credited, ...],
    home: Home,
    kind: str,
    ground: Ground,
    zone: Zone,
    offset: int | None = None,
    original: tuple[Span, ...] = (),
) -> Iterator[Clue]:
    """Clues from the parts of a credit line.  An agency beside the outlet's own staff contributed; alone it is the source."""
    own = any(
        (part.credit is Credit.STAFF and agency_named(part.name) is None)
        or (part.credit is Credit.ORGANISATION and home.owns(part.name))
        for part in parts
    )
    persons = [part for part in parts if part.credit is Credit.PERSON]
    houses = [part for part in parts if part.credit is Credit.ORGANISATION and not home.owns(part.name)]
    shared = kind == "byline" and len(persons) > 1 and any(p.credit is Credit.ORGANISATION and home.owns(p.name) for p in parts)
    joined = False
    for part in parts:
        spans = (Span(offset + part.span.start, offset + part.span.end),) if offset is not None else ()
        beside = part.after in _JOINED and bool(persons) and part is not parts[0]
        joined = part.after in _BESIDE or beside or (joined and part.after in (*_JOINED, ","))
        if part.credit is Credit.AGENCY:
            contributed = own or (joined and not houses)
            carrier = (part.after == "via" or part.after.startswith("(")) and bool(houses)
            yield Clue(
                name=part.name,
                kind=kind,
                ground=ground,
                zone=zone,
                spans=spans,
                original=original,
                relation="contrib" if contributed else None,
                carrier=carrier,
                rejected=THE_OUTLET if home.owns(part.name) else None,
            )
        elif part.credit is Credit.UNNAMED or (part.credit is Credit.STAFF and names_no_agency(part.name)):
            yield Clue(name=UNNAMED, kind=kind, ground=ground, zone=zone, spans=spans, original=original, relation="contrib")
        elif part.credit is Credit.ORGANISATION and part.after != "in":
            known = known_outlet(part.name) is not None
            cut = None if known else outlet_cut_short(part.name)
            yield Clue(
                name=cut.name if cut is not None else part.name,
                kind=kind,
                ground=ground,
                zone=zone,
                spans=spans,
                original=original,
                relation="joint" if shared else None,
                rejected=THE_OUTLET
                if home.owns(part.name)
                else None
                if known or cut or home.is_aggregator
                else "no known outlet",
            )


def dateline_house(document: Document, zones: Zones) -> str | None:
    """What stands in the brackets of the dateline, or before its dash."""
    for index in opening_blocks(document, zones):
        block = document.blocks[index]
        found = find_dateline(document.text, block.span.start, block.span.end)
        if found is not None and not is_picture_text(block):
            return found.house.of(document.text)
    return None


def dateline_clues(document: Document, zones: Zones, home: Home) -> Iterator[Clue]:
    """The house in the dateline; a station's own call sign is the outlet itself."""
    for index in opening_blocks(document, zones):
        block = document.blocks[index]
        found = find_dateline(document.text, block.span.start, block.span.end)
        if found is None or is_picture_text(block):
            continue
        text = found.house.of(document.text)
        parts = read_byline(text) or (Credited(Span(0, len(text)), text, Credit.ORGANISATION, ""),)
        shared = any(part.credit is not Credit.AGENCY and (home.owns(part.name) or home.is_kin(part.name)) for part in parts)
        for part in parts:
            span = Span(found.house.start + part.span.start, found.house.start + part.span.end)
            clue = _dateline_clue(part, text, span, home)
            if clue is not None:
                yield replace(clue, relation="contrib") if shared and clue.is_agency else clue
        return


def release_clues(document: Document, zones: Zones, home: Home) -> Iterator[Clue]:
    """A release service's mark in the first paragraph: ``/PRNewswire/``, ``(BUSINESS WIRE)``."""
    for index in opening_blocks(document, zones):
        block = document.blocks[index]
        found = _RELEASE.search(document.text, block.span.start, min(block.span.end, block.span.start + _RELEASE_REACH))
        if found is not None:
            yield Clue(
                name=found["name"],
                kind="sentence",
                ground=Ground.PRINTED,
                zone=Zone.BODY_HEAD,
                spans=(Span(*found.span("name")),),
                relation="press-release",
                rejected=THE_OUTLET if home.owns(found["name"]) else None,
            )
            return


def _dateline_clue(part: Credited, text: str, span: Span, home: Home) -> Clue | None:
    rejected = THE_OUTLET if home.owns(part.name) else None
    if part.credit is Credit.AGENCY or known_outlet(part.name) is not None:
        carrier = part.after == "via" and part.span.start > 0
        return Clue(
            name=part.name,
            kind="dateline",
            ground=Ground.PRINTED,
            zone=Zone.BODY_HEAD,
            spans=(span,),
            carrier=carrier,
            rejected=rejected,
        )
    if is_call_sign(text):
        if rejected is None and not home.is_aggregator and not (home.name and re.search(r"\b[KW][A-Z]{3}\b", home.name)):
            rejected = "a station's call sign, which may be the outlet's own"
        return Clue(name=text, kind="dateline", ground=Ground.PRINTED, zone=Zone.BODY_HEAD, spans=(span,), rejected=rejected)
    return None


def house_line_clues(document: Document, masthead: Masthead, zones: Zones, home: Home) -> Iterator[Clue]:
    """Short lines of the header that hold nothing but a house, where the page marks them as a source or they carry a date."""
    links = [link for link in document.links if zones.header and _in_header(document, zones, link.span)]
    told = {span for finding in (masthead.byline, masthead.publisher) if finding is not None for span in finding.spans}
    for index in zones.header:
        block = document.blocks[index]
        if len(block.span) > LONGEST_HOUSE_LINE or is_picture_text(block) or index == zones.headline:
            continue
        above = zones.headline is not None and index < zones.headline
        hinted = bool(_HOUSE_HINT.search(block.hints, 0, 90))
        if (above and not hinted) or (_MEDIA_HINT.search(block.hints) and not _AUTHOR_HINT.search(block.hints, 0, 90)):
            continue
        marked = hinted or block.role is Role.BYLINE
        dated = any(character.isdigit() for character in block.span.of(document.text))
        start = block.span.start
        for line in block.span.of(document.text).split("\n"):
            span = Span(start, start + len(line))
            start += len(line) + 1
            linked = _linked_house(document, links, span, home) if links else None
            if linked is not None and _is_dated(document, index):
                yield linked
                continue
            parts = read_byline(line) if marked or dated else ()
            if not parts or any(part.credit is Credit.PERSON for part in parts):
                continue
            places = [Span(span.start + part.span.start, span.start + part.span.end) for part in parts]
            if any(told_span.meets(place) for told_span in told for place in places):
                continue
            yield from credited_clues(parts, home, "house line", Ground.PRINTED, Zone.HEADER, offset=span.start)


def _is_dated(document: Document, index: int) -> bool:
    """Whether a date stands in the block or next to it, and no sponsor: then a house there is a source."""
    blocks = document.blocks[max(0, index - 2) : index + 3]
    around = "\n".join(block.span.of(document.text) for block in blocks if len(block.span) <= LONGEST_HOUSE_LINE)
    return next(find_dates(around), None) is not None and not _SPONSOR.search(around)


def _in_header(document: Document, zones: Zones, span: Span) -> bool:
    first, last = document.blocks[zones.header.start], document.blocks[zones.header.stop - 1]
    return first.span.start <= span.start and span.end <= last.span.end


def _linked_house(document: Document, links: list[Link], line: Span, home: Home) -> Clue | None:
    """A line that is a link to another site, whose name the link shows: no table has to know it."""
    for link in links:
        host = host_of(link.target) if link.span.meets(line) and "://" in link.target else None
        name = link.span.of(document.text).strip()
        if host is None or home.owns_host(host) or home.owns(name) or len(name) < 0.6 * len(line) or not host_agrees(host, name):
            continue
        target = outlet_at(link.target)
        if len(name) < 3 or _BUTTON.search(name) or (target is not None and target.kind in ("platform", "aggregator", "group")):
            continue
        return Clue(name=name, kind="house line", ground=Ground.PRINTED, zone=Zone.HEADER, spans=(link.span,), url=link.target)
    return None


def picture_clues(document: Document, zones: Zones) -> Iterator[Clue]:
    """Agencies in captions and photo credits near the text: kept among the candidates, and never believed."""
    found = 0
    for index in (*zones.header, *zones.body, *range(zones.body.stop, zones.tail.stop)):
        block = document.blocks[index]
        if len(block.span) > LONGEST_COPYRIGHT_LINE or not is_picture_text(block):
            continue
        for mention in find_agencies(block.span.of(document.text)):
            start = block.span.start
            yield Clue(
                name=mention.span.of(block.span.of(document.text)),
                kind="house line",
                ground=Ground.PRINTED,
                zone=zones.zone_of(index),
                spans=(Span(start + mention.span.start, start + mention.span.end),),
                rejected="credits a picture",
            )
            found += 1
            if found == _MOST_PICTURES:
                return
