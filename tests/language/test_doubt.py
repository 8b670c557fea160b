"""Words of doubt: every entry is found in its example, and phrases whole."""

import re

import pytest

from sayso.language.doubt import find_hedges
from sayso.language.tables import read_table


@pytest.mark.parametrize("row", read_table("hedges"), ids=lambda row: f"{row['class']}: {row['phrases'][:20]}")
def test_every_example_holds_a_hedge_of_its_row(row):
    words = re.findall(r"[\w]+", row["example"].lower())
    found = find_hedges(words)
    joined = f" {' '.join(words[at] for at in sorted(found))} "
    assert any(f" {phrase} " in joined for phrase in row["phrases"].split("; "))


def test_a_phrase_is_found_whole_and_its_words_alone_are_none():
    assert find_hedges("she is believed to have left".split()) == {2, 3}
    assert find_hedges("she believed him".split()) == set()
    assert find_hedges(["a", "so", "called", "truce"]) == {1, 2}
