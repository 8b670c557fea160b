"""Whom the sources of 28 articles mean, as labelled by hand: places and kinds here, texts where SAYSO_GOLD has them.

``python -m evaluation by-hand`` rebuilds the scorer's gold and prints the figures.  A line of ``labels.jsonl`` is one article:
its name, the hash of its text, its half, and its sources.  What a source is called stands as pieces: ranges of code points of
the text, and between them the few words that the text does not print.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.gold import require_shared
from evaluation.running import run_prediction, run_scorer

Row = dict[str, Any]  # Any: the scorer's own JSON
Pieces = Sequence[Sequence[int] | str]

LABELS = Path(__file__).with_name("labels.jsonl")
HALVES = ("development", "check")
"""Half of the articles was looked at while rules were written; of the other half only the figures."""


def write(shared: Path, folder: Path, half: str) -> Path:
    """Write the texts and the questions of one half for ``predict sources``, and return the scorer's gold.

    Raises ValueError where a text is not the one that was labelled.
    """
    (folder / "text").mkdir(parents=True)
    rows = []
    for line in LABELS.read_text("utf-8").splitlines():
        article = json.loads(line)
        if article["half"] != half:
            continue
        content = (shared / "gold" / "polnear" / "data" / "train" / "text" / f"{article['doc']}.txt").read_bytes()
        if hashlib.sha256(content).hexdigest() != article["sha256"]:
            raise ValueError(f"{article['doc']}.txt is not the text that was labelled")
        (folder / "text" / f"{article['doc']}.txt").write_bytes(content)
        rows += list(rebuild(article["doc"], content.decode("utf-8"), article["sources"]))
    _write_lines(folder / "questions.jsonl", [{key: row[key] for key in ("doc", "source_span")} for row in rows])
    return _write_lines(folder / "gold.jsonl", rows)


def rebuild(doc: str, text: str, sources: Sequence[Row]) -> Iterator[Row]:
    """The records as the scorer reads them: with the words at the places."""
    for source in sources:
        row = {"doc": doc, "note": None, "role": None, **source}
        row["source_text"] = say(text, [source["source_span"]])
        row["resolved"] = say(text, source["resolved"])
        row["aliases"] = [say(text, alias) for alias in source["aliases"]]
        row["evidence_text"] = say(text, [source["evidence_span"]]) if source["evidence_span"] else None
        row["role"] = say(text, [source["role_span"]]) if source["role_span"] else None
        yield row


def say(text: str, pieces: Pieces) -> str:
    """The words that some pieces stand for."""
    return "".join(piece if isinstance(piece, str) else text[piece[0] : piece[1]] for piece in pieces)


def figures(work: Path) -> Iterator[str]:
    """What the scorer prints of each half."""
    shared = require_shared()
    for half in HALVES:
        gold = write(shared, work / half, half)
        yield f"{half} half"
        yield run_scorer(shared, "score_sources.py", gold, run_prediction("sources", work / half, work / f"{half}.jsonl"))


def _write_lines(path: Path, rows: Sequence[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path
