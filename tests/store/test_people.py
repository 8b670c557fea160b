"""Who is quoted over a library: linked with reasons, never silently, undone at will, whatever the order of adding."""

from pathlib import Path

import msgspec
import pytest

from sayso.errors import NotFoundError, UsageError
from sayso.intake.gather import Item
from sayso.intake.open import open_document
from sayso.reading.pipeline import read_document
from sayso.samples import sample_items
from sayso.store.library import Library, open_library
from sayso.store.rows import Prepared, prepare
from tests.store.items import prepared, said

BY = {"who": "desk", "why": "asked the town hall"}


@pytest.fixture(scope="module")
def archive() -> list[Prepared]:
    items = [Item(data=one.data, url=one.url, taken=one.taken, name=one.file) for one in sample_items()]
    return [
        prepare(item, read_document(open_document(item.data, name=item.name, url=item.url, taken=item.taken), "none"))
        for item in items
    ]


@pytest.fixture
def filled(library: Library, archive: list[Prepared]) -> Library:
    library.add(archive)
    return library


def told(library: Library) -> bytes:
    """All that is said of everybody, as bytes."""
    page = library.people.page(size=200)
    return msgspec.json.encode((page, [library.people.one(one.reference) for one in page.entities]))


def test_people_of_the_sample_archive_come_back_under_one_name(filled: Library) -> None:
    page = filled.people.page(size=50)
    known = {one.name: one for one in page.entities}
    assert {"Jorun Ashby", "Tobin Hale", "Greta Hale", "Pell Iversund", "Sarn Basin Authority"} <= set(known)
    assert known["Tobin Hale"].items > 5
    assert known["Greta Hale"].items > 1
    assert all(0 <= one.share <= 1 and 0 <= one.undetermined <= 1 for one in page.entities)
    assert page.total == len(page.entities)
    assert page.unlinked == len(filled.people.unlinked(size=100)) > 0


def test_a_surname_alone_is_linked_to_nobody_and_shown_as_a_candidate(filled: Library) -> None:
    ashby = filled.people.one("Jorun Ashby")
    assert {one.value for one in ashby.names} == {"Jorun Ashby"}
    surnames = [one for one in ashby.candidates if one.name == "Ashby"]
    assert surnames[0].why == "surname alone, same role, same outlet"
    assert "Greta Hale" not in [one.name for one in filled.people.one("Tobin Hale").candidates]
    alone = filled.people.one(surnames[0].reference)
    assert [one.name for one in alone.candidates] == ["Jorun Ashby"]
    assert alone.candidates[0].why == "same surname, same role, same outlet"


def test_every_link_says_why(filled: Library) -> None:
    page = filled.people.page(size=50)
    for entity in page.entities:
        guises = {words for reason in entity.reasons for words in (reason.one, reason.other)}
        assert len(entity.reasons) == max(0, len(guises) - 1)
        assert all(reason.shared for reason in entity.reasons)


def test_reading_again_changes_nobody(filled: Library, archive: list[Prepared]) -> None:
    before = told(filled)
    for item in archive:
        filled.replace(item)
    assert told(filled) == before


def test_items_in_another_order_give_the_same_people(library: Library, archive: list[Prepared], tmp_path: Path) -> None:
    library.add(archive[::-1])
    with open_library(str(tmp_path / "other.db"), create=True) as other:
        other.add(archive)
        assert told(library) == told(other)


def test_a_query_asks_for_names_and_for_items(filled: Library) -> None:
    assert {one.name for one in filled.people.page("hale").entities} == {"Tobin Hale", "Greta Hale"}
    assert {one.name for one in filled.people.page("SBA").entities} == {"Sarn Basin Authority"}
    [teck, *_] = filled.people.page('outlet:"Quillhaven Packet" teck').entities
    assert (teck.name, teck.items) == ("Runa Teck", 3)
    assert all(one.sort == "organisation" for one in filled.people.page(sort="organisation").entities)
    assert filled.people.page("zeppelin").total == 0
    assert filled.people.page("!!!").total == 0
    first, rest = filled.people.page(size=2), filled.people.page(size=200, skip=2)
    assert [one.name for one in (*first.entities, *rest.entities)] == [one.name for one in filled.people.page(size=200).entities]


def test_a_merge_of_a_source_holds_over_a_new_reading_and_is_undone(filled: Library, archive: list[Prepared]) -> None:
    before = told(filled)
    ashby = filled.people.one("Jorun Ashby")
    alone = next(one for one in ashby.candidates if one.name == "Ashby")
    change = filled.people.merge("Jorun Ashby", alone.reference, **BY)
    merged = filled.people.one("Jorun Ashby")
    assert len(merged.appearances) == len(ashby.appearances) + 1
    assert any(reason.shared == "desk: asked the town hall" for reason in merged.reasons)
    assert filled.people.one(alone.reference).name == "Jorun Ashby"
    for item in archive:
        filled.replace(item)
    assert filled.people.one("Jorun Ashby") == merged
    with pytest.raises(UsageError, match="are one already"):
        filled.people.merge(alone.reference, "Jorun Ashby", **BY)
    undone = filled.people.undo(change.number, who="desk", why="another Ashby")
    assert undone.undone_why == "another Ashby"
    assert told(filled) == before
    assert [one.number for one in filled.people.decisions()] == [change.number]


