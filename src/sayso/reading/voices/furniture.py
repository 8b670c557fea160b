"""Which lines among the body serve the page?  Headings, bylines, datelines, captions and credits, told by their words."""

import re
from collections.abc import Container, Iterator

from sayso.language.clauses import find_said
from sayso.language.credits import find_dateline, is_reporting_line
from sayso.language.dates import begins_with_date
from sayso.language.furniture import classify_line
from sayso.language.labels import stamp_end
from sayso.language.page_lines import (
    closes_page,
    is_bare_line,
    is_byline,
    is_caption,
    is_heading,
    is_page_line,
    starts_dateline,
)
from sayso.model.document import Role
from sayso.model.span import Span
from sayso.reading.voices.article import MARK_UP, Article, Paragraph

_SHORT = 90
"""Code points of the longest heading or date line."""
_WHO_IS = re.compile(r"\s*[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]*){0,2}\s(?P<surname>[A-ZÀ-Þ][\w’'-]+),?\s(?:is|was)\s(?=[a-z])")
_TAIL = 4
"""Paragraphs at the end among which a note on the author, the programme or the desk stands."""
_PAGE_END = 0.6
"""Share of the text after which a line that closes a body ends it: before that it is a remark at the head of the article."""


def find_furniture(article: Article, printed: str, spoken: Container[int] = ()) -> Iterator[Span]:
    """The stretches of body text that nobody needs to answer for; `printed` is the text with its mark-up.

    `spoken` are the starts of paragraphs that the layout lays to somebody: "Yes" is an answer there, and a name a label.
    """
    yield from (Span(*mark.span()) for mark in MARK_UP.finditer(printed))
    text = article.text
    closed = False
    stands = _first_prose(article)
    stamps = _stamps(article)
    punctuated = _is_punctuated(article)
    for number, paragraph in enumerate(article.paragraphs):
        if paragraph.start in spoken:
            continue
        if closed or _is_furniture(article, number, number < stands) or (punctuated and _heads(article, number)):
            yield Span(paragraph.start, paragraph.end)
            late = number > stands and paragraph.start > _PAGE_END * len(text)
            closed = closed or (number > stands and _closes(text[paragraph.start : paragraph.end], late))
            continue
        if paragraph.start in stamps:
            yield Span(paragraph.start, stamps[paragraph.start])
            continue
        dateline = find_dateline(text, paragraph.start, paragraph.end)
        end = max(dateline.span.end if dateline else 0, starts_dateline(text, paragraph.start, paragraph.end))
        if end:
            yield Span(paragraph.start, _past_dash(text, end, paragraph.end))


def _first_prose(article: Article) -> int:
    """The number of the first paragraph that reads as prose: what stands before it is the head of the page."""
    for number, paragraph in enumerate(article.paragraphs):
        if len(paragraph.sentences) > 1 or paragraph.end - paragraph.start > 2 * _SHORT:
            return number
    return 0


def _is_furniture(article: Article, number: int, in_head: bool) -> bool:
    paragraph = article.paragraphs[number]
    line = article.text[paragraph.start : paragraph.end]
    kind = classify_line(line)
    if kind is not None and kind.role is not Role.BODY:
        return not (kind.role is Role.FURNITURE and kind.at == "start" and _reports(article, paragraph))
    if (
        is_page_line(line, number >= len(article.paragraphs) - _TAIL)
        or is_byline(line)
        or is_reporting_line(article.text, paragraph.start, paragraph.end)
    ):
        return True
    if is_caption(line) or _is_biography(article, number):
        return True
    if len(line) > _SHORT * 2:
        return False
    if begins_with_date(line) and len(line) <= _SHORT and len(paragraph.sentences) == 1 and is_bare_line(line, 12):
        return True
    return is_bare_line(line) and not _quotes(article, paragraph)


def _reports(article: Article, paragraph: Paragraph) -> bool:
    """Whether somebody is said to say something in it: "More from the hearing: Odell has said that ..." is text."""
    words = article.words(paragraph.start, paragraph.end)
    return article.text[paragraph.end - 1] in _TERMINAL and next(iter(find_said(words)), None) is not None


def _closes(line: str, late: bool) -> bool:
    kind = classify_line(line)
    return closes_page(line, late) or (late and kind is not None and kind.closes)


def _stamps(article: Article) -> dict[int, int]:
    """Where the clock time ends at the head of the entries of a live page; a single one may be anything."""
    found = {
        paragraph.start: end
        for paragraph in article.paragraphs
        if (end := stamp_end(article.text, paragraph.start, paragraph.end)) and end < paragraph.end
    }
    return found if len(found) >= _FEWEST_STAMPS else {}


def _is_punctuated(article: Article) -> bool:
    """Whether the long paragraphs end in full stops, so that a line without one stands out."""
    ends = [article.text[one.end - 1] in _TERMINAL for one in article.paragraphs if one.end - one.start > _SHORT]
    return bool(ends) and 5 * sum(ends) >= 4 * len(ends)


def _heads(article: Article, number: int) -> bool:
    """Whether a line without a full stop heads the prose below it: "Board knew in March, inquiry hears"."""
    if number + 1 >= len(article.paragraphs):
        return False
    paragraph, following = article.paragraphs[number], article.paragraphs[number + 1]
    before = article.text[article.paragraphs[number - 1].end - 1] if number else "."
    return (
        is_heading(article.text[paragraph.start : paragraph.end])
        and not _quotes(article, paragraph)
        and before not in ":,"
        and article.text[following.end - 1] in _TERMINAL
        and following.end - following.start > paragraph.end - paragraph.start
    )


_FEWEST_STAMPS = 2
_TERMINAL = frozenset('.!?…”"’)*')


def _is_biography(article: Article, number: int) -> bool:
    """Whether one of the last two paragraphs says who somebody is of whom the text has not spoken."""
    paragraph = article.paragraphs[number]
    found = _WHO_IS.match(article.text, paragraph.start, paragraph.end)
    if number < len(article.paragraphs) - 2 or not number or not found:
        return False
    return found["surname"] not in article.text[article.paragraphs[0].end : paragraph.start]


def _quotes(article: Article, paragraph: Paragraph) -> bool:
    """Whether a line opens with somebody's words: an answer may be short and without a full stop."""
    return any(quoted.start <= paragraph.start + 1 for quoted in article.quotes_in(paragraph.start, paragraph.end))


def _past_dash(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or text[start] in "-–—―:.)"):
        start += 1
    return start
