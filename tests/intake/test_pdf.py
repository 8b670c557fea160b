"""A PDF is read in the order of the eye; nothing printed is lost, every character leads back to its glyph."""

import re
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import EncryptedError, NoTextError, SaysoError, TooLargeError, UnreadableError
from sayso.intake.layer import Layer
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.open import open_document
from sayso.intake.pdf import read_pdf
from sayso.intake.pdf_pdfium import read_by_pdfium
from sayso.model.document import Block, Role
from sayso.reading.pipeline import read_document
from tests.intake.make_pdf import WIDTH, Annotation, Run, lines, make_pdf

FIRST = [
    "The pilots of Vellmar harbour stopped work on Monday night",
    "after talks about night shifts ended without a result, the",
    "pilots' association said.",
]
SECOND = [
    "Ships from the northern basin waited outside the mole. The",
    "harbour office counted seventeen of them by noon, among",
    "them two ferries from Oskelund.",
]


def read(pages: list[list[Run]], **options: object) -> Layer:
    """In this process: quicker, and a failure shows its traceback."""
    return read_by_pdfium(make_pdf(pages, **options), DEFAULT)  # type: ignore[arg-type]  # handed through as they are


def texts(layer: Layer, kind: str | None = None) -> list[str]:
    return [block.text_of(layer.text) for block in layer.blocks if block.kind == kind]


def joined(rows: list[str]) -> str:
    return " ".join(rows)


@pytest.mark.smoke
def test_pdf_is_read_in_a_child_process_as_in_this_one() -> None:
    data = make_pdf([lines(60, 700, FIRST)])
    assert read_pdf(data) == read_by_pdfium(data, DEFAULT)


def test_lines_of_a_paragraph_are_one_block_with_single_spaces() -> None:
    assert texts(read([lines(60, 700, FIRST)])) == [joined(FIRST)]


def test_white_space_ends_a_paragraph() -> None:
    full = ["x" * 8 + " " + "y" * 50, "z" * 59]
    layer = read([lines(60, 700, full) + lines(60, 670, full) + lines(60, 640, full)])
    assert texts(layer) == [joined(full)] * 3


def test_short_last_line_ends_a_paragraph() -> None:
    assert texts(read([lines(60, 700, FIRST + SECOND)])) == [joined(FIRST), joined(SECOND)]


def test_indent_begins_a_paragraph() -> None:
    full = [
        "a full line of words that fills the whole measure of type",
        "and then another that fills the whole measure of type ab",
    ]
    page = [Run(75 if place % 2 == 0 else 60, 700 - 12 * place, text) for place, text in enumerate(full * 4)]
    assert texts(read([page])) == [joined(full)] * 4


def test_hyphen_at_a_line_end_is_furniture_and_stays_in_the_text() -> None:
    layer = read([lines(60, 700, ["The harbour office asked all ships to be pa-", "tient until the talks of Friday."])])
    assert texts(layer) == ["The harbour office asked all ships to be patient until the talks of Friday."]
    assert "pa-\ntient" in layer.text
    assert texts(layer, "hyphen") == ["-"]


def test_hyphen_that_belongs_to_its_word_is_kept() -> None:
    rows = ["A well-known pilot and a trade unionist, a well-", "known one as well, spoke of the talks on Friday."]
    assert texts(read([lines(60, 700, rows)])) == [
        "A well-known pilot and a trade unionist, a well-known one as well, spoke of the talks on Friday."
    ]


def test_paragraph_over_a_page_break_is_one_block_of_two_spans_around_the_furniture() -> None:
    head, foot = Run(60, 760, "The Vellmar Herald, 9 April 2031"), "Page {} of 3"
    body = ["one more full line of words to fill this measure of type"] * 3
    pages = [
        [head, *lines(60, 700, [*body, "and here the first page ends although the sentence goes"]), Run(280, 30, foot.format(1))],
        [head, *lines(60, 700, ["on and on over the break, until it ends.", *SECOND]), Run(280, 30, foot.format(2))],
        [head, *lines(60, 700, FIRST), Run(280, 30, foot.format(3))],
    ]
    layer = read(pages)
    assert texts(layer) == [
        joined([*body, "and here the first page ends although the sentence goes on and on over the break, until it ends."]),
        joined(SECOND),
        joined(FIRST),
    ]
    assert texts(layer, "running-head") == ["The Vellmar Herald, 9 April 2031"] * 3
    assert texts(layer, "page-number") == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert [len(block.spans) for block in layer.blocks if block.kind is None] == [2, 1, 1]


