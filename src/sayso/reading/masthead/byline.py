"""Who wrote it?  The printed byline and the authors it or the file names; agencies are no authors."""

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from sayso.intake.zones import Zones, is_picture_text
from sayso.language.credits import find_reporters
from sayso.language.dates import find_dates
from sayso.language.names import Credit, Credited, begins_like_byline, is_person, read_byline
from sayso.language.outlets import host_agrees, host_of, name_key, same_outlet
from sayso.model.document import Document, Role
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.record import Author, NameKind
from sayso.model.span import Span

_AUTHOR_HINT = re.compile(r"byline|author|writer|vcard|contributor|journalist|reporter|autor|credit-text|creator|\bfn\b")
_BIOGRAPHY_HINT = re.compile(
    r"\bbio|biograph|about|related|recirc|more-|most-|trending|comment|newsletter|promo|teaser|sidebar|share|social"
)
_AUTHOR_PATH = re.compile(
    r"(?:\w*Article|\w*Posting|Report|WebPage|\w*Review|CreativeWork|Thing)\.(?:author|creator)(?:\.name|\.byline)?"
)
_AUTHOR_ID = re.compile(r"(?:\w*Article|\w*Posting|Report|WebPage|\w*Review)\.author\.@id")
_AUTHOR_NAMES = frozenset(
    "author article:author og:article:author parsely-author sailthru.author bt:author dc.creator byl authors".split()
)
_MICRODATA = frozenset({"author", "author.name"})
_LONGEST_LINE = 200
# Blocks of the body in which a byline can stand, where the body was found too early.
_INTO_BODY = 2
# "Gardens | By Ida Fenn | April 9, 2031": a byline behind a label, in lines no longer than this.
_INNER_BYLINE = re.compile(r"[|•·]\s*(?P<by>By\s+[^\W\d_a-z])")
_LONGEST_MIXED_LINE = 140
# Blocks under the headline among which a link to an author's page is a byline, and no teaser of a columnist.
_UNDER_HEADLINE = 8
# "Posted by Ida Fenn at 10:30 AM"
_LONGEST_CLOSING_LINE = 80
# Names on one page; more are a list of staff.
_MOST_AUTHORS = 12


_AUTHOR_ADDRESS = re.compile(
    r"/(?:@[\w.-]+|authors?|autor|autoren|autore|auteur|staff|by|people|profiles?|reporters?|journalists?|contributors?|writers?)(?:[/?]|$)"
)


# "https://elmowl.example/": the front page of a site.
_FRONT_PAGE = re.compile(r"^https?://[^/]+/?$")


class _Line(Struct, frozen=True):
    """A line at the head that names its makers."""

    span: Span
    parts: tuple[Credited, ...]
    strong: bool


def read_authors(
    document: Document, zones: Zones, publisher: str | None
) -> tuple[Finding[str] | None, tuple[Finding[Author], ...]]:
    """The byline as printed, and the authors: persons first printed, then stated; a staff credit where nobody is named."""
    lines = _byline_lines(document, zones)
    byline = _byline(document, lines)
    printed = [author for line in lines for author in _authors(line, publisher)]
    stated = _stated_authors(document, publisher)
    if not printed and not stated:
        stated = _stated_authors(document, publisher, microdata=True)  # on the page itself, where comments carry it too
    persons = _persons(printed)
    from_file = _persons(stated)
    if persons and from_file:
        keys = {name_key(author.value.name) for author in from_file}
        shown = {name_key(author.value.name) for author in persons}
        if not keys & shown and not any(line.strong for line in lines):
            persons = from_file
        elif shown < keys:
            persons = persons + [author for author in from_file if name_key(author.value.name) not in shown]
    organisations = [author for author in printed if author.value.kind is NameKind.ORGANISATION]
    answer = persons or from_file or _closing_authors(document, zones, publisher) or _reporters(document, zones)
    if answer:
        return byline, tuple(_distinct(answer + organisations))[:_MOST_AUTHORS]
    staff = [author for author in printed + stated if author.value.kind is NameKind.STAFF]
    return byline, tuple(_distinct(staff[:1] + organisations))


def _byline(document: Document, lines: list[_Line]) -> Finding[str] | None:
    if not lines:
        return None
    return Finding(
        value=" ".join(line.span.of(document.text) for line in lines),
        ground=Ground.PRINTED,
        by=rule("masthead/byline"),
        spans=tuple(line.span for line in lines),
        zone=Zone.HEADER,
    )


