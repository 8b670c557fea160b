"""What does a relative pronoun stand for?  The noun phrase that ends right before it."""

from sayso.language.nouns import CLASS, PEOPLE, PERSON, noun_of
from sayso.language.words import word_class
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast
from sayso.reading.sources.phrases import Phrase, read_phrase

_SKIPPED = frozenset(", of and some many most all both several few one each ( — – -- in for to with at by from".split())
"""What may stand between: a comma, "some of whom", "for which"."""
_WHERE = ("in", "at", "from", "on", "with")
_LONGEST = 12
"""Tokens of the phrase before; what is longer runs into another phrase."""
_BOUNDS = ("auxiliary", "subject", "subordinator", "preposition", "coordinator", "adverb")


def antecedent_before(page: Page, cast: Cast, at: int) -> Phrase | None:
    """The phrase that a relative pronoun at a token stands for."""
    words = page.words
    start = page.sentences[page.sentence_of(at)][0]
    if at - 1 > start and words.low[at - 1] in ("and", "or", "but"):  # "which sank, and | which"
        earlier = next((token for token in range(at - 2, start, -1) if words.low[token] == words.low[at]), None)
        if earlier is not None:
            at = earlier
    last = at - 1
    while last > start and words.low[last] in _SKIPPED:
        last -= 1
    if words.isa(last, "time"):  # "the letter released on Monday, | which"
        while last > start and (words.isa(last, "time", "preposition") or words.low[last].endswith("ed")):
            last -= 1
    if last < start:
        return None
    floor = max(start, last - _LONGEST)
    last = _before_description(page, cast, last, floor)
    named = cast.at.get(last)
    if named is None:
        return read_phrase(page, cast, _start(page, last, floor), last + 1)
    first = named.name.opens - (named.name.opens > start and words.low[named.name.opens - 1] == "the")
    if first - 2 >= floor and words.low[first - 1] in ("and", ",") and first - 2 in cast.at:
        first = _first_of_names(page, cast, first - 2, floor)
    noun = noun_of(words.low[first - 2]) if first - 2 >= floor and words.low[first - 1] == "of" else None
    if noun is not None and (noun.kind != PERSON or words.low[at] == "who"):  # "the president of Delta Crossings, | which"
        return read_phrase(page, cast, _start(page, first - 2, floor), last + 1)
    if words.low[at] == "who" and not named.entity.is_person and first - 2 >= floor and words.low[first - 1] in _WHERE:
        if first - 2 in cast.at:  # "Republicans and Democrats in Congress | who"
            return read_phrase(page, cast, _first_of_names(page, cast, first - 2, floor), last + 1)
        if noun_of(words.low[first - 2], PERSON, CLASS, PEOPLE):
            return read_phrase(page, cast, _start(page, first - 2, floor), last + 1)
    return read_phrase(page, cast, first, last + 1)


def _first_of_names(page: Page, cast: Cast, at: int, floor: int) -> int:
    """Where names joined by "and" and commas begin, the last of which holds a token."""
    first = cast.at[at].name.opens
    while first - 2 >= floor and page.words.low[first - 1] in ("and", ",") and first - 2 in cast.at:
        first = cast.at[first - 2].name.opens
    return first


def _before_description(page: Page, cast: Cast, last: int, floor: int) -> int:
    """The end of the name before a description: "Peru and Chile, the two biggest buyers, | which"."""
    words = page.words
    if last in cast.at:
        return last
    comma = next((token for token in range(last, floor - 1, -1) if words.low[token] in (",", ";", "(")), None)
    beside = comma is not None and comma > floor and comma - 1 in cast.at and words.isa(comma + 1, "determiner")
    return comma - 1 if beside and comma is not None else last


def _start(page: Page, last: int, floor: int) -> int:
    words = page.words
    first = last
    while first > floor and not words.isa(first, "determiner", "possessive"):
        low = words.low[first - 1]
        if not low[0].isalnum() or low.endswith("ed") or any(low in word_class(name) for name in _BOUNDS):
            break
        first -= 1
    return first
