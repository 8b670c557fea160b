"""Which of several people is meant?  A weighted sum of what speaks for each; the weights stand in ``mention_weights.tsv``."""

from collections.abc import Hashable, Iterable, Sequence
from functools import cache
from math import exp
from typing import TypeVar

from msgspec import Struct

from sayso.language.tables import read_table
from sayso.reading.sources.people import Entity

T = TypeVar("T")

CLEAR = 2 / 3
"""Shares from which a mention is clear; below, it is told as doubtful, for on GUM one in two of those goes wrong."""
GUESSED = 1 / 3
"""Below this share two of three would go wrong, and nobody is named."""
_DESCRIBED = frozenset(("back", "count", "saying", "spoke", "opens", "pronoun", "subject"))
"""Features that weigh otherwise for "the engineer" than for "he"."""


class Seen(Struct, frozen=True):
    """Where and how somebody was last spoken of.

    `opens` says that a sentence begins with the mention, `subject` that it looks like a subject, `speaks` that it is a source.
    """

    entity: Entity
    sentence: int
    paragraph: int
    token: int
    opens: bool
    subject: bool
    possessive: bool
    after_preposition: bool
    quoted: bool
    pronoun: bool
    count: int
    speaks: bool


class Asked(Struct, frozen=True):
    """A pronoun or description of one person, and what was going on around it.

    `spoke` is the last source, `saying` who says what it stands in; `sex` is None where it tells none.
    """

    sex: str | None
    sentence: int
    paragraph: int
    opens: bool
    quoted: bool
    is_source: bool
    possessive: bool
    described: bool
    spoke: Entity | None
    saying: Entity | None
    words: tuple[tuple[int, int], ...]
    """The tokens of what the mention is the source of."""
    quotes: bool
    """Whether any of that is quoted."""


def rank(people: Iterable[Seen], asked: Asked) -> tuple[Entity, float] | None:
    """The likeliest of the people in mind, and how likely; None where none fits."""
    fitting = [(one.entity.number, one.entity, features) for one, features in candidates(people, asked)]
    return likeliest(fitting)


def likeliest(found: Sequence[tuple[Hashable, T, list[str]]]) -> tuple[T, float] | None:
    """The likeliest of some candidates, each with a key and its features, and the share of its key in all likelihood.

    Of equals the first is taken.  The weights were fitted as those of a conditional logit, so that the shares are probabilities;
    on GUM they are right as often as they say.
    """
    if not found:
        return None
    table = weights()
    scores = [sum(table.get(name, 0.0) for name in features) for _, _, features in found]
    top = max(scores)
    shares: dict[Hashable, float] = {}
    for score, (key, _, _) in zip(scores, found, strict=True):
        shares[key] = shares.get(key, 0.0) + exp(score - top)
    key, best, _ = found[scores.index(top)]
    return best, shares[key] / sum(shares.values())


def candidates(people: Iterable[Seen], asked: Asked) -> list[tuple[Seen, list[str]]]:
    """Those who fit, the last spoken of first, and what speaks for and against each."""
    fitting = [one for one in people if not (asked.sex and one.entity.sex and one.entity.sex != asked.sex)]
    fitting.sort(key=lambda one: -one.token)
    return [(one, _features(one, back, asked)) for back, one in enumerate(fitting)]


def _features(one: Seen, back: int, asked: Asked) -> list[str]:
    """The features of a candidate; `back` counts the fitting people spoken of since."""
    distance = min(asked.sentence - one.sentence, 4)
    told = [
        f"sentences-{distance}",
        f"paragraphs-{min(asked.paragraph - one.paragraph, 3)}",
        f"back-{min(back, 4)}",
        f"count-{min(one.count, 15).bit_length()}",
    ]
    if asked.sex and one.entity.sex == asked.sex:
        told.append("sex")
    if not (one.entity.sex or one.entity.role_words or one.entity.spoke or one.speaks):
        told.append("unsure")
    if one.subject:
        told.append("subject-same" if distance == 0 else "subject")
    if one.opens:
        told.append("opens-both" if asked.opens else "opens")
    if one.possessive:
        told.append("possessive")
    if one.after_preposition:
        told.append("after-preposition")
    if one.pronoun:
        told.append("pronoun")
    if one.quoted != asked.quoted:
        told.append("across-marks")
    if asked.saying is not None:
        says = "saying" if asked.saying is one.entity else "another-saying"
        told.append(f"{says}-quoted" if asked.quoted else says)
    if asked.spoke is one.entity:
        told.append("spoke-source" if asked.is_source else "spoke")
        if asked.quotes:
            told.append("goes-on")
    if not one.pronoun and any(first <= one.token < last for first, last in asked.words):
        told.append("in-own-words")
    if asked.possessive and distance == 0:
        told.append("own")
    if asked.described:
        told += [f"described-{name}" for name in told if name.partition("-")[0] in _DESCRIBED]
    return told


@cache
def weights() -> dict[str, float]:
    """The weight of each feature; one that the table does not hold weighs nothing."""
    return {row["feature"]: float(row["weight"]) for row in read_table("mention_weights")}
