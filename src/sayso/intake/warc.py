"""Which records of a web archive are documents?  Pages, PDFs and texts; pictures, scripts and the crawler's notes are not."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import SaysoError, TooLargeError
from sayso.intake.addresses import without_login
from sayso.intake.answers import read_answer, unpack_body
from sayso.intake.gather import Found, Item, Passed, Refused, is_address
from sayso.intake.limits import Limits, megabytes
from sayso.intake.sniff import sniff
from sayso.intake.warc_records import Damage, Record, read_records
from sayso.model.dates import PartialDate

_KINDS = ("response", "resource", "conversion")
"""Records that may hold a document; the others hold what was asked, what the crawler noted, or say that nothing had changed."""
_OTHER_KINDS = ("warcinfo", "request", "metadata", "revisit", "continuation")
_DOCUMENTS = re.compile(
    r"text/(?:html|plain|markdown|x-markdown)|application/(?:xhtml\+xml|pdf|x-pdf|x-mimearchive"
    r"|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)|message/rfc822|multipart/related"
)
_UNTOLD = (None, "", "application/octet-stream", "binary/octet-stream", "application/unknown", "unknown/unknown")
"""What servers say when they do not know: then the content decides."""
_TOLD_BY_CONTENT = ("application/pdf", "message/rfc822", "text/html")
"""What is a document without its server's word."""
_GROUPS = ("image", "audio", "video", "font")
_FOR_PROGRAMS = re.compile(
    r"https?://[^/?#]*/(?:\.well-known/[^?#]*|(?:robots|ads|app-ads|security|humans|llms)\.txt)(?:[?#].*)?", re.I | re.S
)
"""Texts on every site that are written for programs."""
_DAMAGED = "the other records are read; archive the page again, or get another copy of the file"


def find_warc_items(stream: BinaryIO, place: str, limits: Limits) -> Iterator[Found]:
    """The documents of a WARC file, plain or gzipped, one at a time; a line for each record that cannot be read.

    `place` is the file's, printable; an item's is that and the byte at which its record begins.  What is passed over is counted
    at the end.
    """
    passed: Counter[str] = Counter()
    for record in read_records(stream, limits, lambda headers: _why_not(headers) is None):
        where = f"{place}:{record.place}"
        if isinstance(record, Damage):
            yield Refused(place=where, reason=record.reason, remedy=_DAMAGED)
            continue
        try:
            found = _read_record(record, where, limits)
        except SaysoError as error:
            yield Refused(place=where, reason=error.reason, remedy=error.remedy)
            continue
        if isinstance(found, str):
            passed[found] += 1
        else:
            yield found
    yield from (Passed(place=place, reason=reason, count=passed[reason]) for reason in sorted(passed))


def _why_not(headers: dict[str, str]) -> str | None:
    """Why a record holds no document, as far as its headers tell; None where it may hold one."""
    kind = headers.get("warc-type", "").lower()
    if kind not in _KINDS:
        return f"{kind} record" if kind in _OTHER_KINDS else "record of an unknown kind"
    url = _target(headers)
    if not is_address(url):
        return "record without the address of a page"
    if _FOR_PROGRAMS.fullmatch(url):
        return "text for programs, such as robots.txt"
    if kind == "response":
        told = _media_type(headers.get("content-type", ""))
        return None if told in ("application/http", "") else "record of another protocol"
    return _no_document(_media_type(headers.get("content-type", "")))


def _target(headers: dict[str, str]) -> str:
    """The address of the page, without a login.  Early writers put it in angle brackets."""
    return without_login(headers.get("warc-target-uri", "").strip("<>"))


def _media_type(value: str) -> str:
    return value.partition(";")[0].strip().lower()


def _no_document(media_type: str | None) -> str | None:
    """Why what has this media type is no document; None where it may be one.  The reasons are few, whatever a server says."""
    if media_type in _UNTOLD or _DOCUMENTS.fullmatch(media_type or ""):
        return None
    group = (media_type or "").partition("/")[0]
    return group if group in _GROUPS else "style, script or data"


def _read_record(record: Record, place: str, limits: Limits) -> Item | str:
    """The document of a record, or why it holds none.  Raises errors of `sayso.errors`."""
    headers = record.headers
    reason = _why_not(headers)
    if reason is not None:
        return reason
    if record.block is None:
        raise TooLargeError(
            f"the record has {megabytes(record.size)}", f"the limit is {megabytes(limits.size)}; raise max_bytes to read it"
        )
    if headers["warc-type"].lower() == "response":
        answer = read_answer(record.block)
        if answer.status != 200:
            return f"status {answer.status}"
        media_type, encoding = answer.media_type, answer.charset
        reason = _no_document(media_type)
        if reason is not None:
            return reason
        _check_whole(headers)
        data = unpack_body(answer, limits)
    else:
        _check_whole(headers)
        media_type, encoding, data = _media_type(headers.get("content-type", "")), _charset(headers), record.block
    if not data.strip():
        return "empty page"
    if media_type in _UNTOLD and sniff(data) not in _TOLD_BY_CONTENT:
        return "style, script or data"
    return Item(data=data, url=_target(headers), encoding=encoding, taken=_date(headers.get("warc-date", "")), place=place)


def _check_whole(headers: dict[str, str]) -> None:
    """Refuse a page of which the crawler kept only the beginning: it must not be taken for the page."""
    if "warc-truncated" in headers or "warc-segment-number" in headers:
        raise TooLargeError("the crawler kept only a part of the page", "archive the page again with a higher limit")


def _charset(headers: dict[str, str]) -> str | None:
    found = re.search(r"charset=\"?([\w.:-]{1,40})", headers.get("content-type", ""), re.I)
    return found[1].lower() if found else None


def _date(value: str) -> PartialDate | None:
    """The moment of the capture, to the second."""
    try:
        return PartialDate(re.sub(r"\.[0-9]{1,9}(?=Z$)", "", value))
    except ValueError:
        return None
