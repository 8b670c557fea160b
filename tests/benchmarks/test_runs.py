"""Every measurement of the library runs, small, and says that nothing was lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "sizes", "says"),
    [
        ("store", {"ARTICLES": 300, "QUERIES": 5, "POSTGRES": "no"}, "| sayso, SQLite |"),
        ("crowd", {"ARTICLES": 200, "SECONDS": 1}, "No error; the file is sound."),
        ("kill", {"ARTICLES": 30, "KILLS": 2}, "Nothing lost that was written"),
        ("memory", {"ARTICLES": 20, "GIGABYTES": 0.0001}, "(exit status 0)"),
    ],
)
def test_a_small_run_gives_its_lines(name: str, sizes: dict[str, object], says: str) -> None:
    environment = os.environ | {f"SAYSO_{key}": str(value) for key, value in sizes.items()}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run([sys.executable, "-m", "benchmarks", name], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout
