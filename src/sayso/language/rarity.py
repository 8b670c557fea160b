"""By which phrases would a text be found again?  Runs of words in one sentence that few other texts can hold."""

import re

from sayso.language.folding import folded_words

WORDS = 8
"""Words of a phrase: fewer recur, and search engines cut longer ones."""
_ENOUGH = 12
"""Letters of a word from which it counts no more: a longer one is not rarer but a compound."""
_BREAK = re.compile(r"[.!?;:\n\"“”„«»()\[\]|]")
"""No phrase runs over these: they are what editors and engines change."""
_LOOKED_AT = 200_000
"""Characters of a text that are looked at: its first part tells it as well as all of it."""


def rare_phrases(text: str, count: int) -> tuple[str, ...]:
    """At most `count` phrases of `text` as printed, the one with the most long words and names first, none of which overlap.

    Rarity is guessed from the words alone: long words are rarer (Zipf), and a capital within a sentence begins a name.

    >>> rare_phrases("It rained. Divers from Brennick inspected the northern sluice gates before noon on Monday.", 1)
    ('Divers from Brennick inspected the northern sluice gates',)
    """
    text = text[:_LOOKED_AT]
    words = list(folded_words(text))
    scores = [min(len(word), _ENOUGH) + (3 if text[start].isupper() else 0) for start, _, word in words]
    found = []
    for first in range(len(words) - WORDS + 1):
        start, end = words[first][0], words[first + WORDS - 1][1]
        if not _BREAK.search(text, start, end):
            found.append((-sum(scores[first : first + WORDS]), first, text[start:end]))
    chosen: list[tuple[int, str]] = []
    for _, first, phrase in sorted(found):
        if len(chosen) == count:
            break
        if all(abs(first - other) >= WORDS for other, _ in chosen):
            chosen.append((first, phrase))
    return tuple(phrase for _, phrase in chosen)
