"""How is text said without its words?  As places in the item that it was taken from, joined by what stands nowhere in it."""

import re
from collections.abc import Sequence
from functools import cached_property

from sayso.export.trees import Tree
from sayso.model.document import MarkupValue

_WORD = re.compile(r"\w+")
_TRIED = 50
"""Places at which a word is tried as the beginning of a longer piece; the commonest words have thousands."""


class Pieces:
    """Says text in places of one item: ``[12, 30]`` of its text, ``[4, 0, 9]`` of the fifth thing it says out of sight."""

    def __init__(self, text: str, markup: Sequence[MarkupValue] = ()) -> None:
        self._texts: tuple[str, ...] = (text, *(value.value for value in markup))

    def of(self, words: str) -> list[Tree]:
        """`words` as places and, between them, what stands nowhere in the item; `join` gives them back.

        >>> Pieces("An owl hoots at noon.").of("owl hoots by noon")
        [[3, 13], 'by ', [16, 20]]
        """
        pieces: list[Tree] = []
        literal, at = "", 0
        while at < len(words):
            found = _WORD.match(words, at)
            place = self._longest(words, at, found.group()) if found else None
            if place is None:
                step = len(found.group()) if found else 1
                literal += words[at : at + step]
                at += step
                continue
            if literal:
                pieces.append(literal)
                literal = ""
            number, start, length = place
            pieces.append([start, start + length] if number == 0 else [number - 1, start, start + length])
            at += length
        return [*pieces, literal] if literal else pieces

    def join(self, pieces: object) -> str:
        """The words that the pieces stand for.  Raises ValueError for places that the item does not have."""
        if not isinstance(pieces, list):
            raise ValueError(f"no list of pieces: {pieces!r:.80}")
        return "".join(piece if isinstance(piece, str) else self._at(piece) for piece in pieces)

    def _at(self, place: object) -> str:
        if not isinstance(place, list) or len(place) not in (2, 3) or not all(type(number) is int for number in place):
            raise ValueError(f"no place: {place!r:.80}")
        number: int
        start: int
        end: int
        number, start, end = place if len(place) == 3 else (-1, *place)
        if not -1 <= number < len(self._texts) - 1 or not 0 <= start <= end <= len(self._texts[number + 1]):
            raise ValueError(f"no such place: {place}")
        return self._texts[number + 1][start:end]

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int]]]:
        """Each word, and its first places: in which text, at which code point."""
        places: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(self._texts):
            for found in _WORD.finditer(text):
                here = places.setdefault(found.group(), [])
                if len(here) < _TRIED:
                    here.append((number, found.start()))
        return places

    def _longest(self, words: str, at: int, first: str) -> tuple[int, int, int] | None:
        """The longest piece that begins with the word `first`: number of the text, start, length."""
        best: tuple[int, int, int] | None = None
        for number, start in self._places.get(first, ()):
            length = _common(words, at, self._texts[number], start)
            if best is None or length > best[2]:
                best = (number, start, length)
        return best


def _common(one: str, at: int, other: str, start: int) -> int:
    """How many code points are the same from there on, found by halving: slices are compared at the speed of C."""
    low, high = 0, min(len(one) - at, len(other) - start)
    while low < high:
        middle = (low + high + 1) // 2
        if one[at + low : at + middle] == other[start + low : start + middle]:
            low = middle
        else:
            high = middle - 1
    return low
