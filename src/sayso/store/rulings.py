"""What did persons decide about who was copied from whom, and which families does that leave?  They name items, not rows."""

from collections.abc import Collection, Hashable, Iterable
from enum import StrEnum
from typing import TypeVar

import msgspec
from msgspec import Struct

from sayso.store.changes import Change
from sayso.store.database import Database

PART = "origin"
N = TypeVar("N", bound=Hashable)


class RulingSort(StrEnum):
    """What a person can say of two items."""

    CONFIRM = "confirm"
    """The one was copied from the other."""
    REJECT = "reject"
    """The one was not copied from the other."""
    KEEP_APART = "keep-apart"
    """They are no copies of each other and belong to no one family."""


class Ruling(Struct, frozen=True, kw_only=True):
    """A decision that holds: `item` was copied from `other`, or was not, or has nothing to do with it.

    `number` is its place in the log.
    """

    number: int
    sort: RulingSort
    item: str
    other: str
    who: str
    why: str
    on: str


class Ruled(Struct, frozen=True):
    """The two items of a decision, as the log keeps them; an empty id is that of an item that was withdrawn."""

    item: str
    other: str


def ruled(change: Change) -> Ruled:
    """The two items of an entry of the log."""
    return msgspec.json.decode(change.detail, type=Ruled)


def find_rulings(database: Database) -> list[Ruling]:
    """The decisions that hold, of items that were not withdrawn, in the order in which they were made."""
    rows = database.run(
        "SELECT number, action, detail, who, why, made_on FROM change WHERE part = ? AND undone_on IS NULL ORDER BY number",
        (PART,),
    )
    found = []
    for number, action, detail, who, why, on in rows:
        two = msgspec.json.decode(str(detail), type=Ruled)
        if two.item and two.other:
            found.append(
                Ruling(
                    number=int(str(number)),
                    sort=RulingSort(str(action)),
                    item=two.item,
                    other=two.other,
                    who=str(who),
                    why=str(why),
                    on=str(on)[:10],
                )
            )
    return found


def join(pairs: Iterable[tuple[N, N]], apart: Collection[tuple[N, N]] = ()) -> dict[N, list[N]]:
    """For each of those that pairs bring together, all that are with it: one list for each family.

    A pair that would bring together two that are kept `apart` is passed over, so that those that come first decide who goes
    with whom.

    >>> join([("a", "b"), ("b", "c")], [("a", "c")])["b"]
    ['a', 'b']
    """
    families: dict[N, list[N]] = {}
    kept_from: dict[N, set[N]] = {}
    for one, other in apart:
        kept_from.setdefault(one, set()).add(other)
        kept_from.setdefault(other, set()).add(one)
    foes: dict[int, set[N]] = {}  # of each family, by the identity of its list
    for one, other in pairs:
        mine, theirs = families.setdefault(one, [one]), families.setdefault(other, [other])
        if mine is theirs:
            continue
        for member, family in ((one, mine), (other, theirs)):
            foes.setdefault(id(family), set(kept_from.get(member, ())))
        if any(families.get(foe) is theirs for foe in foes[id(mine)]):
            continue
        into, from_ = (mine, theirs) if len(mine) >= len(theirs) else (theirs, mine)
        foes[id(into)] |= foes.pop(id(from_))
        into += from_
        for member in from_:
            families[member] = into
    return families
