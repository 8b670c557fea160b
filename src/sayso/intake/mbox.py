"""Which messages are in a mailbox?  One mbox file, split at its envelope lines, message by message.

Python's `mailbox` splits at every line that begins with ``From ``, also within a letter, and reads a message of any size; here
the envelope must have its date and an empty line before it.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from sayso.intake.gather import Found, Item, Refused
from sayso.intake.limits import Limits, megabytes

_ENVELOPE = re.compile(rb"From [^\r\n]{0,400}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\r\n]{0,40}[0-9]:[0-9][0-9][^\r\n]{0,40}\r?\n")
"""``From ada@harbour.example Wed Apr  9 10:30:00 2031``: the sender is written in many ways, the moment nearly in one."""
_HEADER = re.compile(rb"[!-9;-~]{1,76}:|>From ")
_QUOTED = re.compile(rb">+From ")
_LINE = 1 << 16
"""Bytes of a line read at once; longer ones come in pieces."""


def is_mbox(head: bytes) -> bool:
    """Whether a file that begins like this is a mailbox: an envelope line, and headers behind it."""
    found = _ENVELOPE.match(head)
    return bool(found and _HEADER.match(head, found.end()))


def find_messages(stream: BinaryIO, place: str, limits: Limits) -> Iterator[Found]:
    """The messages, without envelope lines and without the mailbox's quoting of ``From``.

    `place` is the file's, an item's is that and its number.  More than ``limits.size`` bytes are refused without being held.
    """
    number = size = 0
    message = bytearray()
    after_blank = at_start = True
    while line := stream.readline(_LINE):
        if at_start and after_blank and _ENVELOPE.fullmatch(line):
            if number:
                yield _finish(message, size, f"{place}:{number}", limits)
            number, size, message = number + 1, 0, bytearray()
        elif number:
            if at_start and _QUOTED.match(line):
                line = line[1:]
            size += len(line)
            if size <= limits.size:
                message += line
            else:
                message.clear()
        after_blank = at_start and line in (b"\n", b"\r\n")
        at_start = line.endswith(b"\n")
    if number:
        yield _finish(message, size, f"{place}:{number}", limits)


def _finish(message: bytearray, size: int, place: str, limits: Limits) -> Item | Refused:
    if size > limits.size:
        return Refused(
            place=place,
            reason=f"the message has {megabytes(size)}",
            remedy=f"the limit is {megabytes(limits.size)}; raise max_bytes to read it",
        )
    for ending in (b"\r\n\r\n", b"\n\n"):  # the last empty line is the mailbox's
        if message.endswith(ending):
            del message[-len(ending) // 2 :]
            break
    return Item(data=bytes(message), place=place)
