"""Where on the page does a block stand, seen from the article's body?  Header, body, tail and footer, by block index."""

import re

from msgspec import Struct

from sayso.model.document import Block, Document, Role
from sayso.model.finding import Zone

# Blocks above the headline that still belong to its header (kicker, date line, category); pages put up to four there.
_ABOVE = 5
# Share buttons stand as single blocks between headline and body: up to 30 on real pages. Twice that is no header any more.
_HEADER_MOST = 60
# Blocks under the headline of a page without a body among which its byline and date stand.
_STUB = 12
# Blocks after the body among which credit lines stand; related stories begin soon after.
_AFTER = 14
# Blocks of the body that count as its head and as its tail.
_HEAD, _TAIL = 3, 6
_FOOTER_MOST = 60
# Text between two body blocks that parts an article from teasers further down, in characters.
_GAP = 2500

_HEADING = re.compile(r"h[1-6]")
_PICTURE = re.compile(r"caption|credit|photo|image|img|gallery|figure|media-meta|thumb")
_PICTURE_SAFE = re.compile(r"byline|author|vcard|credit-text|copyright")
# Hints begin with the block's own words; those of far ancestors ("gallery-page") say nothing about it.
_NEAR_HINTS = 60


class Zones(Struct, frozen=True):
    """Block indexes: the headline (None where none was found), the header, the body from first to last, tail and footer."""

    headline: int | None
    header: range
    body: range
    tail: range
    footer: range

    def zone_of(self, index: int) -> Zone:
        """The zone of a block; a block of the body's last ones is tail, of its first ones head."""
        if index in self.body:
            if index >= self.tail.start:
                return Zone.BODY_TAIL
            return Zone.BODY_HEAD if index < self.body.start + _HEAD else Zone.BODY
        if index < self.body.start:
            return Zone.HEADER
        return Zone.BODY_TAIL if index in self.tail else Zone.FOOTER


def find_zones(document: Document) -> Zones:
    """Find the zones.  The body is the longest run of body blocks without a long stretch of other text inside."""
    blocks = document.blocks
    body = _main_run(blocks)
    headline = _headline(document, body)
    if headline is not None and not body:
        end = min(len(blocks), headline + 1 + _STUB)  # a paywall stub has a header and no body
        body = range(end, end)
    elif headline is not None and body.start <= headline < body.stop - 1:
        below = next((index for index in range(headline + 1, body.stop) if blocks[index].role is Role.BODY), headline + 1)
        body = range(below, max(below, body.stop))
    text = next((index for index in body if blocks[index].role is Role.BODY and not _HEADING.fullmatch(blocks[index].tag)), None)
    if text is not None and text - body.start <= _HEADER_MOST:
        body = range(text, body.stop)  # a standfirst set as a heading is no body yet
    top = headline if headline is not None and headline < body.start else body.start
    header = range(max(0, top - _ABOVE, body.start - _HEADER_MOST), body.start)
    if headline is not None and body.start - headline > _HEADER_MOST:
        header = range(max(0, headline - _ABOVE), headline + _HEADER_MOST)
    tail = range(max(body.start, body.stop - _TAIL), min(len(blocks), body.stop + _AFTER))
    return Zones(headline, header, body, tail, range(max(tail.stop, len(blocks) - _FOOTER_MOST), len(blocks)))


def opening_blocks(document: Document, zones: Zones) -> tuple[int, ...]:
    """The first blocks of body text, captions and headings between them left out: where datelines and credit notes stand."""
    found: list[int] = []
    for index in zones.body:
        block = document.blocks[index]
        if block.role in (Role.BODY, Role.ORIGIN_NOTE) and not _HEADING.fullmatch(block.tag):
            found.append(index)
            if len(found) == _HEAD:
                break
    return tuple(found)


def is_picture_text(block: Block) -> bool:
    """Whether a block is a caption or a photo credit: it names agencies that have nothing to do with the text."""
    if block.role is Role.CAPTION or block.tag in ("figcaption", "figure"):
        return True
    return bool(_PICTURE.search(block.hints, 0, _NEAR_HINTS)) and not _PICTURE_SAFE.search(block.hints)


def stated_titles(document: Document) -> tuple[str, ...]:
    """The titles that the file states out of sight, the most telling first."""
    found: dict[int, str] = {}
    for value in document.markup:
        rank = _TITLE_RANKS.get((value.scheme, value.name.rsplit(".", 1)[-1].casefold()))
        if rank is not None and value.name.count(".") <= 1 and value.value.strip() and not _OTHER_ENTITY.match(value.name):
            found.setdefault(rank, " ".join(value.value.split()))
    return tuple(found[rank] for rank in sorted(found))


_TITLE_RANKS = {
    ("meta", "og:title"): 0,
    ("json-ld", "headline"): 1,
    ("meta", "twitter:title"): 2,
    ("title", "title"): 3,
    ("json", "title"): 0,
    ("docinfo", "title"): 4,
    ("header", "subject"): 4,
}
_OTHER_ENTITY = re.compile(r"(?:ImageObject|VideoObject|Organization|WebSite|Person|ItemList|BreadcrumbList)\b")


def _main_run(blocks: tuple[Block, ...]) -> range:
    runs: list[tuple[int, range]] = []
    first, last, length = -1, -1, 0
    for index, block in enumerate(blocks):
        if block.role is not Role.BODY:
            continue
        if first >= 0 and block.span.start - blocks[last].span.end > _GAP:
            runs.append((length, range(first, last + 1)))
            first = -1
        if first < 0:
            first, length = index, 0
        last = index
        length += sum(map(len, block.spans))
    if first >= 0:
        runs.append((length, range(first, last + 1)))
    return max(runs, key=lambda run: run[0])[1] if runs else range(0, 0)


# Headings looked at; real pages have a few, a page of nothing else is hostile.
_MOST_HEADINGS = 200
# A headline on the page and the title in the file share at least half of their words; edited ones ("The Latest: ...") still do.
_ALIKE = 0.5


def _headline(document: Document, body: range) -> int | None:
    """The heading most like the stated titles; without any, the last heading above the body."""
    blocks = document.blocks
    marked = [index for index, block in enumerate(blocks) if block.role is Role.HEADLINE]
    headings = sorted({*marked, *(index for index, block in enumerate(blocks) if block.tag == "h1")})[:_MOST_HEADINGS]
    titles = [_word_set(title) for title in stated_titles(document)]
    if titles:
        likeness = {index: max(_alike(_word_set(_text(document, index)), title) for title in titles) for index in headings}
        # Of two alike (a sticky bar repeats the headline) the one nearer above the body is the article's.
        nearness = {index: index if index <= body.start else -index for index in headings}
        best = max(headings, key=lambda index: (likeness[index], index in marked, nearness[index]), default=None)
        if best is not None and likeness[best] >= _ALIKE:
            return best
        same = [index for index in range(len(blocks)) if _word_set(_text(document, index)) in titles[:3]]
        if same:
            return max((index for index in same if index <= body.start), default=same[0])
    above = [index for index in (marked or headings) if not body or index <= body.start]
    return above[-1] if above else (headings[0] if headings else None)


def _text(document: Document, index: int) -> str:
    span = document.blocks[index].span
    return document.text[span.start : min(span.end, span.start + 400)]  # no headline is longer


def _word_set(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold().replace("’", "'")))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
