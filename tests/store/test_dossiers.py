"""Dossiers of one's own are found like the publisher's, and printed labels are mapped and kept."""

import json

import pytest

from sayso.errors import NotFoundError, UnreadableError, UsageError
from sayso.language.media_topics import read_media_topics
from sayso.store.conditions import Target
from sayso.store.library import Library, open_library
from tests.store.items import BARRIER, COVID, DROUGHT, prepared

ITEMS = (BARRIER, DROUGHT, COVID)
FILED = """---
title: Locks close in the north
author: Ida Fenn
date: 2031-04-09
---

Region: {region}

Topics: {topics}

# Locks close in the north

The locks close on Monday, Jorun Ashby said. The boats stay where they are, and nobody was hurt in the night.
"""


@pytest.fixture
def ids(library: Library) -> list[str]:
    library.add([prepared(data) for data in ITEMS])
    return [prepared(data).capture.sha256 for data in ITEMS]


def found(library: Library, query: str) -> set[str]:
    return {hit.id for hit in library.search(query).hits}


def test_a_dossier_is_filled_by_hand(library: Library, ids: list[str]) -> None:
    library.dossiers.new("Water & Locks", who="desk", why="series")
    library.dossiers.add("water locks", [ids[0][:10], ids[1]], who="desk")
    assert found(library, 'dossier:"water & locks"') == {ids[0], ids[1]}
    library.dossiers.remove("Water & Locks", [ids[1]], who="desk", why="another story")
    dossier, items = library.dossiers.items("Water & Locks")
    assert (dossier.name, dossier.items, [(item.id, item.by_hand) for item in items]) == ("Water & Locks", 1, [(ids[0], True)])
    assert [(one.action, one.who, one.why) for one in library.dossiers.log("water locks")] == [
        ("new", "desk", "series"),
        ("add", "desk", ""),
        ("remove", "desk", "another story"),
    ]


def test_a_dossier_is_filled_by_a_query_and_by_hand(library: Library, ids: list[str]) -> None:
    library.dossiers.new("Grain", "grain OR barrier", who="desk")
    assert found(library, "dossier:grain") == {ids[0], ids[1]}
    library.dossiers.add("Grain", [ids[2]], who="desk")
    library.dossiers.remove("Grain", [ids[0]], who="desk")
    assert found(library, "dossier:grain") == {ids[1], ids[2]}
    assert found(library, "-dossier:grain") == {ids[0]}
    assert found(library, "dossier:grain date:2031-06") == {ids[2]}
    assert library.search("dossier:grain speaker:vaskerly", Target.STATEMENTS).total == 1
    assert [(item.id, item.by_hand) for item in library.dossiers.items("Grain")[1]] == [(ids[2], True), (ids[1], False)]
    assert [item.id for item in library.dossiers.items("Grain", size=1, skip=1)[1]] == [ids[1]]
    assert [(count.value, count.hits) for count in library.facet("", "dossier").counts] == [("Grain", 2)]
    assert [(count.value, count.hits) for count in library.facet("covid", "dossier").counts] == [("Grain", 1)]


