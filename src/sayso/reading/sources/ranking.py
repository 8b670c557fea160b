"""Which of several people is meant?  A weighted sum of what speaks for each; the weights stand in ``mention_weights.tsv``."""

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table
from sayso.reading.sources.people import Entity

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


def rank(people: Iterable[Seen], asked: Asked) -> Entity | None:
    """The likeliest of the people in mind; None where none fits."""
    best: tuple[float, int] | None = None
    found = None
    table = weights()
    for one, features in candidates(people, asked):
        score = (sum(table.get(name, 0.0) for name in features), one.token)
        if best is None or score > best:
            best, found = score, one.entity
    return found


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
    if asked.possessive and distance == 0:
        told.append("own")
    if asked.described:
        told += [f"described-{name}" for name in told if name.partition("-")[0] in _DESCRIBED]
    return told


@cache
def weights() -> dict[str, float]:
    """The weight of each feature; one that the table does not hold weighs nothing."""
    return {row["feature"]: float(row["weight"]) for row in read_table("mention_weights")}
