"""Do the tables say what their examples show?  Every row of the credit tables is tried on its own example."""

import pytest

from sayso.language.credits import find_dateline, find_phrases, find_reporters, is_reporting_line, name_at
from sayso.language.outlets import find_agencies, host_of, outlet_at, outlet_named
from sayso.language.tables import read_table

PHRASES = [row for row in read_table("credits") if row["relation"] != "class"]


@pytest.mark.parametrize("row", PHRASES, ids=[row["phrase"][:70] for row in PHRASES])
def test_phrase_is_found_in_its_example(row: dict[str, str]) -> None:
    found = list(find_phrases(row["example"], 0, len(row["example"])))
    assert row["relation"] in {phrase.relation for phrase in found}
    if row["phrase"].endswith("{name}"):
        assert any(phrase.name is not None for phrase in found)


AGENCIES = read_table("agencies")


@pytest.mark.parametrize("row", AGENCIES, ids=[row["name"] for row in AGENCIES])
def test_agency_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["name"] in {mention.agency.name for mention in find_agencies(row["example"])}


OUTLETS = read_table("outlets")


@pytest.mark.parametrize("row", OUTLETS, ids=[row["name"] for row in OUTLETS])
def test_outlet_is_found_by_its_first_host_and_its_name(row: dict[str, str]) -> None:
    if row["hosts"] != "-":
        known = outlet_at(f"https://{row['hosts'].split()[0]}/story/1")
        assert known is not None
        assert known.name == row["name"]
    named = outlet_named(row["name"])
    assert named is not None
    assert named.name == row["name"]


def test_no_host_stands_twice() -> None:
    hosts = [host for row in (*OUTLETS, *AGENCIES) if row["hosts"] != "-" for host in row["hosts"].split()]
    assert sorted(hosts) == sorted(set(hosts))
    assert all(host_of(host) == host.split("/")[0] for host in hosts)


@pytest.mark.parametrize("table", ["agencies", "outlets", "credits", "byline_words", "titles", "months", "weekdays"])
def test_every_row_has_a_language_and_an_example(table: str) -> None:
    assert all(row["language"] and row["example"] for row in read_table(table))


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("PORT ELM (AP) — The ferry", "AP"),
        ("(CNN) — The ferry", "CNN"),
        ("PORT ELM/THE WEIR, March 7 (Reuters) - A ferry", "Reuters"),
        ("Elmhafen/Ulm (dpa/lno) - Die Fähre", "dpa/lno"),
        ("Port Elm [Fenwick], July 4 (ANI): The ferry", "ANI"),
        ("Port Elm, Aug 5 (PTI) The ferry", "PTI"),
        ("AFP — A ferry", "AFP"),
    ],
)
def test_dateline_names_its_house(text: str, house: str) -> None:
    found = find_dateline(text, 0, len(text))
    assert found is not None
    assert found.house.of(text) == house


@pytest.mark.parametrize(
    "text",
    ["The company (ELMV) said it", "A man (42) - tall - was there", "She works for the agency (AP) - she said", "the (AP) - x"],
)
def test_brackets_in_a_sentence_are_no_dateline(text: str) -> None:
    assert find_dateline(text, 0, len(text)) is None


def test_name_ends_where_the_sentence_goes_on() -> None:
    for text, name in [
        ("The Fenwick Owl under a licence", "The Fenwick Owl"),
        ("the Fenwick Owl on April 3, 2031.", "Fenwick Owl"),
        ("FenwickOwl.com, and is reprinted here", "FenwickOwl.com"),
        ("“Fenwick Owl” erschienen", "Fenwick Owl"),
        ("the April issue of Fenwick Owl Magazine.", "Fenwick Owl Magazine"),
    ]:
        found = name_at(text, 0, len(text))
        assert found is not None
        assert found.of(text) == name


@pytest.mark.parametrize(
    "text", ["April 3, 2031", "Monday, 3 April", "print", "German", "my blog", "partnership with others", ""]
)
def test_what_is_no_name(text: str) -> None:
    assert name_at(text, 0, len(text)) is None


def test_possessive_is_no_part_of_a_name() -> None:
    text = "An earlier form of this essay first appeared in The Elm Owl’s April issue."
    name = name_at(text, text.index("The Elm"), len(text))
    assert name is not None
    assert name.of(text) == "The Elm Owl"


def test_reporting_line_and_its_reporters() -> None:
    text = "(Reporting by Ida Fenn and Ora Pell; Editing by Tam Weir)"
    assert is_reporting_line(text, 0, len(text))
    assert [span.of(text) for span in find_reporters(text, 0, len(text))] == ["Ida Fenn and Ora Pell"]
    assert not is_reporting_line("Reporting by the council took a year", 0, 36)


def test_long_line_is_read_in_linear_time() -> None:
    text = "this article was originally " * 20_000
    assert list(find_phrases(text, 0, len(text))) == []
