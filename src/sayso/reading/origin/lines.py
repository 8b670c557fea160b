"""Which lines credit a house?  Bylines, datelines, house lines, closing lines and copyright lines near the article."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sayso.intake.zones import Zones, is_picture_text, opening_blocks
from sayso.language.credits import find_dateline, is_reporting_line
from sayso.language.dates import find_dates
from sayso.language.names import Credit, Credited, begins_like_byline, names_no_agency, read_byline
from sayso.language.outlets import (
    agency_named,
    find_agencies,
    find_any_agency,
    host_agrees,
    host_of,
    is_call_sign,
    name_key,
    outlet_at,
    outlet_cut_short,
)
from sayso.model.document import Block, Document, Link, Role
from sayso.model.finding import Ground, Zone
from sayso.model.record import Masthead
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
# A service's own marks: "als/dpa", "se/msh (AP, dpa)": the desk's initials, then the agencies whose material it used.
_INITIALS = re.compile(r"(?:[a-zäöü]{2,5}/)+(?:[a-zäöü]{2,5}\s)?\(?(?=[A-Zd])|[a-zäöü]{1,4}(?:/[a-zäöü,]{1,5})*\s\((?=[A-Zd])")
# Lines about other texts than this one.
_SCOPED = re.compile(
    r"\b(?:articles?|stories|content|contents|materials?|photos?|images?|portions|some|data|quotes)\b(?=[^.]{0,30}(?:©|copyright|\(c\)|:))",
    re.I,
)
_TEXT_HINT = re.compile(r"article|story|text|body|content|syndi|provider|post")
# Blocks after the body in which a mark stands next to the text; the bylines of related stories ("By AFP") come later.
_NEXT_TO_TEXT = 4
_FOOTER_HINT = re.compile(r"(?<![\w-])footer|(?:site|main|page|global|m|l|c|app)[-_]+footer")
_COPYRIGHT = re.compile(r"©|\(c\)\s|copyright\b|all rights reserved", re.I)
_COPYRIGHT_HOLDER = re.compile(
    r"(?:copyright|©|\(c\)|@)[\s©@:,.™&]*(?:\(c\)\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?[\s,:.]*(?:by\s+)?(?P<name>[^\W\d_][^.,;|\n©]{1,60})",
    re.I,
)
_SHARED_LINE = re.compile(r"(?:©|\(c\))\s*(?P<houses>[^\s/][^/\n]{1,40}/[^\n]{2,40})$", re.I)
# After a sentence's end: "... on board. (ANI)"; a caption has the name without one.
_CLOSING = re.compile(r"(?:^|[.!?…][\"”’')\]]*\s*)(?:\(|[-–—/]{1,2}\s?)(?P<name>[^\W\d_][\w ./-]{1,40})\)?[.\s]*$")
_PTI_CODES = re.compile(r"(?P<name>PTI)(?:\s[A-Z]{2,5}){1,4}\s*$")
_RELEASE = re.compile(
    r"[/(]\s?(?P<name>PR\s?Newswire|PRNewswire|BUSINESS WIRE|GLOBE NEWSWIRE|GlobeNewswire|Business Wire)\b[^/)]{0,40}[/)]"
)
# A release's dateline has the town and the date before its mark.
_RELEASE_REACH = 160
_BESIDE = frozenset({"with", "mit", "avec", "con"})
_JOINED = frozenset({"with", "mit", "avec", "con", "and", "und", "et", "y", "&", "/"})
_LONGEST_HOUSE_LINE = 80
_LONGEST_COPYRIGHT_LINE = 400


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
                rejected="the outlet itself" if home.owns(part.name) else None,
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
                rejected="the outlet itself"
                if home.owns(part.name)
                else None
                if known or cut or home.is_aggregator
                else "no known outlet",
            )


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


def release_clues(document: Document, zones: Zones) -> Iterator[Clue]:
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
            )
            return


def _dateline_clue(part: Credited, text: str, span: Span, home: Home) -> Clue | None:
    rejected = "the outlet itself" if home.owns(part.name) else None
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
        if len(block.span) > _LONGEST_HOUSE_LINE or is_picture_text(block) or index == zones.headline:
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
            linked = _linked_house(document, links, span, home) if _is_dated(document, index) else None
            if linked is not None:
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
    around = "\n".join(block.span.of(document.text) for block in blocks if len(block.span) <= _LONGEST_HOUSE_LINE)
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
        if len(block.span) > _LONGEST_COPYRIGHT_LINE or not is_picture_text(block):
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


def closing_clues(document: Document, zones: Zones, home: Home) -> Iterator[Clue]:
    """Marks at the body's end: a reporting line, an agency's name in brackets or after a dash, a line that is only a name."""
    for index in zones.tail:
        block = document.blocks[index]
        start, end = block.span.start, block.span.end
        if is_picture_text(block) or in_footer(block) or "©" in document.text[start : start + 40]:
            continue
        if is_reporting_line(document.text, start, end):
            yield _closing("Reuters", "reporting line", Ground.INFERRED, block.span, home)
            continue
        line = Span(max(start, end - _LONGEST_HOUSE_LINE), end)
        text = line.of(document.text)
        near = zones.body.start < index < zones.body.stop + _NEXT_TO_TEXT and not begins_like_byline(text)
        if line.start == start and near and (find_any_agency(text) or names_no_agency(text)):
            yield from _closing_line(text, line, home)
        elif zones.body.stop - 2 <= index < zones.body.stop:
            found = _PTI_CODES.search(text) or _CLOSING.search(text)
            if found is not None and agency_named(found["name"]) is not None:
                place = line.start + found.start("name")
                yield _closing(found["name"], "closing line", Ground.PRINTED, Span(place, place + len(found["name"])), home)


def _closing_line(text: str, line: Span, home: Home) -> Iterator[Clue]:
    """The houses of a short last line; the desk's initials before them ("als/dpa") say that it worked on their material."""
    whole = text.strip(" ()[]–—-*_.")
    parts = read_byline(text)
    found = _PTI_CODES.search(text) or _CLOSING.search(text)
    if _INITIALS.match(text) and any(part.credit is Credit.AGENCY for part in parts):
        for mention in find_agencies(text):
            clue = _closing(mention.span.of(text), "closing line", Ground.PRINTED, line, home)
            yield replace(clue, relation="contrib")
    elif parts and _covered(text, parts):
        yield from credited_clues(parts, home, "closing line", Ground.PRINTED, Zone.BODY_TAIL, offset=line.start)
    elif agency_named(whole) is not None:
        yield _closing(whole, "closing line", Ground.PRINTED, line, home)
    elif names_no_agency(whole):
        yield Clue(
            name=UNNAMED, kind="closing line", ground=Ground.INFERRED, zone=Zone.BODY_TAIL, relation="contrib", spans=(line,)
        )
    elif found is not None and agency_named(found["name"]) is not None:
        yield _closing(found["name"], "closing line", Ground.PRINTED, line, home)


