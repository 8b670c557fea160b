"""What does a line of type say?  Its pieces from left to right, or as the direction of their letters asks."""

import re
import unicodedata
from array import array
from collections.abc import Iterable

from msgspec import Struct

from sayso.intake.pdf_page import RIGHT_TO_LEFT, Piece

_RTL = re.compile(f"[{RIGHT_TO_LEFT}]")
_SAME_LINE = 0.45
"""Ems by which baselines may differ on one line: superscripts stand 0.3 to 0.4 high, the next line at least 0.9 low."""
_WORD_GAP = 0.15
"""Ems from which a gap is a word space: kerning stays below 0.1, the narrowest spaces of set type are 0.2."""
_OVER = 0.6
"""Ems by which pieces of one line may overlap: slanted letters and accents reach a quarter into their neighbours."""
_FAR = 3.0
"""Ems from which two parts of a line are no sentence together: a date on the left, a title on the right."""
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING, _CLOSING = "([{", ")]}"
_NEARBY = 50
"""Pieces of a line compared with the next one; they come from left to right, so those before lie far off."""


class Line(Struct):
    """A line of type: its characters, and for each the pdfium index on its page, or -1 for a word space that stands for a gap.

    `column` is the number of its column in the reading order of the page.  `after` is the run of white-space indexes behind it,
    first and count.  `first_word` is how wide its first word is.  `margin` is ``running-head``, ``page-number`` or
    ``print-stamp`` (what a browser prints around a page) where it is no part of the text.
    """

    text: str
    glyphs: "array[int]"
    styles: bytes
    x0: float
    x1: float
    base: float
    size: float
    rtl: bool
    after: tuple[int, int]
    first_word: float
    page: int = 0
    column: int = 0
    upright: bool = True
    margin: str | None = None


class _Sign(Struct):
    """One or more characters that stand in one place (a letter with its points, a ligature)."""

    text: list[str]
    glyphs: list[int]
    styles: list[int]
    left: float
    right: float


def lines_of(pieces: list[Piece], page_rtl: bool) -> list[Line]:
    """The pieces of one column as lines, from the top down."""
    rows: list[list[Piece]] = []
    tall = low = 0.0
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.x0)):
        if rows and low - piece.base <= _SAME_LINE * max(tall, piece.size) and not _covers(rows[-1], piece):
            rows[-1].append(piece)
            if piece.size > tall:
                tall, low = piece.size, piece.base
        else:
            rows.append([piece])
            tall, low = piece.size, piece.base
    return [_line_of(row, rtl) for row, rtl in zip(rows, _directions(rows, page_rtl), strict=True)]


def _covers(row: list[Piece], piece: Piece) -> bool:
    """Whether a piece lies over those of the row: a notice printed over the page, whose words belong to no line of it."""
    over = _OVER * piece.size
    return any(piece.x0 < other.x1 - over and other.x0 < piece.x1 - over for other in row[-_NEARBY:])


def _directions(rows: list[list[Piece]], page_rtl: bool) -> list[bool]:
    """Whether each row runs from right to left; one with letters of both kinds goes with the rows around it."""
    counts = [count_letters(row) for row in rows]
    directions = []
    for place, (right, left) in enumerate(counts):
        if right and left:
            beside = [near for near in (place - 1, place + 1) if 0 <= near < len(rows) and _near(rows[place], rows[near])]
            right += sum(counts[near][0] for near in beside)
            left += sum(counts[near][1] for near in beside)
        directions.append(right > left or (right == left and page_rtl))
    return directions


def count_letters(row: list[Piece]) -> tuple[int, int]:
    """How many letters of right-to-left scripts some pieces have, and how many others."""
    letters = [character for piece in row for character in piece.text if character.isalpha()]
    right = sum(1 for letter in letters if _RTL.match(letter))
    return right, len(letters) - right


def _near(row: list[Piece], other: list[Piece]) -> bool:
    return abs(row[0].base - other[0].base) < 1.8 * row[0].size  # the next line of type, not the next paragraph


def _line_of(row: list[Piece], rtl: bool) -> Line:
    if not any(_RTL.search("".join(piece.text)) for piece in row):
        return left_to_right(row)
    parts: list[list[Piece]] = []
    reached = 0.0
    for piece in sorted(row, key=lambda piece: piece.x0):
        if parts and piece.x0 - reached <= _FAR * piece.size:
            parts[-1].append(piece)
            reached = max(reached, piece.x1)
        else:
            parts.append([piece])
            reached = piece.x1
    if len(parts) == 1:
        return _either_way(row, rtl)
    return _joined([_line_of(part, rtl) for part in (reversed(parts) if rtl else parts)], row, rtl)


def _joined(lines: list[Line], row: list[Piece], rtl: bool) -> Line:
    """The parts of one line that stand far from each other, each with a direction of its own."""
    glyphs, styles = array("i"), b""
    for line in lines:
        glyphs += array("i", [-1][: len(glyphs)]) + line.glyphs
        styles += bytes([0][: len(styles)]) + line.styles
    return _finish(row, list(" ".join(line.text for line in lines)), glyphs, styles, rtl, lines[0].first_word)


def left_to_right(row: list[Piece]) -> Line:
    """The pieces of a row, from left to right, as one line."""
    row = sorted(row, key=lambda piece: piece.x0)
    text: list[str] = []
    glyphs, styles = array("i"), bytearray()
    right = row[0].x0
    first_word: float | None = None
    for piece in row:
        if text and piece.x0 - right > _WORD_GAP * piece.size:
            text.append(" ")
            glyphs.append(-1)
            styles.append(0)
            first_word = first_word or right - row[0].x0
        if first_word is None and " " in piece.text:
            first_word = piece.right[max(piece.text.index(" ") - 1, 0)] - row[0].x0
        text += piece.text
        glyphs += piece.glyphs
        styles += piece.styles
        right = max(right, piece.x1)
    return _finish(row, text, glyphs, bytes(styles), False, right - row[0].x0 if first_word is None else first_word)


