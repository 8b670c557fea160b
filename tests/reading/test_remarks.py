"""Remarks about the statements."""

from sayso.model.document import Document, Role
from sayso.model.finding import Finding, Ground, rule
from sayso.model.record import Author, Masthead, NameKind
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.remarks import find_remarks
from tests.reading.marked import plain_document


def codes(document: Document, *authors: Author) -> list[str]:
    found = tuple(Finding(value=author, ground=Ground.PRINTED, by=rule("tests/by-hand")) for author in authors)
    quotations = find_quotations(document)
    attributions = find_attributions(document, quotations)
    return [remark.code for remark in find_remarks(document, Masthead(authors=found), quotations, attributions)]


def test_a_missing_mark_becomes_a_remark_with_its_place() -> None:
    document = plain_document("Odell said: “We sail at dawn.\n\nIt rained.")
    (remark,) = find_remarks(document, Masthead(), find_quotations(document), ())
    assert remark.code == "unbalanced-marks"
    assert remark.span is not None
    assert remark.span.of(document.text) == "“We sail at dawn."


def test_quoted_headline_words_that_nobody_says_are_reported() -> None:
    assert codes(plain_document("Ferry ‘a Disgrace’\n\nThe ferry was late.", Role.HEADLINE)) == ["headline-quotation-absent"]


def test_quoted_headline_words_that_the_body_has_are_not() -> None:
    assert codes(plain_document("Ferry ‘a Disgrace’\n\n“It is a disgrace,” Odell said.", Role.HEADLINE)) == []


def test_author_whom_the_body_reports_is_a_subject() -> None:
    document = plain_document("Odell told the board that the ferry was late.")
    assert codes(document, Author("Orin Odell", NameKind.PERSON)) == ["author-is-subject"]


def test_author_who_only_writes_is_not() -> None:
    document = plain_document("Prynne told the board that the ferry was late.")
    assert codes(document, Author("Orin Odell", NameKind.PERSON)) == []


def test_organisation_in_the_byline_is_no_person_spoken_of() -> None:
    document = plain_document("Harbour News told the board that the ferry was late.")
    assert codes(document, Author("Harbour News", NameKind.ORGANISATION)) == []


def test_other_languages_are_named_as_not_read() -> None:
    document = plain_document("The lock is shut.\n\nDer Hafen ist leer, und das Schiff liegt nicht mehr an der Mole.")
    (remark,) = find_remarks(document, Masthead(), (), ())
    assert remark.code == "language-not-read"
    assert "German" in remark.sentence
    assert remark.span is not None
    assert remark.span.of(document.text).startswith("Der Hafen")