def _covered(text: str, parts: tuple[Credited, ...]) -> bool:
    """Whether a line is nothing but houses: their names make up most of it, and no person's does."""
    if any(part.after == "from" for part in parts):  # "With files from": a sentence's business
        return False
    houses = [part for part in parts if part.credit in (Credit.AGENCY, Credit.ORGANISATION, Credit.UNNAMED, Credit.STAFF)]
    letters = sum(map(str.isalpha, text)) - sum(len(part.after) for part in parts if part.after.isalpha())
    return len(houses) == len(parts) and sum(sum(map(str.isalpha, part.name)) for part in parts) >= 0.6 * letters


def _closing(name: str, kind: str, ground: Ground, span: Span, home: Home) -> Clue:
    return Clue(
        name=name,
        kind=kind,
        ground=ground,
        zone=Zone.BODY_TAIL,
        spans=(span,),
        rejected="the outlet itself" if home.owns(name) else None,
    )


def copyright_clues(document: Document, zones: Zones, home: Home) -> Iterator[Clue]:
    """Copyright lines: near the article they may name the source; those of the footer name the site's house or its suppliers."""
    footer = "\n".join(
        document.blocks[index].text_of(document.text)
        for index in (*zones.footer, *(index for index in zones.tail if in_footer(document.blocks[index])))
        if _COPYRIGHT.search(document.text, document.blocks[index].span.start, document.blocks[index].span.end)
    )
    footer_key = name_key(footer)
    header_keys = {
        name_key(document.blocks[index].text_of(document.text))
        for index in (*zones.header, *zones.tail)
        if len(document.blocks[index].span) <= 40
    }
    for index in (*zones.tail, *zones.footer):
        block = document.blocks[index]
        start, end = block.span.start, block.span.end
        if end - start > _LONGEST_COPYRIGHT_LINE or is_picture_text(block) or not _COPYRIGHT.search(document.text, start, end):
            continue
        distant = index in zones.footer or in_footer(block)
        text = block.span.of(document.text)
        holder = _COPYRIGHT_HOLDER.search(text)
        shared = _SHARED_LINE.search(text) if not distant else None
        if shared is not None:  # "© Elm Herald/dpa/ida"
            parts = read_byline(shared["houses"])
            if any(part.credit is Credit.AGENCY for part in parts):
                offset = start + shared.start("houses")
                yield from credited_clues(parts, home, "copyright line", Ground.PRINTED, Zone.BODY_TAIL, offset=offset)
                continue
        # Only a holder counts: "© 2031 Elm Media. The Associated Press contributed" is the outlet's own line.
        mentions = [
            mention
            for mention in (find_agencies(text) if holder is not None else ())
            if holder is not None and -4 <= mention.span.start - holder.start("name") <= 4
        ]
        for mention in mentions[:2]:
            span = Span(start + mention.span.start, start + mention.span.end)
            yield Clue(
                name=mention.span.of(text),
                kind="copyright line",
                ground=Ground.PRINTED,
                zone=Zone.FOOTER if distant else Zone.BODY_TAIL,
                spans=(span,),
                rejected=_agency_line_doubt(text, mention.agency.name, index, block, zones, distant, home),
            )
        if holder is not None and not mentions and not distant:
            yield _holder_clue(holder, start, block, home, header_keys, footer_key)


