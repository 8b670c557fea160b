"""Which of several people is meant?  A weighted sum of what speaks for each; the weights stand in ``mention_weights.tsv``."""

from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table
from sayso.reading.sources.people import Entity


class Seen(Struct, frozen=True):
    """Where and how somebody was last spoken of."""

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


def rank(
    candidates: list[Seen],
    sex: str | None,
    token: int,
    sentence: int,
    paragraph: int,
    quoted: bool,
    spoke: Entity | None,
    saying: Entity | None,
    is_source: bool,
    possessive: bool,
) -> Entity | None:
    """The likeliest of the people in mind; None where none fits."""
    best: tuple[float, int] | None = None
    found = None
    fitting = [one for one in candidates if not (sex and one.entity.sex and one.entity.sex != sex)]
    for back, one in enumerate(sorted(fitting, key=lambda seen: seen.token, reverse=True)):
        told = features(one, back, sex, sentence, paragraph, quoted, spoke, saying, is_source, possessive)
        score = sum(weights()[name] for name in told)
        if best is None or (score, one.token) > best:
            best = (score, one.token)
            found = one.entity
    return found


def features(
    one: Seen,
    back: int,
    sex: str | None,
    sentence: int,
    paragraph: int,
    quoted: bool,
    spoke: Entity | None,
    saying: Entity | None,
    is_source: bool,
    possessive: bool,
) -> list[str]:
    """What speaks for and against a candidate; `back` counts the fitting people spoken of since."""
    distance = min(sentence - one.sentence, 4)
    told = [
        f"sentences-{distance}",
        f"paragraphs-{min(paragraph - one.paragraph, 3)}",
        f"back-{min(back, 4)}",
        f"count-{min(one.count, 8).bit_length()}",
    ]
    if sex and one.entity.sex == sex:
        told.append("sex")
    if one.subject:
        told.append("subject-same" if distance == 0 else "subject")
    if one.opens:
        told.append("opens")
    if one.possessive:
        told.append("possessive")
    if one.after_preposition:
        told.append("after-preposition")
    if one.pronoun:
        told.append("pronoun")
    if one.quoted != quoted:
        told.append("across-marks")
    if saying is not None:
        told.append(
            "saying-quoted" if saying is one.entity and quoted else "saying" if saying is one.entity else "another-saying"
        )
    if spoke is one.entity:
        told.append("spoke-source" if is_source else "spoke")
    if possessive and distance == 0:
        told.append("own")
    return told


@cache
def weights() -> dict[str, float]:
    """The weight of each feature; nought for one the table does not hold."""
    return _Weights({row["feature"]: float(row["weight"]) for row in read_table("mention_weights")})


class _Weights(dict[str, float]):
    def __missing__(self, key: str) -> float:
        return 0.0
