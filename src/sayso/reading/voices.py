"""Who answers for each stretch of the body?  A source where an attribution covers it, else the outlet itself."""

from collections.abc import Sequence
from heapq import heappop, heappush

from sayso.model.document import Document, Role
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.model.statement import Attribution, Voice, VoiceRun

_COVERED = rule("voices/covered-by-attribution")
_ELSE_OWN = rule("voices/else-own")


def assign_voices(document: Document, attributions: Sequence[Attribution]) -> tuple[VoiceRun, ...]:
    """Cut every body block into runs that lie side by side, each with one voice.

    A run is attributed, by the innermost attribution, where one reports what its source said or thinks; all else is own until
    a reading says otherwise.
    """
    pieces = sorted(
        (span.start, span.end, len(span), number)
        for number, one in enumerate(attributions)
        if one.reports
        for span in one.content
        if len(span)
    )
    runs: list[VoiceRun] = []
    active: list[tuple[int, int, int]] = []
    following = 0
    for span in sorted(span for block in document.blocks_of(Role.BODY) for span in block.spans):
        at = span.start
        while at < span.end:
            while following < len(pieces) and pieces[following][0] <= at:
                _, end, length, number = pieces[following]
                heappush(active, (length, number, end))
                following += 1
            while active and active[0][2] <= at:
                heappop(active)
            starts = pieces[following][0] if following < len(pieces) else span.end
            until = min(span.end, starts, active[0][2] if active else span.end)
            _add(runs, Span(at, until), active[0][1] if active else None, at > span.start)
            at = until
    return tuple(runs)


def _add(runs: list[VoiceRun], span: Span, attribution: int | None, joins: bool) -> None:
    if joins and runs[-1].attribution == attribution and runs[-1].span.end == span.start:
        span = Span(runs.pop().span.start, span.end)
    voice = Voice.OWN if attribution is None else Voice.ATTRIBUTED
    runs.append(VoiceRun(span=span, voice=voice, by=_ELSE_OWN if attribution is None else _COVERED, attribution=attribution))
