"""Whose names stand in a byline, and what do they name?"""

import pytest

from sayso.language.names import Credit, begins_like_byline, is_person, is_staff_credit, names_no_agency, read_byline
from sayso.language.outlets import (
    agency_at,
    agency_named,
    host_agrees,
    host_names,
    host_of,
    is_call_sign,
    name_key,
    outlet_at,
    outlet_named,
    same_group,
    same_outlet,
)

PERSON, AGENCY, HOUSE, STAFF, UNNAMED = Credit.PERSON, Credit.AGENCY, Credit.ORGANISATION, Credit.STAFF, Credit.UNNAMED

LINES = [
    ("By Ida Fenn, The Associated Press", [("Ida Fenn", PERSON), ("The Associated Press", AGENCY)]),
    ("By Ida Fenn - Associated Press - Friday, April 28, 2031", [("Ida Fenn", PERSON), ("Associated Press", AGENCY)]),
    ("AFP/Elm Valley Herald", [("AFP", AGENCY), ("Elm Valley Herald", HOUSE)]),
    ("Ida FennJanuary 23, 2031", [("Ida Fenn", PERSON)]),
    ("Ida FennPort Elm", [("Ida Fenn", PERSON), ("Port Elm", PERSON)]),
    ("Ida FitzGerald", [("Ida FitzGerald", PERSON)]),
    ("By A. B. Quill for The Elm Valley Herald", [("A. B. Quill", PERSON), ("The Elm Valley Herald", HOUSE)]),
    ("By IDA FENN The Bulletin", [("IDA FENN", PERSON), ("The Bulletin", HOUSE)]),
    ("Ida Fenn Tribune Staff Writer", [("Ida Fenn", PERSON)]),
    ("Ida Fenn and Min Pell", [("Ida Fenn", PERSON), ("Min Pell", PERSON)]),
    ("Medically reviewed by Ora Pell — Written by Ida Fenn", [("Ida Fenn", PERSON)]),
    ("AFP-JIJI", [("AFP", AGENCY), ("JIJI", AGENCY)]),
    ("By AFP and Herald staff", [("AFP", AGENCY), ("Herald staff", STAFF)]),
    ("With inputs from agencies", [("agencies", UNNAMED)]),
    (
        "By Associated Press writers Ida Fenn and Ora Pell",
        [("Associated Press", AGENCY), ("Ida Fenn", PERSON), ("Ora Pell", PERSON)],
    ),
    ("Ida Fenn, Professor of Rivers at Fenwick University", [("Ida Fenn", PERSON), ("Fenwick University", HOUSE)]),
    ("Ida Fenn of The Associated Press", [("Ida Fenn", PERSON), ("The Associated Press", AGENCY)]),
    ("By Martin Weir, Jr. and J.K. Pell", [("Martin Weir, Jr", PERSON), ("J.K. Pell", PERSON)]),
    ("dpa/lno", [("dpa", AGENCY)]),
    ("Northmere Press Agency", [("Northmere Press Agency", AGENCY)]),
    ("Photo by Ida Fenn", []),
    ("5 min read", []),
    ("x" * 1000, []),
]


@pytest.mark.parametrize(("line", "parts"), LINES, ids=[line[:50] for line, _ in LINES])
def test_line_is_parted_into_its_credits(line: str, parts: list[tuple[str, Credit]]) -> None:
    assert [(part.name, part.credit) for part in read_byline(line)] == parts


@pytest.mark.parametrize("line", [line for line, _ in LINES])
def test_credits_stand_where_they_say(line: str) -> None:
    assert all(part.span.of(line) == part.name for part in read_byline(line))


@pytest.mark.parametrize(
    "name",
    ["Ida Fenn", "Ora de la Pell", "J.K. Weir", "Tam O'Weir-Fenn", "Zoë Pell", "IDA FENN", "May Fenn", "Ida Read", "Ida He"],
)
def test_person(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["Ida", "Elm Valley Herald", "the ferry left", "Share Tweet", "Science Editor", "Fenwick University", "Ida 7"]
)
def test_no_person(name: str) -> None:
    assert not is_person(name)


def test_byline_opens_with_a_word_that_leads_to_a_name() -> None:
    assert begins_like_byline("By Ida Fenn")
    assert begins_like_byline("von Ida Fenn")
    assert not begins_like_byline("by the river")
    assert not begins_like_byline("Byways of the valley")


def test_credits_to_nobody_by_name() -> None:
    assert is_staff_credit("Herald Web Desk")
    assert names_no_agency("news service reports")
    assert not names_no_agency("Reuters")


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("AP", "Associated Press"),
        ("The Associated Press", "Associated Press"),
        ("Reuters Staff", "Reuters"),
        ("CNN.com", "CNN"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("dpa/lni", "dpa"),
    ],
)
def test_agency_under_its_names(name: str, agency: str) -> None:
    found = agency_named(name)
    assert found is not None
    assert found.name == agency


@pytest.mark.parametrize("name", ["ap", "pa", "tt", "Elm Press", "cnn", ""])
def test_code_counts_in_capitals_only(name: str) -> None:
    assert agency_named(name) is None


def test_outlet_by_address_and_by_name() -> None:
    known = outlet_at("https://edition.salon.com/2031/ferry")
    assert known is not None
    assert known == outlet_named("Salon.com") == outlet_named("salon")
    assert outlet_at("https://elm.example/") is None
    assert outlet_named("Boston") is None
    assert agency_at("https://www.reuters.com/world") == agency_named("Reuters")


def test_names_are_compared_without_their_dress() -> None:
    assert name_key("The Daily Owl") == name_key("DailyOwl.com") == name_key("daily owl")
    assert same_outlet("Sputnik News", "Sputnik")
    assert same_group("stern", "Capital")
    assert not same_group("stern", "Elm Valley Herald")


def test_host_and_name_agree() -> None:
    assert host_of("https://www.elmherald.co.uk:8080/a") == "elmherald.co.uk"
    assert host_of("no address") is None
    assert host_names("news.elm-herald.co.uk") == "elmherald"
    assert host_agrees("elmherald.co.uk", "The Elm Herald")
    assert host_agrees("evh.example", "Elm Valley Herald")
    assert not host_agrees("elmherald.co.uk", "U.S.")


def test_call_signs() -> None:
    assert is_call_sign("KELM")
    assert is_call_sign("WELM-TV")
    assert not is_call_sign("ELMV")
