"""What does a phrase that names a source consist of?  Its head, who is named in it, and what stands around."""

from msgspec import Struct

from sayso.language.nouns import DOCUMENT, ORGANISATION, PART, PERSON, Noun, acting_noun, looks_plural, noun_at_end, noun_of
from sayso.language.peoples import ADJECTIVE, PEOPLE, people_kind
from sayso.language.source_words import source_words
from sayso.language.words import Words, is_year, word_class
from sayso.reading.sources.page import Page, uncontracted
from sayso.reading.sources.people import Cast, Named

_MARKS = frozenset(",.;:!?()[]—–-“”\"'‘’…") | {"--"}
_QUOTES = frozenset("“\"‘'")
_RELATIVE = frozenset("who whom whose which that".split())
POSSESSIVES = frozenset("his her their its our my your whose".split())


class Phrase(Struct):
    """A source as printed, in tokens: `first` to `last`, and `cut`, where its head noun phrase ends.

    `head` is the last token of that; `noun` what it means; `names` stand anywhere in the phrase, `heads` are those that are the
    head itself; `owner` is the token of a possessive pronoun, or the name, that the head belongs to.
    """

    first: int
    last: int
    cut: int
    head: int
    noun: Noun | None
    names: list[Named]
    name: Named | None
    owner: Named | int | None
    determiner: str
    quantified: bool
    plural: bool

    @property
    def is_definite(self) -> bool:
        """Whether it is of something spoken of before: "the pilot"."""
        return self.determiner in source_words("definite")

    @property
    def is_indefinite(self) -> bool:
        """Whether it is of something new: "another pilot"."""
        return self.determiner in source_words("indefinite")


def read_phrase(page: Page, cast: Cast, first: int, last: int) -> Phrase | None:
    """The parts of a phrase between two tokens; None where it holds no word."""
    words = page.words
    while first < last and words.low[first] in _MARKS:
        first += 1
    while first < last and words.low[last - 1] in _MARKS:
        last -= 1
    if last - first > 2 and words.adverb(first) and words.low[first + 1] in source_words("lead-in"):
        first += 1  # "especially | by some sailors"
    while last - first > 1 and words.low[first] in source_words("lead-in") and first not in cast.at:
        first += 1  # "said | by some sailors"
    if first >= last:
        return None
    names = _names_in(cast, first, last)
    start = first + (words.low[first] == "both" and last - first > 1)
    quantified = start not in cast.at and (words.low[start] in source_words("quantifier") or _is_count(words.low[start]))
    cut = _cut(words, cast, start, last)
    of = _of_group(words, start, cut, last)
    if of is not None:
        quantified = True
        start = of
        while start < last - 1 and words.isa(start, "determiner"):
            start += 1
        cut = _cut(words, cast, start, last)
    head = max(start, cut - 1)
    while head > start and (
        words.low[head] in _MARKS
        or words.low[head] in source_words("no-head")
        or words.isa(head, "time")
        or words.adverb(head)
        or words.isa(head, "auxiliary")
    ):
        head -= 1
    named = cast.at.get(head)
    if named is not None and (named.name.possessive and named.name.last < last and named.name.last <= cut and head < cut - 1):
        named = None
    if named is None and words.low[head] in ("’", "'", "’s", "'s") and head - 1 >= start:
        named = cast.at.get(head - 1)
    low = [*words.low[start:head], words.low[head].removesuffix("’s").removesuffix("'s")]
    noun = None if named else noun_at_end(low)
    if named is not None and named.entity.sort == ADJECTIVE and words.isa(first, "determiner") and head == first + 1:
        named, noun = None, Noun(words.low[head], PERSON, "member", None, False)  # "the Republican"
    if named is None and noun is None and people_kind(words.words[head]) == ADJECTIVE:
        noun = Noun(words.low[head], PERSON, "member", None, False)  # "one Orlan Republican"
    if named is None and noun is None:
        noun = acting_noun(words.low[head]) if not words.capital(head) else None
    if noun is not None and noun.kind == ORGANISATION and any(is_year(word) for word in low):
        noun = noun_of(words.low[head], DOCUMENT) or noun  # "a 2009 paper"
    owner: Named | int | None = None
    for at in range(first, head + (named is None)):
        if words.low[at] in POSSESSIVES:
            owner = at
        inside = cast.at.get(at)
        if (
            inside is not None
            and inside is not named
            and (inside.name.possessive or (inside.name.last < len(words) and words.low[inside.name.last] in ("’s", "'s")))
        ):
            owner = inside
    if owner is not None and named is None:
        noun = noun_at_end(low, PART, PERSON) if words.low[first] in POSSESSIVES else noun
        noun = noun or noun_at_end(low)
    determiner = words.low[first] if words.isa(first, "determiner", "possessive") else ""
    if not determiner and first and words.low[first - 1] in ("the", "a", "an") and first not in cast.at:
        determiner = words.low[first - 1]
    if named is None and of is None and not (noun.plural if noun else looks_plural(low[-1])):
        quantified = False  # "another source", "one official"
    plural = noun.plural if noun else named is None and looks_plural(words.low[head])
    return Phrase(first, last, cut, head, noun, names, named, owner, determiner, quantified, plural)


