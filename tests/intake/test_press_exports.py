"""Exports of Nexis and Factiva, in every form and format that we know: one item for each article, the same bytes each time."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.intake.gather import Item, Refused
from sayso.intake.open import open_document
from sayso.intake.press_exports import FIELDS, find_press_exports
from sayso.language.article_fields import article_fields, fold
from sayso.language.tables import read_table
from sayso.model.document import Role
from sayso.reading.masthead import read_masthead
from tests.intake import make_exports as made
from tests.intake.make_docx import make_docx, p

FORMATS: list[Callable[[list[str]], bytes]] = [made.as_docx, made.as_html, made.as_rtf]


def found(data: bytes, name: str = "export.docx") -> list[Item | Refused]:
    return list(find_press_exports(data, name))


def articles(data: bytes) -> list[dict[str, str]]:
    results = found(data)
    assert all(isinstance(result, Item) for result in results), results
    return [json.loads(result.data) for result in results if isinstance(result, Item)]


def assert_ferry_and_bridge(data: bytes) -> None:
    ferry, bridge = articles(data)
    assert ferry["title"] == "Ferry sails again"
    assert ferry["outlet"] == "The Elm Owl"
    assert ferry["date"] in ("April 9, 2031", "9 April 2031")
    assert ferry["author"].removeprefix("By ") == "Oriel Vaskerly"
    assert ferry["section"].casefold().startswith("harbour")
    assert ferry["length"] == "512 words"
    assert ferry["language"] == "en"
    assert "Elm Owl Press" in ferry["copyright"]
    assert ferry["text"].split("\n\n") == made.FERRY
    assert (bridge["title"], bridge["outlet"], bridge["language"], bridge["length"]) == (
        "Brücke wird gesperrt",
        "Sarner Bote",
        "de",
        "88 Wörter",
    )
    assert bridge["date"] in ("10. April 2031", "10 April 2031")
    assert bridge["text"].split("\n\n") == made.BRIDGE


@pytest.mark.parametrize("form", [made.NEXIS, made.NEXIS_OLD, made.FACTIVA_EYE], ids=["nexis", "older nexis", "factiva"])
@pytest.mark.parametrize("write", FORMATS)
def test_articles_are_found_in_every_format(write: Callable[[list[str]], bytes], form: list[str]) -> None:
    assert_ferry_and_bridge(write(form))


@pytest.mark.parametrize("write", [made.coded_html, made.coded_rtf, made.coded_docx])
def test_articles_with_codes_are_found_in_every_format(write: Callable[[list[tuple[str, list[str]]]], bytes]) -> None:
    data = write(made.FACTIVA_CODED)
    assert_ferry_and_bridge(data)
    ferry, bridge = articles(data)
    assert (ferry["id"], bridge["id"]) == ("ELMOWL0020310409e74900001", "SARNBO0020310410e74a00002")
    assert (ferry["time"], ferry["page"], ferry["outlet_code"], ferry["subject"]) == ("10:30", "4", "ELMOWL", "gtran : Transport")


def test_labelled_lines_of_nexis_become_fields() -> None:
    ferry, bridge = articles(made.as_docx(made.NEXIS))
    assert ferry["copyright"] == "Copyright 2031 Elm Owl Press All Rights Reserved"
    assert ferry["dateline"] == "PORT ELM"
    assert ferry["standfirst"] == "The island had no link for three weeks"
    assert ferry["graphic"] == "PHOTO: The landing at Ilm"
    assert (ferry["load_date"], ferry["subject"]) == ("April 10, 2031", "FERRIES (90%)")
    assert bridge["author"] == "Ödeon Vale"


def test_item_has_its_place_and_the_day_of_the_export() -> None:
    first, second = found(made.as_docx(made.NEXIS))
    assert isinstance(first, Item)
    assert (first.place, second.place) == ("export.docx:1", "export.docx:2")
    assert (first.name, first.taken.day) == ("export.docx", "2031-04-16")


def test_article_has_the_same_bytes_whenever_and_in_whatever_format_it_is_exported() -> None:
    later = [line.replace("April 16", "May 2").replace("10000001", "10000002") for line in made.NEXIS]
    exports = [write(lines) for write in FORMATS for lines in (made.NEXIS, later)]
    first = [[result.data for result in found(data) if isinstance(result, Item)] for data in exports]
    assert all(each == first[0] for each in first)
    alone = found(made.as_rtf(made.NEXIS_BRIDGE))
    assert isinstance(alone[0], Item)
    assert [alone[0].data] == first[0][1:]


@pytest.mark.smoke
@pytest.mark.parametrize("form", [made.NEXIS, made.FACTIVA_EYE], ids=["nexis", "factiva"])
def test_item_opens_with_its_masthead(form: list[str]) -> None:
    item = found(made.as_rtf(form))[0]
    assert isinstance(item, Item)
    document = open_document(item.data, name=item.name, taken=item.taken)
    masthead = read_masthead(document)
    assert masthead.title.value == "Ferry sails again"
    assert masthead.publisher.value.name == "The Elm Owl"
    assert masthead.published.value.day == "2031-04-09"
    assert [author.value.name for author in masthead.authors] == ["Oriel Vaskerly"]
    assert masthead.language.value == "en"
    assert [block.text_of(document.text) for block in document.blocks_of(Role.BODY)] == made.FERRY
    assert [block.text_of(document.text)[:4] for block in document.blocks_of(Role.TERMS)] in (["Copy"], ["(c) "])


def test_title_with_a_date_and_edition_below_the_date_are_told_apart() -> None:
    lines = [
        "What April 2, 2031 changed",
        "on the islands",
        "The Elm Owl",
        "April 9, 2031 Wednesday",
        "Late Edition",
        *made.NEXIS_FERRY[3:],
    ]
    ferry = articles(made.as_docx([*made.NEXIS_FERRY, *lines]))[1]
    assert (ferry["title"], ferry["outlet"], ferry["date"], ferry["edition"]) == (
        "What April 2, 2031 changed on the islands",
        "The Elm Owl",
        "April 9, 2031",
        "Late Edition",
    )


def test_words_of_the_cover_in_a_text_are_text() -> None:
    at = made.NEXIS_FERRY.index(made.FERRY[1])
    lines = [*made.NEXIS_FERRY[:at], "Search Terms: that was the name of the boat.", *made.NEXIS_FERRY[at:]]
    ferry = articles(made.as_docx([*made.NEXIS_COVER, *lines]))[0]
    assert ferry["title"] == "Ferry sails again"
    assert ferry["text"].startswith(made.FERRY[0])


def test_two_capitals_in_the_text_are_no_code() -> None:
    rows = [(code, [*lines, "TD", "SN is no code here."] if code == "TD" else lines) for code, lines in made.FACTIVA_CODED[:16]]
    assert articles(made.coded_html(rows))[0]["text"].endswith("TD\n\nSN is no code here.")


def test_article_without_text_and_one_that_breaks_off_are_refused_and_the_rest_goes_on() -> None:
    empty = [line for line in made.NEXIS_FERRY if line not in made.FERRY]
    results = found(made.as_rtf([*empty, *made.NEXIS_BRIDGE, *made.NEXIS_FERRY[:12]]))
    assert [type(result) for result in results] == [Refused, Item, Refused]
    assert "no text" in results[0].reason  # type: ignore[union-attr]
    assert "breaks off" in results[2].reason  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "data",
    [
        make_docx(p("The ferry left Ilm at nine.") + p("End of Document") + p("Length of the island: nine miles.")),
        b"<html><body><p>Document A</p><p>512 words</p><p>Ferry sails again.</p></body></html>",
        b"{\\rtf1 The ferry left Ilm at nine.\\par}",
        b"A plain text.",
        b"%PDF-1.7",
    ],
    ids=["docx", "html", "rtf", "text", "pdf"],
)  # fmt: skip
def test_other_files_give_nothing(data: bytes) -> None:
    assert found(data) == []


@given(
    st.lists(st.sampled_from([*made.NEXIS_FERRY, *made.NEXIS_COVER, *made.NEXIS_OLD, *made.FACTIVA_EYE, "HD", "HD\tFerry", "AN Document ELMOWL0020310409e74900001", ":", "Length:"]), max_size=40),
    st.sampled_from([made.as_html, made.as_rtf]),
)  # fmt: skip
@settings(deadline=None)
def test_lines_in_any_order_give_items_and_refusals(lines: list[str], write: Callable[[list[str]], bytes]) -> None:
    for result in found(write([*lines, "Length: 9 words", "End of Document"])):
        if isinstance(result, Item):
            assert tuple(json.loads(result.data)) == tuple(field for field in FIELDS if field in json.loads(result.data))
            open_document(result.data)
        else:
            assert result.remedy


@given(st.binary(max_size=200))
def test_any_bytes_give_items_or_our_own_error(data: bytes) -> None:
    for start in (b"", b"{\\rtf1 "):
        try:
            found(start + data)
        except SaysoError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either outcome is right


def test_fields_that_come_out_are_known_to_the_reader_of_articles() -> None:
    known = article_fields().roles
    mapped = {field: [role for role, _ in known[fold(field)]] for field in FIELDS if fold(field) in known}
    assert mapped == {
        "title": ["title"], "standfirst": ["standfirst"], "outlet": ["outlet"], "date": ["date"], "author": ["author"], "section": ["section"],
        "dateline": ["dateline"], "text": ["text"], "copyright": ["rights"], "language": ["language"], "id": ["id"],
    }  # fmt: skip
    filled = {row["field"] for row in read_table("export_labels") if row["kind"] != "tongue"}
    assert filled - {"-", "taken"} <= set(FIELDS)
