"""Who holds the copyright?  The copyright lines of the page, the holders they name, and the one nearest to the article's text."""

import re
from collections.abc import Iterable, Iterator

from sayso.intake.links import LinkIndex
from sayso.language.copyright import CopyrightLine, find_copyright_lines, is_legal_form
from sayso.language.outlets import agency_named, same_outlet
from sayso.model.document import Document, Role
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.record import Holder
from sayso.model.span import Span
from sayso.reading.terms.lines import TermsLine

_LINE = rule("terms/copyright-line")
_HOLDER = rule("terms/holder")
_META = rule("terms/holder-metadata")
_SHORT = 300
"""Code points of a body paragraph that can be a copyright line: an agency's own line has 80 to 200."""
_SPLIT = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y)\s+|\s*&\s*")
_META_NAMES = ("copyright", "rights", "dc.rights", "dcterms.rights", "dcterms.rightsholder")

Rights = tuple[tuple[Finding[str], ...], tuple[Finding[Holder], ...], Finding[Holder] | None]


def read_rights(document: Document, lines: tuple[TermsLine, ...], known: Iterable[str], agencies: Iterable[str]) -> Rights:
    """The copyright lines, all holders in reading order, and the holder nearest to the text.

    `known` are names that the masthead and the origin gave, which tell two holders from one with an "and" in its name;
    `agencies` are those whose text this is, so that a line that speaks of their texts alone speaks of this one.
    """
    found: list[tuple[TermsLine, CopyrightLine, tuple[Finding[Holder], ...]]] = []
    known, agencies, links_of = tuple(known), tuple(agencies), LinkIndex(document.links)
    for line in lines:
        for statement in find_copyright_lines(line.text):
            if _speaks_of_text(line, statement, agencies):
                found.append((line, statement, tuple(_holders(links_of, line, statement, known))))
    copyright_lines = tuple(
        Finding(
            value=line.text[statement.start : statement.end],
            ground=Ground.PRINTED,
            by=_LINE,
            spans=line.place(statement.start, statement.end),
            zone=line.zone,
        )
        for line, statement, _ in found
    )
    holders = tuple(holder for _, _, named in found for holder in named)
    if not holders:
        stated = _from_metadata(document)
        return copyright_lines, (stated,) if stated else (), None
    nearest = min((entry for entry in found if entry[2]), key=lambda entry: entry[0].nearness)
    return copyright_lines, holders, nearest[2][0]


def _speaks_of_text(line: TermsLine, statement: CopyrightLine, agencies: tuple[str, ...]) -> bool:
    """Whether a copyright statement is about texts of this page, and not about a picture or the texts of somebody else."""
    if line.picture or statement.picture:
        return False
    if statement.scope and not any(same_outlet(statement.scope, agency) for agency in agencies):
        return False
    if line.block.role is Role.BODY:
        if line.zone is not Zone.BODY_TAIL or len(line.text) > _SHORT or statement.start > len(line.text) // 2:
            return False
    elif line.block.role in (Role.HEADLINE, Role.STANDFIRST, Role.NAVIGATION) and statement.bare:
        return False
    if not statement.bare:
        return True
    # A name with a bare mark beside the text is a photo credit unless it closes the page or the text.
    name = line.text[statement.name_start : statement.name_end]
    return line.footer or (line.zone in (Zone.BODY_TAIL, Zone.FOOTER) and (agency_named(name) is None or line.distance > 0))


def _holders(links_of: LinkIndex, line: TermsLine, statement: CopyrightLine, known: tuple[str, ...]) -> Iterator[Finding[Holder]]:
    """The holders that one statement names: each link in it, or the parts of the name, or the name."""
    for start, end in _names(links_of, line, statement, known):
        yield Finding(
            value=Holder(line.text[start:end], statement.years),
            ground=Ground.PRINTED,
            by=_HOLDER,
            spans=line.place(start, end),
            zone=line.zone,
        )


def _names(links_of: LinkIndex, line: TermsLine, statement: CopyrightLine, known: tuple[str, ...]) -> list[tuple[int, int]]:
    whole = (statement.name_start, statement.name_end)
    span = Span(line.start + whole[0], line.start + whole[1])
    links = [(link.span.start - line.start, link.span.end - line.start) for link in links_of.inside(span)]
    if len(links) > 1:
        return links
    name = line.text[whole[0] : whole[1]]
    parts: list[tuple[int, int]] = []
    at = 0
    for separator in [*_SPLIT.finditer(name), None]:
        end = separator.start() if separator else len(name)
        parts.append((whole[0] + at, whole[0] + end))
        at = separator.end() if separator else end
    named = sum(any(same_outlet(line.text[start:end], other) for other in known) for start, end in parts)
    if any(is_legal_form(line.text[start:end]) for start, end in parts):
        return [whole]
    # "Baker and Sons" is one holder; two holders are told apart by names that the page prints elsewhere.
    return (
        [part for part in parts if part[0] < part[1]]
        if named > 1 or (named == 1 and len(parts) == 2)
        else [_without_place(name, whole)]
    )


def _without_place(name: str, whole: tuple[int, int]) -> tuple[int, int]:
    """A name without the town behind it: "Delta News, Hollen"; "Baker, Coleman & Sons" is a name."""
    first, comma, rest = name.partition(", ")
    return (whole[0], whole[0] + len(first)) if comma and first and not re.search(r"&|\b(?:and|und)\b", rest) else whole


def _from_metadata(document: Document) -> Finding[Holder] | None:
    for value in document.markup:
        if value.scheme == "meta" and value.name.lower() in _META_NAMES and value.original:
            for statement in find_copyright_lines(value.value):
                name = value.value[statement.name_start : statement.name_end]
                return Finding(
                    value=Holder(name, statement.years),
                    ground=Ground.MARKED_UP,
                    by=_META,
                    original=(value.original,),
                    zone=Zone.MARKUP,
                )
    return None
