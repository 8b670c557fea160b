"""How does the outlet file the item?  Sections, regions, themes, dossiers and tags, in the outlet's own words."""

import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.intake.links import LinkIndex
from sayso.language.dates import begins_with_date
from sayso.language.mastheads import taxonomy_label, taxonomy_words
from sayso.model.document import Block, Document, Link, MarkupValue, Role
from sayso.model.finding import Finding, Ground, Maker, Zone, rule
from sayso.model.record import Filing
from sayso.model.span import Span

_LABELLED = rule("filing/labelled-line")
_CRUMB = rule("filing/breadcrumb")
_REL = rule("filing/link-relation")
_META = rule("filing/metadata")
_SEPARATOR = re.compile(r"\s*[,;|•·›»/]\s*|\s+[-–]\s+")
_LONGEST = 80
"""Code points of one heading or tag at most; what is longer is a sentence."""
_META_NAMES = {
    "article:section": "section",
    "articlesection": "section",
    "section": "section",
    "category": "section",
    "categories": "section",
    "article:tag": "tag",
    "keywords": "tag",
    "news_keywords": "tag",
    "tags": "tag",
    "region": "region",
    "theme": "theme",
    "topic": "theme",
}
_HOME = frozenset({"home", "homepage", "start", "startseite", "accueil", "inicio", "news", "index", "you are here", "..."})


class _Filed(Struct, frozen=True):
    files: str
    finding: Finding[str]


def read_filing(document: Document) -> Filing:
    """Read how the item is filed.  Printed headings go before those that only the metadata states; each is named once."""
    links = LinkIndex(document.links)
    found = [*_labelled(document, links), *_breadcrumbs(document, links), *_related_links(document), *_stated(document)]
    return Filing(
        sections=_distinct(found, "section"),
        regions=_distinct(found, "region"),
        themes=_distinct(found, "theme"),
        dossiers=_distinct(found, "dossier"),
        tags=_distinct(found, "tag"),
    )


def _distinct(found: list[_Filed], files: str) -> tuple[Finding[str], ...]:
    seen: dict[str, Finding[str]] = {}
    for filed in found:
        if filed.files == files:
            seen.setdefault(filed.finding.value.casefold(), filed.finding)
    return tuple(seen.values())


def _labelled(document: Document, links: LinkIndex) -> Iterator[_Filed]:
    """Lines such as ``Region: Sarn Valley, Lower Delta``; a linked heading is taken whole, commas and all."""
    for block in document.blocks:
        if (
            block.role in (Role.BODY, Role.HEADLINE, Role.STANDFIRST, Role.TERMS)
            or len(block.span) > 1000
            or block.kind == "print-stamp"
        ):
            continue
        text = document.text[block.span.start : block.span.end]
        files = taxonomy_label(text)
        start = taxonomy_words(text)
        if files and start is not None:
            for span in _items(document, links, Span(block.span.start + start, block.span.end)):
                yield _filed(document, files, span, _LABELLED)


def _items(document: Document, links: LinkIndex, span: Span) -> Iterator[Span]:
    linked = links.inside(span)
    if linked:
        yield from (link.span for link in linked)
        return
    at = span.start
    text = span.of(document.text)
    for separator in [*_SEPARATOR.finditer(text), None]:
        end = span.start + separator.start() if separator else span.end
        if document.text[at:end].strip():
            yield Span(at, end)
        at = span.start + separator.end() if separator else end


def _breadcrumbs(document: Document, links: LinkIndex) -> Iterator[_Filed]:
    """The path that leads to the item: every step but the site's front page and the item itself."""
    title = next((block.text_of(document.text) for block in document.blocks if block.role is Role.HEADLINE), "")
    for block in document.blocks:
        if block.kind == "breadcrumb" or (block.role is Role.TAXONOMY and block.kind == "rubric"):
            for span in _items(document, links, block.span):
                words = span.of(document.text).strip()
                if _is_step(words) and words != title and not title.startswith(words[:40] or " "):
                    yield _filed(document, "section", span, _CRUMB)


def _is_step(words: str) -> bool:
    """Whether a step of the path is a heading: not the front page, a year or a month."""
    return words.casefold() not in _HOME and not words.isdigit() and not (len(words.split()) == 1 and begins_with_date(words))


def _related_links(document: Document) -> Iterator[_Filed]:
    """Links that say ``rel="tag"`` or ``rel="category tag"``, outside the body."""
    links = [link for link in document.links if "tag" in link.rel.split()]
    for link, block in _with_blocks(document.blocks, links):
        if block.role is not Role.BODY:
            yield _filed(document, "section" if "category" in link.rel else "tag", link.span, _REL)


def _with_blocks(blocks: tuple[Block, ...], links: list[Link]) -> Iterator[tuple[Link, Block]]:
    at = 0
    for link in sorted(links, key=lambda link: link.span):
        while at < len(blocks) and blocks[at].span.end <= link.span.start:
            at += 1
        if at < len(blocks) and blocks[at].span.start <= link.span.start:
            yield link, blocks[at]


def _filed(document: Document, files: str, span: Span, by: Maker) -> _Filed:
    words = span.of(document.text)
    start = span.start + len(words) - len(words.lstrip(" \t\n#"))
    end = span.end - len(words) + len(words.rstrip(" \t\n."))
    span = Span(start, max(start, end))
    value = " ".join(span.of(document.text).split())
    return _Filed(
        files if 1 < len(value) <= _LONGEST else "",
        Finding(value=value, ground=Ground.PRINTED, by=by, spans=(span,), zone=Zone.HEADER),
    )


def _stated(document: Document) -> Iterator[_Filed]:
    for value in document.markup:
        name = value.name.lower()
        files = _META_NAMES.get(name) or _META_NAMES.get(name.rsplit(".", 1)[-1] if value.scheme == "json-ld" else "")
        if not files or not value.original or not _of_article(value):
            continue
        for item in value.value.split(",") if files == "tag" else [value.value]:
            words = " ".join(item.split())
            if 1 < len(words) <= _LONGEST:
                finding = Finding(value=words, ground=Ground.MARKED_UP, by=_META, original=(value.original,), zone=Zone.MARKUP)
                yield _Filed(files, finding)


def _of_article(value: MarkupValue) -> bool:
    """Whether a value is about the item itself and not about a picture or an item it lists."""
    return value.scheme != "json-ld" or value.name.count(".") == 1
