"""Who copied whom is said with what shows it, and not said where nothing does."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.descent import Direction, EvidenceSort, Witness
from sayso.model.reuse import Overlap, OverlapKind, Shared
from sayso.model.span import Span
from sayso.tracing.descent import choose_parents, find_directions
from sayso.tracing.descent.evidence import weight_of
from sayso.tracing.pipeline import trace
from tests.tracing.articles import article

LOCK = (
    "The old lock at Sarn Weir was shut on Monday after divers found a crack in the lower gate, the river board said. "
    "Boats that wait below the weir will be towed round by the mill channel until the gate has been lifted out and mended. "
    "Inga Maroun, who runs the ferry, said she had asked for an inspection three times since the spring and never had an answer."
)
BREAD = (
    "The council of Lanternfield met on Tuesday night to talk about the price of bread, which has doubled in a year. "
    "Bakers told the meeting that flour was dear and hands were few, and nobody from the mill came to speak at all."
)
MORE = "A second gate, upstream, was built in the same year and by the same firm; it will be looked at when the water is low."


def directions(*witnesses: Witness) -> list[Direction]:
    return [direction for _, direction in found(*witnesses)]


def found(*witnesses: Witness) -> list:
    overlaps = list(trace([one.text for one in witnesses], [one.name for one in witnesses]).overlaps())
    return find_directions({one.name: one for one in witnesses}, overlaps)


def witness(name: str, text: str, outlet: str | None = None, date: str | None = None) -> Witness:
    return Witness(name=name, text=text, outlet=outlet, date=date)


def test_nothing_is_said_where_nothing_speaks() -> None:
    assert directions(witness("a", LOCK, "Sarn Gazette"), witness("b", LOCK, "Quill Courier")) == []
    assert directions(witness("a", LOCK, None, "2031-04-09"), witness("b", LOCK, None, "2031-04")) == []


@pytest.mark.parametrize("closing", ["From the Sarn Gazette.", "© Sarn Gazette 2031", "Read more at SARN GAZETTE"])
def test_an_outlet_named_at_the_end_whatever_the_wording(closing: str) -> None:
    copy = witness("copy", f"{LOCK}\n\n{closing}", "Quill Courier", "2031-04-01")
    (direction,) = directions(copy, witness("source", LOCK, "The Sarn Gazette"))
    assert (direction.copy, direction.source) == ("copy", "source")
    (credit,) = direction.evidence
    assert credit.sort is EvidenceSort.CREDIT
    assert credit.span is not None
    assert credit.span.of(copy.text).casefold() == "sarn gazette"


def test_an_outlet_talked_about_further_in_is_no_credit() -> None:
    aside = " ".join(f"Page {number} of the ledger is blank." for number in range(40))
    text = f"{LOCK}\n\n{aside} The Sarn Gazette has a new editor. {aside}"
    (direction,) = directions(
        witness("a", f"{LOCK} {MORE}", "Sarn Gazette", "2031-04"), witness("b", text, "Quill Courier", "2031-05")
    )
    assert [one.sort for one in direction.evidence] == [EvidenceSort.DATE]


def test_a_self_reference_that_travelled() -> None:
    told = LOCK.replace("the river board said", "the river board told the Sarn Gazette")
    (direction,) = directions(witness("a", told, "Sarn Gazette"), witness("b", told, "Quill Courier"))
    assert (direction.copy, [one.sort for one in direction.evidence]) == ("b", [EvidenceSort.SELF_REFERENCE])


def test_a_quotation_of_what_the_other_prints_as_its_own() -> None:
    text = f"{BREAD}\n\nElsewhere one could read: “{LOCK}”"
    (direction,) = directions(witness("a", f"{LOCK} {MORE}"), witness("b", text))
    assert (direction.copy, [one.sort for one in direction.evidence]) == ("b", [EvidenceSort.QUOTATION])


SAID = (
    "Nobody asked the skippers when the gate was welded shut, and nobody has asked them since; we shall tow the boats round by the "
    "mill channel for as long as it takes, and send the board the bill on the first of every month"
)


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "''{}''"])
def test_what_both_quote_they_may_both_have_heard(marks: str) -> None:
    one = witness("one", f"{BREAD}\n\n{MORE}\n\n“{SAID},” Inga Maroun said.", "Sarn Gazette", "2031-04-09")
    other = witness("other", f"{article(3, 80)}\n\nInga Maroun said: {marks.format(SAID)}.", "Quill Courier", "2031-04-11")
    assert directions(one, other) == []
    credited = witness("other", f"{other.text}\n\nFrom the Sarn Gazette.", "Quill Courier", "2031-04-11")
    (direction,) = directions(one, credited)
    assert (direction.copy, [evidence.sort for evidence in direction.evidence]) == ("other", [EvidenceSort.CREDIT])


def test_a_passage_is_not_told_by_its_dates_alone() -> None:
    one = witness("one", f"{BREAD}\n\n{LOCK[:230]}\n\n{MORE}", "Sarn Gazette", "2031-04-09")
    other = witness("other", f"{article(3)}\n\n{LOCK[:230]}\n\n{article(4)}", "Quill Courier", "2031-04-11")
    assert directions(one, other) == []


def test_words_misread() -> None:
    read = LOCK.replace("crack", "cr4ck").replace("lower", "1ower").replace("weir will", "wejr w1ll").replace("ferry", "fcrry")
    (direction,) = directions(witness("a", read), witness("b", LOCK))
    assert direction.copy == "a"
    assert EvidenceSort.DAMAGE in {one.sort for one in direction.evidence}


def test_a_text_that_was_cut() -> None:
    (direction,) = directions(witness("a", LOCK), witness("b", f"{LOCK} {MORE} {BREAD}"))
    assert (direction.copy, [one.sort for one in direction.evidence]) == ("a", [EvidenceSort.CUT])


def test_versions_of_one_outlet_are_told_apart_by_their_dates_alone() -> None:
    first, second = witness("a", LOCK, "Sarn Gazette"), witness("b", f"{LOCK} {MORE} {BREAD}", "The Sarn Gazette")
    assert directions(first, second) == []
    (direction,) = directions(witness("a", LOCK, "Sarn Gazette", "2031-04"), witness("b", second.text, "Sarn Gazette", "2031-05"))
    assert (direction.copy, [one.sort for one in direction.evidence]) == ("b", [EvidenceSort.DATE])


def test_dates_speak_as_exactly_as_both_are_known() -> None:
    (direction,) = directions(witness("a", LOCK, None, "2031-04-10T08:00"), witness("b", LOCK, None, "2031-04-09"))
    assert (direction.copy, direction.evidence[0].sort) == ("a", EvidenceSort.DATE)
    assert directions(witness("a", LOCK, None, "2031-04-09T18:00"), witness("b", LOCK, None, "2031-04-09")) == []


def test_evidence_against_each_other_is_listed_and_weighed() -> None:
    copy = witness("copy", f"{LOCK}\n\nFrom the Sarn Gazette.", "Quill Courier", "2031-04-01")
    (direction,) = directions(copy, witness("source", LOCK, "Sarn Gazette", "2031-04-09"))
    assert direction.copy == "copy"
    assert {one.sort: one.copy for one in direction.evidence} == {EvidenceSort.CREDIT: "copy", EvidenceSort.DATE: "source"}
    (alone,) = directions(witness("copy", copy.text, "Quill Courier"), witness("source", LOCK, "Sarn Gazette"))
    assert direction.p < alone.p


def test_a_text_put_together_of_two_that_have_nothing_to_do_with_each_other() -> None:
    both = witness("both", f"{LOCK}\n\n{BREAD}")
    lock = witness("lock", f"{LOCK} {MORE} The mill channel is dredged each spring, and a toll is taken there from every boat.")
    bread = witness("bread", f"{BREAD} A second meeting is called for the week after next, when the miller will have been asked.")
    assert {(one.copy, one.source) for one in directions(both, lock, bread)} == {("both", "lock"), ("both", "bread")}


def test_the_parent_is_the_one_whose_changes_it_carries() -> None:
    first = witness("first", f"{LOCK} {BREAD}", "Sarn Gazette", "2031-04-01")
    edited = LOCK.replace("towed round by the mill channel", "hauled over the meadow on rollers by oxen")
    second = witness("second", f"{edited} {BREAD}", "Quill Courier", "2031-04-02")
    third = witness("third", f"{edited} {BREAD}", "Brennick Post", "2031-04-03")
    witnesses = {one.name: one for one in (first, second, third)}
    assert choose_parents(witnesses, found(first, second, third)) == {"second": "first", "third": "second"}


def test_no_text_comes_from_itself_by_way_of_others() -> None:
    def link(copy: str, source: str, p: float) -> tuple[Overlap, Direction]:
        shared = (Shared(a=Span(0, 9), b=Span(0, 9), words=40, furniture=False),)
        overlap = Overlap(a=copy, b=source, kind=OverlapKind.REPUBLICATION, words=40, share=1.0, shared=shared)
        return overlap, Direction(copy=copy, source=source, p=p, evidence=())

    witnesses = {name: witness(name, LOCK) for name in "abc"}
    ring = [link("a", "b", 0.9), link("b", "c", 0.8), link("c", "a", 0.95)]
    assert choose_parents(witnesses, ring) == {"a": "b", "c": "a"}


def test_who_names_an_original_that_is_not_there_comes_from_no_other_merely_by_date() -> None:
    def copy(name: str, outlet: str, date: str, origin: str | None = "Coastline Wire") -> Witness:
        return Witness(name=name, text=LOCK, outlet=outlet, date=date, origin=origin)

    first, second = copy("a", "Quill Courier", "2031-04-09"), copy("b", "Brennick Post", "2031-04-10", "the COASTLINE WIRE")
    assert found(first, second) == []
    silent = copy("c", "Lanternfield Review", "2031-04-11", None)
    assert {(one.copy, one.source) for one in directions(first, second, silent)} == {("c", "a"), ("c", "b")}
    version = copy("d", "Quill Courier", "2031-04-12")  # of one outlet: which came first is what dates do say
    assert [(one.copy, one.source) for one in directions(first, version)] == [("d", "a")]
    wire = copy("w", "The Coastline Wire", "2031-04-12", None)  # now it is there
    assert {(one.copy, one.source) for one in directions(first, second, wire)} >= {("a", "w"), ("b", "w")}


def test_weights_grow_with_right_and_with_how_often() -> None:
    assert all(low < high for low, high in pairwise(weight_of(right, 20) for right in range(21)))
    assert 0 < weight_of(9, 10) < weight_of(90, 100)


@given(st.permutations(range(3)), st.lists(st.sampled_from(["2031-04-01", "2031-04-02", None]), min_size=3, max_size=3))
def test_order_changes_nothing(order: list[int], dates: list[str | None]) -> None:
    texts = [LOCK, f"{LOCK} {MORE}", f"“{LOCK}” {BREAD}"]
    witnesses = [witness(name, text, f"Paper {name}", date) for name, text, date in zip("abc", texts, dates, strict=True)]
    assert found(*witnesses) == found(*(witnesses[number] for number in order))


def test_hostile_texts_are_done_with_at_once() -> None:
    same = "the lock was shut and the gate was shut and " * 2_000
    assert directions(witness("a", same, "the"), witness("b", same, "and", "2031")) == []
