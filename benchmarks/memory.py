"""Does ``sayso add`` need more memory the more it adds?  A web archive that is made while it is read, through a pipe.

To read ten gigabytes of pages by rules takes hours.  So most records are pages that are in the library already: each is unpacked,
told, hashed, looked up and passed over; twenty new pages, which are read and written, come with every two thousand of them.
``SAYSO_GIGABYTES`` (10) says how large the archive becomes, ``SAYSO_SECONDS`` (1,800) after how long it ends at the latest,
``SAYSO_ARTICLES`` (2,000) how many pages are known in a round.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Thread
from typing import IO

from benchmarks.article_files import warc
from benchmarks.articles import make_articles
from benchmarks.machine import describe
from sayso.store.library import open_library

SECONDS = float(os.environ.get("SAYSO_SECONDS", "1800"))
GIGABYTES = float(os.environ.get("SAYSO_GIGABYTES", "10"))
KNOWN = int(os.environ.get("SAYSO_ARTICLES", "2000"))
NEW = KNOWN // 100
"""Pages of a round that are known and that are new: few enough new ones that the archive grows, enough that the readers work."""
SEED = 1
EVERY = 1.0
"""Seconds between two looks at the processes."""
ROOT = Path(__file__).resolve().parents[1]


class Feeder(Thread):
    """Writes the archive to a process until it is large enough or the time is over."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.sent = 0
        self.pages = 0
        self._pipe = pipe

    def run(self) -> None:
        """Write round by round, and close the pipe."""
        until, known = time.monotonic() + SECONDS, list(warc(make_articles(KNOWN, SEED), False))
        try:
            with self._pipe as pipe:
                for turn in count():
                    for record in (*known, *warc(make_articles(NEW, SEED, KNOWN + turn * NEW), False)):
                        pipe.write(record)
                        self.sent += len(record)
                    self.pages += KNOWN + NEW
                    if self.sent >= GIGABYTES * 1e9 or time.monotonic() > until:
                        return
        except BrokenPipeError:  # it ended; its exit status says why
            return


def measure() -> Iterator[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as name:
        library = Path(name) / "library.db"
        command = [sys.executable, "-m", "sayso", "add", "--model", "none", "--library", str(library), "-"]
        paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": paths},
        )
        assert process.stdin is not None
        feeder = Feeder(process.stdin)
        feeder.start()
        begun, looks = time.monotonic(), list[tuple[int, int]]()
        while process.poll() is None:
            looks.append((feeder.sent, resident(process.pid)))
            time.sleep(EVERY)
        feeder.join()
        taken = time.monotonic() - begun
        with open_library(str(library), read_only=True) as opened:
            held = len(opened)
    yield "## Memory while adding"
    yield ""
    yield f"`python -m benchmarks memory`, {describe()}"
    yield ""
    yield f"`sayso add` of a web archive through a pipe, by rules, all its processes together: {feeder.sent / 1e9:.2f} GB,"
    yield f"{feeder.pages:,} pages, {held:,} of them different, in {taken:.0f} s (exit status {process.returncode})."
    yield ""
    yield "| part of the archive | peak of all processes, MB |"
    yield "|---|---|"
    for part in range(_PARTS):
        low, high = (feeder.sent * edge / _PARTS for edge in (part, part + 1))
        peaks = [memory for sent, memory in looks if low <= sent <= high]
        yield f"| {low / 1e9:.2f}-{high / 1e9:.2f} GB | {max(peaks, default=0) / 1e6:.0f} |"


_PARTS = 5
"""Parts of the archive that are set beside each other: where memory grows with it, the last needs more than the second."""


def resident(process: int) -> int:
    """Bytes that a process and those that it started hold in memory; what they share counts for each."""
    total, open_ = 0, [process]
    while open_:
        one = Path("/proc", str(open_.pop()))
        try:
            total += int((one / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for task in (one / "task").iterdir():
                open_ += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
            continue
    return total
