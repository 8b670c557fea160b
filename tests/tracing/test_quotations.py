"""Prints of one quotation come together, and nothing else does."""

import random
import time

from sayso.language.folding import fold
from sayso.model.changes import ChangeKind
from sayso.tracing.changes import compare_passages
from sayso.tracing.quotations import group_prints

WHOLE = "We will keep the barrier shut until the water falls below the second mark, and nobody sails before that."


def together(*texts: str) -> list[list[int]]:
    return [sorted(one.prints) for one in group_prints([fold(text) for text in texts])]


def test_the_same_words_give_or_take_small_edits_are_one_quotation() -> None:
    prints = (
        WHOLE,
        "we will keep the barrier shut until the water falls below the second mark",  # the end is cut
        "...until the water falls below the second mark, and nobody sails before that",  # the beginning is cut
        "We will keep [the gate] shut until the water falls below the second mark, and nobody sails before that.",
        "We will keep the barrier shut — and nobody sails before that",  # words in the middle are left out
        "We will keep the barrier closed until the waters fall below the second mark, and nobody sails before that",
        "We will keep the barrier shut until the water falls below the second mark and no-one sails before that [day].",
    )
    (group,) = group_prints([fold(text) for text in prints])
    assert sorted(group.prints) == list(range(len(prints)))
    assert group.prints[0] == 6  # the most words


def test_stock_phrases_are_no_quotation() -> None:
    assert together("No comment.", "No comment.", "We are aware of the incident", "We are aware of the incident") == []


def test_two_quotations_of_one_speaker_stay_two() -> None:
    assert together(
        "We will keep the barrier shut until Friday and not a day longer than that",
        "We will keep the barrier open for the whole of the summer, whatever the board says",
        "I have asked for an inspection three times since the spring and had no answer",
    ) == [[1], [2], [0]]


def test_a_slogan_in_two_speeches_joins_them_not() -> None:
    slogan = "The river belongs to all who live by it"
    one = f"{slogan}, and the board has forgotten that. We shall remind it on Monday in the hall of Quillhaven at noon."
    other = f"Forty years I have sailed here and paid for every lock on the way to the sea. {slogan}, not to the board alone."
    groups = group_prints([fold(text) for text in (one, slogan, other, slogan, "river belongs to all who live by it today")])
    assert [sorted(one.prints) for one in groups] == [[2], [0], [1, 3, 4]]
    assert groups[2].within == (2, 0)


def test_a_cut_print_joins_the_one_fuller_print_that_holds_it() -> None:
    assert together(f"{WHOLE} {WHOLE}", WHOLE) == [[0, 1]]


def test_the_order_of_prints_plays_no_part() -> None:
    draws = random.Random(4)
    words = "river boat stone market winter letter bridge harbour clerk grain lamp mill quarry rope salt tower".split()
    base = [[draws.choice(words) for _ in range(draws.randrange(8, 30))] for _ in range(60)]
    prints = []
    for _ in range(400):
        one = list(draws.choice(base))
        for _ in range(draws.randrange(3)):
            one[draws.randrange(len(one))] = draws.choice(words)
        prints.append(one[draws.randrange(3) :])
    expected = {tuple(sorted(one.prints)) for one in group_prints(prints)}
    for _ in range(3):
        order = list(range(len(prints)))
        draws.shuffle(order)
        found = group_prints([prints[number] for number in order])
        assert {tuple(sorted(order[number] for number in one.prints)) for one in found} == expected


def test_ten_thousand_prints_are_grouped_in_seconds() -> None:
    draws = random.Random(5)
    base = [f"w{draws.randrange(900)}" for _ in range(30)]
    near = [[*base[:at], f"x{number}", *base[at + 1 :]] for number in range(10_000) for at in (draws.randrange(30),)]
    frame = [[*base[:6], *(f"y{draws.randrange(9000)}" for _ in range(20))] for _ in range(10_000)]
    for prints, groups in (([base] * 10_000, 1), (near, 1), (frame, 10_000), ([["a"] * 50_000, ["a"] * 49_999], 1)):
        begun = time.process_time()
        assert len(group_prints(prints)) == groups
        assert time.process_time() - begun < 20
    assert group_prints([]) == group_prints([[], ["a"]]) == []


def test_two_passages_are_compared_word_by_word() -> None:
    def edits(old: str, new: str) -> list[tuple[ChangeKind, str, str]]:
        return [(one.kind, one.old.of(old), one.new.of(new)) for one in compare_passages(old, new).changes]

    cut = "“nobody sails before this.”"
    assert edits(WHOLE, cut)[-1] == (ChangeKind.WORDING, "that", "this")
    assert edits(WHOLE, cut)[0][0] is ChangeKind.CUT
    assert edits("There were forty boats.", "There were fifty boats") == [(ChangeKind.FIGURE, "forty", "fifty")]
    assert edits("The well-known co-operative, she said", "the well known cooperative … she said") == []
    assert edits("", "") == []
    assert edits("Nobody", "") == [(ChangeKind.CUT, "Nobody", "")]
