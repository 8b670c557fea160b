"""How is Markdown read?  The text a reader would see, in blocks, with the place of each character in the source.

Follows CommonMark where the result is text, and departs from it where news does: a hard line break ends a block (mastheads are
made so), indented lines are paragraphs and not code, an ordered item keeps its number, a single item keeps its dash (it names who
spoke).
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.intake.layer import Layer, LayerBuilder
from sayso.intake.markdown_inline import Piece, read_inline, reference_key
from sayso.model.document import Block, Link, MarkupValue
from sayso.model.span import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_INDENT = re.compile(r"[ \t\f\v]*")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_BULLET = re.compile(r"[ ]{0,8}([-*+])[ \t]+(?=\S)")
_NUMBER = re.compile(r"[ ]{0,8}\d{1,9}[.)][ \t]+(?=\S)")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}(?=[^`]*$)|~{3,})")
_DEFINITION = re.compile(
    r"[ ]{0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]*(<[^<>\n]*>|\S+)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_TABLE_RULE = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL = re.compile(r"(?:\\.|[^|\\])+")
_HIDDEN = re.compile(r"[ ]{0,3}<(?:(!--)|(script|style|template|noscript)\b)", re.IGNORECASE)
_CLOSER = re.compile(r"-->|</(?:script|style|template|noscript)\b", re.IGNORECASE)
_FRONT_ENTRY = re.compile(r"([A-Za-z][\w .-]{0,60}?)[ \t]*:[ \t]*(.*)")
_LONGEST_UNDERLINED = 200
"""A longer paragraph with dashes under it is a paragraph and a rule: converters of PDF leave the blank line out."""
_DEEPEST = 20
"""Quote marks and list markers read before the rest of a line is text; deeper nesting is not writing."""


def read_markdown(source: str) -> Layer:
    """The text layer of Markdown.  A link's target stays as written; brackets without a target are text."""
    writer = _Writer(source)
    lines, markup = _front_matter(source, [_Line(found.start(), _content_end(source, found)) for found in _LINE.finditer(source)])
    references = _references(source, lines)
    closers = {found.group().lower(): found.start() for found in _CLOSER.finditer(source)}
    parts = list(_parts(_Page(source, lines, closers)))
    for index, part in enumerate(parts):
        alone = all(other.marker is None for other in parts[max(index - 1, 0) : index] + parts[index + 1 : index + 2])
        writer.write(_with_dash(part) if part.marker is not None and alone else part, references)
    return writer.layer(markup)


class _Line(Struct, frozen=True):
    start: int
    end: int


class _Page(Struct, frozen=True):
    """The file in lines, and where the last closer of each hidden region stands."""

    source: str
    lines: list[_Line]
    closers: dict[str, int]

    def text(self, index: int) -> str:
        return self.source[self.lines[index].start : self.lines[index].end]


class _Part(Struct, frozen=True):
    """A block before its marks are read: its lines with markers left out, its tag, whether it is verbatim.

    `marker` is where the dash stands that made it a list item.
    """

    lines: list[tuple[int, int]]
    tag: str
    hints: str = ""
    verbatim: bool = False
    marker: int | None = None


def _with_dash(part: _Part) -> _Part:
    """A single item with its dash: under a quotation, "- The ferry master" names who spoke and is no list."""
    return _Part([(part.marker or 0, part.lines[0][1]), *part.lines[1:]], "p", part.hints)


def _content_end(source: str, found: re.Match[str]) -> int:
    end = found.end()
    while end > found.start() and source[end - 1] in "\r\n":
        end -= 1
    return end


