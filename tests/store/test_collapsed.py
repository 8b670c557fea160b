"""``copies:collapse`` takes of copies the first that answers, in every list and count, on both databases."""

import msgspec
import pytest

from sayso.errors import NotFoundError
from sayso.store.conditions import Target
from sayso.store.library import Library
from sayso.store.query import read_query
from sayso.store.quoted import find_quoted
from sayso.store.sourcing import count_sourcing
from tests.store.items import page, prepared

LOCK = (
    "The old lock at Sarn Weir was shut on Monday after divers found a crack in the lower gate, Jorun Ashby said. "
    "Boats that wait below the weir will be towed round by the mill channel until the gate has been lifted out and mended."
)
FERRY = "“I asked for an inspection three times since the spring,” Tobin Hale told reporters. “Nobody ever answered.”"
FOG = "Fog is expected on the river until the weekend, according to Greta Hale, who keeps the weir, and the ferry stays in port."
BREAD = (
    "The council of Lanternfield met on Tuesday night to talk about the price of bread, which has doubled in a year. "
    "Flour was dear and hands were few, Jorun Ashby said. Nobody from the mill came to speak at the meeting."
)


@pytest.fixture
def filled(library: Library) -> Library:
    """A text and two copies of it, which each hold a sentence that those before do not, and another text."""
    told = [
        page("Lock shut", LOCK, outlet="Sarn Gazette", date="2031-04-01"),
        page("Weir closed to boats", LOCK, FERRY, outlet="Quill Courier", date="2031-04-02"),
        page("No boats", LOCK, FERRY, FOG, outlet="Brennick Post", date="2031-04-03"),
        page("Bread is dear", BREAD, outlet="Lanternfield Review", date="2031-04-04"),
    ]
    library.add([prepared(one) for one in told])
    library.copies.catch_up()
    assert [len(family.members) for family in library.copies.families()] == [3]
    return library


def titles(library: Library, query: str, target: Target = Target.DOCUMENTS) -> list[str]:
    found = library.search(query, target)
    assert found.total == len(found.hits) == library.count(query, target)
    return sorted(str(hit.title) for hit in found.hits)


def test_hits_of_each_target_come_from_the_first_copy_that_answers(filled: Library) -> None:
    assert titles(filled, "lock copies:collapse") == ["Lock shut"]
    assert titles(filled, "ferry copies:collapse") == ["No boats"]
    assert titles(filled, "copies:collapse") == ["Bread is dear", "Lock shut"]
    assert titles(filled, "speaker:hale copies:collapse", Target.STATEMENTS) == ["Weir closed to boats"]
    assert titles(filled, 'speaker:"greta hale" copies:collapse', Target.STATEMENTS) == ["No boats"]
    assert titles(filled, "speaker:ashby copies:collapse", Target.SOURCES) == ["Bread is dear", "Lock shut"]
    assert titles(filled, "outlet:brennick copies:collapse") == ["No boats"]


def test_counts_and_facets_are_of_the_same_items(filled: Library) -> None:
    for query, outlets in (
        ("lock copies:collapse", {"Sarn Gazette": 1}),
        ("speaker:tobin copies:collapse", {"Quill Courier": 1}),
        ("copies:collapse", {"Sarn Gazette": 1, "Lanternfield Review": 1}),
    ):
        assert {one.value: one.hits for one in filled.facet(query, "outlet").counts} == outlets
    spread = filled.facet("speaker:hale copies:collapse", "source", Target.STATEMENTS)
    assert {one.value: one.hits for one in spread.counts} == {"Tobin Hale": 1}
    assert {one.value for one in filled.facet("date>=2031-04-02 copies:collapse", "month").counts} == {"2031-04"}


def test_lists_that_are_exported_hold_the_first_copy_that_answers(filled: Library) -> None:
    assert {one.title for one in filled.documents("copies:collapse")} == {"Lock shut", "Bread is dear"}
    assert {one.title for one in filled.documents("speaker:tobin copies:collapse")} == {"Weir closed to boats"}


