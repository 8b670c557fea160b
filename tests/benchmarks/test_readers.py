"""The measuring of time: what a stage is charged for, and which functions count as stages."""

import gzip
import json
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest

from benchmarks.readers import Stages, pages_of

ROOT = Path(__file__).resolve().parents[2]


def test_a_stage_is_not_charged_for_the_stages_it_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(time, "process_time", lambda: now)
    stages = Stages()
    with stages.running("outer"):
        now = 1.0
        with stages.running("inner"):
            now = 11.0
        now = 13.0
    assert stages.seconds == {"outer": 3.0, "inner": 10.0}


def test_a_reader_in_a_process_of_its_own_says_what_it_cost(tmp_path: Path) -> None:
    story = files("sayso.samples").joinpath("wire-story.html").read_bytes()
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "one.html.gz").write_bytes(gzip.compress(story))
    (tmp_path / "labels.json").write_text(
        json.dumps([{"file": "pages/one.html.gz", "url": "https://brennickcourier.example/lock"}])
    )
    assert pages_of([folder]) == [(story, "https://brennickcourier.example/lock")]
    command = [sys.executable, "-m", "benchmarks.readers", "stages", str(folder)]
    cost = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    assert (cost["pages"], cost["failed"]) == (1, 0)
    assert cost["peak_mb"] > 10
    assert {"read_html", "label_blocks", "read_masthead", "read_origin", "read_terms", "find_quotations"} <= cost["stages"].keys()
