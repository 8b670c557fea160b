"""Which words are source, cue and content?  A trained tagger over the attributions found by rule."""

from collections.abc import Sequence

import numpy as np

from sayso.language.cues import cue_of
from sayso.language.labels import find_labels
from sayso.language.languages import READ, language_of
from sayso.language.manner import manner_of
from sayso.language.running import Running, running_text
from sayso.model.document import Document, Role
from sayso.model.finding import Maker, MakerKind
from sayso.model.span import Span
from sayso.model.statement import Attribution, Quotation, QuotationKind
from sayso.reading.tagging.candidates import FEATURES, Candidate, find_candidates, outside, weigh, without_rivals
from sayso.reading.tagging.link import Stretch
from sayso.reading.tagging.marks import take_marks
from sayso.reading.tagging.tagger import tag
from sayso.reading.tagging.tokens import Tokens, read_tokens
from sayso.reading.tagging.weights import Weights, load_weights

__all__ = ["load_weights", "tag_attributions"]

_BY_LAYOUT = frozenset(f"attributions/{name}" for name in ("speaker-label", "heading", "signature"))
"""Rules that read the layout of a page, which the network was never taught."""


def tag_attributions(
    document: Document, quotations: Sequence[Quotation], ruled: Sequence[Attribution], weights: Weights
) -> tuple[Attribution, ...]:
    """The attributions of standfirst and body that the judge finds likely enough to keep, in the order of their contents.

    `ruled` are those found by rule, which the network is shown and which stand where it passes them over; each gets the
    probability that its content and its source are right.  What a reading by label or signature found stays as it is, and so does
    what rules found in another language than the network has learned.
    """
    running = running_text(document, Role.STANDFIRST, Role.BODY)
    tokens = read_tokens(running, quotations, ruled)
    tagged = tag(tokens, weights)
    unread = _in_other_languages(running)
    laid_out = [
        one for one in ruled if one.by.name in _BY_LAYOUT or any(start <= one.content[0].start < end for start, end in unread)
    ]
    told = [*_questions(running), *unread, *((span.start, span.end) for one in laid_out for span in one.content)]
    candidates = outside(find_candidates(tokens, tagged, ruled), tokens, told)
    features = np.array([weigh(one, tokens, tagged, ruled) for one in candidates]).reshape(len(candidates), FEATURES)
    chances = weights.judge.probabilities(features).tolist()
    marked = sorted(part for one in quotations if one.depth == 1 and one.kind is not QuotationKind.HEADLINE for part in one.parts)
    by = Maker(MakerKind.MODEL, f"tagging/{weights.name}", weights.version)
    found = laid_out + [
        _finished(candidates[at], chances[at], running, tokens, ruled, marked, by)
        for at in without_rivals(candidates, chances)
        if chances[at] >= weights.judge.least
    ]
    return tuple(sorted(found, key=lambda one: (one.content[0].start, one.content[-1].end)))


def _questions(running: Running) -> list[tuple[int, int]]:
    """The paragraphs of a transcript that its labels lay to the interviewer, who is the outlet."""
    paragraphs = list(running.paragraphs())
    labels = find_labels(running.text, paragraphs)
    return [(start, end) for start, end in paragraphs if start in labels and labels[start].asks]


def _in_other_languages(running: Running) -> list[tuple[int, int]]:
    """The paragraphs in a language that the network was never shown."""
    return [(start, end) for start, end in running.paragraphs() if language_of(running.text[start:end]) not in (None, READ)]


def _finished(
    one: Candidate,
    chance: float,
    running: Running,
    tokens: Tokens,
    ruled: Sequence[Attribution],
    marked: Sequence[Span],
    by: Maker,
) -> Attribution:
    def spans(stretches: Sequence[Stretch]) -> tuple[Span, ...]:
        return tuple(
            piece
            for stretch in stretches
            for piece in running.pieces(int(tokens.starts[stretch.first]), int(tokens.ends[stretch.last - 1]))
        )

    rule = ruled[one.rule] if one.rule >= 0 else None
    content = tuple(take_marks(span, marked, running.text) for span in spans(one.content))
    return Attribution(
        content=content,
        manner=manner_of(running.text, content, marked),
        by=rule.by if rule is not None and not one.linked else by,
        reports=rule.reports if rule is not None else _reports(tokens, one.cue),
        source=spans(one.source),
        cue=spans(one.cue),
        p=round(chance, 3),
    )


def _reports(tokens: Tokens, cue: Sequence[Stretch]) -> bool:
    """Whether the cue tells of words or thoughts; where the lexicon knows none of its words, the network is believed."""
    known = [found for one in cue for word in tokens.words[one.first : one.last] if (found := cue_of(word.lower()))]
    return not known or any(one.sort != "attitude" for one in known)
