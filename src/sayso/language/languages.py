"""In which language is this paragraph?  Told by its script and its small words; reads ``data/languages.tsv``."""

import re
import unicodedata
from collections import Counter
from functools import cache

from sayso.language.tables import read_table

READ = "English"
"""The language in which attributions are read."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_LOOKED_AT = 1000
"""Code points of a paragraph that are looked at."""
_FEWEST = 8
"""Words by which a language can be told."""
_FEWEST_ENGLISH = 2
"""Small words by which a short paragraph is told to be English, the language that is expected."""
_FEWEST_OTHER = 4
"""Small words by which another language is told: headlines of the English press hold two by chance."""
_SHARE = 0.25
"""Share of the words that are small words of the language.  In prose of any of these languages a third is and more; in names,
figures and damaged text fewer are."""
_LEAD = 1.5
"""How many times the small words of English they must be, for languages share some: "die", "an", "no"."""


def language_of(paragraph: str) -> str | None:
    """The English name of its language, or of its script: ``German``, ``Cyrillic script``; None where too little tells.

    >>> language_of("Der Hafen ist leer, und das Schiff liegt nicht mehr an der Mole.")
    'German'
    >>> language_of("The harbour is empty, and the ship is no longer at the mole.")
    'English'
    """
    sample = paragraph[:_LOOKED_AT]
    script = _script_of(sample)
    if script is not None:
        return script
    words = _WORD.findall(sample.lower())
    counts = Counter(language for word in words for language in _small_words().get(word, ()))
    if not counts:
        return None
    best, count = max(counts.items(), key=lambda one: (one[1], one[0] == READ, one[0]))
    if count < _SHARE * len(words) or (len(words) < _FEWEST and (best != READ or count < _FEWEST_ENGLISH)):
        return None
    return best if best == READ or count >= max(_FEWEST_OTHER, _LEAD * counts[READ]) else READ


def _script_of(sample: str) -> str | None:
    """The script of most letters, where that is not Latin."""
    letters = [letter for letter in sample if letter.isalpha()]
    foreign = [letter for letter in letters if letter > "\u02ff"]
    if len(foreign) <= len(letters) // 2:
        return None
    scripts = Counter(unicodedata.name(letter, "unknown").split()[0] for letter in foreign)
    if "HIRAGANA" in scripts or "KATAKANA" in scripts:
        return "Japanese script"
    name, _ = min(scripts.items(), key=lambda one: (-one[1], one[0]))
    return f"{_WRITTEN.get(name, name.capitalize())} script"


_WRITTEN = {"CJK": "Chinese", "HANGUL": "Korean"}


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for row in read_table("languages"):
        for word in row["words"].split():
            index.setdefault(word, []).append(row["name"])
    return {word: tuple(names) for word, names in index.items()}
