"""What is a source called?  The words that name it, pronouns in them replaced by whom they mean."""

from abc import ABC, abstractmethod

from sayso.language.peoples import COUNTRY, PLACE
from sayso.language.words import Words, word_class
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.chain import SEXES, Chain
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast, Named
from sayso.reading.sources.phrases import POSSESSIVES, Phrase
from sayso.reading.sources.resolution import Resolution, is_share, kind_of, possessive

_REPLACED = POSSESSIVES - {"whose", "my", "our", "your"}
_LONGEST_DESCRIPTION = 12
"""Words.  A longer description is cut to its head: nobody would call a source by it."""
_BETWEEN = 4
"""Tokens from "by" to the name of a maker: "by the progressive Odell Fund"."""
_WISH = 9
"""Tokens from "who" to "anonymity": "who agreed to speak only on the condition of"."""


class Wording(ABC):
    """Calls the sources of one article by their words."""

    def __init__(self, page: Page, chain: Chain) -> None:
        self.page = page
        self.cast: Cast = chain.cast
        self.chain = chain

    @abstractmethod
    def _owner(self, owner: Named | int | None) -> Resolution | None:
        """Whom the possessive in a phrase means: a name, or the token of a pronoun."""

    def _plain(
        self, phrase: Phrase, kind: SourceKind, named: bool, rule: str, mention: MentionKind = MentionKind.NOMINAL
    ) -> Resolution:
        """A source by its description as printed, a possessive pronoun in it replaced."""
        last = self._without_wish(phrase)
        text = self._text(phrase.first, last)
        if len(text.split()) > _LONGEST_DESCRIPTION:
            text = self._text(phrase.first, self._short_end(phrase))
        spans = (
            (self.page.span(phrase.first, phrase.last),)
            if self._text(phrase.first, phrase.last, frozenset()).startswith(text)
            else ()
        )
        return Resolution(f"text:{text.casefold()}", text, spans, kind, named, mention, rule, None, phrase.noun)

    def _without_wish(self, phrase: Phrase) -> int:
        """Where a description ends before the wish not to be named: "a pilot | who asked not to be named"."""
        words = self.page.words
        for at in range(phrase.cut, phrase.last):
            if words.isa(at, "relative") and any(
                words.isa(token, "unnamed") for token in range(at, min(at + _WISH, phrase.last))
            ):
                return max(phrase.cut, at - (words.low[at - 1] == ","))
        return phrase.last

    def _short_end(self, phrase: Phrase) -> int:
        """Where a long description can end: before its first mark or relative clause, or with its head."""
        words = self.page.words
        marks = (at for at in range(phrase.cut, phrase.last) if not words.low[at][0].isalnum() or words.isa(at, "relative"))
        end = next(marks, phrase.last)
        short = len(self._text(phrase.first, end).split()) <= _LONGEST_DESCRIPTION
        return end if short and end > phrase.first else max(phrase.cut, phrase.first + 1)

    def _text(self, first: int, last: int, replaced: frozenset[str] = _REPLACED) -> str:
        """The text of some tokens; "her aides" becomes "Ann Marlow's aides"."""
        words = self.page.words
        span = self.page.span(first, last)
        pieces = []
        done = span.start
        for at in range(first, last):
            if words.low[at] in POSSESSIVES and words.low[at] in replaced:
                owner = self._owner(at)
                if owner is not None and owner.kind is not SourceKind.UNCLEAR:
                    name = owner.name if _is_object(words, at) else possessive(owner.name)
                    pieces += [self.page.text[done : words.starts[at]], name]
                    done = words.ends[at]
        return " ".join(("".join(pieces) + self.page.text[done : span.end]).split())

    def _as_printed(self, phrase: Phrase) -> Resolution:
        text = self._text(phrase.first, phrase.last, frozenset(SEXES))
        kind = kind_of(phrase.noun, phrase.plural, phrase.quantified)
        if is_share(self.page, phrase):
            kind = SourceKind.GROUP
        named = kind is SourceKind.DOCUMENT and any(self._makes(phrase, one) for one in phrase.names)
        spans = (self.page.span(phrase.first, phrase.last),)
        return Resolution(
            f"text:{text.casefold()}", text, spans, kind, named, MentionKind.NOMINAL, "description", None, phrase.noun
        )

    def _makes(self, phrase: Phrase, named: Named) -> bool:
        """Whether a name in the phrase tells whose document it is, and not of what or where."""
        if named.entity.sort == "people":
            return False
        low = self.page.words.low
        at = named.name.opens - 1
        while at > max(phrase.head, named.name.opens - _BETWEEN) and low[at] not in word_class("preposition"):
            at -= 1
        return named.name.first <= phrase.head or low[at] in ("by", "from", "of")

    def _of_places(self, phrase: Phrase) -> bool:
        """Whether a description is told apart by where it is: "the council of Orlan"."""
        return any(named.entity.sort in (COUNTRY, PLACE) and named.name.first > phrase.head for named in phrase.names)


def _is_object(words: Words, at: int) -> bool:
    """Whether "her" is an object: "wrote to | her | on Thursday"."""
    if words.low[at] != "her":
        return False
    after = words.low[at + 1] if at + 1 < len(words) else "."
    return after[0] in ".,;:!?)”" or words.isa(at + 1, "preposition", "determiner", "time", "coordinator", "auxiliary")
