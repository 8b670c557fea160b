"""Words as a search asks for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.folding import LONGEST, fold, folded_words, is_plain, words_beginning


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. plan", ["the", "u", "s", "plan"]),
        ("covid-19, don’t / don't", ["covid", "19", "don", "t", "don", "t"]),
        ("C++ and C# but c+ x#y", ["c++", "and", "c#", "but", "c", "x", "y"]),
        ("Café cafe\u0301 CAFÉ", ["cafe", "cafe", "cafe"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("ﬁnal ½ Ａ", ["final", "1", "2", "a"]),
        ("東京タワー 2020", ["東", "京", "タ", "ワ", "ー", "2020"]),
        ("a_b — “c”", ["a", "b", "c"]),
        ("", []),
        ("\u0301 … -- ''", []),
        ("x" * 100, ["x" * LONGEST]),
    ],
)
def test_case_accents_and_typography_part_no_word_from_itself(text: str, words: list[str]) -> None:
    assert fold(text) == words


@given(st.text())
def test_words_with_places_are_the_same_words(text: str) -> None:
    placed = list(folded_words(text))
    assert [word for _, _, word in placed] == fold(text)
    assert all(start < end <= len(text) for start, end, _ in placed)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    words = fold(text)
    assert fold(" ".join(words)) == words


@given(st.text("abC+#_- 1\u201c", max_size=30), st.lists(st.text("abc+#1", min_size=1, max_size=3), max_size=3))
def test_words_that_begin_so_are_found_where_they_stand(text: str, firsts: list[str]) -> None:
    assert is_plain(text)
    expected = [placed for placed in folded_words(text) if placed[2].startswith(tuple(firsts))]
    assert words_beginning(text, firsts) == expected
