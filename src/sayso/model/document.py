"""What is a document?  Its whole visible text, cut into blocks with roles, and a map back into the preserved original."""

from bisect import bisect_right
from enum import Enum
from itertools import pairwise

from msgspec import Struct

from sayso.model.dates import PartialDate
from sayso.model.span import Span

_HYPHENS = ("-", "\u00ad", "\u2010")


class Role(Enum):
    """What a block is for."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    """Who wrote it, for whom, and when: author lines, outlet-and-date lines."""
    TAXONOMY = "taxonomy"
    BODY = "body"
    CAPTION = "caption"
    PULL_QUOTE = "pull quote"
    FURNITURE = "furniture"
    ORIGIN_NOTE = "origin note"
    TERMS = "terms"
    BIO = "bio"
    CONTACT = "contact"
    NAVIGATION = "navigation"


class Block(Struct, frozen=True, kw_only=True):
    """A stretch of text that belongs together, usually a paragraph or a line.

    `spans` has several members where something stands between the halves of one paragraph (a page break, a running head).
    `tag` is the element it came from, in HTML's names whatever the format (``h1``, ``p``, ``li``, ``figcaption``, ``pre``).
    `hints` are lower-case words the original gives about the block (class, id, itemprop, rel of it and its near ancestors).
    `kind` is a finer name within the role where one is known, such as ``comments`` or ``membership`` for furniture.
    """

    spans: tuple[Span, ...]
    role: Role = Role.FURNITURE
    tag: str = "p"
    hints: str = ""
    kind: str | None = None

    @property
    def span(self) -> Span:
        """From the first character of the block to its last."""
        if len(self.spans) == 1:  # nearly every block; asked for thousands of times a page
            return self.spans[0]
        return Span(self.spans[0].start, self.spans[-1].end)

    def text_of(self, text: str) -> str:
        """The block's characters, its halves joined by one space, or by nothing where a line-end hyphen was left out between."""
        pieces = [self.spans[0].of(text)]
        for before, after in pairwise(self.spans):
            cut = text[before.end : before.end + 1] in _HYPHENS and text[before.end + 1 : before.end + 2] == "\n"
            pieces += ["" if cut else " ", after.of(text)]
        return "".join(pieces)


class Link(Struct, frozen=True):
    """A link: the visible span, and its target as written (a lost target stays ``#``)."""

    span: Span
    target: str
    rel: str = ""


class MarkupValue(Struct, frozen=True):
    """Something the file says about itself out of sight: metadata, JSON-LD, document properties, mail headers.

    `scheme` is ``meta``, ``link``, ``json-ld``, ``microdata``, ``title``, ``docinfo``, ``header`` or ``json``; `name` is the
    property (``og:site_name``, ``NewsArticle.author.name``), a JSON-LD path carries no list indexes, and a field of an article in
    JSON goes by its role (``outlet``); `original` is where it stands.
    """

    scheme: str
    name: str
    value: str
    original: Span | None = None


