"""Which outlet put this copy out?  Names the page gives itself, weighed against each other and against its host."""

import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.intake.zones import Zones
from sayso.language.dates import begins_with_date, find_dates
from sayso.language.names import begins_like_byline
from sayso.language.outlets import agency_at, agency_named, host_agrees, host_names, host_of, name_key, outlet_at, outlet_named
from sayso.model.document import Document
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.record import Publisher
from sayso.model.span import Span

# How much a place is worth.  The weights order the places by how often each was right on 46 pages: a name that the host bears out
# outweighs any single place, and two places that agree outweigh the table.
_SITE_NAME, _JSON_PUBLISHER, _TITLE_PART, _APPLICATION, _TABLE, _LINE, _AGREEMENT = 3.0, 2.0, 1.5, 1.0, 2.5, 1.5, 3.0
_SITE_PART = re.compile(r"\s+[|\-–—•·»:]+\s+|\s*[|»]\s*")
_PUBLISHER_PATH = re.compile(
    r"(?:\w*Article|\w*Posting|Report|WebPage|\w*Review|CreativeWork|Thing)\.publisher\.name|\w*Organization\.name|WebSite\.name"
)
# Longer ones are slogans.
_LONGEST_NAME = 60


class _Named(Struct, frozen=True):
    name: str
    weight: float
    ground: Ground
    zone: Zone
    spans: tuple[Span, ...] = ()
    original: tuple[Span, ...] = ()


def read_publisher(document: Document, zones: Zones, title: Finding[str] | None) -> Finding[Publisher] | None:
    """The outlet's name, chosen by agreement; an agency counts only on its own site (agencies stand in others' metadata)."""
    address = document.capture.url or _own_address(document)
    host = host_of(address)
    own_agency = agency_at(address)
    named = [
        name
        for name in _names(document, zones, title, address)
        if agency_named(name.name) is None
        or (own_agency is not None and agency_named(name.name) == own_agency)
        or (host is None and name.weight == _SITE_NAME)
    ]
    totals: dict[str, float] = {}
    for name in named:
        totals[name_key(name.name)] = totals.get(name_key(name.name), 0.0) + name.weight
    for name in {
        name_key(name.name): name for name in named if name.zone is not Zone.ADDRESS or name.weight != _APPLICATION
    }.values():
        if host_agrees(host, name.name):
            totals[name_key(name.name)] += _AGREEMENT
    if not named:
        return None if host is None else _by_host(host)
    best = max(named, key=lambda name: (totals[name_key(name.name)], name.weight))
    known = outlet_named(best.name)
    spelled = (
        known.name if known is not None and best.name.islower() and name_key(known.name) == name_key(best.name) else best.name
    )
    return Finding(
        value=Publisher(name=spelled, host=host),
        ground=best.ground,
        by=rule("masthead/publisher"),
        spans=best.spans,
        original=best.original,
        zone=best.zone,
    )


def _by_host(host: str) -> Finding[Publisher]:
    """The host in place of a name that nobody prints or states."""
    return Finding(value=Publisher(name=host, host=host), ground=Ground.INFERRED, by=rule("masthead/host"), zone=Zone.ADDRESS)


def _own_address(document: Document) -> str | None:
    """The address the page gives itself, or the host a JSON field names, where nobody said where it was fetched; the canonical
    one may be another's."""
    for value in document.markup:
        if (value.scheme, value.name) == ("meta", "og:url"):
            return value.value
        if (value.scheme, value.name) == ("json", "host"):
            return value.value if "://" in value.value else f"https://{value.value}/"
    return None


def _names(document: Document, zones: Zones, title: Finding[str] | None, address: str | None) -> Iterator[_Named]:
    host = host_of(address)
    for value in document.markup:
        original = (value.original,) if value.original else ()
        weight = _weight(value.scheme, value.name)
        if weight:
            name = _clean(value.value, host)
            if name:
                yield _Named(name, weight, Ground.MARKED_UP, Zone.MARKUP, (), original)
        elif value.scheme == "title" or (value.scheme, value.name) == ("meta", "og:title"):
            for part in _title_parts(value.value, host, title):
                yield _Named(part, _TITLE_PART, Ground.MARKED_UP, Zone.MARKUP, (), original)
    known = outlet_at(address)
    if known is not None:
        weight = _TABLE if host in known.hosts else _APPLICATION  # a host under a known one may be an edition's
        yield _Named(known.name, weight, Ground.INFERRED, Zone.ADDRESS)
    agency = agency_at(address)
    if agency is not None and host is not None and host in agency.hosts and not host.startswith("hosted."):
        yield _Named(agency.name, _TABLE, Ground.INFERRED, Zone.ADDRESS)
    yield from _outlet_lines(document, zones)
    yield from _spelled_hosts(document, address)


