"""Copies find their family when they come in, and leave it when they go, on both databases."""

import itertools
import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sayso.model.reuse import OverlapKind
from sayso.store.conditions import Target
from sayso.store.copies import article
from sayso.store.library import Library, open_library
from tests.store.items import page, prepared

LOCK = (
    "The old lock at Sarn Weir was shut on Monday after divers found a crack in the lower gate, the river board said. "
    "Boats that wait below the weir will be towed round by the mill channel until the gate has been lifted out and mended."
)
FERRY = (
    "Inga Maroun, who runs the ferry, said she had asked for an inspection three times since the spring and never had an answer. "
    "The board keeps no list of such letters, and its engineer left for the coast in the winter before the last."
)
BREAD = (
    "The council of Lanternfield met on Tuesday night to talk about the price of bread, which has doubled in a year. "
    "Bakers told the meeting that flour was dear and hands were few, and nobody from the mill came to speak."
)
NOTE = (
    "Mirel Tosk has written about rivers and the people on them since the year of the great flood, and lives by the weir with "
    "two dogs and a boat; letters reach her at the desk of this paper on any weekday before noon."
)


def add(library: Library, title: str, *paragraphs: str, outlet: str = "Sarn Gazette") -> str:
    item = prepared(page(title, *paragraphs, outlet=outlet))
    library.add([item])
    library.copies.catch_up()
    return item.capture.sha256


def test_a_copy_finds_its_family_and_both_places(library: Library) -> None:
    first = add(library, "Lock shut", LOCK, FERRY)
    stranger = add(library, "Bread", BREAD)
    copy = add(library, "Weir closed to boats", LOCK, "Fog is expected.", outlet="Quill Courier")
    (overlap,) = library.copies.of(copy[:12])
    assert (overlap.kind, overlap.a, overlap.b) == (OverlapKind.REPUBLICATION, copy, first)
    (shared,) = overlap.shared
    texts = [library.record(one).document.text for one in (copy, first)]
    assert shared.a.of(texts[0]) == shared.b.of(texts[1]) == LOCK.removesuffix(".")
    assert library.copies.of(first)[0].shared[0].b == shared.a
    assert library.copies.family(copy).members == library.copies.family(first).members == (first, copy)
    assert library.copies.family(stranger).members == (stranger,)
    assert [family.members for family in library.copies.families()] == [(first, copy)]
    assert library.copies.overlaps([first, stranger, copy]) == list(library.copies.of(first))


def test_a_text_of_two_joins_their_families_until_it_is_withdrawn(library: Library) -> None:
    lock, bread = add(library, "Lock", LOCK), add(library, "Bread", BREAD)
    both = add(library, "News of the week", LOCK, BREAD, outlet="Quill Courier")
    assert library.copies.family(bread).members == (lock, bread, both)
    library.withdraw(both, "asked for")
    assert library.copies.families() == []
    assert library.copies.of(lock) == ()
    again = add(library, "Lock again", LOCK, outlet="Brennick Post")
    assert library.copies.family(lock).members == (lock, again)


def test_of_many_copies_those_that_are_left_stay_one_family_and_are_found(library: Library) -> None:
    items = [prepared(page(f"Lock {number}", LOCK, outlet=f"Paper {number}")) for number in range(100)]
    for start in range(0, 100, 10):  # in parts, so that each is paired with those right before it
        library.add(items[start : start + 10])
        library.copies.catch_up()
    left = [item.capture.sha256 for item in items[:30]]
    for item in reversed(items[30:]):
        with library.database.transaction():
            library.copies.forget(library._row(item.capture.sha256))
    library.copies.catch_up()
    assert [family.members for family in library.copies.families()] == [tuple(left)]
    copy = add(library, "Weir closed", LOCK, outlet="Quill Courier")
    assert library.copies.family(copy).members == (*left, copy)


def test_what_waits_is_compared_later(library: Library) -> None:
    items = [prepared(page(f"Lock {number}", LOCK, outlet=f"Paper {number}")) for number in range(3)]
    library.add(items)
    assert (library.copies.waiting(), library.copies.families()) == (3, [])
    assert library.copies.catch_up() == 3
    assert (library.copies.waiting(), library.copies.catch_up()) == (0, 0)
    assert len(library.copies.families()[0].members) == 3


def test_what_was_withdrawn_before_it_was_compared_is_passed_over(library: Library) -> None:
    items = [prepared(page(f"Lock {number}", LOCK, outlet=f"Paper {number}")) for number in range(2)]
    library.add(items)
    library.withdraw(items[0].capture.sha256, "asked for")
    library.copies.catch_up()
    assert library.copies.families() == []


def test_one_by_one_in_any_order_or_at_once_gives_the_same(library: Library) -> None:
    items = [
        prepared(page("Lock", LOCK, FERRY)),
        prepared(page("Weir", LOCK, outlet="Quill Courier")),
        prepared(page("Ferry", FERRY, BREAD, outlet="Brennick Post")),
        prepared(page("Bread", BREAD, outlet="Lanternfield Review")),
    ]
    ids = [item.capture.sha256 for item in items]
    library.add(items)
    library.copies.catch_up()
    at_once = [(one.a, one.b, one.kind, one.words) for one in library.copies.overlaps(ids)]
    assert len(at_once) == 3
    for order in itertools.permutations(range(4), 2):
        for which in order:
            library.copies.forget(library._row(ids[which]))
        for which in order:
            library.copies.wait([library._row(ids[which])])
            library.copies.catch_up()
        found = [(one.a, one.b, one.kind, one.words) for one in library.copies.overlaps(ids)]
        assert sorted((*sorted(one[:2]), *one[2:]) for one in found) == sorted((*sorted(one[:2]), *one[2:]) for one in at_once)
        assert set(library.copies.family(ids[0]).members) == set(ids)


