"""The chain: against every path there is, in small."""

from itertools import pairwise, product

import numpy as np
import pytest

from sayso.reading.tagging.decode import LABELS, LEANINGS, Chain, decode

SIZE = len(LABELS)
APART = np.zeros(2_000, bool)
"""Tokens of which none stands in a quotation."""


def random_chain(seed: int) -> Chain:
    draw = np.random.default_rng(seed)
    return Chain(draw.normal(size=SIZE).astype(np.float32), draw.normal(size=(SIZE, SIZE)).astype(np.float32))


def every_path(scores, chain):
    for path in product(range(SIZE), repeat=len(scores)):
        steps = sum(chain.transitions[one, other] for one, other in pairwise(path))
        yield path, chain.begins[path[0]] + steps + sum(scores[at, label] for at, label in enumerate(path))


@pytest.mark.parametrize("seed", range(4))
def test_best_path_and_marginals_are_those_of_all_paths(seed: int) -> None:
    chain = random_chain(seed)
    scores = np.random.default_rng(100 + seed).normal(size=(4, SIZE)).astype(np.float32)
    paths = list(every_path(scores, chain))
    weights = np.exp(np.array([score for _, score in paths]))
    expected = np.zeros((4, SIZE))
    for (path, _), weight in zip(paths, weights / weights.sum(), strict=True):
        for at, label in enumerate(path):
            expected[at, label] += weight
    decoded = decode(scores, APART, [(0, 4)], chain)
    for labels, leaning in zip(decoded.labels, LEANINGS, strict=True):
        assert tuple(labels) == max(paths, key=lambda one: one[1] - leaning * one[0].count(0))[0]
    assert np.allclose(decoded.likely, expected, atol=1e-4)


def test_paragraphs_do_not_know_of_one_another() -> None:
    chain = random_chain(7)
    scores = np.random.default_rng(7).normal(size=(11, SIZE)).astype(np.float32)
    together = decode(scores, APART[:11], [(0, 3), (3, 4), (4, 11)], chain)
    for first, last in ((0, 3), (3, 4), (4, 11)):
        alone = decode(scores[first:last], APART, [(0, last - first)], chain)
        assert np.array_equal(together.labels[:, first:last], alone.labels)
        assert np.allclose(together.likely[first:last], alone.likely, atol=1e-5)


def test_constrained_chain_never_opens_a_role_in_its_middle() -> None:
    chain = random_chain(3).constrained()
    scores = np.random.default_rng(5).normal(size=(200, SIZE)).astype(np.float32)
    for labels in decode(scores, APART, [(0, 200)], chain).labels:
        for before, label in zip([0, *labels], labels, strict=False):
            assert label == 0 or label % 2 == 1 or before in (label - 1, label)


def test_nothing_to_decode() -> None:
    decoded = decode(np.zeros((0, SIZE), np.float32), APART[:0], [], random_chain(1))
    assert decoded.labels.shape == (len(LEANINGS), 0)


def test_a_content_has_all_of_a_closed_quotation_or_nothing() -> None:
    chain = random_chain(3).constrained()
    held = APART[:60].copy()
    quotations = [(4, 20), (20, 31), (40, 60)]
    for first, last in quotations:
        held[first + 1 : last] = True
    for seed in range(20):
        labels = decode(np.random.default_rng(seed).normal(size=(60, SIZE)).astype(np.float32), held, [(0, 60)], chain).labels[0]
        for first, last in quotations:
            inside = [LABELS[label] for label in labels[first:last]]
            assert all(label.endswith("content") for label in inside) or not any(label.endswith("content") for label in inside)
            assert "B-content" not in inside[1:]


def test_a_paragraph_of_any_length_is_decoded() -> None:
    scores = np.random.default_rng(9).normal(size=(1_700, SIZE)).astype(np.float32)
    decoded = decode(scores, APART[:1_700], [(0, 1_600), (1_600, 1_700)], random_chain(4))
    assert np.allclose(decoded.likely.sum(1), 1, atol=1e-4)
