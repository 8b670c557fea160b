"""How are predictions and scorers run?  As anybody would, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run_prediction(name: str, source: Path, out: Path, model: str | None = None) -> Path:
    """Run ``python -m evaluation predict`` and keep what it prints in `out`; `model` is the one to read with."""
    environment = os.environ | ({"SAYSO_MODEL": model} if model else {})
    with out.open("wb") as stream:
        command = [sys.executable, "-m", "evaluation", "predict", name, str(source)]
        subprocess.run(command, cwd=ROOT, stdout=stream, env=environment, check=True)
    return out


def run_scorer(shared: Path, scorer: str, *arguments: object) -> str:
    """What a scorer prints."""
    command = [sys.executable, str(shared / "score" / scorer), *map(str, arguments)]
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