class OffsetMap(Struct, frozen=True, kw_only=True):
    """Where each character of the text layer stands in the original.

    Parallel columns, one row a run: `text` and `source` say where a run starts, `text_lengths` and `source_lengths` how long it
    is on either side.  `text` ascends, and so does `source`, but for JSON, whose fields stand in any order.  Equal lengths mean
    character for character; unequal lengths mean the run is one piece (an entity, collapsed white space).  Text that stands
    nowhere in the original (the line break between two blocks) has no row.
    `unit` names what is counted on the source side: ``character`` of the decoded original, or ``glyph`` of a PDF, where
    `pages` holds the first glyph of each page.  Glyphs are numbered in reading order; where that is not the order of the file,
    `order` leads to pdfium's character indexes, pages added up: flattened runs (first index, length).  `wrappers` are markup
    around text, as four columns flattened row by row (text start, text end, source start, source end): link and emphasis marks
    that belong to the text they enclose.
    """

    text: tuple[int, ...] = ()
    source: tuple[int, ...] = ()
    text_lengths: tuple[int, ...] = ()
    source_lengths: tuple[int, ...] = ()
    unit: str = "character"
    pages: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    part: str | None = None
    wrappers: tuple[tuple[int, int, int, int], ...] = ()

    def to_source(self, span: Span, markup: bool = False) -> Span | None:
        """Where `span` of the text stands in the original, from its first character to its last; None if nowhere.

        With `markup`, link and emphasis marks whose whole text lies in the span are taken in:
        ``[a link](target)`` and not only ``a link``.
        """
        first = self._row(self.text, span.start)
        if first < 0 or span.start >= self.text[first] + self.text_lengths[first]:
            first += 1
        last = self._row(self.text, span.end - 1)
        if last < first or first >= len(self.text) or not len(span):
            return None
        start = self._into(self.text, self.source, self.text_lengths, self.source_lengths, first, span.start, False)
        end = self._into(self.text, self.source, self.text_lengths, self.source_lengths, last, span.end, True)
        if not _ascends(self.source[first : last + 1]):
            start = min(start, *self.source[first + 1 : last + 1])
            ends = zip(self.source[first:last], self.source_lengths[first:last], strict=True)
            end = max(end, *(place + length for place, length in ends))
        if markup:
            for text_start, text_end, source_start, source_end in self.wrappers:
                if span.start <= text_start and text_end <= span.end:
                    start, end = min(start, source_start), max(end, source_end)
        return Span(start, end)

    def to_text(self, span: Span) -> Span | None:
        """Where `span` of the original stands in the text; None if none of it is visible."""
        if not _ascends(self.source):
            return self._in_any_order(span)
        first = self._row(self.source, span.start)
        if first < 0 or span.start >= self.source[first] + self.source_lengths[first]:
            first += 1
        last = self._row(self.source, span.end - 1)
        if last < first or first >= len(self.source) or not len(span):
            return None
        start = self._into(self.source, self.text, self.source_lengths, self.text_lengths, first, span.start, False)
        end = self._into(self.source, self.text, self.source_lengths, self.text_lengths, last, span.end, True)
        return Span(start, end)

    def _in_any_order(self, span: Span) -> Span | None:
        """What `to_text` says where runs that follow each other in the text do not in the original."""
        here, there, lengths, reaches = self.source, self.text, self.source_lengths, self.text_lengths
        met = [row for row, start in enumerate(here) if start < span.end and span.start < start + lengths[row] and len(span)]
        if not met:
            return None
        starts = (self._into(here, there, lengths, reaches, row, span.start, False) for row in met)
        ends = (self._into(here, there, lengths, reaches, row, span.end, True) for row in met)
        return Span(min(starts), max(ends))

    def page_of(self, source_offset: int) -> int | None:
        """The page (from 1) of a PDF on which a glyph stands; None where the original has no pages."""
        return bisect_right(self.pages, source_offset) or None

    @staticmethod
    def _row(starts: tuple[int, ...], offset: int) -> int:
        return bisect_right(starts, offset) - 1

    @staticmethod
    def _into(
        here: tuple[int, ...],
        there: tuple[int, ...],
        here_lengths: tuple[int, ...],
        there_lengths: tuple[int, ...],
        row: int,
        offset: int,
        end: bool,
    ) -> int:
        inside = min(max(offset - here[row], 0), here_lengths[row])
        if here_lengths[row] == there_lengths[row]:
            return there[row] + inside
        if end:
            return there[row] + (there_lengths[row] if inside else 0)
        return there[row]


def _ascends(places: tuple[int, ...]) -> bool:
    return all(before <= after for before, after in pairwise(places))


class Capture(Struct, frozen=True, kw_only=True):
    """How the original came to us.  `sha256` and `size` (bytes) are of the original as received; `name` is the file's own name.

    `taken` is the capture date (ISO), the only "today" a reading may use; None when nobody said when the copy was made.
    """

    sha256: str
    size: int
    media_type: str
    encoding: str | None = None
    name: str | None = None
    url: str | None = None
    taken: PartialDate | None = None


class Remark(Struct, frozen=True):
    """Something a careful reader should know, about the copy or the reading: code, sentence, and place if it has one.

    Codes: ``encoding-repaired``, ``paywall-stub``, ``no-article`` (with the sort in the sentence: consent wall, soft 404, no
    article), ``truncated``, ``no-text`` (scanned pages), ``repaired``,
    ``unmapped-glyphs``, ``attachments``, ``unbalanced-marks``, ``headline-quotation-absent``, ``author-is-subject``,
    ``language-not-read``.
    """

    code: str
    sentence: str
    span: Span | None = None


NOT_WHOLE = ("no-article", "paywall-stub")
"""Remarks that say there is no article to read, or only the head of one."""


class Document(Struct, frozen=True, kw_only=True):
    """The whole visible text of one item, with everything needed to find each character again in the original.

    Blocks are in reading order and hold every character of `text` but the line breaks between them.  Spans everywhere are
    half-open code-point offsets into `text`; ``offsets.to_source`` leads into the original.
    """

    text: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap
    capture: Capture
    links: tuple[Link, ...] = ()
    emphasis: tuple[Span, ...] = ()
    markup: tuple[MarkupValue, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def blocks_of(self, *roles: Role) -> tuple[Block, ...]:
        """The blocks that have one of the roles, in reading order."""
        return tuple(block for block in self.blocks if block.role in roles)

    @property
    def has_article(self) -> bool:
        """Whether the page holds an article at all, and not a consent wall, a paywall stub or a soft 404."""
        return not any(remark.code in NOT_WHOLE for remark in self.remarks)
