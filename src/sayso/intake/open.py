"""How do bytes become a document?  Told apart by content, read by the format's reader, labelled, and sealed with their hash."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from msgspec.structs import replace

from sayso.errors import NoTextError, UnreadableError
from sayso.intake.condition import find_condition
from sayso.intake.decode import decode
from sayso.intake.layer import Layer
from sayso.intake.layout import label_blocks
from sayso.intake.limits import DEFAULT, Limits, check_size
from sayso.intake.saved import read_saving_note
from sayso.intake.sniff import is_markdown, sniff
from sayso.model.dates import PartialDate
from sayso.model.document import Block, Capture, Document, MarkupValue, Remark, Role

_SURROGATE = re.compile("[\ud800-\udfff]")
_ADVICE = {
    "application/gzip": "it is compressed with gzip; unpack it first",
    "application/x-bzip2": "it is compressed with bzip2; unpack it first",
    "application/x-xz": "it is compressed with xz; unpack it first",
    "application/zip": "it is a ZIP archive and no DOCX; unpack it and give the files one by one",
    "application/x-7z-compressed": "it is a 7z archive; unpack it and give the files one by one",
    "application/vnd.rar": "it is a RAR archive; unpack it and give the files one by one",
    "application/rtf": "it is RTF, and no export of a press database; save it as DOCX, PDF or plain text",
    "application/zstd": "it is packed with zstandard; unpack it first",
    "application/x-arc": "it is a web archive; take the page out of it first",
    "application/warc": "it is a web archive; take the page out of it first",
    "application/vnd.sqlite3": "it is an SQLite database; give a document",
    "application/x-executable": "it is a program; give a document",
}


class _Opened(NamedTuple):
    """What a format gives before labelling; `url` and `taken` are what the file itself says."""

    layer: Layer
    media_type: str
    encoding: str | None = None
    url: str | None = None
    taken: PartialDate | None = None


def open_document(
    data: bytes,
    *,
    name: str | None = None,
    url: str | None = None,
    taken: PartialDate | None = None,
    encoding: str | None = None,
    limits: Limits = DEFAULT,
    fields: Mapping[str, str] | None = None,
) -> Document:
    """The document that the bytes hold: HTML, MHTML, PDF, DOCX, mail, JSON, Markdown or plain text, told by content.

    `name`, `url` and `taken` (the capture date) go into the capture as they are; `encoding` is what came with the bytes from
    outside.  `fields` says what the fields of an article in JSON are, before the table `article_fields.tsv` is asked: from field
    to role, such as ``{"hed": "title", "copy": "text"}``.

    Raises UnreadableError or one of its kinds: too large, encrypted, damaged, nothing to read.
    """
    check_size(len(data), limits)
    if not data.strip(b" \t\r\n\x00"):
        raise NoTextError("the input is empty", "give a file that holds an article")
    opened = _open(data, encoding, limits, fields)
    layer = _encodable(opened.layer)
    if not layer.text.strip():
        raise NoTextError("the input holds no visible text", "open it in a browser and save the page as it is shown there")
    address = url or opened.url
    blocks, condition = _labelled(layer, address)
    return Document(
        text=layer.text,
        blocks=blocks,
        offsets=layer.offsets,
        capture=Capture(
            sha256=sha256(data).hexdigest(),
            size=len(data),
            media_type=opened.media_type,
            encoding=opened.encoding,
            name=name,
            url=address,
            taken=taken or opened.taken,
        ),
        links=layer.links,
        emphasis=layer.emphasis,
        markup=layer.markup,
        remarks=layer.remarks + condition,
    )


def _encodable(layer: Layer) -> Layer:
    """The layer with U+FFFD for each lone surrogate: JSON-LD can spell one, and a text that holds one cannot be written out."""
    strings = (layer.text, *(value.value for value in layer.markup), *(link.target for link in layer.links))
    if not any(_SURROGATE.search(string) for string in strings):
        return layer
    return replace(
        layer,
        text=_SURROGATE.sub("\ufffd", layer.text),
        markup=tuple(replace(value, value=_SURROGATE.sub("\ufffd", value.value)) for value in layer.markup),
        links=tuple(replace(link, target=_SURROGATE.sub("\ufffd", link.target)) for link in layer.links),
    )


def _labelled(layer: Layer, address: str | None) -> tuple[tuple[Block, ...], tuple[Remark, ...]]:
    """The blocks with their roles, and what the page is instead of an article; where it holds none, no block is body."""
    blocks = label_blocks(layer, address)
    remark = None if layer.body is None else find_condition(layer, layer.body)
    if remark is None:
        return blocks, ()
    if remark.code == "paywall-stub":
        return blocks, (remark,)
    return tuple(replace(block, role=Role.FURNITURE) if block.role is Role.BODY else block for block in blocks), (remark,)


def _open(data: bytes, encoding: str | None, limits: Limits, fields: Mapping[str, str] | None) -> _Opened:
    media_type = sniff(data)
    match media_type:
        case "application/pdf":
            from sayso.intake.pdf import read_pdf

            return _Opened(read_pdf(data, limits), media_type)
        case "application/zip" if b"word/" in data[-65_557:] or b"word/document.xml" in data:
            # The names of a ZIP's members stand in its directory at the end, before a comment of at most 65,535 bytes.
            from sayso.intake.docx import read_docx

            return _Opened(read_docx(data, limits), "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        case "application/x-ole-storage":
            from sayso.intake.docx import read_docx

            return _Opened(read_docx(data, limits), media_type)  # raises, and says whether it is encrypted or an old format
        case "message/rfc822":
            return _open_mail(data, limits)
        case "application/json":
            from sayso.intake.json_article import read_json

            source, name, remarks = decode(data, encoding or "utf-8")  # a charset named inside is of the HTML in a field
            article = read_json(source, fields)
            layer = replace(article.layer, remarks=remarks + article.layer.remarks)
            return _Opened(layer, media_type, name, article.url, article.taken)
        case "text/html" | "text/plain":
            source, name, remarks = decode(data, encoding)
            layer, media_type = _read_source(source, media_type)
            url, taken = read_saving_note(source) if media_type == "text/html" else (None, None)
            return _Opened(replace(layer, remarks=remarks + layer.remarks), media_type, name, url, taken)
    accepted = "give HTML, MHTML, PDF, DOCX, EML, JSON, Markdown or plain text"
    raise UnreadableError("the input is not a document", _ADVICE.get(media_type, f"it looks like {media_type}; {accepted}"))


def _read_source(source: str, media_type: str) -> tuple[Layer, str]:
    if media_type == "text/html":
        from sayso.intake.html import read_html

        return read_html(source), media_type
    if is_markdown(source):
        from sayso.intake.markdown import read_markdown

        return read_markdown(source), "text/markdown"
    from sayso.intake.text import read_text

    return read_text(source), "text/plain"


def _open_mail(data: bytes, limits: Limits) -> _Opened:
    """The readable part of a mail or of a page saved as MHTML, with the headers as metadata."""
    from sayso.intake.mail import read_mail

    part = read_mail(data, limits)
    layer, media_type = _read_source(part.source, part.media_type)
    headers: tuple[MarkupValue, ...] = part.headers
    layer = replace(
        layer,
        markup=headers + layer.markup,
        remarks=part.remarks + layer.remarks,
        offsets=replace(layer.offsets, part=part.name),
    )
    return _Opened(layer, media_type, part.encoding, part.url, part.date)
