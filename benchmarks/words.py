"""How many words a CPU second?  The reading of plain articles and its stages, one thread, and one process a core.

``python -m benchmarks.words WHAT MODEL`` is one process of it: it waits for a line, works, and prints what it cost as JSON.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import describe
from evaluation.gold import find_shared, require_shared
from sayso.config import MODELS, NO_MODEL
from sayso.errors import SaysoError

ROUNDS = int(os.environ.get("SAYSO_ROUNDS", "5"))
ROOT = Path(__file__).resolve().parents[1]
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
"""numpy's libraries read these as they are loaded; onnxruntime is given its own limit by the tagger."""
TEXTS = Path("gold", "polnear", "data", "dev", "text")
WARM_UP = 3
"""Texts read before the clock starts: tables and weights are loaded, and words of the other texts are new."""

Made = dict[str, Any]  # Any: each stage's own type
Stage = Callable[[Made], object]


def stages(model: str) -> dict[str, Stage]:
    """What is timed, in the order of the spine: each takes what the ones before it made of a text, and adds its own."""
    from sayso.intake.open import open_document
    from sayso.model.record import Masthead
    from sayso.reading.attributions import find_attributions
    from sayso.reading.quotations import find_insertions, find_quotations
    from sayso.reading.sources import resolve_sources
    from sayso.reading.voices import assign_voices

    found: dict[str, Stage] = {
        "opening the text": lambda made: made.update(document=open_document(made["data"], name="article.txt")),
        "quotations": lambda made: made.update(quotations=find_quotations(made["document"])),
        "insertions": lambda made: made.update(insertions=find_insertions(made["document"])),
        "attributions by rule": lambda made: made.update(attributions=find_attributions(made["document"], made["quotations"])),
    }
    if model != NO_MODEL:
        from sayso.reading.tagging import load_weights, tag_attributions

        weights = load_weights(model)
        found["attributions by the model"] = lambda made: made.update(
            attributions=tag_attributions(made["document"], made["quotations"], made["attributions"], weights)
        )
    found["sources"] = lambda made: resolve_sources(made["document"], Masthead(), made["attributions"])
    found["voices"] = lambda made: assign_voices(made["document"], made["quotations"], made["insertions"], made["attributions"])
    return found


def whole(model: str) -> dict[str, Stage]:
    """Opening and reading, as the product does it."""
    from sayso.intake.open import open_document
    from sayso.reading.pipeline import read_document

    return {"whole": lambda made: read_document(open_document(made["data"], name="article.txt"), model)}


def models() -> list[str]:
    """No model, and those whose weights are here."""
    from sayso.reading.tagging import load_weights

    found = [NO_MODEL]
    for name in MODELS:
        if name == NO_MODEL:
            continue
        try:
            load_weights(name)
        except SaysoError as error:
            sys.stderr.write(f"words: without the model {name}: {type(error).__name__}: {error}\n")
        else:
            found.append(name)
    return found


def measure() -> Iterator[str]:
    """The lines of the tables."""
    yield "## Words"
    yield ""
    if find_shared() is None:
        yield "Not measured: the texts are gold data, and there are none. Set SAYSO_GOLD to the folder that holds them."
        return
    chosen = models()
    costs: dict[tuple[str, str], list[dict[str, Any]]] = {}  # Any: what the child prints
    cores = len(os.sched_getaffinity(0))
    parallel: dict[str, list[float]] = {model: [] for model in chosen}
    for _ in range(ROUNDS):
        for model in chosen:
            for what in ("whole", "stages"):
                costs.setdefault((what, model), []).extend(_run(what, model, 1))
            parallel[model].append(sum(one["words"] / one["wall"] for one in _run("whole", model, cores)))
    first = costs["whole", chosen[0]][0]
    words, texts = first["words"], first["texts"]
    yield (
        f"`python -m benchmarks words`, {describe()}; {texts} news articles of plain text, {words} words, one thread, "
        f"medians of {ROUNDS} interleaved rounds"
    )
    yield ""
    yield f"| model | words per CPU second, opening and reading | words per second, one process | {cores} processes | ratio |"
    yield "|---|---|---|---|---|"
    for model in chosen:
        runs = costs["whole", model]
        alone, together = median(words / one["wall"] for one in runs), median(parallel[model])
        rate = median(words / one["cpu"] for one in runs)
        yield f"| {model} | {rate:,.0f} | {alone:,.0f} | {together:,.0f} | {together / alone:.2f} x |"
    yield ""
    for model in chosen:
        hours = median(one["cpu"] for one in costs["whole", model]) / texts * 1_000_000 / 3600
        yield f"A million articles of {words / texts:.0f} words, model {model}: {hours:,.1f} CPU hours on this kind of core."
        yield ""
    yield from _stages(chosen, costs, words)


def _stages(chosen: list[str], costs: dict[tuple[str, str], list[dict[str, Any]]], words: int) -> Iterator[str]:
    yield "What the stages cost, each given what the ones before it made:"
    yield ""
    yield "| stage | " + " | ".join(f"words per CPU second, model {model} | share" for model in chosen) + " |"
    yield "|---|" + "---|---|" * len(chosen)
    seconds = {}
    for model in chosen:
        spent = _medians([one["stages"] for one in costs["stages", model]])
        total = median(one["cpu"] for one in costs["whole", model])
        rest = max(total - sum(spent.values()), 0.0)
        seconds[model] = spent | {"all else (masthead, origin, terms, filing, remarks)": rest, "opening and reading": total}
    for stage in max(seconds.values(), key=len):
        cells = []
        for found in seconds.values():
            cost, total = found.get(stage), found["opening and reading"]
            cells += ["-", "-"] if not cost else [f"{words / cost:,.0f}", f"{cost / total:.0%}"]
        yield f"| {stage} | " + " | ".join(cells) + " |"


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {stage: median(run[stage] for run in runs) for stage in runs[0]}


def _run(what: str, model: str, processes: int) -> list[dict[str, Any]]:
    """The same work in so many processes, which begin together once all are warm."""
    command = [sys.executable, "-m", "benchmarks.words", what, model]
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT)}
    begun = [
        subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(processes)
    ]
    for one in begun:
        assert one.stdout is not None
        one.stdout.readline()
    for one in begun:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    found = []
    for one in begun:
        printed, _ = one.communicate()
        if one.returncode:
            raise subprocess.CalledProcessError(one.returncode, command)
        found.append(json.loads(printed))
    return found


def main(what: str, model: str) -> None:
    """Read every text once and print what it cost."""
    data = [path.read_bytes() for path in sorted((require_shared() / TEXTS).glob("*.txt"))]
    timed = stages(model) if what == "stages" else whole(model)
    _once(timed, data[:WARM_UP])
    print("ready", flush=True)
    sys.stdin.readline()
    before = time.perf_counter()
    spent = _once(timed, data)
    wall = time.perf_counter() - before
    words = sum(len(one.decode("utf-8").split()) for one in data)
    print(json.dumps({"texts": len(data), "words": words, "wall": wall, "cpu": sum(spent.values()), "stages": spent}))


def _once(timed: dict[str, Stage], data: list[bytes]) -> dict[str, float]:
    """CPU seconds of each stage over all texts."""
    every: list[Made] = [{"data": one} for one in data]
    spent = {}
    for name, stage in timed.items():
        begun = time.process_time()
        for made in every:
            stage(made)
        spent[name] = time.process_time() - begun
    return spent


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
