"""Voices: every run of body text has exactly one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.text import read_text
from sayso.model.document import Block, Capture, Document, Role
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Voice
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_insertions, find_quotations
from sayso.reading.voices import assign_voices
from tests.reading.marked import Case, plain_document, read_cases

TEXT = "Odell said the ferry sank.\n\nIt was raining, and the quay was empty.\n\n“We sail,” he said."
CASES = read_cases("voices.md") + read_cases("voice-kinds.md")


def attribution(*spans: Span, source: Span | None = None, cue: Span | None = None) -> Attribution:
    return Attribution(
        content=spans,
        manner=Manner.INDIRECT,
        by=rule("attributions/test"),
        source=(source,) if source else (),
        cue=(cue,) if cue else (),
    )


def voiced(document: Document) -> list[tuple[str, str]]:
    """Each run as (voice or manner, text)."""
    quotations = find_quotations(document)
    runs = assign_voices(document, quotations, find_insertions(document), find_attributions(document, quotations))
    return [((run.manner or run.voice).value, run.span.of(document.text).strip()) for run in runs]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case_has_the_voices_that_are_marked(case: Case) -> None:
    wanted = [(mark.name, mark.span.of(case.text)) for mark in sorted(case.marks, key=lambda mark: mark.span)]
    found = voiced(plain_document(case.text))
    assert [one for one in found if one[0] != "own"] == wanted


def test_outermost_attribution_answers() -> None:
    document = plain_document("Odell said Prynne thought the ferry sank.")
    inner, outer = attribution(Span(26, 40)), attribution(Span(11, 40), source=Span(0, 5), cue=Span(6, 10))
    runs = assign_voices(document, (), (), [inner, outer])
    assert [(run.voice, run.attribution) for run in runs] == [(Voice.CUE, 1), (Voice.ATTRIBUTED, 1)]


def test_cue_that_tells_of_an_act_leaves_the_voice_to_the_outlet() -> None:
    document = plain_document("Odell opposed the toll on the quay.")
    runs = assign_voices(document, (), (), [attribution(Span(14, 34), source=Span(0, 5), cue=Span(6, 13))])
    assert [run.voice for run in runs] == [Voice.OWN]


def test_headline_has_no_voice() -> None:
    runs = assign_voices(plain_document("Ferry sinks\n\nIt rained all day.", Role.HEADLINE), (), (), ())
    assert [run.span for run in runs] == [Span(13, 31)]


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: Span(min(pair), max(pair)))


@given(st.lists(st.tuples(st.lists(SPANS, min_size=1, max_size=3), SPANS, SPANS), max_size=6))
def test_runs_lie_side_by_side_and_cover_every_body_block_once(drawn: list[tuple[list[Span], Span, Span]]) -> None:
    document = plain_document(TEXT, Role.STANDFIRST)
    attributions = [attribution(*spans, source=source, cue=cue) for spans, source, cue in drawn]
    runs = assign_voices(document, find_quotations(document), (), attributions)
    for block in document.blocks_of(Role.BODY):
        inside = [run.span for run in runs if block.span.covers(run.span)]
        assert inside[0].start == block.span.start
        assert inside[-1].end == block.span.end
        assert all(earlier.end == later.start for earlier, later in pairwise(inside))
    assert sum(len(run.span) for run in runs) == sum(len(block.span) for block in document.blocks_of(Role.BODY))
    assert all((run.manner is not None) == (run.voice is Voice.ATTRIBUTED) for run in runs)


def test_quotation_that_is_attributed_in_part_is_one_speakers_whole() -> None:
    document = plain_document("“We sail at dawn, and nobody stops us from it,” Odell said.")
    found = attribution(Span(18, 47), source=Span(48, 53), cue=Span(54, 58))
    runs = assign_voices(document, find_quotations(document), (), [found])
    assert [(run.voice, run.span.start) for run in runs] == [(Voice.ATTRIBUTED, 0), (Voice.CUE, 48)]


def test_half_of_a_sentence_that_a_page_break_cuts_is_no_scene() -> None:
    text = "The board is “a nest\n\n7\n\nof gulls,” Odell said on the quay."
    layer = read_text(text)
    halves = Block(spans=(Span(0, 20), Span(25, len(text))), role=Role.BODY)
    document = Document(text=text, blocks=(halves,), offsets=layer.offsets, capture=Capture(sha256="", size=0, media_type=""))
    assert [voice for voice, _ in voiced(document)] == ["mixed", "mixed", "cue"]


SHAPES = {
    "no punctuation": "the board said the lock would close in may and odell told reporters that nobody sails " * 1500,
    "capitals": "THE BOARD SAID ON MONDAY THAT THE LOCK WOULD CLOSE. “WE SAIL,” ODELL SAID.\n\n" * 1500,
    "damaged letters": "Th3 b0ard sa1d tbe l0ck w0uId cl0se. “We sai1, 0dell said\n\n" * 1500,
    "figures": "12 | 4.5 | 300 | 7\n\n" * 5000,
    "code": 'def sail(x): return "a" if x[1] else \'b\' + {"k": [1, 2]}  # said: he\n\n' * 1500,
    "signs": "🚢 The lock leaks 😀 said Odell 🚢\n\n" * 2500,
    "signatures": "I said so to you.\n\nOrin Odell, Brennick\n\n" * 2500,
    "announcements": "The board said:\n\nNobody sails.\n\n" * 2500,
    "handles": "@odell_quay\n\nWe sail\n\n" * 2500,
    "dashes": "— We sail, said Odell.\n\n" * 4000,
    "salutations": "Dear Minister, I said\n\nYours sincerely, Orin Odell\n\n" * 2000,
    "far from any report": "Odell said the lock leaks. " + "It holds.\n\n" * 9000 + "He said it sank.",
    "other scripts": "Шлюз закроют в мае.\n\n船は出航する。\n\nالقفل مغلق.\n\n" * 1500,
}
"""What pages may hold besides prose: some hundred thousand code points of each; a megabyte takes ten times as long and no more."""


@pytest.mark.parametrize("shape", SHAPES)
def test_text_of_any_shape_is_read_to_its_end(shape: str) -> None:
    document = plain_document(SHAPES[shape])
    quotations = find_quotations(document)
    runs = assign_voices(document, quotations, (), find_attributions(document, quotations))
    assert sum(len(run.span) for run in runs) == sum(len(block.span) for block in document.blocks_of(Role.BODY))


def test_hostile_text_takes_no_longer_than_prose() -> None:
    text = "“" * 3000 + "\n\n" + "said, " * 20000 + "\n\n" + "as he was " * 20000
    document = plain_document(text)
    quotations = find_quotations(document)
    assert assign_voices(document, quotations, (), find_attributions(document, quotations))
