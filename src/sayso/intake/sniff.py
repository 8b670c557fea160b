"""What kind of file is it?  Told by its content; the name is never asked."""

import re

_TAGS = re.compile(
    rb"""</?(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]
    |(?:meta|link|title|script|style|div|p|article|section|table|span|h[1-6]|ul|ol|br|a|img)(?:\s[^<>]{0,400})?/?>)""",
    re.I | re.X,
)
_PAGE = re.compile(
    rb"\s*+(?>(?:(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)\s*+){0,9})<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_OBJECT = re.compile(rb"""[\s\x1e]*+(?:\[\s*+)?[{]\s*+"(?:[^"\\\r\n]|\\.){0,200}+"\s*+:""")
"""How JSON begins that can hold articles: an object, or a list of objects, with the first key."""
_HEADER = re.compile(rb"(?:[!-9;-~]{1,76}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}\r?\n")
_MAIL_NAMES = re.compile(
    rb"^(?:from|to|subject|date|mime-version|received|return-path|message-id|content-type|delivered-to):", re.I | re.M
)
_TELLING = re.compile(r"\]\([^)\s]{1,2000}\)|^\#{1,6}[ \t]|\A---\n|^\[[^\]\n]+\]:|(?<![\w*])\*\*[^\s*]|^```", re.M)
"""Marks that ordinary prose does not hold: one of them makes a text Markdown."""
_WEAKER = re.compile(
    r"""^\S[^\n]*\n(?:={3,}|-{3,})[ \t]*$               # an underlined heading
    |^[ \t]{0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S           # a list item
    |^>[ \t]                                            # a quotation
    |(?<![\w*])\*[^\s*][^*\n]{0,400}\*(?![\w*])         # emphasis
    |(?<![\w_])_[^\s_][^_\n]{0,300}_(?![\w_])""",
    re.M | re.X,
)
"""Marks that prose holds now and then: three of them make a text Markdown."""
_HEAD = 100_000
"""Bytes or characters looked at.  Real pages put up to 60 kB of scripts before their first tag of text."""

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "application/x-riff"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\x5d\x2a\x4d\x18", "application/zstd"),  # a dictionary first, as .warc.zst has it
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ", "application/x-xz"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90", "application/x-executable"),
    (b"SQLite format 3", "application/vnd.sqlite3"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"filedesc://", "application/x-arc"),
    (b"WARC/1.", "application/warc"),
    (b"WARC/0.", "application/warc"),
)
"""First bytes of the kinds told by them (the Unix file command's table, cut to what is met in newsrooms)."""


def sniff(data: bytes) -> str:
    """The media type of the bytes: one of `MAGIC`, or that of mail, JSON, HTML, plain text or ``application/octet-stream``.

    Plain text may still be Markdown: see `is_markdown`, which asks the decoded characters.
    """
    head = data[:_HEAD]
    for magic, media_type in MAGIC:
        if head.startswith(magic):
            return media_type
    if b"%PDF-" in head[:1024]:  # the PDF standard lets other bytes stand before the header, within the first 1024
        return "application/pdf"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HEADER.match(start) and len({name.lower() for name in _MAIL_NAMES.findall(start[:8192])}) >= 2:
        return "message/rfc822"
    if _is_binary(head):
        return "application/octet-stream"
    narrow = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")
    if _OBJECT.match(narrow):
        return "application/json"
    # Markdown and letters quote a tag now and then; a page has many.
    return "text/html" if _PAGE.match(narrow) or len(_TAGS.findall(narrow)) >= 3 else "text/plain"


def is_markdown(text: str) -> bool:
    """Whether a text is written in Markdown: one mark that prose does not hold, or three that it rarely does."""
    head = text[:_HEAD]
    if _TELLING.search(head):
        return True
    return sum(1 for _ in zip(range(3), _WEAKER.finditer(head), strict=False)) == 3


def _is_binary(head: bytes) -> bool:
    """Whether the bytes are no text: more control characters than one in a hundred and a handful, and no UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) / 5 and min(even, odd) * 20 < max(even, odd):  # every other byte is zero: UTF-16
        return False
    controls = len(head) - len(head.translate(None, bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])))
    return controls > len(head) / 100 + 5