def test_a_candidate_that_is_none_is_off_both_lists_for_good_until_it_is_undone(filled: Library, archive: list[Prepared]) -> None:
    before = told(filled)
    ashby = filled.people.one("Jorun Ashby")
    alone = next(one for one in ashby.candidates if one.name == "Ashby")
    change = filled.people.keep_apart("Jorun Ashby", alone.reference, **BY)
    assert change.about == "Jorun Ashby / Ashby"
    left = [one for one in ashby.candidates if one != alone]
    assert list(filled.people.one("Jorun Ashby").candidates) == left
    assert "Jorun Ashby" not in [one.name for one in filled.people.one(alone.reference).candidates]
    assert filled.people.one("Jorun Ashby").appearances == ashby.appearances
    for item in archive:
        filled.replace(item)
    assert list(filled.people.one("Jorun Ashby").candidates) == left
    assert filled.people.lost() == ()
    with pytest.raises(UsageError, match=f"decision {change.number} keeps them apart already"):
        filled.people.keep_apart(alone.reference, "Jorun Ashby", **BY)
    with pytest.raises(UsageError, match=f"decision {change.number} keeps them apart"):
        filled.people.merge("Jorun Ashby", alone.reference, **BY)
    filled.people.undo(change.number, who="desk", why="the same")
    assert told(filled) == before


def test_similar_names_and_namesakes_are_kept_apart_and_others_stay(library: Library) -> None:
    names = ("Tamsin Vaskerly", "T. Vaskerly", "Tamsin Vaskerley")
    library.add([prepared(said(name, "economist", outlet=f"Paper {at}")) for at, name in enumerate(names)])
    library.add([prepared(said("Tamsin Vaskerly", "pilot", outlet="Paper 7")), prepared(said("Greta Hale", outlet="Paper 8"))])
    first, pilot = sorted(library.people.page("tamsin vaskerly").entities, key=lambda one: one.roles[0].value)
    library.people.keep_apart(first.reference, "Tamsin Vaskerley", **BY)
    library.people.keep_apart(first.reference, pilot.reference, **BY)
    assert [one.name for one in library.people.one(first.reference).candidates] == ["T. Vaskerly"]
    assert first.name not in [one.name for one in library.people.one("Tamsin Vaskerley").candidates if one.role == "economist"]
    assert "Tamsin Vaskerley" in [one.name for one in library.people.one(pilot.reference).candidates]
    library.add([prepared(said("Tamsin Vaskerley", "economist", outlet="Paper 9", words="leaks"))])
    assert [one.name for one in library.people.one(first.reference).candidates] == ["T. Vaskerly"]
    assert library.people.lost() == ()
    gone = library.people.one("Tamsin Vaskerley").appearances
    for one in gone:
        library.withdraw(one.id, "asked for")
    assert len(library.people.lost()) == 1
    assert not any("askerley" in line for line in library.dump())


def test_two_that_items_make_one_later_are_linked_and_the_decision_is_lost(library: Library) -> None:
    library.add([prepared(said("Orin Odell", "Mayor", outlet="Sarn Gazette"))])
    library.add([prepared(said("Orin Odell", "pilot", outlet="Brennick Post"))])
    one, other = library.people.page("odell").entities
    library.people.keep_apart(one.reference, other.reference, **BY)
    assert library.people.lost() == ()
    library.people.one(one.reference)
    library.add([prepared(said("Orin Odell", "pilot", outlet="Sarn Gazette", words="leaks"))])
    assert library.people.page("odell").total == 1
    assert len(library.people.lost()) == 1


def test_two_people_with_one_name_are_taken_apart_and_stay_so(library: Library) -> None:
    first = [prepared(said("Orin Odell", "treasurer", outlet=outlet)) for outlet in ("Sarn Gazette", "Brennick Post")]
    library.add(first)
    assert library.people.one("Orin Odell").items == 2
    reference = next(one.reference for one in library.people.one("Orin Odell").appearances if one.outlet == "Brennick Post")
    library.people.split("Orin Odell", [reference], **BY)
    assert [one.items for one in library.people.page("odell").entities] == [1, 1]
    with pytest.raises(UsageError, match="2 are called Orin Odell"):
        library.people.one("Orin Odell")
    assert library.people.one(reference).outlets[0].outlet == "Brennick Post"
    assert library.people.one(reference).candidates[0].why == "same name, taken apart by a person"
    for item in first:
        library.replace(item)
    library.add([prepared(said("Orin Odell", outlet="Lanternfield Review", words="leaks"))])
    assert sorted(one.items for one in library.people.page("odell").entities) == [1, 1, 1]
    assert library.people.lost() == ()


