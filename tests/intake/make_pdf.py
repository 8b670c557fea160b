"""Small PDFs for the tests, written by hand so that every hostile case can be made."""

import zlib
from collections.abc import Iterable, Sequence

from msgspec import Struct

WIDTH = 0.5
"""Ems; every glyph of the test font is this wide, a space too."""


class Run(Struct, frozen=True):
    """Text drawn at a place, glyph by glyph from left to right (right-to-left text must come in the order of the eye)."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    turned: bool = False


class Annotation(Struct, frozen=True):
    """A link of a page: its rectangle and target."""

    box: tuple[float, float, float, float]
    target: str


def lines(x: float, y: float, texts: Iterable[str], size: float = 10, leading: float = 12) -> list[Run]:
    """Lines of type under each other."""
    return [Run(x, y - place * leading, text, size) for place, text in enumerate(texts)]


def make_pdf(
    pages: Sequence[Sequence[Run]],
    *,
    info: dict[str, str] | None = None,
    links: Sequence[Annotation] = (),
    pictures: bool = False,
    rotate: int = 0,
    unmapped: bool = False,
) -> bytes:
    """A PDF with the runs drawn in the order given.  `pictures` puts a grey picture on each page, `links` stand on the first."""
    characters = sorted({character for page in pages for run in page for character in run.text})
    objects: list[bytes] = [b"", b""]  # catalog and page tree come last, when the numbers are known

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(content: bytes, extra: bytes = b"") -> int:
        return add(b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), extra, content))

    cmap = b"" if unmapped else b"/ToUnicode %d 0 R" % stream(_to_unicode(characters))
    fonts = [add(_font(name, add(_descendant(name)), cmap)) for name in (b"Sample", b"Sample-Bold")]
    picture = stream(zlib.compress(b"\x80" * 64), b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray "
                     b"/BitsPerComponent 8 /Filter /FlateDecode")  # fmt: skip
    marks = b" ".join(b"%d 0 R" % add(_annotation(link)) for link in links)
    kids = []
    for number, page in enumerate(pages):
        content = stream((b"q 500 0 0 700 50 50 cm /P Do Q\n" if pictures else b"") + b"\n".join(map(_draw, page)))
        resources = b"<< /Font << /F0 %d 0 R /F1 %d 0 R >> /XObject << /P %d 0 R >> >>" % (fonts[0], fonts[1], picture)
        kids.append(
            add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Rotate %d /Resources %b /Contents %d 0 R /Annots [%b] >>"
                % (rotate, resources, content, marks if number == 0 else b"")
            )
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>"
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    document_info = add(b"<< %b >>" % b" ".join(b"/%b (%b)" % (k.encode(), v.encode()) for k, v in (info or {}).items()))
    return _assemble(objects, document_info)


def _assemble(objects: list[bytes], info: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, info, start)
    return bytes(out)


def _draw(run: Run) -> bytes:
    matrix = b"0 1 -1 0" if run.turned else b"1 0 0 1"
    code = run.text.encode("utf-16-be").hex().encode()
    return b"BT /F%d %.2f Tf %b %.2f %.2f Tm <%b> Tj ET" % (run.bold, run.size, matrix, run.x, run.y, code)


def _font(name: bytes, descendant: int, cmap: bytes) -> bytes:
    return b"<< /Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H /DescendantFonts [%d 0 R] %b >>" % (
        name,
        descendant,
        cmap,
    )


def _descendant(name: bytes) -> bytes:
    return (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%b"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /DW 500 /FontDescriptor << /Type /FontDescriptor /FontName /%b /Flags 4 /FontBBox [0 -200 500 800] /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 /ItalicAngle 0 >> >>" % (name, name)
    )


def _to_unicode(characters: list[str]) -> bytes:
    blocks = [characters[place : place + 100] for place in range(0, len(characters), 100)]
    maps = b"".join(
        b"%d beginbfchar\n%bendbfchar\n" % (len(block), b"".join(b"<%04X> <%04X>\n" % (ord(c), ord(c)) for c in block))
        for block in blocks
    )
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + maps + b"endcmap end end"
    )


def _annotation(link: Annotation) -> bytes:
    box = b" ".join(b"%.2f" % edge for edge in link.box)
    return b"<< /Type /Annot /Subtype /Link /Rect [%b] /A << /S /URI /URI (%b) >> >>" % (box, link.target.encode())
