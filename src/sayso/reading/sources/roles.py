"""What does the article say that somebody is?  Titles, words before a name, and what stands beside it between commas."""

from sayso.language.nouns import PERSON, noun_at_end, noun_of
from sayso.language.proper_names import role_of_title
from sayso.language.source_words import source_words
from sayso.language.words import word_class
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast, Named

_BEFORE = 7
"""Words of a description before a name: "former deputy chief of the harbour board" is longer than most."""
_BESIDE = 24
"""Tokens of a description after a name; longer ones run into the sentence."""
_NO_PART = ("auxiliary", "subject", "object", "subordinator", "coordinator", "preposition", "standalone")
_MOST = 60
"""Places kept at which a role is printed; an article that prints one more often is a list."""
_PARTIES = frozenset("r d i r- d-".split())


def read_roles(page: Page, cast: Cast) -> None:
    """Add to each person of the cast what the article says that it is, as ranges of tokens, and the words of that."""
    for named in cast.named:
        if not named.entity.is_person:
            continue
        for first, last in (_before(page, cast, named), _beside(page, cast, named)):
            if first < last:
                _add(page, named, first, last)


def _add(page: Page, named: Named, first: int, last: int) -> None:
    entity = named.entity
    words = page.words
    told = words.low[first][1:2] == "-"  # "R-Orlan"
    for at in range(first, last):
        title = role_of_title(words.low[at])
        noun = noun_of(title, PERSON) if title else noun_at_end(words.low[max(first, at - 2) : at + 1], PERSON)
        leads = at + 1 < last and not title and noun_of(words.low[at + 1], PERSON) is not None
        if noun and not noun.plural and not (leads and noun.type == "head of state"):  # "chief | rival"
            told = True
            entity.role_words.update((noun.word, f"type:{noun.type}"))
            entity.sex = entity.sex or noun.sex
        elif words.low[at][0].isalpha() and not any(words.low[at] in word_class(name) for name in (*_NO_PART, "determiner")):
            entity.role_words.add(words.low[at].removesuffix("’s").removesuffix("'s"))
    if told and len(entity.roles) < _MOST:
        entity.roles.append((first, last))


def _before(page: Page, cast: Cast, named: Named) -> tuple[int, int]:
    """The title and the description before a name: "harbour board chief economist | Orin Odell"."""
    words = page.words
    start = page.sentences[named.sentence][0]
    first = named.name.first
    opens = at = named.name.opens
    noun = noun_of(words.low[at - 1], PERSON) if at > start else None
    if at == first and not (noun and not noun.plural):
        return (first, first)
    comma = words.low[at - 1] == "," if at > start else False
    if comma:
        return (opens, first)
    while at > max(start, opens - _BEFORE):
        low = words.low[at - 1]
        if not low[0].isalpha() or any(low in word_class(name) for name in _NO_PART) or low in word_class("determiner"):
            break
        if low in word_class("possessive") or words.adverb(at - 1) or (low in word_class("time") and words.capital(at - 1)):
            break
        if low.endswith(("said", "says", "told")) or (
            low.endswith("ed") and "-" not in low and low not in source_words("attribute")
        ):
            break  # a verb: "supported | Senator Fenn"
        at -= 1
    return (at, first)


def _beside(page: Page, cast: Cast, named: Named) -> tuple[int, int]:
    """The description after a name: ", the harbour master of Orlan," or "is the harbour master of Orlan"."""
    words = page.words
    end = page.sentences[named.sentence][1]
    at = named.name.last
    if at >= end:
        return (at, at)
    if words.low[at] in ("is", "was") or (words.low[at] == "," and words.low[at + 1 : at + 2] == ["who"]):
        at = next((token for token in range(at, min(at + 4, end)) if words.low[token] in ("is", "was", "as")), end)
        if not words.isa(at + 1, "determiner", "possessive"):
            return (at, at)
    elif words.low[at] != ",":
        return _bracketed(page, at, end)
    first = at + 1
    if words.low[first : first + 1] == ["who"]:
        return (first, first)
    last = first
    while last < min(end, first + _BESIDE) and words.low[last] not in (",", ";", ":", "—", "–", "--", "(", "”", "“", '"'):
        if (last > first and words.low[last] in ("who", "said", "says", "told")) or words.speech(last):
            break
        last += 1
    while last > first and words.low[last - 1] in (".", "?", "!"):
        last -= 1
    if _is_role(page, cast, first, last):
        return (first, last)
    return (first, first)


def _bracketed(page: Page, at: int, end: int) -> tuple[int, int]:
    """A party and a seat in brackets: "(R-Orlan)"."""
    words = page.words
    if words.low[at] == "(" and at + 2 < end and words.low[at + 1][:2] in ("r-", "d-", "i-"):
        close = next((token for token in range(at + 1, min(at + 6, end)) if words.low[token] == ")"), None)
        if close:
            return (at + 1, close)
    return (at, at)


def _is_role(page: Page, cast: Cast, first: int, last: int) -> bool:
    words = page.words
    if first >= last or (first in cast.at and cast.at[first].entity.is_person and not cast.at[first].name.possessive):
        return False
    if words.low[first][:2] in ("r-", "d-") or (words.low[first] in _PARTIES and last - first <= 5):
        return True
    if words.isa(first, "preposition", "subject", "coordinator", "subordinator", "auxiliary"):
        return False
    for at in range(first, min(last, first + 8)):
        low = words.low[at]
        if low in word_class("auxiliary") or low in word_class("subject"):
            return False
        if noun_at_end(words.low[max(first, at - 2) : at + 1], PERSON) is not None:
            return True
        if low in word_class("preposition"):
            return False
    return False
