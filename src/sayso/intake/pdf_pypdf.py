"""How is a PDF read that pdfium cannot open?  By pypdf, which repairs more; called in a child process, see `pdf`.

pypdf tells no places of glyphs, so a line stands where its number puts it, and a character is half an em wide: columns are as the
file orders them, paragraphs end at short lines.  Glyph offsets count pypdf's characters.
"""

import codecs
from array import array
from collections.abc import Iterator
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from sayso.errors import EncryptedError, TooLargeError, UnreadableError
from sayso.intake.layer import Layer
from sayso.intake.limits import Limits
from sayso.intake.pdf_lines import Line
from sayso.intake.pdf_text import PageText, write_layer

_CODECS = (
    "utf-16-be",
    "utf-16-le",
    "utf-16",
    "latin-1",
    "cp1252",
    "mac-roman",
    "charmap",
    "utf-8",
    "ascii",
    "gbk",
    "big5",
    "cp949",
)
_SMALL = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R >> endobj
4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
5 0 obj << /Length 31 >> stream
BT /F 1 Tf 1 1 Td (small) Tj ET
endstream endobj
trailer << /Root 1 0 R >>
startxref
0
%%EOF
"""
"""A PDF without cross-references, so that reading it loads pypdf's parts for repair, too."""

_SIZE = 10.0
_EM = _SIZE / 2


def prepare() -> None:
    """Load what pypdf and Python load only when it is used: later, in the child process, no file can be opened."""
    for name in _CODECS:
        codecs.lookup(name)
    pypdf.PdfReader(BytesIO(_SMALL), strict=False).pages[0].extract_text()


def read_by_pypdf(data: bytes, limits: Limits) -> Layer:
    """The text layer of the PDF.  Raises EncryptedError, NoTextError, TooLargeError or UnreadableError."""
    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise EncryptedError("the PDF asks for a password", "open it with the password and save or print it without one")
    try:
        count = len(reader.pages)
    except (FileNotDecryptedError, DependencyError) as error:
        raise EncryptedError("the PDF is encrypted", "open it and save or print it without a password") from error
    if count > limits.pages:
        raise TooLargeError(f"the PDF has {count} pages, more than {limits.pages}", "split it into smaller files")
    if not count:
        raise UnreadableError("the PDF is damaged: it has no pages", "save it again, or get another copy")
    pages = [_page(page.extract_text(), number) for number, page in enumerate(reader.pages)]
    return write_layer(pages, _info(reader))


def _page(text: str, number: int) -> PageText:
    source = text.splitlines(keepends=True)
    height = (len(source) + 10) * 1.2 * _SIZE
    lines, offset = [], 0
    for row, whole in enumerate(source):
        words = whole.strip()
        if words:
            begin = offset + len(whole) - len(whole.lstrip())
            clean = "".join("\ufffd" if character < " " or "\ud800" <= character < "\ue000" else character for character in words)
            base = height - (row + 5) * 1.2 * _SIZE
            lines.append(
                Line(
                    text=clean,
                    glyphs=array("i", range(begin, begin + len(clean))),
                    styles=bytes(len(clean)),
                    x0=0.0,
                    x1=len(clean) * _EM,
                    base=base,
                    size=_SIZE,
                    rtl=False,
                    after=(begin + len(clean), offset + len(whole) - begin - len(clean)),
                    first_word=len(clean.split(maxsplit=1)[0]) * _EM,
                    page=number,
                )
            )
        offset += len(whole)
    return PageText(lines, height, len(text))


def _info(reader: pypdf.PdfReader) -> Iterator[tuple[str, str]]:
    """The document's own properties, names as PDF has them."""
    for name, value in (reader.metadata or {}).items():
        if isinstance(value, str):
            yield name.lstrip("/"), value.encode("utf-8", "replace").decode("utf-8")
