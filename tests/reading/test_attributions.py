"""Attributions: the page of cases, manners, and properties that hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.document import Document, Role
from sayso.model.statement import Attribution, Manner
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from tests.reading.marked import Case, plain_document, read_cases


def attributions_of(document: Document) -> tuple[Attribution, ...]:
    return find_attributions(document, find_quotations(document))


@pytest.mark.parametrize("case", read_cases("attributions.md"), ids=lambda case: case.title)
def test_page_of_cases_is_read_as_marked(case: Case) -> None:
    def texts(attribution: Attribution) -> tuple[list[str], ...]:
        return tuple(
            [span.of(case.text) for span in spans] for spans in (attribution.source, attribution.cue, attribution.content)
        )

    found = [texts(one) for one in attributions_of(plain_document(case.text))]
    wanted = [tuple(case.spans(name, number) for name in ("source", "cue", "content")) for number in case.numbers()]
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“We sail at dawn,” Odell said.", Manner.DIRECT),
        ("Odell said the ferry was “a floating queue.”", Manner.MIXED),
        ("Odell said the ferry was late.", Manner.INDIRECT),
        ("ODELL: We sail.\n\nPRYNNE: We stay.\n\nODELL: Fine.", Manner.DIRECT),
    ],
)
def test_manner_follows_how_much_stands_between_marks(text: str, manner: Manner) -> None:
    assert attributions_of(plain_document(text))[0].manner is manner


def test_headline_is_not_attributed() -> None:
    assert attributions_of(plain_document("Odell said ferry sank\n\nIt was raining.", Role.HEADLINE)) == ()


def test_wish_or_stance_has_a_rule_of_its_own() -> None:
    names = [one.by.name for one in attributions_of(plain_document("Odell wants to sail. Odell hopes that it floats."))]
    assert names == ["attributions/attitude", "attributions/content-after-cue"]


def test_nobody_is_named_in_a_passive() -> None:
    (attribution,) = attributions_of(plain_document("The council was told that the ferry was late."))
    assert attribution.source == ()
    assert attribution.content[0].start > 0


PIECES = st.lists(
    st.sampled_from(
        'Odell |said |that |the ferry |sank|, |. |“We sail,” |"No" |‘Why?’ |according to |\n\n|told |the council |: |— |saying |he |'
        "and |but |who |was |(|) |A: |[sic] |“|」".split("|")
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_spans_lie_in_the_text_and_reading_twice_is_the_same(text: str) -> None:
    document = plain_document(text)
    found = attributions_of(document)
    assert found == attributions_of(document)
    for one in found:
        assert one.content
        for span in (*one.content, *one.source, *one.cue):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        for earlier, later in pairwise(one.content):
            assert earlier.end <= later.start


@pytest.mark.parametrize(
    "unit",
    [
        "said he ",
        "he said, ",
        "according to ",
        'X: "Yes, we said." ',
        "said Odell, a pilot, ",
        "and saying ",
        "a pilot who asked not to be named told ",
    ],
)
def test_a_text_of_nothing_but_cues_is_read(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    for one in attributions_of(plain_document(text)):
        assert one.content[-1].end <= len(text)
