"""Which organisation or document does "the agency" or "the report" mean?"""

from bisect import bisect_left

from msgspec import Struct

from sayso.language.nouns import DOCUMENT, HOUSE, ORGANISATION, Noun, noun_of
from sayso.language.outlets import agency_named, outlet_named
from sayso.language.peoples import ADJECTIVE, COUNTRY, PARTY, PEOPLE, PLACE
from sayso.language.proper_names import DOCUMENT_NAME, UNKNOWN
from sayso.language.source_words import source_words
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast, Entity

_BACK = 150
_AHEAD = 20
"""Names looked at before and after a description; more would cost time, and nothing so far away is meant."""
_FADING = 0.25
"""Taken off for each sentence since: a name of unsure sort, half a point less, goes before one three sentences back."""
_FAR = 6
"""Sentences back beyond which a name is as far as any."""
_ENOUGH = 1.0
_SAME_WORD = 2.5
"""Scores from which a body fits at all, and from which it holds the word of the description itself."""


class Body(Struct, frozen=True):
    """An organisation that a description may mean, the token where it was named, and whether its name holds the very word."""

    entity: Entity
    token: int
    same_word: bool


def earlier_body(page: Page, cast: Cast, token: int, noun: Noun) -> Body | None:
    """The organisation that a description at `token` means; None where none fits."""
    here = bisect_left(cast.named, token, key=lambda named: named.name.first)
    sentence = page.sentence_of(token)
    best: tuple[float, int] | None = None
    found: Entity | None = None
    for named in cast.named[max(0, here - _BACK) : here + _AHEAD]:
        entity = named.entity
        score = _fit(entity, noun)
        if noun.type == "press" and page.words.low[named.name.last : named.name.last + 1] == [noun.word]:
            score += 4.0  # "Ferry Circle | magazine"
        if score < _ENOUGH:
            continue
        score -= _FADING * min(_FAR, max(0, sentence - named.sentence))
        if named.name.first >= token:
            score -= 1.5  # named only afterwards
        if best is None or (score, named.name.first) >= best:
            best, found = (score, named.name.first), entity
    return Body(found, best[1], best[0] >= _SAME_WORD) if found is not None and best is not None else None


def _fit(entity: Entity, noun: Noun) -> float:
    """How well an entity is such a one: its name holds the word, or a word of the same type, or it may be of any type."""
    if noun.word in source_words("led") and noun.word not in entity.name.casefold():
        return 0  # a country is not its administration
    if entity.is_person or entity.sort in (PEOPLE, ADJECTIVE, DOCUMENT_NAME) or not entity.parts:
        return 0
    place = entity.sort in (COUNTRY, PLACE)
    score = 4.0 * (noun.word in {part.casefold() for part in entity.parts})
    score += 1.5 * _is_of_a_kind(noun, noun_of(entity.parts[-1].casefold().strip("."), ORGANISATION, HOUSE))
    if noun.word in source_words("general") and not place:
        score += 1.0 + 0.5 * (entity.sort != UNKNOWN)
    if noun.type == "press" and (outlet_named(entity.name) or agency_named(entity.name)):
        score += 1.5
    if noun.word in source_words("country" if entity.sort == COUNTRY else "place") and place:
        score += 1.5
    if noun.type == "party" and entity.sort == PARTY:
        score += 1.5
    return score


def _is_of_a_kind(noun: Noun, last: Noun | None) -> bool:
    """Whether a description and the last word of a name are of one type: "the panel" and "Harbour Commission"."""
    if last is None or last.type != noun.type or noun.type == "government":
        return False  # a district is not the government
    return (noun.word in source_words("sitting")) == (last.word in source_words("sitting"))


def named_document(cast: Cast, token: int, noun: Noun) -> Entity | None:
    """The document with a name of its own that "the law" means: the last act, treaty or report named before."""
    here = bisect_left(cast.named, token, key=lambda named: named.name.first)
    for named in reversed(cast.named[max(0, here - _BACK) : here]):
        entity = named.entity
        if entity.sort != DOCUMENT_NAME:
            continue
        last = noun_of(entity.parts[-1].casefold(), DOCUMENT)
        if last is not None and (last.word == noun.word or last.type == noun.type != "letter"):
            return entity
    return None
