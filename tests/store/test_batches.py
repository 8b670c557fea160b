"""The same copies are found in whatever batches and order items come."""

import random
from collections.abc import Sequence
from functools import cache

import pytest

from benchmarks.batches import Found, add_in_batches, find_at_once
from sayso.model.reuse import OverlapKind
from sayso.store.library import Library
from tests.tracing.articles import HARBOUR, MARKET, NOTE, article


@cache
def some() -> tuple[str, ...]:
    """Articles, copies of them whole and cut, one put together from two, a passage in common, and a note under every third."""
    chance = random.Random(5)
    texts = [article(seed, chance.randint(120, 300)) for seed in range(40)]
    passage = article(99, 36)
    made = [*texts, *texts[:6], HARBOUR, MARKET, HARBOUR + "\n\n" + MARKET, "From our partners. " + HARBOUR]
    made += [text[: len(text) // 2] for text in texts[10:16]]
    made += [f"{texts[at]}\n\n{passage}\n\n{article(200 + at)}" for at in (20, 21)] + [f"{article(300)}\n\n{passage}"]
    return tuple(f"{text}\n\n{NOTE}" if number % 3 == 0 else text for number, text in enumerate(made))


@cache
def at_once() -> Found:
    return find_at_once(some())


def test_there_is_something_to_be_found() -> None:
    assert {kind for kind, _ in at_once().pairs.values()} == set(OverlapKind)
    assert len(at_once().families) > 10


@pytest.mark.parametrize(("size", "seed"), [(1, 0), (1, 4), (7, 3), (30, 1), (100, 0)])
def test_batches_and_their_order_change_nothing(library: Library, size: int, seed: int) -> None:
    found = add_in_batches(library, some(), size, seed)
    assert found.families == at_once().families
    assert {pair: kind for pair, (kind, _) in found.pairs.items()} == {pair: kind for pair, (kind, _) in at_once().pairs.items()}
    assert found.pairs == at_once().pairs


def patchwork(seed: int) -> Sequence[str]:
    """Short articles of the same few paragraphs, most with one of their own: strangers share much, and it becomes furniture late."""
    chance = random.Random(seed)
    blocks = [article(seed * 1000 + number, chance.randint(8, 60)) for number in range(10)]
    texts = []
    for number in range(30):
        parts = [chance.choice(blocks) for _ in range(chance.randint(1, 3))]
        if chance.random() < 0.7:
            parts.insert(chance.randrange(len(parts) + 1), article(seed * 77 + number + 500, chance.randint(3, 40)))
        texts.append("\n\n".join(dict.fromkeys(parts)))
    return list(dict.fromkeys(texts))


@pytest.mark.parametrize("seed", [2, 6, 25])
def test_what_becomes_furniture_late_changes_what_was_found_before(library: Library, seed: int) -> None:
    texts = patchwork(seed)
    found, whole = add_in_batches(library, texts, 2, seed + 9), find_at_once(texts)
    assert found.families == whole.families
    assert {pair: kind for pair, (kind, _) in found.pairs.items()} == {pair: kind for pair, (kind, _) in whole.pairs.items()}