def _byline_lines(document: Document, zones: Zones) -> list[_Line]:
    """The byline's lines; where no line is marked or led, those that link to an author's page right under the headline."""
    lines = _find_lines(document, zones, [])
    if any(part.credit is Credit.PERSON for line in lines for part in line.parts) or zones.headline is None:
        return lines
    under = range(zones.headline, zones.headline + _UNDER_HEADLINE)
    places = [document.blocks[index].span for index in under if index < len(document.blocks)]
    links = [
        link.span
        for link in document.links
        if (_AUTHOR_ADDRESS.search(link.target) or "author" in link.rel) and any(link.span.meets(place) for place in places)
    ]
    return _find_lines(document, zones, links) if links else lines


def _find_lines(document: Document, zones: Zones, author_links: list[Span]) -> list[_Line]:
    lines: list[_Line] = []
    seen: set[str] = set()
    last = -1
    for index in range(zones.header.start, min(zones.body.start + _INTO_BODY, len(document.blocks))):
        block = document.blocks[index]
        if index == zones.headline or len(block.span) > _LONGEST_LINE or is_picture_text(block):
            continue
        for span in _text_lines(document.text, block.span):
            text = span.of(document.text)
            marked = (
                any(link.meets(span) for link in author_links)
                or block.role is Role.BYLINE
                or (bool(_AUTHOR_HINT.search(block.hints)) and not _BIOGRAPHY_HINT.search(block.hints))
            )
            led = begins_like_byline(text)
            inner = None if led or index <= (zones.headline or 0) else _INNER_BYLINE.search(text)
            if inner is not None and len(text) <= _LONGEST_MIXED_LINE:
                span = Span(span.start + inner.start("by"), span.end)
                text, led = span.of(document.text), True
            near = index - last <= 2 and last >= 0 and index < zones.body.start
            if (index >= zones.body.start and not (led or block.role is Role.BYLINE)) or not (marked or led or near):
                continue
            parts = _cut_at_links(document, span, read_byline(text))
            if not led and all(part.credit is Credit.ORGANISATION for part in parts) and next(find_dates(text), None):
                continue  # an outlet and its date, not a byline
            if not parts or text in seen or (near and not (marked or led) and not _is_affiliation(text, parts)):
                continue
            seen.add(text)
            last = index
            lines.append(_Line(span, parts, led or marked))
    return lines


def _cut_at_links(document: Document, line: Span, parts: tuple[Credited, ...]) -> tuple[Credited, ...]:
    """The parts, a person's name cut where its link ends: a town may follow without a mark ("Ida Fenn Port Elm")."""
    cut: list[Credited] = []
    for part in parts:
        start = line.start + part.span.start
        if part.credit is Credit.PERSON and _links_to_house(document, Span(start, line.start + part.span.end), part.name):
            cut.append(Credited(part.span, part.name, Credit.ORGANISATION, part.after))
            continue
        ends = [
            link.span.end
            for link in document.links
            if link.span.start == start and link.span.end < line.start + part.span.end and is_person(link.span.of(document.text))
        ]
        if part.credit is Credit.PERSON and ends:
            span = Span(part.span.start, min(ends) - line.start)
            part = Credited(span, document.text[start : min(ends)], Credit.PERSON, part.after)
        cut.append(part)
    return tuple(cut)


def _links_to_house(document: Document, name: Span, shown: str) -> bool:
    """Whether a name leads to the front page of another site of that name ("Labour Notes"), and to nobody's profile."""
    return any(
        link.span.meets(name)
        and _FRONT_PAGE.search(link.target)
        and host_agrees(host_of(link.target), shown)
        and not host_agrees(host_of(document.capture.url), shown)
        for link in document.links
    )


def _text_lines(text: str, span: Span) -> Iterable[Span]:
    start = span.start
    for piece in span.of(text).split("\n"):
        if piece.strip():
            yield Span(start, start + len(piece))
        start += len(piece) + 1


def _is_affiliation(text: str, parts: tuple[Credited, ...]) -> bool:
    """Whether a line under the byline is nothing but the house of its authors: "Associated Press"."""
    return len(parts) == 1 and parts[0].credit is Credit.AGENCY and len(parts[0].name) >= 0.8 * len(text.strip())


def _authors(line: _Line, publisher: str | None) -> list[Finding[Author]]:
    found: list[Finding[Author]] = []
    for part in line.parts:
        kind = _kind(part, publisher)
        if kind is not None:
            span = Span(line.span.start + part.span.start, line.span.start + part.span.end)
            found.append(
                Finding(
                    value=Author(part.name, kind),
                    ground=Ground.PRINTED,
                    by=rule("masthead/byline"),
                    spans=(span,),
                    zone=Zone.HEADER,
                )
            )
    return found


