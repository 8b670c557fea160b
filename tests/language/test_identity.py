"""Names and roles of different texts are brought into a form in which they can be compared."""

import pytest

from sayso.language.identity import Role, acronym_key, body_key, family_key, is_office, person_key, read_role, stands_for
from sayso.language.tables import read_table


@pytest.mark.parametrize(
    ("name", "key", "family"),
    [
        ("Jorun Ashby", "jorun ashby", "ashby"),
        ("JORUN ASHBY", "jorun ashby", "ashby"),
        ("Commissioner Jorun Ashby", "jorun ashby", "ashby"),
        ("Dr. Jorun Ashby", "jorun ashby", "ashby"),
        ("Ms Ashby", "", "ashby"),
        ("Ashby", "", "ashby"),
        ("Jan van der Bergh", "jan van der bergh", "bergh"),
        ("Orin Odell Jr.", "orin odell jr", "odell"),
        ("Seán O’Neill", "sean o neill", "o neill"),
        ("", "", ""),
        ("…", "", ""),
    ],
)
def test_a_name_is_compared_without_its_titles(name, key, family):
    assert (person_key(name), family_key(name)) == (key, family)


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("Harbour Commissioner", Role("commissioner", (), "harbour")),
        ("Commissioner", Role("commissioner")),
        ("the former finance minister", Role("minister", (), "finance")),
        ("League spokeswoman", Role("spokes", (), "league")),
        ("a spokesman for the Upper Sarn League", Role("spokes", ("upper sarn league",))),
        ("the treasurer of Port Amsel", Role("treasurer", ("port amsel",))),
        ("Port Amsel’s treasurer", Role("treasurer", ("port amsel",))),
        ("the authority’s chief engineer", Role("engineer")),
        ("", None),
        ("—", None),
    ],
)
def test_a_role_is_its_noun_and_what_it_is_of(printed, role):
    assert read_role(printed) == role


def test_a_body_is_known_by_its_full_name_or_by_letters_that_stand_for_it():
    assert body_key("the Sarn Basin Authority") == body_key("SARN BASIN AUTHORITY") == "sarn basin authority"
    assert body_key("the League") == body_key("SBA") == ""
    assert acronym_key("the S.B.A.") == acronym_key("SBA") == "sba"
    assert acronym_key("Sba") == acronym_key("SB-A") == ""
    assert stands_for("sba", "Sarn Basin Authority")
    assert not stands_for("sbx", "Sarn Basin Authority")


def test_an_office_that_every_country_has_is_told_from_one_with_a_name_of_its_own():
    assert all(is_office(name) for name in ("ministry of health", "city council", "supreme court"))
    assert not any(is_office(name) for name in ("sarn basin authority", "quillhaven city council"))


def test_every_row_of_the_table_has_its_language_and_example():
    assert all(row["language"] and row["example"] and row["words"] for row in read_table("role_words"))
