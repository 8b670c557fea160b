"""What a query finds is the same on both databases, and is what a person who reads would find."""

from html import escape

import pytest

from sayso.errors import UsageError
from sayso.store.conditions import Target
from sayso.store.library import Library
from sayso.store.search import Order
from sayso.web.asking import term_for
from tests.store.items import BARRIER, COVID, DROUGHT, page, prepared

ITEMS = {"barrier": BARRIER, "drought": DROUGHT, "covid": COVID}


@pytest.fixture
def filled(library: Library) -> Library:
    library.add([prepared(data) for data in ITEMS.values()])
    return library


def names(library: Library, query: str) -> set[str]:
    ids = {prepared(data).capture.sha256: name for name, data in ITEMS.items()}
    return {ids[hit.id] for hit in library.search(query).hits}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "barrier drought covid"),
        ("barrier", "barrier"),
        ("BARRIER quillhaven", "barrier"),
        ('"flood barrier"', "barrier"),
        ('"barrier flood"', ""),
        ("barr*", "barrier"),
        ('"flood barr"*', "barrier"),
        ("barrier OR drought", "barrier drought"),
        ("barrier drought", ""),
        ("-barrier", "drought covid"),
        ("(barrier OR drought) -economist", "barrier"),
        ("NOT (barrier OR drought)", "covid"),
        ("covid-19", "covid"),
        ("U.S.", "covid"),
        ("didn't", "covid"),
        ("C++", "drought"),
        ("-x", "barrier drought covid"),
        ('"flood', "barrier"),
        ("cafe", "drought"),
        ("menu", ""),
        ("!!!", ""),
        ("'; DROP TABLE document; --", ""),
        ('speaker:"Jorun Ashby"', "barrier"),
        ("speaker:ashby kind:direct", "barrier"),
        ("speaker:vaskerly kind:indirect", ""),
        ("source:organisation", "drought"),
        ("named:no", "covid"),
        ("outlet:lanternfield", "drought"),
        ('outlet:"Sarn Gazette" barrier', "barrier"),
        ('outlet:="Sarn Gazette"', "barrier"),
        ("outlet:=Gazette", ""),
        ('outlet:="sarn gazette"', ""),
        ('-outlet:="Sarn Gazette" speaker:="Oriel Vaskerly"', "drought"),
        ('speaker:="Vaskerly"', ""),
        ('title:="Flood barrier at Quillhaven stays shut"', "barrier"),
        ("kind:=direct date:=2031-04", "barrier"),
        ('outlet:=""', ""),
        ('outlet:="\0\ud800"', ""),
        ("date:2031-05", "drought"),
        ("date:2031", "barrier drought covid"),
        ("date>=2031-05", "drought covid"),
        ("date<=2031-05", "barrier drought"),
        ("date:2031-04..2031-05-02", "barrier drought"),
        ("voice:own barrier", "barrier"),
        ("voice:own friday", ""),
        ("sources>=2", "drought"),
        ("title:locks", "drought"),
        ("says:water", "barrier"),
    ],
)
def test_a_query_finds(filled: Library, query: str, found: str) -> None:
    assert names(filled, query) == set(found.split())
    assert filled.count(query) == len(found.split())


def test_hits_stand_in_context_with_their_words_marked(filled: Library) -> None:
    (hit,) = filled.search('"flood barrier" friday').hits
    assert hit.context is not None
    record = filled.record(hit.id)
    marked = [span.of(record.document.text) for span in hit.context.marks]
    assert "Friday" in marked
    assert "flood barrier" in [words.lower() for words in marked]
    assert hit.text == hit.context.span.of(record.document.text)


def test_accents_are_found_and_marked_where_they_stand(filled: Library) -> None:
    (hit,) = filled.search("cafe").hits
    assert hit.context is not None
    assert [span.of(filled.record(hit.id).document.text) for span in hit.context.marks] == ["café"]


def test_statements_are_found_by_their_words_and_their_speaker(filled: Library) -> None:
    found = filled.search("speaker:ashby", Target.STATEMENTS)
    assert [(hit.by, hit.sort) for hit in found.hits] == [
        ("Jorun Ashby", "indirect"),
        ("Jorun Ashby", "direct"),
    ] or found.total == 2
    (hit,) = filled.search("water", Target.STATEMENTS).hits
    assert hit.value == "“Nobody sails before the water falls,”"
    assert hit.context is not None


