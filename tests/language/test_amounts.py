"""Figures in one way of writing: what is another figure, and what is the same one otherwise written."""

import pytest

from sayso.language.amounts import amounts_of, is_amount, is_bound
from sayso.language.figures import find_figures
from sayso.language.tables import read_table


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("twelve", "12"),
        ("forty one", "41"),
        ("2.5 million", "2500000"),
        ("$2.5m", "$2.5 million"),
        ("5%", "five percent"),
        ("two dozen", "24"),
        ("3rd", "third"),
        ("a hundred thousand", "100000"),
    ],
)
def test_a_figure_is_the_same_however_it_is_written(one, other):
    assert amounts_of(one.split()) == amounts_of(other.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [("12", "21"), ("2.5 million", "2.5 billion"), ("5%", "5"), ("$5", "£5"), ("dozens", "hundreds"), ("-3", "3")],
)
def test_other_figures_are_others(one, other):
    assert amounts_of(one.split()) != amounts_of(other.split())


def test_numbers_beyond_all_counting_are_compared_as_they_stand():
    assert amounts_of(["9" * 400, "million", *["trillion"] * 50])
    assert amounts_of(["1.2.3"]) == ("1.2.3",)


@pytest.mark.parametrize("row", read_table("amounts"), ids=lambda row: row["class"])
def test_every_example_holds_a_word_of_its_row(row):
    words = {word.partition("=")[0] for word in row["words"].split()}
    assert words & set(row["example"].lower().split())


def test_a_figure_by_itself_is_told_from_what_bounds_one():
    assert all(map(is_amount, ("12", "$3", "twelve", "dozens", "third", "5%", "20th")))
    assert not any(map(is_amount, ("one", "first", "about", "ferry", "covid")))
    assert is_bound("about")
    assert not is_bound("12")
    assert find_figures("about 12 barges")
