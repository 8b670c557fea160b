"""Whom does the article call so?  Ties "the former harbour master" to the person of whom it says that."""

from collections import defaultdict

from sayso.language.nouns import Noun
from sayso.language.peoples import ADJECTIVE, people_kind
from sayso.language.source_words import parties_of, source_words
from sayso.language.words import word_class
from sayso.reading.sources.chain import Chain, Link
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast, Entity
from sayso.reading.sources.phrases import Phrase
from sayso.reading.sources.ranking import Seen

_EMPTY = ("determiner", "preposition", "possessive", "coordinator", "auxiliary", "relative")
_LEAD = 2
"""Paragraphs from the top in which a source may be described before it is named."""
_FIRST = 60
"""People who share a role that are looked at; an article that gives one to more is a list."""
_RUNNING = frozenset(("governor", "mayor", "lawmaker", "lawyer", "doctor", "minister", "soldier"))
"""Types of those who run for an office or speak for a party."""
_STRANGERS = frozenset(
    "source;witness;official;spokesperson;aide;police;worker;employee;consumer;resident;relative;journalist".split(";")
)
"""Types by which nobody is called whom the article did not introduce so: "the moderator", "the person"."""
_RULERS = ("head of state", "governor", "mayor")
"""Types of those after whom an administration is called."""
_LEADERS = (*_RULERS, "lawmaker", "candidate", "minister")
"""Types of those after whom a campaign is called."""
OFFICES = frozenset(
    "head of state;governor;mayor;lawmaker;lawyer;judge;doctor;police;cleric;soldier;spokesperson;relative;minister;witness;"
    "suspect;source".split(";")
)
"""Types of which one excludes another: who is called a judge is not the doctor spoken of before."""


class Roles:
    """The people of an article by what it says they are."""

    def __init__(self, page: Page, cast: Cast, chain: Chain) -> None:
        self.page = page
        self.chain = chain
        self._by_word: dict[str, list[Entity]] = defaultdict(list)
        for entity in cast.entities:
            if entity.is_person:
                for word in entity.role_words:
                    self._by_word[word].append(entity)

    def by_role(self, phrase: Phrase, noun: Noun) -> Entity | None:
        """Whom the article gives the role that a description names; of several the one whose other words fit, then the last."""
        words = self.page.words
        wanted = {
            words.low[at].removesuffix("’s").removesuffix("'s")
            for at in range(phrase.first, phrase.last)
            if words.low[at][0].isalpha() and not any(words.low[at] in word_class(name) for name in _EMPTY)
        }
        wanted -= {words.low[phrase.head], *noun.word.split()}
        former = "former" in wanted
        wanted -= source_words("time")
        best: tuple[float, int] | None = None
        found = None
        kin = self._by_word.get(f"type:{noun.type}", [])
        for entity in kin[:_FIRST]:
            if noun.sex and entity.sex and noun.sex != entity.sex:
                continue
            if self._is_elsewhere(wanted, entity, noun):
                continue
            same = noun.word in entity.role_words
            led = self._introduced(phrase, entity)
            if _first(entity) > phrase.first and not led:
                continue
            overlap = len(wanted & entity.role_words)
            if not (overlap or (same and (len(wanted) <= 1 or led))):
                continue
            score = 2.0 * same + overlap - 0.5 * len(wanted - entity.role_words)
            score += 0.8 * (former == ("former" in entity.role_words))
            recent = self.chain.seen[entity.number].token if entity.number in self.chain.seen else -1
            if best is None or (score, recent) > best:
                best, found = (score, recent), entity
        return found

    def anaphor(self, phrase: Phrase, noun: Noun) -> Link | None:
        """The person spoken of just before, whom a bare description picks up: "the economist"."""
        once = not source_words("once").isdisjoint(self.page.words.low[phrase.first : phrase.head])
        if not once and (noun.type in _STRANGERS or self.page.words.low[phrase.cut : phrase.last][:1] not in ([], [","])):
            return None  # "the dean of the school" says enough to be somebody else
        near = self.near(phrase, noun)
        return self.chain.refer_among(near, phrase.first, noun.sex, described=True) if near else None

    def near(self, phrase: Phrase, noun: Noun) -> list[Seen]:
        """Who is in mind and may be called so."""
        owner = phrase.owner.entity if phrase.owner is not None and not isinstance(phrase.owner, int) else None
        people = [one for one in self.chain.seen.values() if one.entity.named and one.entity is not owner]
        paragraph = self.page.paragraphs[self.page.sentence_of(phrase.first)]
        near = [one for one in people if paragraph - one.paragraph <= _LEAD and _may_be(one.entity, noun)]
        if noun.type in ("head of state", "minister") and self._nations(phrase):
            near = [one for one in near if f"type:{noun.type}" in one.entity.role_words]  # "the French president"
        return near

    def _is_elsewhere(self, wanted: set[str], entity: Entity, noun: Noun) -> bool:
        """Whether a description is of another party or country than anybody said of somebody: "the French president"."""
        parties, theirs = parties_of(wanted), parties_of(entity.role_words)
        if parties and (theirs or noun.type == "candidate") and not parties & theirs:
            return True
        nations = {word for word in wanted if people_kind(word.capitalize()) == ADJECTIVE}
        return noun.type in ("head of state", "minister") and bool(nations) and not nations & entity.role_words

    def _nations(self, phrase: Phrase) -> set[str]:
        low = self.page.words.low[phrase.first : phrase.head]
        return {word for word in low if people_kind(word.capitalize()) == ADJECTIVE}

    def leader(self, token: int, holds: bool) -> Link | None:
        """Who in mind holds a high office or, unless `holds`, runs for one, as far as the article says."""
        wanted = {f"type:{kind}" for kind in (_RULERS if holds else _LEADERS)}
        return self.chain.refer_among(
            [one for one in self.chain.seen.values() if one.entity.named and one.entity.role_words & wanted], token, None
        )

    def _introduced(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether a description in the lead is soon followed by the name: "the board's engineer said ... Orin Odell, ..."."""
        paragraphs = self.page.paragraphs
        here = paragraphs[self.page.sentence_of(phrase.first)]
        first = _first(entity)
        return here <= _LEAD and first > phrase.first and paragraphs[self.page.sentence_of(first)] - here <= _LEAD


def _first(entity: Entity) -> int:
    return min(place for place, _ in entity.forms.values())


def _may_be(entity: Entity, noun: Noun) -> bool:
    offices = {word.removeprefix("type:") for word in entity.role_words if word.startswith("type:")} & OFFICES
    if noun.type in ("candidate", "member"):
        return offices <= _RUNNING  # who holds the highest office is rarely called so
    return not offices or noun.type in offices or noun.type not in OFFICES
