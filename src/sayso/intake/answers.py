"""What did a web server send?  An HTTP answer as archives keep it: status, headers, and the body with its packings taken off."""

import re
import zlib
from email.message import Message
from email.parser import HeaderParser

from msgspec import Struct

from sayso.errors import TooLargeError, UnreadableError
from sayso.intake.limits import Limits, megabytes
from sayso.intake.unpacking import Unpacker

_HEAD = 1 << 16
"""Bytes of headers at most; servers themselves refuse more than 8,000 to 64,000."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/[0-9.]{1,5} ([1-5][0-9][0-9])(?![0-9])")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_GZIP = b"\x1f\x8b"
_PACKINGS = 3
"""Packings one over the other at most; two are met where a server packs what was stored packed."""
_AGAIN = "archive the page again"


class Answer(Struct, frozen=True):
    """The head of an answer; `body` is as sent, still in its packings."""

    status: int
    headers: Message
    body: bytes

    @property
    def media_type(self) -> str | None:
        """The server's word for what it sent, in lower case; None where it gave none."""
        return self.headers.get_content_type() if self.headers.get("Content-Type") else None

    @property
    def charset(self) -> str | None:
        """The server's word for the encoding."""
        try:
            return self.headers.get_content_charset()
        except (ValueError, LookupError, TypeError):
            return None


def read_answer(block: bytes) -> Answer:
    """Take the head of an HTTP answer from its body.  Raises UnreadableError where there is none."""
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, _HEAD)
    if not status or not end:
        raise UnreadableError("it does not hold the answer of a web server", _AGAIN)
    lines = block[: end.start()].partition(b"\n")[2]
    return Answer(int(status[1]), HeaderParser().parsestr(lines.decode("latin-1")), block[end.end() :])


def unpack_body(answer: Answer, limits: Limits) -> bytes:
    """The body as its server had it.

    Archives often keep the headers of packings that they took off themselves; then it is left as it is.
    Raises TooLargeError beyond ``limits.size``, UnreadableError where it is damaged or packed in an unknown way.
    """
    body = answer.body
    if "chunked" in str(answer.headers.get("Transfer-Encoding", "")).lower():
        body = _join_chunks(body)
    packings = [word.strip().lower() for word in str(answer.headers.get("Content-Encoding", "")).split(",")]
    for packing in [word for word in reversed(packings) if word not in ("", "identity")][:_PACKINGS]:
        body = _unpack(body, packing, limits)
    return body


def _join_chunks(body: bytes) -> bytes:
    """The body of a chunked transfer; as it is where it is none any more."""
    if not _CHUNK_SIZE.match(body):
        return body
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        size, start = int(found[1], 16), found.end()
        if size == 0:
            return b"".join(pieces)
        if start + size > len(body):
            break
        pieces.append(body[start : start + size])
        at = start + size
        at += 2 if body.startswith(b"\r\n", at) else 1
    if not pieces:  # a text that only began as a chunk does
        return body
    raise UnreadableError("the page breaks off within a chunk of its transfer", _AGAIN)


def _unpack(body: bytes, packing: str, limits: Limits) -> bytes:
    if packing in ("gzip", "x-gzip") and not body.startswith(_GZIP):
        return body
    most = max(limits.size, 0)
    try:
        unpacked, complete = _unbrotli(body, most) if packing == "br" else _inflate(body, packing, most)
    except LookupError as error:
        raise UnreadableError("it is packed in a way that is not known here", "archive the page again without it") from error
    except ValueError as error:
        if packing in ("deflate", "br") and body.lstrip()[:1] == b"<":  # they have no mark of their own: it was taken off
            return body
        raise UnreadableError(f"its {packing} packing is damaged", _AGAIN) from error
    if len(unpacked) > most:
        raise TooLargeError(f"it grows beyond {megabytes(most)} when unpacked", "do not trust this page, or raise max_bytes")
    if not complete:
        raise UnreadableError(f"the page breaks off within its {packing} packing", _AGAIN)
    return unpacked


def _inflate(body: bytes, packing: str, most: int) -> tuple[bytes, bool]:
    unpacker = Unpacker(packing)
    try:
        unpacked = unpacker.feed(body, most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    return unpacked, unpacker.complete


def _unbrotli(body: bytes, most: int) -> tuple[bytes, bool]:
    try:
        import brotli
    except ImportError as error:
        raise UnreadableError("it is packed with brotli", "install it: pip install 'sayso[archives]'") from error
    decoder = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= most and (piece := decoder.process(body, output_buffer_limit=most + 1 - size)):
            pieces.append(piece)
            size += len(piece)
            body = b""
    except brotli.error as error:
        raise ValueError(str(error)) from error
    return b"".join(pieces), decoder.is_finished()
