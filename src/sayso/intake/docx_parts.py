"""What is seen of a DOCX, and in which order?  Heads, text, notes, feet; called in a child process, see `docx`.

Offsets count characters of the parts' XML as decoded (without a byte-order mark); where several parts are seen, ``part`` names
them joined by ``+`` and the count goes on from one to the next.  Deleted and hidden text, comments and field codes are not seen.
"""

import codecs
import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

from sayso.errors import NoTextError, UnreadableError
from sayso.intake.docx_text import PartReader, Style
from sayso.intake.layer import Layer
from sayso.intake.limits import Limits
from sayso.intake.package import Package
from sayso.model.document import MarkupValue

_PROPERTIES = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
    "category": "category",
    "language": "language",
    "lastModifiedBy": "modifier",
    "created": "created",
    "modified": "modified",
    "Application": "producer",
    "Company": "company",
}


for _name in ("utf-16", "utf-8-sig", "cp437"):
    codecs.lookup(_name)  # loads it now: later, in the child process, no file can be opened


def read_parts(data: bytes, limits: Limits) -> Layer:
    """The text layer of the packed parts.  Raises EncryptedError, NoTextError, TooLargeError or UnreadableError."""
    package = Package(data, limits)
    main = _main_part(package)
    relations = _relations(package, main)
    reader = PartReader(_styles(package, relations))
    parts = []
    for name, kind in _seen_parts(main, relations):
        if name in package:
            source = _decode(package.read(name))
            targets = {identity: target for identity, (target, sort) in _relations(package, name).items() if sort == "hyperlink"}
            reader.read(source, targets, kind)
            parts.append(name)
    text = reader.builder.text()
    if not text.strip():
        raise NoTextError("the document holds no text", "if it shows pictures of text, recognise the text first")
    return Layer(
        text=text,
        blocks=tuple(sorted(reader.blocks, key=lambda block: block.spans[0].start)),
        offsets=reader.builder.offsets(part="+".join(parts)),
        links=tuple(reader.links),
        emphasis=tuple(reader.emphasis),
        markup=tuple(_properties(package)),
    )


def _main_part(package: Package) -> str:
    for target, sort in _relations(package, "").values():
        if sort == "officeDocument" and target in package:
            return target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise UnreadableError("the ZIP file is no Word document", "unpack it and give the files one by one")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """From relation id to target and sort.  Targets inside the file are its part names, others are addresses."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if path in package:
        for _, attributes, _ in _elements(package.read(path)):
            target, identity = attributes.get("Target"), attributes.get("Id")
            if target and identity:
                inside = attributes.get("TargetMode") != "External"
                place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") if inside else target
                found[identity] = place, posixpath.basename(attributes.get("Type", ""))
    return found


def _seen_parts(main: str, relations: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str | None]]:
    """The parts that are seen, and what stands in them if not the text."""
    by_sort = {
        sort: sorted({target for target, its in relations.values() if its == sort})
        for sort in ("header", "footnotes", "endnotes", "footer")
    }
    yield from ((name, "running-head") for name in by_sort["header"])
    yield main, None
    yield from ((name, "footnote") for sort in ("footnotes", "endnotes") for name in by_sort[sort])
    yield from ((name, "running-head") for name in by_sort["footer"])


def _styles(package: Package, relations: dict[str, tuple[str, str]]) -> dict[str, Style]:
    """Paragraph styles by id."""
    path = next((target for target, sort in relations.values() if sort == "styles"), "word/styles.xml")
    styles: dict[str, Style] = {}
    if path not in package:
        return styles
    identity = ""
    for local, attributes, _ in _elements(package.read(path)):
        if local == "style":
            identity = attributes.get("styleId", "")
            styles[identity] = Style(identity.lower())
        elif local == "name" and identity:
            styles[identity] = Style(attributes.get("val", identity).lower(), styles[identity].level)
        elif local == "outlineLvl" and identity and re.fullmatch("[0-8]", attributes.get("val", "")):
            styles[identity] = Style(styles[identity].name, int(attributes["val"]))
    return styles


def _properties(package: Package) -> Iterator[MarkupValue]:
    for path in ("docProps/core.xml", "docProps/app.xml"):
        if path in package:
            for local, _, text in _elements(package.read(path)):
                if local in _PROPERTIES and text.strip():
                    yield MarkupValue("docinfo", _PROPERTIES[local], " ".join(text.split()))


def _elements(data: bytes) -> list[tuple[str, dict[str, str], str]]:
    """Each element's local name, attributes by local name, and the text directly behind its start tag.

    A side part that is damaged or declares entities counts as empty from there on: the text is not lost with it.
    """
    found: list[tuple[str, dict[str, str], list[str]]] = []
    parser = expat.ParserCreate("utf-8", " ")

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((_local(name), {_local(key): value for key, value in attributes.items()}, []))

    def characters(text: str) -> None:
        if found:
            found[-1][2].append(text)

    def refuse(*_: object) -> None:
        raise UnreadableError("the document holds a document type declaration, which DOCX forbids", "do not trust this file")

    parser.StartElementHandler = start
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    with suppress(expat.ExpatError):
        parser.Parse(_decode(data).encode("utf-8", "replace"), True)
    return [(name, attributes, "".join(text)) for name, attributes, text in found]


def _decode(data: bytes) -> str:
    """The characters of an XML part: UTF-8, or UTF-16 with a byte-order mark, the two that the format allows."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
