"""Who is meant by "he" and "the minister"?  Goes through an article and keeps in mind who was spoken of."""

from collections.abc import Iterable

from msgspec import Struct

from sayso.language.words import word_class
from sayso.reading.sources.page import Page, uncontracted
from sayso.reading.sources.people import Cast, Entity, Named
from sayso.reading.sources.ranking import CLEAR, Asked, Seen, rank

SEXES = {
    "he": "man",
    "him": "man",
    "his": "man",
    "himself": "man",
    "she": "woman",
    "her": "woman",
    "hers": "woman",
    "herself": "woman",
}


_KEPT = 12
"""People kept in mind: beyond the dozen last spoken of hardly a pronoun reaches, and the time stays linear."""


class Link(Struct, frozen=True):
    """Whom a token refers to, the rule that says so, and how likely it is right."""

    entity: Entity
    rule: str
    p: float = 1.0


class Chain:
    """Reads the people of an article in order; `links` says whom each pronoun and each name refers to, by its first token."""

    def __init__(
        self,
        page: Page,
        cast: Cast,
        sources: dict[int, int],
        contents: list[tuple[int, int, int]],
        direct: frozenset[int] = frozenset(),
    ) -> None:
        self.page = page
        self.cast = cast
        self.sources = sources
        """Tokens of sources, with the number of their attribution."""
        self.contents = contents
        """Start and end tokens of contents with the number of their attribution, ascending."""
        self.direct = direct
        """The attributions in the speaker's own words, in which no "he" is the speaker."""
        self.links: dict[int, Link] = {}
        self.seen: dict[int, Seen] = {}
        """The people in mind, the last spoken of last."""
        self.spoke: Entity | None = None
        self.speakers: dict[int, Entity] = {}
        """Who made each attribution, as far as is known yet."""
        self._words: dict[int, list[tuple[int, int]]] = {}
        """The contents by the number of their attribution."""
        for first, last, number in contents:
            self._words.setdefault(number, []).append((first, last))
        self._content = 0
        self._open: list[tuple[int, int]] = []

    def mention(self, entity: Entity, first: int, last: int, kind: str) -> None:
        """Take down that somebody is spoken of here."""
        if not entity.is_person:
            return
        words = self.page.words
        sentence = self.page.sentence_of(first)
        start = self.page.sentences[sentence][0]
        before = words.low[first - 1] if first > start else ""
        possessive = words.words[last - 1].endswith(("’s", "'s")) or words.low[first] in ("his", "her")
        old = self.seen.pop(entity.number, None)
        speaks = any(at in self.sources for at in range(first, last)) and not (possessive and kind == "name")
        self.seen[entity.number] = Seen(
            entity=entity,
            sentence=sentence,
            paragraph=self.page.paragraphs[sentence],
            token=first,
            opens=first == start or (old is not None and old.sentence == sentence and old.opens),
            subject=not possessive and (not before or before in _OPENERS or words.isa(last, "auxiliary") or speaks),
            possessive=possessive,
            after_preposition=before in word_class("preposition"),
            quoted=self.page.is_quoted(words.starts[first]),
            pronoun=kind == "pronoun",
            count=(old.count if old else 0) + 1,
            speaks=speaks,
        )
        if len(self.seen) > _KEPT:
            del self.seen[next(iter(self.seen))]
        if speaks:
            self.spoke = entity
            for at in range(first, last):
                if at in self.sources:
                    self.speakers[self.sources[at]] = entity

    def refer(self, token: int, sex: str | None, possessive: bool = False) -> Link | None:
        """Whom a pronoun or description of one person means, by all that was said before it."""
        return self.links.get(token) or self.refer_among(self.seen.values(), token, sex, possessive)

    def refer_among(
        self, people: Iterable[Seen], token: int, sex: str | None, possessive: bool = False, described: bool = False
    ) -> Link | None:
        """Which of some people is meant."""
        asked = self.asked(token, sex, possessive, described)
        speaker = self._speaking()
        best = rank((one for one in people if one.entity is not speaker), asked)
        return Link(best[0], "pronoun" if best[1] >= CLEAR else "pronoun-in-doubt", best[1]) if best else None

    def asked(self, token: int, sex: str | None, possessive: bool, described: bool = False) -> Asked:
        """What goes on around a pronoun or description."""
        sentence = self.page.sentence_of(token)
        words = tuple(self._words.get(self.sources.get(token, -1), ()))
        return Asked(
            sex=sex,
            sentence=sentence,
            paragraph=self.page.paragraphs[sentence],
            opens=token == self.page.sentences[sentence][0],
            quoted=self.page.is_quoted(self.page.words.starts[token]),
            is_source=token in self.sources,
            possessive=possessive,
            described=described,
            spoke=self.spoke,
            saying=self.saying(token),
            words=words,
            quotes=any(self.page.is_quoted(self.page.words.starts[first]) for first, _ in words),
        )

    def saying(self, token: int) -> Entity | None:
        """Who says what the token stands in, outside quotation marks, as far as is known."""
        while self._content < len(self.contents) and self.contents[self._content][0] <= token:
            self._open.append((self.contents[self._content][1], self.contents[self._content][2]))
            self._content += 1
        self._open = [one for one in self._open if one[0] > token][-4:]  # statements nest no deeper in print
        for _, number in reversed(self._open):
            if number in self.speakers:
                return self.speakers[number]
        return None

    def _speaking(self) -> Entity | None:
        """Who is speaking in his own words at the token last asked for, and so does not mean himself by "he"."""
        number = next((number for _, number in reversed(self._open) if number in self.direct), None)
        return self.speakers.get(number) if number is not None else None

    def read_token(self, at: int) -> None:
        """Read one token: a name, a pronoun, a description of one person."""
        words = self.page.words
        named: Named | None = self.cast.at.get(at)
        if named is not None:
            if named.name.first == at:
                self.links[at] = Link(named.entity, named.rule)
                self.mention(named.entity, at, named.name.last, "name")
            return
        low = uncontracted(words.low[at])
        sex = SEXES.get(low)
        if sex is not None:
            if at not in self.links and not self.page.is_quoted(words.starts[at]):
                link = self.refer(at, sex, low in ("his", "her"))
                if link:
                    self.links[at] = link
            if at in self.links:
                self.mention(self.links[at].entity, at, at + 1, "pronoun")


_OPENERS = frozenset('and but that , while as when because if although though “ " ” said says — – : ; so yet or'.split())
