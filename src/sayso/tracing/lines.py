"""How many lines of sourcing do some items have?  Copies are one, and so are those that name one common source.

A round-up that sets two accounts side by side must not make them one.  So texts that rest on little come first: one that names
nothing but what several lines rest on already is *side by side*, and joins nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from sayso.model.lines import LINES, Account, Join, JoinSort, Line, Lines

Common = tuple[JoinSort, str]
"""What items can have in common."""
_ORDER = tuple(JoinSort)


class _Text(Struct):
    """What the copies of one text go back to: what they are, and what they name."""

    key: str
    is_: set[Common]
    named: set[Common]
    more: bool


def find_lines(accounts: Sequence[Account], until: JoinSort = JoinSort.SOURCE) -> Lines:
    """The lines of sourcing of the items, whose names are all different, with no ground less certain than `until`.

    The order in which they are given plays no part in who belongs together.

    >>> wire = Account(name="wire", text="a", outlet="coast wire", sources=("fire service",))
    >>> copy = Account(name="copy", text="a", sources=("fire service",))
    >>> reworded = Account(name="reworded", text="b", outlet="meridian", credits=("coast wire",))
    >>> other = Account(name="other", text="c", outlet="radio lenz", sources=("ada finn",))
    >>> found = find_lines([wire, copy, reworded, other])
    >>> [line.items for line in found.lines], found.texts, found.reports
    ([('wire', 'copy', 'reworded'), ('other',)], 3, 2)
    """
    grounds = _ORDER[: _ORDER.index(until) + 1]
    texts = _texts(accounts)
    beside = _side_by_side(texts)
    counted = [text for text in texts if text.key not in beside]
    reports = _joined(counted, [sort for sort in grounds if sort is not JoinSort.SOURCE])
    lines = _joined(counted, grounds)
    members: dict[str, list[Account]] = {}
    for account in accounts:
        if account.text not in beside:
            members.setdefault(lines.root(account.text), []).append(account)
    ordered = sorted(members.values(), key=len, reverse=True)  # a stable sort: of equal ones the first that was given
    return Lines(
        rule=LINES,
        until=until,
        items=len(accounts),
        texts=len(texts),
        reports=len({reports.root(text.key) for text in counted}),
        lines=tuple(Line(items=tuple(one.name for one in some), joins=tuple(_joins(some, grounds))) for some in ordered),
        side_by_side=tuple(account.name for account in accounts if account.text in beside),
    )


def _texts(accounts: Iterable[Account]) -> list[_Text]:
    found: dict[str, _Text] = {}
    for account in accounts:
        text = found.setdefault(account.text, _Text(account.text, set(), set(), False))
        text.is_ |= {(JoinSort.PASSAGE, one) for one in account.passages}
        text.is_ |= {(JoinSort.NEWSROOM, account.outlet)} if account.outlet is not None else set()
        text.named |= {(JoinSort.NEWSROOM, one) for one in account.credits} | {(JoinSort.SOURCE, one) for one in account.sources}
        text.more |= account.more
    for text in found.values():
        text.named -= text.is_
    return sorted(found.values(), key=lambda text: (len(text.named), text.key))


def _side_by_side(texts: Sequence[_Text]) -> set[str]:
    """The texts that name several things, each of which a text that rests on less has too, and these are not one line."""
    forest = _Forest()
    for text in texts:
        for common in text.is_:
            forest.hold(text.key, common)
    beside: set[str] = set()
    for _, some in groupby(texts, key=lambda text: len(text.named)):  # those that rest on as much are looked at together
        fresh = []
        for text in some:
            known = {forest.root(holder) for common in text.named if (holder := forest.first.get(common)) is not None}
            all_known = all(common in forest.first for common in text.named)
            if all_known and not text.more and len(known - {forest.root(text.key)}) > 1:
                beside.add(text.key)
            else:
                fresh.append(text)
        for text in fresh:
            for common in text.named:
                forest.hold(text.key, common)
    return beside


def _joined(texts: Iterable[_Text], grounds: Collection[JoinSort]) -> "_Forest":
    forest = _Forest()
    for text in texts:
        for common in text.is_ | text.named:
            if common[0] in grounds:
                forest.hold(text.key, common)
    return forest


def _joins(accounts: Sequence[Account], grounds: Collection[JoinSort]) -> list[Join]:
    """What items of one line have in common, the most certain first."""
    found: dict[Common, list[str]] = {}
    copies: dict[str, list[str]] = {}
    for account in accounts:
        copies.setdefault(account.text, []).append(account.name)
        for held in _held(account):
            found.setdefault(held, []).append(account.name)
    told = [Join(sort=JoinSort.COPY, common="", items=tuple(some)) for some in copies.values() if len(some) > 1]
    text_of = {account.name: account.text for account in accounts}
    ordered = sorted(found.items(), key=lambda one: (_ORDER.index(one[0][0]), -len(one[1]), one[0][1]))
    for (sort, common), names in ordered:
        if sort in grounds and len({text_of[name] for name in names}) > 1:  # what copies have in common is said once
            told.append(Join(sort=sort, common="" if sort is JoinSort.PASSAGE else common, items=tuple(names)))
    return told


def _held(account: Account) -> list[Common]:
    """All that an item can have in common with others, each once."""
    outlets = (account.outlet, *account.credits) if account.outlet is not None else account.credits
    found = [(JoinSort.PASSAGE, one) for one in account.passages]
    found += [(JoinSort.NEWSROOM, one) for one in outlets]
    return list(dict.fromkeys(found + [(JoinSort.SOURCE, one) for one in account.sources]))


class _Forest:
    """Texts that are joined by what they hold; `first` is the first holder of each."""

    def __init__(self) -> None:
        self.first: dict[Common, str] = {}
        self._above: dict[str, str] = {}

    def root(self, key: str) -> str:
        """The text that stands for all that this one is joined with."""
        above = self._above
        above.setdefault(key, key)
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    def hold(self, key: str, common: Common) -> None:
        """Join a text with those that hold the same."""
        one, other = self.root(key), self.root(self.first.setdefault(common, key))
        self._above[max(one, other)] = min(one, other)
