"""How is what a web server packed taken out again?  Piece by piece, never more than was asked for: a small bomb cannot grow."""

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from sayso.errors import TooLargeError, UnreadableError
from sayso.intake.limits import Limits
from sayso.intake.package import SMALL

if TYPE_CHECKING:
    import zstandard


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


class ZstdReader(io.RawIOBase):
    """The unpacked bytes of a zstandard stream, of one frame or many, read on the way: none is held.

    A dictionary may stand first, as the WARC Zstandard specification has it: in a frame of its own, packed or not.  Raises
    UnreadableError where it is damaged or the extra is missing, TooLargeError where it grows more than ``limits.ratio`` times.
    """

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        try:
            import zstandard  # few archives are packed so
        except ImportError as error:
            raise UnreadableError("it is packed with zstandard", "install it: pip install 'sayso[archives]'") from error
        self._damage = zstandard.ZstdError
        self._counted = _Counted(stream)
        self._ratio = limits.ratio
        self._unpacked = 0
        try:
            unpacker = zstandard.ZstdDecompressor(dict_data=self._dictionary(), max_window_size=_WINDOW)
            self._reader = unpacker.stream_reader(cast(BinaryIO, self._counted), read_across_frames=True)
        except self._damage as error:
            raise UnreadableError("its zstandard dictionary is damaged", "get another copy") from error

    def _dictionary(self) -> "zstandard.ZstdCompressionDict | None":
        """The dictionary that stands first; None where there is none, and nothing is read."""
        import zstandard

        head = self._counted.read(_FRAME_HEAD)
        if not head.startswith(_DICTIONARY):
            self._counted.again = head
            return None
        size = int.from_bytes(head[len(_DICTIONARY) :], "little")
        if size > _LARGEST_DICTIONARY:
            raise TooLargeError(f"its zstandard dictionary has {size:,} bytes", "do not trust this file")
        content = self._counted.read(size)
        if content.startswith(zstandard.FRAME_HEADER):
            whole = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(content)
            content = whole.read(_LARGEST_DICTIONARY)
        return zstandard.ZstdCompressionDict(content)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base class takes any writable buffer
        """Fill the buffer as far as one step of unpacking does."""
        try:
            count = int(self._reader.readinto(buffer))
        except self._damage as error:
            raise UnreadableError("its zstandard packing is damaged", "get another copy") from error
        self._unpacked += count
        if self._unpacked > max(SMALL, self._ratio * self._counted.received):
            raise TooLargeError(f"it grows more than {self._ratio} times when unpacked", "do not trust this file")
        return count


class _Counted:
    """A stream whose bytes are counted; what was looked at may be given once more."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.again = b""
        self.received = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        if self.again:
            chunk, self.again = self.again[:size], self.again[size:]
            return chunk
        chunk = self._stream.read(size)
        self.received += len(chunk)
        return chunk


_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""The frame in which a dictionary stands first; its length follows in four bytes."""
_FRAME_HEAD = 8
_LARGEST_DICTIONARY = 16 << 20
"""Bytes of a dictionary at most: those of crawls have some 0.1 MB to 1 MB, and it is held."""
_WINDOW = 128 << 20
"""Bytes that the packing may look back at most, which are held: zstd writes more only where it is asked to (`--long`)."""
