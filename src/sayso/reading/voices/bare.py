"""Who answers for a sentence that attributes nothing?  The outlet, or nobody can tell: the report of a source goes on."""

from msgspec import Struct

from sayso.language.evidence import outlet_evidence
from sayso.model.span import Span
from sayso.reading.voices.article import Article, Paragraph

_REACH = 3
"""Bare sentences in a row that can carry one report on."""


class Report(Struct):
    """The last report before a sentence.

    `ago` counts the bare sentences since, `paragraphs` the paragraphs begun since; `left` is True once the outlet has spoken.
    """

    attribution: int | None
    indirect: bool
    ago: int = 0
    paragraphs: int = 0
    left: bool = False


def carries_report(article: Article, sentence: Span, report: Report, paragraph: Paragraph) -> bool:
    """Whether the sentence may carry on the report before it, and shows no sign of the outlet's own voice."""
    if report.left or report.ago >= _REACH or report.paragraphs > 0:
        return False
    return outlet_evidence(sentence.of(article.text)) is None
