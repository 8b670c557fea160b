"""Predictions of shared text: from a file of articles, and above a floor on made reprints."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.reuse import predict
from tests.tracing.articles import HARBOUR, MARKET, article


def lines(articles: list[dict[str, str | None]], folder: Path) -> list[str]:
    path = folder / "docs.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in articles), "utf-8")
    return list(predict(path))


def test_a_line_names_the_pair_and_what_it_is(tmp_path: Path) -> None:
    texts = {"a": HARBOUR, "b": "“От наших партнёров” " + HARBOUR, "c": MARKET}
    articles: list[dict[str, str | None]] = [
        {"id": name, "text": text, "date": None, "outlet": "Amsel Post"} for name, text in texts.items()
    ]
    assert [json.loads(line) for line in lines(articles, tmp_path)] == [
        {"a": "a", "b": "b", "rel": "republication", "words": 140}
    ]


def test_shuffled_articles_give_the_same_lines(tmp_path: Path) -> None:
    texts = [article(n, 80) + HARBOUR[40 * n :] for n in range(12)]
    articles: list[dict[str, str | None]] = [{"id": f"id{n}", "text": text} for n, text in enumerate(texts)]
    in_order = lines(articles, tmp_path)
    random.Random(1).shuffle(articles)
    assert in_order
    assert lines(articles, tmp_path) == in_order


@pytest.mark.parametrize("seed", [11])
def test_reprints_stay_above_the_floor(gold: Path, tmp_path: Path, seed: int) -> None:
    polnear, score = gold / "polnear" / "data", gold.parent / "score"
    made = [sys.executable, score / "make_reprints.py", "--texts", polnear / "train" / "text", "--meta", polnear / "metadata.tsv"]
    subprocess.run([*made, "--size", "2000", "--seed", str(seed), "--out", tmp_path], check=True, capture_output=True)
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("".join(line + "\n" for line in predict(tmp_path / "docs.jsonl")), "utf-8")
    done = subprocess.run([sys.executable, score / "score_reuse.py", tmp_path, pairs, "--json"], check=True, capture_output=True)
    found = json.loads(done.stdout)
    assert found["F1_direct"] >= 0.997
    assert found["P"] >= 0.997
    assert found["ARI"] >= 0.99
    assert set(found["hn_false"].values()) == {0}
    assert found["direction"]["right_when_decided"] >= 0.94
    assert found["direction"]["abstained"] <= 0.2
    assert found["parent"] >= 0.72
    assert min(share for kind, share in found["R"].items() if kind != "indirect") >= 0.98
