"""Persons say who was copied from whom; it outweighs evidence, is logged, outlives rereading, and can be undone; on both databases."""

import pytest

from sayso.cli.kinship import kinship_dot, kinship_page
from sayso.cli.printing import Screen
from sayso.errors import NotFoundError, UsageError
from sayso.export import kinship
from sayso.export.families import list_families
from sayso.export.kinship import Kinship, count_copies, kinship_in
from sayso.export.lines import lines_in
from sayso.model.reuse import MATCH
from sayso.store.library import Library, open_library
from sayso.store.rulings import RulingSort, join
from tests.store.items import page, prepared
from tests.store.test_copies import BREAD, FERRY, LOCK, add
from tests.tracing.articles import article

DESK = {"who": "desk", "why": "asked both editors"}


def parents(library: Library, id_: str) -> dict[str, str | None]:
    kinship, _ = kinship_in(library, id_)
    return {item.id: item.copied_from for item in kinship.items}


def three(library: Library) -> tuple[str, str, str]:
    """The Gazette's story, the Courier's that names the Gazette, the Post's that names neither."""
    gazette = add(library, "Lock shut", LOCK, FERRY)
    courier = add(library, "Weir closed", LOCK, FERRY, "From the Sarn Gazette.", outlet="Quill Courier")
    post = add(library, "Gate cracked", LOCK, FERRY, outlet="Brennick Post")
    return gazette, courier, post


def test_what_a_person_confirms_outweighs_what_is_printed(library: Library) -> None:
    gazette, courier, post = three(library)
    assert parents(library, courier)[courier] == gazette[:12]
    change = library.origins.confirm(courier, post, **DESK)
    kinship, _ = kinship_in(library, courier)
    shown = {item.id: item for item in kinship.items}
    assert (shown[courier].copied_from, shown[courier].p, shown[courier].decision) == (post[:12], None, change.number)
    [link] = [one for one in kinship.links if one.confirmed]
    assert (link.copy, link.source, link.p) == (courier[:12], post[:12], None)
    assert link.confirmed is not None
    assert (link.confirmed.who, link.confirmed.why, link.confirmed.on) == ("desk", "asked both editors", "2031-04-09")
    library.origins.undo(change.number, who="desk", why="wrong editor")
    assert parents(library, courier)[courier] == gazette[:12]


def test_what_was_left_open_can_be_confirmed(library: Library) -> None:
    gazette = add(library, "Lock shut", LOCK, FERRY)
    post = add(library, "Gate cracked", LOCK, FERRY, outlet="Brennick Post")
    assert parents(library, post)[post] is None
    library.origins.confirm(post, gazette, **DESK)
    assert parents(library, post)[post] == gazette[:12]


def test_a_rejected_link_is_no_parent_and_the_next_is_chosen(library: Library) -> None:
    first = add(library, "Lock shut", LOCK, FERRY)
    tail = "From the Sarn Gazette and the Quill Courier."
    second = add(library, "Weir closed", LOCK, FERRY, "From the Sarn Gazette.", outlet="Quill Courier")
    third = add(library, "Gate cracked", LOCK, FERRY, tail, outlet="Brennick Post")
    found = parents(library, third)[third]
    other = {first[:12]: second, second[:12]: first}[str(found)]
    library.origins.reject(third, str(found), **DESK)
    assert parents(library, third)[third] == other[:12]
    library.origins.reject(third, other, **DESK)
    assert parents(library, third)[third] is None
    assert len(library.copies.family(third).members) == 3
    kinship, _ = kinship_in(library, third)
    assert [one.sort for link in kinship.links for one in link.rulings] == [RulingSort.REJECT] * 2


