"""What could "it" or "they" mean?  Bodies, groups and documents spoken of before, the likeliest chosen by a few plain signs."""

from collections.abc import Callable, Container

from sayso.language.nouns import DOCUMENT, ORGANISATION, PART, PEOPLE, noun_of
from sayso.language.peoples import ADJECTIVE, COUNTRY, PLACE
from sayso.language.words import word_class
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast
from sayso.reading.sources.phrases import Phrase, read_phrase
from sayso.reading.sources.resolution import Resolution, of_entity

_REACH = 90
"""Tokens looked back over; two or three sentences."""
_BOUNDS = ("preposition", "auxiliary", "subject", "subordinator", "coordinator", "object")
_LONGEST = 5
"""Words before a noun that may belong to it."""

Candidate = tuple[int, Resolution]


def last_spoken_of(page: Page, found: list[Candidate], at: int, plural: bool, sources: Container[int]) -> Resolution | None:
    """The likeliest of the candidates: near, a subject, of the pronoun's number, and a source before."""
    best: tuple[float, int] | None = None
    likeliest = None
    sentence = page.sentence_of(at)
    for token, one in found:
        if plural and one.kind is SourceKind.PERSON:
            continue
        fits = one.kind in (SourceKind.GROUP, SourceKind.UNNAMED_GROUP) if plural else one.kind is SourceKind.ORGANISATION
        fits = fits or (plural and one.noun is not None and one.noun.plural)
        score = -float(min(sentence - page.sentence_of(token), 4))
        score += 1.2 * _opens(page, token)
        score += 0.8 if fits else -0.5
        score += 0.8 * (token in sources or token + 1 in sources)
        score -= 0.6 * page.is_quoted(page.words.starts[token])
        score -= 0.8 * (one.entity is not None and one.entity.sort in (COUNTRY, PLACE))
        if best is None or (score, token) > best:
            best, likeliest = (score, token), one
    return likeliest


def spoken_of(
    page: Page,
    cast: Cast,
    at: int,
    plural: bool,
    described: Callable[[Phrase], Resolution],
    joint: Callable[[Phrase], Resolution | None],
) -> list[Candidate]:
    """What was spoken of before a token that "it" or, where `plural`, "they" could mean, each with its first token."""
    words = page.words
    found: list[Candidate] = []
    floor = max(0, at - _REACH)
    token = floor
    while token < at:
        named = cast.at.get(token)
        if named is not None:
            last = named.name.last
            noun = noun_of(words.low[last], ORGANISATION, DOCUMENT) if last < at else None
            if named.name.first < token or named.name.possessive:
                pass
            elif noun is not None:
                phrase = read_phrase(page, cast, token, last + 1)
                if phrase and noun.plural == plural:
                    found.append((token, described(phrase)))
            elif plural and (pair := _pair(page, cast, token, last)) is not None:
                several = joint(pair)
                if several is not None:
                    found.append((token, several))
            elif not named.entity.is_person and named.entity.sort != ADJECTIVE:
                found.append((token, of_entity(page, named.entity, MentionKind.NAME, "name")))
            token = max(last, token + 1)
            continue
        phrase = _noun_phrase(page, cast, token, floor, at, plural)
        if phrase is not None:
            found.append((phrase.first, described(phrase)))
        token += 1
    return found


def _pair(page: Page, cast: Cast, token: int, last: int) -> Phrase | None:
    """ "Odell and | Fenn"."""
    after = last + 1 + (page.words.low[last + 1 : last + 2] == ["the"])
    if page.words.low[last : last + 1] != ["and"] or after not in cast.at:
        return None
    return read_phrase(page, cast, token, cast.at[after].name.last)


def _noun_phrase(page: Page, cast: Cast, token: int, floor: int, at: int, plural: bool) -> Phrase | None:
    """The phrase that ends with the noun at a token, where "it" or "they" could mean such a one."""
    words = page.words
    noun = noun_of(words.low[token])
    if noun is None or noun.kind == PART or noun.plural != plural or (not plural and noun.kind not in (ORGANISATION, DOCUMENT)):
        return None
    if noun.kind == PEOPLE and not words.isa(token, "plural") and not words.isa(token - 1, "determiner"):
        return None  # "public schools"
    if token + 1 < at and (noun_of(words.low[token + 1]) is not None or token + 1 in cast.at):
        return None  # the noun goes before another
    first = start_of(page, token, floor)
    phrase = read_phrase(page, cast, first, token + 1)
    if phrase is None or not (plural or phrase.determiner) or (phrase.determiner == "its" and not plural):
        return None
    return phrase


def start_of(page: Page, token: int, floor: int) -> int:
    """Where the noun phrase begins that ends with a token."""
    words = page.words
    first = token
    while first > max(floor, token - _LONGEST):
        low = words.low[first - 1]
        if not low[0].isalnum() or any(low in word_class(name) for name in _BOUNDS):
            break
        first -= 1
        if words.isa(first, "determiner", "possessive"):
            break
    return first


def _opens(page: Page, token: int) -> bool:
    """Whether a mention looks like a subject: first in its sentence or clause, or after "the" there."""
    words = page.words
    start = page.sentences[page.sentence_of(token)][0]
    if token - start <= 1 or (words.low[token - 1] == "the" and token - start <= 2):
        return True
    return words.low[token - 1] in (",", "and", "but", "that", "while", "as", "“", '"')
