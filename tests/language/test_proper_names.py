"""Which words are names, and of whom or what."""

import pytest

from sayso.language.peoples import people_kind
from sayso.language.proper_names import Name, find_names, read_spelling
from sayso.language.words import Words


def _names(text: str) -> list[Name]:
    words = Words()
    words.add_plain(text, 0, len(text))
    bounds = (0, len(words))
    return list(find_names(words, *bounds, read_spelling(words, [bounds])))


@pytest.mark.parametrize(
    ("text", "name", "sort", "titles"),
    [
        ("said Ida Fenn on Monday", "Ida Fenn", "person", ()),
        ("said Mr. Odell", "Odell", "person", ("Mr.",)),
        ("said Mr. Singer", "Singer", "person", ("Mr.",)),
        ("said House Speaker Ida Fenn", "Ida Fenn", "person", ("House", "Speaker")),
        ("said Secretary of State Ida Fenn", "Ida Fenn", "person", ("Secretary", "of", "State")),
        ("said Ida van der Fenn", "Ida van der Fenn", "person", ()),
        ("said J. R. Odell Jr. of Orlan", "J. R. Odell Jr.", "person", ()),
        ("said the Department of Ferries and Harbours", "Department of Ferries and Harbours", "organisation", ()),
        ("said the Ferry and Harbour Commission", "Ferry and Harbour Commission", "organisation", ()),
        ("said the NHF", "NHF", "organisation", ()),
        ("said Odell Brothers", "Odell Brothers", "organisation", ()),
        ("said Norway", "Norway", "country", ()),
        ("said Orlan Republicans", "Orlan Republicans", "people", ()),
        ("said the 1931 Harbour Treaty", "1931 Harbour Treaty", "document", ()),
        ("said the Prime Minister", "Prime Minister", "role", ()),
        ("said Odell’s aide", "Odell", "unknown", ()),
    ],
)
def test_a_run_of_capitals_is_parted_and_sorted(text: str, name: str, sort: str, titles: tuple[str, ...]) -> None:
    found = _names(text)[0]
    assert (found.text, found.sort, found.titles) == (name, sort, titles)


@pytest.mark.parametrize(
    "text",
    [
        "Maybe the ferry sank",
        "Scholars have doubted it",
        "On Monday it sank",
        "I said so",
        "A super PAC paid",
        "It’s late",
        "(R-Orlan)",
    ],
)
def test_a_capital_alone_makes_no_name(text: str) -> None:
    assert _names(text) == []


def test_a_sentence_may_begin_with_a_name() -> None:
    assert [name.text for name in _names("Odell said that Fenn sailed")] == ["Odell", "Fenn"]


def test_possessive_and_article_are_told() -> None:
    (found,) = _names("said the Post’s editor")
    assert (found.possessive, found.article) == (True, True)


@pytest.mark.parametrize(
    ("name", "kind"), [("U.S.", "country"), ("the Danes", "people"), ("Danish", "adjective"), ("Odell", None)]
)
def test_names_of_places_and_peoples_are_known(name: str, kind: str | None) -> None:
    assert people_kind(name) == kind
