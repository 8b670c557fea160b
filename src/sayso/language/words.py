"""What are the words of a sentence?  Tokens in parallel columns, each quotation one token."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.language.tables import read_table

_TOKEN = re.compile(r"\w+(?:[’'&./-]\w+)*|\.\.\.|--|[^\w\s]")


class Words:
    """The tokens of one stretch of text.

    `quoted` is the number of the quotation that a token stands for, or -1 for a word; `alone` is True for a quotation that is
    an utterance and so no part of a phrase around it.
    """

    __slots__ = ("alone", "ends", "low", "quoted", "starts", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quoted: list[int] = []
        self.alone: list[bool] = []

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str, start: int, end: int, quoted: int = -1, alone: bool = False) -> None:
        """Append a token."""
        self.words.append(word)
        self.low.append(word.lower() if quoted < 0 else "")
        self.starts.append(start)
        self.ends.append(end)
        self.quoted.append(quoted)
        self.alone.append(alone)

    def parts(self, size: int) -> "Iterator[Words]":
        """The tokens in stretches of at most `size`."""
        if len(self) <= size:
            yield self
            return
        for first in range(0, len(self), size):
            part = Words()
            for name in Words.__slots__:
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
        _add_plain(words, text, start, first)
        words.add(text[first:last], first, last, number, alone)
        start = last
    _add_plain(words, text, start, end)
    return words


def _add_plain(words: Words, text: str, start: int, end: int) -> None:
    """Append tokens a column at a time: an article has some nine hundred."""
    found = list(_TOKEN.finditer(text, start, end))
    plain = [token.group() for token in found]
    words.words += plain
    words.low += [word.lower() for word in plain]
    words.starts += [token.start() for token in found]
    words.ends += [token.end() for token in found]
    words.quoted += [-1] * len(found)
    words.alone += [False] * len(found)


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a closed class of ``function_words.tsv``."""
    return frozenset(word for row in read_table("function_words") if row["class"] == name for word in row["words"].split())
