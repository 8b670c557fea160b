"""What does it cost to find the copies of what nobody would print?  Huge, empty, repeated and mixed texts among news."""

import resource
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.articles import make_articles, spell
from benchmarks.copies import add_texts
from benchmarks.machine import describe
from sayso.store.library import open_library

NEWS = 2000
HUGE = 50_000_000
EQUAL = 10_000
BATCH = 200


def measure() -> Iterator[str]:
    """The lines of the table."""
    yield "## Odd texts"
    yield ""
    yield f"`python -m benchmarks odd`, {describe()}; each in a library of {NEWS:,} made articles"
    yield ""
    yield "| what comes | texts | seconds | of CPU | families | overlaps | peak memory so far, MB |"
    yield "|---|---|---|---|---|---|---|"
    for name, texts in odd_texts(HUGE, EQUAL).items():
        yield _row(name, texts)


def odd_texts(huge: int, equal: int) -> Mapping[str, Sequence[str]]:
    """The texts by what they are; `huge` is the length of the longest, `equal` how many are the same."""
    words = (spell(at * at % 1_000_003) for at in range(huge))
    long = " ".join(islice(words, huge // 6))[:huge]
    sentence = "The lock at Sarn Weir is shut again. "
    return {
        "one long text, and the half of it": [long, long[: huge // 2]],
        "one sentence over and over, twice": [sentence * (huge // len(sentence)), sentence * (huge // 2 // len(sentence))],
        "one word over and over, twice": ["lock " * (huge // 5), "lock " * (huge // 10)],
        "equal texts": [article.text for article in make_articles(1, seed=77)] * equal,
        "equal texts under an own first word": [
            f"{spell(at)} {article.text}" for article in make_articles(1, seed=78) for at in range(equal)
        ],
        "empty texts": [""] * equal,
        "texts of one word": [spell(at % 100) for at in range(equal)],
        "scripts in turn": [("Вода в реке. 河水上涨。 ماء النهر. נהר " * 20) + spell(at) for at in range(equal // 10)],
    }


def _row(name: str, texts: Sequence[str]) -> str:
    with (
        tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as folder,
        open_library(str(Path(folder) / "library.db"), create=True) as library,
    ):
        add_texts(library, (article.text for article in make_articles(NEWS, seed=1)))
        library.copies.catch_up()
        wall, cpu = time.perf_counter(), time.process_time()
        for start in range(0, len(texts), BATCH):
            add_texts(library, texts[start : start + BATCH])
            library.copies.catch_up()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        families, overlaps = len(library.copies.families()), library.database.run("SELECT COUNT(*) FROM reuse")[0][0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"| {name} | {len(texts):,} | {wall:.1f} | {cpu:.1f} | {families} | {overlaps!s} | {peak:,} |"
