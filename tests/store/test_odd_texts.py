"""What nobody would print costs no more than its length, and has an answer (`python -m benchmarks odd` measures the large ones)."""

from collections import Counter

import pytest

from benchmarks.copies import add_texts
from benchmarks.odd import odd_texts
from sayso.model.reuse import OverlapKind
from sayso.store.library import Library
from tests.store.items import page, prepared
from tests.tracing.articles import HARBOUR

EQUAL = 300
FAMILIES = {
    "one long text, and the half of it": [2],
    "one sentence over and over, twice": [2],
    "one word over and over, twice": [],
    "equal texts": [EQUAL],
    "equal texts under an own first word": [EQUAL],
    "empty texts": [],
    "texts of one word": [],
    "scripts in turn": [EQUAL // 10],
}


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("size", [1, 50])
def test_odd_texts_have_a_family_or_none(library: Library, name: str, size: int) -> None:
    texts = odd_texts(60_000, EQUAL)[name]
    for start in range(0, len(texts), size):
        add_texts(library, texts[start : start + size])
        library.copies.catch_up()
    assert [len(family.members) for family in library.copies.families()] == FAMILIES[name]
    ids = [str(row[0]) for row in library.database.run("SELECT sha256 FROM document")]
    paired = Counter(one for overlap in library.copies.overlaps(ids) for one in (overlap.a, overlap.b))
    assert sum(paired.values()) <= 2 * 64 * len(texts), "the work grows with the texts, not their square"


def test_dates_that_cannot_be_change_nothing(library: Library) -> None:
    for number, day in enumerate(("2031-04-09", "2999-01-01", "0001-01-01", "")):
        library.add([prepared(page("Lock", *HARBOUR.split("\n\n"), outlet=f"Paper {number}", date=day))])
        library.copies.catch_up()
    (family,) = library.copies.families()
    assert len(family.members) == 4
    assert {one.kind for one in library.copies.of(family.members[1])} == {OverlapKind.REPUBLICATION}
