"""How well does passim, the program of the field, find the same copies?  Tuned on one seed of the made reprints, run on others.

passim is no dependency: it needs Java and PySpark, and is left out with a line where ``SAYSO_PASSIM`` does not name the command
that runs it (``passim``; or ``spark-submit /path/to/passim/seriatim.py``).  What it aligns of two texts is put together here: a
pair is reported where that is long enough, as a republication where it is a fifth of the shorter text, as ours is.  Read is its
alignment (``src.parquet``) as it stands before the ends are extended letter by letter: that changes the lengths, not the pairs.

Settings were chosen on seed 7 by F1 on a text and its parent; for the length there is a line each.  In front of each text stand
blank lines: without them passim loses texts that are equal from the first word, since no match can begin in the first characters
of a text.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.machine import describe
from evaluation.gold import require_shared
from evaluation.running import ROOT, run_prediction, run_scorer

SIZE = int(os.environ.get("SAYSO_BENCHMARK_ARTICLES", "2000"))
SEEDS = tuple(map(int, os.environ.get("SAYSO_SEEDS", "11,23").split(",")))
SETTINGS = shlex.split(os.environ.get("SAYSO_PASSIM_SETTINGS", "-n 20 -u 10"))
"""Those that were best on seed 7; the defaults are ``-n 25 -u 100 -m 5 -g 600 -a 50``."""
LEAST = (0, 100, 150, 200, 300)
"""Characters that two texts have in common at least: what passim itself asks for (``-a``), and more."""
_SHARE = 0.2
_BEFORE = "\n" * 40
"""More characters than a gram has in any setting."""
_LOOK = 0.5
"""Seconds between two looks at what the processes have used: little beside the minutes they run."""
Spans = list[tuple[int, int]]


def measure() -> Iterator[str]:
    """The lines of the table; one line where passim is not there."""
    command = shlex.split(os.environ.get("SAYSO_PASSIM", ""))
    yield "## passim, on the same reprints"
    yield ""
    if not command:
        yield "Not run: SAYSO_PASSIM names no command."
        return
    yield f"`python -m benchmarks passim`, {describe()}; {SIZE:,} articles, `passim --all-pairs {shlex.join(SETTINGS)}`"
    yield ""
    kinds = ("exact", "light", "heavy", "trunc", "footer", "reorder", "ocr", "merge", "quote", "indirect")
    yield f"| seed | contender | F1 | precision | {' | '.join(kinds)} | families | CPU s | wall s | peak MB |"
    yield f"|{'---|' * (len(kinds) + 8)}"
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as work:
            archive = _make(Path(work), seed)
            pairs, used = _sayso(archive)
            yield _line(f"{seed} | sayso", archive, pairs, kinds, used)
            lengths, used = _passim(archive, command)
            for least in LEAST:
                pairs = archive / "passim.jsonl"
                found = _pairs(archive / "passim" / "tmp" / "src.parquet", lengths, least)
                pairs.write_text("".join(json.dumps(pair) + "\n" for pair in found), "utf-8")
                yield _line(f"{seed} | passim, {least} characters", archive, pairs, kinds, used)


def _line(name: str, archive: Path, pairs: Path, kinds: Sequence[str], used: dict[str, float]) -> str:
    score = json.loads(run_scorer(require_shared(), "score_reuse.py", archive, pairs, "--json"))
    recall = " | ".join(f"{score['R'][kind]:.3f}" for kind in kinds)
    figures = f"{score['F1_direct']:.3f} | {score['P']:.3f} | {recall} | {score['ARI']:.3f}"
    return f"| {name} | {figures} | {used['cpu']:.0f} | {used['wall']:.0f} | {used['peak_mb']:.0f} |"


def _make(work: Path, seed: int) -> Path:
    shared = require_shared()
    polnear = shared / "gold" / "polnear" / "data"
    command = [sys.executable, shared / "score" / "make_reprints.py", "--texts", polnear / "train" / "text"]
    options = ["--meta", polnear / "metadata.tsv", "--size", SIZE, "--seed", seed, "--out", work]
    subprocess.run([str(word) for word in (*command, *options)], check=True, stdout=subprocess.DEVNULL)
    return work


def _sayso(archive: Path) -> tuple[Path, dict[str, float]]:
    out = archive / "sayso.jsonl"
    run_prediction("reuse", archive / "docs.jsonl", out)  # once before it counts: compiled code is kept
    command = [sys.executable, "-m", "evaluation", "predict", "reuse", str(archive / "docs.jsonl")]
    with out.open("wb") as stream:
        return out, _watched(command, stream.fileno())


def _passim(archive: Path, command: Sequence[str]) -> tuple[dict[str, int], dict[str, float]]:
    """Run passim; the length of each text, and what was used."""
    lengths = {}
    with (archive / "docs.jsonl").open(encoding="utf-8") as lines, (archive / "input.json").open("w", encoding="utf-8") as out:
        for line in lines:
            article = json.loads(line)
            lengths[article["id"]] = len(article["text"])
            out.write(json.dumps({"id": article["id"], "text": _BEFORE + article["text"]}) + "\n")
    options = ["--fields", "id", "--all-pairs", "--to-extents", *SETTINGS, str(archive / "input.json"), str(archive / "passim")]
    with (archive / "passim.log").open("wb") as log:
        return lengths, _watched([*command, *options], log.fileno())


def _pairs(alignment: Path, lengths: dict[str, int], least: int) -> Iterator[dict[str, str]]:
    """What passim aligned of two texts, put together, as a pair.  `alignment` has, for each text, those it was aligned with."""
    from pyarrow import parquet

    shared: dict[tuple[str, str], tuple[Spans, Spans]] = defaultdict(lambda: ([], []))
    for row in parquet.read_table(alignment, columns=["id2", "meta", "src"]).to_pylist():
        names = {uid: meta["id"] for uid, meta in row["meta"]}
        for span in row["src"]:
            mine, other = shared[names[span["uid"]], row["id2"]]
            mine.append((span["begin"], span["end"]))
            other.append((span["begin2"], span["end2"]))
    for (a, b), (mine, other) in sorted(shared.items()):
        common = min(_covered(mine), _covered(other))
        if common >= least:
            yield {"a": a, "b": b, "rel": "republication" if common >= _SHARE * min(lengths[a], lengths[b]) else "passage"}


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    """Characters that stand in at least one of the spans."""
    covered, reached = 0, 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _watched(command: Sequence[str], out: int) -> dict[str, float]:
    """Run a command, and say what it and all it starts (Java, workers in Python) used; Linux alone."""
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True)
    seconds: dict[int, float] = {}
    peak = 0.0
    while process.poll() is None:
        held = 0.0
        for pid, cpu, megabytes in _session(process.pid):
            seconds[pid] = cpu
            held += megabytes
        peak = max(peak, held)
        time.sleep(_LOOK)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return {"cpu": sum(seconds.values()), "wall": time.monotonic() - begun, "peak_mb": peak}


def _session(leader: int) -> Iterator[tuple[int, float, float]]:
    """Each process of a session, with its CPU seconds and the megabytes it holds."""
    ticks, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE") / 1e6
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields: list[Any] = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended since
            continue
        if int(fields[3]) == leader:
            yield int(stat.parent.name), (int(fields[11]) + int(fields[12])) / ticks, int(fields[21]) * page
