"""passim: each line's text is what stands in the item between its offsets, and one passage has one cluster."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from sayso.export.clusters import clusters_of
from sayso.export.format import Choices
from sayso.export.formats.passim import FORMAT
from sayso.export.kept import Kept, Withdrawn
from sayso.intake.open import open_document
from sayso.model.reuse import Overlap, OverlapKind, Shared
from sayso.model.span import Span
from sayso.reading.pipeline import read_document
from tests.export.items import TOMBSTONE
from tests.store.items import page
from tests.tracing.test_descent import BREAD, LOCK, MORE


def item(*paragraphs: str, outlet: str, date: str = "2031-04-09") -> Kept:
    record = read_document(open_document(page("Lock shut", *paragraphs, outlet=outlet, date=date)), "none")
    return Kept(id=record.document.capture.sha256, record=record)


ITEMS = (
    item(LOCK, MORE, outlet="Sarn Gazette", date="2031-04-10"),
    item("Good morning 👋 from the café.", LOCK, outlet="Quill Courier", date="2031-04-09"),
    item(BREAD, LOCK, MORE, outlet="Brennick Post"),
    item(BREAD, outlet="Lanternfield Review"),
)


def lines(*items: Kept | Withdrawn) -> list[dict]:
    out = io.BytesIO()
    FORMAT.to_file(items, out, Choices())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_text_of_a_line_is_what_stands_between_its_offsets() -> None:
    texts = {one.id: one.record.document.text for one in ITEMS}
    found = lines(*ITEMS)
    assert found
    for line in found:
        assert line["text"] == texts[line["id"]][line["begin"] : line["end"]]
        assert line["text"].strip() == line["text"] != ""


def test_a_passage_that_three_share_is_one_cluster_of_three() -> None:
    found = lines(*ITEMS)
    first = [line for line in found if line["cluster"] == found[0]["cluster"]]
    assert [line["size"] for line in first] == [3, 3, 3]
    assert [line["series"] for line in first] == ["Brennick Post", "Quill Courier", "Sarn Gazette"]  # by date
    assert all("The old lock at Sarn Weir" in line["text"] for line in first)
    assert {line["size"] for line in found} == {3, 2}
    assert len({line["uid"] for line in found}) == 4
    assert all(-(2**63) <= line["uid"] < 2**63 for line in found)


def test_fields_are_passims() -> None:
    line = lines(*ITEMS)[0]
    assert list(line) == ["uid", "cluster", "size", "begin", "end", "id", "series", "date", "title", "text"]


def test_the_order_of_items_does_not_matter_and_stones_are_counted() -> None:
    assert lines(*ITEMS) == lines(*reversed(ITEMS))
    written = FORMAT.to_file((*ITEMS, TOMBSTONE), io.BytesIO(), Choices())
    assert (written.items, written.withheld) == (4, 1)
    assert lines() == lines(ITEMS[0]) == []


def overlap(a: str, b: str, *shared: tuple[int, int, int, int], furniture: bool = False) -> Overlap:
    stretches = tuple(Shared(a=Span(s, e), b=Span(t, f), words=9, furniture=furniture) for s, e, t, f in shared)
    return Overlap(a=a, b=b, kind=OverlapKind.PASSAGE, words=9, share=0.1, shared=stretches)


def clusters(*overlaps: Overlap) -> list[tuple[int, int, str, int, int]]:
    return [(one.cluster, one.size, one.name, one.span.start, one.span.end) for one in clusters_of(overlaps)]


def test_stretches_that_are_half_the_same_are_one_passage() -> None:
    near = clusters(overlap("a", "b", (0, 100, 0, 100)), overlap("a", "c", (40, 120, 0, 80)))
    assert near == [(1, 3, "a", 0, 120), (1, 3, "b", 0, 100), (1, 3, "c", 0, 80)]
    far = clusters(overlap("a", "b", (0, 100, 0, 100)), overlap("a", "c", (80, 180, 0, 100)))
    assert [one[0] for one in far] == [1, 1, 2, 2]


def test_furniture_is_left_out() -> None:
    assert clusters(overlap("a", "b", (0, 100, 0, 100), furniture=True)) == []
    note = (
        "Mirel Tosk has written about rivers since the year of the great flood, and lives by the weir with two dogs and a boat."
    )
    assert lines(item(LOCK, MORE, note, outlet="Sarn Gazette"), item(BREAD, note, outlet="Quill Courier")) == []


ends = st.tuples(st.integers(0, 50), st.integers(1, 30)).map(lambda one: (one[0], one[0] + one[1]))
pairs = st.tuples(st.sampled_from("abc"), st.sampled_from("def"), ends, ends)


@given(st.lists(pairs, max_size=12))
def test_no_two_passages_of_a_cluster_overlap_in_one_text(found: list) -> None:
    told = clusters(*(overlap(a, b, (*one, *other)) for a, b, one, other in found))
    for cluster, _, name, start, end in told:
        assert start < end
        same = [one for one in told if one[0] == cluster and one[2] == name and one[3] != start]
        assert not any(one[3] < end and start < one[4] for one in same)
    for a, b, one, other in found:  # every shared stretch stands on two lines of one cluster
        holders = {c for c, _, name, start, end in told if name == a and start <= one[0] and one[1] <= end}
        assert holders & {c for c, _, name, start, end in told if name == b and start <= other[0] and other[1] <= end}
