"""A quotation that many print counts once, with its witnesses and its variants, on both databases."""

import random

import msgspec
import pytest

from sayso.errors import NotFoundError, UsageError
from sayso.model.changes import ChangeKind
from sayso.store.corrected import Subject
from sayso.store.library import Library
from sayso.store.quotations import _may_be_one
from tests.store.items import page, prepared

SAID = "“We will keep the barrier shut until the water falls below the second mark, and nobody sails before that,”"
WORDS = "river boat stone market winter letter bridge harbour clerk grain lamp mill quarry rope salt tower wagon yard".split()


def own(number: int) -> str:
    """Words that no other article holds."""
    draws = random.Random(number)
    return f"{' '.join(draws.choice(WORDS) for _ in range(60)).capitalize()}."


LONG = (
    "The old lock at Sarn Weir was shut on Monday after divers found a crack in the lower gate, the river board said. "
    "Boats that wait below the weir will be towed round by the mill channel until the gate has been lifted out and mended."
)

PRINTS = (
    ("Barrier shut", "Sarn Gazette", "2031-04-01", f"{SAID} harbour commissioner Jorun Ashby said."),
    ("No boats", "Quill Courier", "2031-04-02", f"{SAID} Jorun Ashby told reporters."),
    (
        "Shut until when?",
        "Brennick Post",
        "2031-04-03",
        "“We will keep the barrier shut,” Jorun Ashby said, “until the water fell below the third mark, and nobody sails before that.”",
    ),
    (
        "Mark",
        "Lund Daily",
        "2031-04-04",
        "Jorun Ashby said the barrier would stay shut “until the water falls below the second mark” and boats would wait.",
    ),
    ("Who said it", "Amsel Post", "2031-04-05", f"{SAID} Tobin Hale said."),
    (
        "Another day",
        "Sarn Gazette",
        "2031-05-01",
        "“I have asked for an inspection three times since the spring, and the board never answered,” Jorun Ashby said.",
    ),
    ("Nothing said", "Lund Daily", "2031-05-02", "“No comment,” Jorun Ashby said. “No comment,” she said again."),
)


@pytest.fixture
def filled(library: Library) -> Library:
    library.add(
        [
            prepared(page(title, words, own(number), outlet=outlet, date=date))
            for number, (title, outlet, date, words) in enumerate(PRINTS)
        ]
    )
    library.copies.catch_up()
    return library


def reference(library: Library, query: str) -> str:
    return library.quotations.page(query).quotations[0].reference


def test_a_quotation_counts_once_with_all_who_print_it(filled: Library) -> None:
    page = filled.quotations.page()
    assert (page.total, page.prints) == (2, 6)
    first, second = page.quotations
    assert (first.items, first.families, first.outlets, first.variants, first.first) == (5, 5, 5, 2, "2031-04-01")
    assert (
        first.words
        == "“We will keep the barrier shut until the water falls below the second mark, and nobody sails before that,”"
    )
    assert [(one.name, one.items) for one in first.who] == [("Jorun Ashby", 4), ("Tobin Hale", 1)]
    assert first.several
    assert (second.items, second.several, second.variants) == (1, False, 0)
    assert filled.quotations.page(skip=1).quotations == (second,)


def test_every_witness_has_its_words_and_place_and_every_variant_says_what_differs(filled: Library) -> None:
    card = filled.quotations.one(reference(filled, ""))
    assert [one.outlet for one in card.witnesses] == [
        "Sarn Gazette",
        "Quill Courier",
        "Brennick Post",
        "Lund Daily",
        "Amsel Post",
    ]
    for one in card.witnesses:
        text = filled.record(one.id).document.text
        assert " … ".join(span.of(text) for span in one.spans) == one.words
    assert [one.variant for one in card.witnesses] == [0, 0, 1, 2, 0]
    edits = [[(edit.kind, edit.old, edit.new) for edit in variant.edits] for variant in card.variants]
    assert edits[0] == [(ChangeKind.WORDING, "falls", "fell"), (ChangeKind.FIGURE, "second", "third")]
    assert {edit[0] for edit in edits[1]} == {ChangeKind.CUT}
    assert card.witnesses[3].words == "“until the water falls below the second mark”"
    for one in card.witnesses:
        again = filled.quotations.one(f"{one.id[:12]}:{one.number}")
        assert again == card


def test_what_answers_is_counted_and_what_else_the_library_has_is_said(filled: Library) -> None:
    [one] = filled.quotations.page("date:2031-04-03").quotations
    assert (one.items, one.everywhere, one.reference) == (1, 5, reference(filled, ""))
    assert filled.quotations.page("speaker:hale").quotations[0].items == 1
    assert filled.quotations.page("says:third").quotations[0].everywhere == 5
    assert filled.quotations.page("outlet:lund").total == 1
    assert filled.quotations.page("speaker:nobody").total == 0


def test_copies_count_once(library: Library) -> None:
    words = f"{SAID} Jorun Ashby said."
    for number in range(4):
        library.add([prepared(page(f"Lock {number}", LONG, words, outlet=f"Paper {number}"))])
    library.add([prepared(page("Barrier", words, own(3), outlet="Quill Courier"))])
    library.copies.catch_up()
    [one] = library.quotations.page().quotations
    assert (one.items, one.families, one.outlets) == (5, 2, 5)
    [once] = library.quotations.page("copies:collapse").quotations
    assert (once.items, once.families, once.everywhere) == (2, 2, 5)
    assert library.quotations.one(one.reference, size=1, skip=4).witnesses[0].outlet is not None
    card = library.quotations.one(one.reference, size=2)
    assert (card.quotation.items, len(card.witnesses)) == (5, 2)
    assert card.quotation.families == 2


