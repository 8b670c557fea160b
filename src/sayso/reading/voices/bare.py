"""Who answers for a sentence that attributes nothing?  The outlet, or nobody can tell: the report of a source goes on."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence

from msgspec import Struct

from sayso.language.evidence import carries_on, outlet_evidence
from sayso.model.span import Span
from sayso.reading.voices.article import Article, Paragraph

_PRONOUNS = frozenset("he she they it".split())
_REACH_OF_SOLE = 8
"""The same where the whole article tells of one source."""
_SINGULAR = frozenset(("he", "she"))
_FEWEST_REPORTS = 3
"""Reports that make an article one of a sole source; a brief item has one or two."""
_STRAYS = 8
"""One report of so many may be another's."""
_FEWEST_FIRST = 3
_ONE_OF = 5
"""Sentences of a column, of which the author says "I" outside quotation marks in one at least."""
_AUTHOR = re.compile(r"\b(?:I|[Mm]y)\b")
_LEADER = re.compile(r"\b[Tt]his (?:newspaper|column|editorial board)\b")
_SUBJECT = 4
"""Words at the head of a sentence among which its subject stands."""
_REACH = 3
"""Bare sentences in a row that can carry one report on."""


class Report(Struct):
    """The last report before a sentence.

    `ago` counts the bare sentences since, `paragraphs` the paragraphs begun since; `left` is True once the outlet has spoken.
    """

    attribution: int | None
    source: str
    """The mention of its source; empty where there is none."""
    ago: int = 0
    paragraphs: int = 0
    left: bool = False


class Manuscript(Struct, frozen=True):
    """What sort of article a sentence stands in, for what is bare.

    In a `column` the author argues: what no source says is the author's.  Of a `sole` source the whole article tells, as of
    somebody who is interviewed: its report goes on for longer.
    """

    column: bool
    sole: bool


def carries_report(
    article: Article, sentence: Span, report: Report, paragraph: Paragraph, following: str | None, manuscript: Manuscript
) -> bool:
    """Whether the sentence may carry on the report before it, and shows no sign of the outlet's own voice.

    `following` is the mention of the source of the next report, where one stands in the next paragraph.
    """
    reach = _REACH_OF_SOLE if manuscript.sole else _REACH
    if report.left or report.ago >= reach or report.paragraphs > 1:
        return False
    words = sentence.of(article.text)
    if outlet_evidence(words) is not None or _speaks_of(words, report.source):
        return False
    if report.paragraphs:
        opens = sentence.start == paragraph.start
        alone = opens and sentence.end == paragraph.end
        return (opens and carries_on(words)) or (alone and following is not None and same_source(report.source, following))
    return not manuscript.column or carries_on(words)


def read_manuscript(article: Article, sources: Sequence[str], places: Sequence[int], spoken: Container[int]) -> Manuscript:
    """What sort of article it is.

    `sources` are the mentions of the sources that report, `places` where the reports begin, in order, and `spoken` the starts of
    the paragraphs that are somebody else's as a whole.
    """
    return Manuscript(_is_column(article, spoken, places), _has_sole_source(article, sources))


def _holds(places: Sequence[int], sentence: Span) -> bool:
    """Whether a report begins in the sentence."""
    at = bisect_left(places, sentence.start)
    return at < len(places) and places[at] < sentence.end


def _is_column(article: Article, spoken: Container[int], places: Sequence[int]) -> bool:
    """Whether the author speaks in the first person, in several sentences and one of five, or as "this newspaper"."""
    sentences = [sentence for one in article.paragraphs if one.start not in spoken for sentence in one.sentences]
    sentences = [sentence for sentence in sentences if not _holds(places, sentence)]
    first = sum(_speaks_as_author(article, sentence) for sentence in sentences)
    leader = any(_LEADER.search(sentence.of(article.text)) for sentence in sentences)
    return leader or (first >= _FEWEST_FIRST and first * _ONE_OF >= len(sentences))


def _speaks_as_author(article: Article, sentence: Span) -> bool:
    found = _AUTHOR.finditer(article.text, sentence.start, sentence.end)
    return any(not article.quotes_in(*author.span()) for author in found)


def _has_sole_source(article: Article, sources: Sequence[str]) -> bool:
    """Whether all reports but one or two are of one source, named or meant: "Marrow", "he", "the keeper"."""
    named = [source for source in sources if source.split() and source.lower() not in _SINGULAR]
    surnames = Counter(source.split()[-1] for source in named if source.split()[-1][0].isupper())
    if len(sources) < _FEWEST_REPORTS or not surnames:
        return False
    (_, often) = min(surnames.items(), key=lambda one: (-one[1], one[0]))
    nominal = Counter(source.lower() for source in named if not source.split()[-1][0].isupper())
    described = max(nominal.values(), default=0)
    return len(named) - often - described <= len(sources) // _STRAYS


def same_source(first: str, second: str) -> bool:
    """Whether two mentions, the second a little later, are of one source: the same last word, or a pronoun."""
    return bool(first and second) and (second.lower() in _PRONOUNS or first.split()[-1] == second.split()[-1])


def _speaks_of(sentence: str, source: str) -> bool:
    """Whether a sentence tells of the source by name: nobody says that of himself."""
    last = source.split()[-1] if source else ""
    return last[:1].isupper() and last in re.findall(r"\w[\w’'-]*?(?=[’']s\b|\b)", sentence)[:_SUBJECT]
