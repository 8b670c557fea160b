"""Which items are at a place?  The one door for many: files, folders, patterns, archives, mailboxes, addresses, feeds, a pipe."""

import io
import os
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import BinaryIO, cast

from msgspec.structs import replace

from sayso.errors import NotFoundError, SaysoError, TooLargeError, UsageError
from sayso.intake.feed import is_feed
from sayso.intake.folders import find_files, find_matches, is_pattern
from sayso.intake.gather import Found, Item, Passed, Refused, explained, is_address, open_file, printable, shown
from sayso.intake.json_lines import find_json_lines
from sayso.intake.limits import DEFAULT, Limits, megabytes
from sayso.intake.manners import Manners
from sayso.intake.mbox import find_messages, is_mbox
from sayso.intake.press_exports import find_press_exports
from sayso.intake.sniff import sniff
from sayso.intake.unpacking import GzipReader, ZstdReader
from sayso.intake.warc import find_warc_items

_HEAD = 100_000
"""Bytes by which a container is told, as many as `sniff` looks at."""
_BUFFER = 1 << 17
_ARC = "turn it into WARC: pip install warcio; warcio recompress OLD.arc.gz NEW.warc.gz"
_NO_DOCUMENT = ("image/", "audio/", "application/x-riff", "application/x-executable", "application/vnd.sqlite3")
"""Kinds of files that stand in folders beside documents, and are passed over there."""


class Meter:
    """How far the files at some places are read, in bytes; `total` is None where one of the places is no file."""

    def __init__(self, places: Iterable[str]) -> None:
        files = tuple(places)
        self.total = sum(map(os.path.getsize, files)) if all(map(os.path.isfile, files)) else None
        self._done = 0
        self._stream: BinaryIO | None = None

    @property
    def read(self) -> int:
        """Bytes up to where the file at hand is read, those before it whole."""
        return self._done + (self._stream.tell() if self._stream is not None else 0)

    @contextmanager
    def over(self, stream: BinaryIO) -> Iterator[None]:
        """While a file is read."""
        self._stream = stream
        try:
            yield
        finally:
            self._stream = None
            self._done += os.fstat(stream.fileno()).st_size


def find_items(
    place: str,
    *,
    limits: Limits = DEFAULT,
    allow_private: tuple[str, ...] = (),
    manners: Manners | None = None,
    meter: Meter | None = None,
) -> Iterator[Found]:
    """All items at a place, one at a time, in a fixed order.

    `place` is the name of a file or folder, a pattern (``news/**/*.html``), an http or https address, or ``-`` for standard
    input.  Archives (WARC, WACZ), mailboxes and feeds are told by their content and give what is in them.  What cannot be read
    is a Refused, what is left aside on purpose is counted in a Passed; nothing is raised.  `allow_private` and `manners` are
    those of `sayso.intake.fetch`; `meter` follows how far a file is read.
    """
    try:
        if place == "-":
            yield from _find_in_stream(_standard_input(), "-", None, limits)
        elif is_address(place):
            yield from _find_at_address(place, limits, allow_private, manners or Manners())
        elif os.path.isdir(place):
            yield from _find_in_folder(place, limits)
        elif is_pattern(place) and not os.path.lexists(place):
            yield from _find_by_pattern(place, limits)
        else:
            yield from _find_in_file(place, limits, meter)
    except SaysoError as error:
        yield _refused(shown(place), error)


def _refused(place: str, error: SaysoError) -> Refused:
    return Refused(place=place or "''", reason=shown(error.reason), remedy=shown(error.remedy))


def _standard_input() -> BinaryIO:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("nothing is piped in", "write the name of a file, or pipe something in")
    return sys.stdin.buffer


def _find_at_address(url: str, limits: Limits, allow_private: tuple[str, ...], manners: Manners) -> Iterator[Found]:
    from sayso.intake.fetch import FetchLimits, fetch  # the door to the network is opened for addresses only
    from sayso.intake.follow import find_entries

    fetched = fetch(url, allow_private, limits=FetchLimits(size=limits.size), manners=manners, feeds=True)
    if is_feed(fetched.data):
        yield from find_entries(fetched, manners=manners, allow_private=allow_private, limits=limits)
    else:
        yield Item(data=fetched.data, url=fetched.url, encoding=fetched.charset, taken=fetched.dated, place=shown(fetched.url))


def _find_by_pattern(pattern: str, limits: Limits) -> Iterator[Found]:
    paths = find_matches(pattern)
    for path in paths:
        yield from _find_in_folder(path, limits) if os.path.isdir(path) else _find_in_file(path, limits)
    if not paths:
        raise NotFoundError(f"no file matches {shown(pattern)}", "check the pattern")


def _find_in_folder(folder: str, limits: Limits) -> Iterator[Found]:
    """The items of all files in the folder; what was passed over is counted at the end, by reason."""
    passed: Counter[str] = Counter()
    for path in find_files(folder):
        if isinstance(path, Refused):
            yield path
        elif isinstance(path, Passed):
            passed[path.reason] += 1
        else:
            for found in _find_in_file(path, limits):
                reason = _aside(found)
                if reason:
                    passed[reason] += 1
                else:
                    yield found
    yield from (Passed(place=shown(folder), reason=reason, count=passed[reason]) for reason in sorted(passed))


