"""What does a paragraph of Markdown say once its marks are read, and where does each character of it stand?

One pass, with a stack for brackets and one for emphasis, so that time grows with the length of the paragraph and not with its
nesting.  Pieces are kept apart until the end: a bracket is text until a target follows it, an asterisk until it has a partner.
"""

import html
import re
import unicodedata
from bisect import bisect_right

from msgspec import Struct

_SPECIAL = re.compile(r"[\\`*_\[\]!<&\n~]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>")
_TAG = re.compile(r"<(?:/?([A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?|[!?][^<>]*)>")
# White space in the tail is bounded: without a bound, a failing match would try every way to share it out.
_TAIL = re.compile(
    r"\(\s{0,16}(<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s{1,16}(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s{0,16}\)"
)
_REFERENCE = re.compile(r"\[([^\[\]]{0,999})\]")
_ELEMENTS = """
    a abbr article aside b blockquote body br caption center cite code dd del details div dl dt em figcaption figure font footer
    h1 h2 h3 h4 h5 h6 head header hr html i iframe img ins kbd li link main mark meta nav ol p picture pre q s samp section
    small source span strike strong sub summary sup table tbody td tfoot th thead time title tr tt u ul var video
""".split()
"""Elements of HTML that are markup in Markdown too; anything else between angle brackets is text somebody wrote."""
_LINE_ELEMENTS = ("br", "div", "dd", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "td", "th", "tr")
_BREAK = "\v"
"""Stands in a piece for a hard line break; the paragraph is cut there."""


class Piece:
    """A run of text that ends up in the layer, or nowhere when it turns out to be a mark (`text` is then empty)."""

    __slots__ = ("length", "source", "text")

    def __init__(self, text: str, source: int, length: int) -> None:
        self.text = text
        self.source = source
        self.length = length

    @property
    def breaks(self) -> bool:
        """Whether this is a hard line break."""
        return self.text == _BREAK


class Wrapper(Struct, frozen=True):
    """Markup around the pieces ``[first, last)``, from `start` to `end` in the source; a link has a `target` as written."""

    first: int
    last: int
    start: int
    end: int
    target: str | None = None


class Inline(Struct, frozen=True):
    """A paragraph read: its pieces, what wraps them, and the images met (description, source start, source end)."""

    pieces: tuple[Piece, ...]
    wrappers: tuple[Wrapper, ...]
    images: tuple[tuple[str, int, int], ...]


def reference_key(label: str) -> str:
    """How labels of reference links are compared: without case and with white space made even."""
    return " ".join(label.split()).casefold()


def read_inline(source: str, lines: list[tuple[int, int]], references: dict[str, str]) -> Inline:
    """Read the lines of one paragraph, each ``(start, end)`` in `source` with indents and quote marks already left out."""
    return _Scanner(source, lines, references).scan()


