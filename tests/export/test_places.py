"""Line and column in the original, counted as editors count."""

import pytest
from msgspec.structs import replace

from sayso.export.places import lines_of, place_of
from sayso.intake.open import open_document
from sayso.model.document import OffsetMap
from sayso.model.span import Span


def place(data, words, **more):
    document = open_document(data, **more)
    start = document.text.index(words)
    return place_of(document, lines_of(document, data), Span(start, start + len(words)))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_editors_end_them(end):
    found = place(f"One line.{end}Two words here.{end}{end}Third.{end}".encode(), "words")
    assert (found.line, found.column, found.end_line, found.end_column) == (2, 5, 2, 10)


def test_columns_are_code_points_of_the_decoded_file():
    assert place("Café noir\nd’été: quay\n".encode("cp1252"), "quay", encoding="windows-1252").short() == "2:8"


def test_a_byte_order_mark_is_no_column():
    assert place("\ufeffQuay lamps lit.\n\nAll of them.\n".encode(), "Quay").short() == "1:1"


def test_the_place_in_html_is_that_in_its_source():
    page = b"<!doctype html>\n<html><body>\n<p>Lamps &amp; <b>boats</b> at the quay.</p></body></html>"
    assert place(page, "boats").short() == "3:19"


def test_a_pdf_has_pages_and_mail_has_neither():
    document = open_document(b"Lamps on the quay.\n\nBoats came in.\n")
    glyphs = OffsetMap(text=(0,), source=(0,), text_lengths=(30,), source_lengths=(30,), unit="glyph", pages=(0, 20))
    assert place_of(replace(document, offsets=glyphs), lines_of(document, b""), Span(22, 25)).short() == "p. 2"
    part = replace(document, offsets=replace(document.offsets, part="1"))
    assert place_of(part, lines_of(part, b""), Span(0, 5)).short() == ""
