"""To whom a given name is mostly given."""

import pytest

from sayso.language.given_names import sex_of_name
from sayso.language.tables import read_table


@pytest.mark.parametrize(("name", "sex"), [("Ida", "woman"), ("Robert", "man"), ("Robin", "either"), ("Amsel", None)])
def test_a_name_tells_a_sex_or_does_not(name: str, sex: str | None) -> None:
    assert sex_of_name(name) == sex


def test_a_double_name_is_told_by_its_first_half() -> None:
    assert sex_of_name("Anna-Robert") == "woman"


def test_no_name_is_told_twice() -> None:
    names = [name for row in read_table("given_names") for name in row["names"].split()]
    assert len(names) == len(set(names))
