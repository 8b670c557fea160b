"""The tagger with the weights that are shipped."""

import pytest

from evaluation.quotes import open_plain
from sayso.config import DEFAULT_MODEL, MODELS, NO_MODEL
from sayso.errors import NotFoundError
from sayso.model.finding import MakerKind
from sayso.model.statement import Attribution, Manner
from sayso.reading.pipeline import read_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.tagging import load_weights
from sayso.reading.tagging.candidates import Candidate, without_rivals
from sayso.reading.tagging.link import Stretch

SHIPPED = [name for name in MODELS if name != NO_MODEL]
TEXT = """The harbour at Brennick stayed shut on Monday.

Odell believes the new lock will flood the lower quay, and her deputy hopes to have it tested before the spring.

“We have waited nine years,” said Maren Prynne, who keeps the ferry, “and nobody has told us why.”

A report by the river office found that the gates were never painted. The office denied the claim that it had lost the plans.
"""


def attributions_in(text: str, model: str = DEFAULT_MODEL) -> tuple[Attribution, ...]:
    document = open_plain(text)
    return read_attributions(document, find_quotations(document), model)


@pytest.mark.smoke
@pytest.mark.parametrize("model", SHIPPED)
def test_every_statement_points_into_the_text_and_has_a_probability(model: str) -> None:
    found = attributions_in(TEXT, model)
    assert len(found) >= 3
    for one in found:
        assert 0 < (one.p or 0) < 1
        for span in (*one.content, *one.cue, *one.source):
            assert 0 <= span.start < span.end <= len(TEXT)
            assert span.of(TEXT) == span.of(TEXT).strip()


def test_a_split_quotation_is_one_statement_of_its_speaker() -> None:
    [one] = [one for one in attributions_in(TEXT) if one.manner is Manner.DIRECT]
    assert [span.of(TEXT) for span in one.content] == ["“We have waited nine years,”", "“and nobody has told us why.”"]
    assert one.source[0].of(TEXT).startswith("Maren Prynne")


def test_a_quotation_that_a_window_cuts_is_one_content() -> None:
    said = " ".join(
        f"The gate of the {place} lock was never painted." for place in ("upper", "lower", "inner", "outer", "old") * 8
    )
    text = f"Odell said at the quay: “{said}”\n"
    [one] = attributions_in(text)
    assert [span.of(text) for span in one.content] == [f"“{said}”"]
    assert one.source[0].of(text) == "Odell"


def test_what_rules_find_in_another_language_stays() -> None:
    text = "„Die letzten drei Schläge waren die lautesten“, sagte der Chefingenieur am Abend an der Schleuse der Agentur.\n"
    assert [one.content for one in attributions_in(text)] == [one.content for one in attributions_in(text, NO_MODEL)] != []


def test_the_model_finds_what_no_list_of_verbs_of_saying_has() -> None:
    by_model = [one for one in attributions_in(TEXT) if one.by.kind is MakerKind.MODEL]
    assert any("flood the lower quay" in one.content[0].of(TEXT) and one.source[0].of(TEXT) == "Odell" for one in by_model)


def test_what_a_speaker_label_lays_to_somebody_is_not_read_again() -> None:
    turns = [
        "CHAIR: When did you first hear of the leak?",
        "ODELL: I believe that the pilots told the office in May, and that nobody wrote it down.",
        "CHAIR: Who read the letter?",
        "ODELL: The clerk says she never saw it. I think she is right.",
        "CHAIR: And the mayor?",
        "ODELL: The mayor wants the quay open by June.",
    ]
    text = "\n\n".join(turns) + "\n"
    by_rule = attributions_in(text, NO_MODEL)
    assert {one.by.name for one in by_rule} == {"attributions/speaker-label"}
    assert attributions_in(text) == by_rule


def test_the_same_text_gives_the_same_statements_whatever_was_read_before() -> None:
    first = attributions_in(TEXT)
    attributions_in("The mayor of Brennick said the lock would open. " * 40)
    assert attributions_in(TEXT) == first


@pytest.mark.parametrize(
    "text",
    ["", " \n\n \n", "“" * 300, "🚢 " * 500, "a" * 20_000, "he said " * 2_000, "\x00\x1b[31m said he", "说 “好” 他说。" * 50],
)
def test_no_text_is_too_odd(text: str) -> None:
    for one in attributions_in(text):
        assert all(0 <= span.start < span.end <= len(text) for span in one.content)


def test_a_model_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NotFoundError, match="no model named 'gazette'"):
        load_weights("gazette")


def candidate(content: tuple[int, int], cue: tuple[int, int]) -> Candidate:
    return Candidate((Stretch(*content),), (Stretch(*cue),), (), -1, (True, True))


def test_of_two_readings_of_the_same_words_the_likelier_stays() -> None:
    whole, part, apart = candidate((2, 9), (1, 2)), candidate((2, 5), (1, 2)), candidate((12, 15), (11, 12))
    assert without_rivals([whole, part, apart], [0.8, 0.6, 0.3]) == [0, 2]


def test_a_statement_told_within_another_is_no_rival() -> None:
    outer, inner = candidate((2, 9), (1, 2)), candidate((5, 9), (4, 5))
    assert without_rivals([outer, inner], [0.8, 0.9]) == [0, 1]
