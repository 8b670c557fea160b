"""Whom or what a common noun names."""

import pytest

from sayso.language.nouns import acting_noun, looks_plural, noun_at_end, noun_of


@pytest.mark.parametrize(
    ("word", "kind", "plural"),
    [
        ("spokeswoman", "person", False),
        ("spokeswomen", "person", True),
        ("agencies", "organisation", True),
        ("survey", "document", False),
        ("veterans", "class", True),
        ("attorneys general", "person", True),
        ("chief of staff", "person", False),
    ],
)
def test_a_form_of_a_noun_is_known(word: str, kind: str, plural: bool) -> None:
    noun = noun_of(word)
    assert noun is not None
    assert (noun.kind, noun.plural) == (kind, plural)


def test_the_longest_noun_at_the_end_counts() -> None:
    noun = noun_at_end(["the", "former", "prime", "minister"])
    assert noun is not None
    assert (noun.word, noun.type) == ("prime minister", "head of state")


def test_a_kind_may_be_asked_for() -> None:
    noun = noun_of("paper", "document")
    assert noun is not None
    assert noun.kind == "document"


def test_an_ending_tells_who_acts() -> None:
    noun = acting_noun("magnetisers")
    assert noun is not None
    assert (noun.word, noun.plural) == ("magnetiser", True)
    assert acting_noun("harbour") is None


@pytest.mark.parametrize(
    ("word", "plural"), [("dockhands", True), ("press", False), ("bus", False), ("basis", False), ("odell’s", False)]
)
def test_a_plural_looks_like_one(word: str, plural: bool) -> None:
    assert looks_plural(word) is plural
