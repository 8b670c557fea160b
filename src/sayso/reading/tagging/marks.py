"""Does a content take the quotation marks around it?  The network ends a stretch a token early or late; marks do not."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.model.span import Span

_SLACK = ",.?!;:…-—– \"“”„‟«»'‘’"
"""What may stand between the last word of a quotation and its end."""


def take_marks(span: Span, marked: Sequence[Span], text: str) -> Span:
    """`span` with the mark just before its first word, and with what stands after its last one up to a closing mark.

    A mark that `span` only touches, because a quotation begins at its end or ended at its start, is left off.  `marked` are the
    stretches between marks, marks included, ascending and apart.
    """
    start, end = span.start, span.end
    for one in marked[bisect_right(marked, start, key=lambda one: one.end) : bisect_left(marked, end, key=lambda one: one.start)]:
        if one.start < start and not text[one.start : start].strip(_SLACK):
            start = one.start
        elif start < one.end and not text[start : one.end].strip(_SLACK):
            start = one.end
        if end < one.end and not text[end : one.end].strip(_SLACK):
            end = one.end
        elif one.start < end and not text[one.start : end].strip(_SLACK):
            end = one.start
    return Span(start, end) if start < end else span
