"""Biography: what the page says about its author, and whom it ties the author to."""

import pytest

from sayso.intake.open import open_document
from sayso.model.finding import Finding, Ground, rule
from sayso.model.record import Author, Biography, Masthead, NameKind
from sayso.reading.biography import find_biographies

STORY = (
    "The councils of Quillhaven and Port Amsel agreed on Thursday to split the cost of repairing the lower lock on the Sarn.\n\n"
    "The work will cost about 2.3 million crowns and should take 14 weeks, a statement from both councils said on Friday.\n\n"
    "Ferry services will run to the usual timetable, the operator, Delta Crossings, said in a letter to its passengers.\n"
)


def by(*names: str) -> Masthead:
    return Masthead(
        authors=tuple(Finding(value=Author(name, NameKind.PERSON), ground=Ground.INFERRED, by=rule("test")) for name in names)
    )


def biographies(below: str, *authors: str) -> tuple[Biography, ...]:
    document = open_document(f"# Two towns share a lock\n\n{STORY}\n\n{below}\n".encode())
    found = find_biographies(document, by(*authors))
    for biography in found:
        for finding in (*biography.roles, *biography.affiliations, *biography.works, *biography.publishers_of_works):
            assert [span.of(document.text) for span in finding.spans] == [finding.value]
    return found


def values(findings: tuple[Finding[str], ...]) -> list[str]:
    return [finding.value for finding in findings]


CASES = {
    "An essayist and transport economist, Oriel Vaskerly is the author of *A Ledger of Locks* (Wherry Press) and a forthcoming book "
    "*Slack Water and the Price of Patience*.": (
        ["essayist and transport economist"],
        [],
        ["A Ledger of Locks", "Slack Water and the Price of Patience"],
        ["Wherry Press"],
    ),
    "She is an Economist and Visiting Fellow at the Lanternfield Institute (LIRS), a columnist at the Delta Forum, Hollen, and a member "
    "of the Advisory Board of Towpath Archive, Brennick.": (
        ["Economist and Visiting Fellow", "columnist"],
        ["Lanternfield Institute (LIRS)", "Delta Forum, Hollen", "Advisory Board of Towpath Archive, Brennick"],
        [],
        [],
    ),
    "Oriel Vaskerly is a professor of river law at the University of Hollen and an adviser to the Sarn Pilots' Guild.": (
        ["professor of river law", "adviser"],
        ["University of Hollen", "Sarn Pilots' Guild"],
        [],
        [],
    ),
    "Oriel Vaskerly teaches history at Hollen College. Her latest book is “The Quiet Lock”.": (
        [],
        ["Hollen College"],
        ["The Quiet Lock"],
        [],
    ),
    "Oriel Vaskerly writes for *The Brennick Courier* and lives near the lower lock.": ([], ["The Brennick Courier"], [], []),
    "Oriel Vaskerly is the author of A Ledger of Locks (Wherry Press) and a forthcoming book Slack Water and the Price of Patience.": (
        [],
        [],
        ["A Ledger of Locks", "Slack Water and the Price of Patience"],
        ["Wherry Press"],
    ),
    "Oriel Vaskerly is Harbour Correspondent of The Brennick Courier.": (
        ["Harbour Correspondent"],
        ["The Brennick Courier"],
        [],
        [],
    ),
    "Oriel Vaskerly is a freelance writer based in Hollen that has covered tolls for Veldmark.": (
        ["freelance writer"],
        ["Veldmark"],
        [],
        [],
    ),
    "Oriel Vaskerly is a reporter covering tolls, ferries and silt as part of the Brennick Courier's river desk.": (
        ["reporter"],
        [],
        [],
        [],
    ),
    "Maren Holloway, Lecturer in Archives, Hollen College": (["Lecturer in Archives"], ["Hollen College"], [], []),
    "Oriel Vaskerly grew up on a barge and came to writing late in life.": ([], [], [], []),
}


@pytest.mark.parametrize("text", CASES)
def test_roles_ties_and_works_are_read(text: str) -> None:
    (found,) = biographies(f"### About the author\n\n{text}")
    roles, ties, works, houses = CASES[text]
    assert values(found.roles) == roles
    assert values(found.affiliations) == ties
    assert values(found.works) == works
    assert values(found.publishers_of_works) == houses
    assert found.heading is not None
    assert found.heading.value == "About the author"


def test_two_paragraphs_are_two_biographies_under_one_heading() -> None:
    found = biographies(
        "### About the authors\n\nOriel Vaskerly is an economist at the Lanternfield Institute.\n\nSela Winterbourne is a reporter at Veldmark."
    )
    assert [values(one.affiliations) for one in found] == [["Lanternfield Institute"], ["Veldmark"]]
    assert [one.heading is not None for one in found] == [True, False]


def test_a_closing_sentence_about_the_author_needs_no_heading() -> None:
    (found,) = biographies("Oriel Vaskerly is an economist at the Lanternfield Institute.", "Oriel Vaskerly")
    assert values(found.roles) == ["economist"]


def test_a_closing_sentence_about_somebody_else_is_no_biography() -> None:
    assert biographies("Jorun Ashby is the harbour commissioner at Port Amsel and led the talks.", "Oriel Vaskerly") == ()


def test_an_article_without_a_note_about_its_author_has_no_biography() -> None:
    assert biographies("", "Oriel Vaskerly") == ()
