"""How do lines of type become a text layer?  Written in reading order, each character with the glyph it stands for."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import NoTextError, UnreadableError
from sayso.intake.layer import Layer, LayerBuilder
from sayso.intake.pdf_lines import Line
from sayso.intake.pdf_margins import mark_margins
from sayso.intake.pdf_page import BOLD, PageLink
from sayso.intake.pdf_paragraphs import HYPHENS, LARGE, Measures, gather_paragraphs
from sayso.model.document import Block, Link, MarkupValue, Remark, Role
from sayso.model.span import Span

_TITLE = 1.3
"""Times the size of running text from which the largest type is the title."""
_SMALL = 0.85
"""Times the size of running text below which type is small print."""
_HEADING = 120
"""Characters that a bold line of its own has at most as a heading."""
_SCANNED = 20
"""Characters of running text below which a file with pictures is a scan that somebody stamped."""
_NO_SPACE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u0e00-\u0eff]")
"""Scripts written without spaces: a line break there is no space either."""
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")
_INFO = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "Creator": "creator",
    "Producer": "producer",
    "CreationDate": "created",
    "ModDate": "modified",
    "Language": "language",
}


class PageText(Struct):
    """A page as read: its lines in reading order, its height in points, how many glyph indexes it has, its links."""

    lines: list[Line]
    height: float
    count: int
    links: tuple[PageLink, ...] = ()
    pictured: bool = False
    unmapped: int = 0
    unread: int = 0


def write_layer(pages: list[PageText], info: Iterable[tuple[str, str]]) -> Layer:
    """The text layer of all pages.  Raises NoTextError where there is nothing to read."""
    arranged = mark_margins([page.lines for page in pages], [page.height for page in pages])
    lines = [line for page in arranged for line in page]
    paragraphs, measures = gather_paragraphs(lines)
    _refuse_scans(pages, lines)
    writer = _Writer(pages, arranged, LARGE * measures.body)
    writer.write(lines, paragraphs)
    return Layer(
        text=writer.builder.text(),
        blocks=writer.blocks(paragraphs, measures),
        offsets=replace(writer.builder.offsets("glyph", tuple(writer.first)), order=tuple(writer.order)),
        links=tuple(writer.links(pages)),
        emphasis=tuple(writer.emphasis),
        markup=tuple(_info(info)),
        remarks=tuple(_remarks(pages)),
    )


def _refuse_scans(pages: list[PageText], lines: list[Line]) -> None:
    size = sum(len(line.text) for line in lines)
    if sum(page.unread for page in pages) > size:
        raise UnreadableError(
            "the PDF's fonts are not in the file, and its text cannot be read without", "print it anew with its fonts"
        )
    text = sum(len(line.text) for line in lines if not line.margin)
    if any(page.pictured for page in pages) and text < _SCANNED:
        raise NoTextError(
            "the PDF is scanned: its pages are pictures without text", "recognise the text first, for example with ocrmypdf"
        )
    if not size:
        raise NoTextError("the PDF holds no text", "if you see text on its pages, recognise it first, for example with ocrmypdf")
    if 2 * sum(page.unmapped for page in pages) > size:
        raise NoTextError(
            "the PDF's fonts do not say which characters they show", "recognise the text first, for example with ocrmypdf"
        )


class _Writer:
    """Writes lines one after the other and remembers where each glyph went."""

    def __init__(self, pages: list[PageText], arranged: list[list[Line]], plain: float) -> None:
        self.builder = LayerBuilder()
        self._plain = plain  # type up to this size is no heading
        self.first: list[int] = []
        self.order: list[int] = []
        self.emphasis: list[Span] = []
        self._rank: list[array[int] | None] = []
        self._reached = 0  # the source offset behind the last glyph written
        self._spans: dict[int, list[Span]] = {}
        self._hyphens: dict[int, list[Span]] = {}
        total = 0
        for page, lines in zip(pages, arranged, strict=True):
            self.first.append(total)
            self._rank.append(self._number(page, lines, total))
            total += page.count
        if all(rank is None for rank in self._rank):
            self.order = []
        self._where = array("i", [-1]) * total

    def _number(self, page: PageText, lines: list[Line], base: int) -> "array[int] | None":
        """The number of each glyph of the page in reading order; None where that is the order of the file."""
        order = _reading_order(page.count, (glyph for line in lines for glyph in line.glyphs if glyph >= 0))
        if order is None:
            self._note(base, page.count)
            return None
        rank = array("i", [0]) * page.count
        for place, glyph in enumerate(order):
            rank[glyph] = place
        begin = 0
        for place in range(1, len(order) + 1):
            if place == len(order) or order[place] != order[place - 1] + 1:
                self._note(base + order[begin], place - begin)
                begin = place
        return rank

    def _note(self, first: int, count: int) -> None:
        if self.order and self.order[-2] + self.order[-1] == first:
            self.order[-1] += count
        elif count:
            self.order += [first, count]

    def write(self, lines: list[Line], paragraphs: list[list[Line]]) -> None:
        """Write the lines in their order; halves of a paragraph that something stands between become spans of one block."""
        home = {id(line): (number, place) for number, lines_of in enumerate(paragraphs) for place, line in enumerate(lines_of)}
        words, tight = _inner_words(lines), _tight_dashes(lines)
        current: int | None = None
        carried = ""
        for count, line in enumerate(lines):
            number, place = home[id(line)]
            if number == current:
                self._white(lines[count - 1], carried)
            elif count:
                self.builder.gap("\n")
            self._line(line, number)
            following = paragraphs[number][place + 1] if place + 1 < len(paragraphs[number]) else None
            carried = self._break(line, following, number, words, tight)
            current = number

    def _white(self, line: Line, sign: str) -> None:
        """Write the break behind a line; it stands for the white-space glyphs there, where these follow the line at once."""
        first, length = line.after
        rank, base = self._rank[line.page], self.first[line.page]
        source = base + (first if rank is None or not length else rank[first])
        if length and sign and source == self._reached:
            self.builder.add(sign, source, length)
        else:
            self.builder.gap(sign)

    def _line(self, line: Line, number: int) -> None:
        start = self.builder.length
        rank, base = self._rank[line.page], self.first[line.page]
        begin = 0
        numbers = [-1 if glyph < 0 else glyph if rank is None else rank[glyph] for glyph in line.glyphs]
        for place in range(1, len(numbers) + 1):
            if place == len(numbers) or numbers[place] < 0 or numbers[place] != numbers[place - 1] + 1:
                piece = line.text[begin:place]
                if numbers[begin] < 0:
                    self.builder.gap(piece)
                else:
                    self.builder.add(piece, base + numbers[begin])
                begin = place
        self._reached = base + numbers[-1] + 1
        for place, glyph in enumerate(line.glyphs):
            if glyph >= 0:
                self._where[base + glyph] = start + place
        if line.size <= self._plain:
            self._stress(line, start, number)
        spans = self._spans.setdefault(number, [])
        whole = Span(start, self.builder.length)
        if spans and spans[-1].end + 1 >= start:
            spans[-1] = Span(spans[-1].start, whole.end)
        else:
            spans.append(whole)

    def _break(self, line: Line, following: Line | None, number: int, words: Counter[str], tight: bool) -> str:
        """What stands between a line and the next of its paragraph, where nothing else comes between them."""
        if following is None:
            return ""
        spans = self._spans[number]
        hyphen = _hyphen(line, following, words)
        if hyphen == "cut":
            self._hyphens.setdefault(number, []).append(Span(spans[-1].end - 1, spans[-1].end))
            spans[-1] = Span(spans[-1].start, spans[-1].end - 1)
            return "\n"
        if tight and line.text[-1] in "—–" and line.text[-2:-1].isalnum():
            return ""
        if hyphen == "kept" or (_NO_SPACE.match(line.text[-1]) and _NO_SPACE.match(following.text[0])):
            return ""
        return " "

    def _stress(self, line: Line, start: int, number: int) -> None:
        """Bold and italic words, running on over the lines of a paragraph; headings are bold by nature."""
        begin: int | None = None
        for place in range(len(line.styles) + 1):
            styled = place < len(line.styles) and (line.styles[place] or (begin is not None and line.text[place] == " "))
            if styled and begin is None:
                begin = place
            elif not styled and begin is not None:
                words = line.text[begin:place].rstrip()
                span = Span(start + begin, start + begin + len(words))
                last = self.emphasis[-1] if self.emphasis else None
                if last and begin == 0 and number in self._spans and last.end + 1 >= start:
                    self.emphasis[-1] = Span(last.start, span.end)
                elif any(map(str.isalnum, words)):
                    self.emphasis.append(span)
                begin = None

    def blocks(self, paragraphs: list[list[Line]], measures: Measures) -> tuple[Block, ...]:
        """The paragraphs as blocks, in the order of the text, with the hyphens taken out of a paragraph right behind it."""
        largest = max((lines[0].size for lines in paragraphs if not lines[0].margin and lines[0].page == 0), default=0.0)
        found: list[Block] = []
        for number, lines in enumerate(paragraphs):
            spans, margin = tuple(self._spans[number]), lines[0].margin
            if margin:
                found.append(Block(spans=spans, role=Role.FURNITURE, kind=margin, hints=margin))
                continue
            found.append(Block(spans=spans, tag=_tag(lines, measures, largest), hints=_hints(lines, measures)))
            if number in self._hyphens:
                found.append(Block(spans=tuple(self._hyphens[number]), role=Role.FURNITURE, kind="hyphen", hints="hyphen"))
        return tuple(sorted(found, key=lambda block: block.spans[0].start))

    def links(self, pages: list[PageText]) -> Iterable[Link]:
        """The links of all pages, one for each stretch of text."""
        text = self.builder.text()
        for page, base in zip(pages, self.first, strict=True):
            for link in page.links:
                places = sorted(self._where[base + glyph] for glyph in link.glyphs)
                places = [place for place in places if place >= 0 and not text[place].isspace()]
                begin = 0
                for here in range(1, len(places) + 1):
                    if here == len(places) or places[here] > places[here - 1] + 2:  # a word space lies between words
                        yield Link(Span(places[begin], places[here - 1] + 1), link.target)
                        begin = here


def _reading_order(count: int, seen: Iterable[int]) -> list[int] | None:
    """All glyph indexes of a page in reading order; white space goes with the glyph before it.  None if nothing changes."""
    sequence = list(seen)
    if all(before < after for before, after in pairwise(sequence)):
        return None
    visible = set(sequence)
    order = list(range(min(sequence)))
    done = bytearray(count)
    done[: len(order)] = b"\1" * len(order)
    for glyph in sequence:
        while glyph < count and not done[glyph]:
            done[glyph] = 1
            order.append(glyph)
            glyph += 1
            if glyph in visible:
                break
    return order


def _inner_words(lines: list[Line]) -> Counter[str]:
    """The words that stand whole within lines, in lower case: they tell whether a hyphen at a line's end belongs to its word."""
    return Counter(word.lower() for line in lines for word in re.findall(r"\w+(?:[-\u2010]\w+)*", line.text[:-1]))


