"""Whose are words that no cue claims?  Quotations that stand alone, answers after a label or a question."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress

from sayso.language.labels import Label, find_labels
from sayso.model.span import Span
from sayso.reading.voices.article import Article, Quoted
from sayso.reading.voices.reports import Piece

_WORD = re.compile(r"\w+")
_FEWEST_ANSWERS = 3
"""Questions with an answer that make an interview: an essay may ask itself one or two."""
_LONGEST_QUESTION = 600
_MARKS = frozenset("\"“'‘«„")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")
_BOLD = re.compile(r"(?P<mark>\*\*|__)[^*_]+(?P=mark)")


def find_transcript(article: Article) -> dict[int, Label]:
    """The speakers' labels by the start of their paragraph; empty where the article is no conversation."""
    return find_labels(article.text, [(paragraph.start, paragraph.end) for paragraph in article.paragraphs])


def find_answers(article: Article) -> dict[int, bool]:
    """The paragraphs of an interview without labels by their start, and whether each is an answer; empty where there is none.

    Questions stand alone and answers follow in the first person; before the first question the outlet introduces them.
    """
    text = article.text
    lines = [text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]
    asks = [_is_question(line) for line in lines]
    if 2 * sum(map(_is_bold, compress(lines, asks))) > sum(asks):
        asks = [question or _is_bold(line) for question, line in zip(asks, lines, strict=True)]  # "**Tell us of the ice.**"
    first = next((number for number, question in enumerate(asks) if question), len(asks))
    turns: dict[int, bool] = {}
    answers = spoken = 0
    for number in range(first, len(asks)):
        paragraph = article.paragraphs[number]
        turns[paragraph.start] = not asks[number]
        if not asks[number] and asks[number - 1]:
            answers += 1
            spoken += _FIRST_PERSON.search(text, paragraph.start, paragraph.end) is not None
    is_interview = answers >= _FEWEST_ANSWERS and 2 * spoken > answers and 4 * sum(asks) >= len(turns)
    return turns if is_interview else {}


def _is_question(paragraph: str) -> bool:
    return paragraph.rstrip("*_ ").endswith("?") and len(paragraph) < _LONGEST_QUESTION and paragraph.lstrip()[:1] not in _MARKS


def _is_bold(paragraph: str) -> bool:
    return len(paragraph) < _LONGEST_QUESTION and _BOLD.fullmatch(paragraph.strip()) is not None


def claim_quotations(article: Article, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, and the quotations that stand alone in their sentence with the source of the piece before them.

    A quotation that ends in a comma and has words after it is somebody's too, though nobody is known who says it.
    """
    claimed = list(pieces)
    starts = [piece.start for piece in pieces]
    for paragraph in article.paragraphs:
        for sentence in paragraph.sentences:
            quotes = article.quotes_in(sentence.start, sentence.end)
            if not quotes:
                continue
            if _meets(pieces, starts, sentence):
                claimed += _shared(article, sentence, pieces, starts)
                continue
            if not any(quoted.speech for quoted in quotes):
                continue
            if not _outside(article, sentence):
                before = bisect_left(starts, sentence.start) - 1
                claimed.append(Piece(sentence.start, sentence.end, pieces[before].attribution if before >= 0 else None))
                continue
            claimed += [
                Piece(one.start, one.end, None)
                for one in quotes
                if one.speech and article.text[one.end - 2 : one.end - 1] in (",", "?", "!") and one.end < sentence.end
            ]
    return sorted(claimed)


def _shared(article: Article, sentence: Span, pieces: Sequence[Piece], starts: Sequence[int]) -> list[Piece]:
    """Utterances of a sentence that no piece takes in: they go with the piece before them, or else the one after."""
    found: list[Piece] = []
    for quoted in article.quotes_in(sentence.start, sentence.end):
        if not quoted.speech or not quoted.utters(article.text):
            continue
        if _meets(pieces, starts, Span(quoted.start, quoted.end)):
            found += _filled(quoted, pieces, starts)
            continue
        number = bisect_right(starts, quoted.start) - 1
        if number < 0 or pieces[number].end <= sentence.start:
            number += 1
        found.append(Piece(quoted.start, quoted.end, pieces[number].attribution))
    return found


def _filled(quoted: Quoted, pieces: Sequence[Piece], starts: Sequence[int]) -> Iterator[Piece]:
    """The head and tail of a quotation of which pieces take in a part only: one pair of marks is one speaker."""
    first = bisect_right(starts, quoted.start) - 1
    first += first < 0 or pieces[first].end <= quoted.start
    last = bisect_left(starts, quoted.end) - 1
    if pieces[first].start > quoted.start:
        yield Piece(quoted.start, pieces[first].start, pieces[first].attribution)
    if pieces[last].end < quoted.end - 1:  # the mark may be left out
        yield Piece(pieces[last].end, quoted.end, pieces[last].attribution)


def _meets(pieces: Sequence[Piece], starts: Sequence[int], sentence: Span) -> bool:
    number = bisect_right(starts, sentence.start) - 1
    return (number >= 0 and pieces[number].end > sentence.start) or (
        number + 1 < len(pieces) and pieces[number + 1].start < sentence.end
    )


def _outside(article: Article, sentence: Span) -> bool:
    """Whether words stand outside the quotations of a sentence."""
    at = sentence.start
    for quoted in article.quotes_in(sentence.start, sentence.end):
        if _WORD.search(article.text, at, max(at, quoted.start)):
            return True
        at = max(at, quoted.end)
    return _WORD.search(article.text, at, max(at, sentence.end)) is not None
