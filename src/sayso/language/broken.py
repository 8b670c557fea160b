"""Does a paragraph break off in the middle of a sentence?  Told by the word it ends with."""

import re
from functools import cache

from sayso.language.tables import read_table

_LAST_WORD = re.compile(r"([^\W\d_]+)\s*(,?)$")


def ends_open(text: str) -> bool:
    """Whether the text ends with a comma, a hyphen, or a word that something must follow ("of the", "and")."""
    text = text.rstrip()
    if text.endswith((",", "-")):
        return True
    last = _LAST_WORD.search(text[-40:])
    return last is not None and last.group(1) in _open_words()


@cache
def _open_words() -> frozenset[str]:
    return frozenset(word for row in read_table("open_words") for word in row["words"].split())
