"""Which lines show why a document was found?  The stretch around the words that were asked for, each of them marked."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sayso.language.folding import folded_words, is_plain, words_beginning
from sayso.model.span import Span
from sayso.store.query import Words

BEFORE, AFTER = 80, 200
"""Characters shown around the first hit: with it some three lines of a terminal."""

_HEADLINE = 120
"""Characters that few headlines and bylines exceed and most paragraphs do."""


class Context(Struct, frozen=True):
    """A stretch of a document's text, and the hits in it; both in code points of ``Document.text``."""

    span: Span
    marks: tuple[Span, ...] = ()


def find_context(text: str, stretches: Sequence[tuple[int, int]], asked: Sequence[Words]) -> Context | None:
    """Where in `stretches` of `text` most of `asked` stand near each other; None where none does."""
    best: Context | None = None
    worth = 0
    # A headline repeats the words of its article and explains nothing: it is shown where nothing longer holds them.
    firsts = {one.words[0] for one in asked}
    whole = _beginnings(words_beginning(text, firsts), asked) if is_plain(text) else None
    for start, end in sorted(stretches, key=lambda stretch: stretch[1] - stretch[0] < _HEADLINE):
        if whole is None:
            places = _beginnings(_candidates(text, start, end, firsts), asked)
        else:  # looked through once
            places = whole[bisect_left(whole, start) : bisect_left(whole, end)]
        for at in places[:_TRIED]:
            if bisect_left(places, at + AFTER) - bisect_left(places, at - BEFORE) <= worth:
                continue  # so few begin near here that no more can be marked than are already
            first, last = _whole_words(text, max(start, at - BEFORE), min(end, at + AFTER), at)
            marks = find_marks(text, first, last, asked)
            if marks and _worth(text, marks) > worth:
                best, worth = Context(Span(first, last), marks), _worth(text, marks)
                if worth >= len(asked):
                    return best
    return best


def find_marks(text: str, start: int, end: int, asked: Sequence[Words]) -> tuple[Span, ...]:
    """Every place between `start` and `end` where one of `asked` stands, in order, joined where they touch."""
    alone = all(len(phrase.words) == 1 for phrase in asked)
    placed = _candidates(text, start, end, {one.words[0] for one in asked} if alone else None)
    words = [word for _, _, word in placed]
    found: list[Span] = []
    for phrase in asked:
        size = len(phrase.words)
        *whole, last = phrase.words
        for at in range(len(words) - size + 1):
            ending = words[at + size - 1]
            fits = ending.startswith(last) if phrase.prefix else ending == last
            if fits and words[at : at + size - 1] == whole:
                found.append(Span(placed[at][0], placed[at + size - 1][1]))
    joined: list[Span] = []
    for span in sorted(set(found)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)


_TRIED = 12
"""Places that are looked at in one stretch before the best of them is taken."""


def _beginnings(placed: Iterable[tuple[int, int, str]], asked: Sequence[Words]) -> list[int]:
    """Where a hit may begin: where the first word of one of `asked` does."""
    return [at for at, _, word in placed if any(_begins(one, word) for one in asked)]


def _candidates(text: str, start: int, end: int, firsts: set[str] | None) -> list[tuple[int, int, str]]:
    """The words of a stretch, folded, and where in the text they stand; where the text allows it only those that begin with one
    of `firsts`."""
    stretch = text[start:end]
    found = folded_words(stretch) if firsts is None or not is_plain(stretch) else words_beginning(stretch, firsts)
    return [(start + first, start + last, word) for first, last, word in found]


def _begins(phrase: Words, word: str) -> bool:
    first = phrase.words[0]
    return word.startswith(first) if phrase.prefix and len(phrase.words) == 1 else word == first


def _worth(text: str, marks: Sequence[Span]) -> int:
    """How many different words are marked."""
    return len({mark.of(text).casefold() for mark in marks})


def _whole_words(text: str, first: int, last: int, at: int) -> tuple[int, int]:
    """The stretch around `at` without the halves of words at its edges."""
    while first < at and text[first - 1 : first].isalnum() and text[first].isalnum():
        first += 1
    while last > at and text[last : last + 1].isalnum() and text[last - 1].isalnum():
        last -= 1
    return first, last
