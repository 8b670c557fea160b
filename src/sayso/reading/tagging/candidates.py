"""Which attributions are considered?  Those the network links, and those found by rule that it passed over."""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct

from sayso.language.cues import cue_of
from sayso.model.span import Span
from sayso.model.statement import Attribution
from sayso.reading.tagging.decode import LABELS, LEANINGS
from sayso.reading.tagging.link import Stretch
from sayso.reading.tagging.tagger import Tagged
from sayso.reading.tagging.tokens import CAPITALS, ROLES, Tokens

SAME = 0.5
"""Shared tokens of two contents over all of theirs, from which on they are one statement: as PolNeAR's scorer pairs them."""


class Candidate(Struct, frozen=True):
    """One attribution in tokens.  `rule` is the number of the rule's attribution that says the same, or -1; `readings` says which
    of the tagger's readings hold it, none where the rule alone found it.  The two `sure` are the pointers' probabilities, 0 where
    the network linked nothing; `contested` is True where the network read words of a rule's attribution otherwise."""

    content: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    source: tuple[Stretch, ...]
    rule: int
    readings: tuple[bool, ...] = (False,) * len(LEANINGS)
    content_sure: float = 0.0
    source_sure: float = 0.0
    contested: bool = False

    @property
    def linked(self) -> bool:
        """Whether the network found it."""
        return any(self.readings)


def find_candidates(tokens: Tokens, tagged: Tagged, ruled: Sequence[Attribution]) -> list[Candidate]:
    """All candidates, in the order of their contents."""
    by_rule = [_stretches(tokens, one.content) for one in ruled]
    tokens_of_rule = [_tokens(content) for content in by_rule]
    ruled_at: dict[int, list[int]] = {}
    for number, content in enumerate(tokens_of_rule):
        for token in content:
            ruled_at.setdefault(token, []).append(number)
    found = []
    agreed: set[int] = set()
    contested: set[int] = set()
    for one, readings in tagged.linked:
        mine = _tokens(one.contents)
        touched = sorted({number for token in mine for number in ruled_at.get(token, ())})
        contested.update(touched)
        best = max(touched, key=lambda number: _overlap(mine, tokens_of_rule[number]), default=-1)
        if best >= 0 and _overlap(mine, tokens_of_rule[best]) < SAME:
            best = -1
        agreed.add(best)
        source: tuple[Stretch, ...] = (one.source,) if one.source else ()
        found.append(Candidate(one.contents, (one.cue,), source, best, readings, min(one.contents_sure), one.source_sure))
    for number, attribution in enumerate(ruled):
        if number not in agreed and by_rule[number]:
            cue, source = _stretches(tokens, attribution.cue), _stretches(tokens, attribution.source)
            found.append(Candidate(by_rule[number], cue, source, number, contested=number in contested))
    return sorted(found, key=lambda one: (one.content[0].first, one.content[-1].last))


def outside(candidates: Sequence[Candidate], tokens: Tokens, told: Sequence[tuple[int, int]]) -> list[Candidate]:
    """The candidates whose contents share no word with the stretches of text that are told apart without them."""
    taken = {token for first, last in tokens.covered(told) for token in range(first, last)}
    return [one for one in candidates if taken.isdisjoint(_tokens(one.content))]


def without_rivals(candidates: Sequence[Candidate], chances: Sequence[float]) -> list[int]:
    """The numbers of the candidates that are left without those that read words otherwise which a likelier one has read.

    Two that share words of content are rivals unless one nests in the other: its cue stands in the other's content.
    """
    claimed: dict[int, list[int]] = {}
    kept: list[int] = []
    contents = [_tokens(one.content) for one in candidates]
    cues = [_tokens(one.cue) for one in candidates]
    for at in sorted(range(len(candidates)), key=lambda at: -chances[at]):
        others = {other for token in contents[at] for other in claimed.get(token, ())}
        if all(_nests(cues[at], contents[other]) or _nests(cues[other], contents[at]) for other in others):
            kept.append(at)
            for token in contents[at]:
                claimed.setdefault(token, []).append(at)
    return sorted(kept)


