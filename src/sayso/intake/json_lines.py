"""Which articles are in a file of many JSON objects?  One a line, a list of them, or one after another; read as a stream.

Held in memory are one object and a chunk, however large the file.  A line or an element that cannot be read is refused with its
place, and the rest goes on; whether an object holds an article is asked by `open_document`.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from sayso.errors import UnreadableError
from sayso.intake.decode import decode
from sayso.intake.gather import Item, Refused
from sayso.intake.json_text import find_values
from sayso.intake.limits import DEFAULT, Limits, megabytes

_CHUNK = 1 << 20
"""Bytes read at a time: large enough for the disk, small beside one object's limit."""
_BLANK = b" \t\r\n\x1e"
"""What stands between objects; 0x1e opens a record of RFC 7464."""
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ALONE = re.compile(rb"[{\[]\s*\Z|\[")
"""The first line of a list, or of objects that are printed over several lines."""
_BETWEEN = re.compile(rb"[\s\x1e,\[\]]*")
_OUTSIDE = re.compile(rb'["{}\[\],\n]')
_INSIDE = re.compile(rb'["\n]|\\[\s\S]?')


def find_json_lines(stream: BinaryIO, name: str, limits: Limits = DEFAULT) -> Iterator[Item | Refused]:
    """The objects in a stream of JSON lines, of a JSON list, or of JSON objects one after another.

    `name` is the file's; the place of an item is ``name:line``, where its object begins.  An item's bytes are the object's as
    they stand in the file.  ``limits.size`` holds for one object.  The stream is unpacked already.
    """
    head = stream.read(_CHUNK)
    if head.startswith(_UTF16):
        yield Refused(place=name, reason="it is in UTF-16, and JSON lines are in UTF-8", remedy="save it as UTF-8")
        return
    head = head.removeprefix(_BOM)
    first = head.lstrip(_BLANK).partition(b"\n")[0]
    pieces = _values(stream, head, limits.size) if _ALONE.match(first) else _lines(stream, head, limits.size)
    for line, data in pieces:
        place = f"{name}:{line}"
        if data is None:
            yield Refused(
                place=place,
                reason=f"it has more than {megabytes(limits.size)}",
                remedy="give the article alone, or raise max_bytes",
            )
        elif data := data.strip(_BLANK):
            refused = _refusal(data)
            yield (
                Item(data=data, name=name, place=place)
                if refused is None
                else Refused(place=place, reason=refused.reason, remedy=refused.remedy)
            )


def _refusal(data: bytes) -> UnreadableError | None:
    """Why the bytes are no JSON object; None where they are one.  Few are not, so the fast reader is asked first."""
    if data.startswith(b"{"):
        try:
            msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            pass
        else:
            return None
    try:
        for _ in find_values(decode(data, "utf-8")[0]):
            pass
    except UnreadableError as error:
        return error
    return None


def _lines(stream: BinaryIO, chunk: bytes, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number; None for one longer than `most`, which is not kept."""
    held: list[bytes] = []
    number, size = 1, 0
    while chunk:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            size += len(piece)
            yield number, b"".join([*held, piece]) if size <= most else None
            number, held, size = number + 1, [], 0
        size += len(rest)
        held = [*held, rest] if size <= most else []
        chunk = stream.read(_CHUNK)
    if size:
        yield number, b"".join(held) if size <= most else None


def _values(stream: BinaryIO, chunk: bytes, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Each object or other value of a list, or of a row of lists and objects, with the line where it begins.

    Brackets are counted, not understood: what stands between two of them is looked at when it is whole.
    """
    splitter = _Splitter(most)
    while chunk:
        yield from splitter.feed(chunk)
        chunk = stream.read(_CHUNK)
    yield from splitter.end()


class _Splitter:
    """Cuts a row of JSON values where they end; the brackets and commas of a list around them are no part of them."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.line = 1
        self.begun = 0  # the line where the open value begins; 0 between values
        self.depth = 0  # brackets open inside the value
        self.quoted = False
        self.escaping = False  # a backslash ended the last chunk
        self.held: list[bytes] = []
        self.size = 0

    def feed(self, chunk: bytes) -> Iterator[tuple[int, bytes | None]]:
        """The values that end in the chunk."""
        kept = position = 0
        if self.escaping:
            self.line += chunk[:1] == b"\n"
            position, self.escaping = 1, False
        while position < len(chunk):
            if not self.begun:
                kept = _BETWEEN.match(chunk, position).end()  # type: ignore[union-attr]  # it matches nothing, too
                self.line += chunk.count(b"\n", position, kept)
                position, self.begun = kept, self.line if kept < len(chunk) else 0
                continue
            found = (_INSIDE if self.quoted else _OUTSIDE).search(chunk, position)
            if found is None:
                break
            position = found.end()
            ends = self.pass_by(found.group())
            if ends is not None:
                yield self.cut(chunk[kept : position if ends else found.start()])
                position = position if ends else found.start()
                kept = position
        if self.begun:
            self.keep(chunk[kept:])

    def pass_by(self, mark: bytes) -> bool | None:
        """Count a mark: None inside a value, True where it is the value's last, False where it stands behind one."""
        if mark == b'"':
            self.quoted = not self.quoted
        elif mark[:1] == b"\\":
            self.escaping = len(mark) == 1
            self.line += mark == b"\\\n"
        elif mark in b"{[":
            self.depth += 1
        elif not self.quoted and not self.depth and mark in b",]\n":
            return False
        elif mark == b"\n":
            self.line += 1
        elif mark in b"}]":
            self.depth = max(self.depth - 1, 0)
            return True if not self.depth else None
        return None

    def end(self) -> Iterator[tuple[int, bytes | None]]:
        """What is left when the stream ends."""
        if self.begun:
            yield self.cut(b"")

    def keep(self, piece: bytes) -> None:
        self.size += len(piece)
        self.held = [*self.held, piece] if self.size <= self.most else []

    def cut(self, piece: bytes) -> tuple[int, bytes | None]:
        self.keep(piece)
        value = self.begun, b"".join(self.held) if self.size <= self.most else None
        self.held, self.size, self.begun, self.depth = [], 0, 0, 0
        return value