def _front_matter(source: str, lines: list[_Line]) -> tuple[list[_Line], list[MarkupValue]]:
    """Cut off a leading ``---`` block of ``key: value`` lines; the lines that are left and the values."""
    first = 0
    while first < len(lines) and not source[lines[first].start : lines[first].end].strip("\ufeff \t"):
        first += 1
    if first >= len(lines) or source[lines[first].start : lines[first].end].strip("\ufeff \t") != "---":
        return lines, []
    values: list[MarkupValue] = []
    key = ""
    for index in range(first + 1, len(lines)):
        start, end = lines[index].start, lines[index].end
        text = source[start:end]
        entry = _FRONT_ENTRY.fullmatch(text.rstrip())
        if text.strip() in ("---", "..."):
            return (lines[index + 1 :], values) if values else (lines, [])
        if entry:
            key = entry.group(1)
            value, at = _unquoted(entry.group(2), start + entry.start(2))
        elif text.startswith((" ", "\t", "-")) and key:
            item = text.strip().removeprefix("-").strip()
            value, at = _unquoted(item, start + text.find(item))
        elif text.strip() and not text.startswith("#"):
            return lines, []
        else:
            continue
        if value:
            values.append(MarkupValue("front-matter", key, value, Span(at, at + len(value))))
    return lines, []


def _unquoted(value: str, at: int) -> tuple[str, int]:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1], at + 1
    return value, at


def _references(source: str, lines: list[_Line]) -> dict[str, str]:
    references: dict[str, str] = {}
    for line in lines:
        if source.startswith(("[", " "), line.start):
            found = _DEFINITION.match(source[line.start : line.end])
            if found:
                references.setdefault(reference_key(found.group(1)), found.group(2).strip("<>"))
    return references


def _parts(page: _Page) -> Iterator[_Part]:
    """The blocks of the file in order.  A part's hint ``after-rule`` says that a thematic break stands before it."""
    open_lines: list[tuple[int, int]] = []
    open_tag, hints, open_marker = "p", "", None
    index = 0
    while index < len(page.lines):
        line = page.lines[index]
        start, tag, quoted, marker = _inside_containers(page.source, line, not open_lines or open_tag == "li")
        text = page.source[start : line.end]
        after_quote = quoted and open_tag != "blockquote"
        special = _special(page, index, start, open_lines)
        starts_anew = tag == "li" or after_quote or (special is not None and special.tag != "setext")
        if open_lines and (starts_anew or not text.strip()):
            yield _Part(open_lines, open_tag, hints, marker=open_marker)
            open_lines, hints = [], ""
        if special is None:
            if text.strip():
                open_tag, open_marker = (open_tag, open_marker) if open_lines else (tag, marker)
                open_lines.append((start + len(_indent(text)), line.end))
            index += 1
            continue
        if special.tag == "setext":
            yield _Part(open_lines, special.hints, hints)
            open_lines, hints = [], ""
        elif special.tag == "hr":
            hints = "after-rule"
        else:
            for part in special.parts:
                yield _Part(part.lines, part.tag, hints, part.verbatim)
                hints = ""
        index = special.next
    if open_lines:
        yield _Part(open_lines, open_tag, hints, marker=open_marker)


class _Special(Struct, frozen=True):
    """A line that is not simply text: the parts it makes and the index of the line to go on with."""

    tag: str
    next: int
    parts: tuple[_Part, ...] = ()
    hints: str = ""


def _special(page: _Page, index: int, start: int, open_lines: list[tuple[int, int]]) -> _Special | None:
    text = page.source[start : page.lines[index].end]
    bare = text.lstrip()
    if not bare:
        return None
    if bare[0] in "=-" and open_lines and _UNDERLINE.match(text) and _reads_as_title(open_lines):
        return _Special("setext", index + 1, hints="h1" if bare[0] == "=" else "h2")
    if bare[0] in "-*_" and _RULE.match(text):
        return _Special("hr", index + 1)
    if bare[0] == "#" and (heading := _HEADING.match(text)):
        return _Special("heading", index + 1, (_heading(start, text, heading),))
    if bare[0] in "`~" and (fence := _FENCE.match(text)):
        return _fenced(page, index, fence.group(1))
    if bare[0] == "<" and (hidden := _HIDDEN.match(text)):
        return _skip_hidden(page, index, start, hidden)
    if bare[0] == "[" and not open_lines and _DEFINITION.match(text):
        return _Special("definition", index + 1)
    if "|" in text and not open_lines and index + 1 < len(page.lines) and _is_table_rule(page.text(index + 1)):
        return _table(page, index)
    return None


