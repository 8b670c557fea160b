"""Which words does a text hold, as a search asks for them?  Case, accents and typography do not part a word from itself."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

VERSION = f"1/unicode {unicodedata.unidata_version}"
"""What an index was made with: words folded by another version may differ, and the index is then made again."""

_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Kana and Han: written without spaces, so each sign is a word and a word of several signs is a phrase."""
_SUFFIX = r"(?:\+\+(?!\w)|#(?!\w))?"
_WORD = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])[^\W_]|[\u0300-\u036f])+{_SUFFIX}")
"""``C++`` and ``C#`` are words of their own; every other sign parts words, as in ``covid-19``, ``U.S.`` and ``don't``."""
_PLAIN = re.compile(rf"[a-z0-9]+{_SUFFIX}")
"""The same for text of ASCII letters in small letters."""
_NOT_PLAIN = re.compile("[^\x00-\x7f\u2010-\u2027«»]")
"""Any sign but ASCII and the quotation marks and dashes of European print; most English text holds none."""
LONGEST = 64
"""Characters of a word that are looked at: what is longer is no word, and databases have their own bounds."""


def fold(text: str) -> list[str]:
    """The words of `text` in order, folded; each consists of letters, digits and a closing ``++`` or ``#``.

    >>> fold("The U.S. café’s COVID-19 plan")
    ['the', 'u', 's', 'cafe', 's', 'covid', '19', 'plan']
    """
    if is_plain(text):
        words = _PLAIN.findall(text.lower())
        return words if max(map(len, words), default=0) <= LONGEST else [word[:LONGEST] for word in words]
    return [part for word in _WORD.findall(text) for part in _folded(word)]


def folded_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end, in code points, of each word of `text`, and the word folded, in the order of `fold`."""
    if is_plain(text):
        for found in _PLAIN.finditer(text.lower()):
            yield found.start(), found.end(), found.group()[:LONGEST]
        return
    for found in _WORD.finditer(text):
        for part in _folded(found.group()):
            yield found.start(), found.end(), part


def is_plain(text: str) -> bool:
    """Whether the words of `text` are its runs of letters and digits in small letters, each of them of ASCII."""
    return not _NOT_PLAIN.search(text)


def words_beginning(text: str, firsts: Iterable[str]) -> list[tuple[int, int, str]]:
    """Those of the `folded_words` of plain `text` that begin with one of `firsts`: found without taking the text apart."""
    low = text.lower()
    found = set()
    for first in firsts:
        at = low.find(first)
        while at >= 0:
            word = _PLAIN.match(low, at)
            if word is not None and word.group().startswith(first) and not low[at - 1 : at].isalnum():
                found.add((at, word.end(), word.group()[:LONGEST]))
            at = low.find(first, at + 1)
    return sorted(found)


@lru_cache(200_000)  # the words of a large newspaper; most of a text are among them
def _folded(word: str) -> tuple[str, ...]:
    if word.isascii():
        return (word.lower()[:LONGEST],)
    letters = unicodedata.normalize("NFKD", word).casefold()
    # Decomposed once more: casefolding may give composed letters back.
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", letters) if unicodedata.category(sign) != "Mn")
    return tuple(part[:LONGEST] for part in _WORD.findall(plain))
