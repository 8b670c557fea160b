"""Do many read while one writes?  Four processes search and count, one adds, for a minute.

``SAYSO_SECONDS`` (60) and ``SAYSO_ARTICLES`` (20,000 in the library at the start) say how much; making the library takes a minute
more.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.articles import spell
from benchmarks.machine import describe
from benchmarks.prepared import prepare_articles
from sayso.corpus.adding import BATCH
from sayso.store.library import open_library
from sayso.store.rows import Prepared

SECONDS = float(os.environ.get("SAYSO_SECONDS", "60"))
ARTICLES = int(os.environ.get("SAYSO_ARTICLES", "20000"))
READERS = 4
SEED = 1
RANKS = (20, 20_000)
"""Words are drawn between these ranks, as in benchmarks.store."""
PAUSE = 0.5
"""Seconds between two batches: more than twice as fast as two cores read articles by rules."""
MANY = 10_000_000
"""More articles than anybody writes while this runs."""


def measure() -> Iterator[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as name:
        path = Path(name) / "library.db"
        with open_library(str(path), create=True) as library:
            batches = _batches()
            for batch in islice(batches, ARTICLES // BATCH):
                library.add(batch)
            with ProcessPoolExecutor(READERS, mp_context=get_context("spawn")) as pool:
                readers = [pool.submit(read, str(path), seed, SECONDS) for seed in range(READERS)]
                waits, log = [], 0
                while not all(reader.done() for reader in readers):
                    batch = next(batches)
                    begun = time.perf_counter()
                    library.add(batch)
                    waits.append(time.perf_counter() - begun)
                    log = max(log, path.with_name(f"{path.name}-wal").stat().st_size)
                    time.sleep(PAUSE)
                times = sorted(taken for reader in readers for taken in reader.result())
            sound = library.database.run("PRAGMA integrity_check") == [("ok",)]
    high = times[int(0.95 * len(times))]
    yield "## Four who read and one who writes"
    yield ""
    yield f"`python -m benchmarks crowd`, {describe()}; {ARTICLES:,} made articles, {SECONDS:.0f} seconds"
    yield ""
    yield f"{READERS} processes asked {len(times):,} times (a search of two words with the hits in context, all hits by outlet),"
    yield f"one added {len(waits) * BATCH:,} articles in batches of {BATCH}."
    yield f"No error; the file {'is sound' if sound else 'IS DAMAGED'}."
    yield f"An answer took {median(times):.0f} ms at the median and {high:.0f} ms at the 95th percentile,"
    yield f"a batch {median(waits):.2f} s, {max(waits):.2f} s at most; the log grew to {log / 1e6:.0f} MB at most."


def _batches() -> Iterator[list[Prepared]]:
    made = (one for _, one in prepare_articles(MANY, SEED))
    while batch := list(islice(made, BATCH)):
        yield batch


def read(place: str, seed: int, seconds: float) -> list[float]:
    """Search until the time is over; how long each search took, in milliseconds."""
    draws = Random(seed)
    times = []
    with open_library(place, read_only=True) as library:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            pair = " ".join(spell(int(RANKS[0] * (RANKS[1] / RANKS[0]) ** draws.random())) for _ in range(2))
            begun = time.perf_counter()
            library.search(pair)
            library.facet(pair, "outlet")
            times.append(1000 * (time.perf_counter() - begun))
    return times
