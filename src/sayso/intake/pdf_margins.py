"""Which lines of a page are no part of its text?  Running heads and page numbers: what stands at the same place on many pages."""

import re
from collections import Counter
from itertools import pairwise

from sayso.intake.pdf_lines import Line

_ZONE = 0.14
"""Share of the page's height, at head and foot, in which running heads stand: 4 cm of A4."""
_ROWS = 3
"""Rows of a head or a foot at most."""
_FEW = 8
"""Pages up to which two occurrences make a running head; books with heads by chapter show each on three pages or more."""
_APART = 1.8
"""Ems of white that set a lone number off from the text."""
_OFF = 1.45
"""Times the size of type that a running head stands off at least: text is set with 1.1 to 1.4."""
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|pg?\.|seite|pagina|página|str\.|стр\.|σελίδα|صفحة|עמוד)\s{0,3})?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(\s{0,2}(?:/|of|von|de|di|z|из|av|van)\s{0,2}\d{1,4})?\W{0,3}",
    re.I,
)
_PRINTED = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d|^(?:https?|file)://\S+(?: \d+/\d+)?$")
"""What browsers print over and under a page: the date and the time of printing, and the address."""
_PRINT_SIZE = 9.0
"""Points: browsers print these lines in 8, articles their own date lines in 9 or more."""
_AT_END = re.compile(r"^\d{1,4}\b|\b\d{1,4}$")
_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,7}\b", re.I)


def mark_margins(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """The lines of each page with heads marked and put first, feet marked and put last."""
    seen: Counter[tuple[bool, int, str]] = Counter()
    rows = [(_rows(lines, height, True), _rows(lines, height, False)) for lines, height in zip(pages, heights, strict=True)]
    for top, bottom in rows:
        seen.update({key for row in top for line in row for key in _keys(line, True)})
        seen.update({key for row in bottom for line in row for key in _keys(line, False)})
    least = 2 if len(pages) <= _FEW else 3
    for top, bottom in rows:
        _mark(top, True, seen, least)
        _mark(bottom, False, seen, least)
    return [_arranged(lines, height) for lines, height in zip(pages, heights, strict=True)]


def _rows(lines: list[Line], height: float, top: bool) -> list[list[Line]]:
    """The outermost rows of the page, from the edge inwards, and one row of text behind them to measure the white before it."""
    upright = sorted((line for line in lines if line.upright), key=lambda line: -line.base if top else line.base)
    rows: list[list[Line]] = []
    for line in upright:
        if rows and abs(rows[-1][0].base - line.base) < line.size / 2:
            rows[-1].append(line)
        elif len(rows) > _ROWS:
            break
        else:
            rows.append([line])
    edge = height * (1 - _ZONE) if top else height * _ZONE
    within = [row for row in rows if (row[0].base > edge) == top]
    return within + rows[len(within) : len(within) + 1]


def _keys(line: Line, top: bool) -> list[tuple[bool, int, str]]:
    """What a running head has in common with those of other pages: its words, or how far its number runs ahead of the page's."""
    ahead = [f"+{int(number) - line.page}" for number in _AT_END.findall(line.text) if number.isascii()]
    return [(top, round(line.base), what) for what in (_DIGITS.sub("#", line.text), *ahead)]


def _mark(rows: list[list[Line]], top: bool, seen: Counter[tuple[bool, int, str]], least: int) -> None:
    """From the edge inwards, as long as rows are furniture."""
    place = 0
    for place, row in enumerate(rows[:-1]):
        white = abs(row[0].base - rows[place + 1][0].base)
        words = " ".join(line.text for line in sorted(row, key=lambda line: line.x0))
        printed = row[0].size < _PRINT_SIZE and _PRINTED.search(words)
        repeated = [max(seen[key] for key in _keys(line, top)) >= least for line in row]
        kinds = ["print-stamp" if printed else _kind(line, often, white) for line, often in zip(row, repeated, strict=True)]
        for line, kind in zip(row, kinds, strict=True):
            line.margin = kind
        if None in kinds:
            break
    else:
        place = len(rows) - 1
    _give_back(rows[: place + 1])


def _give_back(rows: list[list[Line]]) -> None:
    """Take the marks from the innermost rows again where no white sets them off from the text."""
    for row, inner in reversed(list(pairwise(rows))):
        if abs(row[0].base - inner[0].base) > _OFF * row[0].size:
            return
        for line in row:
            line.margin = None


def _kind(line: Line, repeated: bool, white: float) -> str | None:
    number = _NUMBER.fullmatch(line.text)
    alone = len(line.text) <= 12 and white > _APART * line.size and any(map(str.isdigit, line.text))
    if number and (repeated or number[1] or alone):
        return "page-number"
    return "running-head" if repeated else None


def _arranged(lines: list[Line], height: float) -> list[Line]:
    head = sorted((line for line in lines if line.margin and line.base > height / 2), key=lambda line: (-line.base, line.x0))
    foot = sorted((line for line in lines if line.margin and line.base <= height / 2), key=lambda line: (-line.base, line.x0))
    return [*head, *(line for line in lines if not line.margin), *foot]