def test_hyphen_at_a_page_end_is_cut_too() -> None:
    pages = [
        [*lines(60, 100, ["The harbour office counted seventeen ships by noon, am-"]), Run(280, 30, "- 1 -")],
        [*lines(60, 700, ["ong them two ferries from Oskelund."]), Run(280, 30, "- 2 -")],
    ]
    layer = read(pages)
    assert texts(layer) == ["The harbour office counted seventeen ships by noon, among them two ferries from Oskelund."]


TWO_COLUMNS = (lines(60, 650, (FIRST + SECOND) * 2), lines(340, 650, (SECOND + FIRST) * 2))
TITLE = Run(60, 700, "Harbour pilots of Vellmar strike", 22, bold=True)


@pytest.mark.parametrize(
    "page",
    [
        [TITLE, *TWO_COLUMNS[0], *TWO_COLUMNS[1]],
        [TITLE, *(run for pair in zip(*TWO_COLUMNS, strict=True) for run in pair)],
        [*TWO_COLUMNS[1], *TWO_COLUMNS[0], TITLE],
    ],
    ids=["column by column", "row by row", "backwards"],
)
def test_two_columns_are_read_one_after_the_other_whatever_the_order_in_the_file(page: list[Run]) -> None:
    narrow = [Run(run.x, run.y, run.text, 8 if run.size == 10 else run.size, run.bold) for run in page]
    layer = read([narrow])
    one, two = joined(FIRST), joined(SECOND)
    assert texts(layer) == [TITLE.text, one, two, one, two, two, one, two, one]
    assert layer.blocks[0].tag == "h1"
    check_map(layer, [narrow])


def test_headline_and_page_foot_that_span_the_columns_do_not_hide_them() -> None:
    left, right = lines(60, 650, FIRST * 2, 8), lines(340, 650, SECOND * 2, 8)
    wide = Run(60, 500, "Across both columns stands a line that closes the upper part of the page", 12)
    under = lines(60, 480, SECOND * 2, 8) + lines(340, 480, FIRST * 2, 8)
    got = texts(read([[TITLE, *left, *right, wide, *under]]))
    one, two = joined(FIRST), joined(SECOND)
    assert got == [TITLE.text, one, one, two, two, wide.text, two, two, one, one]


HEBREW = "הנתבים אמרו ביום שלישי כי 25 ספינות (מחר) ימתינו של ABC News בעיר."
ARABIC = "قال المرشدون يوم الثلاثاء إن 25 سفينة ستنتظر."


def eye(text: str) -> str:
    """The order of the eye: all turned round, but numbers and Latin words, whose letters go from left to right."""
    turned = text[::-1].translate(str.maketrans("()", ")("))
    return re.sub(r"[A-Za-z0-9]+(?: [A-Za-z]+)*", lambda found: found[0][::-1], turned)


@pytest.mark.parametrize("text", [HEBREW, ARABIC])
def test_right_to_left_text_is_in_logical_order(text: str) -> None:
    assert texts(read([[Run(60, 700, eye(text))]])) == [text]


def test_right_to_left_text_drawn_word_by_word_from_the_right_is_in_logical_order() -> None:
    page = [Run(60 + WIDTH * 10 * found.start(), 700, found[0]) for found in re.finditer(r"\S+", eye(HEBREW))]
    assert texts(read([list(reversed(page))])) == [HEBREW]


def test_page_printed_by_a_browser_is_read(browser: str, tmp_path: Path) -> None:
    page, out = tmp_path / "page.html", tmp_path / "page.pdf"
    # One sentence: where the fonts of a machine let a column end with a full stop, nobody could tell that its paragraph goes on.
    second = joined(SECOND * 4).replace(". ", ", and ")
    arabic = "قال المرشدون يوم الثلاثاء إن 25 سفينة (أو أكثر) ستنتظر في الخارج حتى نهاية المفاوضات بشأن الأجور."
    page.write_text(
        f"<meta charset=utf-8><title>Strike</title><body style='column-count:2'><p>{joined(FIRST * 4)}<p>{second}"
        f"<p dir=rtl>{HEBREW}<p dir=rtl>{arabic}",
        "utf-8",
    )
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}", page.as_uri()]
    subprocess.run([browser, *arguments], check=True, capture_output=True, timeout=120)
    layer = read_pdf(out.read_bytes())
    assert texts(layer) == [joined(FIRST * 4), second, HEBREW, arabic]
    assert "Strike" in joined(texts(layer, "print-stamp"))


def test_right_to_left_columns_begin_on_the_right() -> None:
    word = "נמל"
    rows = [" ".join([word] * 14)] * 6
    page = lines(60, 650, [eye(row) for row in rows], 8) + lines(340, 650, [eye(row.replace(word, "גשר")) for row in rows], 8)
    assert read([page]).text.startswith("גשר")