def test_what_comes_later_is_in_the_dossier_and_what_is_withdrawn_is_not(library: Library, ids: list[str]) -> None:
    library.dossiers.new("Locks", "locks", who="desk")
    library.dossiers.add("Locks", [ids[0]], who="desk")
    library.add([prepared(b"The locks of Sarn are open again, and boats pass.")])
    assert library.dossiers.items("Locks")[0].items == 3
    library.withdraw(ids[0], "asked for")
    assert library.dossiers.items("Locks")[0].items == 2
    assert library.database.run("SELECT * FROM dossier_item") == []
    with pytest.raises(NotFoundError, match="was withdrawn"):
        library.dossiers.add("Locks", [ids[0]], who="desk")


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda dossiers, ids: dossiers.new(" ", who="x"), UsageError, "needs a name"),
        (lambda dossiers, ids: dossiers.new("x" * 201, who="x"), UsageError, "needs a name"),
        (lambda dossiers, ids: dossiers.new("X", "", who="x"), UsageError, "cannot be filled"),
        (lambda dossiers, ids: dossiers.new("X", "a (dossier:y)", who="x"), UsageError, "cannot be filled"),
        (lambda dossiers, ids: dossiers.new("X", "kind:loud", who="x"), UsageError, "choose one of"),
        (lambda dossiers, ids: dossiers.new("X", who=""), UsageError, "nobody says who"),
        (lambda dossiers, ids: dossiers.add("X", ids, who="x"), NotFoundError, "no dossier X"),
        (lambda dossiers, ids: dossiers.items("X"), NotFoundError, "no dossier X"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(library: Library, ids: list[str], call, error, says) -> None:
    with pytest.raises(error, match=says):
        call(library.dossiers, ids)
    assert library.dossiers.every() == ()
    assert library.dossiers.log() == []


def test_a_name_is_taken_once_and_an_item_must_be_named(library: Library, ids: list[str]) -> None:
    library.dossiers.new("Locks", who="desk")
    with pytest.raises(UsageError, match="already"):
        library.dossiers.new("LOCKS!", who="desk")
    with pytest.raises(UsageError, match="no item"):
        library.dossiers.add("Locks", [], who="desk")
    with pytest.raises(NotFoundError, match="no item"):
        library.dossiers.add("Locks", [ids[0], "0" * 12], who="desk")
    assert library.dossiers.items("Locks")[0].items == 0


def filed(library: Library, region: str, topics: str = "Shipping, Weir tales") -> str:
    item = prepared(FILED.format(region=region, topics=topics).encode())
    library.add([item])
    return item.capture.sha256


def test_printed_labels_are_kept_and_name_regions_and_subjects(library: Library) -> None:
    id_ = filed(library, "Deutschland")
    labels = library.database.run(
        "SELECT axis, value, ground FROM label WHERE axis IN ('region', 'tag', 'theme', 'place', 'subject')"
    )
    assert ("place", "Germany", "region: Deutschland") in labels
    assert ("region", "Deutschland", None) in labels
    assert "Shipping and waterways" in {value for axis, value, _ in labels if axis == "subject"}
    for query in ("place:germany", "place:deu", 'place:"western europe"', "place:europe", 'subject:"shipping"'):
        assert found(library, query) == {id_}, query
    assert found(library, "place:france") == set()
    assert [count.value for count in library.facet("", "place").counts] == ["Germany"]
    assert "Weir tales" in {one.value for one in library.taxonomy.unfiled()}
    assert "Deutschland" not in {one.value for one in library.taxonomy.unfiled()}


def test_regions_outlive_a_new_reading_and_go_with_a_withdrawn_item(library: Library) -> None:
    id_ = filed(library, "Chile and Peru")
    before = list(library.dump())
    library.replace(prepared(FILED.format(region="Chile and Peru", topics="Shipping, Weir tales").encode()))
    assert list(library.dump()) == before
    assert {count.value for count in library.facet("", "place").counts} == {"Chile", "Peru"}
    library.withdraw(id_, "asked for")
    assert library.facet("", "place").counts == ()


def test_other_tables_file_again_on_opening(place: str) -> None:
    with open_library(place, create=True) as library:
        filed(library, "Chile")
        before = list(library.dump())
        library.database.run("UPDATE label SET value = 'Atlantis' WHERE axis = 'place'")
        library.database.run("UPDATE library SET value = 'older' WHERE name = 'filing'")
    with open_library(place) as library:
        assert list(library.dump()) == before


JSON_FORM = json.dumps(
    {
        "conceptSet": [
            {"uri": "http://cv.iptc.org/newscodes/mediatopic/99000001", "qcode": "medtop:99000001", "prefLabel": {"de": "Schleusen", "en-GB": "weir matters"}},
            {"qcode": "medtop:99000002", "prefLabel": {"en-GB": "weir tales"}, "broader": ["http://cv.iptc.org/newscodes/mediatopic/99000001"]},
            {"qcode": "medtop:99000003", "prefLabel": {"en-GB": "gone"}, "retired": "2030-01-01"},
        ]
    }
)  # fmt: skip
CSV_FORM = (
    "NewsCode-QCode,Level1,Level2,Name (en-GB),Name (de)\n"
    "medtop:99000001,medtop:99000001,,weir matters,Schleusen\nmedtop:99000002,,medtop:99000002,weir tales,\n"
)


@pytest.mark.parametrize("form", [JSON_FORM, CSV_FORM, CSV_FORM.replace(",", "\t"), CSV_FORM.replace(",", ";")])
def test_a_users_list_of_media_topics_is_read(form: str) -> None:
    first, second = read_media_topics(form.encode("utf-8-sig"))
    assert (first.code, first.names) == ("99000001", ("weir matters", "Schleusen"))
    assert (second.code, second.names, second.broader) == ("99000002", ("weir tales",), ("99000001",))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1, 2]", b"a,b\n1,2\n", b"\xff\xfe", b"[" * 100_000, b'{"conceptSet": [{"qcode": 3}]}']
)
def test_a_file_without_topics_is_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_media_topics(data)


def test_labels_are_mapped_to_a_users_media_topics(library: Library) -> None:
    id_ = filed(library, "Chile", "medtop:99000001, Weir tales")
    assert found(library, 'subject:"weir tales"') == set()
    library.taxonomy.take_topics(read_media_topics(JSON_FORM.encode()), who="desk", why="house list")
    assert found(library, 'subject:"weir tales"') == {id_}
    assert found(library, "subject:schleusen") == {id_}
    later = filed(library, "Peru", "Weir Tales")
    assert found(library, 'subject:"weir matters"') == {id_, later}
    assert "Weir tales" not in {one.value for one in library.taxonomy.unfiled()}
