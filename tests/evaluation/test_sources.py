"""``predict sources`` answers every question of a folder, in its order."""

import json
from pathlib import Path

from evaluation.sources import predict


def test_each_question_has_one_answer(tmp_path: Path) -> None:
    text = "Ida Fenn opened the harbour. She said the ferry was late. Officials agreed."
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "ferry.txt").write_text(text, "utf-8")
    spans = [[text.index(words), text.index(words) + len(words)] for words in ("Officials", "She")]
    questions = [{"doc": "ferry", "source_span": span} for span in spans]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)) + "\n", "utf-8")
    answers = [json.loads(line) for line in predict(tmp_path)]
    assert answers == [
        {"doc": "ferry", "source_span": spans[0], "resolved": "Officials", "kind": "unnamed-group", "named": False},
        {"doc": "ferry", "source_span": spans[1], "resolved": "Ida Fenn", "kind": "person", "named": True},
    ]