def test_links_lead_from_their_words() -> None:
    layer = read(
        [lines(60, 700, ["See the full report of the harbour office."])],
        links=[Annotation((80, 695, 155, 712), "https://example.org/r")],
    )
    (link,) = layer.links
    assert link.target == "https://example.org/r"
    assert link.span.of(layer.text) == "the full report"


def test_bold_words_are_emphasis() -> None:
    layer = read([[Run(60, 700, "The office said "), Run(140, 700, "not now", bold=True), Run(180, 700, "to the pilots.")]])
    assert [span.of(layer.text) for span in layer.emphasis] == ["not now"]


def test_wholly_bold_paragraph_is_emphasis_from_end_to_end() -> None:
    bold = [Run(run.x, run.y, run.text, bold=True) for run in lines(60, 700, FIRST)]
    layer = read([[*bold, *lines(60, 640, SECOND)]])
    assert [span.of(layer.text) for span in layer.emphasis] == [joined(FIRST)]


def test_document_properties_are_markup_with_iso_dates() -> None:
    layer = read(
        [lines(60, 700, FIRST)], info={"Title": "Strike", "Author": "Mira Solten", "CreationDate": "D:20310409103000+02'00'"}
    )
    found = {value.name: value.value for value in layer.markup}
    assert found == {"title": "Strike", "author": "Mira Solten", "created": "2031-04-09T10:30:00+02:00", "language": "en"}


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_turned_page_is_read_as_its_reader_holds_it(rotate: int) -> None:
    layer = read([[Run(60, 700, "upright text on a turned page"), Run(60, 688, "and its second line")]], rotate=rotate)
    assert sorted("".join(texts(layer)).replace(" ", "")) == sorted("uprighttextonaturnedpageanditssecondline")


def test_stamp_across_the_page_is_a_block_of_its_own_at_the_end() -> None:
    layer = read([[Run(30, 200, "Archive copy", turned=True), *lines(60, 700, FIRST)]])
    assert texts(layer) == [joined(FIRST), "Archive copy"]


def test_furniture_of_the_page_stays_furniture_in_the_document() -> None:
    head = Run(60, 760, "The Vellmar Herald, 9 April 2031")
    first = [*lines(60, 650, [*FIRST, "The harbour office asked all ships to be pa-", "tient until Friday."]), Run(280, 30, "1")]
    document = open_document(make_pdf([[head, TITLE, *first], [head, *lines(60, 700, SECOND), Run(280, 30, "2")]]))
    roles = {block.text_of(document.text): (block.role, block.kind) for block in document.blocks}
    assert roles[head.text] == (Role.FURNITURE, "running-head")
    assert roles["1"] == roles["2"] == (Role.FURNITURE, "page-number")
    assert roles["-"] == (Role.FURNITURE, "hyphen")
    assert roles["The harbour office asked all ships to be patient until Friday."] == (Role.BODY, None)
    assert document.blocks_of(Role.HEADLINE)[0].text_of(document.text) == TITLE.text


def test_date_of_printing_is_not_the_date_of_publication() -> None:
    stamps = [Run(24, 780, "11/23/31, 11:07 PM", 8), Run(300, 780, "Strike", 8), Run(24, 17, "file:///strike.html 1/1", 8)]
    document = open_document(make_pdf([[*stamps, TITLE, *lines(60, 650, FIRST + SECOND)]]))
    assert [block.kind for block in document.blocks].count("print-stamp") == 2
    record = read_document(document)
    assert record.masthead.published is None
    assert record.filing.dossiers == ()


# The map


def check_map(layer: Layer, pages: list[list[Run]]) -> None:
    """No visible character is lost, and each leads to its glyph and back."""
    drawn = sorted(character for page in pages for run in page for character in run.text if character != " ")
    assert sorted(character for character in layer.text if not character.isspace()) == drawn
    offsets = layer.offsets
    assert list(offsets.text) == sorted(offsets.text)
    assert list(offsets.source) == sorted(offsets.source)
    for block in layer.blocks:
        for span in block.spans:
            source = offsets.to_source(span)
            assert source is not None
            assert offsets.to_text(source) == span
    covered = sorted(place for block in layer.blocks for span in block.spans for place in range(span.start, span.end))
    assert len(covered) == len(set(covered))
    assert all(layer.text[place].isspace() for place in set(range(len(layer.text))) - set(covered))


runs = st.builds(
    Run,
    x=st.floats(0, 500),
    y=st.floats(0, 780),
    text=st.text(alphabet=st.sampled_from("abc def. 12-(אבג)ابت漢字"), min_size=1, max_size=30).map("a{}".format),
    size=st.sampled_from([6.0, 10.0, 22.0]),
    bold=st.booleans(),
    turned=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(runs, max_size=12), min_size=1, max_size=3).filter(lambda pages: any(pages)))