def test_a_note_that_strangers_turn_out_to_print_becomes_furniture(library: Library) -> None:
    draws = random.Random(1)
    words = "river boat stone market winter letter bridge harbour clerk grain lamp mill quarry rope salt tower wagon yard".split()
    ids = []
    for number in range(6):
        text = " ".join(draws.choice(words) for _ in range(120)).capitalize() + "."
        ids.append(add(library, f"News {number}", text, NOTE, outlet=f"Paper {number}"))
    assert library.copies.families() == []
    assert {one.kind for one in library.copies.overlaps(ids)} == {OverlapKind.BOILERPLATE}


def test_a_rereading_that_finds_the_same_article_compares_nothing_again(library: Library) -> None:
    item = prepared(page("Lock", LOCK))
    library.add([item])
    library.copies.catch_up()
    library.replace(item)
    assert library.copies.waiting() == 0
    other = prepared(page("Lock", LOCK, FERRY))
    from msgspec.structs import replace

    library.replace(replace(other, capture=item.capture))
    assert library.copies.waiting() == 1
    library.copies.catch_up()
    copy = add(library, "Ferry", FERRY, outlet="Quill Courier")
    assert len(library.copies.of(copy)) == 1


def test_furniture_is_left_blank() -> None:
    assert article("abcdef", [(1, 3), (2, 4)]) == "\nbcd\n\n"
    assert article("", []) == ""


def test_what_another_program_has_compared_meanwhile_is_passed_over(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_library(place, create=True) as library, open_library(place, read_only=False) as other:
        library.add([prepared(page(f"Lock {number}", LOCK, outlet=f"Paper {number}")) for number in range(3)])
        begin = other.database.transaction

        @contextmanager
        def transaction() -> Iterator[None]:
            library.copies.catch_up()  # the other has seen that something waits, and waits itself for the library
            with begin():
                yield

        monkeypatch.setattr(other.database, "transaction", transaction)
        assert (other.copies.catch_up(), library.copies.waiting()) == (0, 0)
        assert len(library.copies.families()[0].members) == 3


def test_another_definition_of_a_match_lets_all_be_compared_anew(place: str) -> None:
    with open_library(place, create=True) as library:
        first, copy = add(library, "Lock shut", LOCK), add(library, "Weir closed", LOCK, outlet="Quill Courier")
        library.database.run("UPDATE library SET value = 'match/0' WHERE name = 'match'")
    with open_library(place) as library:
        assert (library.copies.waiting(), library.copies.families()) == (2, [])
        assert library.copies.catch_up() == 2
        assert library.copies.family(copy).members == (first, copy)


def test_a_library_that_kept_its_grams_otherwise_compares_all_anew(place: str) -> None:
    with open_library(place, create=True) as library:
        first, copy = add(library, "Lock shut", LOCK), add(library, "Weir closed", LOCK, outlet="Quill Courier")
        for table in ("gram", "gram_run"):
            library.database.run(f"DROP TABLE {table}")
        library.database.run(
            "CREATE TABLE gram (hash BIGINT, document_id BIGINT, PRIMARY KEY (hash, document_id))"
            if "://" in place
            else "CREATE VIRTUAL TABLE grams USING fts5(held, content = '', columnsize = 0, detail = none, tokenize = 'ascii')"
        )
        library.database.run("ALTER TABLE traced DROP COLUMN furniture")
        library.database.run("UPDATE library SET value = '1' WHERE name = 'format'")
    with open_library(place) as library:
        assert (library.copies.waiting(), library.copies.families()) == (2, [])
        assert library.copies.catch_up() == 2
        assert library.copies.family(copy).members == (first, copy)


def test_a_backlog_is_compared_in_parts_as_large_as_is_set(library: Library) -> None:
    library.add([prepared(page(f"Lock {number}", LOCK, outlet=f"Paper {number}")) for number in range(7)])
    length = len(library.copies._articles([1])[1])
    for at_once, parts in ((1, 1), (3 * length, 3), (100 * length, 7)):
        library.copies.at_once = at_once
        assert len(library.copies._next()) == parts
    library.copies.at_once = 3 * length
    assert library.copies.catch_up() == 7
    assert len(library.copies.families()[0].members) == 7


def test_of_copies_the_first_that_answers_counts(library: Library) -> None:
    first = add(library, "Lock shut", LOCK, FERRY)
    copy = add(library, "Weir closed to boats", LOCK, "Fog is expected.", outlet="Quill Courier")
    other = add(library, "Bread and locks", BREAD, "A lock on the larder would help, one baker said.", outlet="Brennick Post")

    def found(query: str) -> list[str]:
        page = library.search(query)
        assert page.total == len(page.hits) == library.count(query)
        return sorted(hit.id for hit in page.hits)

    assert found("lock") == sorted([first, copy, other])
    assert found("lock copies:collapse") == sorted([first, other])
    # What else is asked is asked first: the first of the family does not answer.
    assert found("fog copies:collapse") == [copy]
    assert found("copies:collapse") == found("copies:collapse lock")
    assert found("NOT copies:collapse") == [copy]
    outlets = {one.value: one.hits for one in library.facet("gate copies:collapse", "outlet").counts}
    assert outlets == {"Sarn Gazette": 1}
    said = library.search("divers", Target.STATEMENTS)
    once = library.search("divers copies:collapse", Target.STATEMENTS)
    assert (said.total, once.total) == (2, 1)
    assert [hit.id for hit in once.hits] == [first]
