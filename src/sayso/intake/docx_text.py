"""What does the text of a DOCX part say, and where does each character stand in its XML?

Read by expat, which tells its place in the source.  A document type declaration is refused: the format forbids it, and without
one there are no entities that could expand.
"""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from msgspec import Struct

from sayso.errors import UnreadableError
from sayso.intake.layer import LayerBuilder
from sayso.model.document import Block, Link, Role
from sayso.model.span import Span

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_UNSEEN = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "sdtPr", "rPrChange", "pPrChange"})
"""Elements whose text no reader sees: deleted or moved away, field codes, and what properties were before a change.

`rt` is the small reading aid over East Asian characters; it is seen, but between the letters it would tear the words.
"""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
_OFF = ("0", "false", "off", "none")
_HYPERLINK = re.compile(r'\bHYPERLINK\s+(?:\\l\s+)?"([^"]{1,2000})"')
_HEADING = re.compile(r"(?:heading|überschrift|titre) ?([1-6])$")
_TAGS = {"title": "h1", "caption": "figcaption", "quote": "blockquote", "intense quote": "blockquote"}


class Style(Struct, frozen=True):
    """A paragraph style: its name in lower case, and its outline level (0 is a heading 1), where it has one."""

    name: str
    level: int | None = None


class _Paragraph(Struct):
    """A paragraph that is open: its finished spans, where its present span began, and what is known of it."""

    start: int
    spans: list[Span]
    style: str = ""
    level: int | None = None
    listed: bool = False
    tag: str = "p"


