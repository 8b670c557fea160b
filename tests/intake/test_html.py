"""The text layer of HTML: what a reader sees, in order, each character with its place in the source."""

import html as html_escaping
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.html import read_html
from sayso.intake.layer import Layer
from sayso.model.span import Span


def lines(source: str) -> list[str]:
    layer = read_html(source, select=False)
    return [block.text_of(layer.text) for block in layer.blocks]


def markup(source: str) -> dict[str, str]:
    return {f"{value.scheme}:{value.name}": value.value for value in read_html(source, select=False).markup}


CASES = [
    ("blocks are lines", "<h1>Ferry\n  runs again</h1><p>The <b>ferry</b> sails.</p>", ["Ferry runs again", "The ferry sails."]),
    ("a paragraph ends where the next begins", "<p>One<p>Two<div>Three", ["One", "Two", "Three"]),
    ("list items end each other", "<ul><li>One<li>Two <ul><li>Inner</ul><li>Three</ul>", ["One", "Two", "Inner", "Three"]),
    ("cells stand apart", "<table><tr><td>Port<td>Ships<tr><td>Ilm<td>4</table>", ["Port", "Ships", "Ilm", "4"]),
    ("entities are read", "<p>Tea &amp; cake &#8212; 5&nbsp;&euro; &copy;</p>", ["Tea & cake — 5\xa0€ ©"]),
    ("an entity without its semicolon is read as browsers do", "<p>A &amp B &unknown; C</p>", ["A & B &unknown; C"]),
    (
        "scripts, styles and templates are not seen",
        "<p>A</p><script>'<p>B</p>'</script><style>p{}</style><template>C</template>",
        ["A"],
    ),
    (
        "what a page hides is not seen",
        "<p hidden>A</p><p style='color:red; display: none'>B</p><p style='display:block'>C</p>",
        ["C"],
    ),
    ("a class name with hidden in it hides nothing", '<p class="hidden-print overflow-hidden">Seen</p>', ["Seen"]),
    ("comments are not seen", "<p>A<!-- <p>B</p> --> C</p><!-- never ended", ["A C"]),
    ("quotes count in attribute values only", """<p title="a > b" it's>Seen</p><p data-x='"'>Too</p>""", ["Seen", "Too"]),
    ("a line break is a break", "<p>One<br>Two<br/>\nThree</p>", ["One\nTwo\nThree"]),
    ("two line breaks part paragraphs", "<div>One<br><br>Two</div>", ["One", "Two"]),
    ("inline elements do not part words", "<p>Har<i>bour</i>mas<b></b>ter</p>", ["Harbourmaster"]),
    ("preformatted text keeps its lines", "<pre>a  b\n  c</pre>", ["a  b\n  c"]),
    ("a stray end tag is passed over", "</div></p><p>A</b></p></td>B", ["A", "B"]),
    ("text left in the head is shown", "<html><head><title>T</title>Loose text<p>More</p></html>", ["Loose text", "More"]),
    ("a tag that never ends keeps its text", '<p>A</p><a href="x', ["A", '<a href="x']),
    ("q draws its marks", "<p>She said <q>yes</q>.</p>", ["She said “yes”."]),
    ("the title of a drawing is no page title", "<svg><title>Arrow</title></svg><p>A</p>", ["A"]),
]


