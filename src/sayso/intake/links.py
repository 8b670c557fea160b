"""Which links stand in a stretch of the text?  Asked once for every line of filing or of copyright, so found by bisection."""

from bisect import bisect_left

from sayso.model.document import Link
from sayso.model.span import Span


class LinkIndex:
    """The links of a document, ordered by where they begin."""

    def __init__(self, links: tuple[Link, ...]) -> None:
        self._links = sorted(links, key=lambda link: (link.span, link.target))
        self._starts = [link.span.start for link in self._links]

    def inside(self, span: Span) -> list[Link]:
        """The links that lie wholly in the span, in reading order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [link for link in self._links[first:last] if link.span.end <= span.end and len(link.span)]

    def meeting(self, span: Span) -> list[Link]:
        """The links that share at least one character with the span, in reading order.  Links do not nest or overlap."""
        first = max(bisect_left(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        return [link for link in self._links[first:last] if link.span.meets(span)]
