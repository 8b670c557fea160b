"""In which order is a page read?  Column by column, found by the white gutters between them, each from the top down."""

from bisect import bisect_left
from statistics import median

from sayso.intake.pdf_lines import Line, count_letters, left_to_right, lines_of, mirror_brackets
from sayso.intake.pdf_page import Page, Piece

_GUTTER = 0.8
"""Ems of white between columns at least; narrow newspaper gutters have 1."""
_CROSSED = 0.25
"""Share of the lines beside a gutter that may cross it (headlines, pictures' captions, page feet)."""
_COLUMN = 6.0
"""Ems that a quarter of the lines of a column reach at least, so that the columns of a table of figures are read row by row."""
_SIDE = 3
"""Lines a column has at least."""
_DEEP = 8
"""Splits of splits at most: a page of six columns under two headlines needs four."""
_BIN = 2.0
"""Points; the raster on which gutters are looked for, finer than the narrowest gutter."""
_BINS = 4000
"""Raster cells at most; with the cell above, pages up to 2.8 m wide, beyond any that PDF allows without scaling."""


def read_lines(page: Page, number: int) -> list[Line]:
    """The lines of a page in reading order; lines that do not lie straight come last."""
    upright = [piece for piece in page.pieces if piece.upright]
    right, left = count_letters(upright)
    rtl = right > left
    lines: list[Line] = []
    column = 0
    for column, group in enumerate(_split_columns(upright, rtl)):
        found = lines_of(group, rtl)
        for line in found:
            line.page, line.column = number, column
        lines.extend(found)
    mirror_brackets(lines)
    for piece in page.pieces:
        if not piece.upright:
            column += 1
            line = left_to_right([piece])
            line.page, line.column, line.upright = number, column, False
            lines.append(line)
    return lines


def _split_columns(pieces: list[Piece], rtl: bool) -> list[list[Piece]]:
    """The pieces of the page, grouped by column, in reading order."""
    columns: list[list[Piece]] = []
    stack = [(pieces, 0)]
    while stack:
        region, depth = stack.pop()
        if not region:
            continue
        parts = _split(region, rtl) if depth < _DEEP else None
        if parts is None:
            columns.append(region)
        else:
            stack.extend((part, depth + 1) for part in reversed(parts))
    return columns


def _split(region: list[Piece], rtl: bool) -> list[list[Piece]] | None:
    """The parts of a region in reading order, each smaller than it; None for a region of one column."""
    if len(region) < 2 * _SIDE:
        return None
    gutter = _find_gutter(region)
    if gutter is not None:
        return _around(region, gutter, rtl)
    x0, x1 = min(piece.x0 for piece in region), max(piece.x1 for piece in region)
    wide = [piece for piece in region if piece.x1 - piece.x0 > 0.55 * (x1 - x0)]  # more than half: spans two columns
    if not wide or len(wide) == len(region):
        return None
    parts: list[list[Piece]] = [[]]
    found = False
    for band, below in _bands(region, wide):
        if len(band) >= 2 * _SIDE and _find_gutter(band) is not None:
            parts += [band, []]
            found = True
        else:
            parts[-1].extend(band)
        parts[-1].extend(below)
    return [part for part in parts if part] if found else None


def _around(region: list[Piece], gutter: float, rtl: bool) -> list[list[Piece]]:
    """Left and right of the gutter, in bands between the pieces that cross it."""
    crossing = [piece for piece in region if piece.x0 < gutter < piece.x1]
    parts: list[list[Piece]] = []
    flow: list[Piece] = []
    for band, below in _bands(region, crossing):
        if band:
            sides = [[piece for piece in band if piece.x1 <= gutter], [piece for piece in band if piece.x1 > gutter]]
            parts += [flow, *(reversed(sides) if rtl else sides)]
            flow = []
        flow = flow + below
    parts.append(flow)
    return [part for part in parts if part]


def _bands(region: list[Piece], separators: list[Piece]) -> list[tuple[list[Piece], list[Piece]]]:
    """From the top down: the pieces above each separator, and that separator; at the end, those below the last."""
    ordered = sorted(separators, key=lambda piece: -piece.base)
    heights = [-piece.base for piece in ordered]
    within = {id(piece) for piece in separators}
    bands: list[list[Piece]] = [[] for _ in range(len(ordered) + 1)]
    for piece in region:
        if id(piece) not in within:
            bands[bisect_left(heights, -piece.base)].append(piece)
    return [(band, [ordered[place]] if place < len(ordered) else []) for place, band in enumerate(bands)]


def _find_gutter(region: list[Piece]) -> float | None:
    """The middle of the gutter that the fewest pieces cross, then the widest; None if there is none."""
    best: tuple[int, float, float] | None = None
    for middle in _low_places(region):
        left = [piece for piece in region if piece.x1 <= middle]
        right = [piece for piece in region if piece.x0 >= middle]
        crossing = len(region) - len(left) - len(right)
        width = _width(left, right)
        if width and (best is None or (crossing, -width) < best[:2]):
            best = (crossing, -width, middle)
    return best[2] if best else None


def _low_places(region: list[Piece]) -> list[float]:
    """Middles of the stretches of the page's width that few pieces cover."""
    start = min(piece.x0 for piece in region)
    change = [0] * (_BINS + 2)
    for piece in region:
        change[min(int((piece.x0 - start) / _BIN), _BINS)] += 1
        change[min(int((piece.x1 - start) / _BIN), _BINS) + 1] -= 1
    cover, level = [], 0
    for step in change:
        level += step
        cover.append(level)
    while cover and not cover[-1]:
        cover.pop()
    allowed = _CROSSED * max(cover, default=0)
    places, begin = [], None
    for cell, level in enumerate([*cover, max(cover, default=0)]):
        if level <= allowed and begin is None:
            begin = cell
        elif level > allowed and begin is not None:
            if begin:
                places.append(start + (begin + cell) / 2 * _BIN)
            begin = None
    return places


def _width(left: list[Piece], right: list[Piece]) -> float | None:
    """How wide the white between two columns is; None if they are none: too few, too short, or not beside each other."""
    if len(left) < _SIDE or len(right) < _SIDE:
        return None
    em = median(piece.size for piece in [*left, *right])
    width = min(piece.x0 for piece in right) - max(piece.x1 for piece in left)
    if width < _GUTTER * em or min(_usual_width(left), _usual_width(right)) < _COLUMN * em:
        return None
    top = min(max(piece.base for piece in side) for side in (left, right))
    bottom = max(min(piece.base for piece in side) for side in (left, right))
    return width if top - bottom >= (_SIDE - 1) * 0.9 * em else None  # lines stand at least 0.9 em apart


def _usual_width(side: list[Piece]) -> float:
    """The width that a quarter of the lines reach: headings and last lines are short, in a column of prose as well."""
    return sorted(piece.x1 - piece.x0 for piece in side)[len(side) * 3 // 4]
