"""Are a source's words given in quotation marks, without, or partly?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.model.span import Span
from sayso.model.statement import Manner

_WORD = re.compile(r"\w+")


def manner_of(text: str, content: Sequence[Span], marked: Sequence[Span]) -> Manner:
    """Direct where marks hold nine tenths of the words of `content` or more, mixed where they hold fewer, else indirect.

    `marked` are the stretches between marks, marks included, ascending and apart.
    """
    inside = outside = 0
    for span in content:
        at = span.start
        first = bisect_right(marked, span.start, key=lambda one: one.end)
        for one in marked[first : bisect_left(marked, span.end, key=lambda one: one.start)]:
            outside += len(_WORD.findall(text, at, max(at, one.start)))
            inside += len(_WORD.findall(text, max(at, one.start), min(one.end, span.end)))
            at = min(one.end, span.end)
        outside += len(_WORD.findall(text, at, span.end))
    if not inside:
        return Manner.INDIRECT
    return Manner.DIRECT if inside >= 9 * outside else Manner.MIXED