def _weight(scheme: str, name: str) -> float:
    lowered = name.casefold()
    if scheme == "meta":
        if lowered == "og:site_name":
            return _SITE_NAME
        if lowered in ("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher", "cre", "source"):
            return _APPLICATION
    if (scheme, name) == ("json", "outlet"):
        return _SITE_NAME
    if scheme == "json-ld" and _PUBLISHER_PATH.fullmatch(name):
        return _JSON_PUBLISHER if ".publisher." in name else _APPLICATION
    return 0.0


def _clean(name: str, host: str | None) -> str | None:
    """A stated name without its address marks and slogans ("The Daily Owl | News for Ulm")."""
    name = re.sub(r"^(?:https?://)?www\.", "", " ".join(name.split())).strip(" @/")
    parts = [part for part in _SITE_PART.split(name) if part.strip()]
    if len(parts) > 1:
        name = next((part for part in parts if host_agrees(host, part)), parts[0]).strip()
    return name if 2 <= len(name) <= _LONGEST_NAME and "://" not in name else None


def _title_parts(value: str, host: str | None, title: Finding[str] | None) -> Iterator[str]:
    """Parts of a page title that can be the outlet's name: those the host bears out, or else the last one after the headline."""
    parts = [part.strip() for part in _SITE_PART.split(" ".join(value.split())) if part.strip()]
    if len(parts) < 2:
        return
    headline = name_key(title.value) if title is not None else ""
    parts = [re.sub(r"^www\.", "", part) for part in parts]
    names = [part for part in parts if len(part) <= _LONGEST_NAME and name_key(part) and name_key(part) not in headline]
    agreeing = [part for part in names if host_agrees(host, part) and len(part.split()) <= 6]
    if agreeing:
        yield min(agreeing, key=len)
    elif names and names[-1] == parts[-1]:
        yield names[-1]


def _outlet_lines(document: Document, zones: Zones) -> Iterator[_Named]:
    """Lines of the header such as ``The Daily Owl, April 9, 2031``; the first is the outlet's, a second one another's."""
    for index in zones.header:
        block = document.blocks[index]
        if index == zones.headline or len(block.span) > _LONGEST_NAME + 40:
            continue
        for date in find_dates(document.text, block.span.start, block.span.end):
            line = document.text.rfind("\n", block.span.start, date.span.start) + 1 or block.span.start
            name = document.text[line : date.span.start].strip(" ,|–—-\n")
            if begins_like_byline(name) or begins_with_date(name):  # "Wednesday, March 9, 2022" names no outlet
                continue
            if (
                3 <= len(name) <= _LONGEST_NAME
                and name[0].isupper()
                and not re.search(r"\d|:|@|\b(?:by|on|posted|published|updated)\b", name, re.I)
            ):
                start = document.text.index(name, line)
                yield _Named(name, _LINE, Ground.PRINTED, Zone.HEADER, (Span(start, start + len(name)),))
                return


def _spelled_hosts(document: Document, address: str | None) -> Iterator[_Named]:
    """The outlet's name where a block of text spells out its host; on a site that hosts others, the one named in the path."""
    host = host_of(address)
    if address is None or host is None:
        return
    if host.startswith("hosted."):
        client = outlet_at(re.sub(r"[^a-z0-9-]", "", address.split(host, 1)[-1].strip("/").split("/")[0].casefold()) + ".com")
        if client is not None:
            yield _Named(client.name, _SITE_NAME + _AGREEMENT, Ground.INFERRED, Zone.ADDRESS)
        return
    if any(value.name == "og:site_name" and host_agrees(host, value.value) for value in document.markup):
        return
    brand = host_names(host)
    for block in document.blocks:
        first = document.text[block.spans[0].start]
        if first.isupper() and first.casefold() in (brand[:1], "t") and len(brand) <= len(block.span) <= _LONGEST_NAME:
            text = block.span.of(document.text)
            if " " in text and name_key(text) == brand:
                yield _Named(text, _SITE_NAME, Ground.PRINTED, Zone.HEADER, (block.span,))
                return
