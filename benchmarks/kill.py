"""Is anything lost when adding is killed?  ``sayso add`` ended by SIGKILL again and again, and then let run to its end.

What a reader could see before each kill must be there after it, the file must be sound, and the library in the end the same as
one that was never disturbed.  Every other kill waits until the log is written to, so that it falls into a write.
``SAYSO_KILLS`` (50) and ``SAYSO_ARTICLES`` (20,000) say how much; it takes some fifteen minutes.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.article_files import json_lines
from benchmarks.articles import make_articles
from benchmarks.machine import describe
from sayso.errors import SaysoError
from sayso.store.library import Library, open_library

KILLS = int(os.environ.get("SAYSO_KILLS", "50"))
ARTICLES = int(os.environ.get("SAYSO_ARTICLES", "20000"))
SEED = 1
LONGEST = 6.0
"""Seconds after which a run is killed at the latest, or a write is waited for: enough to start and to write a batch or two."""
NEXT = 4.0
"""Seconds in which a write comes for sure: twice those after which `sayso add` writes what it has."""
INTO_WRITE = 0.1
"""Seconds after the log was written to, at most: about as long as a batch is written."""
ROOT = Path(__file__).resolve().parents[1]


def measure() -> Iterator[str]:
    """The lines of the report.  Raises AssertionError where anything was lost."""
    draws = Random(SEED)
    with tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as name:
        folder = Path(name)
        source = folder / "articles.jsonl"
        source.write_bytes(b"".join(islice(json_lines(make_articles(ARTICLES, SEED), False), ARTICLES)))
        whole, killed = folder / "whole.db", folder / "killed.db"
        done = _start(source, whole)
        assert done.wait() == 0, "the undisturbed run failed"
        writing = ended = 0
        for turn in range(KILLS):
            ended += _kill(_start(source, killed), killed, draws, turn % 2 == 1)
            writing += turn % 2
            _check(killed)
        held = len(_ids(killed))
        assert _start(source, killed).wait() == 0, "the last run failed"
        _check(killed)
        one, other = _hash(whole), _hash(killed)
        assert one == other, "the library differs from an undisturbed one"
    yield "## Killed while adding"
    yield ""
    yield f"`python -m benchmarks kill`, {describe()}; {ARTICLES:,} articles in JSON lines, by rules"
    yield ""
    yield f"{KILLS} times SIGKILL to `sayso add` and its processes, {writing} of them aimed at a write"
    yield f"({ended} came after the end of a run). Nothing lost that was written;"
    yield "every file sound (integrity, foreign keys, every original under its hash)."
    yield f"{held:,} articles were in after the last kill, and the run after it ended in the same library as one without a kill:"
    yield f"sha256 {one[:16]} of the sorted dump."


def _start(source: Path, library: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "sayso", "add", "--model", "none", "--library", str(library), str(source)]
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": paths},
        start_new_session=True,  # its own group: the processes that read end with it
    )


def _kill(process: "subprocess.Popen[bytes]", library: Path, draws: Random, writing: bool) -> bool:
    """End a run at random, and see that what could be read of its library before can be read after; whether it had ended."""
    time.sleep(draws.uniform(0.5, LONGEST))
    if writing:
        log = library.with_name(f"{library.name}-wal")
        state, until = _state(log), time.monotonic() + NEXT
        while _state(log) == state and time.monotonic() < until and process.poll() is None:
            time.sleep(0.001)
        time.sleep(draws.uniform(0, INTO_WRITE))
    seen = _ids(library)
    ended = process.poll() is not None
    if not ended:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    lost = seen - _ids(library)
    assert not lost, f"{len(lost)} articles were lost"
    return ended


def _state(path: Path) -> tuple[int, int]:
    if not path.exists():
        return 0, 0
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _opened(library: Path) -> Library | None:
    try:
        return open_library(str(library), read_only=True)
    except SaysoError:  # killed before there was one
        return None


def _ids(library: Path) -> set[str]:
    opened = _opened(library)
    if opened is None:
        return set()
    with opened:
        return {str(row[0]) for row in opened.database.run("SELECT sha256 FROM document")}


def _check(library: Path) -> None:
    opened = _opened(library)
    if opened is None:
        return
    with opened:
        assert opened.database.run("PRAGMA integrity_check") == [("ok",)], "the file is damaged"
        assert opened.database.run("PRAGMA foreign_key_check") == [], "rows are without their document"
        assert not list(opened.damaged()), "originals are damaged"
        assert len(_ids(library)) == opened.database.run("SELECT COUNT(*) FROM reading")[0][0], "documents are without text"


def _hash(library: Path) -> str:
    with open_library(str(library), read_only=True) as opened:
        digest = sha256()
        for line in opened.dump():
            digest.update(line.encode() + b"\n")
    return digest.hexdigest()