def _kind(part: Credited, publisher: str | None) -> NameKind | None:
    """What a part of a byline is as an author; None for agencies, the outlet itself, and houses named beside a person."""
    match part.credit:
        case Credit.PERSON:
            return None if publisher is not None and same_outlet(part.name, publisher) else NameKind.PERSON
        case Credit.STAFF:
            return NameKind.STAFF
        case Credit.ORGANISATION if part.after in ("by", "and", "und", "et", "y", "&"):
            return None if publisher is not None and same_outlet(part.name, publisher) else NameKind.ORGANISATION
        case _:
            return None


def _stated_authors(document: Document, publisher: str | None, microdata: bool = False) -> list[Finding[Author]]:
    found: list[Finding[Author]] = []
    people = _people_by_id(document)
    for value in document.markup:
        text = value.value
        if (value.scheme == "microdata") is not microdata:
            continue
        if value.scheme == "json-ld":
            if _AUTHOR_ID.fullmatch(value.name):
                text = people.get(value.value, "")
            elif not _AUTHOR_PATH.fullmatch(value.name):
                continue
        elif value.name.casefold() not in (_MICRODATA if value.scheme == "microdata" else _AUTHOR_NAMES):
            continue
        if not text or "://" in text or len(text) > _LONGEST_LINE:
            continue
        for part in read_byline(text):
            kind = _kind(part, publisher)
            if kind in (NameKind.PERSON, NameKind.STAFF):
                found.append(
                    Finding(
                        value=Author(part.name, kind),
                        ground=Ground.MARKED_UP,
                        by=rule("masthead/stated-author"),
                        original=(value.original,) if value.original else (),
                        zone=Zone.MARKUP,
                    )
                )
    return _distinct(found)


def _people_by_id(document: Document) -> dict[str, str]:
    """Names of the persons that a JSON-LD graph lists apart from its articles, by their ids."""
    people: dict[str, str] = {}
    name, mark = "", ""
    for value in document.markup:
        if value.name == "Person.@id":
            mark, name = value.value, ""
        elif value.name == "Person.name":
            name = value.value
        else:
            continue
        if mark and name:
            people.setdefault(mark, name)
    return people


def _closing_authors(document: Document, zones: Zones, publisher: str | None) -> list[Finding[Author]]:
    """Authors of a byline at the end of the body, where the head has none."""
    for index in zones.tail:
        block = document.blocks[index]
        if len(block.span) <= _LONGEST_MIXED_LINE and not is_picture_text(block):
            text = block.span.of(document.text)
            if (
                begins_like_byline(text)
                and len(text) <= _LONGEST_CLOSING_LINE
                and (index >= zones.body.stop - 1 or block.role is Role.BYLINE)
            ):
                persons = _persons(_authors(_Line(block.span, read_byline(text), True), publisher))
                if persons and sum(len(person.value.name) for person in persons) >= 0.2 * len(text):
                    return [replace(person, zone=Zone.BODY_TAIL) for person in persons]
    return []


def _reporters(document: Document, zones: Zones) -> list[Finding[Author]]:
    """Names from a reporting line at the body's end, where the head names nobody: "(Reporting by Ida Fenn; ...)"."""
    found: list[Finding[Author]] = []
    for index in zones.tail:
        block = document.blocks[index]
        for span in find_reporters(document.text, block.span.start, block.span.end):
            text = span.of(document.text)
            for part in read_byline(text):
                if part.credit is Credit.PERSON and is_person(part.name):
                    place = Span(span.start + part.span.start, span.start + part.span.end)
                    found.append(
                        Finding(
                            value=Author(part.name, NameKind.PERSON),
                            ground=Ground.PRINTED,
                            by=rule("masthead/reporting-line"),
                            spans=(place,),
                            zone=Zone.BODY_TAIL,
                        )
                    )
        if found:
            break
    return found


def _persons(authors: list[Finding[Author]]) -> list[Finding[Author]]:
    return _distinct([author for author in authors if author.value.kind is NameKind.PERSON])


def _distinct(authors: list[Finding[Author]]) -> list[Finding[Author]]:
    kept: dict[str, Finding[Author]] = {}
    for author in authors:
        kept.setdefault(name_key(author.value.name), author)
    return list(kept.values())
