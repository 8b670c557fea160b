"""Small DOCX files for the tests, packed by hand so that every hostile case can be made."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f"<w:styles xmlns:w='{W}'><w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Titel'><w:name w:val='Title'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Zwischen'><w:name w:val='Zwischen'/>"
    "<w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>"
    "</w:styles>"
)
CORE = (
    "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>"
    "<dc:title>Strike</dc:title><dc:creator>Mira Solten</dc:creator><dcterms:created>2031-04-09T10:30:00Z</dcterms:created>"
    "</cp:coreProperties>"
)


def document(body: str) -> str:
    """A main part around paragraphs."""
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\r\n<w:document xmlns:w='{W}' xmlns:r='{R}'><w:body>{body}</w:body></w:document>"
    )


def p(inner: str, style: str | None = None) -> str:
    """A paragraph: bare text becomes a run."""
    inner = inner if inner.startswith("<") else r(inner)
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={style!r}/></w:pPr>' if style else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def relations(*rows: tuple[str, str, str]) -> str:
    """Relations from (id, sort, target); addresses are external."""
    external = " TargetMode='External'"
    items = "".join(
        f"<Relationship Id='{identity}' Type='{R}/{sort}' Target='{target}'{external * ('://' in target)}/>"
        for identity, sort, target in rows
    )
    return f"<Relationships xmlns='{_RELATIONS}'>{items}</Relationships>"


def make_docx(body: str, more: dict[str, str | bytes] | None = None, links: tuple[tuple[str, str, str], ...] = ()) -> bytes:
    """A DOCX; `more` adds or replaces parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(("d", "officeDocument", "word/document.xml")),
        "word/document.xml": document(body),
        "word/styles.xml": STYLES,
        "docProps/core.xml": CORE,
        "word/_rels/document.xml.rels": relations(("s", "styles", "styles.xml"), *links),
        **(more or {}),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()
