"""Which marks at the end credit a house?  Reporting lines, closing lines and copyright lines after the text."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sayso.intake.zones import Zones, is_picture_text
from sayso.language.credits import find_reporters, is_reporting_line, opens_with_reporters
from sayso.language.names import Credit, Credited, begins_like_byline, names_no_agency, read_byline
from sayso.language.outlets import agency_named, find_agencies, find_any_agency, name_key
from sayso.model.document import Block, Document
from sayso.model.finding import Ground, Zone
from sayso.model.record import THE_OUTLET
from sayso.model.span import Span
from sayso.reading.origin.clues import Clue, Home, known_outlet
from sayso.reading.origin.lines import LONGEST_COPYRIGHT_LINE, LONGEST_HOUSE_LINE, UNNAMED, credited_clues, dateline_house

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


# The agency whose articles end "(Reporting by Ida Fenn; Editing by Ora Pell)".
_SIGNS_SO = "Reuters"
_SMALL_WORD = re.compile(r"(?<![\w.])[a-zß-ÿ]+")
# Words of small letters that stand beside houses in a closing line.
_CREDIT_WORDS = frozenset(
    """by and with from the of via in source sources wire wires agencies reports inputs files material contributions
    quelle mit von und der die par avec et de la le con y el agencias agences agenturen dpa epd afp sda kna lno lni
    staff service services news""".split()
)


def closing_clues(document: Document, zones: Zones, home: Home) -> Iterator[Clue]:
    """Marks at the body's end: a reporting line, an agency's name in brackets or after a dash, a line that is only a name."""
    for index in zones.tail:
        block = document.blocks[index]
        start, end = block.span.start, block.span.end
        if is_picture_text(block) or in_footer(block) or "©" in document.text[start : start + 40]:
            continue
        if opens_with_reporters(document.text, start, end):
            clues = list(_reporting_clues(document, block.span, zones, home))
            yield from clues
            if clues or is_reporting_line(document.text, start, end):
                continue
        line = Span(max(start, end - LONGEST_HOUSE_LINE), end)
        text = line.of(document.text)
        near = zones.body.start < index < zones.body.stop + _NEXT_TO_TEXT and not begins_like_byline(text)
        if line.start == start and near and (find_any_agency(text) or names_no_agency(text)):
            yield from _closing_line(text, line, home)
        elif zones.body.stop - 2 <= index < zones.body.stop:
            found = _PTI_CODES.search(text) or _CLOSING.search(text)
            if found is not None and agency_named(found["name"]) is not None:
                place = line.start + found.start("name")
                yield _closing(found["name"], "closing line", Ground.PRINTED, Span(place, place + len(found["name"])), home)


def _reporting_clues(document: Document, line: Span, zones: Zones, home: Home) -> Iterator[Clue]:
    """A line of reporters and editors is of the form that Reuters signs with, unless it or the dateline names another house.

    An agency among reporters contributed to the article of whoever signs: "Reporting by Ida Fenn and AFP; editing by Ora Pell".
    """
    text = line.of(document.text)
    mentions = list(find_agencies(text))
    signed = is_reporting_line(document.text, line.start, line.end)
    reporters = [span for span in find_reporters(text, 0, len(text)) if len(span)]
    only = agency_named(reporters[0].of(text).strip(" .,")) if reporters else None
    if signed and (not mentions or (only is not None and only.name == _SIGNS_SO and len(mentions) == 1)):
        house = dateline_house(document, zones)
        if house is None or _SIGNS_SO in house:
            yield _closing(_SIGNS_SO, "reporting line", Ground.INFERRED, line, home)
            return
    if not signed and (len(text) > LONGEST_HOUSE_LINE or any(word not in _CREDIT_WORDS for word in _SMALL_WORD.findall(text))):
        return  # "Reporting by AFP found that ..."
    for mention in mentions:
        if any(span.start <= mention.span.start < span.end for span in reporters):  # others are a sentence's business
            place = Span(line.start + mention.span.start, line.start + mention.span.end)
            clue = _closing(mention.agency.name, "reporting line", Ground.PRINTED, place, home)
            yield replace(clue, relation="contrib")


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
    rest = text
    for part in parts:
        rest = rest.replace(part.name, " ", 1)
    if any(word not in _CREDIT_WORDS for word in _SMALL_WORD.findall(rest)):
        return False  # "Ida has written for The Elm Owl and Reuters"
    return len(houses) == len(parts) and sum(sum(map(str.isalpha, part.name)) for part in parts) >= 0.6 * letters


def _closing(name: str, kind: str, ground: Ground, span: Span, home: Home) -> Clue:
    return Clue(
        name=name,
        kind=kind,
        ground=ground,
        zone=Zone.BODY_TAIL,
        spans=(span,),
        rejected=THE_OUTLET if home.owns(name) else None,
    )


def copyright_clues(document: Document, zones: Zones, home: Home) -> Iterator[Clue]:
    """Copyright lines: near the article they may name the source; those of the footer name the site's house or its suppliers."""
    if not _COPYRIGHT.search(document.text):
        return
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
        if end - start > LONGEST_COPYRIGHT_LINE or is_picture_text(block) or not _COPYRIGHT.search(document.text, start, end):
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
        return THE_OUTLET
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
        rejected: str | None = THE_OUTLET
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
