"""What holds for any two texts: nothing differs from itself, both sides see the same, and outside the changes no word differs."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.model.changes import ChangeKind, mirror
from sayso.model.document import Role
from sayso.tracing.changes import compare_records
from sayso.tracing.changes.article import read_article
from sayso.tracing.sequence import common, longest_chain
from tests.tracing.versions import record_of

WORDS = st.sampled_from(
    [
        "the",
        "ferry",
        "sank",
        "12",
        "Odell",
        "said",
        "“late”",
        "may",
        "not",
        "lock.",
        "Rain.",
        "of",
        "2.5",
        "million",
        "船が",
        "स्टेशन",
        "x-y",
        "don’t",
        "\u202e",
        "...",
    ]
)
PARAGRAPH = st.lists(WORDS, max_size=14).map(" ".join)
TEXTS = st.lists(PARAGRAPH, max_size=7)
ROLES = st.sampled_from([Role.HEADLINE, Role.BODY, Role.BODY, Role.BODY, Role.BYLINE, Role.FURNITURE])


def words_outside(record, spans):
    article = read_article(record)
    places = zip(article.keys, article.starts, article.ends, strict=True)
    return [key for key, start, end in places if not any(one.start <= start and end <= one.end for one in spans)]


def check_rest(old, new, found):
    """Words in no change are the same in the same order; and so are those within each stretch that moved."""
    inner = [one for one in (*found.changes, *found.typography) if one.kind is not ChangeKind.ORDER]
    moved = [one for one in found.changes if one.kind is ChangeKind.ORDER]
    sides = [[getattr(one, side) for one in (*inner, *moved)] for side in ("old", "new")]
    assert words_outside(old, sides[0]) == words_outside(new, sides[1])
    for one in moved:
        kept = []
        for record, side in ((old, "old"), (new, "new")):
            article, span = read_article(record), getattr(one, side)
            gone = [getattr(other, side) for other in inner]
            kept.append(
                [
                    key
                    for key, start, end in zip(article.keys, article.starts, article.ends, strict=True)
                    if span.start <= start and end <= span.end and not any(cut.start <= start and end <= cut.end for cut in gone)
                ]
            )
        assert kept[0] == kept[1]


@given(TEXTS, TEXTS, st.lists(ROLES, min_size=7, max_size=7))
@settings(max_examples=300, deadline=None)
def test_outside_the_changes_no_word_differs(first, second, roles):
    old, new = record_of(first, roles), record_of(second, roles[::-1])
    found = compare_records(old, new)
    check_rest(old, new, found)
    assert found.shared_words <= min(found.old_words, found.new_words)
    for one in (*found.changes, *found.typography):
        assert one.old.end <= len(old.document.text)
        assert one.new.end <= len(new.document.text)
        assert len(one.old) or len(one.new)


SAME = [
    "the said ferry the",
    "the said ferry the",
    "the ferry said the the",
    "",
    *["the said ferry the"] * 2,
    "the said the the the the",
]


ENDED = [
    "don’t said not sank",
    "don’t said not sank",
    "sank lock. said the sank",
    "",
    *["don’t said not sank"] * 2,
    "the said the the",
]


@example(ENDED, ENDED, [Role.BODY] * 3 + [Role.HEADLINE, Role.FURNITURE, Role.BODY, Role.BODY])  # a sentence ends on one side
@example(SAME, SAME, [Role.HEADLINE] * 6 + [Role.FURNITURE])  # equal words can be paired in several ways
@given(TEXTS, TEXTS, st.lists(ROLES, min_size=7, max_size=7))
@settings(max_examples=300, deadline=None)
def test_the_other_way_round_the_same_changes_are_found_with_cuts_for_insertions(first, second, roles):
    old, new = record_of(first, roles), record_of(second, roles[::-1])
    there, back = compare_records(old, new), compare_records(new, old)
    for one, other in ((there.changes, back.changes), (there.typography, back.typography)):
        assert sorted(map(repr, map(mirror, one))) == sorted(map(repr, other))
    pairs = [(pair.old, pair.new, pair.same, pair.moved) for pair in there.paragraphs]
    assert sorted(map(repr, pairs)) == sorted(repr((pair.new, pair.old, pair.same, pair.moved)) for pair in back.paragraphs)


@given(TEXTS, st.lists(ROLES, min_size=7, max_size=7))
@settings(max_examples=100, deadline=None)
def test_nothing_differs_from_itself(paragraphs, roles):
    found = compare_records(record_of(paragraphs, roles), record_of(paragraphs, roles))
    assert found.changes == found.typography == ()
    assert all(pair.same and not pair.moved for pair in found.paragraphs)


@given(st.text("abc", max_size=30), st.text("abc", max_size=30))
@settings(max_examples=300, deadline=None)
def test_common_is_a_longest_common_subsequence(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
    pairs = common(a, b)
    assert len(pairs) == table[-1][-1]
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(pairs))


def test_the_heaviest_chain_is_taken():
    assert longest_chain([(0, 2), (1, 0), (2, 1)], [1, 1, 1]) == [1, 2]
    assert longest_chain([(0, 2), (1, 0), (2, 1)], [5, 1, 1]) == [0]


LONG = " ".join(f"word{at * 7919 % 5003}" for at in range(130_000))
HOSTILE = {
    "ten thousand equal paragraphs": (["The same again."] * 10_000, ["The same again."] * 9_990),
    "equal paragraphs, one in the middle changed": (["The same again."] * 10_000, ["The same again."] * 5000 + ["Another."] + ["The same again."] * 4999),
    "two kinds of paragraph in turns": (["One is here."] * 5000 + ["Two is there."] * 5000, ["Two is there.", "One is here."] * 5000),
    "a megabyte in one paragraph": ([LONG], [LONG.replace("word77 ", "other ")]),
    "a megabyte turned round": ([LONG], [" ".join(reversed(LONG.split()))]),
    "a megabyte of one word": (["a " * 500_000], ["a " * 499_000 + "b"]),
    "a megabyte of two words": (["a b " * 250_000], ["b a a " * 160_000]),
    "one word of a megabyte": (["a" * 1_000_000], ["a" * 999_999 + "b"]),
    "nothing in common": ([f"old{at} one{at} two{at}." for at in range(10_000)], [f"new{at} three{at}." for at in range(10_000)]),
    "every paragraph slightly changed": ([f"Ferry {at} left port at noon today." for at in range(10_000)], [f"Ferry {at} left port at one today." for at in range(10_000)]),
    "paragraphs turned round": ([f"Ferry {at} left port {at}." for at in range(10_000)], [f"Ferry {at} left port {at}." for at in reversed(range(10_000))]),
    "a figure without an end": (["million " * 20_000], ["9" * 100_000 + " million" * 20_000]),
    "nothing but marks": (["“" * 100_000], ["”" * 100_000]),
    "an empty text": ([], ["Something."]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_compared_in_bounded_time(name):
    first, second = HOSTILE[name]
    old, new = record_of(first), record_of(second)
    start = time.process_time()
    found = compare_records(old, new)
    assert time.process_time() - start < 20  # seconds, on a slow machine; a few at most on a quick one
    assert found.shared_words <= min(found.old_words, found.new_words)
