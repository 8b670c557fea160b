"""How do persons say who was copied from whom?  A decision is logged, outweighs what was found, and can be undone.

What is found is never changed by it: decisions are laid over links and families whenever these are asked for, so they hold when
items are read, compared or added again.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from sayso.errors import NotFoundError, UsageError
from sayso.store.changes import Change, Changes
from sayso.store.copies import Copies
from sayso.store.database import Database
from sayso.store.rulings import PART, Ruled, Ruling, RulingSort, find_rulings, join, ruled

SHORT = 12
"""Digits by which an item of a library is called."""
WITHDRAWN = "a withdrawn item"
"""What the log calls an item that a decision was about and that is no longer there."""


class Origins:
    """What persons decided about the copies of one library.  `resolve` makes an id whole."""

    def __init__(self, database: Database, changes: Changes, copies: Copies, resolve: Callable[[str], str]) -> None:
        self._database = database
        self._changes = changes
        self._copies = copies
        self._resolve = resolve

    def confirm(self, copy: str, source: str, *, who: str, why: str) -> Change:
        """Say that an item was copied from another.  Raises UsageError where that contradicts what was decided before."""
        return self._keep(RulingSort.CONFIRM, copy, source, who, why)

    def reject(self, copy: str, source: str, *, who: str, why: str) -> Change:
        """Say that an item was not copied from another; that it was the other way round is not said by that."""
        return self._keep(RulingSort.REJECT, copy, source, who, why)

    def keep_apart(self, one: str, other: str, *, who: str, why: str) -> Change:
        """Say that two items are of no one family.  Who stands between them goes with the one it shares more with."""
        return self._keep(RulingSort.KEEP_APART, one, other, who, why)

    def undo(self, number: int, *, who: str, why: str) -> Change:
        """Take a decision back; it stays in the log."""
        with self._database.transaction():
            if self._changes.one(number).part != PART:
                raise UsageError(f"change {number} is not about copies", "see them: sayso origin --log")
            undone = self._changes.undo(number, who=who, why=why)
            two = ruled(undone)
            if undone.action != RulingSort.REJECT and two.item and two.other:
                self._copies.regroup([two.item, two.other])
            return undone

    def decisions(self, id_: str | None = None) -> list[Change]:
        """Every decision, also those undone; or those about one item."""
        every = list(self._changes.every(PART))
        if id_ is None:
            return every
        whole = self._resolve(id_)
        return [one for one in every if whole in (ruled(one).item, ruled(one).other)]

    def standing(self) -> list[Ruling]:
        """The decisions that hold."""
        return find_rulings(self._database)

    def lost(self) -> tuple[Change, ...]:
        """The decisions whose items share no text today, or were withdrawn; they change nothing."""
        held = {one.number: one for one in self.standing()}
        return tuple(
            change
            for change in self.decisions()
            if change.undone_on is None and (change.number not in held or not self._applies(held[change.number]))
        )

    def forget(self, id_: str) -> None:
        """Take an item out of the decisions; called when it is withdrawn, inside its transaction."""
        for change in self._changes.every(PART):
            two = ruled(change)
            if id_ in (two.item, two.other):
                kept = Ruled(*("" if one == id_ else one for one in (two.item, two.other)))
                about = change.about.replace(id_[:SHORT], WITHDRAWN)
                self._changes.rewrite(change.number, about, msgspec.json.encode(kept).decode())

    def _keep(self, sort: RulingSort, one: str, other: str, who: str, why: str) -> Change:
        if not why.strip():
            raise UsageError("nobody says why", "give both --who and --why; they stay in the log")
        with self._database.transaction():
            item, source = self._held(one), self._held(other)
            if item == source:
                raise UsageError(f"{item[:SHORT]} is named twice", "name two items")
            new = Ruling(number=0, sort=sort, item=item, other=source, who=who, why=why, on="")
            _check(new, self.standing())
            if not self._applies(new):
                raise UsageError(
                    f"no text was found that both {item[:SHORT]} and {source[:SHORT]} print",
                    f"see what shares text with it: sayso origin {item[:SHORT]}",
                )
            between = "/" if sort is RulingSort.KEEP_APART else "from"
            detail = msgspec.json.encode(Ruled(item, source)).decode()
            about = f"{item[:SHORT]} {between} {source[:SHORT]}"
            change = self._changes.keep(PART, sort.value, about, detail, who=who, why=why)
            if sort is not RulingSort.REJECT:
                self._copies.regroup([item, source])
            return change

    def _held(self, id_: str) -> str:
        whole = self._resolve(id_)
        if not self._database.run("SELECT 1 FROM document WHERE sha256 = ? AND withdrawn IS NULL", (whole,)):
            raise NotFoundError(f"{whole[:SHORT]} was withdrawn", "nothing can be said of it any more")
        return whole

    def _applies(self, ruling: Ruling) -> bool:
        """Whether two items have to do with each other at all: they share text, or are of one family if nothing parts them."""
        if self._copies.overlaps([ruling.item, ruling.other]):
            return True
        return ruling.sort is RulingSort.KEEP_APART and self._copies.connected(ruling.item, ruling.other)


def _check(new: Ruling, standing: Sequence[Ruling]) -> None:
    """Refuse what says the contrary of another decision, by itself or together with others, or says the same again."""
    for one in standing:
        if _about_the_same(one, new):
            raise _refused(one, already=one.sort is new.sort and (one.item == new.item or new.sort is RulingSort.KEEP_APART))
    if new.sort is RulingSort.REJECT:
        return
    confirmed = {one.item: one for one in standing if one.sort is RulingSort.CONFIRM}
    if new.sort is RulingSort.CONFIRM:
        if new.item in confirmed:
            raise _refused(confirmed[new.item])
        above = new.other
        while above in confirmed:
            if confirmed[above].other == new.item:
                raise _refused(confirmed[above])
            above = confirmed[above].other
        confirmed[new.item] = new
    families = join((one.item, one.other) for one in confirmed.values())
    for one in (*standing, new):
        if one.sort is RulingSort.KEEP_APART and one.other in families.get(one.item, ()):
            raise _refused(one if one is not new else _first_link(confirmed, one))


def _about_the_same(one: Ruling, new: Ruling) -> bool:
    """Whether only one of two decisions can hold, or both are one: that B was not copied from A goes with every other."""
    if {one.item, one.other} != {new.item, new.other}:
        return False
    sorts = {one.sort, new.sort}
    return RulingSort.REJECT not in sorts or (one.item == new.item and RulingSort.KEEP_APART not in sorts)


def _first_link(confirmed: Mapping[str, Ruling], apart: Ruling) -> Ruling:
    """A confirmed link of an item that is to be kept apart from what it is linked to."""
    return confirmed.get(apart.item) or next(one for one in confirmed.values() if one.other == apart.item)


def _refused(one: Ruling, already: bool = False) -> UsageError:
    said = {
        RulingSort.CONFIRM: "was copied from",
        RulingSort.REJECT: "was not copied from",
        RulingSort.KEEP_APART: "is to be kept apart from",
    }[one.sort]
    what = f"decision {one.number} says{' already' if already else ''} that {one.item[:SHORT]} {said} {one.other[:SHORT]}"
    return UsageError(what, "see it: sayso origin --log" if already else f"first: sayso origin undo {one.number}")
