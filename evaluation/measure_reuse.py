"""How well is shared text found?  Reprints made from real articles among invented ones; generator and scorer are the gold data's.

``python -m evaluation reuse --size 200000 --seed 11`` prints the table for one such archive; the results page has several.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.gold import require_shared
from evaluation.running import run_prediction, run_scorer

ARCHIVES = ((2_000, 11), (2_000, 23), (20_000, 11), (20_000, 23))
"""Articles and seed of the archives on the results page; rules and numbers were chosen on seed 7 alone."""
KINDS = (
    ("exact", 0.99),
    ("footer", 0.99),
    ("trunc", 0.99),
    ("reorder", 0.99),
    ("light", 0.99),
    ("merge", 0.99),
    ("ocr", 0.98),
    ("heavy", 0.97),
    ("quote", 0.97),
)
"""How the reprints were made, and the share of each to be found."""


def measure_reuse(work: Path, archives: Sequence[tuple[int, int]] = ARCHIVES) -> Iterator[str]:
    """The lines of the table, one column an archive."""
    columns = [_figures(work, size, seed) for size, seed in archives]
    yield "## Which articles share text"
    yield ""
    yield "Reprints of PolNeAR's train articles by `make_reprints.py`, the same labels in a larger haystack at each size; the"
    yield "rules were made with seed 7 in view. In brackets what is to be reached; misses are bold."
    yield ""
    yield f"| articles, seed | {' | '.join(f'{size:,}, {seed}' for size, seed in archives)} |"
    yield f"|---|{'---|' * len(archives)}"
    precise = [0.995 if size <= 20_000 else 0.99 for size, _ in archives]
    yield _row("precision [.995 up to 20,000, .99]", [one["P"] for one in columns], precise)
    found = [0.999 if size <= 2_000 else 0.995 for size, _ in archives]
    yield _row("F1, a text and its parent [.999 of 2,000, .995]", [one["F1_direct"] for one in columns], found)
    for kind, target in KINDS:
        yield _row(f"found: {kind} [{_short(target)}]", [one["R"][kind] for one in columns], target)
    yield _row("found: relatives further apart", [one["R"]["indirect"] for one in columns])
    yield _row("families, adjusted Rand index [.99]", [one["ARI"] for one in columns], 0.99)
    yield _row("kind of overlap right", [one["rel"] for one in columns])
    yield _row("hard negatives called copies [0]", [max(one["hn_false"].values()) for one in columns], 0.0, most=True)
    yield _row("who copied whom: right when decided [.90]", [one["direction"]["right_when_decided"] for one in columns], 0.9)
    yield _row("who copied whom: left open [.30]", [one["direction"]["abstained"] for one in columns], 0.3, most=True)
    yield _row("the very parent named [.70]", [one["parent"] for one in columns], 0.7)
    false = [f"{one['false_pairs']} of {one['pairs']:,}" for one in columns]
    yield f"| false pairs of all reported | {' | '.join(false)} |"
    seconds = [f"{one['seconds']:.1f}" for one in columns]
    yield f"| CPU seconds, JSON and start-up included | {' | '.join(seconds)} |"
    yield ""


def _figures(work: Path, size: int, seed: int) -> dict[str, Any]:  # Any: the scorer's own JSON
    shared = require_shared()
    polnear = shared / "gold" / "polnear" / "data"
    archive = work / f"reprints-{size}-{seed}"
    sources = ["--texts", polnear / "train" / "text", "--meta", polnear / "metadata.tsv"]
    generator = [
        sys.executable,
        shared / "score" / "make_reprints.py",
        *sources,
        "--size",
        size,
        "--seed",
        seed,
        "--out",
        archive,
    ]
    subprocess.run([str(word) for word in generator], check=True, stdout=subprocess.DEVNULL)
    before = _seconds()
    predicted = run_prediction("reuse", archive / "docs.jsonl", archive / "pairs.jsonl")
    seconds = _seconds() - before
    found: dict[str, Any] = json.loads(run_scorer(shared, "score_reuse.py", archive, predicted, "--json"))
    return found | {"seconds": seconds}


def _seconds() -> float:
    """CPU time of the processes that this one has started and seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _row(what: str, values: Sequence[float], target: float | Sequence[float] | None = None, most: bool = False) -> str:
    """One row; `target` is what is to be reached in every column, or in each."""
    cells = []
    for value, goal in zip(values, target if isinstance(target, Sequence) else [target] * len(values), strict=True):
        missed = goal is not None and (round(value, 4) > goal if most else round(value, 4) < goal)
        cells.append(f"**{_short(value)}**" if missed else _short(value))
    return f"| {what} | {' | '.join(cells)} |"


def _short(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
