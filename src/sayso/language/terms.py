"""Does this sentence permit, forbid or condition reuse?  Looks its words up in ``data/terms.tsv``."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table

_WORD = re.compile(r"[\w'-]+")
_OTHER_MATTER = re.compile(
    r"\b(?:photo(?:s|graphs?|graphy)?|images?|pictures?|videos?|footage|graphics?|illustrations?|cartoons?|maps?|music|podcasts?|"
    r"data|quotes|comments?|logos?|trademarks?|software|app|code|account|cookies?|newsletters?|e-?mail address|password|"
    r"bilder|fotos?)\b",
    re.IGNORECASE,
)
_TEXT_MATTER = re.compile(
    r"\b(?:articles?|stor(?:y|ies)|texts?|contents?|materials?|work|works|posts?|reports?|publications?|pages?|site|website|service|copy|"
    r"columns?|essays?|pieces?|journalism|beitrag|artikel|inhalte)\b",
    re.IGNORECASE,
)


class TermWords(Struct, frozen=True):
    """What a sentence does about reuse and where its words stand: kind and what as in the table."""

    start: int
    end: int
    kind: str
    what: str | None


def find_term_words(sentence: str) -> tuple[TermWords, ...]:
    """The words in a sentence that make it a term of reuse, in order; none where it speaks of something other than texts."""
    lowered = sentence.lower().replace("’", "'")
    if len(lowered) != len(sentence):
        return ()
    words: list[TermWords] = []
    at = 0
    for word in _WORD.finditer(lowered):
        if word.start() < at:
            continue
        for pattern, kind, what in _by_first_word().get(word.group(), ()):
            found = pattern.match(lowered, word.start())
            if found:
                words.append(TermWords(found.start(), found.end(), kind, what))
                at = found.end()
                break
    if not words:
        return ()
    text, other = _TEXT_MATTER.search(sentence), _OTHER_MATTER.search(sentence)
    if other and (not text or other.start() < text.start()):
        return ()
    return tuple(words)


@cache
def _by_first_word() -> dict[str, tuple[tuple[re.Pattern[str], str, str | None], ...]]:
    index: dict[str, list[tuple[re.Pattern[str], str, str | None]]] = {}
    for row in read_table("terms"):
        first = _WORD.match(row["phrase"].replace("’", "'"))
        entry = (
            re.compile(_phrase(row["phrase"]) + r"(?!\w)", re.DOTALL),
            row["kind"],
            None if row["what"] == "-" else row["what"],
        )
        index.setdefault(first.group() if first else "", []).append(entry)
    return {word: tuple(entries) for word, entries in index.items()}


def _phrase(phrase: str) -> str:
    words = (r"(?:.{0,200}?\s)??" if word == "…" else re.escape(word) + r"[\s,;:]+" for word in phrase.replace("’", "'").split())
    return "".join(words).removesuffix(r"[\s,;:]+")


def term_sentences(sentences: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int, tuple[TermWords, ...]]]:
    """Of the sentences of a text, those that are terms of reuse, with the words that make them so."""
    for start, end in sentences:
        words = find_term_words(text[start:end])
        if words:
            yield start, end, words
