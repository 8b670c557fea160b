"""The overlaps that lie in real articles: candidates, labels without words, and how an answer is compared with them."""

import hashlib
from pathlib import Path

import pytest

from evaluation.gold import find_shared
from evaluation.overlaps import (
    DIRECTIONS,
    FOLDER,
    RELATIONS,
    Label,
    agreement,
    compare_directions,
    compare_relations,
    read_labels,
)
from evaluation.overlaps.candidates import find_candidates
from sayso.model.descent import Direction

SHARED = "the old ferry at Port Amsel will stop running on the first day of March"
TEXTS = {
    "lund": f"Lund. “{SHARED},” said Ida Fenn.",
    "amsel": f"We hear that {SHARED}.",
    "sarn": "It rained in Sarn all day long.",
}
FIRST, SECOND = ("amsel", "lund"), ("lund", "sarn")


def test_a_candidate_says_where_the_equal_words_stand_in_both() -> None:
    (found,) = find_candidates(TEXTS)
    assert (found.a, found.b, found.longest, found.grams) == ("amsel", "lund", 15, 8)
    ((in_a, in_b),) = found.places
    assert TEXTS["amsel"][slice(*in_a)] == TEXTS["lund"][slice(*in_b)] == SHARED


def test_a_phrase_that_all_hold_makes_no_candidates() -> None:
    assert not list(find_candidates({f"paper {number}": SHARED for number in range(21)}))


def test_a_run_is_given_once_where_a_text_repeats_it() -> None:
    (found,) = find_candidates({"a": f"{SHARED}. Again, {SHARED}.", "b": SHARED})
    assert len(found.places) == 1


def test_labels_are_of_the_classes_and_hold_no_words() -> None:
    for name in ("pairs.tsv", "second_reading.tsv"):
        labels = read_labels(name).values()
        assert {one.relation for one in labels} <= set(RELATIONS)
        assert {one.direction for one in labels} <= set(DIRECTIONS)
        assert " " not in "".join(one.reason for one in labels)
    assert read_labels("second_reading.tsv").keys() <= read_labels().keys()


def test_a_relation_that_is_not_reported_is_missed() -> None:
    labels = {FIRST: Label("passage", "b", "date"), SECOND: Label("chance", "none", "phrase")}
    assert list(compare_relations(labels, {SECOND: "passage"}))[-1] == (
        "Republications and passages: 0 found, 1 missed; 1 of neither reported as one."
    )


def test_a_common_origin_is_wrong_where_one_of_two_is_said_to_be_copied() -> None:
    labels = {FIRST: Label("passage", "b", "date"), SECOND: Label("quotation", "common", "quoted")}
    sure = Direction(copy="amsel", source="lund", p=0.9, evidence=())
    turned = Direction(copy="sarn", source="lund", p=0.8, evidence=())
    lines = list(compare_directions(labels, {FIRST: sure, SECOND: turned}))
    assert lines[2:4] == ["| a or b | 1 | 0 | 0 |", "| common | 0 | 1 | 0 |"]
    assert "mean probability 0.85, right 0.50" in lines[-2]
    assert lines[-1] == "Of those where one of the two was copied, 1: mean probability 0.90, right 1.00."


def test_readings_that_differ_in_half_agree_no_better_than_chance() -> None:
    one = {FIRST: Label("chance", "none", "phrase"), SECOND: Label("passage", "none", "phrase")}
    other = {FIRST: Label("chance", "none", "phrase"), SECOND: Label("chance", "none", "phrase")}
    assert agreement("Another reader", one, other).startswith("Another reader, 2 pairs: relation 50.0 % alike, kappa 0.00")


def test_the_candidates_are_those_that_were_labelled() -> None:
    shared = find_shared()
    if shared is None:
        pytest.skip("needs the gold data: SAYSO_GOLD")
    folder = shared / "gold" / "polnear" / "data" / "train" / "text"
    texts = {path.stem: path.read_bytes() for path in folder.glob("*.txt")}
    hashes = _column("texts.tsv", 1)
    assert hashes == {name: hashlib.sha256(texts[name]).hexdigest() for name in hashes}
    places = {}
    for one in find_candidates({name: content.decode("utf-8") for name, content in texts.items()}):
        places[one.a, one.b] = " ".join("{}-{}={}-{}".format(*a, *b) for a, b in one.places)
    labelled = [line.split("\t") for line in (FOLDER / "pairs.tsv").read_text("utf-8").splitlines()[1:]]
    assert places == {(row[0], row[1]): row[4] for row in labelled}


def _column(name: str, number: int) -> dict[str, str]:
    rows = [line.split("\t") for line in Path(FOLDER / name).read_text("utf-8").splitlines()[1:]]
    return {row[0]: row[number] for row in rows}
