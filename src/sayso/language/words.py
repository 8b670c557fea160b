"""What are the words of a sentence?  Tokens in parallel columns, each quotation one token."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.language.tables import read_table

_TOKEN = re.compile(r"\w+(?:[’'&./-]\w+)*|\.\.\.|--|[^\w\s]")


class Words:
    """The tokens of one stretch of text.

    `quoted` is the number of the quotation that a token stands for, or -1 for a word; `alone` is True for a quotation that is
    an utterance and so no part of a phrase around it.  `starts` and `ends` are found when first asked for: of most sentences
    nobody asks.
    """

    __slots__ = ("_ends", "_runs", "_starts", "alone", "low", "quoted", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.low: list[str] = []
        self.quoted: list[int] = []
        self.alone: list[bool] = []
        self._runs: list[tuple[str, int, int, bool]] = []
        """Text, start and end of what was added, and whether it is one quotation."""
        self._starts: list[int] = []
        self._ends: list[int] = []

    def __len__(self) -> int:
        return len(self.words)

    @property
    def starts(self) -> list[int]:
        """Where each token begins in the text, in code points."""
        self._place()
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Where each token ends in the text, in code points."""
        self._place()
        return self._ends

    def add_quotation(self, text: str, start: int, end: int, number: int, alone: bool) -> None:
        """Append a quotation as one token."""
        word = text[start:end]
        self.words.append(word)
        self.low.append(word.lower() if number < 0 else "")
        self.quoted.append(number)
        self.alone.append(alone)
        self._runs.append((text, start, end, True))

    def add_plain(self, text: str, start: int, end: int) -> None:
        """Append the tokens of a stretch without quotations."""
        plain = _TOKEN.findall(text, start, end)
        if not plain:
            return
        self.words += plain
        self.low += "\n".join(plain).lower().split("\n")  # one call for all: an article has some nine hundred tokens
        self.quoted += [-1] * len(plain)
        self.alone += [False] * len(plain)
        self._runs.append((text, start, end, False))

    def _place(self) -> None:
        for text, start, end, quoted in self._runs:
            places = [(start, end)] if quoted else [token.span() for token in _TOKEN.finditer(text, start, end)]
            self._starts += [first for first, _ in places]
            self._ends += [last for _, last in places]
        self._runs = []

    def parts(self, size: int) -> "Iterator[Words]":
        """The tokens in stretches of at most `size`."""
        if len(self) <= size:
            yield self
            return
        self._place()
        for first in range(0, len(self), size):
            part = Words()
            for name in ("words", "low", "quoted", "alone", "_starts", "_ends"):
                setattr(part, name, getattr(self, name)[first : first + size])
            yield part

    def isa(self, at: int, *classes: str) -> bool:
        """Whether there is a token `at` and it belongs to one of the closed classes."""
        return 0 <= at < len(self.low) and any(self.low[at] in word_class(name) for name in classes)

    def adverb(self, at: int) -> bool:
        """Whether the token is an adverb, by the table or by its -ly."""
        low = self.low[at]
        return low in word_class("adverb") or (low.endswith("ly") and len(low) > 4 and not self.capital(at))

    def speech(self, at: int) -> bool:
        """Whether there is a token `at` and it is a quotation."""
        return 0 <= at < len(self.quoted) and self.quoted[at] >= 0

    def capital(self, at: int) -> bool:
        """Whether the token is a word that begins with a capital."""
        return self.words[at][0].isupper() and self.quoted[at] < 0


def read_words(text: str, start: int, end: int, quotations: Sequence[tuple[int, int, int, bool]] = ()) -> Words:
    """The tokens from `start` to `end`; `quotations` are (start, end, number, alone), ascending and apart."""
    words = Words()
    for first, last, number, alone in quotations:
        if first < start or last > end:
            continue
        words.add_plain(text, start, first)
        words.add_quotation(text, first, last, number, alone)
        start = last
    words.add_plain(text, start, end)
    return words


def is_year(low: str) -> bool:
    """Whether a word is four digits."""
    return len(low) == 4 and low.isdigit()


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a closed class of ``function_words.tsv``."""
    return frozenset(word for row in read_table("function_words") if row["class"] == name for word in row["words"].split())
