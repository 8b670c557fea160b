"""What is each block for?  Headline, byline, body, terms and the rest, by markup where there is some and by structure."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from sayso.intake.layer import Layer
from sayso.intake.structure import label_by_structure
from sayso.language.furniture import LineKind, classify_inside, classify_line
from sayso.language.mastheads import is_byline, is_date_line, taxonomy_label
from sayso.model.document import Block, Link, Role
from sayso.model.span import Span

_HINTS = re.compile(
    r"(?P<pull_quote>pull-?quote)"
    r"|(?P<caption>caption|(?:photo|image|picture|media)[-_]?credit)"
    r"|(?P<comments>\bcomments?\b|disqus)"
    r"|(?P<newsletter>newsletter|sign-?up\b|subscri)"
    r"|(?P<related>\brelated|recommend|read-?more|more-?from|outbrain|taboola|trending|most-?read|most-?popular|latest-box)"
    r"|(?P<share>\bshar(?:e|ing)\b|social-|click-?to-?tweet)"
    r"|(?P<advertisement>\bads?\b|\bad-|advert|sponsor|\bpromo)"
    r"|(?P<bio>author-?bio|about-?(?:the-?)?author|author-?(?:info|box|desc)|bio-)"
    r"|(?P<navigation>\bnav\b|navigation|navbar|\bmenu|breadcrumb|skip-?link)"
)
"""Words of class and id attributes that say what a block is for, the telling ones first."""
_STANDFIRST = re.compile(
    r"sub-?(?:title|head|line|deck)|stand-?first|\bdek\b|\bdeck\b|\bstrap|teaser|article[-_]+(?:summary|intro|lead)\b"
)
_BYLINE = re.compile(
    r"by-?line|\bauthors?\b|date-?published|published|date-?line|timestamp|post-?meta|entry-?meta|article-?meta|\bdates?\b"
)
_TAGS = re.compile(r"\btags?\b|\btopics\b|\bkeywords\b|\bcategor(?:y|ies)\b")
_HEADLINE_META = ("og:title", "twitter:title", "title")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_PROSE = 80
"""Code points from which a block without a full stop is prose and not a label."""
_LABEL = 140
"""Code points up to which a block in a byline's or a tag list's place is one."""
_TAIL = 4
"""Blocks at the end of a selected body among which a line to write to is not body."""
_ABOVE = 12
"""Blocks above the first paragraph among which a headline stands: kicker, byline, dates and share buttons between them."""
_MOSTLY = 0.6
"""Share of the selected text above a line that closes it; the rest is small print and biographies."""
_KICKER = re.compile(r"kicker|eyebrow|overline|rubric|section-?(?:name|label|title|link)|category-?(?:name|label|link)")
_RUBRIC, _SHORT = 4, 40
"""Blocks above the headline among which the section's name can stand, and its code points."""
_CERTAIN = ("copyright", "disclaimer", "fair-use", "comments", "advertisement", "newsletter", "related")
_WRITE_TO = re.compile(
    r"\b(?:e-?mail|reach|write to|contact|follow)\b.{0,120}(?:@\w|\.com\b|twitter|facebook)|^more\b.{0,40}:\s+(?:https?:|www\.)",
    re.IGNORECASE | re.DOTALL,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed\b(?: reporting)?(?: (?:to|for) (?:this|the) (?:report|story|article)| from [\w ,.]{2,60})?[.)\]]*$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"h[1-6]$")
