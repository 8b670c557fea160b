"""What may be reused, and who says so?  Holders, licence, terms, notices, and where they contradict each other."""

import re

from sayso.intake.zones import find_zones
from sayso.language.outlets import same_outlet
from sayso.model.document import Document, Role
from sayso.model.finding import Finding
from sayso.model.record import Conflict, Holder, Masthead, Origin, Relation, Terms
from sayso.reading.terms.licence import read_licence
from sayso.reading.terms.lines import find_lines, line_of
from sayso.reading.terms.notices import read_disclaimer, read_fair_use, read_site
from sayso.reading.terms.reuse import read_reuse
from sayso.reading.terms.rights import read_rights

_ANOTHERS = (
    Relation.WIRE,
    Relation.REPUBLICATION,
    Relation.AGGREGATOR,
    Relation.SISTER,
    Relation.ADAPTED,
    Relation.EXCERPT,
    Relation.PRESS_RELEASE,
)

_OUR = re.compile(r"\b(?:our|we|us)\b", re.IGNORECASE)


def read_terms(document: Document, masthead: Masthead, origin: Origin) -> Terms:
    """Read the terms of reuse.  What is scoped to pictures or to others' texts is left out; nothing found is None or empty."""
    zones = find_zones(document)
    lines = find_lines(document, zones)
    agencies = tuple(agency.value for agency in origin.wire)
    copyright_lines, holders, nearest = read_rights(document, lines, _names(masthead, origin), agencies)
    written = {line.index for line in lines}
    addressed = tuple(
        line_of(document, index, zones)
        for index, block in enumerate(document.blocks)
        if block.role in (Role.TERMS, Role.CONTACT) or index in written
        if "@" in document.text[block.span.start : block.span.end] and block.role is not Role.BODY
    )
    reuse = read_reuse(lines, addressed, agencies)
    heading, disclaimer = read_disclaimer(lines)
    return Terms(
        copyright_lines=copyright_lines,
        holders=holders,
        nearest_holder=nearest,
        licence=read_licence(document, lines, _is_anothers(masthead, origin)),
        statement=reuse.statement,
        grants=reuse.grants,
        conditions=reuse.conditions,
        contacts=reuse.contacts,
        disclaimer_heading=heading,
        disclaimer=disclaimer,
        fair_use=read_fair_use(lines),
        site=read_site(lines),
        conflicts=_conflicts(masthead, copyright_lines, holders, reuse.grants),
    )


def _names(masthead: Masthead, origin: Origin) -> tuple[str, ...]:
    names = [author.value.name for author in masthead.authors]
    if masthead.publisher:
        names.append(masthead.publisher.value.name)
    if origin.publisher:
        names.append(origin.publisher.value)
    return (*names, *(agency.value for agency in origin.wire))


def _is_anothers(masthead: Masthead, origin: Origin) -> bool:
    """Whether the text is somebody else's than the site's, so that terms of the site's own content leave it out."""
    if origin.relation and origin.relation.value in _ANOTHERS:
        return True
    if origin.publisher is None:
        return bool(origin.wire) and not (origin.relation and origin.relation.value in (Relation.CONTRIB, Relation.NONE))
    return masthead.publisher is None or not same_outlet(origin.publisher.value, masthead.publisher.value.name)


def _conflicts(
    masthead: Masthead, lines: tuple[Finding[str], ...], holders: tuple[Finding[Holder], ...], grants: tuple[Finding[str], ...]
) -> tuple[Conflict, ...]:
    """A grant of the outlet over its articles on a page whose copyright line names others than the outlet."""
    outlet = masthead.publisher.value if masthead.publisher else None
    if outlet is None or not holders:
        return ()
    own = [name for name in (outlet.name, outlet.operator) if name]
    # A grant that speaks of nobody's articles in particular may be the holder's own.
    grants = tuple(grant for grant in grants if _OUR.search(grant.value) or any(name in grant.value for name in own))
    if not grants:
        return ()
    if any(same_outlet(holder.value.name, name) for holder in holders for name in own):
        return ()
    named = ", ".join(dict.fromkeys(holder.value.name for holder in holders))
    sentence = f"{outlet.name} permits reuse of a text whose copyright line names {named} and not {outlet.name}"
    return (Conflict(code="RU401", sentence=sentence, terms=(*grants, *lines)),)
