"""An article as a JSON object: fields of many products, every character of the text with its place in the JSON."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import NoTextError, UnreadableError, UsageError
from sayso.intake.open import open_document
from sayso.language.article_fields import ROLES, article_fields, read_own_fields
from sayso.language.tables import read_table
from sayso.model.document import Document, Role
from sayso.model.finding import Ground
from sayso.model.span import Span
from sayso.reading.masthead import read_masthead
from tests.intake.test_open import assert_sound

TEXT = (
    "The ferry left Ilm at nine on Tuesday, the harbour office said.\n"
    "“We waited three weeks,” said Ada Quill, who runs the inn at the landing.\n"
    "The next boat leaves on Friday, according to the timetable of the port."
)
HTML = (
    "<p>The ferry left <a href='/ilm'>Ilm</a> at nine on Tuesday,\n the harbour &amp; customs office said.</p>"
    "<p>“We waited three weeks,” said Ada Quill, who runs the inn at the landing.</p>"
)
NEWS_PLEASE = {
    "authors": ["Oriel Vaskerly"], "date_download": "2031-04-11 02:00:00", "date_modify": "2031-04-10 08:00:00",
    "date_publish": "2031-04-09 10:30:00", "description": "A first boat after three weeks.", "filename": "ferry.json",
    "image_url": None, "language": "en", "localpath": None, "maintext": TEXT, "source_domain": "elmowl.example",
    "title": "Ferry sails again", "title_page": None, "title_rss": None, "url": "https://elmowl.example/ferry",
}  # fmt: skip


def opened(value: object, **more: object) -> Document:
    return open_document(json.dumps(value).encode(), **more)  # type: ignore[arg-type]


def body(document: Document) -> list[str]:
    return [block.text_of(document.text) for block in document.blocks_of(Role.BODY)]


@pytest.mark.smoke
def test_article_of_news_please_is_read_with_its_masthead() -> None:
    document = opened(NEWS_PLEASE)
    assert document.capture.media_type == "application/json"
    assert (document.capture.url, document.capture.taken.iso) == ("https://elmowl.example/ferry", "2031-04-11T02:00:00")
    assert body(document) == TEXT.split("\n")
    masthead = read_masthead(document)
    assert masthead.title.value == "Ferry sails again"
    assert [author.value.name for author in masthead.authors] == ["Oriel Vaskerly"]
    assert masthead.authors[0].ground is Ground.MARKED_UP
    assert (masthead.published.value.day, masthead.published.ground) == ("2031-04-09", Ground.MARKED_UP)
    assert masthead.modified.value.day == "2031-04-10"
    assert masthead.publisher.value.host == "elmowl.example"
    assert masthead.language.value == "en"


@pytest.mark.parametrize(
    "value",
    [
        {"id": 7, "media_name": "The Elm Owl", "media_url": "elmowl.example", "publish_date": "2031-04-09", "title": "Ferry sails again", "language": "en", "url": "https://elmowl.example/f", "text": TEXT},
        {"id": "d1", "series": "sn00000001", "date": "2031-04-09", "text": TEXT, "title": "Ferry sails again", "publisher": "The Elm Owl", "author": "Oriel Vaskerly"},
        {"title": "Ferry sails again", "author": "Oriel Vaskerly", "hostname": "elmowl.example", "date": "2031-04-09", "source": "https://elmowl.example/f", "source-hostname": "The Elm Owl", "excerpt": "x", "text": TEXT, "comments": ""},
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry sails again", "articleBody": TEXT, "datePublished": "2031-04-09T10:30:00+02:00", "author": [{"@type": "Person", "name": "Oriel Vaskerly"}], "publisher": {"name": "The Elm Owl"}},
        {"source": {"id": None, "name": "The Elm Owl"}, "author": "Oriel Vaskerly", "title": "Ferry sails again", "publishedAt": "2031-04-09T10:30:00Z", "url": "https://elmowl.example/f", "content": TEXT},
        {"webTitle": "Ferry sails again", "webPublicationDate": "2031-04-09T10:30:00Z", "fields": {"bodyText": TEXT, "publication": "The Elm Owl", "byline": "By Oriel Vaskerly"}},
        {"article_html": "", "text": TEXT, "title": "Ferry sails again", "authors": ["Oriel Vaskerly"], "publish_date": 1933497000, "meta_site_name": "The Elm Owl"},
        {"_id": {"$oid": "1"}, "Headline": "Ferry sails again", "BODY": TEXT, "byline": "By Oriel Vaskerly", "published": "April 9, 2031", "outlet": "The Elm Owl"},
    ],
    ids=["media cloud", "passim", "trafilatura", "schema.org", "newsapi", "guardian", "newspaper4k", "generic"],
)  # fmt: skip
def test_forms_of_known_products_say_the_same(value: dict[str, object]) -> None:
    document = opened(value)
    masthead = read_masthead(document)
    assert body(document) == TEXT.split("\n")
    assert masthead.title.value == "Ferry sails again"
    assert masthead.published.value.day == "2031-04-09"
    assert masthead.publisher.value.name == "The Elm Owl"
    if "author" in json.dumps(value) or "byline" in json.dumps(value):
        assert [author.value.name for author in masthead.authors] == ["Oriel Vaskerly"]


def test_dates_of_old_newspapers_are_dates() -> None:
    document = opened({"id": "1", "date": "1854-03-02", "text": TEXT})
    assert read_masthead(document).published.value.iso == "1854-03-02"
    assert read_masthead(opened({"date": "1970-01-01T00:00:00Z", "text": TEXT})).published is None


VISIBLE = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('"\\/\n\n\r\t €😀é')), max_size=80)


@given(
    st.permutations(["title", "text", "byline", "copyright", "url", "authors"]),
    st.fixed_dictionaries({}, optional={"title": VISIBLE, "byline": VISIBLE, "copyright": VISIBLE, "url": VISIBLE, "authors": st.lists(VISIBLE, max_size=2)}),
    st.one_of(VISIBLE, st.lists(VISIBLE, max_size=3)).filter(lambda text: bool("".join(text).strip())),
    st.booleans(),
)  # fmt: skip
@settings(deadline=None, max_examples=150)
def test_every_span_of_the_text_maps_back_to_what_decodes_to_it(
    order: list[str], value: dict[str, object], text: object, ascii_only: bool
) -> None:
    value["text"] = text
    source = json.dumps({key: value[key] for key in order if key in value}, ensure_ascii=ascii_only)
    try:
        document = open_document(source.encode())
    except NoTextError:
        assert not any(part.strip(" \t\r\n") for part in ([text] if isinstance(text, str) else text)) or "<" in str(text)
        return
    assert_sound(document)
    if document.links or "<" in str(text) or "&" in str(text):
        return  # read as HTML, which has its own test
    for block in document.blocks:
        for span in block.spans:
            written = document.offsets.to_source(span).of(source)
            assert json.loads(f'"{written}"') == span.of(document.text)
            assert document.offsets.to_text(document.offsets.to_source(span)) == span
            for offset in range(span.start, span.end):
                one = Span(offset, offset + 1)
                assert json.loads(f'"{document.offsets.to_source(one).of(source)}"') == one.of(document.text)
    for stated in document.markup:
        said = json.loads(f'"{stated.original.of(source)}"')
        assert stated.value == " ".join(said.split())


def test_html_field_keeps_its_place_in_the_json() -> None:
    source = json.dumps({"content_html": HTML, "title": "Ferry sails again"})
    document = open_document(source.encode())
    assert body(document) == ["The ferry left Ilm at nine on Tuesday, the harbour & customs office said.", TEXT.split("\n")[1]]
    for words, written in [
        ("Tuesday", "Tuesday"),
        ("&", "&amp;"),
        ("“", "\\u201c"),
        ("office said.", "office said."),
        (", the", ",\\n the"),
    ]:
        start = document.text.index(words)
        place = document.offsets.to_source(Span(start, start + len(words)))
        assert place.of(source) == written
    assert [link.target for link in document.links] == ["/ilm"]
    link = document.links[0].span
    assert document.offsets.to_source(link, markup=True).of(source) == "<a href='/ilm'>Ilm</a>"


def test_title_that_the_text_says_again_stands_once() -> None:
    document = opened({"title": "Ferry sails again", "byline": "By Oriel Vaskerly", "text": "Ferry  sails again\n" + TEXT})
    assert document.text.count("sails again") == 1
    assert [block.text_of(document.text) for block in document.blocks_of(Role.HEADLINE)] == ["Ferry  sails again"]
    assert body(document) == TEXT.split("\n")
    assert [author.value.name for author in read_masthead(document).authors] == ["Oriel Vaskerly"]
    assert body(opened({"title": TEXT.split("\n")[0], "text": TEXT.split("\n")[0]})) == TEXT.split("\n")[:1]


def test_field_that_holds_nothing_leaves_its_place_to_the_next() -> None:
    assert body(opened({"maintext": None, "articleBody": " \n\t", "full_text": "", "text": TEXT})) == TEXT.split("\n")


def test_text_field_that_holds_html_is_read_as_html() -> None:
    assert body(opened({"title": "Ferry sails again", "body": HTML}))[1] == TEXT.split("\n")[1]


def test_whole_page_in_a_field_is_read_as_a_page() -> None:
    page = f"<html><head><meta property='og:site_name' content='The Elm Owl'></head><body><nav><a href='/'>Home</a></nav><article><h1>Ferry sails again</h1>{HTML}{HTML}</article></body></html>"
    document = opened({"url": "https://elmowl.example/f", "title": "Ferry sails again", "html": page})
    assert document.text.count("Ferry sails again") == 1
    assert document.blocks_of(Role.HEADLINE)
    assert read_masthead(document).publisher.value.name == "The Elm Owl"


def test_title_behind_the_text_stands_above_it_all_the_same() -> None:
    source = json.dumps({"text": TEXT, "title": "Ferry sails again"}, ensure_ascii=False)
    document = open_document(source.encode())
    assert document.text.startswith("Ferry sails again\n")
    whole = document.offsets.to_source(Span(0, len(document.text)))
    assert whole == Span(source.index("The ferry"), source.index('"}'))


def test_own_mapping_goes_before_the_table() -> None:
    value = {"hed": "Ferry sails again", "copy": {"plain": TEXT}, "text": "An abstract."}
    own = read_own_fields("title=hed, text=copy.plain")
    document = opened(value, fields=own)
    assert read_masthead(document).title.value == "Ferry sails again"
    assert body(document) == TEXT.split("\n")


@pytest.mark.parametrize("own", ["title", "=hed", "colour=hed", "title=hed,,"])
def test_mapping_that_is_none_is_explained(own: str) -> None:
    with pytest.raises(UsageError):
        read_own_fields(own)


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b'{"hed": "Ferry", "copy": "It left."}', NoTextError, "it has hed, copy"),
        (b'{"title": "Ferry", "text": "  "}', NoTextError, "it has title, text"),
        (b'{"a\\u001b[31m": "Ferry"}', NoTextError, r"it has a\?\[31m"),
        (b'{"title": "Ferry', UnreadableError, "damaged at column 11"),
        (b'[{"title": "Ferry", "text": "It left."}]', UnreadableError, "sayso add"),
        (b'{"text": "a"}\n{"text": "b"}\n', UnreadableError, "more than one object"),
    ],
)  # fmt: skip
def test_what_holds_no_article_is_explained(data: bytes, error: type[UnreadableError], reason: str) -> None:
    with pytest.raises(error, match=reason) as caught:
        open_document(data)
    assert str(caught.value).isprintable()


def test_charset_of_html_in_a_field_is_not_the_encoding_of_the_json() -> None:
    source = json.dumps(
        {"html": "<meta charset='iso-8859-1'><p>Café an der Brücke, am Hafen von Ilm gelegen.</p>"}, ensure_ascii=False
    )
    assert "Café an der Brücke" in open_document(source.encode()).text


def test_byte_order_mark_and_utf16_are_read() -> None:
    source = json.dumps(NEWS_PLEASE, ensure_ascii=False)
    for data in (b"\xef\xbb\xbf" + source.encode(), source.encode("utf-16")):
        assert body(open_document(data)) == TEXT.split("\n")


def test_prose_that_quotes_json_is_no_json() -> None:
    assert open_document(b'The file began {"title": and broke off.').capture.media_type == "text/plain"


def test_every_row_of_the_table_maps_its_own_example() -> None:
    for row in read_table("article_fields"):
        assert row["role"] in ROLES
        source = row["example"]
        path, value = row["field"], json.loads(source)
        for step in path.split("."):
            value = value[0] if isinstance(value, list) else value
            key = next(key for key in value if key.casefold().replace("_", "").replace("-", "") == step.replace("_", ""))
            value = value[key]
        assert value
        assert row["role"] in [role for role, _ in article_fields().roles[path.casefold().replace("_", "").replace("-", "")]]