def test_a_split_by_role_takes_along_what_is_added_later(library: Library) -> None:
    library.add([prepared(said("Orin Odell", "Mayor", outlet="Sarn Gazette"))])
    library.add([prepared(said("Orin Odell", "Bishop", outlet="Sarn Gazette", words="breaks"))])
    [bishop] = [one for one in library.people.one("Orin Odell").appearances if one.role == "Bishop"]
    library.people.split("Orin Odell", [bishop.reference], by_role=True, **BY)
    library.add([prepared(said("Orin Odell", "Bishop", outlet="Sarn Gazette", words="creaks"))])
    assert library.people.one(bishop.reference).items == 2
    assert {one.value for one in library.people.one(bishop.reference).roles} == {"Bishop"}


def test_who_was_taken_out_can_be_merged_with_another(library: Library) -> None:
    library.add([prepared(said("Orin Odell", "Mayor", outlet=outlet)) for outlet in ("Sarn Gazette", "Brennick Post")])
    library.add([prepared(said("Oren Odell", "Mayor", outlet="Lanternfield Review"))])
    odell = library.people.one("Orin Odell")
    assert [(one.name, one.why) for one in odell.candidates] == []  # four letters: too short to be compared by spelling
    reference = odell.appearances[0].reference
    library.people.split("Orin Odell", [reference], **BY)
    library.people.merge(reference, "Oren Odell", **BY)
    assert {one.value for one in library.people.one("Oren Odell").names} == {"Orin Odell", "Oren Odell"}
    assert library.people.one("Oren Odell").items == 2


def test_similar_names_are_candidates(library: Library) -> None:
    names = ("Tamsin Vaskerly", "T. Vaskerly", "Tamsin Oriel Vaskerly", "Tamsin Vaskerley", "Greta Vaskerly", "Tasmin Vaskerly")
    library.add([prepared(said(name, "economist", outlet=f"Paper {at}")) for at, name in enumerate(names)])
    found = {one.name: one.why for one in library.people.one("Tamsin Vaskerly").candidates}
    assert found == {
        "T. Vaskerly": "similar name: initials or middle names",
        "Tamsin Oriel Vaskerly": "similar name: initials or middle names",
        "Tamsin Vaskerley": "similar name: spelling",
        "Tasmin Vaskerly": "similar name: spelling",
    }


def test_what_is_withdrawn_takes_its_names_out_of_the_log(library: Library) -> None:
    items = [prepared(said("Orin Odell", "Mayor", outlet=outlet)) for outlet in ("Sarn Gazette", "Brennick Post")]
    library.add(items)
    reference = library.people.one("Orin Odell").appearances[0].reference
    library.people.split("Orin Odell", [reference], **BY)
    library.withdraw(reference.partition(":")[0], "asked for")
    library.withdraw(library.people.one("Orin Odell").appearances[0].id, "asked for")
    assert not any("dell" in line for line in library.dump())
    assert len(library.people.decisions()) == 1
    assert library.people.page().total == 0


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda people: people.one("Nobody Atall"), NotFoundError, "nobody who can be followed"),
        (lambda people: people.one(""), NotFoundError, "nobody who can be followed"),
        (lambda people: people.one("000000:1"), NotFoundError, "no source"),
        (lambda people: people.merge("Tobin Hale", "Greta Hale", who="", why="x"), UsageError, "who does it"),
        (lambda people: people.merge("Tobin Hale", "Greta Hale", who="x", why=" "), UsageError, "nobody says why"),
        (lambda people: people.merge("Tobin Hale", "Tobin Hale", who="x", why="y"), UsageError, "are one already"),
        (lambda people: people.keep_apart("Tobin Hale", "Tobin Hale", who="x", why="y"), UsageError, "are one"),
        (lambda people: people.keep_apart("Tobin Hale", "Greta Hale", who="x", why=" "), UsageError, "nobody says why"),
        (lambda people: people.split("Tobin Hale", [], who="x", why="y"), UsageError, "which sources"),
        (lambda people: people.split("Tobin Hale", ["x"], who="x", why="y"), UsageError, "names no source"),
        (lambda people: people.undo(1, who="x", why="y"), NotFoundError, "no change 1"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(filled: Library, call, error, says) -> None:
    with pytest.raises(error, match=says):
        call(filled.people)
    assert filled.people.decisions() == []


def test_a_source_of_another_is_not_taken_out(filled: Library) -> None:
    greta = filled.people.one("Greta Hale").appearances[0].reference
    with pytest.raises(UsageError, match="is no source of Tobin Hale"):
        filled.people.split("Tobin Hale", [greta], **BY)
    own = [one.reference for one in filled.people.one("Tobin Hale").appearances]
    with pytest.raises(UsageError, match="all the sources"):
        filled.people.split("Tobin Hale", own, **BY)
