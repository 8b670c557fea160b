"""Who speak together?  "Odell and Fenn", "Odell and his wife", "Odell, Fenn and others"."""

from collections.abc import Callable

from sayso.language.nouns import PERSON, noun_of
from sayso.language.peoples import ADJECTIVE
from sayso.language.proper_names import is_honorific
from sayso.language.words import word_class
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast, Named
from sayso.reading.sources.phrases import POSSESSIVES, Phrase
from sayso.reading.sources.resolution import Resolution

_BETWEEN = frozenset((",", "and", "the", "both", "&", "of", "(", ")", "."))
"""What may stand between the names: their states and parties too ("of Orlan", "(R-Orlan)")."""

_ASIDE = frozenset(("of", "(", ")", "’", "'"))
"""What stands beside names and is no part of them; titles are none either."""


def joint_names(page: Page, cast: Cast, phrase: Phrase, text: Callable[[int, int], str]) -> Resolution | None:
    """The group that a phrase names member by member; None where it does not.  `text` gives the words of a range of tokens."""
    words = page.words
    joins = [at for at in range(phrase.first + 1, phrase.last - 1) if words.low[at] == "and" and at not in cast.at]
    if not joins or not phrase.names or phrase.quantified or phrase.names[0].name.possessive:
        return None
    at = joins[-1] if all(_is_member(page, cast, join) for join in joins) else joins[0]
    members = _members(page, cast, phrase, at)
    if not members:
        return None
    after = at + 1 + (words.low[at + 1] == "the")
    follows = cast.at.get(after)
    while follows is not None and _owns(page, follows):
        beyond = follows.name.last + (words.low[follows.name.last : follows.name.last + 1] in (["’"], ["'"]))
        if beyond >= phrase.last or beyond not in cast.at:
            break
        follows = cast.at[beyond]  # "the Post’s | Orin Odell"
    texts = [member.entity.name for member in members]
    if follows is not None:
        if follows.name.possessive or _goes_on(page, follows.name.last, phrase.last):
            return None  # "Odell and Fenn aides"
        texts.append(follows.entity.name)
        last = follows.name.last
    else:
        last = next((token for token in range(at + 1, phrase.last) if words.low[token] in (",", "(", "who")), phrase.last)
        ending = cast.at.get(last - 1)
        if ending is not None and ending.entity.is_person and not ending.name.possessive and ending.name.opens > at + 1:
            texts.append(ending.entity.name)  # "Odell and the former | minister Ida Fenn"
            return _together(page, members, texts, last)
        own = words.low[at + 1] in POSSESSIVES  # "Odell and his sailors": his are Odell's, and stay as printed
        texts.append((joint_text(page) if own else text)(at + 1, last))
    return _together(page, members, texts, last)


def _together(page: Page, members: list[Named], texts: list[str], last: int) -> Resolution:
    """The group of some members, called as printed where the printed words are no more than their names."""
    words = page.words
    place = page.span(members[0].name.first, last)
    printed = " ".join(place.of(page.text).split())
    name = f"{', '.join(texts[:-1])} and {texts[-1]}"
    if all(each in printed for each in texts) and not any(
        words.low[at] in _ASIDE or is_honorific(words.low[at]) for at in range(members[0].name.first, last)
    ):
        name = printed  # with "&", "the" and the commas that stand there
    spans = (place,) if name == printed else ()
    key = " and ".join(sorted(each.casefold() for each in texts))  # whoever is named first
    return Resolution(f"text:{key}", name, spans, SourceKind.GROUP, True, MentionKind.NAME, "joint")


def joint_text(page: Page) -> Callable[[int, int], str]:
    """The words of a range of tokens as printed."""
    return lambda first, last: " ".join(page.span(first, last).of(page.text).split())


def _is_member(page: Page, cast: Cast, join: int) -> bool:
    return join - 1 in cast.at and join + 1 in cast.at


def _members(page: Page, cast: Cast, phrase: Phrase, at: int) -> list[Named]:
    """The names before "and", where nothing but names, their places and commas stands there."""
    words = page.words
    first = phrase.names[0].name.opens
    lead = words.low[phrase.first : first]
    plural = noun_of(words.low[first - 1], PERSON) if first > phrase.first else None
    if any(low in word_class("preposition") for low in lead):
        return []  # "a study by the sailors Odell and Fenn"
    if first > phrase.first + 1 + (lead[:1] == ["both"]) and not (plural is not None and plural.plural):
        return []
    for token in range(first, at):
        low = words.low[token]
        if token in cast.at and cast.at[token].entity.sort == ADJECTIVE and words.low[cast.at[token].name.opens - 1] == ",":
            return []  # "Odell, Republican of Orlan and a pilot"
        if low not in _BETWEEN and token not in cast.at and low[:2] not in ("r-", "d-", "i-") and not _is_modifier(page, token):
            return []
    return [named for named in phrase.names if named.name.first < at and _is_of_their_own(page, phrase, named)]


def _is_of_their_own(page: Page, phrase: Phrase, named: Named) -> bool:
    """Whether a name is a member's, and not that of the member's place, party or outlet."""
    before = page.words.low[named.name.opens - 1]
    return not _owns(page, named) and (before not in ("of", "(") or named is phrase.names[0])


def _owns(page: Page, named: Named) -> bool:
    """Whether a name says whose the next one is: "the Post’s | Ida Fenn"."""
    return named.name.possessive or page.words.low[named.name.last : named.name.last + 1] in (["’"], ["'"])


def _is_modifier(page: Page, token: int) -> bool:
    return page.words.low[token] in ("’", "'") or page.words.low[token].endswith("-based")


def _goes_on(page: Page, at: int, last: int) -> bool:
    """Whether a name is followed by a noun that it only goes before."""
    return at < last and noun_of(page.words.low[at]) is not None