def _aside(found: Found) -> str | None:
    """Why a file that stands in a folder is no item: a picture, say, or nothing."""
    if not isinstance(found, Item) or found.name is None:
        return None
    if not found.data:
        return "empty file"
    media_type = sniff(found.data)
    return f"file of the kind {media_type}" if media_type.startswith(_NO_DOCUMENT) else None


def _find_in_file(path: str, limits: Limits, meter: Meter | None = None) -> Iterator[Found]:
    place = shown(path)
    try:
        with open_file(path) as stream, meter.over(stream) if meter else nullcontext():
            yield from _find_in_stream(stream, place, printable(os.path.basename(path)), limits)
    except SaysoError as error:
        yield _refused(place, error)
    except OSError as error:
        yield _refused(place, explained(place, error))


def _find_in_stream(stream: BinaryIO, place: str, name: str | None, limits: Limits, packed: bool = False) -> Iterator[Found]:
    """The items of a container, or the one item that the stream is.  `packed` says that it comes out of a gzip file."""
    head = _read_head(stream)
    seekable = not packed and stream.seekable()
    if seekable:
        stream.seek(0)
    else:
        stream = cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream), _BUFFER))
    media_type = sniff(head)
    if media_type == "application/rtf" or (media_type == "text/html" and _PRESS_EXPORT.search(head)):
        yield from _find_in_export(_read_one(stream, limits, seekable), place, name, limits)
    elif media_type == "application/json":
        for found in find_json_lines(stream, place, limits):
            yield replace(found, name=name) if isinstance(found, Item) else found
    elif media_type == "application/zip":
        yield from _find_in_zip(stream if seekable else io.BytesIO(_read_one(stream, limits, False)), place, name, limits)
    elif media_type == "application/warc" or (media_type == "application/gzip" and _holds_warc(head)):
        yield from find_warc_items(stream, place, limits)
    elif media_type == "application/gzip" and not packed:
        unpacked = cast(BinaryIO, io.BufferedReader(GzipReader(stream, limits), _BUFFER))
        yield from _find_in_stream(unpacked, place, name, limits, packed=True)
    elif media_type == "application/zstd" and not packed:
        unpacked = cast(BinaryIO, io.BufferedReader(ZstdReader(stream, limits), _BUFFER))
        yield from _find_in_stream(unpacked, place, name, limits, packed=True)
    elif media_type == "application/x-arc":
        yield Refused(place=place, reason="it is an ARC file, as web archives were before WARC", remedy=_ARC)
    elif is_feed(head):
        yield Refused(
            place=place, reason="it is a feed, which only says where its articles are", remedy="give the feed's address"
        )
    else:
        for is_one, find in _CONTAINERS:
            if is_one(head):
                yield from find(stream, place, limits)
                return
        yield Item(data=_read_one(stream, limits, seekable), name=name, place=place)


_CONTAINERS: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO, str, Limits], Iterator[Found]]], ...] = (
    (is_mbox, find_messages),
)
"""Files of text that hold many items: how each is told by its first `_HEAD` bytes, and what reads it."""


_PRESS_EXPORT = re.compile(rb"(?i)nexis|factiva|load-date")
"""What exports of press databases as HTML say at their beginning, and few articles do; the labels in them decide."""


def _find_in_export(data: bytes, place: str, name: str | None, limits: Limits) -> Iterator[Found]:
    """The articles of an export of Nexis or Factiva; any other file is one item."""
    exported = False
    for found in find_press_exports(data, place, limits):
        exported = True
        yield replace(found, name=name) if isinstance(found, Item) else found
    if not exported:
        yield Item(data=data, name=name, place=place)


def _find_in_zip(stream: BinaryIO, place: str, name: str | None, limits: Limits) -> Iterator[Found]:
    """The items of a WACZ file, or of an export that is a DOCX; any other ZIP is one item."""
    from sayso.intake.wacz import find_wacz_items, open_wacz

    wacz = open_wacz(stream, limits)
    if wacz is not None:
        yield from find_wacz_items(wacz, place, limits)
        return
    stream.seek(0)
    yield from _find_in_export(_read_one(stream, limits, True), place, name, limits)


def _read_one(stream: BinaryIO, limits: Limits, seekable: bool) -> bytes:
    """The whole of a stream that is one item.  Raises TooLargeError, where the stream can seek before anything is read."""
    size = 0
    if seekable:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
    data = stream.read(limits.size + 1) if size <= limits.size else b""
    if max(size, len(data)) > limits.size:
        raise TooLargeError(f"it has more than {megabytes(limits.size)}", "give the article alone, or raise max_bytes")
    return data


def _read_head(stream: BinaryIO) -> bytes:
    """The first bytes, also of a pipe that gives them one by one."""
    head = b""
    while len(head) < _HEAD and (chunk := stream.read(_HEAD - len(head))):
        head += chunk
    return head


def _holds_warc(head: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False


class _Rejoined(io.RawIOBase):
    """A stream with its first bytes, which were read already, in front again."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the base class takes any writable buffer
        chunk = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)
