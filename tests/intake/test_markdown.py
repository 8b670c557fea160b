"""Markdown: the text a reader would see, each character with its place in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.markdown import read_markdown
from sayso.model.span import Span


def blocks_of(source: str) -> list[tuple[str, str]]:
    layer = read_markdown(source)
    return [(block.tag, block.text_of(layer.text)) for block in layer.blocks]


CASES = {
    "heading with closing hashes": ("## Harbour closes ##", [("h2", "Harbour closes")]),
    "underlined heading": ("Harbour closes\n==============\nText.", [("h1", "Harbour closes"), ("p", "Text.")]),
    "hash without a space is a tag of a network": ("#harbour is shut", [("p", "#harbour is shut")]),
    "two spaces end a block": ("By A. Quill  \nThe Lantern, May 3", [("p", "By A. Quill"), ("p", "The Lantern, May 3")]),
    "a backslash ends a block": ("By A. Quill\\\nThe Lantern", [("p", "By A. Quill"), ("p", "The Lantern")]),
    "a soft break is a space": ("one\n  two", [("p", "one two")]),
    "carriage returns": ("one  \r\ntwo\r\n\r\nthree", [("p", "one"), ("p", "two"), ("p", "three")]),
    "brackets without target are text": ("seen by Dovan [the port/PRT] today", [("p", "seen by Dovan [the port/PRT] today")]),
    "brackets before a parenthesis with spaces inside": ("[sic] (two words)", [("p", "[sic] (two words)")]),
    "link inside brackets": ("[see [here](x)](y)", [("p", "[see here](y)")]),
    "emphasis, strong, both": ("*a* **b** ***c*** _d_ __e__", [("p", "a b c d e")]),
    "underscores inside words stay": ("file_name_here", [("p", "file_name_here")]),
    "lone asterisks stay": ("2 * 3 * 4 and *", [("p", "2 * 3 * 4 and *")]),
    "struck out": ("~~old~~ new ~5", [("p", "old new ~5")]),
    "escapes": (r"\*not\* \[a](b)", [("p", "*not* [a](b)")]),
    "entities": ("Salt &amp; Rye &#8220;x&#8221; &nosuch;", [("p", "Salt & Rye “x” &nosuch;")]),
    "code keeps its marks": ("use `*raw*` here", [("p", "use *raw* here")]),
    "unclosed code is text": ("a ``b` c", [("p", "a ``b` c")]),
    "fenced code": ("```\n*x*\n\ny\n```\nz", [("pre", "*x*\n\ny"), ("p", "z")]),
    "a list loses its bullets": ("- one\n- two\n  more", [("li", "one"), ("li", "two more")]),
    "a lone dash names who spoke": (
        "“Aye,” it said.\n\n- Ferry Master Oduya",
        [("p", "“Aye,” it said."), ("p", "- Ferry Master Oduya")],
    ),
    "a number is kept": ("1. first\n2. second", [("li", "1. first"), ("li", "2. second")]),
    "quotation blocks": ("> one\n> two\n\nthree", [("blockquote", "one two"), ("p", "three")]),
    "table": ("| Port | Ships |\n|---|--:|\n| Dovan | 3 |", [("th", "Port"), ("th", "Ships"), ("td", "Dovan"), ("td", "3")]),
    "images are not text": ("Before ![a *gull*](g.jpg) after", [("p", "Before  after")]),
    "image in a link": ("[![gull](g.jpg)](u)\n\nText", [("p", "Text")]),
    "comments are hidden": ("a <!-- b\nc --> d\n\n<!-- e\n\nf -->\n\ng", [("p", "a  d"), ("p", "g")]),
    "HTML tags are markup": ("<b>bold</b><br>line", [("p", "bold"), ("p", "line")]),
    "other angle brackets are text": ("<redacted> said 5 < 6", [("p", "<redacted> said 5 < 6")]),
    "a byte order mark": ("\ufeff# Head", [("h1", "Head")]),
    "a year opening a line": ("It closed in\n1986. It never opened.", [("p", "It closed in 1986. It never opened.")]),
}


@pytest.mark.parametrize("case", CASES)
def test_visible_text(case: str) -> None:
    source, expected = CASES[case]
    assert blocks_of(source) == expected


def test_a_lost_target_stays_as_written() -> None:
    layer = read_markdown('By [A. Quill](#) and [B](<u v> "t") and <https://lantern.example/a>')
    assert [(link.span.of(layer.text), link.target) for link in layer.links] == [
        ("A. Quill", "#"),
        ("B", "u v"),
        ("https://lantern.example/a", "https://lantern.example/a"),
    ]


def test_reference_links_need_a_definition() -> None:
    layer = read_markdown("[a][x], [x], [b]\n\n[X]: http://lantern.example 'title'\n")
    assert layer.text == "a, x, [b]"
    assert [link.target for link in layer.links] == ["http://lantern.example"] * 2


def test_markup_is_taken_in_on_request() -> None:
    source = "Write to [desk@lantern.example](mailto:desk@lantern.example) **now**"
    layer = read_markdown(source)
    whole = layer.blocks[0].span
    assert layer.offsets.to_source(whole) == Span(0, len(source) - 2)
    assert layer.offsets.to_source(whole, markup=True) == Span(0, len(source))
    name = layer.links[0].span
    assert layer.offsets.to_source(name) == Span(10, 30)
    assert layer.offsets.to_source(name, markup=True) == Span(9, 60)


def test_front_matter_is_metadata_and_not_text() -> None:
    source = '---\ntitle: "Harbour closes"\ntags:\n  - port\n  - ferry\n---\n\nText.'
    layer = read_markdown(source)
    assert layer.text == "Text."
    assert [(value.name, value.value) for value in layer.markup] == [
        ("title", "Harbour closes"),
        ("tags", "port"),
        ("tags", "ferry"),
    ]
    assert all(value.original and value.original.of(source) == value.value for value in layer.markup)


def test_rules_that_hold_no_metadata_are_rules() -> None:
    layer = read_markdown("---\nNot metadata at all\n\n---\nText")
    assert [(block.text_of(layer.text), block.hints) for block in layer.blocks] == [
        ("Not metadata at all", "after-rule"),
        ("Text", "after-rule"),
    ]


def test_image_descriptions_are_kept_out_of_sight() -> None:
    layer = read_markdown("![A gull, by R. Sand](g.jpg)")
    assert layer.text == ""
    assert layer.markup[0].value == "A gull, by R. Sand"


MARKDOWN = st.text(alphabet="ab .*_[]()!`<>&;#~-|\\\n\r\t\"'1/:“”é", max_size=120)


@given(MARKDOWN)
def test_every_visible_character_stands_at_its_place(source: str) -> None:
    layer = read_markdown(source)
    offsets = layer.offsets
    for text, place, length, reach in zip(
        offsets.text, offsets.source, offsets.text_lengths, offsets.source_lengths, strict=True
    ):
        if length == reach:
            pairs = zip(layer.text[text : text + length], source[place : place + reach], strict=True)
            assert all(here == there or (here.isspace() and there.isspace()) for here, there in pairs)
    starts = list(offsets.source)
    assert starts == sorted(starts)


@given(MARKDOWN)
def test_blocks_hold_every_character_but_the_breaks(source: str) -> None:
    layer = read_markdown(source)
    at = 0
    for block in layer.blocks:
        assert not layer.text[at : block.span.start].strip()
        assert layer.text[block.span.start : block.span.end].strip()
        at = block.span.end
    assert not layer.text[at:].strip()


@given(st.text(alphabet="abcé “”.,", max_size=80))
def test_plain_paragraphs_are_unchanged(source: str) -> None:
    assert read_markdown(source).text == source.strip()


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![",
        "*",
        "*a ",
        "**a_b ",
        "> ",
        "- ",
        "`a``",
        "[a](",
        "<a",
        "<!--",
        '](x "',
        "&#",
        "[a]: b\n",
        "|a\n|-",
        "\\",
        "<!--\n",
        "<script>\n",
        "a\n---\n",
        "```\n",
        "> - ",
    ],
)
def test_hostile_repetition_is_read(unit: str) -> None:
    layer = read_markdown(unit * 20_000)
    assert len(layer.text) <= 20_000 * len(unit)
