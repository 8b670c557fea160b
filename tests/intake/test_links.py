"""Links in a stretch of text: found by where they begin, the same whatever their order in the document."""

from sayso.intake.links import LinkIndex
from sayso.model.document import Link
from sayso.model.span import Span

ONE, TWO, THREE, EMPTY = Link(Span(2, 5), "a"), Link(Span(8, 12), "b"), Link(Span(12, 15), "c"), Link(Span(9, 9), "d")
INDEX = LinkIndex((THREE, EMPTY, ONE, TWO))


def test_links_inside_a_stretch_are_those_wholly_in_it() -> None:
    assert INDEX.inside(Span(0, 20)) == [ONE, TWO, THREE]
    assert INDEX.inside(Span(2, 12)) == [ONE, TWO]
    assert INDEX.inside(Span(3, 11)) == []


def test_links_that_meet_a_stretch_share_a_character_with_it() -> None:
    assert INDEX.meeting(Span(4, 9)) == [ONE, TWO]
    assert INDEX.meeting(Span(5, 8)) == []
    assert INDEX.meeting(Span(13, 14)) == [THREE]
