"""What stands where on the pages of a PDF?  Runs of glyphs with their places, as pdfium finds them.

Runs inside a child process (`sandbox`): pdfium is a large native parser, and the files come from anywhere.
"""

import codecs
import ctypes
from array import array
from collections.abc import Iterator
from math import isnan

import pypdfium2.raw as pdfium

from sayso.errors import EncryptedError, TooLargeError, UnreadableError
from sayso.intake.limits import Limits
from sayso.intake.pdf_page import BOLD, ITALIC, Page, PageLink, Piece

codecs.lookup("utf-16-le")  # loads it now: later, in the child process, no file can be opened

_APART = 1.2
"""Ems between two glyphs that begin a new run.  Word spaces of justified text reach 0.8, gutters between columns begin at 1.2."""
_RISE = 0.45
"""Ems by which a baseline may differ within a run: superscripts stand 0.3 to 0.4 high, the next line at least 0.9 low."""
_ROTATED = 0.2
"""Sine of the angle from which text does not lie on a line of the page: stamps and margin notes stand at 45 or 90 degrees."""
_OBJECTS = 20_000
"""Objects of a page looked at for texts that were passed over; a page holds some 5,000 signs."""
_FARTHEST = 1e6
"""Points; PDF allows pages of 14,400."""
_PASSWORD = 4  # FPDF_ERR_PASSWORD of fpdfview.h
_HYPHENS = frozenset({2, 0xFFFE})
"""pdfium's two signs for a hyphen at the end of a line, one glyph by glyph, the other in running text."""
_SPACES = frozenset({9, 32, 160, *range(0x2000, 0x200B), 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000})
_text_object = ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.CFUNCTYPE(ctypes.c_void_p, pdfium.FPDF_TEXTPAGE, ctypes.c_int))
"""FPDFText_GetTextObject with its answer as a number: this is asked for each glyph, and turning a pointer into one takes long."""


class Glyphs:
    """An open PDF: its pages one by one, and what it says about itself.  One a process: pdfium is started and never stopped."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        pdfium.FPDF_InitLibrary()
        self._data = data  # pdfium reads from it as long as the document is open
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            _refuse(pdfium.FPDF_GetLastError())
        self.pages = pdfium.FPDF_GetPageCount(self._document)
        if self.pages > limits.pages:
            raise TooLargeError(f"the PDF has {self.pages} pages, more than {limits.pages}", "split it into smaller files")

    def read_pages(self) -> Iterator[Page]:
        """The pages in order.  A page that cannot be loaded is empty."""
        for number in range(self.pages):
            page = pdfium.FPDF_LoadPage(self._document, number)
            if not page:
                yield Page(0, 0, (), 0)
                continue
            text_page = pdfium.FPDFText_LoadPage(page)
            yield _PageReader(self._document, page, text_page).read() if text_page else Page(0, 0, (), 0)
            pdfium.FPDFText_ClosePage(text_page)
            pdfium.FPDF_ClosePage(page)

    def read_info(self) -> Iterator[tuple[str, str]]:
        """The document's own properties, names as PDF has them."""
        for name in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate"):
            size = pdfium.FPDF_GetMetaText(self._document, name.encode(), None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDF_GetMetaText(self._document, name.encode(), buffer, size)
            yield name, buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
        buffer = ctypes.create_string_buffer(128)
        size = pdfium.FPDFCatalog_GetLanguage(self._document, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), 128)
        yield "Language", buffer.raw[: min(size, 128)].decode("utf-16-le", "replace").rstrip("\0")


def _bounded(value: float) -> float:
    """A coordinate that can be reckoned with: damaged files place glyphs at infinity, or nowhere."""
    return min(max(value, -_FARTHEST), _FARTHEST) if not isnan(value) else 0.0


def _refuse(code: int) -> None:
    if code == _PASSWORD:
        raise EncryptedError("the PDF asks for a password", "open it with the password and save or print it without one")
    raise UnreadableError(f"the PDF is damaged (pdfium error {code})", "save it again, or get another copy")