class PartReader:
    """Reads parts one after the other into one builder; their sources count on."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.builder = LayerBuilder()
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.emphasis: list[Span] = []
        self._styles = styles
        self._offset = 0

    def read(self, source: str, targets: Mapping[str, str], kind: str | None = None) -> None:
        """Read one part.  `targets` leads from relation ids to addresses; `kind` says what stands in it
        if not the text: ``running-head`` makes its blocks furniture, ``footnote`` is a hint.

        Raises UnreadableError where the XML is damaged.
        """
        first = len(self.blocks)
        _Scan(self, source, targets, self._offset).run()
        self._offset += len(source)
        if kind:
            for place in range(first, len(self.blocks)):
                block = self.blocks[place]
                kept = None if kind == "footnote" else kind
                self.blocks[place] = Block(spans=block.spans, role=Role.FURNITURE, tag=block.tag, hints=kind, kind=kept)

    def finish(self, paragraph: _Paragraph) -> None:
        """Make a block of a paragraph that has ended."""
        text = self.builder.recent(self.builder.length - paragraph.spans[0].start) if paragraph.spans else ""
        base = paragraph.spans[0].start if paragraph.spans else 0
        spans = []
        for span in paragraph.spans:
            words = text[span.start - base : span.end - base]
            if words.strip():
                lead = len(words) - len(words.lstrip())
                spans.append(Span(span.start + lead, span.start + lead + len(words.strip())))
        if spans:
            style = self._styles.get(paragraph.style, Style(paragraph.style.lower()))
            tag = _tag(style, paragraph)
            self.blocks.append(Block(spans=tuple(spans), tag=tag, hints="" if style.name == "normal" else style.name))


def _tag(style: Style, paragraph: _Paragraph) -> str:
    heading = _HEADING.fullmatch(style.name)
    if heading:
        return f"h{heading[1]}"
    level = paragraph.level if paragraph.level is not None else style.level
    if level is not None and 0 <= level < 6:
        return f"h{level + 1}"
    return _TAGS.get(style.name) or ("li" if paragraph.listed or style.name.startswith("list ") else paragraph.tag)


class _Scan:
    """One pass over one part."""

    def __init__(self, reader: PartReader, source: str, targets: Mapping[str, str], offset: int) -> None:
        self.reader, self.builder, self.targets, self.offset = reader, reader.builder, targets, offset
        self.raw = source.encode("utf-8", "replace")
        self.plain = len(self.raw) == len(source)
        self.paragraphs: list[_Paragraph] = []
        self.unseen = 0
        self.texts = 0
        self.cells = 0
        self.notes = 0
        self.bold = self.hidden = self.in_run = self.code = False
        self.link: tuple[int, str] | None = None
        self.fields: list[list[str]] = []
        self._bytes = self._characters = 0
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.enter: dict[str, Callable[[Mapping[str, str]], None]] = {
            "p": self.open_paragraph,
            "pStyle": self.set_style,
            "outlineLvl": self.set_level,
            "numPr": self.set_listed,
            "r": self.open_run,
            "b": self.set_bold,
            "i": self.set_bold,
            "vanish": self.set_hidden,
            "hyperlink": self.open_link,
            "fldChar": self.field,
            "sym": self.symbol,
            "footnoteReference": self.note,
            "endnoteReference": self.note,
            **dict.fromkeys(_SIGNS, self.sign),
        }
        self._sign = ""

    def run(self) -> None:
        try:
            self.parser.Parse(self.raw, True)
        except expat.ExpatError as error:
            raise UnreadableError(
                f"the document is damaged: its text breaks off in line {error.lineno}", "open it in Word and save it again"
            ) from error

    def refuse(self, *_: object) -> None:
        raise UnreadableError("the document holds a document type declaration, which DOCX forbids", "do not trust this file")

    # Places

    def place(self) -> int:
        """Where the parser stands, in characters of all parts so far."""
        reached = self.parser.CurrentByteIndex
        if self.plain:
            return self.offset + reached
        self._characters += len(self.raw[self._bytes : reached].decode("utf-8", "replace"))
        self._bytes = reached
        return self.offset + self._characters

    def element_length(self) -> int:
        """Characters from the parser's place to the end of the tag there."""
        begin = self.parser.CurrentByteIndex
        end = self.raw.find(b">", begin) + 1
        return len(self.raw[begin:end].decode("utf-8", "replace"))

    # Events

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self.unseen:
            self.unseen += 1
        elif name == _FALLBACK or (space in _WORD and local in _UNSEEN):
            self.unseen = 1
            self.code = local == "instrText"
        elif space in _WORD:
            if local == "t":
                self.texts += 1
            elif local == "tc":
                self.cells += 1
            elif local in self.enter:
                self._sign = local
                self.enter[local](
                    {key.rpartition(" ")[2] if key not in _RELATION else "r:id": v for key, v in attributes.items()}
                )
        elif space == _MATH and local == "t":
            self.texts += 1

    def end(self, name: str) -> None:
        if self.unseen:
            self.unseen -= 1
            self.code = self.code and self.unseen > 0
            return
        space, _, local = name.rpartition(" ")
        if local == "t" and (space in _WORD or space == _MATH):
            self.texts -= 1
        elif space not in _WORD:
            return
        elif local == "p" and self.paragraphs:
            self.close_paragraph()
        elif local == "tc":
            self.cells -= 1
        elif local == "r":
            self.in_run = self.bold = self.hidden = False
        elif local == "hyperlink":
            self.close_link()

    def characters(self, data: str) -> None:
        if self.code and self.fields:
            self.fields[-1].append(data)
        if self.unseen or not self.texts or self.hidden or not self.paragraphs:
            return
        place = self.place()
        begin = self.parser.CurrentByteIndex
        clean = data.replace("\n", " ")
        if self.raw[begin : begin + 1] == b"&":
            self.write(clean, place, self.raw.find(b";", begin) + 1 - begin)
        else:
            self.write(clean, place, 2 if data == "\n" and self.raw[begin : begin + 2] == b"\r\n" else len(data))

    def write(self, text: str, place: int, length: int) -> None:
        begin = self.builder.length
        self.builder.add(text, place, length)
        if self.bold and text.strip():
            last = self.reader.emphasis[-1] if self.reader.emphasis else None
            if last and last.end == begin:
                self.reader.emphasis[-1] = Span(last.start, self.builder.length)
            else:
                self.reader.emphasis.append(Span(begin, self.builder.length))

    # Elements

    def open_paragraph(self, _: Mapping[str, str]) -> None:
        if self.paragraphs:
            self.pause()
        self.paragraphs.append(_Paragraph(self.begin(), [], tag="td" if self.cells else "p"))

    def begin(self) -> int:
        """Start a line, unless nothing stands before it."""
        if self.builder.length and self.builder.recent(1) != "\n":
            self.builder.gap("\n")
        return self.builder.length

    def pause(self) -> None:
        """End the present span of the innermost paragraph: another one (a text box) stands inside it."""
        paragraph = self.paragraphs[-1]
        if self.builder.length > paragraph.start:
            paragraph.spans.append(Span(paragraph.start, self.builder.length))

    def close_paragraph(self) -> None:
        self.pause()
        self.reader.finish(self.paragraphs.pop())
        if self.paragraphs:
            self.paragraphs[-1].start = self.begin()

    def set_style(self, attributes: Mapping[str, str]) -> None:
        if self.paragraphs:
            self.paragraphs[-1].style = attributes.get("val", "")

    def set_level(self, attributes: Mapping[str, str]) -> None:
        level = attributes.get("val", "")
        if self.paragraphs and len(level) == 1 and level.isdecimal():
            self.paragraphs[-1].level = int(level)

    def set_listed(self, _: Mapping[str, str]) -> None:
        if self.paragraphs:
            self.paragraphs[-1].listed = True

    def open_run(self, _: Mapping[str, str]) -> None:
        self.in_run, self.bold, self.hidden = True, False, False

    def set_bold(self, attributes: Mapping[str, str]) -> None:
        self.bold = self.bold or (self.in_run and attributes.get("val", "1") not in _OFF)

    def set_hidden(self, attributes: Mapping[str, str]) -> None:
        self.hidden = self.in_run and attributes.get("val", "1") not in _OFF

    def open_link(self, attributes: Mapping[str, str]) -> None:
        anchor = attributes.get("anchor")
        target = self.targets.get(attributes.get("r:id", "")) or (f"#{anchor}" if anchor else "#")
        self.link = self.builder.length, target

    def close_link(self) -> None:
        if self.link and self.builder.length > self.link[0]:
            self.reader.links.append(Link(Span(self.link[0], self.builder.length), self.link[1]))
        self.link = None

    def field(self, attributes: Mapping[str, str]) -> None:
        """A field that is written out: its code, then ``separate``, then what is seen of it."""
        kind = attributes.get("fldCharType")
        if kind == "begin":
            self.fields.append([])
        elif kind == "separate" and self.fields:
            found = _HYPERLINK.search("".join(self.fields[-1]))
            if found:
                self.link = self.builder.length, found[1]
        elif kind == "end" and self.fields and _HYPERLINK.search("".join(self.fields.pop())):
            self.close_link()

    def sign(self, _: Mapping[str, str]) -> None:
        """A tab, a line break or a hyphen that is an element; tab stops in a style are no text."""
        if self.in_run and not self.hidden and self.paragraphs:
            self.builder.add(_SIGNS[self._sign], self.place(), self.element_length())

    def symbol(self, attributes: Mapping[str, str]) -> None:
        """A character of a symbol font, named by its number there; mostly a private one that only that font explains."""
        number = attributes.get("char", "")
        if re.fullmatch(r"[0-9A-Fa-f]{1,4}", number) and self.in_run and not self.hidden and self.paragraphs:
            code = int(number, 16)
            character = "\ufffd" if code < 32 or 0xD800 <= code < 0xE000 else chr(code)
            self.builder.add(character, self.place(), self.element_length())

    def note(self, attributes: Mapping[str, str]) -> None:
        """The number of a footnote, which Word counts itself."""
        if self.paragraphs and not self.hidden and "customMarkFollows" not in attributes:
            self.notes += 1
            self.builder.add(str(self.notes), self.place(), self.element_length())
