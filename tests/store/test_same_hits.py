"""Whatever is asked, both databases give the same hits, the same numbers of them and the same facets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import UsageError
from sayso.store.conditions import Target
from sayso.store.library import Library, open_library
from sayso.store.query import FIELDS, Sort
from sayso.store.search import Order
from tests.conftest import new_database
from tests.store.items import BARRIER, COVID, DROUGHT, page, prepared

ITEMS = (
    BARRIER,
    DROUGHT,
    COVID,
    page("Straße nach Łódź", "Die Straße nach Łódź wird gebaut, sagte Jürgen Groß. C# und C++ sind keine Straßen.", date="2031"),
    page("洪水の門", "洪水の門は閉じられた。Flood barrier, and the barrier flood.", outlet="Sarn 新聞", date="2031-04"),
    page(
        "Barrier again", "The barrier will stay shut, Jorun Ashby said. “The flood is over,” Oriel Vaskerly, an economist, said."
    ),
    page("Barrier again and again", "Barrier. " * 300 + "“Flood,” an official said.", outlet="Brennick Post"),
)
"""With what is hard to fold: signs that are written without spaces, letters that casefold into two, one word very often."""

_WORDS = (
    "barrier flood the drought friday ashby jorun said café CAFE strasse Straße łódź 洪水 水 門 c++ c# C covid 19 u.s. didn’t "
    "didn't locks zzz ß ｆｌｏｏｄ x -x * \" ' % _ \\ % ¶ + # | & ! : ; -- OR AND NOT ( )"
).split()
words = st.sampled_from(_WORDS) | st.text(max_size=6)
phrase = st.lists(words, min_size=1, max_size=3).map(lambda some: f'"{" ".join(some)}"')
prefix = words.map(lambda word: f"{word[:3]}*")
_VALUES = {
    Sort.WORDS: words | phrase,
    Sort.DATE: st.sampled_from(["2031", "2031-04", "2031-04-09", "2031-04..2031-05", "2030..", "..2031-05"]),
    Sort.NUMBER: st.sampled_from(["0", "1", "2", "1..2", "0.5"]),
    Sort.YES: st.sampled_from(["yes", "no"]),
}


@st.composite
def fields(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(sorted(FIELDS)))
    field = FIELDS[name]
    value = draw(st.sampled_from(field.choices) if field.sort is Sort.CHOICE else _VALUES[field.sort])
    ordered = field.sort in (Sort.DATE, Sort.NUMBER)
    sign = draw(st.sampled_from([":", ":=", *(">=", "<", "<=", ">")[: 4 * ordered]]))
    return f"{name}{sign}{value}"


terms = words | phrase | prefix | fields()
queries = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map(lambda part: f"-{part}"),
        inner.map(lambda part: f"({part})"),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, server: str) -> Iterator[tuple[Library, Library]]:
    folder: Path = tmp_path_factory.mktemp("same")
    with open_library(str(folder / "news.db"), create=True) as one, open_library(new_database(server), create=True) as other:
        items = [prepared(data) for data in ITEMS]
        one.add(items)
        other.add(items)
        gone = items[-2].capture.sha256
        one.withdraw(gone, "asked for")
        other.withdraw(gone, "asked for")
        yield one, other


def answer(library: Library, query: str, target: Target) -> object:
    """Everything that two databases must agree on: which hits, how many, how spread, and by date in which order."""
    try:
        found = library.search(query, target)
    except UsageError as error:
        return str(error)
    by_rank = sorted((hit.id, hit.number or 0, repr(hit.context), hit.value or "") for hit in found.hits)
    newest = [(hit.id, hit.number) for hit in library.search(query, target, order=Order.NEWEST).hits]
    return by_rank, newest, found.total, library.count(query, target), library.facet(query, "outlet", target), found.remarks


@pytest.mark.parametrize("target", list(Target))
@given(query=queries)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_query_has_the_same_hits_on_both_databases(both: tuple[Library, Library], target: Target, query: str) -> None:
    one, other = both
    assert answer(one, query, target) == answer(other, query, target)


@given(query=queries, size=st.integers(1, 3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_together_are_the_hits(both: tuple[Library, Library], query: str, size: int) -> None:
    for library in both:
        try:
            whole = library.search(query)
        except UsageError:
            return
        seen, cursor = [], None
        while True:
            found = library.search(query, size=size, cursor=cursor)
            assert found.total == whole.total
            seen += found.hits
            cursor = found.next
            if cursor is None:
                break
        assert tuple(seen) == whole.hits
