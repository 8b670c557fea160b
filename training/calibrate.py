"""How sure may the tagger be?  Fits the judge on texts that the network never saw, and finds the probability worth showing."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.model.statement import Attribution
from sayso.reading.tagging.candidates import FEATURES, SAME, Candidate, find_candidates, weigh, without_rivals
from sayso.reading.tagging.judge import Judge
from sayso.reading.tagging.link import Stretch
from sayso.reading.tagging.tagger import tag
from sayso.reading.tagging.tokens import Tokens
from sayso.reading.tagging.weights import Weights
from training.brat import Labelled

Floats = NDArray[np.float64]

RIDGE = 1.0
"""Weight of the squares of the weights beside the log likelihood: keeps weights finite where a feature parts the examples."""
NEWTON_STEPS = 30
NEARLY = 0.005
"""F1 that may be given for fewer statements that are none: between thresholds of .36 and .46 F1 is the same within it, and one
wrong speaker can draw the pronouns of a whole article to himself."""


class Judged(Struct, frozen=True):
    """Candidates of one text and what the judge looks at [candidates, features]; `to_find` is the number of labels.

    `pairs` are (share of words in common, candidate, label) of those whose contents and sources both overlap by half, the best
    first.
    """

    candidates: Sequence[Candidate]
    features: Floats
    pairs: Sequence[tuple[float, int, int]]
    to_find: int

    def right(self) -> NDArray[np.bool_]:
        """Which candidates are right, each looked at alone."""
        right = np.zeros(len(self.candidates), bool)
        right[[at for _, at, _ in self.pairs]] = True
        return right

    def kept(self, judge: Judge) -> "Outcome":
        """What is left of the candidates where the likelier of two rivals is taken: each label is found once at most."""
        chances = judge.probabilities(self.features)
        left = without_rivals(self.candidates, chances.tolist())
        hit: set[int] = set()
        taken: set[int] = set()
        for _, at, label in self.pairs:
            if at in left and at not in hit and label not in taken:
                hit.add(at)
                taken.add(label)
        return Outcome(chances[left], np.array([at in hit for at in left], bool), self.to_find)


def judge_text(tokens: Tokens, ruled: Sequence[Attribution], labelled: Sequence[Labelled], weights: Weights) -> Judged:
    """The candidates of a text against its labels."""
    tagged = tag(tokens, weights)
    candidates = find_candidates(tokens, tagged, ruled)
    features = np.array([weigh(one, tokens, tagged, ruled) for one in candidates]).reshape(len(candidates), FEATURES)
    return Judged(candidates, features, _pairs(candidates, labelled, tokens), len(labelled))


def fit_judge(texts: Sequence[Judged]) -> Judge:
    """Logistic regression by Newton's method, and the highest threshold whose F1 is nearly the best."""
    features = np.concatenate([text.features for text in texts])
    right = np.concatenate([text.right() for text in texts])
    weights = np.zeros(features.shape[1])
    for _ in range(NEWTON_STEPS):
        chances = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (right - chances) - RIDGE * weights
        bend = (features * (chances * (1 - chances))[:, None]).T @ features + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    fitted = joined([text.kept(Judge(weights, 0.0)) for text in texts])
    best = max(fitted.f1(least) for least in LEAST)
    return Judge(weights, max(least for least in LEAST if fitted.f1(least) >= best - NEARLY))


FOLDS = 5
LEAST = tuple(np.arange(0.2, 0.61, 0.02).tolist())
"""Probabilities from which on attributions might be kept."""


class Outcome(Struct, frozen=True):
    """Probabilities of candidates, each given by a judge that was fitted without its text; which were right; how many to find."""

    chance: Floats
    right: NDArray[np.bool_]
    to_find: int

    def f1(self, least: float) -> float:
        """F1 of content and source together, where everything from `least` on is kept."""
        kept = self.chance >= least
        return float(2 * self.right[kept].sum() / (kept.sum() + self.to_find))

    def best_f1(self) -> float:
        """The F1 at the best threshold."""
        return max(self.f1(least) for least in LEAST)

    def lines(self) -> list[str]:
        """Precision, recall, F1 and calibration error (ten bins) at some thresholds."""
        lines = []
        for least in (0.2, 0.3, 0.4, 0.5):
            kept = self.chance >= least
            hit = self.right[kept].sum()
            bins = np.minimum(9, (self.chance[kept] * 10).astype(int))
            off = sum(abs((self.chance[kept] - self.right[kept])[bins == one].sum()) for one in range(10)) / max(1, kept.sum())
            lines.append(
                f"p >= {least}: precision {100 * hit / max(1, kept.sum()):.1f}, recall {100 * hit / self.to_find:.1f}, "
                f"F1 {100 * self.f1(least):.1f}, calibration error {off:.3f}"
            )
        return lines


def joined(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcomes of several texts as one."""
    return Outcome(
        np.concatenate([one.chance for one in outcomes]),
        np.concatenate([one.right for one in outcomes]),
        sum(one.to_find for one in outcomes),
    )


def cross_validated(texts: Sequence[Judged]) -> Outcome:
    """How the judge does on texts that it was not fitted on."""
    outcomes = []
    for fold in range(FOLDS):
        judge = fit_judge([text for number, text in enumerate(texts) if number % FOLDS != fold])
        outcomes += [text.kept(judge) for text in texts[fold::FOLDS]]
    return joined(outcomes)


def _pairs(candidates: Sequence[Candidate], labelled: Sequence[Labelled], tokens: Tokens) -> list[tuple[float, int, int]]:
    contents = [_words(tokens, one.content) for one in labelled]
    sources = [_words(tokens, one.source) for one in labelled]
    pairs = []
    for at, one in enumerate(candidates):
        content, source = _tokens(tokens, one.content), _tokens(tokens, one.source)
        for label in range(len(labelled)):
            shared = _overlap(content, contents[label])
            if shared >= SAME and (source == sources[label] or _overlap(source, sources[label]) >= SAME):
                pairs.append((shared, at, label))
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _words(tokens: Tokens, pieces: Sequence[tuple[int, int]]) -> frozenset[int]:
    return _tokens(tokens, [Stretch(first, last) for first, last in tokens.covered(pieces)])


def _tokens(tokens: Tokens, stretches: Sequence[Stretch]) -> frozenset[int]:
    return frozenset(at for one in stretches for at in range(one.first, one.last) if tokens.words[at][0].isalnum())


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))
