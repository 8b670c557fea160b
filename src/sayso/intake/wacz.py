"""Which web archives are in a WACZ file?  A ZIP with WARC files in it, each read on its way out, never unpacked as a whole."""

import io
from collections.abc import Iterator
from typing import IO, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from sayso.errors import EncryptedError, SaysoError, TooLargeError, UnreadableError
from sayso.intake.gather import Found, Refused, shown
from sayso.intake.limits import Limits
from sayso.intake.package import DAMAGE, PER_NAME, SMALL, damaged
from sayso.intake.warc import find_warc_items

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_LOCATOR_64 = b"PK\x06\x07"
_MEMBER = ("archive/", (".warc", ".warc.gz"))
_AGAIN = "save the collection again, or get another copy"


class Wacz(Struct, frozen=True):
    """An open WACZ file: the ZIP, and its members that are web archives, by name."""

    file: ZipFile
    archives: tuple[ZipInfo, ...]


def open_wacz(stream: BinaryIO, limits: Limits) -> Wacz | None:
    """The web archives in an open ZIP file; None where it holds none, as a DOCX.

    The stream must be one that can seek.  Raises UnreadableError for a ZIP without its directory, TooLargeError for a directory
    that a bomb would have.
    """
    try:
        size = stream.seek(0, io.SEEK_END)
        if _directory_size(stream, size) > PER_NAME * limits.parts:
            raise TooLargeError(f"the file is packed from more than {limits.parts} parts", "unpack it and give the WARC files")
        file = ZipFile(stream)
        members = file.infolist()
    except DAMAGE as error:
        raise damaged(error) from error
    if sum(info.compress_size for info in members) > size:
        raise TooLargeError("its parts lie over each other, as in a bomb", "do not trust this file")
    begin, endings = _MEMBER
    archives = [info for info in members if info.filename.startswith(begin) and info.filename.lower().endswith(endings)]
    return Wacz(file, tuple(sorted(archives, key=lambda info: info.filename))) if archives else None


def find_wacz_items(wacz: Wacz, place: str, limits: Limits) -> Iterator[Found]:
    """The documents of all web archives in it; a member that cannot be read on is one line, and the next is read."""
    for info in wacz.archives:
        where = f"{place}:{shown(info.filename)}"
        try:
            _check_member(info)
            with wacz.file.open(info) as member:
                yield from find_warc_items(cast(BinaryIO, _Bounded(member, info, limits)), where, limits)
        except SaysoError as error:
            yield Refused(place=where, reason=error.reason, remedy=error.remedy)
        except (*DAMAGE, RuntimeError) as error:
            broken = damaged(error)
            yield Refused(place=where, reason=broken.reason, remedy=_AGAIN)


def _check_member(info: ZipInfo) -> None:
    if info.flag_bits & 1:
        raise EncryptedError("the file asks for a password", "unpack it with the password and give the WARC files")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnreadableError("it is packed in a way that web archives are not", "unpack it and give the WARC files")


class _Bounded(io.BufferedIOBase):
    """A member on its way out, which may not grow without end, and whose damage is told in our own words."""

    def __init__(self, member: IO[bytes], info: ZipInfo, limits: Limits) -> None:
        self._member = member
        self._left = max(SMALL, limits.ratio * info.compress_size)
        self._ratio = limits.ratio

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        try:
            chunk = self._member.read(-1 if size is None else size)
        except DAMAGE as error:
            raise damaged(error) from error
        self._left -= len(chunk)
        if self._left < 0:
            raise TooLargeError(f"it grows more than {self._ratio} times when unpacked", "do not trust this file")
        return chunk


def _directory_size(stream: BinaryIO, size: int) -> int:
    """Bytes of the ZIP's directory, as its end record says.  Raises BadZipFile where there is none."""
    start = max(0, size - 65_557)  # the end record has 22 bytes, and a comment of at most 65,535
    stream.seek(start)
    tail = stream.read(65_557)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise BadZipFile("no end record")
    sizes = [int.from_bytes(tail[end + 12 : end + 16], "little")]
    locator = end - 20
    if tail[max(0, locator) : end].startswith(_LOCATOR_64):  # over 4 GiB: a second record has larger numbers
        named = int.from_bytes(tail[locator + 8 : locator + 16], "little")
        records = []
        for place in (named, start + locator - 56):  # where the locator says, and where Python up to 3.13 looks
            stream.seek(max(0, place))
            records.append(stream.read(56))
        sizes = [int.from_bytes(record[40:48], "little") for record in records if record.startswith(_END_64)]
    return max(sizes, default=0)
