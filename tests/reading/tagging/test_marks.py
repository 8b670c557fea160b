"""Contents and the marks around them."""

import pytest

from sayso.model.span import Span
from sayso.reading.tagging.marks import take_marks

TEXT = "He said “the fog was thick,” and “nobody saw it.” So he left."
MARKED = [Span(8, 28), Span(33, 49)]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("the fog was thick", "“the fog was thick,”"),
        ("“the fog was thick", "“the fog was thick,”"),
        ("fog was", "fog was"),
        ("“the fog was thick,” and “", "“the fog was thick,” and"),
        ("” and “nobody saw it", "and “nobody saw it.”"),
        ("So he left.", "So he left."),
        ("He said “the fog was thick,” and “nobody saw it", "He said “the fog was thick,” and “nobody saw it.”"),
    ],
)
def test_marks_are_taken_or_left_whole(given: str, taken: str) -> None:
    start = TEXT.index(given)
    assert take_marks(Span(start, start + len(given)), MARKED, TEXT).of(TEXT).strip() == taken
