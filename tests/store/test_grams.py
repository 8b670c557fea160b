"""Documents are found by the grams they hold, on both databases, whatever was merged meanwhile."""

import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from sayso.store import grams
from sayso.store.grams import LAST, GramIndex
from sayso.store.library import Library
from sayso.tracing.candidates import OFTEN
from sayso.tracing.tables import Grams

WIDE = 2**62 - 1


def held(documents: Mapping[int, Sequence[int]]) -> Grams:
    """Small numbers spread over the bits that are kept, as those of grams are."""
    rows = [(number, one) for one, numbers in documents.items() for number in numbers]
    hashes = np.array([number * 0x9E3779B97F4A7C15 % 2**62 for number, _ in rows], np.uint64)
    return Grams(hashes, np.array([one for _, one in rows], np.uint32))


def shared(index: GramIndex, *numbers: int, text: int = 0) -> dict[int, int]:
    found = list(index.sharing(held({text: numbers})))
    return {one: count for part in found for one, count in zip(part.documents.tolist(), part.counts.tolist(), strict=True)}


def test_documents_are_found_by_what_they_share(library: Library) -> None:
    index = GramIndex(library.database)
    index.add(held({1: [5, 7, 7, WIDE], 2: [7, WIDE, 11], 3: []}))
    assert shared(index, 7, WIDE, 12) == {1: 2, 2: 2}
    assert shared(index, 11, 5, 5) == {1: 1, 2: 1}
    assert shared(index) == {}


def test_of_a_gram_that_more_than_sixty_four_hold_the_last_are_given(library: Library) -> None:
    index = GramIndex(library.database)
    for number in range(1, OFTEN + 1):
        index.add(held({number: [3, 1000 + number]}))
    assert shared(index, 3) == dict.fromkeys(range(1, OFTEN + 1), 1)
    for start in range(OFTEN + 1, 1001, 100):
        index.add(held({number: [3, 1000 + number] for number in range(start, min(1001, start + 100))}))
    assert shared(index, 3, 1090) == {**dict.fromkeys(range(1001 - LAST, 1001), 1), 90: 1}


def test_what_is_taken_out_is_found_no_more(library: Library) -> None:
    index = GramIndex(library.database)
    index.add(held({1: [5, 7], 2: [5, 9]}))
    index.remove(held({1: [7, 5, 5]}))
    assert shared(index, 5, 7, 9) == {2: 2}
    index.add(held({1: [5]}))
    assert shared(index, 5, 7) == {1: 1, 2: 1}
    index.remove(held({1: [5], 2: [5, 9]}))
    assert shared(index, 5, 7, 9) == {}


def test_taking_out_one_of_many_says_that_others_may_have_been_left_out(library: Library) -> None:
    index = GramIndex(library.database)
    index.add(held({number: [3, 1000 + number] for number in range(1, 101)}))
    assert not index.remove(held({100: [1100]}))
    for number in range(100, 35, -1):
        assert index.remove(held({number: [3]}))
    assert shared(index, 3, 1001) == {1: 1}  # 1 to 35 hold it too
    index.add(held({number: [3] for number in range(30, 36)}))
    index.add(held({35: [3, 1035], 7: [3]}))
    assert shared(index, 3, 1035) == {35: 2, 7: 1, **dict.fromkeys(range(30, 35), 1)}
    assert index.remove(held({7: [3]}))


def test_more_grams_than_a_statement_takes(library: Library) -> None:
    index, many = GramIndex(library.database), list(range(50_000))
    index.add(held({1: many, 2: many[:30_000]}))
    assert shared(index, *many) == {1: len(many), 2: 30_000}


def test_texts_are_answered_each_for_itself(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "_JOINED", 3)
    index = GramIndex(library.database)
    documents = {1: [1, 2, 3], 2: [2, 3, 4], 3: [3, 4, 5], 9: [6]}
    index.add(held(documents))
    found = [
        (*row,)
        for part in index.sharing(held(documents))
        for row in zip(part.texts.tolist(), part.documents.tolist(), part.counts.tolist(), strict=True)
    ]
    assert found == [(1, 1, 3), (1, 2, 2), (1, 3, 1), (2, 1, 2), (2, 2, 3), (2, 3, 2), (3, 1, 1), (3, 2, 2), (3, 3, 3), (9, 9, 1)]
    near = {one for part in index.sharing(held(documents)) for one in part.nearest(2, 2)}
    assert near == {1, 2, 3}


def test_merging_changes_no_answer(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "_SLICE", 1 << 8)
    monkeypatch.setattr(grams, "LARGEST", 1 << 12)
    draws, index = random.Random(1), GramIndex(library.database)
    texts = {number: [draws.randrange(30_000) for _ in range(draws.randrange(200))] for number in range(1, 120)}
    waiting = sorted(texts)
    while waiting:
        some = waiting[: draws.choice((1, 1, 7, 30))]
        waiting = waiting[len(some) :]
        index.add(held({one: texts[one] for one in some}))
    gone = draws.sample(sorted(texts), 20)
    for one in gone:
        index.remove(held({one: texts.pop(one)}))
    assert 2 < len(index._runs()) < 16
    rows = library.database.run("SELECT run, bucket, held FROM gram ORDER BY run, bucket")
    assert sum(len(bytes(row[2])) for row in rows) == 8 * sum(run.size for run in index._runs())  # type: ignore[arg-type]
    for asked in draws.sample(range(30_000), 20), range(30_000):
        wanted = {one: len(set(asked) & set(numbers)) for one, numbers in texts.items()}
        assert shared(index, *asked) == {one: count for one, count in wanted.items() if count}