def _is_count(low: str) -> bool:
    """Whether a word counts: "34", and not the "62-year-old" before a name."""
    return low[0].isdigit() and "-" not in low


def _names_in(cast: Cast, first: int, last: int) -> list[Named]:
    found: list[Named] = []
    for at in range(first, last):
        named = cast.at.get(at)
        if named is not None and (not found or found[-1] is not named) and named.name.first >= first:
            found.append(named)
    return found


def _cut(words: Words, cast: Cast, first: int, last: int) -> int:
    """Where the head noun phrase ends: before the first comma, bracket, relative, preposition or title that is in no name."""
    for at in range(first + 1, last):
        low = words.low[at]
        named = cast.at.get(at)
        if named is not None and named.name.first < at < named.name.last:
            continue
        if named is not None and named.name.opens < at:
            continue
        if low == "," and words.words[at - 1].isdigit() and words.words[at + 1 : at + 2] and words.words[at + 1].isdigit():
            continue  # 34,000
        if uncontracted(low) in _RELATIVE or low in ",(;:—–[-" or low == "--":
            return at
        if low in word_class("preposition") and not words.isa(at - 1, "determiner"):
            return at
        before = cast.at.get(at - 1)
        heads = noun_of(words.low[at - 1]) is not None if before is None else before.entity.sort == PEOPLE
        if heads and _begins_description(low) and not (at + 2 == last and noun_of(words.low[at + 1], PERSON)):
            return at  # but "media | buying sources"
        if before is not None and before.entity.sort == ADJECTIVE and low in source_words("privy"):
            return at  # "a Republican | familiar with the matter"
        if heads and before is None and at + 1 < last and words.isa(at, "subject"):
            return at  # "the pilot | I spoke to"
        if low in _QUOTES and words.starts[at] > words.ends[at - 1] and noun_of(words.low[at - 1], DOCUMENT) is not None:
            return at  # "his book | “The Harbour”"
    return last


def _begins_description(low: str) -> bool:
    """Whether a word after a noun begins what describes it: "pilots | familiar with the port", "pilots | living in Orlan"."""
    if low in source_words("after") or low in source_words("privy"):
        return True
    return low.endswith(("ing", "ed")) and noun_of(low) is None


def _of_group(words: Words, first: int, cut: int, last: int) -> int | None:
    """The token after "of" in "many of ...", "a group of ...", "one or more of ..."; None where there is no such "of"."""
    if cut >= last or words.low[cut] not in ("of", "in", "out"):
        return None
    before = words.low[first:cut]
    if words.low[cut] == "in" and not (before[0] in source_words("quantifier") or before[0].isdigit()):
        return None
    if all(
        low in source_words("quantifier")
        or low in ("or", "and", "the", "a", "an", "about", "nearly", "not", "least", "at", "every")
        or low[0].isdigit()
        for low in before
    ):
        return cut + 1
    return cut + 1 if before[-1] in source_words("gathering") and words.low[cut] == "of" else None
