"""How long does a library take to find the copies of an item, and how does that grow?  Many at once, in batches, and one by one.

``SAYSO_ARTICLES`` (100,000) made articles, one in twenty with the text of an earlier one, or as many of the JSON lines that
``SAYSO_TEXTS`` names (their ``text``), go into a library as bare texts: reading them is not what is measured.  All but the last
two thousand are compared as one backlog, ``SAYSO_AT_ONCE`` characters at a time; then a thousand in batches of 200, and a
thousand each by itself.  ``SAYSO_POSTGRES=yes`` measures on PostgreSQL.
"""

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from benchmarks.articles import make_articles
from benchmarks.machine import describe
from sayso.corpus.adding import BATCH
from sayso.model.span import Span
from sayso.store.copies import AT_ONCE
from sayso.store.library import Library, open_library
from sayso.store.rows import packed_spans
from tests.store.servers import postgres

ARTICLES = int(os.environ.get("SAYSO_ARTICLES", "100000"))
EVERY = 20
"""One article in so many has the text of an earlier one, half as old as the library."""
SEED = 1
LAST = 1000
"""Articles that are timed in batches, and as many that are timed one by one."""
FILLED = 2000
"""Texts that are written together."""


def measure() -> Iterator[str]:
    """The lines of the report."""
    with ExitStack() as stack:
        library = stack.enter_context(open_library(_place(stack), create=True))
        library.copies.at_once = int(os.environ.get("SAYSO_AT_ONCE", AT_ONCE))
        texts = _texts()
        for _ in range(0, ARTICLES - 2 * LAST, FILLED):
            add_texts(library, islice(texts, FILLED))
        yield "## Copies found as they come in"
        yield ""
        yield f"`python -m benchmarks copies`, {describe()}"
        yield ""
        begun = time.perf_counter(), time.process_time()
        built = library.copies.catch_up()
        wall, cpu = time.perf_counter() - begun[0], time.process_time() - begun[1]
        yield f"{built:,} articles as one backlog, {library.copies.at_once:,} characters at a time:"
        yield f"{wall:.0f} s, {cpu:.0f} s of CPU, {1000 * wall / built:.2f} ms an article; peak memory {_peak()} MB."
        yield ""
        yield "| then, each article | p50, ms | p95, ms | slowest, ms | p50, ms of CPU | p95 |"
        yield "|---|---|---|---|---|---|"
        for size in (BATCH, 1):
            yield _row(size, *_timed(library, texts, size))
        yield ""
        (row,) = library.database.run(
            "SELECT COUNT(*), SUM(size), (SELECT SUM(LENGTH(held)) FROM gram), (SELECT COUNT(*) FROM reuse) FROM gram_run"
        )
        runs, grams, held, pairs = (int(str(value)) for value in row)
        yield f"{ARTICLES:,} articles, {len(library.copies.families()):,} families, {pairs:,} overlaps; {runs} runs of {grams:,}"
        yield f"grams, {held / ARTICLES:.0f} bytes an article; peak memory {_peak()} MB."


def add_texts(library: Library, texts: Iterable[str]) -> None:
    """Put bare texts into a library, as articles that wait to be compared."""
    run = library.database
    first = len(library)
    rows = {sha256(f"{number} {text}".encode()).hexdigest(): text for number, text in enumerate(texts, first)}
    with run.transaction():
        made = run.many("INSERT INTO document (sha256, reader) VALUES (?, ?) RETURNING id, sha256", [(id_, "") for id_ in rows])
        read = [(number, rows[str(id_)]) for number, id_ in made]
        run.many(
            "INSERT INTO reading (document_id, text, searched, record) VALUES (?, ?, ?, ?)",
            [(number, text, packed_spans([Span(0, len(text))]), b"") for number, text in read],
        )
        library.copies.wait(int(str(number)) for number, _ in read)


def _place(stack: ExitStack) -> str:
    if os.environ.get("SAYSO_POSTGRES") == "yes":
        address = stack.enter_context(postgres())
        assert address is not None, "no PostgreSQL on this machine"
        return address
    return str(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sayso-benchmark-"))) / "library.db")


def _timed(library: Library, texts: Iterator[str], size: int) -> tuple[list[float], list[float]]:
    """Milliseconds an article, by the clock and of CPU, of each batch of the next thousand."""
    walls, cpus = [], []
    for _ in range(0, LAST, size):
        add_texts(library, islice(texts, size))
        wall, cpu = time.perf_counter(), time.process_time()
        library.copies.catch_up()
        walls.append(1000 * (time.perf_counter() - wall) / size)
        cpus.append(1000 * (time.process_time() - cpu) / size)
    return walls, cpus


def _row(size: int, walls: list[float], cpus: list[float]) -> str:
    what = "by itself" if size == 1 else f"in batches of {size}"
    wall, cpu = (f"{median(some):.1f} | {quantiles(some, n=20, method='inclusive')[-1]:.1f}" for some in (walls, cpus))
    return f"| {what} | {wall} | {max(walls):.1f} | {cpu} |"


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _texts() -> Iterator[str]:
    if path := os.environ.get("SAYSO_TEXTS"):
        with Path(path).open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in islice(lines, ARTICLES))
        return
    kept: list[str] = []
    for number, article in enumerate(make_articles(ARTICLES, SEED)):
        if number % EVERY == 0:
            kept.append(article.text)
        yield kept[len(kept) // 2] if number % EVERY == EVERY - 1 else article.text
