"""How fast does a library take in, find and count?  Beside plain FTS5 in the same run, on SQLite and on PostgreSQL.

``SAYSO_ARTICLES`` (200,000) and ``SAYSO_QUERIES`` (200) say how much is measured; ``SAYSO_FOLDER`` names a folder in which the
libraries stay, so that a second run can ask them again without storing; ``SAYSO_POSTGRES=no`` leaves PostgreSQL out,
``SAYSO_TEXT=no`` the library without statements.  On an idle machine 200,000 articles take some five minutes without PostgreSQL
and some fifteen with it, and 12 GB of disk, half of that for PostgreSQL; a million take five times as much.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import numpy as np
from msgspec.structs import replace

from benchmarks.articles import Article, spell
from benchmarks.machine import describe
from benchmarks.plain import Plain
from benchmarks.prepared import prepare_articles
from sayso.corpus.adding import BATCH
from sayso.store.library import Library, open_library
from sayso.store.rows import Prepared
from sayso.store.search import PAGE
from tests.store.servers import postgres

ARTICLES = int(os.environ.get("SAYSO_ARTICLES", "200000"))
QUERIES = int(os.environ.get("SAYSO_QUERIES", "200"))
ROUNDS = 3
"""Times each query is asked of each; the middle one counts, so that the first reading of a page from disk does not."""
SEED = 1
PLAIN, OURS, TEXT, POSTGRES = "plain FTS5", "sayso, SQLite", "sayso, SQLite, without statements", "sayso, PostgreSQL"
RANKS = (20, 20_000)
"""Words are drawn between these ranks, each order of magnitude as often as the next: the first stands in four articles of five,
the last in one of three thousand."""

Batch = list[tuple[int, Article, Prepared]]


def measure() -> Iterator[str]:
    """The lines of the tables."""
    with ExitStack() as stack:
        folder = _folder(stack)
        stores = {PLAIN: folder / "plain.db", OURS: folder / "library.db", TEXT: folder / "text.db"}
        if os.environ.get("SAYSO_TEXT") == "no":
            del stores[TEXT]
        yield "## Store"
        yield ""
        yield f"`python -m benchmarks store`, {describe()}; {ARTICLES:,} made articles"
        if not all(path.exists() for path in stores.values()):
            yield ""
            yield from _stored(stores)
        plain = Plain(stores[PLAIN])
        stack.callback(plain.close)
        libraries = {OURS: stack.enter_context(open_library(str(stores[OURS]), read_only=True))}
        if os.environ.get("SAYSO_POSTGRES") != "no":
            address = stack.enter_context(postgres())
            if address:
                libraries[POSTGRES] = stack.enter_context(open_library(address, create=True))
                if len(libraries[POSTGRES]) < ARTICLES:
                    yield ""
                    yield _filled(libraries[POSTGRES])
        pairs = draw_pairs(QUERIES, plain)
        yield ""
        yield from _asked(pairs, plain, libraries)


def _folder(stack: ExitStack) -> Path:
    named = os.environ.get("SAYSO_FOLDER")
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
        return Path(named)
    made = Path(tempfile.mkdtemp(prefix="sayso-benchmark-"))
    stack.callback(shutil.rmtree, made, ignore_errors=True)
    return made


def _stored(paths: Mapping[str, Path]) -> Iterator[str]:
    """Batches go to each store in turn, and each is the first as often as the others; articles are made while no clock runs."""
    wall, cpu = dict.fromkeys(paths, 0.0), dict.fromkeys(paths, 0.0)
    with ExitStack() as stack:
        plain = Plain(paths[PLAIN])
        stack.callback(plain.close)
        write: dict[str, Callable[[Batch], object]] = {
            PLAIN: lambda batch: plain.add((number, article) for number, article, _ in batch)
        }
        ours = stack.enter_context(open_library(str(paths[OURS]), create=True))
        write[OURS] = lambda batch: ours.add([one for _, _, one in batch])
        text = stack.enter_context(open_library(str(paths[TEXT]), create=True)) if TEXT in paths else None
        if text is not None:
            write[TEXT] = lambda batch: text.add([_text_alone(one) for _, _, one in batch])
        names = list(write)
        for turn, batch in enumerate(_batches()):
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                begun, used = time.perf_counter(), time.process_time()
                write[name](batch)
                wall[name] += time.perf_counter() - begun
                cpu[name] += time.process_time() - used
        for name, library in ((OURS, ours), (TEXT, text)):
            if library is not None:
                begun, used = time.perf_counter(), time.process_time()
                library.database.settle()  # as `sayso add` does when it is done
                wall[name] += time.perf_counter() - begun
                cpu[name] += time.process_time() - used
    yield "Storing and indexing, reading apart: what was read is made outside the clock."
    yield ""
    yield "| store | articles a second | beside plain | articles a CPU second | beside plain | MB |"
    yield "|---|---|---|---|---|---|"
    for name, path in paths.items():
        rates = f"{ARTICLES / wall[name]:,.0f} | {wall[PLAIN] / wall[name]:.2f} x | {ARTICLES / cpu[name]:,.0f}"
        yield f"| {name} | {rates} | {cpu[PLAIN] / cpu[name]:.2f} x | {path.stat().st_size / 1e6:,.0f} |"


def _batches() -> Iterator[Batch]:
    made = ((number, article, one) for number, (article, one) in enumerate(prepare_articles(ARTICLES, SEED), 1))
    while batch := list(islice(made, BATCH)):
        yield batch


def _text_alone(one: Prepared) -> Prepared:
    return replace(one, statements=(), sources=(), answers=(), passages=())


def _filled(library: Library) -> str:
    """PostgreSQL by itself: it has processes of its own, so that its CPU seconds are not ours to count."""
    spent = 0.0
    for batch in _batches():
        begun = time.perf_counter()
        library.add([one for _, _, one in batch])
        spent += time.perf_counter() - begun
    library.database.settle()
    library.database.run("ANALYZE")  # what its own keeper does within a minute
    return f"{POSTGRES}: {ARTICLES / spent:,.0f} articles a second stored and indexed, with fsync off."


def draw_pairs(count: int, plain: Plain) -> list[str]:
    """Two words each that stand together in at least one article."""
    draws = np.random.default_rng(SEED)
    low, high = np.log(RANKS[0]), np.log(RANKS[1])
    pairs: list[str] = []
    while len(pairs) < count:
        one, other = (spell(int(rank)) for rank in np.exp(draws.uniform(low, high, 2)))
        if one != other and plain.count(f"{one} {other}"):
            pairs.append(f"{one} {other}")
    return pairs


Ask = Callable[[str], object]


def _asked(pairs: list[str], plain: Plain, libraries: Mapping[str, Library]) -> Iterator[str]:
    search: dict[str, Ask] = {PLAIN: lambda pair: plain.search(pair, PAGE)}
    search["plain FTS5, and the number of hits"] = lambda pair: (plain.search(pair, PAGE), plain.count(pair))
    facet: dict[str, Ask] = {PLAIN: lambda pair: plain.outlets(pair, PAGE)}
    for name, library in libraries.items():
        search[name] = library.search
        facet[name] = lambda pair, library=library: library.facet(pair, "outlet")  # type: ignore[misc]
    hits = sorted(plain.count(pair) for pair in pairs)
    share = f"{hits[len(hits) // 2]:,} hits at the median, {hits[int(0.95 * len(hits))]:,} at the 95th percentile"
    yield f"{len(pairs)} queries of two words that must both be there ({share}); the middle of {ROUNDS} times each."
    yield ""
    yield "| the 20 best hits in context | p50, ms | beside plain | p95, ms | beside plain |"
    yield "|---|---|---|---|---|"
    yield from _times(search, pairs)
    yield ""
    yield "| all hits by outlet | p50, ms | beside plain | p95, ms | beside plain |"
    yield "|---|---|---|---|---|"
    yield from _times(facet, pairs)


def _times(asks: Mapping[str, Ask], pairs: list[str]) -> Iterator[str]:
    """Each query goes to each store in turn."""
    names = list(asks)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for turn, pair in enumerate(pairs):
        times: dict[str, list[float]] = {name: [] for name in names}
        for number in range(turn, turn + ROUNDS):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                begun = time.perf_counter()
                asks[name](pair)
                times[name].append(1000 * (time.perf_counter() - begun))
        for name in names:
            taken[name].append(median(times[name]))
    base = _percentiles(taken[PLAIN])
    for name in names:
        middle, high = _percentiles(taken[name])
        yield f"| {name} | {middle:.1f} | {middle / base[0]:.2f} x | {high:.1f} | {high / base[1]:.2f} x |"


def _percentiles(times: list[float]) -> tuple[float, float]:
    cuts = quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[18]
