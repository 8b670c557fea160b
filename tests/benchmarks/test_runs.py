"""Every measurement of the library runs, small, and says that nothing was lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.passim import _pairs

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "sizes", "says"),
    [
        ("store", {"ARTICLES": 300, "QUERIES": 5, "POSTGRES": "no"}, "| sayso, SQLite |"),
        ("crowd", {"ARTICLES": 200, "SECONDS": 1}, "No error; the file is sound."),
        ("kill", {"ARTICLES": 30, "KILLS": 2}, "Nothing lost that was written"),
        ("passim", {"PASSIM": ""}, "Not run"),
        ("memory", {"ARTICLES": 20, "GIGABYTES": 0.0001}, "(exit status 0)"),
    ],
)
def test_a_small_run_gives_its_lines(name: str, sizes: dict[str, object], says: str) -> None:
    environment = os.environ | {f"SAYSO_{key}": str(value) for key, value in sizes.items()}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run([sys.executable, "-m", "benchmarks", name], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


def test_what_passim_finds_of_two_texts_is_put_together(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    spans = [(1, 0, 90, 40, 130), (1, 60, 160, 100, 200)]
    names = ("uid", "begin", "end", "begin2", "end2")
    kind = pa.list_(pa.struct([(name, pa.int64()) for name in names]))
    meta = pa.map_(pa.int64(), pa.struct([("id", pa.string())]))
    src = [[dict(zip(names, span, strict=True)) for span in spans], [dict(zip(names, (1, 0, 60, 0, 60), strict=True))]]
    columns = {"id2": ["b", "c"], "meta": pa.array([[(1, {"id": "a"})]] * 2, meta), "src": pa.array(src, kind)}
    parquet.write_table(pa.table(columns), tmp_path / "src.parquet")
    pairs = list(_pairs(tmp_path / "src.parquet", {"a": 2000, "b": 400, "c": 900}, 100))
    assert pairs == [{"a": "a", "b": "b", "rel": "republication"}]