def test_sources_are_found_by_name(filled: Library) -> None:
    assert {hit.value for hit in filled.search("vaskerly", Target.SOURCES).hits} == {"Oriel Vaskerly"}


def test_pages_follow_one_another_without_a_hit_lost_or_twice(library: Library) -> None:
    library.add(
        [
            prepared(
                page(
                    f"Lock number {number} closes",
                    f"The lock number {number} closes " + "today " * (number % 5),
                    date=f"2031-04-{1 + number % 28:02}",
                )
            )
            for number in range(45)
        ]
    )
    for order in Order:
        seen: list[str] = []
        cursor = None
        while True:
            found = library.search("lock", order=order, size=10, cursor=cursor)
            assert found.total == 45
            seen += [hit.id for hit in found.hits]
            cursor = found.next
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 45
    assert [hit.published for hit in library.search("lock", order=Order.NEWEST, size=2).hits] == ["2031-04-28", "2031-04-27"]


def test_a_cursor_of_another_search_is_refused(filled: Library) -> None:
    for cursor in ("x", "????", "bm9uZQ"):
        with pytest.raises(UsageError, match="cursor"):
            filled.search("lock", cursor=cursor)


def test_a_cursor_leads_into_no_other_search(library: Library) -> None:
    library.add([prepared(page(f"Lock {n}", f"The lock and the gate number {n} close.")) for n in range(4)])
    cursor = library.search("lock", size=2).next
    with pytest.raises(UsageError, match="another search"):
        library.search("gate", size=2, cursor=cursor)


def test_facets_count_every_hit(filled: Library) -> None:
    facet = filled.facet("", "outlet")
    assert [(count.value, count.hits) for count in facet.counts] == [
        ("Brennick Post", 1),
        ("Lanternfield Review", 1),
        ("Sarn Gazette", 1),
    ]
    assert facet.distinct == 3
    assert [(count.value, count.hits) for count in filled.facet("", "month").counts] == [
        ("2031-04", 1),
        ("2031-05", 1),
        ("2031-06", 1),
    ]
    assert [count.value for count in filled.facet("", "outlet", begins="LAN").counts] == ["Lanternfield Review"]
    assert filled.facet("", "outlet", begins="%").counts == ()
    assert {count.value for count in filled.facet("", "kind", Target.STATEMENTS).counts} == {"direct", "indirect"}
    with pytest.raises(UsageError, match="cannot be counted by colour"):
        filled.facet("", "colour")


def test_a_facet_counts_as_many_as_its_value_asked_to_the_letter_finds(library: Library) -> None:
    outlets = ("Post", "Brennick Post", "The Post", "POST", "Post 50%_!", 'The "Post"')
    told = "The gate holds, {} said. “It held before,” {} and Maren Tolliver said."
    pages = [
        page(f"Item {outlet}", told.format(name, name), outlet=escape(outlet))
        for name in ("Jorun Ashby", "Oriel Vaskerly")
        for outlet in outlets
    ]
    library.add([prepared(data) for data in pages])
    library.dossiers.new("Post", "outlet:post", who="desk", why="kept together")
    asked = 0
    for target in Target:
        for axis in ("outlet", "language", "source", "year", "dossier"):
            for count in library.facet("gate OR item", axis, target, size=200).counts:
                term = term_for(axis, count.value, target)
                if count.value is not None and '"' not in count.value:
                    assert term is not None
                    assert library.count(f"(gate OR item) {term}", target) == count.hits, (target, term)
                    asked += 1
    assert asked > 20
    with pytest.raises(UsageError, match="says: is not asked for to the letter"):
        library.search('says:="It held before"')


def test_a_field_of_a_later_sayso_is_refused_with_what_there_is(filled: Library) -> None:
    with pytest.raises(UsageError, match="claims are not read yet"):
        filled.search("claim:killed")
    with pytest.raises(UsageError, match="choose one of direct, indirect, mixed"):
        filled.search("kind:loud")
    with pytest.raises(UsageError, match="write it as"):
        filled.search("date:yesterday")
    assert filled.search("speker:ashby").remarks[0].startswith("speker: is no field")