class _Scanner:
    def __init__(self, source: str, lines: list[tuple[int, int]], references: dict[str, str]) -> None:
        self.raw = "\n".join(source[start:end] for start, end in lines)
        self.line_starts: list[int] = []
        length = 0
        for start, end in lines:
            self.line_starts.append(length)
            length += end - start + 1
        self.lines = lines
        self.references = references
        self.pieces: list[Piece] = []
        self.wrappers: list[Wrapper] = []
        self.images: list[tuple[str, int, int]] = []
        self.brackets: list[tuple[int, int, int, bool]] = []  # piece, raw position, emphasis depth, image
        self.dead_brackets = 0  # so many at the bottom of the stack stand around a link already and cannot become one
        self.openers: list[tuple[str, list[int], int]] = []  # mark, pieces of its characters, raw position
        self.open_count = dict.fromkeys("*_~", 0)
        self.ticks: dict[int, list[int]] | None = None
        self.last_comment_end = self.raw.rfind("-->")

    def scan(self) -> Inline:
        at, raw = 0, self.raw
        steps = {
            "\\": self._escape,
            "`": self._code,
            "*": self._emphasis,
            "_": self._emphasis,
            "~": self._emphasis,
            "[": self._open_bracket,
            "!": self._open_bracket,
            "]": self._close_bracket,
            "<": self._angle,
            "&": self._entity,
            "\n": self._line_end,
        }
        while at < len(raw):
            found = _SPECIAL.search(raw, at)
            if not found:
                self._text(at, len(raw))
                break
            if found.start() > at:
                self._text(at, found.start())
            at = steps[found.group()](found.start())
        return Inline(tuple(self.pieces), tuple(self.wrappers), tuple(self.images))

    def _place(self, at: int) -> int:
        """The offset in the source of a position of the raw paragraph."""
        line = bisect_right(self.line_starts, at) - 1
        return self.lines[line][0] + at - self.line_starts[line]

    def _text(self, start: int, end: int) -> None:
        self.pieces.append(Piece(self.raw[start:end], self._place(start), end - start))

    def _literal(self, at: int) -> int:
        self._text(at, at + 1)
        return at + 1

    def _escape(self, at: int) -> int:
        after = self.raw[at + 1 : at + 2]
        if after == "\n":
            return self._line_end(at + 1, hard=True)
        if after and after.isascii() and not after.isalnum() and not after.isspace():
            self._text(at + 1, at + 2)
            return at + 2
        return self._literal(at)

    def _line_end(self, at: int, hard: bool = False) -> int:
        """A line break: hard after two spaces or a backslash; any other is white space between words."""
        last = self.pieces[-1] if self.pieces else None
        if last and not last.breaks and last.length == len(last.text):
            bare = last.text.rstrip(" \t")
            hard = hard or last.text.endswith("  ")
            last.text, last.length = bare, len(bare)
        start = self._place(at)
        length = (self._place(at + 1) if at + 1 < len(self.raw) else start + 1) - start
        self.pieces.append(Piece(_BREAK if hard else " ", start, length))
        return at + 1

    def _code(self, at: int) -> int:
        if self.ticks is None:
            self.ticks = {}
            for run in re.finditer(r"`+", self.raw):
                self.ticks.setdefault(len(run.group()), []).append(run.start())
        width = 1
        while self.raw.startswith("`", at + width):
            width += 1
        later = self.ticks.get(width, [])
        index = bisect_right(later, at)
        if index >= len(later):
            self._text(at, at + width)
            return at + width
        close = later[index]
        for start, end in _lines_within(self.raw, at + width, close):
            self._text(start, end)
            if end < close:
                self._line_end(end)
        return close + width

    def _entity(self, at: int) -> int:
        found = _ENTITY.match(self.raw, at)
        meaning = html.unescape(found.group()) if found else ""
        if not found or not meaning or meaning == found.group():
            return self._literal(at)
        self.pieces.append(Piece(meaning, self._place(at), len(found.group())))
        return found.end()

    def _angle(self, at: int) -> int:
        auto = _AUTOLINK.match(self.raw, at)
        if auto:
            target = auto.group(1)
            first = len(self.pieces)
            self._text(auto.start(1), auto.end(1))
            full = target if ":" in target else f"mailto:{target}"
            self.wrappers.append(Wrapper(first, first + 1, self._place(at), self._place(auto.end() - 1) + 1, full))
            return auto.end()
        if self.raw.startswith("<!--", at):
            close = self.raw.find("-->", at + 4) if at < self.last_comment_end else -1
            return close + 3 if close >= 0 else self._literal(at)
        tag = _TAG.match(self.raw, at)
        name = (tag.group(1) or "").lower() if tag else ""
        if not tag or (name and name not in _ELEMENTS):
            return self._literal(at)
        if name in _LINE_ELEMENTS:
            self.pieces.append(Piece(_BREAK, self._place(at), len(tag.group())))
        return tag.end()

    def _open_bracket(self, at: int) -> int:
        image = self.raw[at] == "!"
        if image and not self.raw.startswith("[", at + 1):
            return self._literal(at)
        self.brackets.append((len(self.pieces), at, len(self.openers), image))
        width = 2 if image else 1
        self._text(at, at + width)
        return at + width

    def _close_bracket(self, at: int) -> int:
        if not self.brackets:
            return self._literal(at)
        opener, start, depth, image = self.brackets.pop()
        dead = len(self.brackets) < self.dead_brackets
        self.dead_brackets = min(self.dead_brackets, len(self.brackets))
        target, end = self._target(start + 2 if image else start + 1, at) if image or not dead else (None, at + 1)
        if target is None:
            return self._literal(at)
        self._forget(depth)
        source_start, source_end = self._place(start), self._place(end - 1) + 1
        if image:
            alt = "".join(" " if piece.breaks else piece.text for piece in self.pieces[opener + 1 :])
            self.images.append((alt, source_start, source_end))
            del self.pieces[opener:]
            while self.wrappers and self.wrappers[-1].last > opener:
                self.wrappers.pop()
            return end
        self.pieces[opener].text = ""
        self.wrappers.append(Wrapper(opener, len(self.pieces), source_start, source_end, target))
        self.dead_brackets = len(self.brackets)
        return end

    def _target(self, text_start: int, close: int) -> tuple[str | None, int]:
        """The target that follows a closing bracket, as written, and the position behind it; None if no link."""
        tail = _TAIL.match(self.raw, close + 1)
        if tail:
            target = tail.group(1)
            return (target[1:-1] if target.startswith("<") else target), tail.end()
        if not self.references:
            return None, close + 1
        label = _REFERENCE.match(self.raw, close + 1)
        key = reference_key((label.group(1) if label else "") or self.raw[text_start:close][:999])
        if key in self.references:
            return self.references[key], label.end() if label else close + 1
        return None, close + 1

    def _emphasis(self, at: int) -> int:
        mark = self.raw[at]
        end = at
        while end < len(self.raw) and self.raw[end] == mark:
            end += 1
        first = len(self.pieces)
        for position in range(at, end):
            self._text(position, position + 1)
        if mark == "~" and end - at != 2:
            return end
        opens, closes = _flanks(self.raw, at, end, mark)
        indexes = list(range(first, len(self.pieces)))
        if closes:
            indexes = self._close_emphasis(mark, indexes, at)
        if opens and indexes:
            self.openers.append((mark, indexes, end - len(indexes)))
            self.open_count[mark] += 1
        return end

    def _close_emphasis(self, mark: str, indexes: list[int], at: int) -> list[int]:
        """Pair the marks of a closing run with open ones, innermost first; returns those left over."""
        while indexes and self.open_count[mark]:
            while self.openers[-1][0] != mark:
                self.open_count[self.openers.pop()[0]] -= 1
            _, open_indexes, open_at = self.openers[-1]
            width = 2 if len(open_indexes) > 1 and len(indexes) > 1 else 1
            used_open, used_close = open_indexes[-width:], indexes[:width]
            for index in used_open + used_close:
                self.pieces[index].text = ""
            start, end = self._place(open_at + len(open_indexes) - width), self._place(at) + width
            self.wrappers.append(Wrapper(used_open[0], used_close[-1] + 1, start, end))
            del open_indexes[-width:]
            indexes, at = indexes[width:], at + width
            if not open_indexes:
                self.openers.pop()
                self.open_count[mark] -= 1
        return indexes

    def _forget(self, depth: int) -> None:
        """Drop the open emphasis marks above `depth`: they stand inside a link that has closed."""
        while len(self.openers) > depth:
            self.open_count[self.openers.pop()[0]] -= 1


def _lines_within(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = []
    while True:
        stop = raw.find("\n", start, end)
        if stop < 0:
            lines.append((start, end))
            return lines
        lines.append((start, stop))
        start = stop + 1


def _flanks(raw: str, start: int, end: int, mark: str) -> tuple[bool, bool]:
    """Whether a run of marks can open and can close emphasis, as CommonMark has it."""
    before, after = raw[start - 1 : start] or " ", raw[end : end + 1] or " "
    left = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    right = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    if mark != "_":
        return left, right
    return left and (not right or _is_mark(before)), right and (not left or _is_mark(after))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
