"""How is what a web server packed taken out again?  Piece by piece, never more than was asked for: a small bomb cannot grow."""

import io
import zlib
from typing import BinaryIO

from sayso.errors import TooLargeError, UnreadableError
from sayso.intake.limits import Limits
from sayso.intake.package import SMALL


class Unpacker:
    """Unpacks a body that comes in chunks.

    `encoding` is the server's word: empty or ``identity``, ``gzip`` (in one member or several) or ``deflate`` (with the zlib
    head that the standard asks for or, as often met, without).  Raises LookupError for any other.
    """

    def __init__(self, encoding: str) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise LookupError(encoding)
        self._plain = encoding in ("", "identity")
        self._gzip = encoding in ("gzip", "x-gzip")
        self._inflater: zlib._Decompress | None = None
        self._begun = self._ended = False

    @property
    def complete(self) -> bool:
        """Whether the body so far could end here: nothing begun is left without its end."""
        return self._plain or self._ended or not self._begun

    def feed(self, chunk: bytes, most: int) -> bytes:
        """The next bytes, at most `most`; what does not fit is dropped.  Raises zlib.error where the packing is damaged."""
        if self._plain:
            return chunk[:most]
        out: list[bytes] = []
        while chunk and most > 0 and not (self._ended and not self._gzip):
            if self._inflater is None:
                # Servers pad gzip with NUL bytes; anything else that follows a member is the next one.
                chunk = chunk.lstrip(b"\0") if self._ended else chunk
                if not chunk:
                    break
                self._inflater = zlib.decompressobj(self._window(chunk[0]))
                self._begun, self._ended = True, False
            out.append(self._inflater.decompress(chunk, most))
            most -= len(out[-1])
            if not self._inflater.eof:
                break
            chunk = self._inflater.unused_data
            self._inflater, self._ended = None, True
        return b"".join(out)

    def _window(self, first: int) -> int:
        if self._gzip:
            return 16 + zlib.MAX_WBITS
        zlib_head = first & 15 == 8
        return zlib.MAX_WBITS if zlib_head else -zlib.MAX_WBITS


class GzipReader(io.RawIOBase):
    """The unpacked bytes of a gzip stream, of one member or several, read on the way: none is held.

    Raises UnreadableError where it is damaged or breaks off, TooLargeError where it grows more than ``limits.ratio`` times.
    """

    _CHUNK = 1 << 16

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._ratio = limits.ratio
        self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._packed = b""
        self._received = self._unpacked = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base class takes any writable buffer
        """Fill the buffer as far as one step of unpacking does."""
        while len(buffer):
            if self._inflater.eof:
                self._packed = self._packed.lstrip(b"\0") or self._next_chunk().lstrip(b"\0")
                if not self._packed:
                    return 0
                self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
            self._packed = self._packed or self._next_chunk()
            if not self._packed:
                raise UnreadableError("the file breaks off within its gzip packing", "get another copy")
            try:
                unpacked = self._inflater.decompress(self._packed, len(buffer))
            except zlib.error as error:
                raise UnreadableError("its gzip packing is damaged", "get another copy") from error
            self._packed = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
            self._unpacked += len(unpacked)
            if self._unpacked > max(SMALL, self._ratio * self._received):
                raise TooLargeError(f"it grows more than {self._ratio} times when unpacked", "do not trust this file")
            if unpacked:
                buffer[: len(unpacked)] = unpacked
                return len(unpacked)
        return 0

    def _next_chunk(self) -> bytes:
        chunk = self._stream.read(self._CHUNK)
        self._received += len(chunk)
        return chunk
