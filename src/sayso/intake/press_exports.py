"""Which articles are in an export of Nexis or Factiva?  One RTF, DOCX or HTML file holds many; each becomes a JSON object.

The exports give lines, and labels say what they are; the labels stand in ``language/data/export_labels.tsv``.  The object that
comes out has the same bytes wherever and whenever the article was exported: page numbers, search terms and the day of the export
are not in it.  `open_document` reads it as it reads any article in JSON.
"""

from collections.abc import Iterator

import msgspec

from sayso.intake.factiva import read_factiva
from sayso.intake.gather import Item, Refused
from sayso.intake.limits import DEFAULT, Limits, check_size
from sayso.intake.nexis import read_nexis
from sayso.intake.sniff import sniff
from sayso.language.dates import read_stamp
from sayso.language.export_labels import counts_words, labelled, labels, separator
from sayso.model.dates import PartialDate
from sayso.model.document import Block

FIELDS = tuple(
    """title standfirst outlet date author section dateline text copyright language id length edition page time credit graphic
    column contact correction publication_type outlet_code load_date subject company organisation industry person geographic
    geographic_city geographic_state geographic_country publisher_note""".split()
)
"""The fields of an article, in the order in which they are written; those that have no words are left out."""


_AGAIN = "look at it in the database and export it again"


def find_press_exports(data: bytes, name: str, limits: Limits = DEFAULT) -> Iterator[Item | Refused]:
    """The articles in an export of Nexis or Factiva; nothing where the file is no such export.

    An item's bytes are one JSON object, its place ``name:number``, its day that on which the export was made, where it says so.
    Raises UnreadableError or one of its kinds where the file itself cannot be read.
    """
    lines = _read_lines(data, limits)
    product = next((product for product in ("nexis", "factiva") if _is_export(lines, product)), None)
    if product is None:
        return
    taken = _day(lines) if product == "nexis" else None
    read = read_nexis if product == "nexis" else read_factiva
    for number, (article, whole) in enumerate(_cut(lines, product), 1):
        place = f"{name}:{number}"
        fields = read(article, number == 1)
        if not whole:
            yield Refused(place=place, reason="the article breaks off before its closing line", remedy=_AGAIN)
        elif not fields.get("text", "").strip():
            yield Refused(place=place, reason="no text was found between the labels of the article", remedy=_AGAIN)
        else:
            known = {field: fields[field] for field in FIELDS if fields.get(field)}
            yield Item(data=msgspec.json.encode(known), name=name, taken=taken, place=place)


def _read_lines(data: bytes, limits: Limits) -> list[str]:
    """The lines of a file, each without white space around it and none empty; no lines where the format is another."""
    check_size(len(data), limits)
    media_type = sniff(data)
    if media_type == "application/rtf":
        from sayso.intake.rtf import read_rtf

        return _lines_of(read_rtf(data, limits))
    if media_type == "application/zip" and b"word/" in data:
        from sayso.intake.docx import read_docx

        layer = read_docx(data, limits)
    elif media_type == "text/html":
        from sayso.intake.decode import decode
        from sayso.intake.html import read_html

        layer = read_html(decode(data)[0], select=False)
    else:
        return []
    return _lines_of("\n".join(block.text_of(layer.text) for block in layer.blocks if _is_seen(block)))


def _is_seen(block: Block) -> bool:
    return block.kind != "running-head"


def _lines_of(text: str) -> list[str]:
    return [line for line in (line.strip() for line in text.split("\n")) if line]


def _is_export(lines: list[str], product: str) -> bool:
    """Whether a line opens or closes an article as the product does, and the length of one is given."""
    bounds = (separator(product, "start"), separator(product, "end"))
    return any(bound.fullmatch(line) for line in lines for bound in bounds) and _has_length(lines, product)


def _has_length(lines: list[str], product: str) -> bool:
    if product == "factiva":
        return any(counts_words(line.removeprefix("WC").strip()) for line in lines)
    lengths = tuple(f"{label}:" for label, field in labels("nexis", "head").items() if field == "length")
    return any(line.casefold().startswith(lengths) for line in lines)


def _day(lines: list[str]) -> PartialDate | None:
    """The day of the export, which stands on the cover."""
    for line in lines[:20]:  # the cover begins with it
        found = labelled(line, "nexis", "cover")
        if found is not None and found[0] == "taken":
            return read_stamp(found[1])
    return None


def _cut(lines: list[str], product: str) -> Iterator[tuple[list[str], bool]]:
    """The lines of each article, with its closing line where that has a number, and whether the article is whole.

    Where lines open articles, what stands before the first is none; where lines close them, what stands behind the last is none,
    unless it has a length and so is an article that breaks off.
    """
    start, end = separator(product, "start"), separator(product, "end")
    opened = any(start.fullmatch(line) for line in lines)
    article: list[str] = []
    begun = not opened
    for line in lines:
        if opened and start.fullmatch(line):
            if begun:
                yield article, True
            article, begun = [], True
        elif end.fullmatch(line):
            if not opened:
                yield [*article, line] if product == "factiva" else article, True
                article = []
        elif begun:
            article.append(line)
    if article and (opened or _has_length(article, product)):
        yield article, opened
