"""Where do paragraphs begin and end?  By white space, indents, short last lines and the size of type, over columns and pages."""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median

from msgspec import Struct

from sayso.intake.pdf_lines import Line

HYPHENS = "-\u00ad\u2010"
_BULLET = re.compile(r"[•‣◦▪●○■□✓➢*]\s")
_LEADER = re.compile(r"[.·…_ ]{8}\d{1,4}$")
"""The end of a line in a table of contents."""
_ENDED = re.compile(r"[.!?…:。！？؟]['\"”’»)\]]*$")
_WHITE = 1.18
"""Times the usual distance of lines above which a paragraph ends.  Lines of one are set evenly; extra white begins at 1.2."""
_NARROW = 1.8
"""Times the size of type below which two lines are surely of one paragraph's distance: type is set with 1.1 to 1.6."""
_SPREAD = 2.4
"""Times the size of type up to which a gap may be the distance of lines: double-spaced typescript has 2.3."""
_SIZES = 0.08
"""Share by which type sizes may differ within a paragraph (a line in small capitals); steps between sizes begin at a tenth."""
_INDENT = 0.8
"""Ems from which a line counts as indented: indents begin at 1."""
_EVEN = 0.4
"""Ems within which two indents are the same."""
_LOOSE = 0.8
"""Ems that must stay free behind the next word if it is to count as fitting on the line before: a word space and some play."""
LARGE = 1.15
"""Times the size of the running text from which a line is a heading."""
_BACK = 4
"""Blocks (captions, footnotes, pull quotes) over which a broken paragraph is looked for."""


class Measures(Struct, frozen=True):
    """What is usual in a document: size of the running text, distance of lines by size, edges of each column, indents or none."""

    body: float
    leading: dict[float, float]
    edges: dict[tuple[int, int, int], tuple[float, float]]
    indented: bool

    def edges_of(self, line: Line) -> tuple[float, float]:
        """Left and right edge of what is set in this size in the line's column."""
        return self.edges[line.page, line.column, round(line.size)]

    def left_free(self, line: Line) -> float:
        """Points between the edge where lines of this direction begin, and the line."""
        left, right = self.edges_of(line)
        return right - line.x1 if line.rtl else line.x0 - left

    def free(self, line: Line) -> float:
        """Points between the end of the line and the edge of its column."""
        left, right = self.edges_of(line)
        return line.x0 - left if line.rtl else right - line.x1

    def is_heading(self, line: Line) -> bool:
        """Whether the type is larger than running text."""
        return line.size > LARGE * self.body


def measure(lines: list[Line]) -> Measures:
    """The usual measures of the lines of a document, margins left out."""
    sizes: Counter[float] = Counter()
    gaps: dict[float, list[float]] = defaultdict(list)
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    widths: dict[tuple[int, int, int], list[Line]] = defaultdict(list)
    for line in lines:
        widths[line.page, line.column, round(line.size)].append(line)
        sizes[_half(line.size)] += len(line.text)
        columns[line.page, line.column].append(line)
    for column in columns.values():
        for above, below in pairwise(column):
            gap = above.base - below.base
            if _half(above.size) == _half(below.size) and 0.8 * below.size < gap < _SPREAD * below.size:
                gaps[_half(below.size)].append(gap)
    body = max(sizes, key=lambda size: (sizes[size], size), default=10.0)
    edges = {key: (min(line.x0 for line in width), max(line.x1 for line in width)) for key, width in widths.items()}
    leading = {size: _usual(found, size) for size, found in gaps.items()}
    plain = Measures(body, leading, edges, False)
    return Measures(body, leading, edges, _indents(columns, plain))


def _half(size: float) -> float:
    return round(size * 2) / 2


def _usual(gaps: list[float], size: float) -> float:
    """The usual distance of lines: the middle of the narrow ones, unless nearly all are wide (a typescript)."""
    narrow = [gap for gap in gaps if gap < _NARROW * size]
    return median(
        narrow if 10 * len(narrow) >= len(gaps) else gaps
    )  # a tenth: pages of one-line paragraphs have some longer ones


def _indents(columns: dict[tuple[int, int], list[Line]], measures: Measures) -> bool:
    """Whether paragraphs begin with an indent here, at least three, and twice as many as begin with white space instead."""
    indented = spaced = 0
    for column in columns.values():
        for above, line, below in zip(column, column[1:], column[2:], strict=False):
            if abs(line.size - measures.body) < 0.5 and measures.left_free(below) < _EVEN * line.size:
                white = above.base - line.base > _WHITE * measures.leading.get(_half(line.size), line.size)
                indented += not white and measures.left_free(line) > _INDENT * line.size
                spaced += white and measures.left_free(line) < _EVEN * line.size
    return indented >= 3 and indented > 2 * spaced


