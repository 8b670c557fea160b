"""Where does one record of a web archive end and the next begin?  Records of a WARC file, with a line for each that is damaged.

Written here and not taken: where a record's length is wrong, FastWARC hands out the records after it as part of its body and says
nothing; at a damaged gzip member it stops.  Here the damage is said, and the next record is looked for.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from msgspec import Struct

from sayso.intake.limits import Limits
from sayso.intake.warc_tape import GZIP, LONGEST_START, BrokenError, Member, Plain, Stretch, Tape, find_member

_HEAD = 1 << 16
"""Bytes of a record's headers at most: they hold one address, of at most 8,000 characters, and a dozen short values."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(r"[0-9]{1,15}")
_FOLD = re.compile(rb"\r?\n[ \t]+")


class Record(Struct, frozen=True):
    """A record: where it begins, its headers (names in lower case), and its block, None where it is not held.

    `place` is the byte of the file at which the record begins, as in a CDX index; where one gzip member holds several, the
    member's first byte and the record's within it: ``0+1842``.  `size` is the block's in bytes.
    """

    place: str
    headers: dict[str, str]
    size: int
    block: bytes | None


class Damage(Struct, frozen=True):
    """A stretch that is no whole record, and why."""

    place: str
    reason: str


def read_records(stream: BinaryIO, limits: Limits, wanted: Callable[[dict[str, str]], bool]) -> Iterator[Record | Damage]:
    """The records of a WARC file, plain or gzipped, in its order.

    The block is held of those records that are `wanted` by their headers and have at most ``limits.size`` bytes; of the others
    it is passed over.  Raises OSError where the stream does.
    """
    tape = Tape(stream)
    if not tape.stands_at(GZIP):
        yield from _read_stretch(Plain(tape), limits, wanted)
        return
    patience = _Patience(limits)
    while tape.skip_blank():
        start = tape.at
        reason = "bytes stand here that belong to no record"
        if tape.stands_at(GZIP):
            try:
                yield from _read_stretch(Member(tape, limits.ratio), limits, wanted)
                continue
            except zlib.error:
                reason = "its gzip member is damaged"
            except BrokenError as error:
                reason = str(error)
        yield Damage(str(start), reason)
        if patience.lasts(tape.at - start, tape.at):
            tape.back(start + 1)
        find_member(tape)


class _Patience:
    """Whether to go back and look for a record in what was read already: not so often that a hostile file takes without end."""

    def __init__(self, limits: Limits) -> None:
        self._left = 2 * limits.size
        self._spent = 0

    def lasts(self, size: int, read: int) -> bool:
        """Whether `size` bytes may be read again, when `read` were read so far: all together about as many, and some more."""
        lasts = self._spent + size <= self._left + read
        self._spent += size if lasts else 0
        return lasts


def _read_stretch(stretch: Stretch, limits: Limits, wanted: Callable[[dict[str, str]], bool]) -> Iterator[Record | Damage]:
    patience = _Patience(limits)
    while stretch.skip_blank():
        place = stretch.place()
        headers = _read_head(stretch)
        length = (headers or {}).get("content-length", "")
        if headers is None or not _LENGTH.fullmatch(length):
            _raise_at_end(stretch)
            yield Damage(place, "no record begins here" if headers is None else "the record does not say its length")
            stretch.find_record()
            continue
        size, began = int(length), stretch.at
        block = stretch.take(size) if size <= limits.size and wanted(headers) else None
        there = stretch.skip(size) if block is None else len(block)
        reason = _wrong_end(stretch, size, there)
        if reason is None:
            yield Record(place, headers, size, block)
            continue
        if there < size:
            _raise_at_end(stretch)
        yield Damage(place, reason)
        if patience.lasts(there, stretch.at):
            stretch.give_back(began, block)
        stretch.find_record()
    _raise_at_end(stretch)


def _raise_at_end(stretch: Stretch) -> None:
    """Raise what stopped the unpacking, where nothing is left of what was unpacked before."""
    if stretch.failure is not None and not stretch.peek(1):
        raise stretch.failure


def _wrong_end(stretch: Stretch, size: int, there: int) -> str | None:
    """Why the block that was just passed cannot be the whole one: the file ends in it, or no record begins behind it."""
    if there < size:
        return f"the record breaks off after {there:,} of {size:,} bytes"
    behind = stretch.peek(LONGEST_START)
    if behind.startswith(b"\r\n\r\n"):  # as the standard has it; some writers leave it out, or write one line end
        return None
    left = behind.lstrip(b"\r\n")
    return "the record's length is wrong" if left and not left.startswith(b"WARC/") else None


def _read_head(stretch: Stretch) -> dict[str, str] | None:
    """The headers of the record that begins here; None where none begins, and one byte is left out, so that the next is found."""
    head, end = stretch.peek(4096), None
    if head.startswith(b"WARC/"):
        end = _HEAD_END.search(head) or _HEAD_END.search(head := stretch.peek(_HEAD))
    if end is None:
        stretch.drop(1)
        return None
    stretch.drop(end.end())
    headers: dict[str, str] = {}
    for line in _FOLD.sub(b" ", head[: end.start()]).splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(name.strip().decode("ascii", "replace").lower(), value.strip().decode("utf-8", "replace"))
    return headers
