"""Which marks open a quotation and which close it?  Reads the marks of one paragraph, apostrophes, feet and inches told apart."""

import re
from collections import Counter
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table

# Of three typewriter marks in a row the single one is the inner: it comes first at the end, and last at the beginning.
_MARK = re.compile(r"(?<=\S)'(?=''(?!'))|``|''|[\"＂“”„‟«»‹›‘’‚'「」『』《》〈〉]")
_ELIDED = re.compile(
    r"['’‘](?:\d\ds?\b|(?:em|tis|twas|til|cause|bout|round|n|cos|cuz|neath|twere|ere)\b(?!['’]\w))", re.IGNORECASE
)
"""Words that begin with an apostrophe: '90s, 'em, 'tis."""
_HEIGHT = re.compile(r"\d\s?['’′]\s?\d{1,2}\s?\Z")
"""What stands before the inch mark of 6'2\"."""
_BEFORE_OPENING = frozenset(" \n\t\u00a0\u202f\u2009([{—–―-/|*_>=:;,…¿¡\"“„«‹‘‚'「『《〈")
_DEEPEST = 6
"""Quotations nest two or three deep in print; beyond six a text is hostile or broken, and further marks are left alone."""
_LOOKED_AHEAD = 20
"""Marks looked at to tell a plural's apostrophe (the workers’ boats) from the end of a quotation; a paragraph rarely has more."""


class Marked(Struct, frozen=True):
    """A stretch between quotation marks, marks included.

    `depth` counts from 1, `closed` is False where the last mark is missing, `sort` is the sort of mark of ``marks.tsv``.
    """

    start: int
    end: int
    depth: int
    closed: bool
    sort: str


def read_marks(text: str, start: int, end: int) -> list[Marked]:
    """The quotations of one paragraph, in the order in which they open.

    One that nothing closes runs to the end of the paragraph or, where the same mark opens again, to just before that.
    """
    reader = _Reader(text, start, end)
    for number in range(len(reader.marks)):
        reader.take(number)
    return reader.finish()


class _Open(Struct):
    sign: str
    start: int
    depth: int


