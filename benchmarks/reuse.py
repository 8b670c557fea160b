"""How much time does it take to find which articles share text?  Beside rensa and datasketch, on the gold data's made reprints.

Every contender runs in a process of its own, in turns, on one core.  Counted is CPU time from the texts to the pairs: the taking
apart of the texts is in it, reading the file and compiling are not.  The peers get what their manuals advise for news: the
same words as ours, folded by Python, in sets of five-word shingles, 128 permutations, and the candidates of their index verified
by the estimated Jaccard similarity.  They say that two articles are alike, not where.

``python -m benchmarks.reuse NAME DOCS`` runs one of them.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import describe
from evaluation.gold import require_shared
from evaluation.running import ROOT, run_scorer

SIZE = int(os.environ.get("SAYSO_BENCHMARK_ARTICLES", "20000"))
ROUNDS = int(os.environ.get("SAYSO_ROUNDS", "3"))
SEED = 11
PERMUTATIONS = 128
Pair = tuple[int, int, str]
"""Two articles by number and what they are to each other; the peers know one kind."""
ALIKE = "republication"


def measure() -> Iterator[str]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as work:
        archive = make_reprints(Path(work))
        runs: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTENDERS}  # Any: the runs' own JSON
        for turn in range(ROUNDS):
            names = list(CONTENDERS)
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                runs[name].append(_run(name, archive))
        scores = {name: _score(archive, found[0]["pairs"]) for name, found in runs.items()}
    ours = [run["seconds"] for run in runs["sayso"]]
    yield "## Which articles share text"
    yield ""
    yield f"`python -m benchmarks reuse`, {describe()}; {SIZE:,} articles, seed {SEED}, medians of {ROUNDS} interleaved rounds"
    yield ""
    yield "| contender | CPU seconds | beside sayso | lowest, highest | words, shingles | peak MB | precision | F1 | families |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, found in runs.items():
        ratios = sorted(run["seconds"] / own for run, own in zip(found, ours, strict=True))
        words = median(run["words"] for run in found)
        score = scores[name]
        shingles = f"{words:.2f}" if words else ""
        yield (
            f"| {name} | {median(run['seconds'] for run in found):.2f} | {median(ratios):.1f} x "
            f"| {ratios[0]:.1f}-{ratios[-1]:.1f} | {shingles} | {median(run['peak_mb'] for run in found):.0f} "
            f"| {score['P']:.3f} | {score['F1_direct']:.3f} | {score['ARI']:.3f} |"
        )
    yield ""
    yield "Words, shingles: of the peers' seconds, what Python takes to make them. Peak memory holds the file's articles and, for"
    yield "the peers, Python's sets. Ratios are of each round's own times; F1 is of a text and its parent, families the adjusted"
    yield "Rand index."


def make_reprints(work: Path) -> Path:
    """The gold data's made reprints, in a folder."""
    shared = require_shared()
    polnear = shared / "gold" / "polnear" / "data"
    command = [sys.executable, shared / "score" / "make_reprints.py", "--texts", polnear / "train" / "text"]
    options = ["--meta", polnear / "metadata.tsv", "--size", SIZE, "--seed", SEED, "--out", work]
    subprocess.run([str(word) for word in (*command, *options)], check=True, stdout=subprocess.DEVNULL)
    return work


def _run(name: str, archive: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.reuse", name, str(archive / "docs.jsonl")]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    found: dict[str, Any] = json.loads(
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout
    )
    return found


def _score(archive: Path, pairs: list[list[str]]) -> dict[str, Any]:
    path = archive / "pairs.jsonl"
    path.write_text("".join(json.dumps({"a": a, "b": b, "rel": kind}) + "\n" for a, b, kind in pairs), "utf-8")
    found: dict[str, Any] = json.loads(run_scorer(require_shared(), "score_reuse.py", archive, path, "--json"))
    return found


def _trace(texts: Sequence[str]) -> tuple[list[Pair], float]:
    from sayso.tracing.pipeline import KINDS, trace

    traced = trace(texts)
    kinds = [KINDS[kind].value for kind in traced.kind.tolist()]
    return list(zip(traced.a.tolist(), traced.b.tolist(), kinds, strict=True)), 0.0


_BROKEN = re.compile(r"[-‐‑] *\r?\n *(?=\w)")
_DROPPED = re.compile("['’‘ʼ\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")


def _shingles(text: str) -> set[str]:
    folded = unicodedata.normalize("NFKD", text).casefold()
    words = _WORD.findall(_DROPPED.sub("", _BROKEN.sub("", folded)))
    return {" ".join(five) for five in zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)}


def _rensa(texts: Sequence[str], threshold: float, bands: int) -> tuple[list[Pair], float]:
    from rensa import RMinHash, RMinHashLSH

    begun = time.process_time()
    sets = [_shingles(text) for text in texts]
    words = time.process_time() - begun
    sketches = RMinHash.from_token_sets(sets, PERMUTATIONS, SEED)  # all at once, in Rust: its quickest way
    index = RMinHashLSH(threshold, PERMUTATIONS, bands)
    for number, sketch in enumerate(sketches):
        index.insert(number, sketch)
    return [
        (other, number, ALIKE)
        for number, sketch in enumerate(sketches)
        for other in index.query(sketch)
        if other < number and sketches[other].jaccard(sketch) >= threshold
    ], words


def _datasketch(texts: Sequence[str], threshold: float) -> tuple[list[Pair], float]:
    from datasketch import MinHash, MinHashLSH

    begun = time.process_time()
    sets = [_shingles(text) for text in texts]
    words = time.process_time() - begun
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    sketches: list[MinHash] = []
    pairs: list[Pair] = []
    for number, shingles in enumerate(sets):
        sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update_batch([shingle.encode() for shingle in shingles])  # its quickest way
        pairs += [(other, number, ALIKE) for other in index.query(sketch) if sketches[other].jaccard(sketch) >= threshold]
        index.insert(number, sketch)
        sketches.append(sketch)
    return pairs, words


CONTENDERS: dict[str, Callable[[Sequence[str]], tuple[list[Pair], float]]] = {
    "sayso": _trace,
    "rensa, Jaccard .5": lambda texts: _rensa(texts, 0.5, 32),
    "rensa, Jaccard .2": lambda texts: _rensa(texts, 0.2, 64),
    "datasketch, Jaccard .5": lambda texts: _datasketch(texts, 0.5),
    "datasketch, Jaccard .2": lambda texts: _datasketch(texts, 0.2),
}
"""Two thresholds each: the usual one, and one for copies that were cut or rewritten.

Bands are near those that datasketch chooses, in numbers that divide 128."""


def _one(name: str, path: Path) -> dict[str, Any]:
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    texts = [article["text"] for article in articles]
    CONTENDERS[name](texts[:100])  # once before it counts: compiled code is loaded
    begun = time.process_time()
    pairs, words = CONTENDERS[name](texts)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    named = [(articles[a]["id"], articles[b]["id"], kind) for a, b, kind in pairs]
    return {"seconds": seconds, "words": words, "peak_mb": peak, "pairs": named}


if __name__ == "__main__":
    json.dump(_one(sys.argv[1], Path(sys.argv[2])), sys.stdout)