def test_sourcing_counts_the_first_copy_that_answers(filled: Library) -> None:
    def outlets(query: str) -> list[tuple[str | None, int]]:
        sourcing = count_sourcing(filled.database, read_query(query))
        assert sourcing.items == sum(one.items for one in sourcing.outlets)
        return [(one.outlet, one.items) for one in sourcing.outlets]

    assert len(outlets("")) == 4
    assert outlets("copies:collapse") == [("Lanternfield Review", 1), ("Sarn Gazette", 1)]
    assert outlets("speaker:tobin copies:collapse") == [("Quill Courier", 1)]
    assert count_sourcing(filled.database, read_query("speaker:tobin copies:collapse")).statements == 2


def test_names_are_counted_in_the_first_copy_that_answers(filled: Library) -> None:
    def names(query: str) -> dict[str, int]:
        return {one.name: one.documents for one in find_quoted(filled.database, query).names}

    assert names("")["Jorun Ashby"] == 4
    assert names("copies:collapse") == {"Jorun Ashby": 2}
    assert names("speaker:tobin copies:collapse") == {"Tobin Hale": 1}
    assert find_quoted(filled.database, "copies:collapse").documents == 2


def test_people_are_counted_in_the_first_copy_that_answers(filled: Library) -> None:
    def people(query: str, within: str = "") -> dict[str, int]:
        return {one.name: one.items for one in filled.people.page(query, within=within).entities}

    assert people("") == {"Jorun Ashby": 4, "Tobin Hale": 2, "Greta Hale": 1}
    assert people("copies:collapse") == people("", "copies:collapse") == {"Jorun Ashby": 2}
    assert people("date>=2031-04-02", "copies:collapse") == {"Jorun Ashby": 2, "Tobin Hale": 1}
    # Who is asked for by name is looked for in the copies too, and counted once.
    assert people("tobin copies:collapse") == {"Tobin Hale": 1}
    assert people("ashby copies:collapse") == {"Jorun Ashby": 2}


def test_the_card_of_one_is_of_the_items_that_were_asked_for(filled: Library) -> None:
    whole = filled.people.one("Tobin Hale")
    once = filled.people.one("Tobin Hale", "tobin copies:collapse")
    assert (whole.items, once.items) == (2, 1)
    assert [one.title for one in once.appearances] == ["Weir closed to boats"]
    assert [one.title for one in filled.people.one("Tobin Hale", "outlet:brennick copies:collapse").appearances] == ["No boats"]
    with pytest.raises(NotFoundError, match="is quoted in an item that answers"):
        filled.people.one("Tobin Hale", "outlet:lanternfield")


def test_sources_that_nobody_follows_are_counted_in_the_first_copy_that_answers(library: Library) -> None:
    surname = "The gate will be mended by the end of the month, Vaskerly said, and the boats may sail again on the first of May."
    library.add([prepared(page("Lock", LOCK)), prepared(page("Weir", LOCK, surname, outlet="Post"))])
    library.copies.catch_up()
    assert library.people.page().unlinked == library.people.page("vaskerly copies:collapse").unlinked == 1
    assert [one.name for one in library.people.unlinked("vaskerly copies:collapse")] == ["Vaskerly"]
    assert library.people.page("copies:collapse").unlinked == 0


def test_a_dossier_of_a_query_holds_the_first_copy_that_answers(filled: Library) -> None:
    filled.dossiers.new("Ferry", "speaker:tobin copies:collapse", who="desk")
    assert [one.title for one in filled.dossiers.items("Ferry")[1]] == ["Weir closed to boats"]
    assert titles(filled, "dossier:ferry") == ["Weir closed to boats"]


def test_without_copies_nothing_changes(filled: Library) -> None:
    plain = filled.people.page("date:2031-04-04")
    assert msgspec.json.encode(plain.entities) == msgspec.json.encode(
        filled.people.page("date:2031-04-04 copies:collapse").entities
    )
