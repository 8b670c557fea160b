"""How do items get into the library?  What is there already is passed over unread, the rest is read and written in batches."""

import time
from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct

from sayso.corpus.reading import How, place_of, read_items
from sayso.intake.gather import Found, Item, Passed, Refused
from sayso.model.document import Capture
from sayso.store.library import Added, Library
from sayso.store.rows import Prepared

BATCH = 200
"""Items of one transaction at most: some 100 MB of articles with their records at the very most."""
SECONDS = 2.0
"""After so long a batch is written, however small: what a killed run has to read again."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one item.  `refused` says why it is not in the library, `passed` what was left aside unread."""

    place: str
    added: Added | None = None
    refused: Refused | None = None
    passed: Passed | None = None


def add_items(library: Library, items: Iterable[Found], how: How, compare: bool = True) -> Iterator[Outcome]:
    """Add items and say what became of each.  An outcome that says "new" is written when it is given out.

    With `compare`, each has found its copies by then; without, it waits for `library.copies.catch_up`.
    """
    batch: list[Prepared] = []
    began = time.monotonic()
    for read in read_items(_unknown(library, items), how):
        if isinstance(read, Prepared):
            batch.append(read)
        else:
            yield _refused(read) if isinstance(read, Refused) else read
        if len(batch) >= BATCH or time.monotonic() - began > SECONDS:
            yield from _written(library, batch, compare)
            batch, began = [], time.monotonic()
    yield from _written(library, batch, compare)
    library.database.settle()


def _unknown(library: Library, items: Iterable[Found]) -> Iterator[Item | Outcome]:
    """The items that the library does not hold; of the others, where they were seen now is noted."""
    for item in items:
        if isinstance(item, Refused):
            yield _refused(item)
            continue
        if isinstance(item, Passed):
            yield Outcome(place=item.place, passed=item)
            continue
        id_ = sha256(item.data).hexdigest()
        if not library.holds([id_]):
            yield item
            continue
        capture = Capture(
            sha256=id_,
            size=len(item.data),
            media_type="",
            encoding=item.encoding,
            name=item.name,
            url=item.url,
            taken=item.taken,
        )
        yield Outcome(place=place_of(item), added=library.seen(capture, item.place))


def _refused(refused: Refused) -> Outcome:
    return Outcome(place=refused.place, refused=refused)


def _written(library: Library, batch: list[Prepared], compare: bool) -> Iterator[Outcome]:
    if not batch:
        return
    became = library.add(batch)
    if compare:
        library.copies.catch_up()
    for item, added in zip(batch, became, strict=True):
        place = item.place or item.capture.url or item.capture.name or "standard input"
        yield Outcome(place=place, added=added)
