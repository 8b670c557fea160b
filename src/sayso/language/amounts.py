"""What figures do some words give, however they are written?  For telling a changed figure from one that is otherwise set."""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from sayso.language.tables import read_table

_PERCENT = frozenset(("percent", "pc", "percentage"))
_DIGITS = re.compile(r"(-?)([£$€¥]?)(\d{1,15}(?:\.\d{1,15})?)(k|m|bn|tn)?(%?)")
"""Numbers of more digits count nothing; they are compared as they are written."""
_LARGEST = 10**30
"""Beyond it "million million million" is no number but an attempt on the machine."""
_TENS = range(20, 100, 10)


def amounts_of(words: Sequence[str]) -> tuple[str, ...]:
    """The figures in some words, in lower case, each in one way of writing: ``12`` for "twelve" and "a dozen" alike.

    >>> amounts_of("twelve of $2.5 million".split()), amounts_of(["one"]), amounts_of("forty one percent".split())
    (('12', '$2500000'), ('1',), ('41%',))
    """
    found: list[str] = []
    money, number, ready = "", Fraction(0), False
    for word in words:
        kind, worth = _worth().get(word, ("", ""))
        digits = _DIGITS.fullmatch(word)
        if word in _PERCENT and ready:
            found[-1], ready = found[-1] + "%", False
        elif kind == "times" and ready and number < _LARGEST:
            number *= int(worth)
            found[-1] = money + _plain(number)
        elif kind in ("number", "weak") and ready and number in _TENS and len(worth) == 1:
            number += int(worth)
            found[-1] = money + _plain(number)
        elif kind in ("number", "times"):
            money, number, ready = "", Fraction(worth), True
            found.append(worth)
        elif digits:
            money = digits[1] + digits[2]
            number = Fraction(digits[3]) * (int(_worth()[digits[4]][1]) if digits[4] else 1)
            ready = not digits[5]
            found.append(money + _plain(number) + digits[5])
        else:
            ready = False
            if kind in ("weak", "rank"):
                found.append(worth)
            elif any(map(str.isdigit, word)) or (kind != "bound" and word in _figure_words()):
                found.append(word)
    return tuple(found)


def is_amount(word: str) -> bool:
    """Whether a word, in lower case, gives a figure by itself: "one", "first" and words that only bound figures do not."""
    kind, _ = _worth().get(word, ("", ""))
    return (
        word.lstrip("-£$€¥")[:1].isdigit() or kind in ("number", "times", "rank") or (kind != "bound" and word in _figure_words())
    )


def is_bound(word: str) -> bool:
    """Whether a word may say how near the figure beside it is: "about", "least", "than"."""
    return _worth().get(word, ("", ""))[0] == "bound"


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else repr(float(number))


@cache
def _worth() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for row in read_table("amounts"):
        for word in row["words"].split():
            name, _, worth = word.partition("=")
            found.setdefault(name, (row["class"], worth))
    return found


@cache
def _figure_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("figures"))
