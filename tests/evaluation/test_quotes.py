"""The contract ``predict quotes`` and the floor under its figures."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.quotes import predict

TEXT = "\ufeffFerry sinks\r\n\r\n“We sailed at dawn,” Odell said. It rained.\r\n"


def test_offsets_count_the_code_points_of_the_file_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_bytes(TEXT.encode())
    (line,) = predict(tmp_path)
    row = json.loads(line)
    (attribution,) = row["attributions"]
    assert row["doc"] == "ferry"
    spans = {role: [TEXT[start:end] for start, end in attribution[role]] for role in ("source", "cue", "content")}
    assert spans == {"source": ["Odell"], "cue": ["said"], "content": ["“We sailed at dawn,”"]}


def test_a_document_without_statements_still_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_bytes(b"It rained.\n")
    assert [json.loads(line) for line in predict(tmp_path)] == [{"doc": "rain", "attributions": []}]


@pytest.mark.parametrize(("measure", "floor"), [("link | quoted", 0.66), ("content >=0.5 | direct", 0.90)])
def test_figures_stay_above_the_floor(gold: Path, tmp_path: Path, measure: str, floor: float) -> None:
    predictions, figures = tmp_path / "quotes.jsonl", tmp_path / "figures.json"
    predictions.write_text("\n".join(predict(gold / "polnear" / "data" / "dev" / "text")) + "\n", "utf-8")
    scorer = gold.parent / "score" / "score_polnear.py"
    command = [sys.executable, str(scorer), str(gold / "polnear" / "data"), "--split", "dev"]
    subprocess.run([*command, "--pred", str(predictions), "--json", str(figures)], check=True, capture_output=True)
    assert json.loads(figures.read_text("utf-8"))[measure]["f1"] >= floor
