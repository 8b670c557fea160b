"""Does a library find the same copies whenever an item comes?  Added in batches of any size and in any order, beside all at once.

``SAYSO_TEXTS`` names JSON lines with a ``text`` each; without it, ``SAYSO_BENCHMARK_ARTICLES`` (20,000) made reprints are taken.
"""

import json
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.copies import add_texts
from benchmarks.machine import describe
from benchmarks.reuse import SIZE, make_reprints
from sayso.model.reuse import OverlapKind
from sayso.store.library import Library, open_library
from sayso.tracing.pipeline import KINDS, trace

WAYS = ((1, 0), (7, 3), (500, 1), (SIZE, 0))
"""Articles of a batch, and the seed that they are shuffled by; 0 leaves their order."""

Pair = tuple[int, int]


class Found(NamedTuple):
    """What was found among some texts, by their places: the kind and the words of each pair, and families of two or more."""

    pairs: dict[Pair, tuple[OverlapKind, int]]
    families: set[frozenset[int]]

    def of(self, *kinds: OverlapKind) -> set[Pair]:
        """The pairs of some kinds."""
        return {pair for pair, (kind, _) in self.pairs.items() if kind in kinds}


def measure() -> Iterator[str]:
    """The lines of the table."""
    texts = _texts()
    whole = find_at_once(texts)
    news = OverlapKind.REPUBLICATION, OverlapKind.PASSAGE
    yield "## The same copies in batches of any size"
    yield ""
    yield f"`python -m benchmarks batches`, {describe()}; {len(texts):,} articles"
    yield ""
    yield f"All at once: {len(whole.of(*news)):,} republications and passages, {len(whole.of(OverlapKind.BOILERPLATE)):,} pairs"
    yield f"with furniture alone, {len(whole.families):,} families."
    yield ""
    yield (
        "| batches of | republications and passages missed | others | of another kind | words differ | furniture alone, missed "
        "| others | families the same | others |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for size, seed in WAYS:
        found = find_in_batches(texts, size, seed)
        both = whole.pairs.keys() & found.pairs.keys()
        kinds = sum(whole.pairs[pair][0] is not found.pairs[pair][0] for pair in both)
        words = sum(whole.pairs[pair] != found.pairs[pair] for pair in both) - kinds
        missed, more = whole.pairs.keys() - both, found.pairs.keys() - both
        seen, known = found.of(*news), whole.of(*news)
        what = f"{min(size, len(texts)):,}{', shuffled' if seed else ''}"
        yield (
            f"| {what} | {len(missed & known)} | {len(more & seen)} | {kinds} | {words} "
            f"| {len(missed - known)} | {len(more - seen)} | {len(whole.families & found.families)} "
            f"| {len(found.families - whole.families)} |"
        )


def find_at_once(texts: Sequence[str]) -> Found:
    """What `trace` finds."""
    traced = trace(texts)
    columns = (column.tolist() for column in (traced.a, traced.b, traced.kind, traced.words))
    pairs = {(min(a, b), max(a, b)): (KINDS[kind], words) for a, b, kind, words in zip(*columns, strict=True)}
    families: dict[int, set[int]] = {}
    for text, family in enumerate(traced.family.tolist()):
        families.setdefault(family, set()).add(text)
    return Found(pairs, {frozenset(members) for members in families.values() if len(members) > 1})


def find_in_batches(texts: Sequence[str], size: int, seed: int = 0) -> Found:
    """What a library has found when the last text is in."""
    with (
        tempfile.TemporaryDirectory(prefix="sayso-benchmark-") as folder,
        open_library(str(Path(folder) / "library.db"), create=True) as library,
    ):
        return add_in_batches(library, texts, size, seed)


def add_in_batches(library: Library, texts: Sequence[str], size: int, seed: int) -> Found:
    """Add texts to an empty library, `size` at a time, shuffled where there is a seed."""
    order = list(range(len(texts)))
    if seed:
        random.Random(seed).shuffle(order)
    waiting = iter(order)
    while batch := list(islice(waiting, size)):
        add_texts(library, [texts[one] for one in batch])
        library.copies.catch_up()
    # Documents are numbered as they came.
    ids = library.database.run("SELECT sha256 FROM document ORDER BY id")
    places = {str(id_): place for (id_,), place in zip(ids, order, strict=True)}
    pairs = {}
    for one in library.copies.overlaps(list(places)):
        a, b = places[one.a], places[one.b]
        pairs[min(a, b), max(a, b)] = one.kind, one.words
    return Found(pairs, {frozenset(places[one] for one in family.members) for family in library.copies.families()})


def _texts() -> list[str]:
    with tempfile.TemporaryDirectory() as work:
        path = os.environ.get("SAYSO_TEXTS") or str(make_reprints(Path(work)) / "docs.jsonl")
        return [json.loads(line)["text"] for line in Path(path).read_text("utf-8").splitlines()]
