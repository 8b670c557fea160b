"""Figures: what counts something, and what only looks as if it did."""

import pytest

from sayso.language.figures import find_figures
from sayso.language.tables import read_table


@pytest.mark.parametrize("row", read_table("figures"), ids=lambda row: row["word"])
def test_every_word_is_a_figure_in_its_example(row):
    assert find_figures(row["example"])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("over 40 barges and 2.5 million sacks", ["40", "2.5 million"]),
        ("a toll of $12, up 3%", ["$12,", "3%"]),
        ("forty-one crews at £3.5m", ["forty-one", "£3.5m"]),
        ("on June 1 at 5 p.m., and on 3 May 2031", []),
        ("in 2031, at 09:30, on the 14th of April", []),
        ("a G7 summit and the MV-22", []),
        ("the two harbours and these three towns", []),
        ("the pause was long", []),
        ("", []),
    ],
)
def test_numbers_and_shares_are_figures_and_dates_are_not(text, figures):
    assert [span.of(text) for span in find_figures(text)] == figures
