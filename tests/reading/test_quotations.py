"""Quotations and insertions: the page of cases, the headline, and properties that hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.document import Role
from sayso.model.span import Span
from sayso.model.statement import QuotationKind
from sayso.reading.quotations import find_insertions, find_quotations
from tests.reading.marked import Case, plain_document, read_cases

KINDS = ("speech", "scare", "title")


@pytest.mark.parametrize("case", read_cases("quotations.md"), ids=lambda case: case.title)
def test_page_of_cases_is_read_as_marked(case: Case) -> None:
    document = plain_document(case.text)
    quotations = find_quotations(document)
    parts = [(part.of(case.text), quotation) for quotation in quotations for part in quotation.parts]
    for kind in KINDS:
        found = [text for text, quotation in parts if quotation.kind.value == kind and quotation.closed]
        assert found == case.spans(kind)
    assert [text for text, quotation in parts if not quotation.closed] == case.spans("unclosed")
    insertions = find_insertions(document)
    assert [insertion.span.of(case.text) for insertion in insertions] == case.spans("insertion")
    assert [insertion.expands.of(case.text) for insertion in insertions if insertion.expands] == case.spans("expands")


def test_inner_quotation_is_one_deeper() -> None:
    quotations = find_quotations(plain_document("“He said ‘no’ to all of us,” she said."))
    assert [quotation.depth for quotation in quotations] == [1, 2]


def test_quotation_over_paragraphs_is_one_quotation() -> None:
    (quotation,) = find_quotations(plain_document("“We sailed.\n\n“We came back,” she said."))
    assert len(quotation.parts) == 2
    assert quotation.closed


def test_headline_words_are_found_in_the_body_whatever_the_marks() -> None:
    text = "Council ‘Sorry  for Delay’ at Orlan\n\nThe council said it was “sorry for delay” and noise."
    quotation = find_quotations(plain_document(text, Role.HEADLINE))[0]
    assert quotation.kind is QuotationKind.HEADLINE
    assert quotation.match is not None
    assert quotation.match.of(text) == "sorry for delay"


def test_headline_words_in_another_form_are_not_found() -> None:
    text = "Council ‘Sorry for Delay’ at Orlan\n\nThe council said it was sorry for delays."
    assert find_quotations(plain_document(text, Role.HEADLINE))[0].match is None


def test_quotation_goes_on_after_a_page_break() -> None:
    text = "“We sail at\n17\ndawn,” said Odell."
    document = plain_document(text)
    block = document.blocks[0]
    halves = (Span(0, 11), Span(15, len(text)))
    broken = type(document)(
        text=text, blocks=(type(block)(spans=halves, role=Role.BODY),), offsets=document.offsets, capture=document.capture
    )
    (quotation,) = find_quotations(broken)
    assert [part.of(text) for part in quotation.parts] == ["“We sail at", "dawn,”"]
    assert quotation.closed


MARKED = st.text(alphabet=st.sampled_from("ab S.,?!\n\"'“”‘’„«»‹›「」『』《》—–`[]ßé1"), max_size=80)


@given(MARKED)
def test_every_part_is_text_of_the_document_and_outer_quotations_lie_apart(text: str) -> None:
    quotations = find_quotations(plain_document(text))
    assert quotations == find_quotations(plain_document(text))
    parts = sorted(part for quotation in quotations if quotation.depth == 1 for part in quotation.parts)
    for part in parts:
        assert 0 <= part.start < part.end <= len(text)
        assert not text[part.start].isspace()
        assert not text[part.end - 1].isspace()
    for earlier, later in pairwise(parts):
        assert earlier.end <= later.start


@given(MARKED)
def test_inner_quotations_lie_inside_outer_ones(text: str) -> None:
    quotations = find_quotations(plain_document(text))
    for inner in quotations:
        if inner.depth > 1:
            assert any(
                outer.depth == inner.depth - 1 and outer.span.start <= inner.span.start and inner.span.end <= outer.span.end
                for outer in quotations
            )


@given(MARKED)
def test_insertions_keep_their_brackets(text: str) -> None:
    for insertion in find_insertions(plain_document(text)):
        assert insertion.span.of(text)[0] == "["
        assert insertion.span.of(text)[-1] == "]"


@pytest.mark.parametrize("unit", ['"', "“", "'", "‘a ", "“a\n\n", "!", "[a", "« ", "`` "])
def test_a_text_of_nothing_but_marks_is_read(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    for quotation in find_quotations(plain_document(text)):
        assert quotation.span.end <= len(text)
