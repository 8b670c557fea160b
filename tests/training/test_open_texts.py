"""The open texts as a folder to train on: who is left out, what is gold, and what a model may add."""

import json
from pathlib import Path

import pytest

from tests.training.conllu import file_of, sentence
from training.brat import Labelled, read_folder
from training.open_texts import beside, main

SAID = sentence(
    "Rik said it rained.",
    "Rik PROPN 2 nsubj 1>2:0 attribution-positive",
    "said VERB 0 root",
    "it PRON 4 nsubj 2>0:0 ROOT",
    "rained VERB 2 ccomp",
    ". PUNCT 2 punct",
)
GOLD = Labelled(((0, 3),), ((4, 8),), ((9, 18),))


def test_gold_texts_are_written_but_those_of_test_sets_and_those_without_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gum, re3d, out = tmp_path / "gum", tmp_path / "re3d", tmp_path / "out"
    (gum / "dep").mkdir(parents=True)
    (re3d / "Harbour Board").mkdir(parents=True)
    for name in ("GUM_news_rain", "GUM_news_kept", "GUM_bio_rik"):
        (gum / "dep" / f"{name}.conllu").write_text(file_of(name, SAID), encoding="utf-8")
    document = {"_id": "AB12", "text": "Rik Maes said that it rained."}
    (re3d / "Harbour Board" / "documents.json").write_text(json.dumps(document) + "\n", encoding="utf-8")
    (tmp_path / "not.txt").write_text("GUM_news_kept\nre3d:FF00\n", encoding="utf-8")

    assert main(["--gum", str(gum), "--re3d", str(re3d), "--not-for-training", str(tmp_path / "not.txt"), "--out", str(out)]) == 0

    written = list(read_folder(out))
    assert [(one.name, one.text, one.attributions) for one in written] == [
        ("GUM_bio_rik", "Rik said it rained.", (GOLD,)),
        ("GUM_news_rain", "Rik said it rained.", (GOLD,)),
    ]
    assert "news: 1 texts, 1 gold, 0 model's" in capsys.readouterr().out


def test_a_model_adds_only_what_touches_no_gold_but_may_share_a_source() -> None:
    shares_a_source = Labelled(((0, 3),), ((20, 24),), ((25, 40),))
    apart = Labelled((), ((50, 54),), ((55, 60),))
    touches_content = Labelled(((42, 45),), ((46, 49),), ((12, 30),))
    cue_in_content = Labelled(((0, 3),), ((10, 14),), ((25, 40),))
    source_in_content = Labelled(((10, 12),), ((20, 24),), ((25, 40),))
    silver = (shares_a_source, apart, touches_content, cue_in_content, source_in_content)
    assert beside((GOLD,), silver) == (shares_a_source, apart)
