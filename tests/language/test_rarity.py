"""Phrases to look for elsewhere hold rare words, name no outlet, and stand in what copies share."""

from itertools import combinations

import pytest

from sayso.language import rarity
from sayso.language.rarity import WORDS, rare_phrases
from sayso.language.tables import read_table
from sayso.model.span import Span

TALK = "The government said on Tuesday that the international community would continue to support the national economy."
GATE = "Divers from Brennick inspected the northern sluice gates and found limpets on every second bolt."


def test_long_words_that_everybody_uses_are_not_rare() -> None:
    (phrase,) = rare_phrases(f"{TALK} {GATE}", 1)
    assert phrase in GATE
    assert len(phrase.split()) == WORDS


def test_no_phrase_names_an_outlet_or_an_agency() -> None:
    credit = "Limpets besieged Brennick, hydrographers told the Sarn Gazette during Wednesday’s extraordinary symposium."
    (phrase,) = rare_phrases(credit, 1)
    assert "Sarn" in phrase
    assert not any("Sarn" in phrase for phrase in rare_phrases(credit, 3, houses=["The Sarn Gazette", "Sarn Gazette"]))
    assert not any("Reuters" in one for one in rare_phrases(credit.replace("the Sarn Gazette", "Reuters hydrographers"), 3))


def test_what_others_hold_too_is_not_taken() -> None:
    standing = "Subscribers cherish unparalleled investigative broadsheets delivered before breakfast throughout Brennick"
    text = f"{standing}. {GATE}"
    assert rare_phrases(text, 1)[0] in standing
    held = {word.casefold(): 3 for word in standing.split()}
    assert all(phrase in GATE for phrase in rare_phrases(text, 3, held=held))


def test_what_copies_share_goes_before() -> None:
    text = f"{GATE} {TALK}"
    shared = Span(len(GATE) + 1, len(text))
    assert rare_phrases(text, 1, within=[shared])[0] in TALK
    assert rare_phrases(text, 1, within=[Span(0, 5)])[0] in GATE


def test_phrases_do_not_overlap_and_end_with_their_sentence() -> None:
    found = rare_phrases(f"{GATE} {TALK}", 9)
    assert all(phrase in GATE or phrase in TALK for phrase in found)
    assert len(found) == len(set(found)) == 2
    assert rare_phrases("", 3) == rare_phrases("Too short.", 3) == ()


def test_a_phrase_that_is_printed_again_is_given_once() -> None:
    found = rare_phrases(f"{GATE}\n{GATE.upper()}\n{GATE}", 9)
    words = [set(phrase.casefold().split()) for phrase in found]
    assert all(len(one & other) <= WORDS // 2 for one, other in combinations(words, 2))


def test_no_word_is_cut_where_the_text_that_is_looked_at_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    for looked_at in range(50, len(GATE) + 2):
        monkeypatch.setattr(rarity, "_LOOKED_AT", looked_at)
        assert all(set(phrase.split()) <= set(GATE.strip(".").split()) for phrase in rare_phrases(GATE, 1))


def test_no_phrase_runs_over_the_end_of_a_sentence_in_any_script() -> None:
    for mark in "。！？؟۔।":
        assert rare_phrases(f"Divers from Brennick inspected{mark} limpets besieged northern sluices", 1) == ()


def test_the_table_lists_each_word_once() -> None:
    words = [word for row in read_table("common_words") for word in row["words"].split()]
    assert len(words) == len(set(words))
    assert {row["rarity"] for row in read_table("common_words")} == set("01234")
    for row in read_table("common_words"):
        assert set(row["words"].split()) & set(row["example"].lower().split())
