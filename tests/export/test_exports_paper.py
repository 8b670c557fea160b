"""docs/exports.md: its table names every format, and its examples run."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.export.catalogue import FORMATS
from sayso.export.format import Choices
from sayso.export.formats import standoff
from sayso.export.tables import TABLES
from tests.export.items import SAMPLES, sample_bytes, samples

PAPER = Path(__file__).resolve().parents[2] / "docs" / "exports.md"


@pytest.fixture
def paper() -> str:
    if not PAPER.exists():
        pytest.skip("this is about the source tree; this is a copy of the tests alone")
    return PAPER.read_text("utf-8")


def test_the_table_has_a_row_for_each_format_and_says_what_it_is_written_to(paper):
    rows = {
        name: (to, stones, needs)
        for name, to, stones, needs in re.findall(r"^\| `(\w+)` \|[^|]*\| ([^|]*) \| ([^|]*) \| ?([^|]*?) ?\|$", paper, re.M)
    }
    assert set(rows) == {one.name for one in FORMATS}
    for one in FORMATS:
        to, stones, needs = rows[one.name]
        assert ("file" in to, "folder" in to) == (one.to_file is not None, one.to_folder is not None)
        assert (stones != "left out") == one.lists_tombstones
        assert needs == (f"`sayso[{one.extra}]`" if one.extra else "")


def test_every_table_is_named(paper):
    for kind in TABLES:
        assert f"`{kind.name}`" in paper


def test_the_examples_run(paper, tmp_path):
    (tmp_path / "story.html").write_bytes(sample_bytes(SAMPLES[1]))
    (tmp_path / "my-copies").mkdir()
    (tmp_path / "my-copies" / "a.html").write_bytes(sample_bytes(SAMPLES[1]))
    out = io.BytesIO()
    standoff.FORMAT.to_file(samples(), out, Choices())
    (tmp_path / "findings.standoff.jsonl").write_bytes(out.getvalue())
    examples = re.findall(r"^```python\n(.*?)^```$", paper, re.M | re.S)
    assert examples
    for example in examples:
        done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


def test_the_notebook_runs_from_top_to_bottom_and_holds_no_outputs(paper):
    notebook = json.loads((PAPER.parent / "tables.ipynb").read_text("utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "docs/tables.ipynb", "exec"), names)
    assert len(names["frame"]) == len(names["statements"])
    assert names["voices"].height > 0
