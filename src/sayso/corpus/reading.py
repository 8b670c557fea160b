"""How are many items read on all cores?  In order, a bounded number at a time, and a reader that dies takes one item with it."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from msgspec import Struct

from sayso.config import DEFAULT_MODEL
from sayso.errors import SaysoError
from sayso.intake.gather import Item, Refused
from sayso.intake.limits import DEFAULT, Limits
from sayso.store.rows import Prepared, prepare

WAITING = 4
"""Items a process that are on their way at a time: enough that none is idle, few enough that memory stays flat."""
ALONE = 8
"""Up to so many items are read without processes of their own, which take a second to start."""


class How(Struct, frozen=True, kw_only=True):
    """How items are read: the weights that find who says what, the limits of one original, and the number of processes."""

    model: str = DEFAULT_MODEL
    limits: Limits = DEFAULT
    processes: int = 0
    """0 is one a core."""
    fields: Mapping[str, str] = {}
    """What the fields of articles in JSON are, before the table is asked: see `sayso.intake.open.open_document`."""


Told = TypeVar("Told")
"""Whatever else is among the items: it is handed on in its place."""


def read_items(items: Iterable[Item | Told], how: How) -> Iterator[Prepared | Refused | Told]:
    """What each item holds, in the order of the items; what cannot be read is refused with the reason, and the rest goes on."""
    waiting = iter(items)
    first = list(islice(waiting, ALONE))
    processes = how.processes or os.cpu_count() or 1
    if processes == 1 or len(first) < ALONE:
        yield from (_read(item, how) if isinstance(item, Item) else item for item in chain(first, waiting))
        return
    yield from _read_by_processes(chain(first, waiting), how, processes)


def place_of(item: Item) -> str:
    """What a person would look for the item under."""
    return item.place or item.url or item.name or "standard input"


def _read(item: Item, how: How) -> Prepared | Refused:
    from sayso.intake.open import open_document  # these load the parsers, in the processes that read
    from sayso.reading.pipeline import read_document

    try:
        document = open_document(
            item.data,
            name=item.name,
            url=item.url,
            taken=item.taken,
            encoding=item.encoding,
            limits=how.limits,
            fields=how.fields,
        )
        return prepare(item, read_document(document, how.model))
    except SaysoError as error:
        return Refused(place=place_of(item), reason=error.reason, remedy=error.remedy)
    except (MemoryError, RecursionError) as error:
        return Refused(place=place_of(item), reason=f"reading it took too much ({type(error).__name__})", remedy="give it alone")
    except Exception as error:  # a fault of ours in one item must not end a run over millions; it is said with its name
        return Refused(
            place=place_of(item), reason=f"a fault in sayso ({type(error).__name__})", remedy="report it with the item"
        )


def _read_by_processes(items: Iterator[Item | Told], how: How, processes: int) -> Iterator[Prepared | Refused | Told]:
    pool = _pool(processes)
    under_way: deque[tuple[Item, Future[Prepared | Refused]] | Told] = deque()
    try:
        while True:
            for item in islice(items, processes * WAITING - len(under_way)):
                under_way.append((item, _submit(pool, item, how)) if isinstance(item, Item) else item)
            if not under_way:
                return
            first = under_way.popleft()
            if not isinstance(first, tuple):
                yield first
                continue
            try:
                yield first[1].result()
            except BrokenProcessPool:
                # One of those under way killed its process; each is read again in a process of its own.
                pool.shutdown(cancel_futures=True)
                for one in (first, *under_way):
                    yield _read_apart(one[0], how) if isinstance(one, tuple) else one
                under_way.clear()
                pool = _pool(processes)
    finally:
        pool.shutdown(cancel_futures=True)


def _read_apart(item: Item, how: How) -> Prepared | Refused:
    with _pool(1) as pool:
        try:
            return _submit(pool, item, how).result()
        except BrokenProcessPool:
            return Refused(place=place_of(item), reason="the reader crashed on it", remedy="do not trust this file")


def _pool(processes: int) -> ProcessPoolExecutor:
    # Processes are started anew, not forked: the libraries that run the model have threads.
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def _submit(pool: ProcessPoolExecutor, item: Item, how: How) -> "Future[Prepared | Refused]":
    """Give an item to the pool.  Ctrl-C is for this process alone: those that the pool starts inherit that it is ignored."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread may say what a signal does
        return pool.submit(_read, item, how)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return pool.submit(_read, item, how)
    finally:
        signal.signal(signal.SIGINT, before)
