"""Links: contents point at their cue, cues at their source."""

import numpy as np

from sayso.reading.tagging.decode import LABELS, Places
from sayso.reading.tagging.link import Pointers, Stretch, distance_buckets, link_window, rule_ties, stretches_of

WIDTH = 2
LABEL = {name: number for number, name in enumerate(LABELS)}


def labels(*names: str) -> Places:
    return np.array([LABEL[name] for name in names], np.int64)


def pointers(**given: list[float]) -> Pointers:
    blank = {"content_to_cue": [0.0] * 14, "cue_to_source": [0.0] * 14, "content_ruled": [0.0] * 3, "cue_ruled": [0.0] * 3}
    parts = blank | {"no_source": [0.0] * WIDTH} | given
    return Pointers(**{name: np.array(values, np.float32) for name, values in parts.items()})


NEAREST = [3.0, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0] * 2
TWO = labels("B-source", "B-cue", "B-content", "I-content", "O", "B-source", "B-cue", "B-content", "I-content")
NO_RULES = np.full(len(TWO), -1, np.int32)
WITHIN = np.zeros(len(TWO), bool)
"""Tokens of which none opens a paragraph."""


def test_stretches_end_where_a_role_a_beginning_or_a_paragraph_ends_them() -> None:
    row = labels("B-cue", "I-cue", "B-cue", "O", "I-cue", "I-cue")
    opens = np.array([True, False, False, False, False, True])
    assert stretches_of(row, opens)[1] == [Stretch(0, 2), Stretch(2, 3), Stretch(4, 5), Stretch(5, 6)]


def test_each_content_goes_to_the_cue_and_each_cue_to_the_source_that_scores_best() -> None:
    vectors = np.zeros((len(TWO), 4 * WIDTH), np.float32)
    known = pointers(content_to_cue=NEAREST, cue_to_source=NEAREST)
    first, second = link_window(TWO, vectors, WITHIN[: len(TWO)], NO_RULES, known)
    assert (first.cue, first.contents, first.source) == (Stretch(1, 2), (Stretch(2, 4),), Stretch(0, 1))
    assert (second.cue, second.contents, second.source) == (Stretch(6, 7), (Stretch(7, 9),), Stretch(5, 6))
    assert 0.5 < first.contents_sure[0] < 1


def test_one_source_may_serve_two_cues() -> None:
    row = labels("B-source", "B-cue", "B-content", "O", "B-cue", "B-content")
    vectors = np.zeros((len(row), 4 * WIDTH), np.float32)
    known = pointers(content_to_cue=NEAREST, cue_to_source=[1.0] * 14)
    assert [one.source for one in link_window(row, vectors, WITHIN[:6], NO_RULES[:6], known)] == [Stretch(0, 1)] * 2


def test_a_cue_may_have_no_source() -> None:
    vectors = np.zeros((len(TWO), 4 * WIDTH), np.float32)
    vectors[:, 2 * WIDTH] = 1  # cues as they ask
    known = pointers(content_to_cue=NEAREST, no_source=[30.0, 0.0])
    assert [one.source for one in link_window(TWO, vectors, WITHIN[: len(TWO)], NO_RULES, known)] == [None, None]


def test_what_the_rules_tie_counts() -> None:
    ruled_by = np.array([1, 0, 0, 0, -1, 0, 1, 1, 1], np.int32)
    vectors = np.zeros((len(TWO), 4 * WIDTH), np.float32)
    known = pointers(content_to_cue=NEAREST, cue_to_source=NEAREST, cue_ruled=[0.0, -9.0, 9.0])
    first, second = link_window(TWO, vectors, WITHIN[: len(TWO)], ruled_by, known)
    assert (first.source, second.source) == (Stretch(5, 6), Stretch(0, 1))


def test_nothing_is_linked_without_a_cue_or_a_content() -> None:
    for row in (labels("B-source", "B-content"), labels("B-source", "B-cue"), labels()):
        vectors = np.zeros((len(row), 4 * WIDTH), np.float32)
        assert link_window(row, vectors, WITHIN[: len(row)], NO_RULES[: len(row)], pointers()) == []


def test_distances_and_ties() -> None:
    here = [Stretch(10, 12)]
    others = [Stretch(12, 13), Stretch(13, 14), Stretch(90, 91), Stretch(9, 10), Stretch(0, 1)]
    assert distance_buckets(here, others).tolist() == [[7, 8, 13, 0, 4]]
    ruled_by = np.array([-1, 0, 0, 1], np.int32)
    stretches = [Stretch(0, 1), Stretch(1, 2), Stretch(2, 4), Stretch(3, 4)]
    assert rule_ties(stretches[1:2], stretches, ruled_by).tolist() == [[0, 2, 2, 1]]
