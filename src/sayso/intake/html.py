"""What is visible on a web page?  Its whole text, block by block, every character mapped to the HTML source."""

import html
import re
from collections.abc import Iterator

from msgspec.structs import replace

from sayso.intake.body import UNSELECTED, select_body
from sayso.intake.html_tree import BLOCK, Element, Scanner
from sayso.intake.json_ld import read_json_ld
from sayso.intake.layer import Layer, LayerBuilder
from sayso.model.document import Block, Link, MarkupValue
from sayso.model.span import Span

_HIDDEN = frozenset(
    "script style template noscript iframe noembed noframes title datalist object audio video canvas head".split()
)
"""Elements whose text a browser with scripts does not show."""
_HIDING = re.compile(
    r"""(?:^|[\s"'])hidden(?=[\s/=]|$)(?!\s*=\s*["']?until-found)
    |style\s*=\s*(?:"[^"]*?|'[^']*?)(?:display\s*:\s*none|visibility\s*:\s*hidden)""",
    re.I | re.X,
)
_SPACES = " \t\n\r\f"
_ENTITY = r"&(?:\#[0-9]{1,7};?|\#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)"
_SPECIAL = re.compile(_ENTITY + r"|[\t\n\r\f]+[ \t\n\r\f]*|[ ][ \t\n\r\f]+|[\x00-\x08\x0b\x0e-\x1f\x7f]+")
"""What is not copied as it stands: entities, white space but a single blank, control characters (they are not visible)."""
_SPECIAL_PRE = re.compile(_ENTITY + r"|\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_PARTING = frozenset({"br", "hr", "td", "th"})
"""Elements that part text although they hold none."""
_MENUS = frozenset({"ul", "ol", "div", "section", "table"})
_MENU_LINKS = (4, 200)
"""How many links a menu has: fewer may be a line of an article; more are left to the selector, lest nested lists be counted again
and again."""
_MENU_SHARE, _MENU_ENTRY = 0.8, 25
"""Share of a menu's text that is links, and how many characters they have on average; headlines of further reading have more."""
_LONG_TAG, _MANY_ATTRIBUTES = 5000, 1000
"""Characters and words from which a tag is kept from the selector, whose parser compares each attribute with all before it; real
tags are long for one long value."""
_PLAIN_LINK = re.compile(r"""(?:\s+(?!href|rel)[\w-]+="[^"]*")*+\s+href="([^"&]*)"(?:\s+(?!href|rel)[\w-]+="[^"]*")*+\s*""")
"""The attributes of a link as most are written, read at one go: a target without entities, no ``rel``."""
_STARTING = frozenset({"hr", "br", "q", "meta", "link"})
_EMPHASIS = frozenset({"em", "i", "b", "strong", "cite"})
_SECTIONING = frozenset("nav header footer aside article main figure figcaption blockquote form table".split())
_HINTING = re.compile(
    r"""(?:^|\s)(?:class|id|itemprop|rel|role|data-testid|data-component|aria-label)\s*=\s*
    (?:"([^"]{0,300})|'([^']{0,300})|([^\s>"']{1,300}))""",
    re.I | re.X,
)
_ANCESTORS = 5
"""Ancestors whose class and id words go into a block's hints; on real pages the telling one is within five of the text."""
_FAR = 60
"""Ancestors looked at for a sectioning element; 116 real pages nest up to 51 deep."""
_INNER = 6
"""Inline elements of one block whose words go into its hints; a byline line has a handful of spans."""
_LINK_RELS = frozenset(
    "canonical amphtml license author syndication-source original-source alternate publisher shortlink copyright".split()
)


def read_html(source: str, select: bool = True) -> Layer:
    """The text layer of an HTML page: visible text in source order, a line for each block, links, emphasis and metadata.

    With `select` the article's body is chosen too (`Layer.body`), which takes longer than all the rest.
    """
    reader = _Reader(source)
    layer = reader.read()
    if not select:
        return layer
    return replace(layer, body=select_body(reader.skeleton(), layer, reader.templates))


class _Reader:
    """The state of one pass over a page."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.builder = LayerBuilder()
        self.blocks: list[Block] = []
        self.templates: list[
            str
        ] = []  # beside each block, the tag and words of the elements it stands in: alike for one list's items
        self.links: list[Link] = []
        self.emphasis: list[Span] = []
        self.markup: list[MarkupValue] = []
        self.wrappers: list[tuple[int, int, int, int]] = []
        self.begun: int | None = None  # where the open block's text begins; None between blocks
        self.holder: Element | None = None  # the element of the block's first text
        self.inner: list[Element] = []  # further elements with text in the open block
        self.space: tuple[int, int] | None = None  # white space that counts only if more text follows in the block
        self.breaks: list[tuple[int, int]] = []
        self.pre = 0
        self.itemprops: list[Element] = []
        self.words: dict[str, str] = {}  # of attributes as written: a list's items all say the same
        self.skipped: list[tuple[int, int]] = []  # where elements stand that no selector looks into

    def skeleton(self) -> str:
        """The source without what a body selector throws away at once: scripts, menus, what shows no text."""
        kept, position = [], 0
        for begin, finish in sorted(self.skipped):
            if begin >= position:
                kept.append(self.source[position:begin])
                position = finish
        kept.append(self.source[position:])
        return "".join(kept).replace("\x00", " ")

    def read(self) -> Layer:
        Scanner(self.source, self).run()
        self._finish_block()
        return Layer(
            text=self.builder.text(),
            blocks=tuple(self.blocks),
            offsets=self.builder.offsets(wrappers=tuple(self.wrappers)),
            links=tuple(self.links),
            emphasis=tuple(self.emphasis),
            markup=tuple(self.markup),
        )

    def on_start(self, element: Element) -> None:
        """An element begins: perhaps a block, a break, metadata."""
        tag, raw = element.tag, element.raw
        if tag in _HIDDEN or (raw and _hides(tag, raw)):
            element.hidden = True
        if tag in BLOCK:
            if self.begun is not None or self.breaks:
                self._finish_block()
            if tag == "pre":
                self.pre += 1
            elif tag == "html" and (language := element.attributes().get("lang")):
                self.markup.append(MarkupValue("html", "lang", language, self._place(element, language)))
        elif tag in _STARTING:
            self._start_special(element)
        if raw:
            if len(raw) > _LONG_TAG and len(raw.split()) > _MANY_ATTRIBUTES:
                self.skipped.append((element.source_start, element.source_end))
            if "itemprop" in raw and tag != "meta":
                self.itemprops.append(element)
            if tag == "time" and (moment := element.attributes().get("datetime", "").strip()):
                self.markup.append(MarkupValue("time", "datetime", moment, self._place(element, moment)))
        element.start = self.builder.length
        element.links = len(self.links)

    def _start_special(self, element: Element) -> None:
        """The start tags that do something themselves."""
        begin, length = element.source_start, element.source_end - element.source_start
        match element.tag:
            case "hr":
                self._finish_block()
            case "br" if not element.hidden:
                self.breaks.append((begin, length))
                if len(self.breaks) > 1:
                    self._finish_block()
            case "q" if not element.hidden:
                self._open_block(element)
                self.builder.add("“", begin, length)
            case "meta":
                self._meta(element)
            case "link":
                self._link_element(element)

    def on_end(self, element: Element, position: int) -> None:
        """An element ends: perhaps a block, a link, a stretch of emphasis, a value of microdata."""
        tag = element.tag
        element.end = self.builder.length
        empty = element.end == element.start and tag not in _PARTING
        if empty or tag in UNSELECTED or (tag in _MENUS and self._is_menu(element)):
            self.skipped.append((element.source_start, element.source_end))
        if tag in BLOCK:
            if self.begun is not None or self.breaks:
                self._finish_block()
            if tag == "pre":
                self.pre -= 1
        elif tag == "a":
            self._link(element)
        elif tag in _EMPHASIS:
            if visible := self._visible(element):
                self.emphasis.append(visible)
        elif tag == "q" and not element.hidden and self.begun is not None:
            self.builder.add("”", position, element.source_end - position)
        if self.itemprops and element is self.itemprops[-1]:
            self.itemprops.pop()
            self._itemprop(element, self._visible(element))

    def _is_menu(self, element: Element) -> bool:
        """Whether an element is nothing but short links."""
        if not _MENU_LINKS[0] <= len(self.links) - element.links <= _MENU_LINKS[1]:
            return False
        links = self.links[element.links :]
        linked = sum(len(link.span) for link in links)
        return linked >= _MENU_SHARE * (element.end - element.start) and linked <= _MENU_ENTRY * len(links)

    def _link(self, element: Element) -> None:
        visible = self._visible(element)
        plain = _PLAIN_LINK.fullmatch(element.raw)
        attributes = {"href": plain[1]} if plain else element.attributes()
        target, rel = attributes.get("href", "").strip(), attributes.get("rel", "").lower()
        if visible and "href" in attributes:
            self.links.append(Link(visible, target, rel))
            self.wrappers.append((visible.start, visible.end, element.source_start, element.source_end))
        if "license" in rel.split() and target:
            self.markup.append(MarkupValue("link", "license", target, self._place(element, target)))

    def _visible(self, element: Element) -> Span | None:
        """The element's text without the blank or break before it; None where it shows nothing."""
        start, end = element.start, element.end
        if element.hidden or end <= start:
            return None
        while start < end and self.builder.character(start).isspace():
            start += 1
        return Span(start, end) if start < end else None

    def on_raw(self, begin: int, finish: int, element: Element) -> None:
        """A title, a script with metadata, or text that is shown as it stands."""
        if element.tag == "title":
            title = " ".join(html.unescape(self.source[begin:finish]).split())
            if title and not (element.parent and element.parent.tag == "svg"):
                self.markup.append(MarkupValue("title", "title", title, Span(begin, finish)))
        elif element.tag == "script" and "ld+json" in element.raw:
            self.markup.extend(read_json_ld(self.source[begin:finish], begin))
        elif element.tag in ("textarea", "xmp") and not element.hidden:
            self.on_text(begin, finish, element)

    def on_text(self, begin: int, finish: int, element: Element | None) -> None:
        """Text: white space closes up, and counts only between words of one block."""
        if element is not None and element.hidden:
            return
        if self.pre:
            self._preformatted(begin, finish, element)
            return
        written = self.source[begin:finish]
        words = written.strip(_SPACES)
        if not words:
            if self.begun is not None and self.space is None:
                self.space = (begin, finish - begin)
            return
        first = begin + written.index(words[0])
        last = first + len(words)
        if first > begin and self.begun is not None and self.space is None:
            self.space = (begin, first - begin)
        self._open_block(element)
        self._copy(first, last, _SPECIAL)
        self.space = (last, finish - last) if last < finish else None

    def _preformatted(self, begin: int, finish: int, element: Element | None) -> None:
        if self.begun is None and not self.source[begin:finish].strip():
            return
        self._open_block(element)
        self._copy(begin, finish, _SPECIAL_PRE)

    def _open_block(self, element: Element | None) -> None:
        """Make ready for visible text: begin a block, or write the blank or break that stood before this text."""
        if self.begun is None:
            if self.builder.length:
                self.builder.gap("\n")
            self.begun = self.builder.length
            self.holder = element
            self.inner = []
        else:
            if self.breaks:
                self.builder.add("\n", *self.breaks[0])
            elif self.space:
                self.builder.add(" ", *self.space)
            if element is not self.holder and element is not None and len(self.inner) < _INNER and element not in self.inner:
                self.inner.append(element)
        self.space = None
        self.breaks = []

    def _copy(self, begin: int, finish: int, special: re.Pattern[str]) -> None:
        """Copy source characters to the text, each special run as what a reader sees of it."""
        written = self.source[begin:finish]
        if written.isprintable() and "&" not in written and "  " not in written:  # nothing special in it, as in most texts
            self.builder.add(written, begin)
            return
        position = begin
        for found in special.finditer(self.source, begin, finish):
            start, end = found.span()
            run = found.group()
            if run[0] == "&":
                seen = html.unescape(run)
                if seen == run:
                    continue
                seen = seen if seen != "\x00" else "�"
            elif special is _SPECIAL_PRE and run[0] == "\r":
                seen = "\n"
            else:
                seen = " " if run[0] in _SPACES and special is _SPECIAL else ""
            if start > position:
                self.builder.add(self.source[position:start], position)
            self.builder.add(seen, start, end - start)
            position = end
        if finish > position:
            self.builder.add(self.source[position:finish], position)

    def _finish_block(self) -> None:
        self.space = None
        self.breaks = []
        if self.begun is None:
            return
        written = self.builder.recent(self.builder.length - self.begun)
        start = self.begun + len(written) - len(written.lstrip())
        end = self.begun + len(written.rstrip())
        self.begun = None
        if start >= end:
            return
        inline, holder = list(self.inner), self.holder
        while holder is not None and holder.tag not in BLOCK and holder.parent is not None:
            inline.append(holder)
            holder = holder.parent
        tag = holder.tag if holder else "p"
        around = self._words_around(holder)
        words = [word for word in map(self._own_words, inline) if word]
        self.blocks.append(Block(spans=(Span(start, end),), tag=tag, hints=" ".join([*words, around]) if words else around))
        self.templates.append(f"{tag} {around}")

    def _words_around(self, element: Element | None) -> str:
        """Lower-case words about where a block stands: of its element, the nearest ancestors, and all sectioning elements."""
        if element is None:
            return ""
        parent, own = element.parent, self._own_words(element)
        if parent is None:
            return own
        if parent.around is None:  # kept, because the items of a list all ask for it
            parent.around = " ".join(self._ancestors_words(parent))
        return f"{own} {parent.around}" if own else parent.around

    def _ancestors_words(self, element: Element | None) -> Iterator[str]:
        for steps in range(_FAR):
            if element is None:
                return
            if steps < _ANCESTORS:
                if word := self._own_words(element):
                    yield word
            elif element.tag in _SECTIONING:
                yield element.tag
            element = element.parent

    def _own_words(self, element: Element) -> str:
        if element.words is None:
            raw = element.raw
            words = self.words.get(raw)
            if words is None:
                found = [double or single or bare for double, single, bare in _HINTING.findall(raw)]
                words = self.words[raw] = " ".join(found).lower()
            element.words = f"{element.tag} {words}".rstrip() if element.tag in _SECTIONING else words
        return element.words

    def _meta(self, element: Element) -> None:
        attributes = element.attributes()
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = attributes.get("content", "").strip()
        if name and value:
            scheme = "meta" if "property" in attributes or "name" in attributes else "microdata"
            path = name.strip().lower() if scheme == "meta" else self._item_path(element, name)
            self.markup.append(MarkupValue(scheme, path, value, self._place(element, value)))

    def _link_element(self, element: Element) -> None:
        attributes = element.attributes()
        target = attributes.get("href", "").strip()
        if not target:
            return
        for rel in attributes.get("rel", "").lower().split():
            if rel in _LINK_RELS:
                self.markup.append(MarkupValue("link", rel, target, self._place(element, target)))

    def _itemprop(self, element: Element, visible: Span | None) -> None:
        attributes = element.attributes()
        name = attributes.get("itemprop", "").strip()
        if not name or "itemscope" in attributes:
            return
        value = next((attributes[key].strip() for key in ("content", "datetime") if attributes.get(key, "").strip()), "")
        place = self._place(element, value)
        if not value and visible and len(visible) <= 300:  # a name, a date, a headline; longer ones are the body
            value = self.builder.recent(self.builder.length - visible.start).strip()
            place = Span(element.source_start, element.source_end)
        if value:
            self.markup.append(MarkupValue("microdata", self._item_path(element, name), value, place))

    def _item_path(self, element: Element, name: str) -> str:
        """``author.name`` for a name inside an author: the names of the items that enclose it, outermost first."""
        path = [name]
        parent = element.parent
        while parent is not None:
            if "itemscope" in parent.raw and "itemprop" in parent.raw:
                path.append(parent.attributes().get("itemprop", ""))
            parent = parent.parent
        return ".".join(reversed([step for step in path if step]))

    def _place(self, element: Element, value: str) -> Span:
        """Where an attribute's value stands in its tag; the whole tag where it is written with entities."""
        tag_end = element.source_start + len(element.tag) + len(element.raw) + 2
        start = self.source.find(value, element.source_start, tag_end)
        if start >= 0:
            return Span(start, start + len(value))
        return Span(element.source_start, tag_end)


def _hides(tag: str, raw: str) -> bool:
    """Whether an element's own attributes hide it: ``hidden``, an inline style, a dialog that is not open."""
    return (("hidden" in raw or "none" in raw) and _HIDING.search(raw) is not None) or (tag == "dialog" and "open" not in raw)
