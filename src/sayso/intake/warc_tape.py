"""How are the bytes of a web archive read, so that damage can be passed?  On from front to back, with a little way back.

A *tape* is the file as it is packed; a *stretch* is unpacked bytes in a row: a whole plain file, or one gzip member.
"""

import re
import zlib
from collections import deque
from typing import BinaryIO

from sayso.intake.package import SMALL

_CHUNK = 1 << 15
"""Bytes read or unpacked at a time: a page shrinks to about as many, so that little behind a member is read twice."""
_KEPT = 32
"""Chunks that can be read again, 1 MiB: damage to gzip is noticed within its window of 32 KiB."""
GZIP = b"\x1f\x8b\x08"
_PROBED = 1024
"""Bytes in which a member's first line is packed: ten of gzip's own, perhaps a file's name, and the table of the first block."""
_START = re.compile(rb"WARC/[01]\.\d{1,3}\r?\n[A-Za-z][A-Za-z-]{0,60}:")
LONGEST_START = 128
"""Bytes that `_START` can match at most, so that none is missed at the seam of two chunks."""


class BrokenError(Exception):
    """A gzip member that cannot be read on."""


class Tape:
    """A stream that is read once from front to back, of which the last MiB can be read again.  `at` is the next byte's number."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._chunks: deque[bytes] = deque()
        self._first = 0  # the number of the first byte of the first chunk kept
        self._again: deque[bytes] = deque()
        self.at = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        if self._again:
            chunk = self._again.popleft()
            if len(chunk) > size:
                self._again.appendleft(chunk[size:])
                chunk = chunk[:size]
        else:
            chunk = self._stream.read(size)
        if chunk:
            self._chunks.append(chunk)
            self.at += len(chunk)
            while len(self._chunks) > _KEPT:
                self._first += len(self._chunks.popleft())
        return chunk

    def back(self, offset: int) -> None:
        """Go back to byte `offset`, or as near to it as is kept."""
        offset = max(offset, self._first)
        while self.at > offset:
            chunk = self._chunks.pop()
            self.at -= len(chunk)
            before = max(0, offset - self.at)
            if before:
                self._chunks.append(chunk[:before])
                self.at += before
            self._again.appendleft(chunk[before:])

    def stands_at(self, mark: bytes) -> bool:
        """Whether the next bytes are `mark`."""
        start, found = self.at, b""
        while len(found) < len(mark) and (chunk := self.read(len(mark) - len(found))):
            found += chunk
        self.back(start)
        return found == mark

    def skip_blank(self) -> bool:
        """Pass over line ends and the zero bytes that tapes and downloads are filled up with; whether anything follows."""
        while chunk := self.read(_CHUNK):
            left = chunk.lstrip(b"\0\r\n")
            if left:
                self.back(self.at - len(left))
                return True
        return False


def find_member(tape: Tape) -> None:
    """Go to the next gzip member that begins with a record, or to the end."""
    tail = b""
    while chunk := tape.read(_CHUNK):
        window = tail + chunk
        start = tape.at - len(window)
        found = window.find(GZIP)
        while found >= 0:
            if _begins_record(window[found : found + _PROBED]):
                tape.back(start + found)
                return
            found = window.find(GZIP, found + 1)
        tail = window[-_PROBED:]


def _begins_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, 7).startswith(b"WARC/")
    except zlib.error:
        return False


class Stretch:
    """Unpacked bytes in a row: a whole plain file, or one gzip member.  `at` counts from its beginning."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._ended = False
        self.at = 0
        self.failure: Exception | None = None

    def more(self) -> bytes:
        """The next bytes; none at the end."""
        raise NotImplementedError

    def place(self) -> str:
        """Where the next byte stands in the file."""
        raise NotImplementedError

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end, without taking them."""
        while len(self._buffer) < size and not self._ended:
            try:
                chunk = self.more()
            except (zlib.error, BrokenError) as error:  # what was unpacked before is good: it is raised when that is used up
                chunk, self.failure = b"", error
            self._ended = not chunk
            self._buffer += chunk
        with memoryview(self._buffer) as view:
            return bytes(view[:size])

    def take(self, size: int) -> bytes:
        """The next `size` bytes, fewer only at the end."""
        taken = self.peek(size)
        self.drop(len(taken))
        return taken

    def drop(self, size: int) -> None:
        """Leave out bytes that were looked at."""
        del self._buffer[:size]
        self.at += size

    def skip(self, size: int) -> int:
        """Leave out bytes without holding them, and say how many there were."""
        left = size
        while left and (part := self.peek(min(left, _CHUNK))):
            self.drop(len(part))
            left -= len(part)
        return size - left

    def give_back(self, began: int, block: bytes | None) -> None:
        """Go back to where the block just passed began; where it was not held, as near to it as can be."""
        if block is not None:
            self._buffer[:0] = block
            self.at = began

    def skip_blank(self) -> bool:
        """Leave out line ends; whether anything follows."""
        while part := self.peek(_CHUNK):
            left = part.lstrip(b"\r\n")
            self.drop(len(part) - len(left))
            if left:
                return True
        return False

    def find_record(self) -> None:
        """Go to where the next record seems to begin, or to the end."""
        while part := self.peek(_CHUNK):
            found = _START.search(part)
            if found:
                self.drop(found.start())
                return
            self.drop(len(part) if len(part) <= LONGEST_START else len(part) - LONGEST_START)


class Plain(Stretch):
    """A file that is not packed."""

    def __init__(self, tape: Tape) -> None:
        super().__init__()
        self._tape = tape

    def more(self) -> bytes:
        """The next bytes; none at the end."""
        return self._tape.read(_CHUNK)

    def place(self) -> str:
        """Where the next byte stands in the file."""
        return str(self.at)

    def give_back(self, began: int, block: bytes | None) -> None:
        """As in any stretch; without a block the tape goes back, by 1 MiB at most."""
        super().give_back(began, block)
        if block is None:
            self._tape.back(began)
            self._buffer.clear()
            self._ended = False
            self.at = self._tape.at


class Member(Stretch):
    """One gzip member."""

    def __init__(self, tape: Tape, ratio: int) -> None:
        super().__init__()
        self._tape = tape
        self._start = tape.at
        self._ratio = ratio
        self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._unpacked = 0

    def more(self) -> bytes:
        """The next bytes; none at the end."""
        while not self._inflater.eof:
            packed = self._inflater.unconsumed_tail or self._tape.read(_CHUNK)
            if not packed:
                raise BrokenError("the file breaks off here")
            unpacked = self._inflater.decompress(packed, _CHUNK)
            if self._inflater.eof:
                self._tape.back(self._tape.at - len(self._inflater.unused_data))
            self._unpacked += len(unpacked)
            if self._unpacked > max(SMALL, self._ratio * (self._tape.at - self._start)):
                raise BrokenError(f"its gzip member grows more than {self._ratio} times when unpacked")
            if unpacked:
                return unpacked
        return b""

    def place(self) -> str:
        """Where the next byte stands in the file."""
        return f"{self._start}+{self.at}" if self.at else str(self._start)
