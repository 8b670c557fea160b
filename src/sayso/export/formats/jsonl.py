"""How is every finding handed on?  One record a line, as JSON that reads back; nothing is left out."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec
from msgspec import Struct

from sayso.errors import UnreadableError
from sayso.export.format import Choices, Format
from sayso.export.interchange import FORMAT as VERSION
from sayso.export.interchange import enveloped, record_json
from sayso.export.kept import Item, Kept, Tally, Withdrawn, Written, kept
from sayso.model.record import Record


class _Head(Struct):
    """What every line has."""

    sayso: int
    kind: str


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """A line for each item: ``"kind":"record"``, or ``"kind":"withdrawn"`` with id, reason and date."""
    tally = Tally()
    for item in tally.each(items):
        line = record_json(item.record) if isinstance(item, Kept) else enveloped("withdrawn", item)
        out.write(line + b"\n")
    return tally.written(lists_tombstones=True)


def read_lines(lines: Iterable[bytes]) -> Iterator[Item]:
    """The items of such a file; blank lines are passed over.  Raises UnreadableError with the number of a line that is none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(line, number)


def _read(line: bytes, number: int) -> Item:
    try:
        head = msgspec.json.decode(line, type=_Head)
        if head.sayso > VERSION:
            raise UnreadableError(f"line {number} has format {head.sayso}, newer than {VERSION}", "use a newer sayso")
        if head.kind == "withdrawn":
            return msgspec.json.decode(line, type=Withdrawn)
        if head.kind == "record":
            return kept(msgspec.json.decode(line, type=Record))
    except (msgspec.DecodeError, RecursionError, ValueError) as failure:
        raise UnreadableError(f"line {number} is no record: {failure}", "give lines that sayso wrote") from failure
    raise UnreadableError(f"line {number} is of kind {head.kind!r}", "give lines of kind record or withdrawn")


FORMAT = Format(
    name="jsonl",
    media_type="application/jsonl",
    suffix=".jsonl",
    writes="JSON lines: one whole record a line, which sayso reads back",
    to_file=write,
    lists_tombstones=True,
)
