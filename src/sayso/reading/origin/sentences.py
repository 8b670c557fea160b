"""Which sentences say where the text comes from?  Phrases of the table, read where such sentences stand."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sayso.intake.zones import Zones, is_picture_text, opening_blocks
from sayso.language.credits import CreditPhrase, find_phrases, name_at
from sayso.language.names import names_no_agency, read_byline
from sayso.language.outlets import agency_at, agency_named, find_agencies, host_agrees, host_names, host_of, name_key, outlet_at
from sayso.model.document import Document, Link, Role
from sayso.model.finding import Ground, Zone
from sayso.model.record import THE_OUTLET, Masthead, NameKind
from sayso.model.span import Span
from sayso.reading.origin.clues import Clue, Home, known_outlet
from sayso.reading.origin.endings import in_footer
from sayso.reading.origin.lines import UNNAMED, credited_clues

# Longer blocks are whole articles in one piece; their ends are read instead.
_LONGEST_BLOCK = 1500
_NO_TITLE = re.compile(
    r"(?:(?:my|his|her|our|their|the author['’]s)\b.*"
    r"|here|original(?: article| story| post| version)?|this article|source|link|read more|website|the article)\W*$",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?](?=[\s\"”’)*]|$)|\n")


# What a credit of a picture says before the house.
_PICTURE_WORD = re.compile(
    r"\b(?:photo\w*|images?|pictures?|illustration\w*|graphic\w*|charts?|map|video|logo|screenshot|foto\w*|bild\w*)\b", re.I
)
# What a house that prints books calls itself.
_BOOK_HOUSE = re.compile(r"\b(?:Press|Books|Publishing|Publishers|Publications|House|Editions|Verlag)$")
_BOOK_IN_BRACKETS = re.compile(r"\((?P<name>[^\W\d_a-z][^()\n]{2,40}?)[,;]?\s(?:19|20)\d\d\)")
_LISTING = re.compile(r"(?:source|sources|story source|news source|quelle|quellen|fuente|credit)\s*:\s*", re.I)
_BOOK_PUBLISHER = re.compile(r"\b(?:published\s+by|permission\s+(?:of|from)|courtesy\s+of)\s+", re.I)
# A note of its own is little but the sentence: "The report was first published by ..." inside a paragraph is news about a report.
_NOTE_SHARE = 0.7


def sentence_clues(document: Document, masthead: Masthead, zones: Zones, home: Home) -> Iterator[Clue]:
    """Clues from credit sentences in the header, at both ends of the body, and in notes marked as such."""
    authors = {name_key(author.value.name) for author in masthead.authors if author.value.kind is NameKind.PERSON}
    opening = opening_blocks(document, zones)
    for index, block in enumerate(document.blocks):
        note = block.role is Role.ORIGIN_NOTE
        near = index in zones.header or index in opening or index in zones.tail
        if not (note or near) or block.role in (Role.HEADLINE, Role.CAPTION, Role.NAVIGATION) or index == zones.headline:
            continue
        if is_picture_text(block) or in_footer(block):
            continue
        start, end = max(block.span.start, block.span.end - _LONGEST_BLOCK), block.span.end
        for phrase in find_phrases(document.text, start, end):
            if phrase.needs == "note" and not (
                note or len(_sentence(document.text, phrase, start, end)) >= _NOTE_SHARE * (end - start)
            ):
                continue
            by = phrase.span.of(document.text).rstrip().casefold().endswith(" by")  # "published by Ida Fenn on her site"
            for clue in _clues(document, phrase, start, end, zones.zone_of(index), home):
                author = by and name_key(clue.name) in authors and not host_agrees(host_of(clue.url), clue.name)
                yield replace(clue, rejected="an author of the text") if author else clue


def _clues(document: Document, phrase: CreditPhrase, start: int, end: int, zone: Zone, home: Home) -> Iterator[Clue]:
    sentence = _sentence(document.text, phrase, start, end)
    if phrase.relation == "carrier":
        if phrase.name is not None and agency_named(phrase.name.of(document.text)) is not None:
            yield replace(
                _clue(phrase.name.of(document.text), phrase, (phrase.name,), sentence, zone, None, None),
                carrier=True,
                relation=None,
            )
        return
    if phrase.relation in ("contrib", "wire"):
        yield from _contributors(document.text, phrase, sentence, zone, home)
        return
    if _LISTING.fullmatch(phrase.span.of(document.text)):
        yield from _listed(document.text, phrase, end, sentence, zone, home)
        return
    if phrase.relation == "excerpt":
        yield from _book_publisher(document.text, phrase, sentence, end, zone, home)
        return
    link = _link(document, phrase, sentence)
    name = phrase.name.of(document.text) if phrase.name is not None else None
    spans = (phrase.name,) if phrase.name is not None else (phrase.span,)
    if link is not None and (name is None or phrase.needs == "link" or _is_loose(name, link, document.text)):
        linked = _linked_name(document, link, phrase, home)
        name, spans = (linked, (link.span,)) if linked is not None else (name, spans)
    if name is None:
        if phrase.relation == "adapted":
            yield _clue("", phrase, spans, sentence, zone, None, "names no house")
        return
    rejected = _rejection(name, phrase, link, home)
    if rejected is None and _PICTURE_WORD.search(document.text, sentence.start, phrase.span.end):
        rejected = "speaks of a picture"
    yield _clue(name, phrase, spans, sentence, zone, link, rejected)


def _clue(
    name: str, phrase: CreditPhrase, spans: tuple[Span, ...], sentence: Span, zone: Zone, link: Link | None, rejected: str | None
) -> Clue:
    return Clue(
        name=name,
        kind="sentence",
        ground=Ground.PRINTED,
        zone=zone,
        relation=_said(name, phrase),
        spans=spans,
        statement=sentence,
        url=link.target if link is not None and "://" in link.target else None,
        rejected=rejected,
    )


def _linked_name(document: Document, link: Link, phrase: CreditPhrase, home: Home) -> str | None:
    """The house that a link names: by its text where that is a name, else by its address; None for a link inside the site."""
    shown = link.span.of(document.text).strip(" .,\"'“”")
    if 2 <= len(shown) <= 60 and not _NO_TITLE.match(shown) and phrase.needs != "link" and len(shown.split()) <= 6:
        return shown
    agency, house, host = agency_at(link.target), outlet_at(link.target), host_of(link.target)
    if agency is not None:
        return agency.name
    if house is not None:
        return house.name
    return host if host is not None and not home.owns_host(host) else None


def _said(name: str, phrase: CreditPhrase) -> str | None:
    """What the phrase makes of the text; by permission of a house that prints books it is an excerpt."""
    if phrase.relation == "republication" and known_outlet(name) is None and _BOOK_HOUSE.search(name):
        return "excerpt"
    return None if phrase.relation in ("republication", "copy") else phrase.relation


def _rejection(name: str, phrase: CreditPhrase, link: Link | None, home: Home) -> str | None:
    if phrase.relation == "copy":
        return "names a later copy: this page is the original"
    if home.owns(name):
        return THE_OUTLET
    known = known_outlet(name) is not None or agency_named(name) is not None
    if phrase.needs == "known" and not known:
        return "no known outlet"
    if name.islower() and not known and link is None and "." not in name:
        return "a word in small letters"
    if phrase.needs == "link" and (link is None or home.owns_host(host_of(link.target))):
        return "the link stays on the page's own site"
    if not known and link is not None and home.host is not None and "://" in link.target and home.owns_host(host_of(link.target)):
        return "the link stays on the page's own site"
    return None


def _listed(text: str, phrase: CreditPhrase, end: int, sentence: Span, zone: Zone, home: Home) -> Iterator[Clue]:
    """The houses of a source line: "Source: Reuters"; with the outlet itself among them, the agencies contributed."""
    stop = text.find("\n", phrase.span.end, end)
    line = Span(phrase.span.end, end if stop < 0 else stop)
    for clue in credited_clues(read_byline(line.of(text)), home, "sentence", Ground.PRINTED, zone, offset=line.start):
        yield replace(clue, statement=sentence)


def _book_publisher(text: str, phrase: CreditPhrase, sentence: Span, end: int, zone: Zone, home: Home) -> Iterator[Clue]:
    """The publisher of the book that the text is taken from, named after it: "... Reprinted by permission of Quill Press"."""
    named = _BOOK_PUBLISHER.search(text, phrase.span.end, end)
    bracketed = _BOOK_IN_BRACKETS.search(text, phrase.span.end, end)
    name = name_at(text, named.end(), end) if named else Span(*bracketed.span("name")) if bracketed else None
    if name is None:
        yield _clue("", phrase, (phrase.span,), sentence, zone, None, "names no house")
        return
    rejected = THE_OUTLET if home.owns(name.of(text)) else None
    yield _clue(name.of(text), phrase, (name,), sentence, zone, None, rejected)


def _contributors(text: str, phrase: CreditPhrase, sentence: Span, zone: Zone, home: Home) -> Iterator[Clue]:
    """Agencies in a sentence about contributions; only they count, reporters and partners do not make a text an agency's."""
    named = False
    words = sentence.of(text)
    for mention in find_agencies(words):
        span = Span(sentence.start + mention.span.start, sentence.start + mention.span.end)
        named = True
        yield Clue(
            name=mention.agency.name,
            kind="sentence",
            ground=Ground.PRINTED,
            zone=zone,
            relation="contrib",
            spans=(span,),
            statement=sentence,
            rejected=THE_OUTLET if home.owns(mention.agency.name) else None,
        )
    around = (text[phrase.span.end : sentence.end], text[sentence.start : phrase.span.start], words.split(" from ")[-1])
    if not named and (phrase.relation == "wire" or any(names_no_agency(part.strip(" .()")) for part in around)):
        yield Clue(
            name=UNNAMED,
            kind="sentence",
            ground=Ground.PRINTED,
            zone=zone,
            relation="contrib",
            spans=(sentence,),
            statement=sentence,
        )


