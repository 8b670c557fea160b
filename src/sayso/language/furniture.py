"""Is this line something other than body text?  Looks its words up in ``data/furniture.tsv``."""

import re
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table
from sayso.model.document import Role

_FIRST = re.compile(r"[^a-zA-ZÀ-ž]*([a-zA-ZÀ-ž]+)")
_EDGES = " \t\n.:;,!?…*•|>»«–—-()[]\"'“”"
_LONGEST_START = 600
"""Code points of a block read for words that stand anywhere in it; longer ones are read from both ends."""
_WHOLE = 80
"""Code points: a block that is "just" a label is short, whatever the label."""
_NOTICE = 400
"""Code points: an invitation to subscribe or to read on is not longer; a paragraph that begins with the same words is."""
_ANY = ".{0,200}?"
"""What a … in a phrase stands for; the list of names in an agency's reporting credit is its longest use."""
_COPYRIGHT_FOLLOWS = r"\W{0,8}(?:(?:19|20)\d\d\b|[A-ZÀ-ÞĀ-Ž])"


class LineKind(Struct, frozen=True):
    """What a line is for, told by its words: role, finer kind, whether it closes a body, whether it leaves a selected one."""

    role: Role
    kind: str | None
    closes: bool
    leaves_selection: bool
    at: str


def classify_line(text: str) -> LineKind | None:
    """The sort of line this is by the words it begins with or consists of; None for what may be body text."""
    first = _FIRST.match(text)
    candidates = _index().get(first.group(1).lower(), ()) if first else ()
    if not text[:1].isalpha():
        candidates += _index().get("", ())
    for pattern, whole, kind in candidates:
        if len(text) > (_WHOLE if whole else _NOTICE) and (whole or kind.role is Role.FURNITURE):
            continue
        if whole and kind.role is Role.FURNITURE and text.endswith(".") and not text.endswith(".."):
            continue  # "3." is the number of a paragraph, and a button has no full stop
        if pattern.match(text.strip(_EDGES) if whole else text):
            return kind
    return None


def classify_inside(text: str) -> LineKind | None:
    """The sort of line this is by words that stand anywhere in it; weaker evidence, for the end of a page."""
    if len(text) > 2 * _LONGEST_START:
        text = text[:_LONGEST_START] + "\n" + text[-_LONGEST_START:]
    pattern, kinds = _within()
    found = pattern.search(text.replace("“", '"').replace("”", '"'))
    return kinds[int((found.lastgroup or "k0")[1:])] if found else None


@cache
def _index() -> dict[str, tuple[tuple[re.Pattern[str], bool, LineKind], ...]]:
    """Patterns by the first word of their phrase, in table order; phrases without one under the empty word."""
    index: dict[str, list[tuple[re.Pattern[str], bool, LineKind]]] = {}
    for row in read_table("furniture"):
        if row["at"] == "within":
            continue
        first = _FIRST.match(row["phrase"])
        key = first.group(1) if first else ""
        index.setdefault(key, []).append((_compile(row["phrase"], row["at"]), row["at"] == "whole", _kind_of(row)))
    return {key: tuple(rows) for key, rows in index.items()}


@cache
def _within() -> tuple[re.Pattern[str], tuple[LineKind, ...]]:
    rows = [row for row in read_table("furniture") if row["at"] == "within"]
    pattern = "|".join(f"(?P<k{number}>{_phrase(row['phrase'])})" for number, row in enumerate(rows))
    return re.compile(pattern, re.IGNORECASE), tuple(_kind_of(row) for row in rows)


def _kind_of(row: dict[str, str]) -> LineKind:
    return LineKind(
        role=Role(row["role"]),
        kind=None if row["kind"] == "-" else row["kind"],
        closes=row["closes"] == "yes",
        leaves_selection=row["selected"] == "out",
        at=row["at"],
    )


def _compile(phrase: str, at: str) -> re.Pattern[str]:
    begin = r"[\s*•|>»–—-]*"
    if at == "whole":
        return re.compile(f"{_phrase(phrase.strip(_EDGES))}\\Z", re.IGNORECASE)
    if at == "copyright":
        return re.compile(f"{begin}(?i:{_phrase(phrase)}){_COPYRIGHT_FOLLOWS}")
    return re.compile(begin + _phrase(phrase) + (r"(?!\w)" if phrase[-1].isalnum() else ""), re.IGNORECASE | re.DOTALL)


def _phrase(phrase: str) -> str:
    pattern = re.escape(phrase).replace("…", _ANY).replace("№", r"\d{1,5}")
    return pattern.replace(r"\ ", r"\s+").replace(" ", r"\s+").replace("’", "['’]")
