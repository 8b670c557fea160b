"""What stands over the text?  Title, standfirst, dateline, and the language the file states."""

import re

from sayso.intake.zones import Zones, is_picture_text, opening_blocks, stated_titles
from sayso.language.credits import find_dateline
from sayso.language.outlets import host_agrees, host_of, is_house
from sayso.model.document import Document, MarkupValue, Role
from sayso.model.finding import Finding, Ground, Zone, rule
from sayso.model.span import Span

_STANDFIRST = re.compile(
    r"standfirst|\bdek\b|-dek\b|deck|sub-?head|sub-?title|summary|excerpt|underline|teaser|\blede?\b|intro\b|subline|-stand"
)
# A standfirst is a sentence or a few; shorter lines are kickers and labels, longer ones are text.
_SHORTEST_STANDFIRST, _LONGEST_STANDFIRST = 40, 700
# Marks that part a title from the name of its site in <title> and og:title.
_SITE_PART = re.compile(r"\s+[|\-–—•·»:]+\s+")


def read_title(document: Document, zones: Zones) -> Finding[str] | None:
    """The printed headline, or else the stated title without the site's name."""
    if zones.headline is not None:
        block = document.blocks[zones.headline]
        value = " ".join(block.text_of(document.text).split())
        if value:
            return Finding(value=value, ground=Ground.PRINTED, by=rule("masthead/headline"), spans=block.spans, zone=Zone.HEADER)
    for title in stated_titles(document):
        stated = next(value for value in document.markup if " ".join(value.value.split()) == title)
        return Finding(
            value=_without_site(title, host_of(document.capture.url)),
            ground=Ground.MARKED_UP,
            by=rule("masthead/stated-title"),
            original=_original(stated),
            zone=Zone.MARKUP,
        )
    return None


def read_standfirst(document: Document, zones: Zones) -> Finding[str] | None:
    """The introduction printed between headline and body, by its role or by the page's own name for it."""
    for block in document.blocks_of(Role.STANDFIRST):
        return Finding(
            value=block.text_of(document.text),
            ground=Ground.PRINTED,
            by=rule("masthead/standfirst"),
            spans=block.spans,
            zone=Zone.HEADER,
        )
    if zones.headline is None:
        return None
    for index in range(zones.headline + 1, min(zones.body.start + 1, len(document.blocks))):
        block = document.blocks[index]
        length = len(block.span)
        if not _SHORTEST_STANDFIRST <= length <= _LONGEST_STANDFIRST or is_picture_text(block):
            continue
        if _STANDFIRST.search(block.hints) and block.tag in ("h2", "h3", "h4", "p", "div"):
            return Finding(
                value=block.text_of(document.text),
                ground=Ground.PRINTED,
                by=rule("masthead/standfirst-hint"),
                spans=block.spans,
                zone=Zone.HEADER,
            )
    return None


def read_dateline(document: Document, zones: Zones) -> Finding[str] | None:
    """The place (with agency or station in brackets) that opens the body: ``PORT ELM (AP)``."""
    for index in opening_blocks(document, zones):
        block = document.blocks[index]
        found = find_dateline(document.text, block.span.start, block.span.end)
        if found is not None and is_house(found.house.of(document.text)):
            return Finding(
                value=found.span.of(document.text),
                ground=Ground.PRINTED,
                by=rule("masthead/dateline"),
                spans=(found.span,),
                zone=Zone.BODY_HEAD,
            )
    return None


def read_language(document: Document) -> Finding[str] | None:
    """The language that the file states (``en-GB``)."""
    for value in document.markup:
        name = value.name.rsplit(".", 1)[-1].casefold()
        if name in ("lang", "og:locale", "inlanguage", "content-language", "dc.language", "language") and value.value.strip():
            code = value.value.strip().replace("_", "-")
            if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", code):
                return Finding(
                    value=code, ground=Ground.MARKED_UP, by=rule("masthead/language"), original=_original(value), zone=Zone.MARKUP
                )
    return None


def _without_site(title: str, host: str | None) -> str:
    parts = list(_SITE_PART.finditer(title))
    if parts and host_agrees(host, title[parts[-1].end() :]):
        return title[: parts[-1].start()]
    return title


def _original(value: MarkupValue) -> tuple[Span, ...]:
    return (value.original,) if value.original is not None else ()