def _tight_dashes(lines: list[Line]) -> bool:
    """Whether dashes mostly stand between words without spaces here: then one at a line's end had none behind it either."""
    tight = sum(len(re.findall(r"\w[—–]\w", line.text)) for line in lines)
    return tight > sum(len(re.findall(r"\w[—–] ", line.text)) for line in lines)


def _hyphen(line: Line, following: Line, words: Counter[str]) -> str | None:
    """``cut`` for a hyphen that only marks the end of a line, ``kept`` for one that belongs to the word, None for neither."""
    if line.text[-1] not in HYPHENS or len(line.text) < 2:
        return None
    if line.text[-1] == "\u00ad":
        return "cut"
    before = re.search(r"[\w-]+$", line.text[:-1])
    after = re.match(r"\w+", following.text)
    if not before or not after:
        return None
    head, tail = before[0].lower(), after[0].lower()
    if not head[-1].isalpha() or not following.text[0].islower():
        return "kept" if head[-1].isalnum() else None
    return "kept" if words[f"{head}-{tail}"] > words[head + tail] else "cut"


def _tag(lines: list[Line], measures: Measures, largest: float) -> str:
    first = lines[0]
    if first.size >= max(_TITLE * measures.body, 0.97 * largest) and first.page == 0:
        return "h1"
    if measures.is_heading(first):
        return "h2"
    if first.text[0] in "•‣◦▪●○■□✓➢*" and first.text[1:2].isspace():
        return "li"
    bold = all(style & BOLD for line in lines for style in line.styles)
    if bold and sum(len(line.text) for line in lines) <= _HEADING and lines[-1].text[-1] not in ".,;":
        return "h3"
    return "p"


