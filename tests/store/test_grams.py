"""Documents are found by the grams they hold, on both databases."""

from sayso.store.library import Library

WIDE = 2**63 - 1


def test_documents_are_found_by_what_they_share(library: Library) -> None:
    database = library.database
    database.add_grams([(1, [5, 7, 7, WIDE]), (2, [7, WIDE, 11]), (3, [])])
    assert dict(database.sharing([7, WIDE, 12], 10)) == {1: 2, 2: 2}
    assert dict(database.sharing([11, 5, 5], 10)) == {1: 1, 2: 1}
    assert dict(database.sharing([], 10)) == {}


def test_of_a_gram_that_many_hold_the_first_are_given(library: Library) -> None:
    library.database.add_grams((number, [3, 1000 + number]) for number in range(1, 101))
    assert dict(library.database.sharing([3, 1090], 4)) == {1: 1, 2: 1, 3: 1, 4: 1, 90: 1}


def test_what_is_taken_out_is_found_no_more(library: Library) -> None:
    database = library.database
    database.add_grams([(1, [5, 7]), (2, [5, 9])])
    database.remove_grams(1, [7, 5, 5])
    assert dict(database.sharing([5, 7, 9], 10)) == {2: 2}
    database.add_grams([(1, [5])])
    assert dict(database.sharing([5, 7], 10)) == {1: 1, 2: 1}


def test_more_grams_than_a_statement_takes(library: Library) -> None:
    many = list(range(0, 2**62, 2**62 // 50_000))
    library.database.add_grams([(1, many), (2, many[:30_000])])
    assert dict(library.database.sharing(many, 10)) == {1: len(many), 2: 30_000}
