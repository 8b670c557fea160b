"""What the model reads stays above a floor; and it reads the same whatever is read beside it and on however many threads."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.polnear import predict
from evaluation.voice import predict as predict_voices


@pytest.mark.parametrize(
    ("measure", "floor"), [("link | all", 0.70), ("link | quoted", 0.82), ("content >=0.5 | direct", 0.92)], scope="module"
)
def test_statements_stay_above_the_floor(statements: dict[str, dict[str, float]], measure: str, floor: float) -> None:
    assert statements[measure]["f1"] >= floor


@pytest.fixture(scope="module")
def statements(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """The scorer's figures on PolNeAR's dev articles."""
    folder = tmp_path_factory.mktemp("polnear")
    predictions, figures = folder / "statements.jsonl", folder / "figures.json"
    predictions.write_text("\n".join(predict(gold / "polnear" / "data" / "dev" / "text")) + "\n", "utf-8")
    command = [sys.executable, gold.parent / "score" / "score_polnear.py", gold / "polnear" / "data", "--split", "dev"]
    subprocess.run([*command, "--pred", predictions, "--json", figures], check=True, capture_output=True)
    found: dict[str, dict[str, float]] = json.loads(figures.read_text("utf-8"))
    return found


def test_voices_stay_above_the_floor(gold: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "voice.jsonl"
    predictions.write_text("\n".join(predict_voices(gold / "voice" / "text")) + "\n", "utf-8")
    command = [sys.executable, gold.parent / "score" / "score_voice.py", "score", gold / "voice" / "public.jsonl", predictions]
    done = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    characters = json.loads(done.stdout)["characters"]
    assert characters["accuracy"] >= 0.88
    assert characters["macro_f1_body"] >= 0.78


def test_a_text_is_read_alike_alone_and_among_others_on_one_thread_and_on_four(gold: Path, tmp_path: Path) -> None:
    texts = sorted((gold / "voice" / "text").glob("*.txt"))[:4]
    for name, chosen in (("all", texts), ("last", texts[-1:])):
        (tmp_path / name).mkdir()
        for text in chosen:
            shutil.copy(text, tmp_path / name)

    def read(folder: str, threads: str) -> str:
        command = [sys.executable, "-m", "evaluation", "predict", "polnear", tmp_path / folder]
        environment = os.environ | {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout

    among = read("all", "4")
    assert among == read("all", "1")
    assert among.splitlines()[-1:] == read("last", "1").splitlines()
