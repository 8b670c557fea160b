"""How is a PDF read?  By pdfium, page by page; called in a child process, see `pdf`."""

from sayso.intake.layer import Layer
from sayso.intake.limits import Limits
from sayso.intake.pdf_glyphs import Glyphs
from sayso.intake.pdf_layout import read_lines
from sayso.intake.pdf_text import PageText, write_layer


def read_by_pdfium(data: bytes, limits: Limits) -> Layer:
    """The text layer of the PDF.  Raises EncryptedError, NoTextError, TooLargeError or UnreadableError."""
    glyphs = Glyphs(data, limits)
    pages = [
        PageText(read_lines(page, number), page.height, page.count, page.links, page.pictured, page.unmapped, page.unread)
        for number, page in enumerate(glyphs.read_pages())
    ]
    return write_layer(pages, glyphs.read_info())
