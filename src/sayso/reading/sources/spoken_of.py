"""What could "it" or "they" mean?  Bodies, groups and documents spoken of before, the likeliest chosen by a few plain signs."""

from collections import Counter
from collections.abc import Callable, Container

from sayso.language.nouns import DOCUMENT, ORGANISATION, PART, PEOPLE, noun_of
from sayso.language.peoples import ADJECTIVE, COUNTRY, PLACE
from sayso.language.peoples import PEOPLE as PEOPLE_NAME
from sayso.language.source_words import source_words
from sayso.language.words import word_class
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast
from sayso.reading.sources.phrases import Phrase, read_phrase
from sayso.reading.sources.resolution import Resolution, of_entity

_REACH = 90
"""Tokens looked back over; two or three sentences."""
_BOUNDS = ("preposition", "auxiliary", "subject", "subordinator", "coordinator", "object")
_MADE = ("by", "from")
_TAIL = 8
"""Tokens between a document and its maker: "released last week on Monday by the"."""
_LONGEST = 5
"""Words before a noun that may belong to it."""

Candidate = tuple[int, Resolution]
Told = tuple[int, Resolution, list[str]]


def told_of(page: Page, found: list[Candidate], at: int, plural: bool, sources: Container[int]) -> list[Told]:
    """The candidates that fit a pronoun at a token, and what speaks for and against each, in the words of the table."""
    fitting = [
        (token, one)
        for token, one in found
        if not (plural and one.kind in (SourceKind.PERSON, SourceKind.DOCUMENT))  # they who speak are people or bodies
    ]
    count = Counter(one.key for _, one in fitting)
    sentence = page.sentence_of(at)
    return [
        (token, one, _features(page, token, one, plural, sentence, count[one.key], token in sources or token + 1 in sources))
        for token, one in fitting
    ]


def _features(page: Page, token: int, one: Resolution, plural: bool, sentence: int, count: int, is_source: bool) -> list[str]:
    several = (SourceKind.GROUP, SourceKind.UNNAMED_GROUP)
    fits = one.kind in (several if plural else (SourceKind.ORGANISATION, SourceKind.DOCUMENT))
    fits = fits or (plural and one.noun is not None and one.noun.plural)
    told = [
        f"it-sentences-{min(sentence - page.sentence_of(token), 4)}",
        f"it-count-{min(count, 3)}",
        "it-fits" if fits else "it-misfits",
    ]
    if _opens(page, token):
        told.append("it-opens")
    if is_source:
        told.append("it-source")
    if page.is_quoted(page.words.starts[token]):
        told.append("it-quoted")
    if one.entity is not None and one.entity.sort in (COUNTRY, PLACE):
        told.append("it-place")
    if _after_preposition(page, token):
        told.append("it-after-preposition")
    return told


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
                    last = pair.last
            elif named.entity.sort == ADJECTIVE or named.entity.is_person:
                pass
            elif named.entity.sort == PEOPLE_NAME and (some := read_phrase(page, cast, start_of(page, last - 1, floor), last)):
                found.append((token, described(some)))  # "some Orlanders"
            else:
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
    after += page.words.low[after : after + 1] != [] and page.words.low[after] in source_words("time")
    if page.words.low[last : last + 1] != ["and"] or after not in cast.at:
        return None
    return read_phrase(page, cast, token, cast.at[after].name.last)


def _noun_phrase(page: Page, cast: Cast, token: int, floor: int, at: int, plural: bool) -> Phrase | None:
    """The phrase that ends with the noun at a token, where "it" or "they" could mean such a one."""
    words = page.words
    noun = noun_of(words.low[token])
    if noun is None or noun.kind == PART or (noun.plural and not plural):
        return None
    if not noun.plural and noun.kind not in (ORGANISATION, DOCUMENT):
        return None
    if noun.kind == PEOPLE and not words.isa(token, "plural") and not words.isa(token - 1, "determiner"):
        return None  # "public schools"
    if token + 1 < at and (noun_of(words.low[token + 1]) is not None or token + 1 in cast.at):
        return None  # the noun goes before another
    first = start_of(page, token, floor)
    if first - 2 >= floor and words.low[first - 1] == "," and first - 2 in cast.at:
        return None  # "Odell and Fenn, | sailors of Orlan"
    phrase = read_phrase(page, cast, first, token + 1)
    if phrase is None or not (noun.plural or phrase.determiner) or (phrase.determiner == "its" and not plural):
        return None
    return phrase


def start_of(page: Page, token: int, floor: int) -> int:
    """Where the noun phrase begins that ends with a token."""
    words = page.words
    first = token
    while first > max(floor, token - _LONGEST):
        low = words.low[first - 1]
        if words.isa(first - 1, "possessive"):
            return first - 1
        if not low[0].isalnum() or any(low in word_class(name) for name in _BOUNDS):
            break
        if low.endswith("ed") and first - 2 >= floor and noun_of(words.low[first - 2]) is not None:
            break  # "the waves pushed | boats"
        first -= 1
        if words.isa(first, "determiner"):
            break
    return first


def with_maker(page: Page, cast: Cast, end: int) -> int:
    """Where a document's phrase ends that goes on with who made it: "a poll | released on Monday by Orlan University"."""
    words = page.words
    limit = min(end + _TAIL, page.sentences[page.sentence_of(end - 1)][1])
    at = end
    while at < limit and words.low[at] not in _MADE:
        if not (words.low[at].endswith("ed") or words.isa(at, "time", "adverb") or words.low[at] in ("on", "in", "week")):
            return end
        at += 1
    at += at + 1 < limit and words.low[at + 1] == "the"
    named = cast.at.get(at + 1)
    if at >= limit or named is None or named.name.opens != at + 1:
        return end
    return named.name.last


def _after_preposition(page: Page, token: int) -> bool:
    words = page.words
    before = token - 1 - words.isa(token - 1, "determiner")
    return words.isa(before, "preposition") and words.low[before] != "by"


def _opens(page: Page, token: int) -> bool:
    """Whether a mention looks like a subject: first in its sentence or clause, or after "the" there."""
    words = page.words
    start = page.sentences[page.sentence_of(token)][0]
    if token - start <= 1 or (words.low[token - 1] == "the" and token - start <= 2):
        return True
    return words.low[token - 1] in (",", "and", "but", "that", "while", "as", "“", '"')