def test_two_kept_apart_are_of_no_family_and_count_twice(library: Library) -> None:
    first = add(library, "Lock shut", LOCK, FERRY)
    copy = add(library, "Weir closed", LOCK, outlet="Quill Courier")
    assert library.count("gate copies:collapse") == 1
    change = library.origins.keep_apart(first, copy, **DESK)
    assert library.copies.families() == []
    assert library.count("gate copies:collapse") == 2
    assert parents(library, copy) == {copy: None, first: None}
    assert parents(library, first)[copy] is None
    later = add(library, "Lock again", LOCK, FERRY, outlet="Brennick Post")  # joins the one it shares more with
    assert library.copies.family(later).members == (first, later)
    library.origins.undo(change.number, **DESK)
    assert library.copies.family(copy).members == (first, copy, later)


def test_what_stands_between_two_goes_with_the_one_it_shares_more_with(library: Library) -> None:
    lock, bread = add(library, "Lock", LOCK, FERRY), add(library, "Bread", BREAD)
    both = add(library, "News of the week", LOCK, FERRY, BREAD, outlet="Quill Courier")
    assert len(library.copies.family(bread).members) == 3
    library.origins.keep_apart(lock, bread, **DESK)
    assert library.copies.family(both).members == (lock, both)
    assert library.copies.family(bread).members == (bread,)
    assert library.origins.lost() == ()
    kinship, _ = kinship_in(library, both)
    assert {item.id: item.family for item in kinship.items} == {both: 1, lock: 1, bread: None}
    library.withdraw(lock, "asked for")  # nothing parts these two any more
    assert library.copies.family(bread).members == (bread, both)


def test_a_family_is_shown_as_it_is_counted_though_who_parts_it_is_not_shown(library: Library) -> None:
    first, second, third = (article(seed, words) for seed, words in ((1, 140), (2, 80), (3, 120)))
    a, b = add(library, "A", first), add(library, "B", first, second, outlet="Quill Courier")
    c, d = add(library, "C", second, third, outlet="Brennick Post"), add(library, "D", third, outlet="Lanternfield Review")
    library.origins.keep_apart(a, d, **DESK)
    families = [one.members for one in library.copies.families()]
    assert families == [(a, b), (c, d)]
    kinship, _ = kinship_in(library, b)  # D, which shares nothing with B, is not there
    assert {item.id: item.family for item in kinship.items} == {a: 1, b: 1, c: None}
    assert all(one.origin in members for one, members in zip(list_families(library, 0, 9).families, families, strict=True))
    items = lines_in(library, "").items
    assert len({item.family for item in items if item.id in (a, b)} | {item.family for item in items if item.id in (c, d)}) == 2


def test_decisions_outlive_comparing_anew(place: str) -> None:
    with open_library(place, create=True) as library:
        gazette, courier, post = three(library)
        library.origins.keep_apart(gazette, post, **DESK)
        library.origins.confirm(courier, post, **DESK)
        families = [one.members for one in library.copies.families()]
        assert families == [(courier, post)]
        library.database.run("UPDATE library SET value = 'match/0' WHERE name = 'match'")
    with open_library(place) as library:
        library.copies.catch_up()
        assert [one.members for one in library.copies.families()] == families
        assert parents(library, courier)[courier] == post[:12]
        assert library.database.run("SELECT value FROM library WHERE name = 'match'")[0][0] == MATCH


def test_a_decision_about_a_text_that_is_read_otherwise_is_lost_until_it_is_there_again(library: Library) -> None:
    from msgspec.structs import replace

    _, courier, post = three(library)
    library.origins.confirm(courier, post, **DESK)
    assert library.origins.lost() == ()
    item = prepared(page("Bread", BREAD, outlet="Quill Courier"))
    kept = prepared(page("Weir closed", LOCK, FERRY, "From the Sarn Gazette.", outlet="Quill Courier"))
    library.replace(replace(item, capture=kept.capture))
    library.copies.catch_up()
    assert [one.number for one in library.origins.lost()] == [1]
    library.replace(kept)
    library.copies.catch_up()
    assert library.origins.lost() == ()
    assert parents(library, courier)[courier] == post[:12]


