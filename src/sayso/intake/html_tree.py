"""Where does everything stand in an HTML source?  A forgiving scanner whose every tag and text keeps its place.

No HTML parser for Python tells source positions of text, so this one reads the tag soup itself, as browsers do: quotes count in
attribute values only, raw-text elements end at their own end tag, a paragraph ends where the next block begins.  Every step is
linear in the length of the source, and nesting is kept at most `_DEPTH` deep.
"""

import html
import re
from typing import Protocol

from sayso.errors import TooLargeError

_OPENING = re.compile(r"<(?=[!?]|/?[A-Za-z])")
_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*+)([^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|)[^>=]*+)*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_ENDS = (" ", "\t", "\n", "\r", "\f", "/", ">", "")
_COMMENT_END = re.compile(r"--!?>")
_DEPTH = 512
"""Open elements kept at most; browsers flatten deeper trees at the same depth (Chromium's limit)."""

_TAGS = 200_000
"""Tags read at most.  The fullest of 116 real pages has 3,600; two hundred thousand take 15 seconds and 0.5 GB at worst."""

VOID = frozenset("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())
RAW = frozenset("script style title textarea iframe noembed noframes noscript xmp".split())
BLOCK = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hgroup html legend li main menu nav ol optgroup option p pre search section select summary table
    tbody td textarea tfoot th thead tr ul""".split()
)
_LEAVES_P = frozenset("option optgroup select summary legend caption tbody td th thead tfoot tr textarea head html body".split())
_CLOSES_P = BLOCK - _LEAVES_P | {"hr"}
_IMPLIED_END: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
}
"""A start tag, the open elements it ends, and where the search for them stops (HTML standard, "optional tags")."""
_IN_HEAD = frozenset(["base", "bgsound", "head", "html", "link", "meta", "noscript", "script", "style", "template", "title"])
"""What may stand in a head; anything else, and any visible text, ends it."""
_P = frozenset({"p"})
_BARRIER = frozenset({"td", "th", "table", "caption", "button", "html", "object"})
"""Elements that the end of one outside them does not reach into (HTML standard, "has an element in scope")."""
_THROUGH_BARRIER = frozenset("table tr tbody thead tfoot body html".split())


class Element:
    """An element: tag, raw attributes, parent, where it stands in the source and where its text stands in the layer."""

    start = 0
    end = 0
    links = 0
    words: str | None = None
    around: str | None = None

    def __init__(self, tag: str, raw: str, parent: "Element | None", source_start: int, source_end: int) -> None:
        self.tag = tag
        self.raw = raw
        self.parent = parent
        self.source_start = source_start
        self.source_end = source_end
        self.hidden: bool = parent.hidden if parent else False

    def attributes(self) -> dict[str, str]:
        """The attributes, names in lower case, entities resolved; the first of a name counts."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.raw):
            value = double or single or bare
            found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
        return found


class Handler(Protocol):
    """Who wants to know what stands where.  All positions are code points of the source."""

    def on_start(self, element: Element) -> None:
        """An element begins; its tag stands from ``source_start`` to ``source_end``."""

    def on_end(self, element: Element, position: int) -> None:
        """An element ends, by its end tag at `position` or because something else ends it there; exactly once for each."""

    def on_text(self, begin: int, finish: int, element: Element | None) -> None:
        """Text in an element; entities are as written."""

    def on_raw(self, begin: int, finish: int, element: Element) -> None:
        """What a raw-text element (a script, a title) holds."""


class Scanner:
    """Goes through a source once and tells a handler what it meets; elements left open are ended at the end."""

    def __init__(self, source: str, handler: Handler) -> None:
        self.source = source
        self.handler = handler
        self.open: list[Element] = []
        self._count: dict[str, int] = {}

    def run(self) -> None:
        """Read the whole source."""
        source, position, length = self.source, 0, len(self.source)
        search, match, on_text = _OPENING.search, _TAG.match, self.handler.on_text
        opened, count, left = self.open, self._count, _TAGS
        while found := search(source, position):
            begin = found.start()
            if begin > position:
                if count.get("head"):
                    self._end_head(position, begin)
                on_text(position, begin, opened[-1] if opened else None)
            tag = match(source, begin)
            if tag is None:
                if source[begin + 1] in "!?":
                    position = self._after_declaration(begin)
                    continue
                position = begin  # this tag has no end in all the rest: what follows is kept as text, so that nothing is lost
                break
            left -= 1
            if not left:
                raise TooLargeError(f"the page has more than {_TAGS:,} tags", "give the article alone")
            position = tag.end()
            slash, name, raw = tag.groups()
            if not name.islower():
                name = name.lower()
            if slash:
                if opened and opened[-1].tag == name:
                    self._pop(begin, position)
                elif count.get(name):
                    self._close(name, begin, position)
            else:
                self._start(name, raw, begin, position)
                if name in RAW:
                    position = self._raw(name, position)
        if position < length:
            self._end_head(position, length)
            on_text(position, length, opened[-1] if opened else None)
        while self.open:
            self._pop(length, length)

    def _after_declaration(self, begin: int) -> int:
        """Where a comment, a doctype or a processing instruction ends; one that never ends takes the rest, as in browsers."""
        if self.source.startswith("<!--", begin):
            ended = _COMMENT_END.search(self.source, begin + 2)
            return ended.end() if ended else len(self.source)
        closing = self.source.find(">", begin)
        return closing + 1 if closing >= 0 else len(self.source)

    def _end_head(self, begin: int, finish: int) -> None:
        """Visible text does not stand in a head: it ends one."""
        if self.open and self.open[-1].tag == "head" and not self.source[begin:finish].isspace():
            self._pop(begin, begin)

    def _start(self, name: str, raw: str, begin: int, position: int) -> None:
        opened, count = self.open, self._count
        if count.get("head") and name not in _IN_HEAD:
            self._close("head", begin, begin)
        if name in _CLOSES_P and count.get("p"):
            self._close_within(_P, _BARRIER, begin)
        if name in _IMPLIED_END:
            ended, stop = _IMPLIED_END[name]
            self._close_within(ended, stop, begin)
        element = Element(name, raw, opened[-1] if opened else None, begin, position)
        self.handler.on_start(element)
        if name in VOID or len(opened) >= _DEPTH:
            self.handler.on_end(element, position)
        else:
            opened.append(element)
            count[name] = count.get(name, 0) + 1

    def _raw(self, name: str, position: int) -> int:
        """Hand on what a raw-text element holds; gives the position after its end tag."""
        finish = self._raw_end(name, position)
        if self.open and self.open[-1].tag == name:
            self.handler.on_raw(position, finish, self.open[-1])
        tag = _TAG.match(self.source, finish)
        after = tag.end() if tag else len(self.source)
        self._close(name, finish, after)
        return after

    def _raw_end(self, name: str, position: int) -> int:
        source, length = self.source, len(name) + 2
        while (position := source.find("</", position)) >= 0:
            if (
                source[position + 2 : position + length].lower() == name
                and source[position + length : position + length + 1] in _ENDS
            ):
                return position
            position += 2
        return len(source)

    def _close(self, name: str, begin: int, finish: int) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            tag = self.open[index].tag
            if tag == name:
                while len(self.open) > index + 1:
                    self._pop(begin, begin)
                self._pop(begin, finish)
                return
            if tag in _BARRIER and name not in _THROUGH_BARRIER:
                return

    def _close_within(self, names: frozenset[str], stop: frozenset[str], position: int) -> None:
        """End the outermost open element among `names` that no element of `stop` encloses, and all inside it."""
        target = None
        for index in range(len(self.open) - 1, -1, -1):
            tag = self.open[index].tag
            if tag in names:
                target = index
            elif tag in stop:
                break
        while target is not None and len(self.open) > target:
            self._pop(position, position)

    def _pop(self, begin: int, finish: int) -> None:
        element = self.open.pop()
        self._count[element.tag] -= 1
        element.source_end = finish
        self.handler.on_end(element, begin)
