"""Chains: what one source is said to have said by another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.document import Document
from sayso.model.record import Masthead
from sayso.model.span import Span
from sayso.model.statement import Attribution, Voice
from sayso.reading.attributions import add_chains, find_attributions
from sayso.reading.quotations import find_insertions, find_quotations
from sayso.reading.sources import resolve_sources
from sayso.reading.voices import assign_voices
from tests.reading.marked import plain_document


def chains_of(document: Document) -> tuple[Attribution, ...]:
    quotations = find_quotations(document)
    return add_chains(document, quotations, find_attributions(document, quotations))


def told(text: str) -> list[tuple[str, str, str]]:
    """Source of the outer statement, source and content of the inner one, of each inner statement."""
    found = chains_of(plain_document(text))
    words = lambda spans: " ".join(span.of(text) for span in spans)  # noqa: E731 - short, and used on the next line only
    return [(words(found[one.within].source), words(one.source), words(one.content)) for one in found if one.within is not None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Odell said that Prynne had told him the ferry sank.", ("Odell", "Prynne", "the ferry sank")),
        ("According to the Gazette, quoting the board, it sank at noon.", ("the Gazette", "the board", "it sank at noon")),
        (
            "The Gazette, citing people familiar with the talks, reported that the board would resign.",
            ("The Gazette", "people familiar with the talks", "that the board would resign"),
        ),
        (
            "The ferry had sunk, the Gazette reported, citing two engineers.",
            ("the Gazette", "two engineers", "The ferry had sunk"),
        ),
        ("Quoting a neighbour, the Gazette said the house was empty.", ("the Gazette", "a neighbour", "the house was empty")),
        ("Orlan Radio reported, citing the coast guard, that it sank.", ("Orlan Radio", "the coast guard", "that it sank")),
        ("The Gazette quoted a sailor as saying: “We left at once.”", ("The Gazette", "a sailor", "“We left at once.”")),
        ("The board quoted the captain: “I saw no light.”", ("The board", "the captain", "“I saw no light.”")),
        ("“The doctor told us she would walk again,” Odell said.", ("Odell", "The doctor", "she would walk again")),
        ("“People say to me, ‘Ida, you should run,’” Fenn said.", ("Fenn", "People", "‘Ida, you should run,’")),
        ("The minister cited the board's claim that it floats.", ("The minister", "the board's", "that it floats")),
        ("The report said witnesses described it as “a slow thunder”.", ("The report", "witnesses", "it as “a slow thunder”")),
    ],
)
def test_inner_statement_has_its_source_and_stands_within_the_outer_one(text: str, wanted: tuple[str, str, str]) -> None:
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Odell told the Gazette that the ferry sank.",
        "“We sail at dawn,” Odell said in an interview with the Gazette.",
        "“I think the board was wrong, and you said so,” Odell said.",
        "“If the board says so, it is so. Did the board say so? It did not say so,” Odell said.",
        "The board would not resign, Odell said, citing low fares.",
        "Odell said Prynne wants to sail.",
        "Odell wants Prynne to say that the ferry is safe.",
    ],
)
def test_channel_denial_question_and_wish_make_no_chain(text: str) -> None:
    assert told(text) == []


def test_a_part_of_a_quotation_may_end_in_a_comma() -> None:
    assert told("“The lock leaks badly, the board said,” Odell said.") == [("Odell", "the board", "The lock leaks badly")]


def test_nobody_speaking_means_himself_by_he() -> None:
    document = plain_document(
        "MR ODELL: Captain Orin Prynne came on Monday. He said the pumps had failed.\n\nMS FENN: When?\n\nMR ODELL: At dawn."
    )
    found = chains_of(document)
    inner = next(number for number, one in enumerate(found) if one.within is not None)
    sources = resolve_sources(document, Masthead(), found)
    assert [source.name.value for source in sources if inner in source.statements] == ["Orin Prynne"]


def test_chain_may_have_three_links() -> None:
    found = chains_of(plain_document("Fenn said police had told her that engineers believed it would fall."))
    assert [one.within for one in found] == [None, 0, 1]


def test_whom_a_source_quotes_is_no_part_of_the_content() -> None:
    text = "The Gazette reported that Prynne had resigned, quoting her lawyer."
    assert told(text) == [("The Gazette", "her lawyer", "that Prynne had resigned")]


def test_given_statement_inside_another_is_told_to_be_within_it() -> None:
    found = chains_of(plain_document("Odell said the ferry sank, according to a report by the board."))
    assert [one.within for one in found] == [None, 0]


def test_outermost_source_answers_for_the_words() -> None:
    assert answering("Odell said that Prynne had told him the ferry sank.") == {"Odell"}
    assert answering("According to the Gazette, quoting the board, it sank at noon.") == {"the Gazette"}


def test_who_is_quoted_answers_where_the_outer_source_only_quotes() -> None:
    assert answering("The Gazette quoted a sailor as saying that the ferry sank.") == {"a sailor"}


def answering(text: str) -> set[str]:
    """The sources of the attributed runs."""
    document = plain_document(text)
    found = chains_of(document)
    runs = assign_voices(document, find_quotations(document), find_insertions(document), found)
    return {
        found[run.attribution].source[0].of(text) for run in runs if run.voice is Voice.ATTRIBUTED and run.attribution is not None
    }


PIECES = st.lists(
    st.sampled_from(
        "Odell |said |that |the ferry |sank|, |. |“We sail,” |“|” |‘No,’ |according to |\n\n|told |the board |: |quoting |citing |"
        "quoted |as saying |he |claim that |and |(|) |who |‘|’".split("|")
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_chains_lie_in_the_text_end_somewhere_and_read_the_same_twice(text: str) -> None:
    document = plain_document(text)
    found = chains_of(document)
    assert found == chains_of(document)
    for one in found:
        for span in (*one.content, *one.source, *one.cue):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        for earlier, later in pairwise(one.content):
            assert earlier.end <= later.start
        seen: set[int] = set()
        outer = one.within
        while outer is not None:
            assert outer not in seen
            seen.add(outer)
            assert outer < len(found)
            outer = found[outer].within


@pytest.mark.parametrize(
    "unit", ["Odell said that ", "quoting the board, ", "“he said ‘", "the board's claim that ", "as saying "]
)
def test_time_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    """Twenty thousand words are read in seconds; with a square they would take minutes."""
    found = chains_of(plain_document(unit * 5000))
    assert all(isinstance(span, Span) for one in found for span in one.content)
