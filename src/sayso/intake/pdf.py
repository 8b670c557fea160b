"""How is a PDF read?  In a child process, by pdfium; what it cannot open, by pypdf.

Offsets count glyphs: the characters of each page as pdfium counts them, in reading order, pages one after the other.
"""

from msgspec.structs import replace

from sayso.errors import EncryptedError, NoTextError, TooLargeError, UnreadableError
from sayso.intake.layer import Layer
from sayso.intake.limits import DEFAULT, Limits, check_size
from sayso.intake.sandbox import run
from sayso.model.document import Remark


def read_pdf(data: bytes, limits: Limits = DEFAULT) -> Layer:
    """The text layer of a PDF.

    Raises EncryptedError (a password is needed), NoTextError (scanned, or nothing printed), TooLargeError (too many bytes or
    pages, too much time or memory) or UnreadableError (damaged beyond what two parsers can repair).
    """
    check_size(len(data), limits)
    try:
        return run("sayso.intake.pdf_pdfium:read_by_pdfium", Layer, data, limits)
    except (EncryptedError, TooLargeError, NoTextError):
        raise
    except UnreadableError as error:
        return _second_reading(data, limits, error)


def _second_reading(data: bytes, limits: Limits, first: UnreadableError) -> Layer:
    """What pypdf can still read; where it cannot either, the first error stands."""
    try:
        layer = run("sayso.intake.pdf_pypdf:read_by_pypdf", Layer, data, limits)
    except (EncryptedError, TooLargeError):
        raise
    except UnreadableError:
        raise first from None
    repaired = Remark("repaired", "the PDF is damaged; its text was read by a second parser that does not know where it stands")
    return replace(layer, remarks=(repaired, *layer.remarks))
