"""Voices: every run of body text has exactly one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.model.document import Role
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner, Voice
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.voices import assign_voices
from tests.reading.marked import plain_document

TEXT = "Odell said the ferry sank.\n\nIt was raining, and the quay was empty.\n\n“We sail,” he said."


def attribution(*spans: Span, name: str = "attributions/test") -> Attribution:
    return Attribution(content=spans, manner=Manner.INDIRECT, by=rule(name))


def test_text_is_own_until_an_attribution_covers_it() -> None:
    runs = assign_voices(plain_document("It rained. Odell said the ferry sank."), [attribution(Span(22, 36))])
    assert [(run.span, run.voice) for run in runs] == [
        (Span(0, 22), Voice.OWN),
        (Span(22, 36), Voice.ATTRIBUTED),
        (Span(36, 37), Voice.OWN),
    ]


def test_innermost_attribution_answers() -> None:
    runs = assign_voices(plain_document(TEXT), [attribution(Span(0, 26)), attribution(Span(11, 25))])
    assert [run.attribution for run in runs if run.span.end <= 26] == [0, 1, 0]


def test_wish_or_stance_leaves_the_voice_to_the_outlet() -> None:
    document = plain_document("Odell wants to sail.")
    runs = assign_voices(document, find_attributions(document, find_quotations(document)))
    assert [run.voice for run in runs] == [Voice.OWN]


def test_headline_has_no_voice() -> None:
    runs = assign_voices(plain_document("Ferry sinks\n\nIt rained.", Role.HEADLINE), ())
    assert [run.span for run in runs] == [Span(13, 23)]


def places(span: Span) -> range:
    return range(span.start, span.end)


def in_any(place: int, spans: list[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: Span(min(pair), max(pair)))


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=6))
def test_runs_lie_side_by_side_and_cover_every_body_block_once(contents: list[list[Span]]) -> None:
    document = plain_document(TEXT, Role.STANDFIRST)
    attributions = [attribution(*spans) for spans in contents]
    runs = assign_voices(document, attributions)
    for block in document.blocks_of(Role.BODY):
        inside = [run.span for run in runs if block.span.covers(run.span)]
        assert inside[0].start == block.span.start
        assert inside[-1].end == block.span.end
        assert all(earlier.end == later.start for earlier, later in pairwise(inside))
    assert sum(len(run.span) for run in runs) == sum(len(block.span) for block in document.blocks_of(Role.BODY))
    for run in runs:
        assert len(run.span) > 0
        covering = [number for number, spans in enumerate(contents) if all(in_any(place, spans) for place in places(run.span))]
        assert (run.attribution in covering) if covering else run.attribution is None
        assert (run.voice is Voice.ATTRIBUTED) == bool(covering)