_ALL_LINK = 0.8
"""Share of linked characters from which a block is a link and its marks."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")


def label_blocks(layer: Layer, url: str | None) -> tuple[Block, ...]:
    """The layer's blocks with their roles, in reading order.  `url` is the address of the page, where it is known.

    Where the format selected the body itself (`layer.body`), a block inside it is body unless its words or its markup say for
    certain that it is not.  Elsewhere the body is what stands between the masthead and the lines that close an article; a
    paragraph that a page break cut in two becomes one block of two spans.
    """
    if layer.body is None:
        return label_by_structure(layer)
    return tuple(_label_selected(layer, url))


def _label_selected(layer: Layer, url: str | None) -> list[Block]:
    cut = list(_cut(layer.blocks, layer.body or (), layer.text))
    blocks = [block for block, _ in cut]
    linked = _link_shares(blocks, layer.links)
    headline = _headline_index(layer, blocks)
    if headline < 0:
        headline = _heading_above(cut, layer.text)
    first_prose = _first_prose(cut, layer.text, headline)
    chosen = [index for index, (_, selected) in enumerate(cut) if selected]
    last_quarter = chosen[len(chosen) * 3 // 4] if chosen else 0
    labelled: list[Block] = []
    in_related = False
    for index, (block, selected) in enumerate(cut):
        text = block.text_of(layer.text)
        line = classify_line(text)
        if index == headline:
            labelled.append(replace(block, role=Role.HEADLINE))
        elif not selected:
            labelled.append(_label_outside(block, text, line, headline <= index < first_prose or headline < 0))
            if headline - _RUBRIC <= index < headline and len(text) < _SHORT and _KICKER.search(block.hints):
                labelled[-1] = replace(block, role=Role.TAXONOMY, kind="rubric")
        else:
            in_related = _opens_related(line) or (in_related and block.tag == "li" and linked[index] > _ALL_LINK)
            late = index >= last_quarter
            found = _label_inside(block, text, line, before_prose=index < first_prose, late=late, linked=linked[index])
            if found.role is Role.BODY and in_related:
                found = replace(block, role=Role.FURNITURE, kind="related")
            elif found.role is Role.BODY and url and _ADDRESS.match(text):
                found = replace(block, role=Role.FURNITURE, kind="address")
            labelled.append(found)
    _label_small_print(labelled, layer.text)
    _take_off_tail(labelled, linked, layer.text)
    return labelled


def _first_prose(cut: list[tuple[Block, bool]], text: str, headline: int) -> int:
    """The index of the first selected paragraph under the headline."""
    after = headline if headline >= 0 and any(selected for _, selected in cut[headline:]) else -1
    return next(
        (index for index, (block, selected) in enumerate(cut) if selected and index > after and _is_prose(block, text)), len(cut)
    )


def _heading_above(cut: list[tuple[Block, bool]], text: str) -> int:
    """On a page without a heading of the first level, the nearest heading above the first selected paragraph; -1 if none."""
    first = _first_prose(cut, text, -1)
    above = range(first - 1, max(first - 1 - _ABOVE, -1), -1)
    return next((index for index in above if cut[index][0].tag in ("h2", "h3")), -1) if first < len(cut) else -1


def _label_small_print(blocks: list[Block], text: str) -> None:
    """Below a note of origin or a copyright line near the end of a selected body, paragraphs that read like small print are."""
    total = sum(len(block.span) for block in blocks if block.role is Role.BODY)
    before, closed, biography = 0, False, False
    for index, block in enumerate(blocks):
        if block.role is not Role.BODY:
            late = before > total * _MOSTLY
            closed = closed or (late and block.role in (Role.ORIGIN_NOTE, Role.TERMS))
            biography = late and block.role is Role.BIO and block.kind == "about-author"
            continue
        before += len(block.span)
        line = classify_inside(block.text_of(text)) if closed else None
        if line:
            blocks[index] = replace(block, role=line.role, kind=line.kind)
        elif biography and len(block.span) > _PROSE:
            blocks[index] = replace(block, role=Role.BIO, kind="about-author")


def _take_off_tail(blocks: list[Block], linked: list[float], text: str) -> None:
    """What a selected body ends with and is not body: addresses to write to, links to other pages, headings over nothing."""
    left = _TAIL
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block.role is not Role.BODY:
            continue
        words = block.text_of(text)
        if len(words) < 2 * _LABEL and _WRITE_TO.search(words):
            blocks[index] = replace(block, role=Role.CONTACT)
        elif len(words) < 2 * _LABEL and _CONTRIBUTED.search(words):
            blocks[index] = replace(block, role=Role.ORIGIN_NOTE)
        elif linked[index] > _ALL_LINK or (_HEADING.match(block.tag) and index and _HEADING.match(blocks[index - 1].tag)):
            blocks[index] = replace(block, role=Role.FURNITURE, kind="related")
            continue
        left -= 1
        if not left:
            return
        if linked[index] <= _ALL_LINK and len(words) > _PROSE and blocks[index].role is Role.BODY:
            left = min(left, 1)


def _cut(blocks: tuple[Block, ...], body: tuple[Span, ...], text: str) -> Iterator[tuple[Block, bool]]:
    """Each block and whether it is selected; a block that is selected in part is cut where the selection begins and ends."""
    at = 0
    for block in blocks:
        while at < len(body) and body[at].end <= block.span.start:
            at += 1
        start, index = block.span.start, at
        while index < len(body) and body[index].start < block.span.end:
            inside = body[index]
            if inside.start > start:
                yield from _piece(block, start, inside.start, text, False)
            yield from _piece(block, max(start, inside.start), min(inside.end, block.span.end), text, True)
            start, index = min(inside.end, block.span.end), index + 1
        yield from _piece(block, start, block.span.end, text, False)


def _piece(block: Block, start: int, end: int, text: str, selected: bool) -> Iterator[tuple[Block, bool]]:
    if start == block.span.start and end == block.span.end:
        yield block, selected
        return
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield replace(block, spans=(Span(start, end),)), selected


def _link_shares(blocks: list[Block], links: tuple[Link, ...]) -> list[float]:
    """For each block the share of its characters that are links."""
    ordered = sorted(links, key=lambda link: link.span)
    shares, at = [], 0
    for block in blocks:
        span, covered = block.span, 0
        while at < len(ordered) and ordered[at].span.end <= span.start:
            at += 1
        index = at
        while index < len(ordered) and ordered[index].span.start < span.end:
            covered += min(ordered[index].span.end, span.end) - max(ordered[index].span.start, span.start)
            index += 1
        shares.append(covered / max(len(span), 1))
    return shares


def _headline_index(layer: Layer, blocks: list[Block]) -> int:
    """The block that is the page's headline: the first-level heading nearest to what the page calls itself; -1 if none."""
    titles = [_words(value.value) for value in layer.markup if value.name.lower() in _HEADLINE_META]
    best, best_score = -1, 0.0
    for index, block in enumerate(blocks):
        if block.tag not in ("h1", "h2", "h3") and "headline" not in block.hints and "title" not in block.hints:
            continue
        words = _words(block.text_of(layer.text)[:400])
        if not words:
            continue
        likeness = max((len(words & title) / len(words | title) for title in titles), default=0.0)
        # A heading of the first level is the headline unless another heading is clearly nearer to the page's own title.
        score = likeness + (0.3 if block.tag == "h1" else 0.0)
        if score > max(best_score, 0.29):
            best, best_score = index, score
    return best


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _is_prose(block: Block, text: str) -> bool:
    if _HEADING.match(block.tag) or "breadcrumb" in block.hints:
        return False
    words = block.text_of(text)
    return (len(words) >= _PROSE or (len(words) > 40 and bool(_SENTENCE_END.search(words)))) and not _STANDFIRST.search(
        block.hints
    )


