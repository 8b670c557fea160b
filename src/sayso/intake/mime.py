"""Of which parts is a MIME message made?  Found by their boundaries, without recursion, within bounds of number and depth.

The parser of Python's `email` calls itself for each level and compares each line with the boundaries of all levels, so a few
kilobytes of nested parts bring it down; here each part is one search through its own bytes.  Headers are read by `email`.
"""

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser

from msgspec import Struct

from sayso.errors import TooLargeError, UnreadableError
from sayso.intake.limits import Limits

_HEAD = 1 << 18
"""Bytes of headers of one part at most; mail that went through many hands has 20,000."""
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n|\r\r")
_LONGEST = 2000
"""Characters of a header value kept at most; lists of hundreds of addresses are longer."""


class Part(Struct, frozen=True):
    """A part: its path (``1.2`` is the second part of the first; empty for the message itself), headers, and body as sent.

    `body` is empty where the part is made of others, `children` counts these.  `inside` is the sort of the multipart that it
    stands in (``alternative``, ``related``, ``mixed``), None for the message.
    """

    path: str
    headers: Message
    body: bytes
    inside: str | None = None
    children: int = 0

    @property
    def media_type(self) -> str:
        """The media type, lower case; text/plain where none is said or none can be read."""
        return str(self.headers.get_content_type())

    @property
    def attached(self) -> bool:
        """Whether the sender marked it as an attachment."""
        return str(self.headers.get("Content-Disposition", "")).strip().lower().startswith("attachment")

    def parameter(self, name: str) -> str | None:
        """A parameter of the content type, such as ``charset``."""
        try:
            value = self.headers.get_param(name)
        except (MessageError, ValueError, LookupError, TypeError):
            return None
        return str(value[2] if isinstance(value, tuple) else value or "") or None

    def name(self) -> str:
        """The file name its sender gave it, or its media type."""
        try:
            return decode_words(self.headers.get_filename() or "") or self.media_type
        except (MessageError, ValueError, LookupError, TypeError):
            return self.media_type

    def header(self, name: str) -> str | None:
        """A header as people read it: unfolded, encoded words decoded."""
        value = self.headers.get(name)
        return decode_words(str(value)) if value is not None else None

    def content(self) -> bytes:
        """The body without its transfer encoding; damaged base64 gives what could be read before the damage."""
        encoding = str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()
        if encoding == "quoted-printable":
            return a2b_qp(self.body)
        if encoding == "base64":
            return _unbase64(self.body)
        return self.body


def read_parts(data: bytes, limits: Limits) -> list[Part]:
    """The message and all parts within it, each before its own parts, in the order of the file.

    Raises TooLargeError beyond ``limits.parts`` or ``limits.depth``, UnreadableError where headers have no end.
    """
    found: list[Part] = []
    stack: list[tuple[str, bytes, str | None, int]] = [("", data, None, 0)]
    while stack:
        path, raw, inside, depth = stack.pop()
        if depth > limits.depth:
            raise TooLargeError(f"its parts lie within each other more than {limits.depth} deep", "do not trust this file")
        headers, body = _split_head(raw)
        part = Part(path, headers, body, inside)
        bodies = list(_bodies(part, limits.parts))
        found.append(Part(path, headers, b"" if bodies else body, inside, len(bodies)))
        if len(found) + len(stack) + len(bodies) > limits.parts:
            raise TooLargeError(f"it has more than {limits.parts} parts", "split it, or save the readable part alone")
        sort = part.media_type.partition("/")[2]
        for number, inner in reversed(list(enumerate(bodies, 1))):
            stack.append((f"{path}.{number}".lstrip("."), inner, sort, depth + 1))
    return found


def _split_head(raw: bytes) -> tuple[Message, bytes]:
    if raw[:1] in (b"\r", b"\n"):  # a part without headers begins with the empty line
        return Message(), raw.lstrip(b"\r\n")
    ended = _END_OF_HEAD.search(raw, 0, _HEAD)
    if not ended and len(raw) > _HEAD:
        raise UnreadableError("its headers have no end", "save the message again from its mail program")
    headers = HeaderParser().parsestr(_characters(raw[: ended.start()] if ended else raw))
    if not headers:  # text straight away
        return headers, raw
    return headers, raw[ended.end() :] if ended else b""


def _characters(head: bytes) -> str:
    """Headers are ASCII; where they are not, UTF-8 as newer mail programs write it, else Windows-1252 as old ones did."""
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")


def _bodies(part: Part, most: int) -> Iterator[bytes]:
    """The raw inner parts: of a multipart those between its boundaries, of a forwarded message that message."""
    if part.media_type == "message/rfc822" and not part.attached:
        yield part.content()
        return
    boundary = part.parameter("boundary") if part.media_type.startswith("multipart/") else None
    if not boundary:
        return
    mark = re.escape(boundary.encode("ascii", "replace"))
    begin: int | None = None
    count = 0
    for found in re.finditer(rb"(?:^|\r?\n)--" + mark + rb"(--)?[ \t]*(?=\r?\n|\Z)", part.body):
        if begin is not None:
            yield part.body[begin : found.start()]
            count += 1
        if found[1] or count > most:
            return
        begin = found.end() + (2 if part.body[found.end() : found.end() + 2] == b"\r\n" else 1)
    if begin is not None:  # cut off before the last boundary
        yield part.body[begin:]


def decode_words(value: str) -> str:
    """A header value with its encoded words (``=?utf-8?q?...?=``) decoded, on one line; as it stands where they are damaged."""
    with suppress(MessageError, Base64Error, LookupError, ValueError, AssertionError):
        value = str(make_header(decode_header(value))) or value
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())[:_LONGEST]


def _unbase64(body: bytes) -> bytes:
    try:
        return a2b_base64(body)
    except Base64Error:
        signs = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return a2b_base64(signs[: len(signs) // 4 * 4])