def _indent(text: str) -> str:
    found = _INDENT.match(text)
    return found.group() if found else ""


def _inside_containers(source: str, line: _Line, may_count: bool) -> tuple[int, str, bool, int | None]:
    """Where the line's text begins behind quote marks and bullets, its tag, whether it is quoted, and where a dash stands."""
    start, tag, quoted, marker = line.start, "p", False, None
    if source.startswith("\ufeff", start):
        start += 1
    for _ in range(_DEEPEST):
        text = source[start : line.end]
        quote = _QUOTE.match(text)
        if quote:
            start, tag, quoted = start + quote.end(), "blockquote", True
            continue
        bullet = None if _RULE.match(text) else _BULLET.match(text)
        if bullet:
            marker = start + bullet.start(1) if bullet.group(1) == "-" else None
            start, tag = start + bullet.end(), "li"
            continue
        if may_count and _NUMBER.match(text):
            tag = "li"
        break
    return start, tag, quoted, marker


def _reads_as_title(open_lines: list[tuple[int, int]]) -> bool:
    return len(open_lines) <= 2 and open_lines[-1][1] - open_lines[0][0] <= _LONGEST_UNDERLINED


def _heading(start: int, text: str, heading: re.Match[str]) -> _Part:
    closing = _CLOSING_HASHES.search(text, heading.end())
    end = closing.start() if closing else len(text)
    return _Part([(start + heading.end(), start + max(end, heading.end()))], f"h{len(heading.group(1))}")


def _fenced(page: _Page, index: int, fence: str) -> _Special:
    """Fenced code, verbatim, to the closing fence or the end of the file."""
    inside: list[tuple[int, int]] = []
    after = index + 1
    while after < len(page.lines):
        text = page.text(after).strip()
        after += 1
        if text.startswith(fence) and not text.strip(fence[0]):
            break
        inside.append((page.lines[after - 1].start, page.lines[after - 1].end))
    return _Special("fence", after, (_Part(inside, "pre", verbatim=True),) if inside else ())


def _skip_hidden(page: _Page, index: int, start: int, hidden: re.Match[str]) -> _Special | None:
    """Comments, scripts and styles are not visible; one that never closes is text."""
    begin = start + hidden.end()
    wanted = "-->" if hidden.group(1) else f"</{hidden.group(2).lower()}"
    if page.closers.get(wanted, -1) < begin:
        return None
    close = next(found for found in _CLOSER.finditer(page.source, begin) if found.group().lower() == wanted)
    end = page.source.find(">", close.end() - 1) + 1 or len(page.source)
    after = index
    while after + 1 < len(page.lines) and page.lines[after].end < end:
        after += 1
    rest = (end, max(page.lines[after].end, end))
    return _Special("hidden", after + 1, (_Part([rest], "p"),) if page.source[slice(*rest)].strip() else ())


def _is_table_rule(text: str) -> bool:
    return "|" in text and bool(_TABLE_RULE.match(text))


def _table(page: _Page, index: int) -> _Special:
    """A table of pipes: one part a cell."""
    parts: list[_Part] = []
    after = index
    while after < len(page.lines) and "|" in page.text(after):
        if after != index + 1:
            for cell in _CELL.finditer(page.source, page.lines[after].start, page.lines[after].end):
                if cell.group().strip():
                    parts.append(
                        _Part([(cell.start() + len(_indent(cell.group())), cell.end())], "th" if after == index else "td")
                    )
        after += 1
    return _Special("table", after, tuple(parts))