def _sentence(text: str, phrase: CreditPhrase, start: int, end: int) -> Span:
    """The sentence around a phrase, within its block; a name with a stop inside ("Owl.com") does not end it."""
    begin = start
    for stop in _SENTENCE_END.finditer(text, start, phrase.span.start):
        if text[stop.end() : stop.end() + 1].isspace() or stop.group() == "\n":
            begin = stop.end()
    after = _SENTENCE_END.search(text, phrase.name.end if phrase.name is not None else phrase.span.end, end)
    finish = (after.end() if after.group() != "\n" else after.start()) if after else end
    while begin < finish and text[begin].isspace():
        begin += 1
    return Span(begin, max(begin, finish))


def _link(document: Document, phrase: CreditPhrase, sentence: Span) -> Link | None:
    """The link at the name, or else the first one in the sentence after the phrase begins."""
    place = phrase.name or Span(phrase.span.start, sentence.end)
    for link in document.links:
        if link.span.start > sentence.end:
            return None
        if link.span.meets(place) or (
            link.span.start >= phrase.span.start and link.span.meets(sentence) and phrase.needs == "link"
        ):
            return link
    return None


def _is_loose(name: str, link: Link, text: str) -> bool:
    """Whether the link at the name shows another, longer or shorter text than the name that the words alone gave."""
    shown = link.span.of(text).strip()
    return shown != name and host_names(host_of(link.target)) != "" and known_outlet(name) is None and agency_named(name) is None