def test_any_arrangement_keeps_every_block_in_the_map(pages: list[list[Run]]) -> None:
    data = make_pdf(pages)
    layer = read_by_pdfium(data, DEFAULT)
    assert layer == read_by_pdfium(data, DEFAULT)
    offsets = layer.offsets
    assert list(offsets.source) == sorted(offsets.source)
    for block in layer.blocks:
        assert block_is_sound(block, layer)


def block_is_sound(block: Block, layer: Layer) -> bool:
    return all(span.of(layer.text).strip() and layer.offsets.to_source(span) is not None for span in block.spans)


def test_order_leads_to_the_indexes_of_the_file() -> None:
    left, right = lines(60, 650, FIRST * 2, 8), lines(340, 650, SECOND * 2, 8)
    order = read([[*right, *left]]).offsets.order
    counted = [first + step for first, length in zip(order[::2], order[1::2], strict=True) for step in range(length)]
    assert counted != sorted(counted)
    assert sorted(counted) == list(range(len(counted)))
    assert read([[*left, *right]]).offsets.order == ()


# Bad input


def failure(data: bytes, limits: Limits = DEFAULT) -> SaysoError:
    with pytest.raises(SaysoError) as caught:
        read_pdf(data, limits)
    assert "\n" not in str(caught.value)
    return caught.value


GOOD = make_pdf([lines(60, 700, FIRST)] * 3)


def test_empty_file_is_said() -> None:
    assert type(failure(b"")) is NoTextError


def test_binary_with_a_pdf_head_is_said() -> None:
    assert type(failure(b"%PDF-1.7\n" + bytes(range(256)) * 50)) is UnreadableError


def test_password_is_asked_for() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(GOOD))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert type(failure(out.getvalue())) is EncryptedError


def test_owner_password_alone_does_not_hinder_reading() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(GOOD))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert joined(FIRST) in texts(read_pdf(out.getvalue()))


def test_scanned_pages_ask_for_recognition() -> None:
    error = failure(make_pdf([[], []], pictures=True))
    assert type(error) is NoTextError
    assert "scanned" in error.reason
    assert "recognise" in error.remedy


def test_one_scanned_page_among_others_is_a_remark() -> None:
    layer = read([lines(60, 700, FIRST), []], pictures=True)
    assert [remark.code for remark in layer.remarks] == ["no-text"]
    assert "page 2 of 2" in layer.remarks[0].sentence


def test_signs_placed_one_by_one_whose_font_is_not_in_the_file_are_read_by_the_second_parser() -> None:
    words = "港口引航员罢工"
    layer = read_pdf(make_pdf([[Run(60 + 10 * place, 700, sign) for place, sign in enumerate(words)]]))
    assert sorted(layer.text.replace("\n", "").replace(" ", "")) == sorted(words)
    assert layer.remarks[0].code == "repaired"


def test_blank_pages_are_said() -> None:
    assert type(failure(make_pdf([[]]))) is NoTextError


def test_broken_cross_references_are_repaired() -> None:
    damaged = re.sub(rb"startxref\n\d+", b"startxref\n99", GOOD)
    assert joined(FIRST) in texts(read_pdf(damaged))


def test_truncated_file_gives_what_is_left_or_our_error() -> None:
    for share in (0.3, 0.6, 0.9):
        try:
            assert read_pdf(GOOD[: int(len(GOOD) * share)]).text
        except UnreadableError:
            continue


def test_too_many_pages_are_refused() -> None:
    assert type(failure(GOOD, Limits(pages=2))) is TooLargeError


def test_too_many_bytes_are_refused_unread() -> None:
    assert type(failure(GOOD, Limits(size=100))) is TooLargeError


def test_packed_bomb_is_stopped_by_the_limits() -> None:
    bomb = zlib_bomb(300 << 20)
    assert type(failure(bomb, Limits(memory=400 << 20, seconds=5))) in (TooLargeError, UnreadableError, NoTextError)


def zlib_bomb(size: int) -> bytes:
    packer = zlib.compressobj(9)
    content = b"".join([*(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)), packer.flush()])
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>"
    body = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(content), content)
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, body]
    return (
        b"%PDF-1.7\n"
        + b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, part) for n, part in enumerate(parts, 1))
        + b"trailer << /Root 1 0 R >>"
    )


def test_nul_bytes_and_control_codes_become_replacement_characters() -> None:
    layer = read([[Run(60, 700, "before \x00\x07\x1b[31m after it all ends well")]])
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", layer.text)
    assert "\ufffd" in layer.text
    assert [remark.code for remark in layer.remarks] == ["unmapped-glyphs"]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_damage_gives_text_or_our_error(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        layer = read_pdf(bytes(damaged), Limits(seconds=10))
    except SaysoError:
        return
    assert layer.text.strip()