class _PageReader:
    """Walks the glyphs of one page and cuts them into pieces."""

    def __init__(self, document: object, page: object, text_page: object) -> None:
        self.document, self.page, self.text_page = document, page, text_page
        self.turn = pdfium.FPDFPage_GetRotation(page)
        self.width, self.height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        self.pieces: list[Piece] = []
        self.unmapped = 0
        self._objects: dict[int, tuple[float, float, int, bool, bool]] = {}
        self._fonts: dict[int, int] = {}
        self._corner = self._lower_left()

    def read(self) -> Page:
        count = max(pdfium.FPDFText_CountChars(self.text_page), 0)
        self._cut(self._codes(count))
        for piece, following in zip(self.pieces, [*(each.glyphs[0] for each in self.pieces[1:]), count], strict=False):
            piece.after = following - piece.glyphs[-1] - 1
        links, pictured, unread = tuple(self._links()), self._pictured(), self._unread(count)
        return Page(self.width, self.height, tuple(self.pieces), count, links, pictured, self.unmapped, unread)

    def _codes(self, count: int) -> list[int]:
        """The character codes of all glyphs: in one call where pdfium's text has one code unit for each, else one by one."""
        buffer = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self.text_page, 0, count, buffer) == count + 1:
            codes = list(buffer)[:count]
            if not any(0xD800 <= code < 0xE000 for code in codes):
                return codes
        return [pdfium.FPDFText_GetUnicode(self.text_page, index) for index in range(count)]

    def _cut(self, codes: list[int]) -> None:
        """Cut the glyphs of the page into pieces."""
        text_page, rectangle, box_of = self.text_page, pdfium.FS_RECTF(), pdfium.FPDFText_GetLooseCharBox
        piece: Piece | None = None
        for index, code in enumerate(codes):
            if code in (13, 10):
                self._end(piece)
                piece = None
                continue
            if code == 32 and pdfium.FPDFText_IsGenerated(text_page, index):
                if piece:
                    self._space(piece, index)
                continue
            if not box_of(text_page, index, rectangle):
                continue
            left, right, bottom = self._place(rectangle)
            base, size, style, upright, vague = self._type(index, bottom)
            if piece and not self._continues(piece, left, right, base, size, upright):
                self._end(piece)
                piece = None
            if code in _SPACES:
                if piece:
                    self._space(piece, index)
                continue
            if not piece:
                piece = Piece([], array("i"), array("f"), array("f"), bytearray(), base, size, upright)
            elif size > piece.size:
                piece.base, piece.size = base, size
            piece.text.append(self._character(code, vague))
            piece.glyphs.append(index)
            piece.left.append(left)
            piece.right.append(right)
            piece.styles.append(style)
        self._end(piece)

    def _character(self, code: int, vague: bool) -> str:
        if code in _HYPHENS:
            return "-"
        known = 32 <= code < 0x7F or (0xA0 <= code < 0xD800) or (0xE000 <= code < 0x110000 and code != 0xFFFF)
        self.unmapped += vague or not known
        return chr(code) if known else "\ufffd"

    @staticmethod
    def _space(piece: Piece, index: int) -> None:
        """Put a word space into the piece; those at its end are taken out again by `_end`."""
        piece.text.append(" ")
        piece.glyphs.append(index)
        piece.left.append(piece.right[-1])
        piece.right.append(piece.right[-1])
        piece.styles.append(piece.styles[-1])

    @staticmethod
    def _continues(piece: Piece, left: float, right: float, base: float, size: float, upright: bool) -> bool:
        """Whether a glyph stands on the line of the piece, at its end (or, in right-to-left text, at either end)."""
        em = max(piece.size, size, 1.0)
        if upright != piece.upright:
            return False
        if not upright:
            return True
        if abs(base - piece.base) > _RISE * em:
            return False
        return left - piece.right[-1] <= _APART * em and piece.left[-1] - right <= _APART * em

    def _end(self, piece: Piece | None) -> None:
        if not piece:
            return
        trailing = 0
        while piece.text[-1 - trailing] == " ":
            trailing += 1
        if trailing:
            for column in (piece.text, piece.glyphs, piece.left, piece.right, piece.styles):
                del column[-trailing:]
        self.pieces.append(piece)

    def _type(self, index: int, bottom: float) -> tuple[float, float, int, bool, bool]:
        """Baseline, size, style and uprightness of a glyph, and whether its character is a guess of pdfium's.

        All glyphs of one text object share them, so they are asked for once.
        """
        address = _text_object(self.text_page, index)
        if address is None:
            last = self.pieces[-1] if self.pieces else None
            return bottom, last.size if last else 10.0, 0, True, False
        known = self._objects.get(address)
        if known is None:
            known = self._objects[address] = self._type_of(index)
        return known

    def _type_of(self, index: int) -> tuple[float, float, int, bool, bool]:
        matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetMatrix(self.text_page, index, matrix)
        pdfium.FPDFText_GetCharOrigin(self.text_page, index, x, y)
        across, along = (matrix.b, matrix.a) if self.turn % 2 else (matrix.a, matrix.b)
        size = abs(pdfium.FPDFText_GetFontSize(self.text_page, index)) * (matrix.c**2 + matrix.d**2) ** 0.5
        upright = abs(along) <= _ROTATED * ((across**2 + along**2) ** 0.5 or 1.0)
        style = self._style(pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(self.text_page, index)))
        vague = pdfium.FPDFText_HasUnicodeMapError(self.text_page, index) == 1
        return self._point(x.value, y.value)[1], size if 0.5 < size < 2000 else 10.0, style, upright, vague

    def _style(self, font: pdfium.FPDF_FONT) -> int:
        """BOLD and ITALIC as the font's name and flags tell."""
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self._fonts:
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
            name, flags = buffer.value.lower(), max(pdfium.FPDFFont_GetFlags(font), 0)
            bold = any(word in name for word in (b"bold", b"black", b"heavy", b"cmbx")) or flags & 1 << 18
            italic = any(word in name for word in (b"italic", b"oblique", b"cmti")) or flags & 1 << 6
            self._fonts[address] = (BOLD if bold else 0) | (ITALIC if italic else 0)
        return self._fonts[address]

    def _lower_left(self) -> tuple[float, float]:
        box = [ctypes.c_float() for _ in range(4)]
        for read in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
            if read(self.page, *box):
                return box[0].value, box[1].value
        return 0.0, 0.0

    def _point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own coordinates, where a reader sees it: from the lower left corner, after the page's turn."""
        x, y = _bounded(x - self._corner[0]), _bounded(y - self._corner[1])
        if self.turn == 1:
            return y, self.height - x
        if self.turn == 2:
            return self.width - x, self.height - y
        if self.turn == 3:
            return self.width - y, x
        return x, y

    def _place(self, box: "pdfium.FS_RECTF") -> tuple[float, float, float]:
        """Left, right and lower edge of a glyph."""
        if not self.turn:
            x, y = self._corner
            left, right, bottom = box.left - x, box.right - x, box.bottom - y
            if -_FARTHEST < left <= right < _FARTHEST and -_FARTHEST < bottom < _FARTHEST:  # false for what is not a number, too
                return left, right, bottom
        left, bottom, right, _ = self._turned(box)
        return left, right, bottom

    def _turned(self, box: "pdfium.FS_RECTF") -> tuple[float, float, float, float]:
        x0, y0 = self._point(box.left, box.bottom)
        x1, y1 = self._point(box.right, box.top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _links(self) -> Iterator[PageLink]:
        place, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
        for _ in range(2000):  # links of a page: an index page has some 200; the count is the file's word
            if not pdfium.FPDFLink_Enumerate(self.page, place, link):
                return
            action = pdfium.FPDFLink_GetAction(link)
            size = pdfium.FPDFAction_GetURIPath(self.document, action, None, 0) if action else 0
            if not 1 < size < 4096 or not pdfium.FPDFLink_GetAnnotRect(link, box):
                continue
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(self.document, action, buffer, size)
            glyphs = self._inside(self._turned(box))
            if glyphs:
                yield PageLink(glyphs, buffer.value.decode("utf-8", "replace"))

    def _inside(self, box: tuple[float, float, float, float]) -> tuple[int, ...]:
        found: list[int] = []
        for piece in self.pieces:
            if box[1] - piece.size / 2 <= piece.base <= box[3]:
                middles = zip(piece.glyphs, piece.left, piece.right, strict=True)
                found.extend(glyph for glyph, left, right in middles if box[0] <= (left + right) / 2 <= box[2])
        return tuple(found)

    def _unread(self, count: int) -> int:
        """How many texts of the page pdfium passes over because it has no shapes for them.

        It drops a text without width, and a lone character whose font is not in the file has none (East Asian PDFs that place
        each sign by itself).  Spaces have none either, so only pages with more such texts than characters tell.
        """
        objects = pdfium.FPDFPage_CountObjects(self.page)
        if objects <= count:
            return 0
        edges = [ctypes.c_float() for _ in range(4)]
        unread = 0
        for number in range(min(objects, _OBJECTS)):
            held = pdfium.FPDFPage_GetObject(self.page, number)
            if pdfium.FPDFPageObj_GetType(held) == pdfium.FPDF_PAGEOBJ_TEXT and pdfium.FPDFPageObj_GetBounds(held, *edges):
                unread += abs(edges[2].value - edges[0].value) < 0.001 and not pdfium.FPDFFont_GetIsEmbedded(
                    pdfium.FPDFTextObj_GetFont(held)
                )
        return unread if unread > 2 * count else 0

    def _pictured(self) -> bool:
        count = min(pdfium.FPDFPage_CountObjects(self.page), 200)  # a scan is one picture, or some strips
        objects = (pdfium.FPDFPage_GetObject(self.page, number) for number in range(count))
        return any(pdfium.FPDFPageObj_GetType(held) == pdfium.FPDF_PAGEOBJ_IMAGE for held in objects)
