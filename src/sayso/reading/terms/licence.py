"""Is the text under a public licence?  A licence counts where a sentence or the markup puts this page's text under it."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from sayso.intake.links import LinkIndex
from sayso.language.licences import find_licences, licence_at
from sayso.model.document import Document, Role
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.record import Licence
from sayso.model.span import Span
from sayso.reading.terms.lines import TermsLine, sentences_of

_SENTENCE = rule("terms/licence-sentence")
_LINK = rule("terms/licence-link")
_THIS_TEXT = re.compile(
    r"\b(?:this|the|diese[rs]?)\s+(?:original\s+)?(?:article|story|work|text|post|piece|page|report|essay|interview|column|beitrag|artikel|text|werk)\b"
    r"|\brepublish(?:ed)?\b|\breprinted\b",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\b(?:original|our|all|site|website|web\s?site|the|this|unsere|alle)\b.{0,40}?"
    r"\b(?:contents?|articles|stories|texts?|material|site|website|page|work|journalism|inhalte|texte|beiträge|artikel)\b"
    r"|\b(?:contents?|articles|texts?|stories|inhalte|texte|beiträge)\b.{0,60}?"
    r"\b(?:is|are|available|licen[sc]ed|published|under|unter|sind|steh\w+)\b",
    re.IGNORECASE | re.DOTALL,
)
_OF_THE_SITE = re.compile(r"[^“”\"]{2,60}?\b(?:is|are)\s+licen[sc]ed\s+(?:under|as)\b", re.IGNORECASE)
"""In a site's footer, whatever is licensed is the site: "Brennick Courier is licensed under ..."."""
_EXCEPT = re.compile(r"\b(?:except|unless)\b.{0,40}?\b(?:noted|stated|indicated|specified)\b", re.IGNORECASE | re.DOTALL)
_BEGINS = re.compile(
    r"\W*(?:licen[sc]ed|available|published|released|distributed|shared|creative commons|cc[ -]by)\b", re.IGNORECASE
)
_LABEL = 4
"""Words of a bare licence mark at most; outside the site's footer such a mark stands beside a picture."""
_OTHER_MATTER = re.compile(
    r"\b(?:photo|photos|photograph|photographs|photography|image|images|picture|pictures|video|videos|footage|graphic|graphics|illustration|illustrations|"
    r"map|maps|icon|icons|logo|music|sound|audio|podcast|dataset|data|software|code|plugin|font|bild|bilder|foto|fotos|screenshot|wikimedia|flickr)\b",
    re.IGNORECASE,
)


def read_licence(document: Document, lines: tuple[TermsLine, ...], foreign: bool) -> Finding[Licence] | None:
    """The licence nearest to the text, printed before marked up; one that covers the text goes before one that does not.

    `foreign` says that the text is another's (an agency's, a sister paper's): a licence of the site's own content leaves it out.
    """
    found = [*_printed(document, lines, foreign), *_marked_up(document, foreign)]
    return min(found, key=lambda finding: not finding.value.covers_text, default=None)


def _printed(document: Document, lines: tuple[TermsLine, ...], foreign: bool) -> Iterator[Finding[Licence]]:
    links = LinkIndex(tuple(link for link in document.links if "creativecommons.org" in link.target))
    for line in sorted(lines, key=lambda line: line.nearness):
        if line.picture or (
            "icence" not in line.text and "icens" not in line.text and "ommons" not in line.text and "CC" not in line.text
        ):
            continue
        for start, end in sentences_of(line.text):
            sentence = line.text[start:end]
            about_this = bool(_THIS_TEXT.search(sentence))
            if line.block.role is Role.BODY and not (line.zone is Zone.BODY_TAIL and (about_this or _EXCEPT.search(sentence))):
                continue
            finding = _read(links, line, start, sentence, about_this, foreign)
            if finding:
                yield finding


def _read(
    links: LinkIndex, line: TermsLine, start: int, sentence: str, about_this: bool, foreign: bool
) -> Finding[Licence] | None:
    named = list(find_licences(sentence))
    if not named:
        return None
    before = sentence[: named[0].start]
    site = _SITE.search(sentence)
    if _OTHER_MATTER.search(before) or not (
        about_this
        or site
        or (_BEGINS.match(sentence) and (line.footer or len(sentence.split()) > _LABEL))
        or (line.footer and _OF_THE_SITE.match(sentence) and " by " not in before)
    ):
        return None
    best = min(named, key=lambda licence: (licence.id.endswith("unversioned"), not licence.id[-1].isdigit()))
    linked, address = _linked(links, line.place(start + named[0].start, start + named[-1].end))
    scope = None if about_this and not _EXCEPT.search(sentence) else _scope(sentence)
    return Finding(
        value=Licence(linked or best.id, address, scope, covers_text=about_this or not foreign),
        ground=Ground.PRINTED,
        by=_SENTENCE,
        spans=line.place(start, start + len(sentence)),
        zone=line.zone,
    )


def _scope(sentence: str) -> str | None:
    """The words that limit the licence: "original content", "except where noted"."""
    site, excepted = _SITE.search(sentence), _EXCEPT.search(sentence)
    words = [found.group() for found in (site, excepted) if found]
    return "; ".join(words) or None


def _linked(links: LinkIndex, spans: tuple[Span, ...]) -> tuple[str | None, str | None]:
    for span in spans:
        for link in links.meeting(span):
            return licence_at(link.target), link.target
    return None, None


def _marked_up(document: Document, foreign: bool) -> Iterator[Finding[Licence]]:
    """Licences that a link relation or the metadata of the article states, unless the link stands in a picture's credit."""
    seen: set[str] = set()
    for value in document.markup:
        name = value.name.lower().rsplit(".", 1)[-1]
        if (
            name not in ("license", "licence")
            or "image" in value.name.lower()
            or "video" in value.name.lower()
            or not value.original
        ):
            continue
        licence = licence_at(value.value)
        if licence is None or value.value in seen:
            continue
        seen.add(value.value)
        if _only_in_pictures(document, value.value):
            continue
        yield Finding(
            value=Licence(licence, value.value, covers_text=not foreign or value.scheme == "json-ld"),
            ground=Ground.MARKED_UP,
            by=_LINK,
            original=(value.original,),
            zone=Zone.MARKUP,
        )


def _only_in_pictures(document: Document, target: str) -> bool:
    """Whether every visible link to the licence stands in the body or a caption, where it belongs to a picture or a quotation."""
    starts = [block.span.start for block in document.blocks]
    places = [bisect_right(starts, link.span.start) - 1 for link in document.links if link.target == target]
    roles = [document.blocks[place].role for place in places if place >= 0]
    return bool(roles) and all(role in (Role.BODY, Role.CAPTION) for role in roles)
