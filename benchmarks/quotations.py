"""How long does it take to group the quotations of a library?  All of them, those of one speaker, and one with its witnesses.

``SAYSO_ARTICLES`` (20,000) made articles are stored, one in twenty with the text of an earlier one; ``SAYSO_POSTGRES=no`` leaves
PostgreSQL out.  Each question is asked three times, and the middle time printed.
"""

import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.articles import Article, make_articles
from benchmarks.copies import EVERY, SEED
from benchmarks.machine import describe
from benchmarks.prepared import prepare_article
from sayso.corpus.adding import BATCH
from sayso.store.library import Library, open_library
from sayso.store.rows import Prepared
from tests.store.servers import postgres

ARTICLES = int(os.environ.get("SAYSO_ARTICLES", "20000"))
ROUNDS = 3


def measure() -> Iterator[str]:
    """The lines of the report."""
    yield "## Quotations, each counted once"
    yield ""
    yield f"`python -m benchmarks quotations`, {describe()}"
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sayso-benchmark-"))
        places = {"SQLite": str(Path(folder) / "library.db")}
        address = stack.enter_context(postgres()) if os.environ.get("SAYSO_POSTGRES") != "no" else None
        if address:
            places["PostgreSQL"] = address
        for name, place in places.items():
            library = stack.enter_context(open_library(place, create=True))
            articles = _copied_articles(ARTICLES)
            while batch := list(islice(articles, BATCH)):
                library.add(batch)
                library.copies.catch_up()
            yield ""
            yield from _asked(library, name)


def _asked(library: Library, name: str) -> Iterator[str]:
    page = library.quotations.page()
    most = page.quotations[0]
    tracemalloc.start()
    library.quotations.page()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    yield f"{name}: {page.total:,} quotations in {page.prints:,} prints of {len(library):,} articles; memory for all of them"
    yield f"{peak / 2**20:.0f} MiB."
    yield ""
    yield "| asked | s | of them our own CPU's |"
    yield "|---|---|---|"
    speaker = f'speaker:="{most.who[0].name}"'
    questions: tuple[tuple[str, Callable[[], object]], ...] = (
        ("all", library.quotations.page),
        ("all, copies once", lambda: library.quotations.page("copies:collapse")),
        (f"one speaker ({library.quotations.page(speaker).total:,} quotations)", lambda: library.quotations.page(speaker)),
        (f"one quotation ({most.prints:,} prints)", lambda: library.quotations.one(most.reference)),
    )
    for asked, answer in questions:
        spent, own = [], []
        for _ in range(ROUNDS):
            begun, worked = time.perf_counter(), time.process_time()
            answer()
            spent.append(time.perf_counter() - begun)
            own.append(time.process_time() - worked)
        yield f"| {asked} | {median(spent):.2f} | {median(own):.2f} |"


def _copied_articles(count: int) -> Iterator[Prepared]:
    """Made articles, ready to be stored, one in `EVERY` with the text of an earlier one."""
    kept: list[Article] = []
    for number, article in enumerate(make_articles(count, SEED)):
        if number % EVERY == 0:
            kept.append(article)
        if number % EVERY == EVERY - 1:
            earlier = kept[len(kept) // 2]
            yield prepare_article(article._replace(title=earlier.title, text=earlier.text))
        else:
            yield prepare_article(article)