class _Writer:
    """Puts parts into the layer, and keeps what wraps them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.builder = LayerBuilder()
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.emphasis: list[Span] = []
        self.wrappers: list[tuple[int, int, int, int]] = []
        self.images: list[MarkupValue] = []

    def write(self, part: _Part, references: dict[str, str]) -> None:
        if part.verbatim:
            self._write_verbatim(part)
            return
        inline = read_inline(self.source, part.lines, references)
        self.images += [MarkupValue("image", "alt", alt, Span(start, end)) for alt, start, end in inline.images if alt]
        begins, ends = self._write_pieces(inline.pieces, part)
        for wrapper in inline.wrappers:
            start, end = begins[wrapper.first], ends[wrapper.last]
            if start >= end:
                continue
            self.wrappers.append((start, end, wrapper.start, wrapper.end))
            if wrapper.target is None:
                self.emphasis.append(Span(start, end))
            else:
                self.links.append(Link(Span(start, end), wrapper.target))

    def _write_pieces(self, pieces: tuple[Piece, ...], part: _Part) -> tuple[list[int], list[int]]:
        """Write the pieces, a block for each line; for each piece where text next begins, and where text last ended before it."""
        begins, ends = [-1] * len(pieces), [self.builder.length]
        first, hints, before = 0, part.hints, "\n\n"
        for last in range(len(pieces) + 1):
            if last < len(pieces) and not pieces[last].breaks:
                continue
            _trim(pieces[first:last])
            if any(piece.text for piece in pieces[first:last]):
                self.builder.gap(before if self.blocks else "")
                start = self.builder.length
                for index in range(first, last):
                    begins[index] = self.builder.length if pieces[index].text else -1
                    self.builder.add(pieces[index].text, pieces[index].source, pieces[index].length)
                    ends.append(self.builder.length)
                self.blocks.append(Block(spans=(Span(start, self.builder.length),), tag=part.tag, hints=hints))
                hints, before = "", "\n"
            ends += [ends[-1]] * (last + 2 - len(ends))
            first = last + 1
        begins.append(self.builder.length)
        for index in range(len(pieces) - 1, -1, -1):
            if begins[index] < 0:
                begins[index] = begins[index + 1]
        return begins, ends

    def _write_verbatim(self, part: _Part) -> None:
        while part.lines and not self.source[slice(*part.lines[-1])].strip():
            part.lines.pop()
        if not any(self.source[start:end].strip() for start, end in part.lines):
            return
        self.builder.gap("\n\n" if self.blocks else "")
        begin = self.builder.length
        for index, (start, end) in enumerate(part.lines):
            if index:
                self.builder.gap("\n")
            self.builder.add(self.source[start:end], start)
        self.blocks.append(Block(spans=(Span(begin, self.builder.length),), tag=part.tag, hints=part.hints))

    def layer(self, markup: list[MarkupValue]) -> Layer:
        return Layer(
            text=self.builder.text(),
            blocks=tuple(self.blocks),
            offsets=self.builder.offsets(wrappers=tuple(sorted(self.wrappers))),
            links=tuple(sorted(self.links, key=lambda link: link.span)),
            emphasis=tuple(sorted(self.emphasis)),
            markup=tuple(markup + self.images),
        )


def _trim(pieces: tuple[Piece, ...]) -> None:
    """Take white space off both ends of a line."""
    for piece in pieces:
        bare = piece.text.lstrip()
        if piece.length == len(piece.text):
            piece.source += piece.length - len(bare)
            piece.text, piece.length = bare, len(bare)
        elif not bare:
            piece.text = ""
        if piece.text:
            break
    for piece in reversed(pieces):
        bare = piece.text.rstrip()
        if piece.length == len(piece.text):
            piece.text, piece.length = bare, len(bare)
        elif not bare:
            piece.text = ""
        if piece.text:
            break