def test_items_in_another_order_give_the_same(library: Library, filled: Library) -> None:
    before = msgspec.json.encode((library.quotations.page(), library.quotations.one(reference(library, ""))))
    ids = [one.id for one in library.documents()]
    items = [
        prepared(page(title, words, own(number), outlet=outlet, date=date))
        for number, (title, outlet, date, words) in enumerate(PRINTS)
    ]
    assert sorted(item.capture.sha256 for item in items) == ids
    for item in items:
        library.replace(item)
    assert msgspec.json.encode((library.quotations.page(), library.quotations.one(reference(library, "")))) == before


def test_what_is_withdrawn_or_corrected_is_counted_no_more(filled: Library) -> None:
    whole = reference(filled, "")
    third = filled.quotations.one(whole).witnesses[2]
    filled.withdraw(third.id, "asked for")
    card = filled.quotations.one(whole)
    assert (card.quotation.items, len(card.variants)) == (4, 1)
    wrong = card.witnesses[-1]
    filled.correct(wrong.id, Subject.WHO, "Jorun Ashby", statement=wrong.number, who="desk", why="the tape")
    assert not filled.quotations.one(whole).quotation.several


def test_what_is_no_quotation_is_refused(filled: Library) -> None:
    short = next(one.id for one in filled.documents() if one.title == "Nothing said")
    with pytest.raises(UsageError, match="eight words"):
        filled.quotations.one(f"{short}:1")
    with pytest.raises(NotFoundError, match="no statement"):
        filled.quotations.one(f"{short}:99")
    with pytest.raises(UsageError, match="names no statement"):
        filled.quotations.one(short)


def test_the_quotations_of_an_item_that_others_print_too(filled: Library) -> None:
    first = filled.quotations.one(reference(filled, "")).witnesses[0]
    assert {number: one.items for number, one in filled.quotations.of_item(first.id).items()} == {1: 5}
    alone = next(one.id for one in filled.documents() if one.title == "Another day")
    assert filled.quotations.of_item(alone) == {}


def test_words_between_marks_for_which_nobody_is_named_are_shown_and_not_counted(filled: Library) -> None:
    words = "“We will keep the barrier shut until the water falls.”"
    item = prepared(page("On the wall", own(90), words, own(91), outlet="Wall Post"))
    assert item.statements == ()
    filled.add([item, prepared(page("On another", own(92), "“We will keep it shut until autumn.”", own(93)))])
    card = filled.quotations.one(reference(filled, ""))
    assert card.quotation.items == 5
    [one] = card.unclaimed
    assert (one.id, one.outlet, one.words) == (item.capture.sha256, "Wall Post", words)
    assert one.spans[0].of(filled.record(one.id).document.text) == words


def test_a_long_quotation_is_found_by_a_short_cut_of_it(library: Library) -> None:
    draws = random.Random(3)
    words = [f"{draws.choice(WORDS)}{draws.choice(WORDS)}" for _ in range(900)]
    for number, some in enumerate((words, words[700:710], words[:300])):
        said = f"“{' '.join(some).capitalize()},” Jorun Ashby said."
        library.add([prepared(page(f"Speech {number}", said, own(number)))])
    [told] = library.quotations.page().quotations
    assert (told.items, told.variants) == (3, 2)
    assert all(
        library.quotations.one(f"{one.id}:{one.number}").quotation == told
        for one in library.quotations.one(told.reference).witnesses
    )


def test_names_of_which_one_is_part_of_the_other_leave_no_doubt() -> None:
    assert _may_be_one("Ashby", "Jorun Ashby")
    assert _may_be_one("J. Ashby", "Jorun Ashby")
    assert _may_be_one("SBA", "Sarn Basin Authority")
    assert not _may_be_one("Greta Hale", "Tobin Hale")
    assert not _may_be_one("Jorun Ashby", "Sarn Basin Authority")


def test_what_the_index_of_words_finds_is_what_all_prints_together_give(library: Library) -> None:
    draws = random.Random(7)
    base = [[draws.choice(WORDS) for _ in range(draws.randrange(10, 40))] for _ in range(8)]
    items = []
    for number in range(60):
        words = list(draws.choice(base))
        for _ in range(draws.randrange(3)):
            words[draws.randrange(len(words))] = "barge"
        first = draws.randrange(len(words) // 3)
        said = " ".join(words[first : len(words) - draws.randrange(len(words) // 3)]).capitalize()
        items.append(prepared(page(f"Day {number}", f"“{said},” Jorun Ashby said.", own(100 + number), outlet=f"Paper {number}")))
    library.add(items)
    whole = library.quotations.page(size=100)
    assert whole.total > 8
    for told in whole.quotations:
        card = library.quotations.one(told.reference, size=100)
        assert card.quotation == told
        assert library.quotations.one(f"{card.witnesses[-1].id}:{card.witnesses[-1].number}", size=100) == card
    asked = library.quotations.page("says:barge", size=100)
    assert {one.reference for one in asked.quotations} <= {one.reference for one in whole.quotations}
    assert {one.reference: one.everywhere for one in asked.quotations}.items() <= {
        one.reference: one.items for one in whole.quotations
    }.items()
