"""How many pages a CPU second, and how much memory?  The record beside other readers, over the pages of the gold data.

Each reader runs in a process of its own, as often as there are readers and once in each place of the order, so that a slow
minute of the machine falls on all of them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import describe
from benchmarks.readers import READERS
from evaluation.gold import require_shared

ROUNDS = len(READERS)
ROOT = Path(__file__).resolve().parents[1]
PEER = "trafilatura with metadata"


def measure() -> Iterator[str]:
    """The lines of the table, and of the cost of each of our stages."""
    gold = require_shared() / "gold"
    folders = [gold / "body" / "pages", gold / "origin" / "pages"]
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in READERS}
    names = list(READERS)
    for turn in range(ROUNDS):
        for name in names[turn:] + names[:turn]:  # each reader runs once in each place of the order
            runs[name].append(_run(name, folders))
    peer = [run["seconds"] for run in runs[PEER]]
    yield "## Pages"
    yield ""
    yield f"`python -m benchmarks pages`, {describe()}; {runs[PEER][0]['pages']} pages, medians of {ROUNDS} interleaved runs"
    yield ""
    yield "| reader | pages per CPU second | ratio | lowest and highest ratio | peak memory, MB | pages it failed on |"
    yield "|---|---|---|---|---|---|"
    for name in READERS:
        rates = [run["pages"] / run["seconds"] for run in runs[name]]
        ratios = sorted(theirs / run["seconds"] for theirs, run in zip(peer, runs[name], strict=True))
        peak = median(run["peak_mb"] for run in runs[name])
        yield (
            f"| {name} | {median(rates):.1f} | {median(ratios):.2f} x | {ratios[0]:.2f}-{ratios[-1]:.2f} | {peak:.0f} "
            f"| {runs[name][0]['failed']} |"
        )
    yield ""
    yield "A page failed on is one that raised an error, which is printed on standard error: newspaper4k wants optional packages"
    yield "for Japanese and Korean. Ratios are of each round's own times: a slow minute of the machine falls on both sides."
    yield ""
    yield from _stages(folders)


def _stages(folders: list[Path]) -> Iterator[str]:
    runs = [_run("stages", folders) for _ in range(3)]
    names = sorted(runs[0]["stages"], key=lambda name: -median(run["stages"][name] for run in runs))
    whole = median(run["seconds"] for run in runs)
    pages = runs[0]["pages"]
    yield "What our own stages cost (each without the stages it calls):"
    yield ""
    yield "| stage | ms a page | share |"
    yield "|---|---|---|"
    for name in names:
        seconds = median(run["stages"].get(name, 0.0) for run in runs)
        yield f"| {name} | {1000 * seconds / pages:.2f} | {seconds / whole:.0%} |"
    rest = whole - sum(median(run["stages"].get(name, 0.0) for run in runs) for name in names)
    yield f"| all else | {1000 * rest / pages:.2f} | {rest / whole:.0%} |"


def _run(name: str, folders: list[Path]) -> dict[str, Any]:  # Any: what the child prints
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "benchmarks.readers", name, *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
