"""What differs between words that are the same?  Marks, capitals, hyphens, punctuation, white space: no change of words."""

import re
from collections.abc import Iterator

from sayso.model.changes import Change, ChangeKind
from sayso.model.finding import rule
from sayso.model.span import Span
from sayso.tracing.changes.article import Article, Stretch
from sayso.tracing.sequence import Pairs

_MARKS = re.compile("[\"“”„‟«»‹›‘’‚‛']|``|''")
MARKS_ADDED = "marks-added"
_HYPHENS = re.compile("[-‐‑\u00ad]")
_SPACE = re.compile(r"\s+")


def find_typography(a: Article, b: Article, pairs: Pairs, told: set[int]) -> Iterator[Change]:
    """Each place where two words that are paired, or what stands between two neighbours, are otherwise set.

    Before the words `told` of the first version, marks that were put in or taken off are a change told already.
    """
    before = (-2, -2)
    for i, j in pairs:
        if before == (i - 1, j - 1):
            old, new = Span(a.ends[i - 1], a.starts[i]), Span(b.ends[j - 1], b.starts[j])
            sort = between(old.of(a.text), new.of(b.text))
            if sort and not (sort == MARKS_ADDED and i in told):
                yield typography(old, new, sort)
        old, new = Span(a.starts[i], a.ends[i]), Span(b.starts[j], b.ends[j])
        if (one := old.of(a.text)) != (other := new.of(b.text)):
            yield typography(old, new, _within(one, other))
        before = (i, j)


def find_at_edges(a: Article, b: Article, pairs: Pairs, first: Stretch, second: Stretch) -> Iterator[Change]:
    """The same before the first word of two stretches and after the last, where these are paired: opening marks, full stops."""
    if not pairs:
        return
    (i, j), (i_last, j_last) = pairs[0], pairs[-1]
    if (i, j) == (first.first, second.first):
        old, new = Span(first.span.start, a.starts[i]), Span(second.span.start, b.starts[j])
        if sort := between(old.of(a.text), new.of(b.text)):
            yield typography(old, new, sort)
    if (i_last, j_last) == (first.last - 1, second.last - 1):
        old, new = Span(a.ends[i_last], first.span.end), Span(b.ends[j_last], second.span.end)
        if sort := between(old.of(a.text), new.of(b.text)):
            yield typography(old, new, sort)


def typography(old: Span, new: Span, sort: str) -> Change:
    """Words or signs that are otherwise set."""
    return Change(kind=ChangeKind.TYPOGRAPHY, old=old, new=new, by=rule(f"changes/{sort}"))


def between(old: str, new: str) -> str | None:
    """How the signs between two words differ; None where they do not."""
    if old == new:
        return None
    if _SPACE.sub("", old) == _SPACE.sub("", new):
        return "white-space"
    bare = [_SPACE.sub("", _MARKS.sub("", text)) for text in (old, new)]
    if bare[0] == bare[1]:
        return "marks" if len(_MARKS.findall(old)) == len(_MARKS.findall(new)) else MARKS_ADDED
    return "hyphens" if _HYPHENS.sub("", bare[0]) == _HYPHENS.sub("", bare[1]) else "punctuation"


def _within(old: str, new: str) -> str:
    if old.casefold() == new.casefold():
        return "case"
    return "marks" if _MARKS.sub("", old) == _MARKS.sub("", new) else "writing"
