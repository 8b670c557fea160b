"""Who is named in a row?  "Ida Fenn of Orlan, Robert Odell and Orin Tarn", to whom "the researchers" may go back."""

from bisect import bisect_left

from msgspec import Struct

from sayso.language.nouns import Noun
from sayso.language.words import word_class
from sayso.reading.sources.describing import OFFICES
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast, Entity, Named

_GAP = 12
"""Tokens between two names of a row: "Fenn, a professor at the University of Orlan, | Odell" is one of the longest."""
_BACK = 20
"""Rows looked back over; an article with more is a list."""
_NO_GAP = ("auxiliary", "subject", "subordinator", "relative")
_LEARNED = frozenset(("academic", "analyst", "journalist"))
"""Types whose people sign what they write together: "the researchers", "the authors"."""


class Row(Struct, frozen=True):
    """People named one after the other, and the token with which the last name ends."""

    people: tuple[Entity, ...]
    last: int


def find_rows(page: Page, cast: Cast) -> list[Row]:
    """The rows of people of an article, in its order."""
    rows: list[Row] = []
    row: list[Named] = []
    joined = False
    for named in cast.named:
        if not named.entity.is_person or named.name.possessive:
            continue
        goes_on = bool(row) and row[-1].sentence == named.sentence and _goes_on(page, row[-1].name.last, named.name.opens)
        if not goes_on or joined:
            _close(rows, row, joined)
            row, joined = [], False
        else:
            joined = not {"and", "&"}.isdisjoint(page.words.low[row[-1].name.last : named.name.opens])
        row.append(named)
    _close(rows, row, joined)
    return rows


def row_before(rows: list[Row], token: int, noun: Noun) -> Row | None:
    """The last row before a token of people who may be called so together."""
    here = bisect_left(rows, token, key=lambda one: one.last)
    for row in reversed(rows[max(0, here - _BACK) : here]):
        types = [{word for word in one.role_words if word.startswith("type:")} for one in row.people]
        if any(f"type:{noun.type}" in one for one in types):
            return row
        if noun.type in _LEARNED and not any(word.removeprefix("type:") in OFFICES for one in types for word in one):
            return row
    return None


def _close(rows: list[Row], row: list[Named], joined: bool) -> None:
    people = {one.entity.number: one.entity for one in row}
    if joined and len(people) > 1:
        rows.append(Row(tuple(people.values()), row[-1].name.last))


def _goes_on(page: Page, after: int, opens: int) -> bool:
    """Whether nothing but commas, "and" and what describes the first name stands between two."""
    low = page.words.low[after:opens]
    if not 1 <= len(low) <= _GAP or low[0] not in (",", ";", "and", "&", "of", "(", "at"):
        return False
    return not any(word in word_class(name) for word in low for name in _NO_GAP) and not any(
        page.words.speech(at) for at in range(after, opens)
    )