def _agency_line_doubt(text: str, name: str, index: int, block: Block, zones: Zones, distant: bool, home: Home) -> str | None:
    """Why an agency's copyright line may not be about this text."""
    if home.owns(name):
        return "the outlet itself"
    if _SCOPED.search(text):
        return "a copyright line about other content"
    near = index < zones.body.stop + _NEXT_TO_TEXT or bool(_TEXT_HINT.search(block.hints, 0, 60))
    return "stands in the site's footer" if distant or not near else None


def _holder_clue(holder: re.Match[str], start: int, block: Block, home: Home, header_keys: set[str], footer_key: str) -> Clue:
    name = re.split(r"\s+(?:all rights|and|via|–|-|\(|republished|reprinted)\b", holder["name"], maxsplit=1, flags=re.I)[0].strip(
        " .,–—-"
    )
    key = name_key(name)
    known = known_outlet(name)
    if home.owns(name):
        rejected: str | None = "the outlet itself"
    elif key and key in footer_key:
        rejected = "the site's owner, by its footer"
    elif known is not None or "syndi" in block.hints or (key in header_keys and len(key) > 4):
        rejected = None
    else:
        rejected = "may be the outlet's owner"
    place = start + holder.start("name")
    return Clue(
        name=name,
        kind="copyright line",
        ground=Ground.PRINTED,
        zone=Zone.BODY_TAIL,
        spans=(Span(place, place + len(name)),),
        rejected=rejected,
    )


def in_footer(block: Block) -> bool:
    """Whether a block is part of the site's footer, by the page's own words; an article's footer is not."""
    return block.tag == "footer" or bool(_FOOTER_HINT.search(block.hints))
