"""Which part of a mail, or of a page saved as MHTML, is the one to read?  Its readable part, its headers, and what was left out.

Nothing attached is unpacked or read: attachments are listed.  Pure Python over bounded bytes, so it needs no child process.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

from sayso.errors import EncryptedError, NoTextError, UnreadableError
from sayso.intake.decode import decode
from sayso.intake.limits import DEFAULT, Limits, check_size
from sayso.intake.mime import Part, read_parts
from sayso.model.dates import PartialDate
from sayso.model.document import MarkupValue, Remark

_HEADERS = (
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Organization",
    "List-Id",
    "Newsgroups",
    "Message-ID",
    "Snapshot-Content-Location",
    "Content-Location",
    "Content-Language",
)
_HTML = ("text/html", "application/xhtml+xml")
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_NAMED = 20
"""Attachments named in the remark; the others are counted."""


class MailPart(Struct, frozen=True, kw_only=True):
    """The readable part of a message, decoded.

    `media_type` is ``text/html`` or ``text/plain``, `name` says which part it is (``MIME part 1.2``, or ``MIME body``), `date`
    when the mail was sent or the page saved, `url` where a saved page stood.
    """

    source: str
    media_type: str
    name: str
    encoding: str
    url: str | None = None
    date: PartialDate | None = None
    headers: tuple[MarkupValue, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_mail(data: bytes, limits: Limits = DEFAULT) -> MailPart:
    """The readable part of an EML message or an MHTML page.

    Of alternatives the HTML one, of a saved page its root, else the first text that is no attachment.  Raises EncryptedError for
    encrypted mail, NoTextError where no part is text, TooLargeError beyond the limits, UnreadableError where it is no message.
    """
    check_size(len(data), limits)
    parts = read_parts(_without_envelope(data), limits)
    message = parts[0]
    if not message.headers:
        raise UnreadableError("the message has no headers", "give it as a plain text file")
    if any(part.media_type in _LOCKED and not _is_signed(part) for part in parts):
        raise EncryptedError("the mail is encrypted", "open it in its mail program and save it decrypted")
    chosen = _choose(parts)
    if chosen is None:
        names = _names(_attachments(parts, None))
        raise NoTextError(
            f"no part of the message is text{f' (it holds {names})' if names else ''}", "save the attachment and give it alone"
        )
    source, encoding, repairs = decode(chosen.content(), chosen.parameter("charset"))
    return MailPart(
        source=source,
        media_type="text/html" if chosen.media_type in _HTML else "text/plain",
        name=f"MIME part {chosen.path}" if chosen.path else "MIME body",
        encoding=encoding,
        url=_address(message, chosen),
        date=_date(message.header("Date")),
        headers=tuple(_headers(message)),
        remarks=repairs + _left_out(parts, chosen),
    )


def _without_envelope(data: bytes) -> bytes:
    """Without a byte-order mark, leading blank lines, and the ``From `` line of a mailbox."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if data.startswith(b"From "):
        return data[data.find(b"\n") + 1 :]
    return data


def _choose(parts: list[Part]) -> Part | None:
    """The part to read, or None."""
    texts = [part for part in parts if not part.children and not part.attached and part.media_type in (*_HTML, "text/plain")]
    texts = [part for part in texts if part.body.strip()]
    root = _root(parts, texts)
    if root or not texts:
        return root
    first = texts[0]
    if first.media_type in _HTML:
        return first
    branch = _alternative(parts, first)
    return next(
        (part for part in texts if branch is not None and part.path.startswith(branch) and part.media_type in _HTML), first
    )


def _root(parts: list[Part], texts: list[Part]) -> Part | None:
    """The root of a saved page: the part that ``start`` names, or the first HTML in it."""
    if parts[0].media_type != "multipart/related":
        return None
    start = parts[0].parameter("start")
    pages = [part for part in texts if part.media_type in _HTML]
    return next((part for part in pages if start and part.header("Content-ID") == start), pages[0] if pages else None)


def _alternative(parts: list[Part], text: Part) -> str | None:
    """The beginning of the paths of all parts that say the same as the text in other forms."""
    within = [part for part in parts if part.media_type == "multipart/alternative" and _holds(part, text)]
    return _prefix(within[-1]) if within else None


def _holds(outer: Part, inner: Part) -> bool:
    return inner is not outer and inner.path.startswith(_prefix(outer))


def _prefix(part: Part) -> str:
    return f"{part.path}." if part.path else ""


def _is_signed(part: Part) -> bool:
    """Whether PKCS#7 only signs: then the text lies open beside it, or inside, unencrypted but packed."""
    return part.parameter("smime-type") in ("signed-data", "certs-only")


def _address(message: Part, chosen: Part) -> str | None:
    """Where a saved page stood.  Only web addresses count: parts of mail are also named ``cid:`` and ``file:``."""
    for value in (
        message.header("Snapshot-Content-Location"),
        chosen.header("Content-Location"),
        message.header("Content-Location"),
    ):
        if value and value.lower().startswith(("http://", "https://")):
            return value
    return None


def _date(value: str | None) -> PartialDate | None:
    """A date of mail in ISO 8601; None where it cannot be read."""
    if not value:
        return None
    try:
        sent: datetime = parsedate_to_datetime(value)
        return PartialDate(sent.isoformat(timespec="seconds"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _headers(message: Part) -> Iterable[MarkupValue]:
    for name in _HEADERS:
        value = message.header(name)
        if value:
            yield MarkupValue("header", name, value)


def _attachments(parts: list[Part], chosen: Part | None) -> list[Part]:
    """The parts that are not read and are no other form or picture of the one that is."""
    saved = parts[0].media_type == "multipart/related"
    return [
        part
        for part in parts
        if part is not chosen
        and not part.children
        and (part.attached or not (saved or part.inside in ("alternative", "related")))
        and (part.path or chosen is None)
        and not part.media_type.endswith("signature")
    ]


def _names(attachments: list[Part]) -> str:
    names = ["".join(sign for sign in part.name() if sign.isprintable())[:80] for part in attachments]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _left_out(parts: list[Part], chosen: Part) -> tuple[Remark, ...]:
    attachments = _attachments(parts, chosen)
    if not attachments:
        return ()
    are = "1 attachment is" if len(attachments) == 1 else f"{len(attachments)} attachments are"
    return (Remark("attachments", f"{are} not read: {_names(attachments)}"),)