def _hints(lines: list[Line], measures: Measures) -> str:
    """What the type says: ``bold``, ``italic``, ``small``."""
    styles = [style for line in lines for sign, style in zip(line.text, line.styles, strict=True) if sign != " "]
    hints = [name for name, bit in (("bold", 1), ("italic", 2)) if styles and all(style & bit for style in styles)]
    if lines[0].size < _SMALL * measures.body:
        hints.append("small")
    return " ".join(hints)


def _info(info: Iterable[tuple[str, str]]) -> Iterable[MarkupValue]:
    for name, value in info:
        value = " ".join(value.split())
        if value and name in _INFO:
            yield MarkupValue("docinfo", _INFO[name], _date(value) if name.endswith("Date") else value)


def _date(value: str) -> str:
    """PDF's way of writing a date as ISO 8601; anything else as it stands."""
    found = _PDF_DATE.match(value)
    if not found:
        return value
    year, month, day, hour, minute, second, zulu, zone, zone_minutes = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if not (day and hour and minute):
        return date
    zone = "Z" if zulu else f"{zone}:{zone_minutes or '00'}" if zone else ""
    return f"{date}T{hour}:{minute}:{second or '00'}{zone}"


def _remarks(pages: list[PageText]) -> Iterable[Remark]:
    scanned = [number for number, page in enumerate(pages, 1) if page.pictured and not page.lines]
    if scanned:
        which = ", ".join(map(str, scanned[:10])) + (f" and {len(scanned) - 10} more" if len(scanned) > 10 else "")
        many = "pages" if len(scanned) > 1 else "page"
        yield Remark("no-text", f"{many} {which} of {len(pages)}: a picture without text, not read; recognise the text first")
    unmapped = sum(page.unmapped for page in pages)
    if unmapped:
        yield Remark("unmapped-glyphs", f"{unmapped} glyphs of the PDF do not say which character they show")
