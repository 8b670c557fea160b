"""Which body or document does a description mean?  One named in it, one spoken of before or just below, or a new one."""

from sayso.language.nouns import DOCUMENT, Noun, noun_of
from sayso.language.source_words import source_words
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.bodies import Body, earlier_body, named_document
from sayso.reading.sources.chain import Chain
from sayso.reading.sources.describing import Roles
from sayso.reading.sources.page import Page
from sayso.reading.sources.phrases import Phrase, read_phrase
from sayso.reading.sources.resolution import Resolution, again, of_entity, possessive, put_together
from sayso.reading.sources.spoken_of import start_of, with_maker
from sayso.reading.sources.wording import Wording

_SORTS = frozenset(("poll", "report", "book", "recording", "advertisement"))
"""Documents that are called by one word and then by another: a poll, then "the survey"."""
_TELLING = frozenset(("company", "press", "bank"))
"""Types that one more word may go with: "the shipping company", not "the harbour movement"."""
_BELOW = 4
"""The paragraph down to which a headline's document is looked for."""
_AHEAD = 300
"""Tokens down to there, in a text without paragraphs."""
_SHORT = 3
_LONG = 5
"""Tokens of "the board" with what may stand between: a longer description says enough to be somebody else, unless the very word
is in the name ("the federal appeals court")."""