def _opens_related(line: LineKind | None) -> bool:
    return line is not None and line.kind == "related"


class _Hints(NamedTuple):
    """What the class and id words around a block say it is."""

    name: str | None
    standfirst: bool
    byline: bool
    tags: bool


_NO_HINTS = _Hints(None, False, False, False)


def _read_hints(hints: str) -> _Hints:
    """The first telling word gives the name; the other questions are answered by any word."""
    telling = [read for word in hints.split() if (read := _read_word(word)) is not None]
    if not telling:
        return _NO_HINTS
    names, standfirst, byline, tags = zip(*telling, strict=True)
    return _Hints(next(filter(None, names), None), any(standfirst), any(byline), any(tags))


@lru_cache(maxsize=16384)
def _read_word(word: str) -> _Hints | None:
    """Kept, because the pages of one site share their class names, a few hundred of them; 16,384 is some fifty sites."""
    found = _HINTS.search(word)
    read = _Hints(
        found.lastgroup if found else None,
        _STANDFIRST.search(word) is not None,
        _BYLINE.search(word) is not None,
        _TAGS.search(word) is not None,
    )
    return None if read == _NO_HINTS else read


def _is_certain(line: LineKind) -> bool:
    """Whether a line's words tell its role wherever it stands.

    "Share the work", "To reprint a map" and "Help us" begin sentences of articles too: unlinked they count at its ends only.
    """
    return line.role is Role.ORIGIN_NOTE or line.kind in _CERTAIN


