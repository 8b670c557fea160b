"""How long does a library take to find the copies of an item, and how does that grow?  Each article as it comes in.

``SAYSO_ARTICLES`` (100,000) made articles are stored, one in twenty with the text of an earlier one; then each batch is compared,
and the milliseconds an article are printed for each tenth.  Storing is outside the clock.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.articles import Article, make_articles
from benchmarks.machine import describe
from benchmarks.prepared import prepare_article
from sayso.corpus.adding import BATCH
from sayso.store.library import open_library
from sayso.store.rows import Prepared

ARTICLES = int(os.environ.get("SAYSO_ARTICLES", "100000"))
EVERY = 20
"""One article in so many has the text of an earlier one, half as old as the library."""
SEED = 1
PARTS = 10


def measure() -> Iterator[str]:
    """The lines of the report."""
    spent: list[float] = []
    with tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as name:
        with open_library(str(Path(name) / "library.db"), create=True) as library:
            articles = copied_articles(ARTICLES)
            while batch := list(islice(articles, BATCH)):
                library.add(batch)
                begun = time.perf_counter()
                library.copies.catch_up()
                spent.append(1000 * (time.perf_counter() - begun) / len(batch))
            families = library.copies.families()
        size = (Path(name) / "library.db").stat().st_size
    yield "## Copies found as they come in"
    yield ""
    yield f"`python -m benchmarks copies`, {describe()}"
    yield ""
    yield f"{ARTICLES:,} made articles, one in {EVERY} a copy; {len(families):,} families found; {size / ARTICLES / 1000:.1f} KB"
    yield "an article with the index of grams."
    yield ""
    yield "| articles there | ms an article, median of its batches | slowest batch |"
    yield "|---|---|---|"
    for part in range(PARTS):
        some = spent[len(spent) * part // PARTS : len(spent) * (part + 1) // PARTS]
        yield f"| to {ARTICLES * (part + 1) // PARTS:,} | {median(some):.2f} | {max(some):.2f} |"


def copied_articles(count: int) -> Iterator[Prepared]:
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
