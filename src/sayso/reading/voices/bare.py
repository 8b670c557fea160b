"""Who answers for a sentence that attributes nothing?  The outlet, or nobody can tell: the report of a source goes on."""

import re

from msgspec import Struct

from sayso.language.evidence import carries_on, outlet_evidence
from sayso.model.span import Span
from sayso.reading.voices.article import Article, Paragraph

_PRONOUNS = frozenset("he she they it".split())
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


def carries_report(article: Article, sentence: Span, report: Report, paragraph: Paragraph, following: str | None) -> bool:
    """Whether the sentence may carry on the report before it, and shows no sign of the outlet's own voice.

    `following` is the mention of the source of the next report, where one stands in the next paragraph.
    """
    if report.left or report.ago >= _REACH or report.paragraphs > 1:
        return False
    words = sentence.of(article.text)
    if outlet_evidence(words) is not None or _speaks_of(words, report.source):
        return False
    if report.paragraphs:
        opens = sentence.start == paragraph.start
        alone = opens and sentence.end == paragraph.end
        return (opens and carries_on(words)) or (alone and following is not None and same_source(report.source, following))
    return True


def same_source(first: str, second: str) -> bool:
    """Whether two mentions, the second a little later, are of one source: the same last word, or a pronoun."""
    return bool(first and second) and (second.lower() in _PRONOUNS or first.split()[-1] == second.split()[-1])


def _speaks_of(sentence: str, source: str) -> bool:
    """Whether a sentence tells of the source by name: nobody says that of himself."""
    last = source.split()[-1] if source else ""
    return last[:1].isupper() and last in re.findall(r"\w[\w’'-]*?(?=[’']s\b|\b)", sentence)[:_SUBJECT]
