"""A DOCX gives what a reader of the printed page sees, and each character leads into the XML."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import EncryptedError, NoTextError, SaysoError, TooLargeError, UnreadableError
from sayso.intake.docx import read_docx
from sayso.intake.docx_parts import read_parts
from sayso.intake.layer import Layer
from sayso.intake.limits import DEFAULT, Limits
from tests.intake.make_docx import W, document, make_docx, p, r, relations


def read(body: str, more: dict[str, str | bytes] | None = None, links: tuple[tuple[str, str, str], ...] = ()) -> Layer:
    """In this process: quicker, and a failure shows its traceback."""
    return read_parts(make_docx(body, more, links), DEFAULT)


def texts(layer: Layer) -> list[str]:
    return [block.text_of(layer.text) for block in layer.blocks]


def tags(layer: Layer) -> list[str]:
    return [block.tag for block in layer.blocks]


@pytest.mark.smoke
def test_docx_is_read_in_a_child_process_as_in_this_one() -> None:
    data = make_docx(p("An owl hoots."))
    assert read_docx(data) == read_parts(data, DEFAULT)


def test_paragraphs_are_blocks_and_styles_are_tags_whatever_their_language() -> None:
    layer = read(p("Strike", "Titel") + p("The pilots", "berschrift1") + p("Why", "Zwischen") + p("They stopped.") + p("  "))
    assert texts(layer) == ["Strike", "The pilots", "Why", "They stopped."]
    assert tags(layer) == ["h1", "h1", "h3", "p"]


def test_list_items_and_cells_are_told_apart() -> None:
    item = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>" + r("first") + "</w:p>"
    table = f"<w:tbl><w:tr><w:tc>{p('port')}</w:tc><w:tc>{p('ships')}</w:tc></w:tr></w:tbl>"
    layer = read(item + table + p("after"))
    assert list(zip(tags(layer), texts(layer), strict=True)) == [("li", "first"), ("td", "port"), ("td", "ships"), ("p", "after")]


def test_each_character_leads_into_the_xml() -> None:
    body = p(r("Åsa &amp; Öl &lt;b&gt; 🦉 ") + "<w:r><w:tab/><w:br/></w:r>" + r("x\r\ny &#228;"))
    source = document(body)
    layer = read(body)
    assert layer.text == "Åsa & Öl <b> 🦉 \t\nx y ä"
    places = {"Å": "Å", "&": "&amp;", "<": "&lt;", "🦉": "🦉", "\t": "<w:tab/>", "\n": "<w:br/>", "y": "y", "ä": "&#228;"}
    for sign, written in places.items():
        place = layer.text.index(sign)
        span = layer.offsets.to_source(type(layer.blocks[0].span)(place, place + 1))
        assert span is not None
        assert span.of(source) == written
    assert layer.offsets.part == "word/document.xml"


def test_what_no_reader_sees_is_left_out() -> None:
    body = p(
        r("They ")
        + f"<w:del>{r('may ').replace('w:t', 'w:delText')}</w:del><w:ins>{r('will ')}</w:ins><w:moveFrom>{r('not ')}</w:moveFrom>"
        + r("secretly ", "<w:vanish/>")
        + "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> DATE </w:instrText><w:fldChar w:fldCharType='separate'/></w:r>"
        + r("on Friday")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        + "<w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t> stop.</w:t></w:r>"
    )
    layer = read(body)
    assert layer.text == "They will on Friday stop."
    assert layer.emphasis == ()


def test_text_box_inside_a_paragraph_is_a_block_of_its_own_and_read_once() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{p('Boxed words')}</w:txbxContent>"
    body = p(
        r("Before") + f"<w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>" + r("after.")
    )
    layer = read(body)
    assert texts(layer) == ["Before after.", "Boxed words"]
    assert len(layer.blocks[0].spans) == 2


def test_links_come_from_relations_anchors_and_fields() -> None:
    body = p(
        f"<w:hyperlink r:id='h'>{r('the report')}</w:hyperlink>{r(' and ')}"
        f"<w:hyperlink w:anchor='end'>{r('the end')}</w:hyperlink>"
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> HYPERLINK \"https://example.org/b\" </w:instrText>"
        f"<w:fldChar w:fldCharType='separate'/></w:r>{r('b')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    layer = read(body, links=(("h", "hyperlink", "https://example.org/report"),))
    assert [(link.span.of(layer.text), link.target) for link in layer.links] == [
        ("the report", "https://example.org/report"),
        ("the end", "#end"),
        ("b", "https://example.org/b"),
    ]


def test_bold_and_italic_words_are_emphasis() -> None:
    layer = read(p(r("not ") + r("now", "<w:b/>") + r(" or ", "<w:b w:val='0'/>") + r("ever", "<w:i/>")))
    assert [span.of(layer.text) for span in layer.emphasis] == ["now", "ever"]


def test_notes_heads_and_feet_are_read_in_the_order_of_the_page_and_mapped() -> None:
    notes = f"<w:footnotes xmlns:w='{W}'><w:footnote w:id='2'>{p('Ørsk said so.')}</w:footnote></w:footnotes>"
    header = f"<w:hdr xmlns:w='{W}'>{p('The Vellmar Herald')}</w:hdr>"
    body = p(r("They stopped.") + "<w:r><w:footnoteReference w:id='2'/></w:r>")
    more: dict[str, str | bytes] = {"word/footnotes.xml": notes, "word/header1.xml": header}
    layer = read(body, more, (("n", "footnotes", "footnotes.xml"), ("h", "header", "header1.xml")))
    assert texts(layer) == ["The Vellmar Herald", "They stopped.1", "Ørsk said so."]
    assert layer.blocks[0].kind == "running-head"
    assert layer.blocks[2].hints == "footnote"
    assert layer.offsets.part == "word/header1.xml+word/document.xml+word/footnotes.xml"
    source = header + document(body) + notes
    for block in layer.blocks[::2]:
        span = layer.offsets.to_source(block.span)
        assert span is not None
        assert span.of(source) == block.text_of(layer.text)


def test_properties_are_markup() -> None:
    found = {value.name: value.value for value in read(p("x")).markup}
    assert found == {"title": "Strike", "author": "Mira Solten", "created": "2031-04-09T10:30:00Z"}


def test_main_part_may_have_any_name_and_be_utf_16() -> None:
    more: dict[str, str | bytes] = {
        "_rels/.rels": relations(("d", "officeDocument", "/text/main.xml")),
        "text/main.xml": document(p("Ørsk")).replace("UTF-8", "UTF-16").encode("utf-16"),
    }
    layer = read("", more)
    assert (layer.text, layer.offsets.part) == ("Ørsk", "text/main.xml")


# Bad input


def failure(data: bytes, limits: Limits = DEFAULT) -> SaysoError:
    with pytest.raises(SaysoError) as caught:
        read_docx(data, limits)
    assert "\n" not in str(caught.value)
    return caught.value


GOOD = make_docx(p("Strike", "Titel") + p("The pilots of Vellmar stopped work on Monday night."))


def test_locked_office_file_asks_for_its_password() -> None:
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    assert type(failure(head + "EncryptedPackage".encode("utf-16-le"))) is EncryptedError


def test_old_doc_is_named() -> None:
    error = failure(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
    assert type(error) is UnreadableError
    assert "DOCX" in error.remedy


def test_locked_zip_asks_for_its_password() -> None:
    locked = bytearray(GOOD)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(sign)
        while place >= 0:
            locked[place + flags] |= 1
            place = locked.find(sign, place + 1)
    assert type(failure(bytes(locked))) is EncryptedError


def test_bomb_is_refused_before_it_has_grown() -> None:
    bomb = make_docx("", {"word/document.xml": document(p("x" * (60 << 20)))})
    assert len(bomb) < 1 << 20
    assert type(failure(bomb)) is TooLargeError


def test_bombs_that_are_not_needed_are_not_unpacked() -> None:
    data = make_docx(p("An owl hoots."), {"word/media/image1.png": bytes(100 << 20)})
    assert read_docx(data).text == "An owl hoots."


def test_lying_sizes_do_not_help_a_bomb() -> None:
    bomb = make_docx("", {"word/document.xml": document(p("x" * (60 << 20)))})
    info = next(info for info in ZipFile(BytesIO(bomb)).infolist() if info.filename == "word/document.xml")
    lied = bomb.replace(struct.pack("<L", info.file_size), struct.pack("<L", 1000))
    assert isinstance(failure(lied), UnreadableError)


def test_thousands_of_parts_are_refused() -> None:
    out = BytesIO(GOOD)
    with ZipFile(out, "a", ZIP_DEFLATED) as packed:
        for number in range(3000):
            packed.writestr(f"word/media/{number}", b"")
    assert type(failure(out.getvalue())) is TooLargeError


def test_entities_are_refused() -> None:
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"
    source = document(p("&b;")).replace("<w:document", laughs + "<w:document", 1)
    error = failure(make_docx("", {"word/document.xml": source}))
    assert "declaration" in error.reason


def test_external_entity_is_not_followed() -> None:
    source = document(p("&a;")).replace("<w:document", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:document", 1)
    assert type(failure(make_docx("", {"word/document.xml": source}))) is UnreadableError


def test_paragraphs_nested_a_hundred_thousand_deep_end() -> None:
    depth = 100_000
    layer = read_docx(make_docx("<w:p>" * depth + r("deep") + "</w:p>" * depth), Limits(ratio=10_000))
    assert layer.text.strip() == "deep"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_truncated_file_is_said(share: float) -> None:
    assert type(failure(GOOD[: int(len(GOOD) * share)])) is UnreadableError


def test_text_that_breaks_off_is_said() -> None:
    error = failure(make_docx("", {"word/document.xml": document(p("x"))[:-30]}))
    assert "breaks off" in error.reason


def test_zip_of_something_else_is_said() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("readme.txt", "hello")
    assert "no Word document" in failure(out.getvalue()).reason


def test_empty_document_is_said() -> None:
    assert type(failure(make_docx(p("")))) is NoTextError


def test_damaged_side_parts_do_not_cost_the_text() -> None:
    more: dict[str, str | bytes] = {
        "word/styles.xml": "<w:styles",
        "docProps/core.xml": b"\xff\x00",
        "docProps/app.xml": "<a>&b;",
    }
    assert read(p("An owl hoots."), more).text == "An owl hoots."


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_gives_text_or_our_error(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        layer = read_parts(bytes(damaged), DEFAULT)
    except SaysoError:
        return
    assert layer.text.strip()


tree = st.recursive(
    st.sampled_from([r("owl "), r("&amp;ä", "<w:b/>"), "<w:r><w:tab/></w:r>", r("gone", "<w:vanish/>"), "<w:pPr/>", "words"]),
    lambda inner: st.builds(
        lambda name, children: f"<w:{name}>{''.join(children)}</w:{name}>",
        st.sampled_from(["p", "r", "tbl", "tr", "tc", "hyperlink", "ins", "del", "sdt", "txbxContent"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(tree, min_size=1, max_size=5))
def test_any_tree_is_mapped_soundly(trees: list[str]) -> None:
    body = "".join(trees)
    try:
        layer = read(body)
    except NoTextError:
        return
    source = document(body)
    covered: set[int] = set()
    for block in layer.blocks:
        for span in block.spans:
            assert not covered & set(range(span.start, span.end))
            covered |= set(range(span.start, span.end))
    for place, sign in enumerate(layer.text):
        if place in covered and sign in "owlä":
            span = layer.offsets.to_source(type(layer.blocks[0].span)(place, place + 1))
            assert span is not None
            assert span.of(source) == sign
        assert place in covered or sign.isspace()