def test_a_passage_that_is_confirmed_makes_a_family(library: Library) -> None:
    one = add(library, "Lock", LOCK, *(f"{FERRY} {BREAD}",) * 1)
    aside = " ".join(
        f"Page {number} of the ledger of {number * 7} boats is blank, and nobody can say why." for number in range(40)
    )
    other = add(library, "Ledger", aside, LOCK[:190], outlet="Quill Courier")
    assert library.copies.families() == []
    change = library.origins.confirm(other, one, **DESK)
    assert library.copies.family(one).members == (one, other)
    library.origins.undo(change.number, **DESK)
    assert library.copies.families() == []


def test_who_is_asked_for_is_not_left_out(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [article(seed, words) for seed, words in ((1, 40), (2, 60), (3, 80))]
    own = add(library, "Many", *passages, article(9, 900))
    others = [add(library, f"One {at}", passage, article(10 + at, 400)) for at, passage in enumerate(passages)]
    assert [one.b for one in library.copies.of(own)] == others[::-1]
    monkeypatch.setattr(kinship, "MOST", 1)
    for one in others:
        assert [item.id for item in kinship_in(library, own, one)[0].items] == [own, one]


def test_contradictions_are_refused_in_a_line(library: Library) -> None:
    gazette, courier, post = three(library)
    origins = library.origins
    first = origins.confirm(courier, gazette, **DESK)
    for refused in (
        lambda: origins.confirm(courier, gazette, **DESK),
        lambda: origins.confirm(gazette, courier, **DESK),
        lambda: origins.confirm(courier, post, **DESK),
        lambda: origins.reject(courier, gazette, **DESK),
        lambda: origins.keep_apart(gazette, courier, **DESK),
        lambda: origins.confirm(gazette, gazette, **DESK),
        lambda: origins.confirm(post, gazette, who="desk", why=" "),
        lambda: origins.confirm(post, gazette, who="", why="so"),
    ):
        with pytest.raises(UsageError):
            refused()
    with pytest.raises(UsageError, match=f"decision {first.number} says already"):
        origins.confirm(courier, gazette, **DESK)
    origins.reject(gazette, courier, **DESK)  # goes with it
    origins.confirm(post, courier, **DESK)
    with pytest.raises(UsageError, match="was copied from"):  # a ring
        origins.confirm(gazette, post, **DESK)
    with pytest.raises(UsageError, match="was copied from"):  # of one family by way of the Courier
        origins.keep_apart(gazette, post, **DESK)
    stranger = add(library, "Bread", BREAD)
    with pytest.raises(UsageError, match="no text was found"):
        origins.confirm(stranger, gazette, **DESK)
    with pytest.raises(UsageError, match="no text was found"):
        origins.keep_apart(stranger, gazette, **DESK)
    library.dossiers.new("Locks", who="desk")
    with pytest.raises(UsageError, match="not about copies"):
        origins.undo(origins.decisions()[-1].number + 1, **DESK)
    assert [one.action for one in origins.decisions(gazette)] == ["confirm", "reject"]


def test_two_kept_apart_are_confirmed_by_no_way_round(library: Library) -> None:
    gazette, courier, post = three(library)
    library.origins.keep_apart(gazette, post, **DESK)
    library.origins.confirm(courier, gazette, **DESK)
    with pytest.raises(UsageError, match="kept apart"):
        library.origins.confirm(post, courier, **DESK)


def test_a_withdrawn_item_is_in_no_decision(library: Library) -> None:
    gazette, courier, post = three(library)
    library.origins.confirm(courier, gazette, **DESK)
    library.withdraw(gazette, "asked for")
    [change] = library.origins.decisions()
    assert gazette not in change.detail
    assert change.about == f"{courier[:12]} from a withdrawn item"
    assert [one.number for one in library.origins.lost()] == [change.number]
    assert not any(gazette[:12] in line and "confirm" in line for line in library.dump())
    assert parents(library, courier)[courier] is None
    with pytest.raises(NotFoundError):
        library.origins.confirm(post, gazette, **DESK)
    library.origins.confirm(courier, post, **DESK)
    library.origins.undo(change.number, **DESK)


def test_order_of_decisions_and_items_changes_no_family() -> None:
    pairs = [("a", "b"), ("c", "d"), ("b", "c")]
    assert join(pairs)["a"] is join(pairs)["d"] or sorted(join(pairs)["a"]) == list("abcd")
    parted = join(pairs, [("a", "d")])
    assert (sorted(parted["a"]), sorted(parted["d"])) == (["a", "b"], ["c", "d"])


def test_a_kinship_without_decisions_says_so(library: Library) -> None:
    gazette, *_ = three(library)
    kinship, _ = kinship_in(library, gazette)
    assert isinstance(kinship, Kinship)
    assert not any(link.rulings for link in kinship.links)


URL = "https://sarngazette.example/lock"


def captured(library: Library, title: str, *paragraphs: str, taken: str, url: str = URL, outlet: str = "Sarn Gazette") -> str:
    item = prepared(page(title, *paragraphs, outlet=outlet), url=url, taken=taken)
    library.add([item])
    library.copies.catch_up()
    return item.capture.sha256


def test_two_captures_of_one_address_are_versions_and_one_copy(library: Library) -> None:
    later = captured(library, "Lock shut for weeks", LOCK, FERRY, taken="2031-04-12", url="http://www.sarngazette.example/lock/")
    first = captured(library, "Lock shut", LOCK, FERRY, taken="2031-04-10")
    copy = add(library, "Weir closed", LOCK, FERRY, "From the Sarn Gazette.", outlet="Quill Courier")
    kinship, _ = kinship_in(library, copy)
    shown = {item.id: item for item in kinship.items}
    assert (shown[later].version_of, shown[later].captured, shown[later].copied_from) == (first[:12], "2031-04-12", None)
    assert (shown[first].version_of, shown[first].copied_from) == (None, None)
    assert shown[copy].copied_from in (first[:12], later[:12])
    [between] = [one for one in kinship.links if copy[:12] not in (one.overlap.a, one.overlap.b)]
    assert (between.copy, between.p, between.evidence) == (None, None, ())
    counted = count_copies([(item.page, item.outlet) for item in kinship.items])
    assert (counted.copies, counted.outlets, counted.versions) == (2, 2, "2 versions of one page")
    assert "later version" in " ".join(kinship_dot(kinship))
    library.withdraw(copy, "asked for")
    kinship, _ = kinship_in(library, first)
    assert count_copies([(item.page, item.outlet) for item in kinship.items]).copies is None


def test_a_version_that_was_captured_again_counts_from_its_first_capture(library: Library) -> None:
    old = prepared(page("Lock shut", LOCK, FERRY), url=URL, taken="2031-04-14")
    library.add([old, prepared(page("Lock shut", LOCK, FERRY), url=URL, taken="2031-04-10")])
    new = captured(library, "Lock shut for weeks", LOCK, FERRY, taken="2031-04-12")
    kinship, _ = kinship_in(library, new)
    assert {item.id: item.version_of for item in kinship.items} == {new: old.capture.sha256[:12], old.capture.sha256: None}


def test_a_person_can_say_that_a_version_was_copied(library: Library) -> None:
    first = captured(library, "Lock shut", LOCK, FERRY, taken="2031-04-10")
    later = captured(library, "Lock shut for weeks", LOCK, FERRY, taken="2031-04-12")
    copy = add(library, "Weir closed", LOCK, FERRY, outlet="Quill Courier")
    library.origins.confirm(copy, later, **DESK)
    library.origins.confirm(first, copy, **DESK)
    kinship, _ = kinship_in(library, first)
    shown = {item.id: item for item in kinship.items}
    assert shown[first].copied_from == copy[:12]
    assert shown[later].version_of is None  # it cannot come from what was copied from it
    assert [line for line in kinship_page(kinship, Screen(100, False)) if later[:12] in line]
