"""Texts printed whole: whose statements they are, and what stands within them."""

import pytest

from sayso.config import NO_MODEL
from sayso.language.letters import author_name
from sayso.model.document import Document
from sayso.model.record import Masthead
from sayso.model.statement import Attribution, Manner, Voice
from sayso.reading.pipeline import read_document, read_statements
from sayso.reading.quotations import find_quotations
from sayso.reading.sources import resolve_sources
from tests.reading.marked import plain_document

LETTERS = """To the Editor:

I read that the ferry is to be sold. The board says that it leaks.

Keep it.

Orin Odell, Brennick

To the Editor:

We have waited for a bench. Nobody asked us.

Tamsin Prynne, Port Amsel"""


def statements(document: Document) -> tuple[Attribution, ...]:
    return read_statements(document, find_quotations(document), NO_MODEL)


def signed(text: str) -> list[tuple[str, str]]:
    """Author and first words of each statement that no cue makes."""
    found = statements(plain_document(text))
    return [(one.source[0].of(text), one.content[0].of(text)) for one in found if not one.cue]


def test_letter_is_a_statement_of_its_signer_and_holds_its_paragraphs() -> None:
    letter = statements(plain_document(LETTERS))[0]
    assert (letter.source[0].of(LETTERS), letter.manner, letter.cue, letter.within) == ("Orin Odell", Manner.DIRECT, (), None)
    assert letter.reports
    assert [span.of(LETTERS) for span in letter.content] == LETTERS.split("\n\n")[:3]


def test_report_inside_a_letter_stands_within_it() -> None:
    found = statements(plain_document(LETTERS))
    inner = [(one.source[0].of(LETTERS), one.within) for one in found if one.within is not None]
    assert ("The board", 0) in inner


def test_first_person_of_a_letter_is_its_signer() -> None:
    document = plain_document(LETTERS)
    found = statements(document)
    number = next(number for number, one in enumerate(found) if one.source[0].of(LETTERS) == "I")
    source = next(one for one in resolve_sources(document, Masthead(), found) if number in one.statements)
    assert (source.name.value, 0 in source.statements) == ("Orin Odell", True)


def test_runs_of_a_letter_and_its_signature_are_the_signers() -> None:
    record = read_document(plain_document(LETTERS), NO_MODEL)
    answering = [
        (run.voice, record.attributions[run.attribution].source[0].of(LETTERS))
        for run in record.voices
        if run.attribution is not None
    ]
    assert {one for one in answering if one[0] is Voice.ATTRIBUTED} == {
        (Voice.ATTRIBUTED, "Orin Odell"),
        (Voice.ATTRIBUTED, "Tamsin Prynne"),
    }
    assert (Voice.CUE, "Tamsin Prynne") in answering


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The ferry is late.\n\nAsked on Monday, the harbour board has since replied:\n\nWe will sail at dawn. The captain said the "
            "pumps work.",
            ("the harbour board", "We will sail at dawn."),
        ),
        (
            "The pier was full on Monday.\n\n@odell_quay: Third hour on the pier.",
            ("@odell_quay", "Third hour on the pier."),
        ),
        (
            "The pier was full on Monday.\n\nThird hour on the pier. — Orin Odell (@odell_quay) May 3, 2031",
            ("Orin Odell", "Third hour on the pier."),
        ),
        (
            "What the papers write.\n\nFrom the Brennick Courier:\n\nIt is late.\n\nFrom the Port Amsel Post:\n\nIt is early.",
            ("the Brennick Courier", "It is late."),
        ),
    ],
)
def test_text_printed_whole_is_laid_to_who_is_named_beside_it(text: str, wanted: tuple[str, str]) -> None:
    assert signed(text)[0] == wanted


def test_sentence_that_says_anew_who_speaks_is_no_part_of_an_announced_text() -> None:
    text = "The ferry is late.\n\nThe board replied:\n\nWe will sail at dawn. The captain said the pumps work."
    assert [(one.source[0].of(text), one.within) for one in statements(plain_document(text))] == [
        ("The board", None),
        ("The captain", None),
    ]


def test_a_place_on_the_next_line_is_no_part_of_the_name() -> None:
    text = "To the Editor:\n\nI want the ferry kept.\n\nIda Fenn\nBrennick\n\nTo the Editor:\n\nI do not want it at all.\n\nHale Marrow\nPort Amsel"
    assert [author for author, _ in signed(text)] == ["Ida Fenn", "Hale Marrow"]


def test_paper_at_the_head_of_a_text_is_a_named_source() -> None:
    document = plain_document(
        "What the papers write.\n\nFrom the Brennick Courier:\n\nIt is late.\n\nFrom the Port Amsel Post:\n\nIt is early."
    )
    sources = resolve_sources(document, Masthead(), statements(document))
    assert [(source.name.value, source.named) for source in sources] == [("Brennick Courier", True), ("Port Amsel Post", True)]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("– Yours, etc, Dr Ida Fenn, Brennick.", "Dr Ida Fenn"),
        ("**Orin Odell**", "Orin Odell"),
        ("From the harbour board:", "the harbour board"),
        ("Orin Odell (@odell) · 3 May", "Orin Odell"),
        ("— @odell_quay, 3 May", "@odell_quay"),
        ("(Ida Fenn, teacher)", "Ida Fenn"),
        ("Ida Fenn by email", "Ida Fenn"),
        ("M. Quill", "M. Quill"),
        ("Name and address supplied", None),
        ("—", None),
    ],
)
def test_author_is_told_from_office_place_and_date(label: str, name: str | None) -> None:
    found = author_name(label)
    assert (label[slice(*found)] if found else None) == name


@pytest.mark.parametrize("text", [LETTERS + "\n\n", "The board said:\n\nNobody sails.\n\n", "@odell: We sail.\n\n"])
def test_many_texts_are_read_to_their_end(text: str) -> None:
    document = plain_document(text * 400)
    assert len(statements(document)) >= 400
