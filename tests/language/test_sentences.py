"""Where sentences end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.sentences import split_sentences


@pytest.mark.parametrize(
    "marked",
    [
        "It rained.| She left.",
        "Mr. Odell spoke to Sen. Prynne.| She left.",
        "J. R. Odell spoke.| She left.",
        "It opened on Jan. 5 in St. Orlan.| She left.",
        "He said no. 5 was full.",
        "He came to the U.S.| The ferry was late.",
        "The U.S. Coast Guard came.",
        "They left at 5 p.m.| He stayed.",
        "“It rained.”| She left.",
        "Really?| Yes!| Fine.",
        "It cost 5.5 million.| She paid.",
        "She wrote to example.org.| Nobody answered.",
        "“Why now?” he asked.",
        "船が出た。|彼女は残った。",
        "Und dann?| Die Boote, z.B. Fähren, fuhren.",
        "It rained … and she left.",
    ],
)
def test_sentences_end_where_a_reader_would_end_them(marked: str) -> None:
    text = marked.replace("|", "")
    found = [text[start:end] for start, end in split_sentences(text, 0, len(text))]
    assert found == [part.strip() for part in marked.split("|")]


def test_no_sentence_ends_inside_a_shield() -> None:
    text = "“It rained. She left. So?” Odell said. He wept."
    assert [text[start:end] for start, end in split_sentences(text, 0, len(text), [(0, 26)])] == [
        "“It rained. She left. So?”",
        "Odell said.",
        "He wept.",
    ]


@given(st.text(alphabet=st.sampled_from('aB .!?…。”"5\u00a0'), max_size=60))
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    found = split_sentences(text, 0, len(text))
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
