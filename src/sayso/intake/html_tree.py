"""Where does everything stand in an HTML source?  A forgiving scanner whose every tag and text keeps its place.

No HTML parser for Python tells source positions of text, so this one reads the tag soup itself, as browsers do: quotes count in
attribute values only, raw-text elements end at their own end tag, a paragraph ends where the next block begins.  Every step is
linear in the length of the source, and nesting is kept at most `_DEPTH` deep.
"""

import html
import re
from collections.abc import Iterator

_OPENING = re.compile(r"<(?:!--|[!?]|/?[A-Za-z])")
_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*+)([^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|)[^>=]*+)*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_COMMENT_END = re.compile(r"--!?>")
_DEPTH = 512
"""Open elements kept at most; browsers flatten deeper trees at the same depth (Chromium's limit)."""

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
_BARRIER = frozenset({"td", "th", "table", "caption", "button", "html", "object"})


class Element:
    """An open or closed element: its tag, its raw attributes, its parent, and where its text began and ended in the layer."""

    __slots__ = ("end", "hidden", "hint", "parent", "raw", "source_end", "source_start", "start", "tag")

    def __init__(self, tag: str, raw: str, parent: "Element | None", source_start: int, source_end: int) -> None:
        self.tag = tag
        self.raw = raw
        self.parent = parent
        self.source_start = source_start
        self.source_end = source_end
        self.start = 0
        self.end = 0
        self.hidden: bool = parent.hidden if parent else False
        self.hint: str | None = None

    def attributes(self) -> dict[str, str]:
        """The attributes, names in lower case, entities resolved; the first of a name counts."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.raw):
            value = double or single or bare
            found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
        return found


class Event:
    """What the scanner met: ``start``, ``end``, ``text`` or ``raw``; `begin` and `finish` are source positions."""

    __slots__ = ("begin", "element", "finish", "kind")

    def __init__(self, kind: str, begin: int, finish: int, element: Element | None) -> None:
        self.kind = kind
        self.begin = begin
        self.finish = finish
        self.element = element


class Scanner:
    """Goes through a source once; `events` yields what it meets, each element's `end` event exactly once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.open: list[Element] = []
        self._count: dict[str, int] = {}

    def events(self) -> Iterator[Event]:
        """Every tag and every text of the source, in order; elements left open are ended at the end."""
        source, position, length = self.source, 0, len(self.source)
        while position < length:
            found = _OPENING.search(source, position)
            if not found:
                break
            begin = found.start()
            if begin > position:
                yield from self._text(position, begin)
            mark = found.group()
            if mark == "<!--":
                ended = _COMMENT_END.search(source, begin + 2)
                position = ended.end() if ended else length
                continue
            if mark in ("<!", "<?"):
                closing = source.find(">", begin)
                position = closing + 1 if closing >= 0 else length
                continue
            tag = _TAG.match(source, begin)
            if not tag:  # no end to this tag in all the rest: what follows is kept as text, so that nothing is lost
                position = begin
                break
            position = tag.end()
            slash, name, raw = tag.groups()
            name = name.lower()
            if slash:
                yield from self._close(name, tag.start(), position)
            else:
                for event in self._start(name, raw, begin, position):
                    yield event
                    if event.kind == "raw":
                        position = event.finish
                        ending = _TAG.match(source, position)
                        position = ending.end() if ending else length
                        yield from self._close(name, event.finish, position)
        if position < length:
            yield from self._text(position, length)
        while self.open:
            yield self._pop(length)

    def _top(self) -> Element | None:
        return self.open[-1] if self.open else None

    def _text(self, begin: int, finish: int) -> Iterator[Event]:
        if self.open and self.open[-1].tag == "head" and not self.source[begin:finish].isspace():
            yield self._pop(begin)
        yield Event("text", begin, finish, self._top())

    def _start(self, name: str, raw: str, begin: int, position: int) -> Iterator[Event]:
        if self._count.get("head") and name not in _IN_HEAD:
            yield from self._close("head", begin, begin)
        if name in _CLOSES_P and self._count.get("p"):
            yield from self._close_within(frozenset({"p"}), _BARRIER, begin)
        if name in _IMPLIED_END:
            ended, stop = _IMPLIED_END[name]
            yield from self._close_within(ended, stop, begin)
        element = Element(name, raw, self._top(), begin, position)
        yield Event("start", begin, position, element)
        if name in VOID:
            yield Event("end", position, position, element)
            return
        if len(self.open) >= _DEPTH:
            yield Event("end", position, position, element)
        else:
            self.open.append(element)
            self._count[name] = self._count.get(name, 0) + 1
        if name in RAW and not raw.endswith("/"):
            yield Event("raw", position, self._raw_end(name, position), element)

    def _raw_end(self, name: str, position: int) -> int:
        ended = re.compile(rf"</{name}[\s/>]", re.I).search(self.source, position)
        return ended.start() if ended else len(self.source)

    def _close(self, name: str, begin: int, finish: int) -> Iterator[Event]:
        if not self._count.get(name):
            return
        for index in range(len(self.open) - 1, -1, -1):
            tag = self.open[index].tag
            if tag == name:
                while len(self.open) > index + 1:
                    yield self._pop(begin)
                yield self._pop(finish)
                return
            if tag in _BARRIER and name not in ("table", "tr", "tbody", "thead", "tfoot", "body", "html"):
                return

    def _close_within(self, names: frozenset[str], stop: frozenset[str], position: int) -> Iterator[Event]:
        """End the outermost open element among `names` that no element of `stop` encloses, and all inside it."""
        target = None
        for index in range(len(self.open) - 1, -1, -1):
            tag = self.open[index].tag
            if tag in names:
                target = index
            elif tag in stop:
                break
        while target is not None and len(self.open) > target:
            yield self._pop(position)

    def _pop(self, position: int) -> Event:
        element = self.open.pop()
        self._count[element.tag] -= 1
        element.source_end = position
        return Event("end", position, position, element)