@pytest.mark.parametrize(("source", "seen"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_reader_sees(source: str, seen: list[str]) -> None:
    assert lines(source) == seen


def test_blocks_carry_their_element_and_the_words_about_it() -> None:
    layer = read_html(
        '<article class="Story"><div id="meta"><span class="byline">By Ada Quill</span></div></article>', select=False
    )
    (block,) = layer.blocks
    assert block.tag == "div"
    assert {"byline", "meta", "story", "article"} <= set(block.hints.split())


def test_links_and_emphasis_have_their_places() -> None:
    layer = read_html('<p>See <a rel="license" href=" /terms ">the <em>terms</em></a>.</p>', select=False)
    assert [(link.span.of(layer.text), link.target, link.rel) for link in layer.links] == [("the terms", "/terms", "license")]
    assert [span.of(layer.text) for span in layer.emphasis] == ["terms"]


def test_a_link_is_taken_into_the_source_span_on_request() -> None:
    source = '<p>Write to <a href="mailto:desk@ilm.example">the desk</a></p>'
    layer = read_html(source, select=False)
    link = layer.links[0].span
    assert layer.offsets.to_source(link).of(source) == "the desk"
    assert layer.offsets.to_source(link, markup=True).of(source).startswith("<a href")


METADATA = """<html lang=en-GB><head><title>Ferry &amp; tide | The Ilm Post</title>
<meta property="og:site_name" content="The Ilm Post"><meta content='2031-04-09' name=date>
<link rel="canonical" href="https://ilm.example/ferry">
<script type="application/ld+json">//<![CDATA[
{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ada Quill"},],
"publisher":{"name":"The Ilm Post"},"headline":"Ferry \\u0026 tide"},]}
//]]></script></head><body itemscope><div itemprop="author" itemscope><span itemprop="name">Ada  Quill</span></div>
<time datetime="2031-04-09T10:00Z">Tuesday</time></body></html>"""


def test_metadata_of_every_kind_is_read() -> None:
    found = markup(METADATA)
    assert found["title:title"] == "Ferry & tide | The Ilm Post"
    assert found["meta:og:site_name"] == "The Ilm Post"
    assert found["meta:date"] == "2031-04-09"
    assert found["link:canonical"] == "https://ilm.example/ferry"
    assert found["html:lang"] == "en-GB"
    assert found["time:datetime"] == "2031-04-09T10:00Z"
    assert found["microdata:author.name"] == "Ada Quill"


def test_damaged_json_ld_is_read_all_the_same() -> None:
    found = markup(METADATA)
    assert found["json-ld:NewsArticle.author.name"] == "Ada Quill"
    assert found["json-ld:NewsArticle.publisher.name"] == "The Ilm Post"
    assert found["json-ld:NewsArticle.headline"] == "Ferry & tide"


def test_metadata_has_its_place_in_the_source() -> None:
    for value in read_html(METADATA, select=False).markup:
        assert value.original is not None
        written = value.original.of(METADATA)
        assert value.value.split()[0] in html_escaping.unescape(written) or "\\u" in written


def assert_map_holds(layer: Layer, source: str) -> None:
    """Every run copied character for character stands in the source as the map says; nothing visible has no place."""
    offsets = layer.offsets
    covered = [False] * len(layer.text)
    previous = 0
    for text, at, length, reach in zip(offsets.text, offsets.source, offsets.text_lengths, offsets.source_lengths, strict=True):
        assert at >= previous
        previous = at + reach
        covered[text : text + length] = [True] * length
        if length == reach > 1:
            blank = str.maketrans("\t\n\r\f", "    ")
            assert layer.text[text : text + length].translate(blank) == source[at : at + reach].translate(blank)
        span = Span(text, text + length)
        assert offsets.to_text(offsets.to_source(span)) == span
    assert all(known or character.isspace() for known, character in zip(covered, layer.text, strict=True))


WORD = st.text(alphabet="abcÄß “”—'é中ا&<>\t\n\xa0", max_size=12)
TREE = st.recursive(
    WORD.map(lambda word: (word, html_escaping.escape(word))),
    lambda inner: st.tuples(
        st.sampled_from("div p b i a span li ul td table h1 section em".split()), st.lists(inner, max_size=4)
    ).map(
        lambda made: (
            "".join(text for text, _ in made[1]),
            f"<{made[0]} class=x>" + "".join(source for _, source in made[1]) + f"</{made[0]}>",
        )
    ),
    max_leaves=20,
)


@given(TREE)
@settings(max_examples=200, deadline=None)
def test_no_visible_character_is_lost(tree: tuple[str, str]) -> None:
    text, source = tree
    layer = read_html(source, select=False)
    assert re.sub(r"\s", "", layer.text) == re.sub(r"\s", "", text)
    assert_map_holds(layer, source)


@given(
    st.lists(
        st.sampled_from(
            [
                *"<>&\"'/=-! \n",
                "<p",
                "<a href=",
                "</p>",
                "<!--",
                "-->",
                "<script",
                "</script>",
                "&amp;",
                "<![CDATA[",
                "x",
                "é",
                "\0",
                "<table><td>",
                "<br>",
                "<pre>",
                " hidden",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=300, deadline=None)
def test_tag_soup_keeps_its_map(pieces: list[str]) -> None:
    source = "".join(pieces)
    layer = read_html(source, select=False)
    assert_map_holds(layer, source)
    inside = sorted((span.start, span.end) for block in layer.blocks for span in block.spans)
    position = 0
    for start, end in inside:
        assert not layer.text[position:start].strip()
        position = end
    assert not layer.text[position:].strip()


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 50_000 + "deep",
        "<a <a " * 50_000,
        "<b>" * 20_000 + "</i>" * 20_000,
        "<p title='" * 30_000,
        "&" * 100_000,
        "<!--" * 50_000,
        "<td><b>" * 5_000 + "</div>" * 5_000,
    ],
    ids=["nesting", "open tags", "stray ends", "open quotes", "ampersands", "comments", "ends behind a barrier"],
)
def test_hostile_pages_are_read_to_the_end(source: str) -> None:
    layer = read_html(source, select=False)
    assert layer.text == "" or layer.blocks
