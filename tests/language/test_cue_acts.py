"""Do the cues tell reports from acts?  Every row of the table is tried on its own example."""

import pytest

from sayso.language.cue_acts import complement_of, find_act, hearsay_passive, hearsay_words, is_negated, is_passive, noun_act
from sayso.language.tables import read_table
from sayso.language.words import Words, read_words

ROWS = read_table("cue_acts")


def words(text: str) -> Words:
    return read_words(text, 0, len(text))


@pytest.mark.parametrize("row", [row for row in ROWS if row["class"] != "hearsay"], ids=lambda row: f"{row['cue']}-{row['part']}")
def test_cue_is_known_in_its_example(row: dict[str, str]) -> None:
    low = words(row["example"]).low
    forms = row["forms"].split()
    assert any(form in low for form in forms)
    if row["part"] == "phrase":
        found = find_act(low)
        assert found is not None
        assert found[0].cue == row["cue"]
    elif row["part"] == "verb":
        act = find_act([word for word in low if word in forms])
        assert act is not None
        assert act[0].cue == row["cue"]
    else:
        noun = noun_act(next(form for form in forms if form in low))
        assert row["part"] == "adverb" or noun is not None


@pytest.mark.parametrize("row", [row for row in ROWS if row["class"] == "hearsay"], ids=lambda row: row["cue"])
def test_hearsay_is_heard_in_its_example(row: dict[str, str]) -> None:
    low = words(row["example"]).low
    assert any(low[at] in hearsay_words() or hearsay_passive(low, at) for at in range(len(low)))


def test_every_cue_stands_once_for_each_part_of_speech() -> None:
    keys = [(row["cue"], row["part"]) for row in ROWS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("content", "complements"),
    [
        ("that the ferry sank", {"clause"}),
        ("whether it sank", {"clause"}),
        ("the ferry had sunk", {"clause"}),
        ("the board to close the quay", {"to"}),
        ("to close the quay", {"to"}),
        ("the lock that leaks", set()),
        ("the plan as a sieve", {"as"}),
        ("the new toll", set()),
    ],
)
def test_complement_is_told_by_its_words(content: str, complements: set[str]) -> None:
    assert complement_of(words(content), True) == complements


def test_statement_before_its_cue_is_a_clause() -> None:
    assert "clause" in complement_of(words("the ferry sank"), False)


def test_act_governs_the_verb_of_saying_after_it() -> None:
    found = find_act(["declined", "to", "say"])
    assert found is not None
    assert found[0].sort == "act"
    saying = find_act(["issued", "a", "statement", "saying"])
    assert saying is not None
    assert saying[0].cue in ("say", "issue")


def test_negation_and_passive_are_seen_past_adverbs() -> None:
    assert is_negated(["has", "not", "yet", "said"], 3)
    assert not is_negated(["has", "said"], 1)
    assert is_passive(["was", "widely", "seen"], 2)
    assert not is_passive(["has", "seen"], 1)