def _finish(row: list[Piece], text: list[str], glyphs: "array[int]", styles: bytes, rtl: bool, first_word: float) -> Line:
    largest = max(row, key=lambda piece: (len(piece.text), piece.size))
    last = max(row, key=lambda piece: piece.glyphs[-1])
    return Line(
        text="".join(text),
        glyphs=glyphs,
        styles=styles,
        x0=min(piece.x0 for piece in row),
        x1=max(piece.x1 for piece in row),
        base=largest.base,
        size=largest.size,
        rtl=rtl,
        after=(last.glyphs[-1] + 1, last.after),
        first_word=first_word,
    )


# Direction.  What pdfium makes of right-to-left text depends on the order in which the file draws it, and goes wrong around
# numbers and foreign words; so the order is made anew from where the glyphs stand, undoing the bidirectional algorithm (UAX 9).


def _either_way(row: list[Piece], rtl: bool) -> Line:
    em = max(piece.size for piece in row)
    signs = sorted((sign for piece in row for sign in _signs(piece)), key=lambda sign: sign.left + sign.right)
    seen: list[_Sign] = []
    for sign in signs:
        if seen and sign.left - seen[-1].right > _WORD_GAP * em:
            seen.append(_Sign([" "], [-1], [0], seen[-1].right, sign.left))
        seen.append(sign)
    kinds = [_direction(sign.text[0]) for sign in seen]
    levels = _levels(kinds, rtl)
    order = _reorder(levels)
    text = [character for place in order for character in seen[place].text]
    glyphs = array("i", [glyph for place in order for glyph in seen[place].glyphs])
    styles = bytes(style for place in order for style in seen[place].styles)
    word = [seen[place] for place in order[: _first_space(order, seen)]] or seen
    width = max(sign.right for sign in word) - min(sign.left for sign in word)
    return _finish(row, text, glyphs, styles, rtl, width)


def _first_space(order: list[int], seen: list[_Sign]) -> int:
    return next((count for count, place in enumerate(order) if seen[place].text == [" "]), len(order))


def _signs(piece: Piece) -> Iterable[_Sign]:
    """The visible glyphs of a piece; marks stay with their letter, and the letters of a ligature with each other."""
    signs: list[_Sign] = []
    for place, character in enumerate(piece.text):
        if character == " ":
            continue
        left, right = piece.left[place], piece.right[place]
        last = signs[-1] if signs else None
        if last and (unicodedata.combining(character) or (left == last.left and right == last.right)):
            last.text.append(character)
            last.glyphs.append(piece.glyphs[place])
            last.styles.append(piece.styles[place])
        else:
            signs.append(_Sign([character], [piece.glyphs[place]], [piece.styles[place]], left, right))
    return signs


def _direction(character: str) -> str:
    """R for right-to-left letters, L for others, N for digits, S for signs inside numbers, O for the rest."""
    kind = unicodedata.bidirectional(character)
    if kind in ("R", "AL"):
        return "R"
    if kind in ("EN", "AN"):
        return "N"
    if kind in ("ES", "CS", "ET"):
        return "S"
    return "L" if kind == "L" else "O"


def _levels(kinds: list[str], rtl: bool) -> list[int]:
    """The level of each sign, from left to right as seen: runs against the direction of the line lie higher."""
    base = 1 if rtl else 0
    levels = [base] * len(kinds)
    strong, other = ("L", "R") if rtl else ("R", "L")
    run: int | None = None  # where a run against the line began
    last = 0
    for place, kind in enumerate(kinds):
        if kind == strong or (kind == "N" and (rtl or run is not None) and (run is not None or strong == "L")):
            if run is None or (kind == "N" and kinds[last] == "N" and not _one_number(kinds, last, place)):
                run = place
            levels[run : place + 1] = [base + 1] * (place + 1 - run)
            last = place
        elif kind == other:
            run = None
    if not rtl:  # numbers inside a right-to-left run read from left to right again
        levels = [2 if level == 1 and kind == "N" else level for level, kind in zip(levels, kinds, strict=True)]
    return levels


def _one_number(kinds: list[str], last: int, place: int) -> bool:
    """Whether two digits belong to one number: nothing but a sign inside numbers stands between them."""
    return all(kind == "S" for kind in kinds[last + 1 : place])


def _reorder(levels: list[int]) -> list[int]:
    """Rule L2 of UAX 9, which is its own reverse: the places as read."""
    order = list(range(len(levels)))
    for level in (2, 1):
        begin: int | None = None
        for place in range(len(levels) + 1):
            high = place < len(levels) and levels[order[place]] >= level
            if high and begin is None:
                begin = place
            elif not high and begin is not None:
                order[begin:place] = order[begin:place][::-1]
                begin = None
    return order


def mirror_brackets(lines: list[Line]) -> None:
    """Turn brackets around in right-to-left lines where the file names them by their look: then most pairs come closing first."""
    rtl = [line for line in lines if line.rtl]
    balance, first = 0, ""
    for line in rtl:
        for character in line.text:
            if character in _OPENING or character in _CLOSING:
                if first and (first in _OPENING) != (character in _OPENING):
                    balance += 1 if first in _OPENING else -1
                    first = ""
                else:
                    first = character
    if balance < 0:
        for line in rtl:
            line.text = line.text.translate(_MIRROR)