def _nests(cue: frozenset[int], content: frozenset[int]) -> bool:
    return bool(cue) and cue <= content


FEATURES = 26
"""What the judge weighs: see `weigh`."""


def weigh(candidate: Candidate, tokens: Tokens, tagged: Tagged, ruled: Sequence[Attribution]) -> list[float]:
    """What the judge looks at, for one candidate: numbers that stay between 0 and about 1."""
    likely = tagged.likely

    def mean(role: str, stretches: Iterable[Stretch]) -> float:
        inner = 2 + 2 * ROLES.index(role)
        values = [likely[one.first : one.last, inner - 1 : inner + 1].sum(1) for one in stretches]
        return float(np.concatenate(values).mean()) if values else 0.0

    def ends(role: str, stretches: Sequence[Stretch]) -> float:
        goes_on = LABELS.index(f"I-{role}")
        after = [1 - float(likely[one.last, goes_on]) if one.last < len(likely) else 1.0 for one in stretches]
        return float(np.mean(after)) if after else 0.0

    size = sum(one.last - one.first for one in candidate.content)
    quoted = float(np.mean(np.concatenate([tokens.marked[one.first : one.last] == 1 for one in candidate.content])))
    rule = ruled[candidate.rule] if candidate.rule >= 0 else None
    agrees = rule is not None and _tokens(_stretches(tokens, rule.source)) == _tokens(candidate.source)
    cues = [cue_of(tokens.words[at].lower()) for at in _tokens(candidate.cue)]
    return [
        1.0,
        *(float(held) for held in candidate.readings),
        float(candidate.contested),
        float(rule is not None),
        float(agrees),
        float(rule is not None and rule.reports),
        mean("content", candidate.content),
        float(np.mean([float(likely[one.first, LABELS.index("B-content")]) for one in candidate.content])),
        ends("content", candidate.content),
        mean("cue", candidate.cue),
        float(any(known is not None and known.reports for known in cues)),
        mean("source", candidate.source),
        ends("source", candidate.source),
        float(not candidate.source),
        float(any(tokens.shaped[at] in CAPITALS for at in _tokens(candidate.source))),
        candidate.content_sure,
        candidate.source_sure,
        candidate.content_sure * candidate.source_sure,
        *_apart(candidate, tokens),
        quoted,
        float(quoted > 0),
        min(1.0, np.log1p(size) / 5),
        float(len(candidate.content) > 1),
    ]


def _apart(candidate: Candidate, tokens: Tokens) -> tuple[float, float, float]:
    """How far a cue's contents and source stand from it: whether a content is in another paragraph, the most stops on the way to
    a content (up to three), the tokens on the way to the source."""
    if not candidate.cue:
        return 0.0, 0.0, 0.0
    cue = Stretch(candidate.cue[0].first, candidate.cue[-1].last)
    between = [_between(cue, one) for one in candidate.content]
    stops = max(int(tokens.stops[last] - tokens.stops[first]) for first, last in between)
    far = [last - first for first, last in (_between(cue, one) for one in candidate.source[:1])]
    elsewhere = any(tokens.breaks[one.first] != tokens.breaks[cue.first] for one in candidate.content)
    return float(elsewhere), min(1.0, stops / 3), float(np.log1p(sum(far))) / 4


def _between(one: Stretch, other: Stretch) -> tuple[int, int]:
    """The tokens between two stretches, as (first, past the last); none where they meet or overlap."""
    first, last = min(one.last, other.last), max(one.first, other.first)
    return (first, last) if first < last else (first, first)


def _stretches(tokens: Tokens, spans: Sequence[Span]) -> tuple[Stretch, ...]:
    return tuple(Stretch(first, last) for first, last in tokens.covered((span.start, span.end) for span in spans))


def _tokens(stretches: Iterable[Stretch]) -> frozenset[int]:
    return frozenset(at for one in stretches for at in range(one.first, one.last))


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))