class _Reader:
    """Goes through the marks of a paragraph with the open quotations on a stack."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.marks = list(_MARK.finditer(text, start, end))
        self.left = Counter(mark.group() for mark in self.marks)
        self.stack: list[_Open] = []
        self.found: list[Marked] = []

    def take(self, number: int) -> None:
        mark = self.marks[number]
        sign = mark.group()
        self.left[sign] -= 1
        before = self.text[mark.start() - 1] if mark.start() > self.start else "\n"
        after = self.text[mark.end()] if mark.end() < self.end else "\n"
        opening = before in _BEFORE_OPENING and not after.isspace()
        if sign in "‘’‚'":
            self._take_single(number, before, after, opening)
        elif sign in "“”":
            self._take_curly(mark, sign, after, opening)
        elif sign in "\"＂''":
            self._take_straight(mark, sign, before, after, opening)
        elif self._closable(sign) is not None:
            self._close(mark, self._closable(sign))
        elif sign in "„‟``「『《〈‹«" or (sign in "»›" and opening and self.left[sign] + self.left[_MIRRORED[sign]]):
            self._open(mark)

    def _take_curly(self, mark: re.Match[str], sign: str, after: str, opening: bool) -> None:
        at = self._closable(sign)
        if sign == "”":
            if at is not None:
                self._close(mark, at)
            elif opening and self.left[sign]:
                self._open(mark)
            return
        if at is not None:
            self._close(mark, at)
            return
        same = self._innermost("“")
        if same is not None and not opening and not after.isalnum():
            self._close(mark, same)  # a slip of the pen: “here,“ she said
        else:
            if same is not None and self.left["”"] <= sum(entry.sign == "“" for entry in self.stack):
                self._forget(mark, same)
            self._open(mark)

    def _take_straight(self, mark: re.Match[str], sign: str, before: str, after: str, opening: bool) -> None:
        if before.isdigit() and _HEIGHT.search(self.text, max(self.start, mark.start() - 6), mark.start()):
            return
        at = self._closable(sign)
        if at is None:
            if opening or (not before.isdigit() and after.isalnum()):
                self._open(mark)
        elif opening and before not in "—–-\"“'‘…" and not (after in ".,;:!?)" or self._ends_here(mark)):
            self._forget(mark, at)
            self._open(mark)
        else:
            self._close(mark, at)

    def _take_single(self, number: int, before: str, after: str, opening: bool) -> None:
        mark = self.marks[number]
        sign = mark.group()
        at = self._closable(sign) if self.stack and _sort(self.stack[-1].sign) == "single" else None
        if before.isalnum() and after.isalnum():
            return
        if at is not None and not before.isspace() and not after.isalnum() and not self._is_plural(number, before, after):
            self._close(mark, at)
        elif sign == "‚":
            self._open(mark)
        elif (
            opening and sign != "’" and not _ELIDED.match(self.text, mark.start()) and (sign == "‘" or self._closes_later(number))
        ):
            if self.stack and self.stack[-1].sign == sign:
                self.stack.pop()  # what opened before was an apostrophe
            self._open(mark)

    def _is_plural(self, number: int, before: str, after: str) -> bool:
        """Whether a mark after a plural s in an open quotation is its apostrophe, for a better closing mark is to come."""
        return before in "sSxz" and after == " " and self._closes_later(number, "‘'")

    def _closes_later(self, number: int, unless: str = "") -> bool:
        for mark in self.marks[number + 1 : number + 1 + _LOOKED_AHEAD]:
            before, after = self.text[mark.start() - 1], self.text[mark.end() : mark.end() + 1]
            if mark.group() in "’'" and not before.isspace() and not after.isalnum():
                return True
            if mark.group() in unless and before.isspace():
                return False
        return False

    def _ends_here(self, mark: re.Match[str]) -> bool:
        return mark.end() >= self.end

    def _closable(self, sign: str) -> int | None:
        """Where on the stack the innermost quotation stands that `sign` closes."""
        for at in range(len(self.stack) - 1, -1, -1):
            if sign in _closing(self.stack[at].sign):
                return at
        return None

    def _innermost(self, sign: str) -> int | None:
        return next((at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at].sign == sign), None)

    def _open(self, mark: re.Match[str]) -> None:
        if len(self.stack) < _DEEPEST:
            self.stack.append(_Open(mark.group(), mark.start(), len(self.stack) + 1))

    def _close(self, mark: re.Match[str], at: int | None) -> None:
        assert at is not None
        self._drop(at + 1, mark.start())
        entry = self.stack.pop()
        self._add(entry, mark.end(), True)

    def _forget(self, mark: re.Match[str], at: int) -> None:
        """The quotation at `at` was never closed: it ends before `mark`, which opens another."""
        self._drop(at, mark.start())

    def _drop(self, at: int, end: int) -> None:
        while len(self.stack) > at:
            entry = self.stack.pop()
            if _sort(entry.sign) != "single" or (entry.start == self.start and end == self.end):
                self._add(entry, end, False)

    def _add(self, entry: _Open, end: int, closed: bool) -> None:
        while end > entry.start and self.text[end - 1].isspace():
            end -= 1
        if _WORD.search(self.text, entry.start, end):
            self.found.append(Marked(entry.start, end, entry.depth, closed, _sort(entry.sign)))

    def finish(self) -> list[Marked]:
        """What was found; a single mark left open is an apostrophe, unless it opens the paragraph."""
        self._drop(0, self.end)
        kept: list[Marked] = []
        around: list[int] = []  # where the quotations end that hold the present one
        for marked in sorted(self.found, key=lambda marked: (marked.start, marked.depth)):
            while around and around[-1] <= marked.start:
                around.pop()
            around.append(marked.end)
            # What opened outside it may have turned out to be an apostrophe, so its depth is counted again.
            kept.append(Marked(marked.start, marked.end, len(around), marked.closed, marked.sort))
        return kept


_WORD = re.compile(r"\w")
_MIRRORED = {"»": "«", "›": "‹"}


@cache
def _closing(sign: str) -> frozenset[str]:
    return frozenset(row["close"] for row in read_table("marks") if row["open"] == sign)


@cache
def _sort(sign: str) -> str:
    return next((row["sort"] for row in read_table("marks") if row["open"] == sign), "double")
