"""Which documents hold the same grams?  Sorted runs of grams in two tables of the library, merged as they grow.

Grams come in no order: a row for each touches a page for each, and a megabyte is written for an article of a large library.  Here
the grams of what comes together are written sorted, as one run, and a run is merged with what comes after it until it is much
larger; each gram is written some eight times in all.  A look-up goes through every run, of which there are few.

Nothing but these two tables is needed, so it is the same on every database and goes with the transaction that it is in.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sayso.store.database import Database, Row, Value, portions
from sayso.tracing.candidates import OFTEN
from sayso.tracing.tables import Grams

LAST = 8
"""Documents that are found by a gram which more than `OFTEN` hold, the last by number: as many as each text meets there, and
enough to see whether they are strangers.  The last and not the first, for the first would be found by everything that prints the
same furniture, for ever."""
_HELD = OFTEN + 1
"""Documents that a run keeps of one gram, the last: enough to tell that there are more."""
_OTHERS = np.uint64(0)
"""In the place of a document: others hold the gram that a run did not keep, though it keeps fewer now."""
GROWTH = 3
"""A run is merged with what comes after it until it is so many times as large.  On the way to a million articles, 200 at a time,
a gram is written 5 times and 9 runs are looked into with 1, 8 and 7 with 3, 15 and 6 with 8."""
LARGEST = 1 << 26
"""Grams of a run that is merged no further: those of half a million articles, half a gigabyte, merged in six seconds.  With a
quarter of that, a look-up among a million takes twice as long."""
_BUCKET = 64
"""Grams of a bucket at least, which is what is read to find one of them: half a kilobyte to one."""
_SLICE = 1 << 20
"""Grams that are merged, or gone through, at a time: 8 MB."""
_JOINED = 1 << 21
"""Documents that hold a gram of a text, counted at a time: 16 MB."""
_DENSE = 4
"""A run is gone through rather than looked into where one in so many of its buckets is wanted."""

N = TypeVar("N", np.int64, np.uint64)

Entries = NDArray[np.uint64]
"""A gram's 32 highest bits, shifted up, and the number of a document, sorted.  Of the grams of an article three are like others
by chance in a million articles; no two texts are compared for one alone."""
_STORED = np.dtype("<u8")
_32 = np.uint64(32)
_DOCUMENT = np.uint64(0xFFFFFFFF)
_GRAMS = 1 << 32
_KEPT_BITS = np.uint64(2)
"""The two highest bits of a gram are 0, for that is how it was chosen."""


class Sharing(NamedTuple):
    """Texts and documents that hold some of the same grams, and how many, sorted by text and document."""

    texts: NDArray[np.int64]
    documents: NDArray[np.int64]
    counts: NDArray[np.int64]

    def nearest(self, least: int, most: int) -> list[int]:
        """The documents that share `least` grams or more with a text, of each text those `most` that share the most with it."""
        texts, documents, counts = (column[self.counts >= least] for column in self)
        order = np.lexsort((documents, -counts, texts))
        texts = texts[order]
        chosen = np.ones(len(texts), np.bool_)
        chosen[most:] = texts[most:] != texts[:-most]
        found: list[int] = np.unique(documents[order][chosen]).tolist()
        return found


class _Run(NamedTuple):
    """A run of the index: its grams, of which those that begin with the same `bits` bits are one bucket."""

    number: int
    size: int
    bits: int

    def buckets(self, entries: Entries) -> NDArray[np.int64]:
        return (entries >> _32 >> np.uint64(32 - self.bits)).astype(np.int64)


class GramIndex:
    """The grams of the documents of one library.  What changes it is done inside a transaction of another."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, grams: Grams) -> None:
        """Index documents, whose numbers are the `texts`."""
        fresh = _distinct(_entries(grams))
        if not len(fresh):
            return
        runs = self._runs()
        number = runs[-1].number + 1 if runs else 1
        size, merged = len(fresh), []
        while runs and runs[-1].size <= GROWTH * size and runs[-1].size + size <= LARGEST:
            merged.append(runs.pop())
            size += merged[-1].size
        self._write(_Run(number, size, max(0, (size // _BUCKET).bit_length() - 1)), merged, fresh)

    def remove(self, grams: Grams) -> bool:
        """Take documents out again, told the grams that they were indexed with; whether others that hold one were left out."""
        gone = _distinct(_entries(grams))
        crowded = False
        for run in self._runs():
            left = run.size
            for bucket, packed in chain.from_iterable(self._rows(run, gone)):
                held = _read([packed])
                others = _crowded(held, np.intersect1d(held >> _32, gone >> _32))
                crowded |= len(others) > 0
                leaving = np.isin(held, gone)
                if leaving.any():
                    kept = np.union1d(held[~leaving], others << _32 | _OTHERS)
                    left -= len(held) - len(kept)
                    self._database.run(
                        "UPDATE gram SET held = ? WHERE run = ? AND bucket = ?", (_stored(kept), run.number, bucket)
                    )
            self._database.run("UPDATE gram_run SET size = ? WHERE number = ?", (left, run.number))
        return crowded

    def sharing(self, grams: Grams) -> Iterator[Sharing]:
        """The documents that hold some of the grams of each text; some texts at a time."""
        asked = _distinct(_entries(grams))
        found = self._holding(asked)
        asked = asked[np.argsort(asked & _DOCUMENT, kind="stable")]
        first, last = _places(found, asked >> _32)
        texts = (asked & _DOCUMENT).astype(np.int64)
        ends = np.append(np.flatnonzero(np.diff(texts)) + 1, len(texts))
        joined = np.concatenate((np.zeros(1, np.int64), np.cumsum(last - first)))
        start = 0
        while start < len(texts):
            fit = int(np.searchsorted(joined[ends], joined[start] + _JOINED, "right"))
            end = int(ends[max(fit - 1, int(np.searchsorted(ends, start, "right")))])
            documents = found[_ranges(first[start:end], last[start:end])] & _DOCUMENT
            pairs = np.repeat(texts[start:end].astype(np.uint64) << _32, last[start:end] - first[start:end]) | documents
            pairs, counts = np.unique(pairs, return_counts=True)
            yield Sharing((pairs >> _32).astype(np.int64), (pairs & _DOCUMENT).astype(np.int64), counts)
            start = end

    def _holding(self, asked: Entries) -> Entries:
        """The entries of the index whose grams are asked for."""
        wanted = _distinct(asked >> _32)
        found = [np.empty(0, np.uint64)]
        for run in self._runs():
            for rows in self._rows(run, wanted << _32):
                held = _read([row[1] for row in rows])
                if len(held):
                    low, high = np.searchsorted(wanted, (held[0] >> _32, held[-1] >> _32))
                    found.append(held[_ranges(*_places(held, wanted[low : high + 1]))])
        every = _distinct(np.concatenate(found))  # once each: a document that was looked at again stands in two runs
        held = _last(every[every & _DOCUMENT != _OTHERS], _HELD)
        first, last = _places(held, wanted)
        return held[_ranges(np.where(last - first > OFTEN, last - LAST, first), last)]

    def _runs(self) -> list[_Run]:
        rows = self._database.run("SELECT number, size, bits FROM gram_run ORDER BY number")
        return [_Run(*(int(str(value)) for value in row)) for row in rows]

    def _rows(self, run: _Run, entries: Entries) -> Iterator[list[Row]]:
        """The buckets that may hold some of the entries, in order: some numbers at a time, with what they hold."""
        wanted = _distinct(run.buckets(entries))
        if len(wanted) * _DENSE > 1 << run.bits:
            yield from self._between(run, 0, _GRAMS)
            return
        # Looked up one by one: PostgreSQL, which knows little of a run that is new, would rather go through all of it.
        held = "(SELECT g.held FROM gram g WHERE g.run = ? AND g.bucket = asked.bucket)"
        for some in portions(wanted.tolist()):
            asked = ", ".join(["(CAST(? AS BIGINT))"] * len(some))
            rows = self._database.run(
                f"WITH asked (bucket) AS (VALUES {asked}) SELECT bucket, {held} FROM asked ORDER BY bucket", (*some, run.number)
            )
            yield [row for row in rows if row[1] is not None]

    def _between(self, run: _Run, low: int, high: int) -> Iterator[list[Row]]:
        """The buckets that may hold a gram from `low` to below `high`."""
        first, last = (gram >> (32 - run.bits) for gram in (low, high - 1))
        for start in range(first, last + 1, _SLICE // _BUCKET):
            yield self._database.run(
                "SELECT bucket, held FROM gram WHERE run = ? AND bucket BETWEEN ? AND ? ORDER BY bucket",
                (run.number, start, min(last, start + _SLICE // _BUCKET - 1)),
            )

    def _write(self, run: _Run, merged: Sequence[_Run], fresh: Entries) -> None:
        """Write a run of new entries and of those of other runs, in their place."""
        slices = 1 << (run.size // _SLICE).bit_length()
        size = 0
        for low in range(0, _GRAMS, _GRAMS // slices):
            high = low + _GRAMS // slices
            parts = [_read([row[1] for row in rows]) for other in merged for rows in self._between(other, low, high)]
            held = _last(_distinct(np.concatenate([_cut(part, low, high) for part in (fresh, *parts)])), _HELD)
            self._database.many("INSERT INTO gram (run, bucket, held) VALUES (?, ?, ?)", _packed(run, held))
            size += len(held)
        for other in merged:
            self._database.run("DELETE FROM gram WHERE run = ?", (other.number,))
            self._database.run("DELETE FROM gram_run WHERE number = ?", (other.number,))
        self._database.run("INSERT INTO gram_run (number, size, bits) VALUES (?, ?, ?)", (run.number, size, run.bits))


def _entries(grams: Grams) -> Entries:
    high: Entries = (grams.hashes << _KEPT_BITS) & ~_DOCUMENT
    return high | grams.texts.astype(np.uint64)


def _distinct(numbers: NDArray[N]) -> NDArray[N]:
    """The numbers in order, each once; numpy's `unique` makes a table of hashes, which takes ten times as long for so many."""
    numbers = np.sort(numbers)
    first = np.ones(len(numbers), np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    return numbers[first]


def _last(entries: Entries, most: int) -> Entries:
    """Of each gram the last entries, as many as that."""
    kept = np.ones(len(entries), np.bool_)
    kept[:-most] = entries[:-most] >> _32 != entries[most:] >> _32
    return entries[kept]


def _crowded(held: Entries, grams: Entries) -> Entries:
    """Those of the grams, all of which stand in sorted entries, of which these do not hold every document, or may not."""
    first, last = _places(held, grams)
    found: Entries = grams[(last - first >= _HELD) | (held[first] & _DOCUMENT == _OTHERS)]
    return found


def _cut(entries: Entries, low: int, high: int) -> Entries:
    first, last = np.searchsorted(entries >> _32, (low, high))
    return entries[first:last]


def _places(held: Entries, grams: Entries) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where those that hold each gram begin and end in sorted entries."""
    keys = held >> _32
    return np.searchsorted(keys, grams, "left"), np.searchsorted(keys, grams, "right")


def _ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """All numbers from each of `first` to below its `last`, one after another.

    >>> _ranges(np.array([3, 7, 9]), np.array([5, 7, 10])).tolist()
    [3, 4, 9]
    """
    lengths = last - first
    return np.repeat(last - np.cumsum(lengths), lengths) + np.arange(lengths.sum())


def _packed(run: _Run, held: Entries) -> Iterator[Row]:
    """The rows of a run that hold these entries."""
    numbers, starts = np.unique(run.buckets(held), return_index=True)
    for number, some in zip(numbers.tolist(), np.split(held, starts[1:]), strict=True):
        yield run.number, number, _stored(some)


def _stored(entries: Entries) -> bytes:
    return entries.astype(_STORED, copy=False).tobytes()


def _read(packed: Sequence[Value]) -> Entries:
    held = np.frombuffer(b"".join(packed), _STORED)  # type: ignore[arg-type]  # blobs, as they were written
    return held.astype(np.uint64, copy=False)
