"""How is a place in a text found again after the text was read anew?  By position, quoted words, and what stands around them."""

from msgspec import Struct

from sayso.model.span import Span

AROUND = 32
"""Characters kept before and after the words, as the annotation tools of the web do."""


class Anchor(Struct, frozen=True):
    """A place as the Web Annotation Data Model describes it: a TextPositionSelector (code points) and a TextQuoteSelector."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


def anchor_of(text: str, span: Span) -> Anchor:
    """The anchor of a span.

    >>> anchor_of("an owl hoots", Span(3, 6))
    Anchor(start=3, end=6, exact='owl', prefix='an ', suffix=' hoots')
    """
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return Anchor(span.start, span.end, span.of(text), before, after)


def find_anchor(text: str, anchor: Anchor) -> Span | None:
    """Where the anchor's words stand now: at the same place, else where their surroundings are the same, else where they stand
    only once.  None where they have lost their place, or could stand in several."""
    if not anchor.exact:
        return None
    if text[anchor.start : anchor.end] == anchor.exact:
        return Span(anchor.start, anchor.end)
    for before, after in ((anchor.prefix, anchor.suffix), (anchor.prefix, ""), ("", anchor.suffix), ("", "")):
        whole = before + anchor.exact + after
        at = text.find(whole)
        if at >= 0 and text.find(whole, at + 1) < 0:
            return Span(at + len(before), at + len(before) + len(anchor.exact))
    return None
