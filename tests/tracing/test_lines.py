"""Copies count once, common newsrooms and sources join, and what sets two accounts side by side joins nothing."""

import random

import pytest

from sayso.model.lines import Account, JoinSort
from sayso.tracing.lines import find_lines


def account(name: str, *sources: str, text: str = "", outlet: str | None = None, credits: tuple[str, ...] = ()) -> Account:
    return Account(name=name, text=text or name, outlet=outlet or f"outlet of {name}", credits=credits, sources=sources)


def lines(*accounts: Account, until: JoinSort = JoinSort.SOURCE) -> list[str]:
    return [" ".join(line.items) for line in find_lines(accounts, until).lines]


def test_copies_are_one_line_and_what_they_have_in_common_is_said_once() -> None:
    found = find_lines([account("a", "fire service", text="x"), account("b", "fire service", text="x"), account("c")])
    assert [line.items for line in found.lines] == [("a", "b"), ("c",)]
    assert [(join.sort, join.items) for join in found.lines[0].joins] == [(JoinSort.COPY, ("a", "b"))]
    assert (found.items, found.texts, found.reports) == (3, 2, 2)


def test_who_names_a_newsroom_goes_back_to_it() -> None:
    wire = account("a", "fire service", outlet="wire")
    assert lines(wire, account("b", credits=("wire",)), account("c", "finn")) == ["a b", "c"]
    assert lines(account("b", credits=("wire",)), account("d", credits=("wire",))) == ["b d"]
    assert lines(account("b", outlet="post"), account("d", outlet="post")) == ["b d"]


def test_a_common_source_joins_last_and_only_where_it_is_asked_for() -> None:
    some = [account("a", "agency"), account("b", "agency", "governor"), account("c", "finn")]
    found = find_lines(some)
    assert ([line.items for line in found.lines], found.reports) == ([("a", "b"), ("c",)], 3)
    assert [(join.sort, join.common) for join in found.lines[0].joins] == [(JoinSort.SOURCE, "agency")]
    assert lines(*some, until=JoinSort.NEWSROOM) == ["a", "b", "c"]


def test_what_sets_two_accounts_side_by_side_makes_them_not_one() -> None:
    both = account("c", "ministry", "front")
    found = find_lines([account("a", "ministry"), account("b", "front"), both, replace_name(both, "d")])
    assert [line.items for line in found.lines] == [("a",), ("b",)]
    assert found.side_by_side == ("c", "d")
    assert lines(account("a", outlet="wire"), account("b", outlet="press"), account("c", credits=("wire", "press"))) == ["a", "b"]


def replace_name(one: Account, name: str) -> Account:
    return account(name, *one.sources)


@pytest.mark.parametrize("more", [True, False])
def test_a_source_of_its_own_makes_it_no_roundup(more: bool) -> None:
    own = Account(name="c", text="c", outlet="c", sources=("ministry", "front", *([] if more else ["finn"])), more=more)
    assert lines(account("a", "ministry"), account("b", "front"), own) == ["a b c"]


def test_a_shared_passage_joins() -> None:
    one, other = (Account(name=name, text=name, outlet=name, passages=("7",)) for name in "ab")
    assert lines(one, other) == ["a b"]
    assert lines(one, other, until=JoinSort.COPY) == ["a", "b"]


def test_the_order_of_the_items_plays_no_part() -> None:
    chance = random.Random(5)
    some = [
        Account(
            name=str(number),
            text=str(number % 17),
            outlet=f"outlet {number % 11}",
            credits=tuple(f"outlet {chance.randrange(40)}" for _ in range(number % 3)),
            sources=tuple(f"source {chance.randrange(60)}" for _ in range(chance.randrange(3))),
        )
        for number in range(60)
    ]
    first = find_lines(some)
    chance.shuffle(some)
    again = find_lines(some)
    assert {frozenset(line.items) for line in first.lines} == {frozenset(line.items) for line in again.lines}
    assert set(first.side_by_side) == set(again.side_by_side)
    assert sum(len(line.items) for line in first.lines) + len(first.side_by_side) == 60


def test_nothing_and_very_many_equal_items_have_lines_too() -> None:
    assert find_lines([]).lines == ()
    assert len(find_lines([account(str(number), "one") for number in range(20_000)]).lines) == 1