class Things(Wording):
    """Bodies and documents described, and what was described before."""

    def __init__(self, page: Page, chain: Chain) -> None:
        super().__init__(page, chain)
        self.roles = Roles(page, chain.cast, chain)
        self.described: dict[str, Resolution] = {}
        """What was last described with a noun ("source"), by that noun."""
        self.described_at: dict[str, int] = {}
        """The token at which that stands."""
        self.introduced: dict[str, Resolution] = {}
        """What was described and is no source, as "a shipping company" beside the company's name may be."""

    def _phrase_at(self, token: int, noun: Noun) -> Phrase | None:
        """The phrase with a noun at a token for its head; a document's with its maker."""
        start = self.page.sentences[self.page.sentence_of(token)][0]
        end = with_maker(self.page, self.cast, token + 1) if noun.kind == DOCUMENT else token + 1
        return read_phrase(self.page, self.cast, start_of(self.page, token, start), end)

    def _body(self, phrase: Phrase, noun: Noun) -> Resolution:
        """An organisation described: with a name in it, or one spoken of before, or anew."""
        found = self._named_body(phrase, noun) or self._earlier(phrase, noun)
        if found is None:
            of_place = self._of_places(phrase)
            owner = self._owner(phrase.owner) if isinstance(phrase.owner, int) else None
            named = of_place or (owner is not None and owner.named)
            found = self._plain(phrase, SourceKind.ORGANISATION, named, "description")
        if found.entity is None:
            self._keep(noun, found, phrase.first)
        return found

    def _named_body(self, phrase: Phrase, noun: Noun) -> Resolution | None:
        """ "the Odell administration": a name before a common noun."""
        if not any(named.name.first <= phrase.head for named in phrase.names):
            return None
        text = self._text(phrase.first, phrase.cut)
        spans = () if isinstance(phrase.owner, int) else (self.page.span(phrase.first, phrase.cut),)
        key = f"text:{text.casefold().removeprefix('the ')}"
        return Resolution(key, text, spans, SourceKind.ORGANISATION, True, MentionKind.NAME, "named-body", None, noun)

    def _earlier(self, phrase: Phrase, noun: Noun) -> Resolution | None:
        """The organisation spoken of before that "the fund" means."""
        words = self.page.words
        size = phrase.cut - phrase.first + (phrase.determiner != words.low[phrase.first])
        owned = any(words.low[at].endswith(("’s", "'s")) for at in range(phrase.first, phrase.head))
        if not phrase.is_definite or phrase.owner is not None or owned or size > _LONG or phrase.cut < phrase.last:
            return None
        known = earlier_body(self.page, self.cast, phrase.first, noun)
        if noun.word in self.described and not (known and (known.same_word or self._is_nearer(known, noun, phrase))):
            return again(self.described[noun.word], MentionKind.NOMINAL, "same-noun")
        if noun.word in source_words("led") and size < _SHORT:
            return self._led(phrase, noun)
        if known is not None and (known.same_word or size < _SHORT or (size == _SHORT and noun.type in _TELLING)):
            return of_entity(self.page, known.entity, MentionKind.NOMINAL, "body")
        return again(self.introduced[noun.word], MentionKind.NOMINAL, "same-noun") if noun.word in self.introduced else None

    def _is_nearer(self, known: Body, noun: Noun, phrase: Phrase) -> bool:
        """Whether a body was named just before, and what was described with the noun stands farther back."""
        described = self.described_at.get(noun.word, -1)
        sentence = self.page.sentence_of
        return described < known.token < phrase.first and sentence(phrase.first) - sentence(known.token) <= 1 < (
            sentence(phrase.first) - sentence(max(described, 0))
        )

    def _led(self, phrase: Phrase, noun: Noun) -> Resolution | None:
        """ "The campaign" where the article does not say whose: that of the one in mind who runs for or holds an office."""
        link = self.roles.leader(phrase.first, noun.type == "government")
        if link is None:
            return None
        name = f"{possessive(link.entity.name)} {noun.word}"
        found = put_together(name, SourceKind.ORGANISATION, link.entity.named, "led-body")
        self._keep(noun, found, phrase.first)
        return found

    def _document(self, phrase: Phrase, noun: Noun) -> Resolution:
        """A document: named where it, its maker or its owner is; "the report" is the one named before."""
        owner = self._owner(phrase.owner) if isinstance(phrase.owner, int) else None
        named = any(self._makes(phrase, one) for one in phrase.names) or (owner is not None and owner.named)
        if self.page.paragraphs[self.page.sentence_of(phrase.first)] <= (not named):
            ahead = self._ahead(phrase, noun)
            if ahead is not None:
                return again(ahead, MentionKind.NOMINAL, "named-below")
        if not named and phrase.is_definite and self.page.words.low[phrase.cut : phrase.last][:1] in ([], [","]):
            earlier = self.described.get(noun.word)
            if earlier is not None:
                return again(earlier, MentionKind.NOMINAL, "same-noun")
            entity = named_document(self.cast, phrase.first, noun)
            if entity is not None:
                return of_entity(self.page, entity, MentionKind.NOMINAL, "document-name")
            earlier = self.described.get(f"type:{noun.type}")
            if earlier is not None and noun.type in _SORTS:
                self.described[noun.word] = earlier
                return again(earlier, MentionKind.NOMINAL, "same-sort")
        found = self._plain(phrase, SourceKind.DOCUMENT, named, "document")
        self._keep(noun, found, phrase.first)
        return found

    def _ahead(self, phrase: Phrase, noun: Noun) -> Resolution | None:
        """The document that a headline speaks of, as the first paragraphs describe it: "Poll: ...", then "a poll by ..."."""
        page = self.page
        for at in range(phrase.last, min(phrase.last + _AHEAD, len(page.words))):
            if page.paragraphs[page.sentence_of(at)] > _BELOW:
                return None
            other = noun_of(page.words.low[at], DOCUMENT)
            if other is None or (other.word != noun.word and not (other.type == noun.type and noun.type in _SORTS)):
                continue
            found = self._phrase_at(at, other)
            if found is None or found.noun is None or not any(self._makes(found, one) for one in found.names):
                continue
            said = {page.words.low[token] for one in phrase.names for token in range(one.name.first, one.name.last)}
            if not said or said & {*page.words.low[found.first : found.last]}:
                return self._plain(found, SourceKind.DOCUMENT, True, "document")
        return None

    def _keep(self, noun: Noun, found: Resolution, at: int, where: dict[str, Resolution] | None = None) -> None:
        where = self.described if where is None else where
        where[noun.word] = found
        self.described_at[noun.word] = at
        if noun.kind == DOCUMENT:
            where[f"type:{noun.type}"] = found
