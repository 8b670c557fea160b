"""Direct, indirect or mixed?  The manner of each sentence of a content, by what of it stands in quotation marks."""

import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.language.sentences import split_sentences
from sayso.model.statement import Manner, QuotationKind
from sayso.reading.voices.article import Article, Quoted

_WORD = re.compile(r"\w+")
_JOINING = frozenset("and but or".split())


class Told(Struct, frozen=True):
    """A stretch of content in one manner; None for a complementizer, which belongs to the cue."""

    start: int
    end: int
    manner: Manner | None


def manners(article: Article, start: int, end: int) -> Iterator[Told]:
    """The manner of the content from `start` to `end`, which lies in one sentence of the outlet's.

    A quotation that begins inside a clause and runs on is mixed up to the end of its first sentence, and direct from there.
    """
    text = article.text
    quotes = [one for one in article.quotes_in(start, end) if one.kind is not QuotationKind.TITLE]
    for one in quotes:
        if _stands_alone(text, one, start, end):
            yield from manners(article, start, one.start) if one.start > start else ()
            yield Told(one.start, one.end, Manner.DIRECT)
            yield from manners(article, one.end, end) if one.end < end else ()
            return
    inside: list[str] = []
    outside: list[str] = []
    at = start
    for one in quotes:
        outside += _WORD.findall(text, at, max(at, one.start))
        inside += _WORD.findall(text, max(at, one.start), min(one.end, end))
        at = min(one.end, end)
    outside += _WORD.findall(text, at, end)
    if not inside:
        yield Told(start, end, Manner.INDIRECT)
        return
    if not outside or {word.lower() for word in outside} <= _JOINING:
        yield Told(start, end, Manner.DIRECT)
        return
    if [word.lower() for word in outside] == ["that"] and quotes[0].start > start:
        yield Told(start, quotes[0].start, None)
        yield Told(quotes[0].start, end, Manner.DIRECT)
        return
    last = quotes[-1]
    if last.end >= end - 1 and last.start > start:
        sentences = split_sentences(text, max(last.start, start), min(last.end, end))
        if len(sentences) > 1:
            yield Told(start, sentences[0][1], Manner.MIXED)
            yield Told(sentences[0][1], end, Manner.DIRECT)
            return
    yield Told(start, end, Manner.MIXED)


def _stands_alone(text: str, one: Quoted, start: int, end: int) -> bool:
    """Whether a quotation is an utterance beside other words of its content: after a colon, or before a comma and more words."""
    if one.start < start or one.end > end or not one.utters(text):
        return False
    before, after = text[start : one.start].rstrip(), text[one.end : end]
    return before.endswith(":") or (not before and after.startswith(",") and bool(_WORD.search(after)))
