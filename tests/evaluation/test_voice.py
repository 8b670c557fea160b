"""``predict voice``: stretches that partition a text."""

import json
from pathlib import Path

from evaluation.voice import predict

TEXT = (
    "Ferry sinks as “nobody” looks on\n\nPORT ELM - Odell said Prynne thought [the] ferry was “a sieve.” "
    "The repair would take all of the winter.\n\n“It leaks,” he said.\n"
)


def test_stretches_partition_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8", newline="")
    [line] = predict(tmp_path)
    read = json.loads(line)
    assert read["doc"] == "a"
    at = 0
    for stretch in read["stretches"]:
        start, end = stretch["span"]
        assert start >= at
        assert not TEXT[at:start].strip()
        assert TEXT[start:end] == TEXT[start:end].strip() != ""
        at = end
    assert not TEXT[at:].strip()
    assert [stretch["voice"] for stretch in read["stretches"]] == [
        "furniture",
        "furniture",
        "cue",
        "attributed-mixed",
        "undetermined",
        "attributed-direct",
        "cue",
    ]
    assert [TEXT[slice(*span)] for span in read["insertions"]] == ["[the]"]
    assert [quote["found_in_body"] for quote in read["headline_quotes"]] == [False]
