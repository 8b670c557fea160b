"""Two versions beside each other: every word of both is there once, and what was changed is marked and named."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from sayso.export.compared import Stretch, compared
from sayso.export.places import Lines
from sayso.export.whereabouts import Read
from sayso.model.document import Role
from sayso.tracing.changes import compare_records
from tests.tracing.versions import record_of

_OURS = re.compile(r'<span class="(?:vh|sign)">.*?</span>|</?(?:del|ins|span)[^>]*>')


def beside(old: list[str], new: list[str], roles: tuple[Role, ...] = (Role.BODY,)) -> list[Stretch]:
    first, second = record_of(old, roles), record_of(new, roles)
    reads = [Read(name=name, record=one, lines=Lines("", ())) for name, one in (("a", first), ("b", second))]
    return list(compared(*reads, compare_records(first, second)))


def words(html: str) -> str:
    return unescape(_OURS.sub("", html))


def test_a_changed_word_is_marked_in_both_and_named_in_the_second() -> None:
    [stretch] = beside(["The storm killed 12 people."], ["The storm killed 14 people."])
    [pair] = stretch.pairs
    assert stretch.changed
    assert pair.old is not None
    assert pair.new is not None
    assert pair.old.html == 'The storm killed <del><span class="vh">(left out: </span>12<span class="vh">)</span></del> people.'
    assert pair.new.html.count('</ins><span class="sign">figure</span> people.') == 1


def test_paragraphs_that_are_the_same_stand_together_apart_from_the_changed() -> None:
    old = ["The lamps are lit.", "Nobody sails today.", "It rained at noon.", "The bell was cracked in the storm."]
    stretches = beside(old, [*old[:3], "The bell was cracked in the frost."])
    assert [(one.changed, one.heading) for one in stretches] == [(False, "3 paragraphs"), (True, "1 paragraph")]


def test_a_paragraph_that_moved_says_so_and_keeps_its_words() -> None:
    lone = "The bell of the old harbour was cracked in the storm of last winter."
    rest = ["The lamps along the quay are lit at dusk by the keeper.", "Nobody sails before the water falls, the office said."]
    stretches = beside([*rest, lone], [lone, *rest])
    [pair] = [pair for one in stretches if one.changed for pair in one.pairs]
    assert "was 3, moved" in pair.heading
    assert pair.new is not None
    assert '<span class="moved">The bell' in pair.new.html
    assert "<ins>" not in pair.new.html


def test_quotation_marks_put_around_words_are_shown_with_the_words_and_not_as_new_words() -> None:
    [stretch] = beside(["The keeper said nobody would ever sail again."], ["The keeper said “nobody would ever sail again.”"])
    [pair] = stretch.pairs
    assert pair.new is not None
    assert '<span class="turned">' in pair.new.html
    assert "<ins>" not in pair.new.html


def test_markup_in_an_article_stays_text() -> None:
    [stretch] = beside(["A <b>bold</b> lamp"], ["A <i onclick=x>bold</i> lamp \u202e& more"])
    html = "".join(side.html for pair in stretch.pairs for side in (pair.old, pair.new) if side)
    assert not re.search(r"<(?!/?(?:del|ins|span)\b)", html)
    assert "\u202e" not in html


PARAGRAPH = st.lists(
    st.sampled_from("the a lamp boat 12 14 Vesk said “never” reportedly. rain <b> &amp;".split()), min_size=1, max_size=9
)
TEXT = st.lists(PARAGRAPH.map(" ".join), min_size=1, max_size=6)


@given(TEXT, TEXT)
def test_every_paragraph_keeps_its_words(old: list[str], new: list[str]) -> None:
    pairs = [pair for one in beside(old, new) for pair in one.pairs]
    there = [words(pair.new.html) for pair in pairs if pair.new and not pair.new.again]
    assert there == [one for one in new if re.search(r"\w", one)]
    left = [words(pair.old.html) for pair in pairs if pair.old and not pair.old.again]
    assert sorted(left) == sorted(one for one in old if re.search(r"\w", one))
