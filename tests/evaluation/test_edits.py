"""The made set of edits: places give their words back, the same seed makes the same edits, and figures stay above a floor."""

import random
from pathlib import Path

import pytest

from evaluation.edits import HALVES, KINDS, by_hand, by_hand_score, made_score, read_by_hand
from evaluation.edits.making import Source, edit, read_sources


def test_a_pair_by_hand_is_two_texts_and_the_places_of_its_edits() -> None:
    page = "== a\nTitle [headline:|again]\n\nIt killed [figure:12|14] people[attribution:, police said|].\n\n[order-from:x|One.]\n\nTwo.\n\n[order-to:x|One.]\n"
    (pair,) = read_by_hand(page)
    old, new = "\n\n".join(pair.old), "\n\n".join(pair.new)
    assert old == "Title \n\nIt killed 12 people, police said.\n\nOne.\n\nTwo."
    assert [(one.kind, old[slice(*one.old)], new[slice(*one.new)]) for one in pair.edits] == [
        ("headline", "", "again"),
        ("figure", "12", "14"),
        ("attribution", "police said", ""),
        ("order", "One.", "One."),
    ]


def test_every_label_by_hand_is_a_class_and_stands_on_words_that_differ() -> None:
    pairs = [pair for half in HALVES for pair in read_by_hand(by_hand(half))]
    assert len(pairs) >= 12
    for pair in pairs:
        old, new = "\n\n".join(pair.old), "\n\n".join(pair.new)
        for one in pair.edits:
            assert one.kind in KINDS
            assert one.kind == "order" or old[slice(*one.old)] != new[slice(*one.new)]


def test_pairs_by_hand_stay_above_the_floor() -> None:
    assert by_hand_score("development").f1(*KINDS)[0] >= 90


ARTICLE = Source(
    name="a",
    paragraphs=(
        "Ferries Run Late in the Upper Delta",
        "The ferry was late on Monday because 12 of the pilots stayed at home, officials said. Many people waited at the quay.",
        "“We have waited here in the rain for more than an hour,” said Ida Fenn. The bridge near Hollen is shut during the week.",
        "The board will meet Orlan Marrow of the union in a small room at the harbour. It may also meet the villages.",
    ),
    said=((), (((70, 79), (80, 84)),), (((63, 71), (58, 62)),), ()),
    laid=((), ((70, 79), (80, 84)), ((63, 71), (58, 62)), ()),
)


@pytest.mark.parametrize("seed", range(40))
def test_edits_stand_where_they_are_said_to_and_the_same_seed_makes_the_same(seed: int) -> None:
    pair = edit(ARTICLE, [ARTICLE], random.Random(seed))
    assert pair == edit(ARTICLE, [ARTICLE], random.Random(seed))
    old, new = "\n\n".join(pair.old), "\n\n".join(pair.new)
    for one in pair.edits:
        before, after = old[slice(*one.old)], new[slice(*one.new)]
        assert before or after
        assert (one.kind == "order") == (before == after)
        if one.kind == "insertion":
            assert not before
        if one.kind == "cut":
            assert not after


def test_made_edits_stay_above_the_floor(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evaluation.edits.ARTICLES", {"train": 40, "dev": 40})
    assert made_score(1, "train").f1(*KINDS)[0] >= 90
    assert len(list(read_sources(gold / "polnear" / "data", "dev"))) > 40
