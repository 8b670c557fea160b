"""What does an export take?  Items as the library keeps them: a record with its original, or the stone of one withdrawn."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from sayso.model.dates import PartialDate
from sayso.model.record import Record


class Kept(Struct, frozen=True, kw_only=True):
    """A record under the SHA-256 of its original's bytes (64 hex digits), and the way to those bytes where they are kept."""

    id: str
    record: Record
    original: Callable[[], bytes] | None = None


class Withdrawn(Struct, frozen=True, kw_only=True):
    """A tombstone: an item whose text is gone.  `id` is the hash of what stood there; `date` is when it was withdrawn."""

    id: str
    reason: str
    date: PartialDate | None = None


Item: TypeAlias = Kept | Withdrawn


class Written(Struct, frozen=True, kw_only=True):
    """What an export wrote: items whole, tombstones listed, tombstones left out, and what else was left out, with the reason."""

    items: int = 0
    tombstones: int = 0
    withheld: int = 0
    left_out: tuple[tuple[str, str], ...] = ()
    """Items that the format could not hold, as (id, reason)."""


class Tally:
    """Counts what goes by, so that a format need not: ``for kept in tally.kept(items)``."""

    def __init__(self) -> None:
        self.items = 0
        self.withdrawn = 0
        self._left_out: list[tuple[str, str]] = []

    def kept(self, items: Iterable[Item]) -> Iterator[Kept]:
        """The items that have a text; tombstones are counted and passed over."""
        for item in items:
            if isinstance(item, Withdrawn):
                self.withdrawn += 1
            else:
                self.items += 1
                yield item

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """All items, counted."""
        for item in items:
            self.withdrawn += isinstance(item, Withdrawn)
            self.items += isinstance(item, Kept)
            yield item

    def leave_out(self, item: Kept, reason: str) -> None:
        """`item` was counted, but cannot be written."""
        self.items -= 1
        self._left_out.append((item.id, reason))

    def written(self, lists_tombstones: bool = False) -> Written:
        """The sum."""
        return Written(
            items=self.items,
            tombstones=self.withdrawn if lists_tombstones else 0,
            withheld=0 if lists_tombstones else self.withdrawn,
            left_out=tuple(self._left_out),
        )


def kept(record: Record, original: Callable[[], bytes] | None = None) -> Kept:
    """A record by itself, as an item to export."""
    return Kept(id=record.document.capture.sha256, record=record, original=original)
