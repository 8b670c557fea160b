"""What one address showed at different times is told from copies, and put in the order of its captures."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.language.pages import page_key, read_archived
from sayso.model.descent import Witness
from sayso.tracing.descent import choose_parents
from sayso.tracing.descent.versions import find_versions
from tests.tracing.test_descent import LOCK, MORE, found

PAGE = "gazette.example/lock"


def version(
    name: str, taken: str | None = None, *, date: str | None = None, modified: str | None = None, page: str = PAGE
) -> Witness:
    return Witness(name=name, text=LOCK, outlet="Sarn Gazette", date=date, page=page, modified=modified, taken=taken)


def order(*witnesses: Witness) -> dict[str, str]:
    return find_versions({one.name: one for one in witnesses})


def test_captures_say_which_came_first_whatever_the_page_prints() -> None:
    first, second, third = (version("c", "2031-04-09"), version("a", "2031-04-10", date="2031-04-01"), version("b", "2031-04-12"))
    assert order(first, second, third) == {"a": "c", "b": "a"}


def test_captures_of_one_day_are_told_apart_by_the_hour_and_else_by_what_is_printed() -> None:
    assert order(version("a", "2031-04-09T18:30:05Z"), version("b", "2031-04-09T19:30:05+02:00")) == {"a": "b"}
    hours = (version("a", "2031-04-09T18:30:05Z", modified="2031-04-10"), version("b", "2031-04-09", modified="2031-04-11"))
    assert order(*hours) == {"b": "a"}
    assert order(version("a", date="2031-04-10"), version("b", date="2031-04-09")) == {"a": "b"}


def test_versions_that_nothing_tells_apart_are_in_no_order() -> None:
    assert order(version("a", "2031-04-09"), version("b", "2031-04-09")) == {}
    assert order(version("a"), version("b")) == {}
    assert order(version("a", "2031-04-09"), version("b", "2031-04-09"), version("c", "2031-04-10")) == {"c": "b"}
    assert order(version("a", "2031-04-09"), version("b"), version("c", "2031-04-10")) == {"c": "a"}
    assert order(version("a", "2031-04-09"), version("b", "2031-04-10", page="gazette.example/other")) == {}


def test_a_version_is_no_copy_and_no_evidence_is_sought() -> None:
    first = Witness(name="a", text=f"{LOCK} {MORE}", outlet="Sarn Gazette", page=PAGE, taken="2031-04-09", date="2031-04-09")
    second = Witness(name="b", text=LOCK, outlet="sarngazette", page=PAGE, taken="2031-04-10", date="2031-04-10")
    copy = Witness(name="c", text=f"{LOCK} From the Sarn Gazette.", outlet="Quill Courier", date="2031-04-11")
    witnesses = {one.name: one for one in (first, second, copy)}
    directions = found(*witnesses.values())
    assert {(direction.copy, direction.source) for _, direction in directions} == {("c", "a"), ("c", "b")}
    parents = choose_parents(witnesses, directions, versions=find_versions(witnesses))
    assert (parents["b"], parents["c"] in ("a", "b"), "a" in parents) == ("a", True, False)


def test_one_page_has_one_key_at_all_its_addresses() -> None:
    assert page_key("https://www.gazette.example/lock/") == page_key("http://m.gazette.example/lock#comments") == PAGE
    assert page_key("https://web.archive.org/web/20310409103000id_/https://gazette.example/lock") == PAGE
    assert page_key("https://archive.ph/20310409103000/http:/gazette.example/lock") == PAGE
    assert page_key("https://gazette.example/lock?id=2") != PAGE
    assert page_key(None) is page_key("lock.html") is page_key("file:///lock.html") is page_key("http://[") is None
    saved = read_archived("https://web.archive.org/web/20310409/https://gazette.example/lock")
    assert saved is not None
    assert saved.taken == "2031-04-09"
    assert read_archived("https://web.archive.org/web/20319909103000/https://gazette.example/lock") is None


DATES = st.sampled_from(
    [None, "2031", "2031-04", "2031-04-09", "2031-04-09T10:30Z", "2031-04-09T10:30:30+02:00", "2031-04-09T10:30"]
)


@given(st.lists(st.tuples(DATES, DATES, DATES), max_size=5), st.randoms(use_true_random=False))
def test_no_version_comes_before_itself_and_order_changes_nothing(dates: list[tuple[str | None, ...]], chance) -> None:
    witnesses = [version(str(n), taken, date=date, modified=changed) for n, (taken, date, changed) in enumerate(dates)]
    before = order(*witnesses)
    for name in before:
        seen = {name}
        while name in before:
            name = before[name]
            assert name not in seen
            seen.add(name)
    chance.shuffle(witnesses)
    assert order(*witnesses) == before
