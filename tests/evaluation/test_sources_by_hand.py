"""The sources labelled by hand: places without words, and the gold that is rebuilt from them."""

import json
from pathlib import Path

import pytest

from evaluation.gold import find_shared
from evaluation.sources_by_hand import HALVES, LABELS, rebuild, say, write
from sayso.model.statement import SourceKind

ARTICLES = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
LONGEST = 20
"""Characters of the longest piece that is no place: the words a text does not print are few."""


def test_a_name_is_said_by_its_pieces() -> None:
    text = "Ida Fenn opened the harbour. Her aides slept."
    assert say(text, [[0, 8], "’s ", [33, 38]]) == "Ida Fenn’s aides"


def test_a_record_has_the_words_at_its_places() -> None:
    source = {
        "attribution": "E1",
        "source_span": [29, 32],
        "kind": "person",
        "named": True,
        "mention": "pronoun",
        "entity": "1",
        "resolved": [[0, 8]],
        "aliases": [],
        "evidence_span": [0, 8],
        "role_span": None,
    }
    (row,) = rebuild("harbour", "Ida Fenn opened the harbour. She slept.", [source])
    assert (row["source_text"], row["resolved"], row["evidence_text"], row["role"]) == ("She", "Ida Fenn", "Ida Fenn", None)


def test_no_words_of_the_articles_stand_in_the_labels() -> None:
    for article in ARTICLES:
        for source in article["sources"]:
            for pieces in (source["resolved"], *source["aliases"]):
                assert all(len(piece) <= LONGEST for piece in pieces if isinstance(piece, str))


def test_labels_are_of_the_kinds_of_the_record() -> None:
    kinds = {kind.value for kind in SourceKind}
    assert {article["half"] for article in ARTICLES} == {*HALVES}
    assert all(source["kind"] in kinds for article in ARTICLES for source in article["sources"])


@pytest.mark.parametrize("half", HALVES)
def test_the_gold_is_rebuilt_from_the_texts(half: str, tmp_path: Path) -> None:
    shared = find_shared()
    if shared is None:
        pytest.skip("needs the gold data: SAYSO_GOLD")
    rows = [json.loads(line) for line in write(shared, tmp_path / half, half).read_text("utf-8").splitlines()]
    assert len(rows) == len((tmp_path / half / "questions.jsonl").read_text("utf-8").splitlines())
    assert all(row["resolved"].strip() for row in rows)