def gather_paragraphs(lines: list[Line]) -> tuple[list[list[Line]], Measures]:
    """The lines of a document in reading order, gathered into paragraphs; a line in the margin is one of its own."""
    measures = measure([line for line in lines if not line.margin])
    paragraphs: list[list[Line]] = []
    text = [line for line in lines if not line.margin]
    position = 0
    for line in lines:
        if line.margin:
            paragraphs.append([line])
            continue
        position += 1
        following = text[position] if position < len(text) else None
        home = _home(paragraphs, line, following, measures)
        if home is None:
            paragraphs.append([line])
        else:
            home.append(line)
    return paragraphs, measures


def _home(paragraphs: list[list[Line]], line: Line, following: Line | None, measures: Measures) -> list[Line] | None:
    """The paragraph that the line carries on, if any."""
    recent = [paragraph for paragraph in paragraphs[-_BACK * 2 :] if not paragraph[0].margin]
    if not recent or not line.upright:
        return None
    last = recent[-1]
    above = last[-1]
    if not above.upright:
        return None
    same_flow = above.page == line.page and (above.column == line.column or _right_under(above, line, measures))
    if same_flow:
        return None if _begins(last, line, following, measures) else last
    for paragraph in reversed(recent[-_BACK:]):
        if _carries_on(paragraph[-1], line, measures, paragraph is not last):
            return paragraph
    return None


def _right_under(above: Line, line: Line, measures: Measures) -> bool:
    """Whether two lines that fell into different columns are set as one: a headline whose second line is short."""
    gap = above.base - line.base
    return measures.is_heading(above) and 0 < gap < 1.5 * line.size and abs(above.x0 - line.x0) < line.size


def _begins(paragraph: list[Line], line: Line, following: Line | None, measures: Measures) -> bool:
    """Whether the line begins a new paragraph under the one above it in the column."""
    above = paragraph[-1]
    gap = above.base - line.base
    usual = measures.leading.get(_half(line.size), 1.25 * line.size)
    if abs(above.size - line.size) > _SIZES * max(above.size, line.size) or not 0 < gap <= _WHITE * usual + 0.5:
        return True
    if _BULLET.match(line.text) or _LEADER.search(above.text):
        return True
    if above.text[-1] in HYPHENS and line.text[0].islower():
        return False
    if measures.is_heading(line) or _centred(above, line, measures):
        return False
    step = measures.left_free(line) - measures.left_free(above)
    if step > _INDENT * line.size:
        return not _hanging(paragraph, line, following, measures)
    if step < -_INDENT * line.size and len(paragraph) > 1:
        return True
    return _fits(above, line, measures)


def _centred(above: Line, line: Line, measures: Measures) -> bool:
    middle = abs((above.x0 + above.x1) - (line.x0 + line.x1)) / 2 < _EVEN * line.size
    free = min(measures.left_free(each) for each in (above, line))
    return middle and free > 2 * line.size and abs(above.x0 - line.x0) > _EVEN * line.size


def _hanging(paragraph: list[Line], line: Line, following: Line | None, measures: Measures) -> bool:
    """Whether the line is the second of an item whose first line stands out to the left."""
    if len(paragraph) > 1:
        return False
    if _BULLET.match(paragraph[0].text):
        return True
    if following is None or (following.page, following.column) != (line.page, line.column):
        return False
    return abs(following.x0 - line.x0) < _EVEN * line.size and not _fits(paragraph[-1], line, measures)


def _fits(above: Line, line: Line, measures: Measures) -> bool:
    """Whether the first word of the line would have had room on the line above: then that was the last of its paragraph."""
    left, right = measures.edges_of(above)
    return line.first_word < 0.6 * (right - left) and measures.free(above) > line.first_word + _LOOSE * line.size


def _carries_on(above: Line, line: Line, measures: Measures, over_others: bool) -> bool:
    """Whether a line at the head of a column or page carries on a paragraph at the foot of the one before."""
    if abs(above.size - line.size) > _SIZES * line.size or _BULLET.match(line.text) or above.margin or not above.upright:
        return False
    if above.text[-1] in HYPHENS and line.text[0].islower():
        return True
    if _fits(above, line, measures) and not measures.is_heading(line):
        return False
    if line.text[0].islower():
        return not _ENDED.search(above.text)
    if over_others or measures.is_heading(line):
        return False
    indented = measures.left_free(line) > _INDENT * line.size
    return not indented and (measures.indented or not _ENDED.search(above.text))