def _label_inside(block: Block, text: str, line: LineKind | None, *, before_prose: bool, late: bool, linked: float) -> Block:
    """The role of a block that the body selector took; `late`: most of the body stands before it."""
    if line and line.leaves_selection and (late or before_prose or linked > 0 or line.at == "whole" or _is_certain(line)):
        return replace(block, role=line.role, kind=line.kind)
    if before_prose:
        if _read_hints(block.hints).standfirst:
            return replace(block, role=Role.STANDFIRST)
        if block.tag == "h1":
            return replace(block, role=Role.HEADLINE)
        if len(text) < _LABEL and "breadcrumb" in block.hints:
            return replace(block, role=Role.NAVIGATION, kind="breadcrumb")
        if len(text) < _LABEL and not _SENTENCE_END.search(text) and (is_byline(text) or is_date_line(text)):
            return replace(block, role=Role.BYLINE)
    if _read_hints(block.hints).name == "pull_quote":
        return replace(block, role=Role.PULL_QUOTE)
    if linked > _ALL_LINK and text.isupper() and len(text.split()) > 2:
        return replace(block, role=Role.FURNITURE, kind="related")
    if taxonomy_label(text) and (before_prose or linked > 0.5):
        return replace(block, role=Role.TAXONOMY)
    return replace(block, role=Role.BODY)


def _label_outside(block: Block, text: str, line: LineKind | None, near_headline: bool) -> Block:
    """The role of a block that the body selector left out."""
    name, standfirst, byline, tags = _read_hints(block.hints)
    if line and line.role in (Role.TERMS, Role.ORIGIN_NOTE, Role.CONTACT):
        return replace(block, role=line.role, kind=line.kind)
    if block.tag == "figcaption" or name == "caption":
        return replace(block, role=Role.CAPTION)
    if name == "pull_quote":
        return replace(block, role=Role.PULL_QUOTE)
    if name == "navigation":
        return replace(block, role=Role.NAVIGATION, kind="breadcrumb" if "breadcrumb" in block.hints else None)
    if line:
        return replace(block, role=line.role, kind=line.kind)
    if taxonomy_label(text):
        return replace(block, role=Role.TAXONOMY)
    if near_headline and name not in ("comments", "related", "newsletter", "advertisement"):
        if len(text) < _LABEL and (is_byline(text) or is_date_line(text) or byline):
            return replace(block, role=Role.BYLINE)
        if standfirst and len(text) > 20:
            return replace(block, role=Role.STANDFIRST)
    if name == "bio":
        return replace(block, role=Role.BIO)
    if tags and len(text) < _LABEL:
        return replace(block, role=Role.TAXONOMY)
    return replace(block, role=Role.FURNITURE, kind=name or ("footer" if "footer" in block.hints else None))
