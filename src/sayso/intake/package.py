"""What is in a packed file?  Single members, taken out within bounds: a bomb is refused before it has grown."""

import zlib
from io import BytesIO
from struct import error as StructError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from sayso.errors import EncryptedError, TooLargeError, UnreadableError
from sayso.intake.limits import Limits, megabytes

DAMAGE = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    StructError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    NotImplementedError,
)
"""What `zipfile` raises on damaged files, found by mutating valid ones."""
PER_NAME = 512
"""Bytes of directory for each member at most: 46 and the name, which in documents is shorter than 100."""
SMALL = 1 << 20
"""Bytes up to which no ratio is asked: a short file of white space shrinks to nothing and does no harm."""


class Package:
    """An open ZIP file whose members are read one by one, all together within ``limits.unpacked`` bytes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        _check_directory(data, limits)
        self._limits = limits
        self._left = limits.unpacked
        try:
            self._file = ZipFile(BytesIO(data))
            self._members = {info.filename: info for info in self._file.infolist()}
        except DAMAGE as error:
            raise damaged(error) from error
        if len(self._members) > limits.parts:
            raise _too_many(limits)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a member.  Raises EncryptedError, TooLargeError or UnreadableError, the last also where there is none."""
        info = self._members.get(name)
        if info is None:
            raise UnreadableError(f"the file is damaged: it has no part {name!r}", "save it again, or get another copy")
        if info.flag_bits & 1:
            raise EncryptedError("the file asks for a password", "open it with the password and save it without one")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnreadableError(
                "the file is packed in a way that documents are not", "open it in its program and save it again"
            )
        most = min(self._left, max(SMALL, self._limits.ratio * info.compress_size))
        content = self._unpack(info, most)
        if len(content) > most:
            raise TooLargeError(f"its part {name!r} grows beyond {megabytes(most)} when unpacked", "do not trust this file")
        self._left -= len(content)
        return content

    def _unpack(self, info: ZipInfo, most: int) -> bytes:
        try:
            with self._file.open(info) as member:
                return member.read(most + 1)
        except (*DAMAGE, RuntimeError) as error:
            raise damaged(error) from error


def _check_directory(data: bytes, limits: Limits) -> None:
    """Refuse a directory of millions of names before it is read.  Only its end record is looked at, as `zipfile` does."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))  # the record of 22 bytes and a comment of at most 65,535
    if end < 0 or len(data) < end + 22:
        raise damaged(None)
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    # Files over 4 GiB have a second record with larger numbers; ours are smaller.
    if size > PER_NAME * limits.parts or data[max(end - 20, 0) : end].startswith(b"PK\x06\x07"):
        raise _too_many(limits)


def _too_many(limits: Limits) -> TooLargeError:
    return TooLargeError(f"the file is packed from more than {limits.parts} parts", "open it in its program and save it again")


def damaged(error: Exception | None) -> UnreadableError:
    """What is raised for a packed file that cannot be unpacked."""
    why = f" ({type(error).__name__})" if error else ""
    return UnreadableError(f"the file is damaged: it cannot be unpacked{why}", "save it again, or get another copy")
