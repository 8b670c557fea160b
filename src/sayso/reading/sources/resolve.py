"""Whom does a phrase mean that names a source?  Names, descriptions and pronouns, each tied to one source by a rule."""

from itertools import pairwise

from sayso.language.nouns import CLASS, DOCUMENT, ORGANISATION, PERSON, noun_of
from sayso.language.peoples import PEOPLE as NAMED_PEOPLE
from sayso.language.proper_names import BODY_NAME
from sayso.language.source_words import source_words
from sayso.language.words import word_class
from sayso.model.span import Span
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.authors import find_author, is_handle
from sayso.reading.sources.chain import SEXES, Chain
from sayso.reading.sources.descriptions import Descriptions
from sayso.reading.sources.joint import joint_names, joint_text
from sayso.reading.sources.page import Page, uncontracted
from sayso.reading.sources.people import Named
from sayso.reading.sources.phrases import Phrase, read_phrase
from sayso.reading.sources.ranking import CLEAR, GUESSED, likeliest
from sayso.reading.sources.relatives import antecedent_before
from sayso.reading.sources.resolution import Resolution, again, is_share, kind_of, of_entity, possessive, put_together, unclear
from sayso.reading.sources.spoken_of import Told, spoken_of, start_of, told_of

BODIES = {
    "they": True,
    "them": True,
    "their": True,
    "theirs": True,
    "themselves": True,
    "it": False,
    "its": False,
    "itself": False,
}
"""Pronouns of bodies and groups, and whether they are plural."""
_RELATIVES = frozenset("who whom whose which that".split())
_BEFORE_OTHERS = ("preposition", "determiner", "coordinator", "auxiliary", "subordinator", "possessive")
"""Words after which a name is somebody else's than the one described: "an aide to Odell"."""


class Resolver(Descriptions):
    """Resolves the sources of one article, in the order of the text."""

    def __init__(self, page: Page, chain: Chain, authors: dict[int, tuple[str, Span]]) -> None:
        super().__init__(page, chain)
        self.authors = authors
        """By paragraph: who wrote the letter or post that it belongs to, and where that is printed."""
        self.author = find_author(page)
        """Who wrote the article, where it ends with that."""
        self.found: dict[int, Resolution] = {}
        """The sources so far, by their first tokens."""

    def resolve(self, span: Span) -> Resolution:
        """Whom the phrase at `span` means."""
        name = span.of(self.page.text)
        if is_handle(name):
            return Resolution(f"author:{name}", name, (span,), SourceKind.PERSON, True, MentionKind.NAME, "handle")
        first, last = self.page.tokens_of(span)
        while last - first > 1 and self.page.words.low[last - 1].endswith(("self", "selves")):
            last -= 1
        phrase = read_phrase(self.page, self.cast, first, last)
        if phrase is None:
            return unclear(self.page, span, MentionKind.NOMINAL)
        found = self._resolve(phrase)
        self.found[phrase.first] = found
        return found

    def note(self, token: int) -> None:
        """Take down a body or document that the text introduces here, and that is no source itself: "a poll by ..."."""
        noun = noun_of(self.page.words.low[token])
        if noun is not None and noun.plural and noun.type == "academic":
            self._note_learned(token)
        if noun is None or noun.plural or noun.kind not in (DOCUMENT, ORGANISATION, PERSON):
            return
        phrase = self._phrase_at(token, noun)
        if noun.kind == PERSON:
            if phrase is not None and phrase.determiner in ("a", "an") and phrase.noun == noun and not phrase.names:
                self.introduced[noun.word] = self._nobody(phrase, noun)
            elif phrase is not None and phrase.determiner == "the" and phrase.owner is None and not phrase.names:
                entity = self.roles.by_role(phrase, noun)
                if entity is not None:
                    self.chain.mention(entity, phrase.first, phrase.cut, "nominal")
            return
        if phrase is None or phrase.noun is None or phrase.noun.word != noun.word:
            return
        if isinstance(phrase.owner, int):
            owner = self._owner(phrase.owner) if noun.word in source_words("led") else None
            if owner is not None and owner.named:  # "her campaign", and then "the campaign"
                self._keep(noun, self._plain(phrase, SourceKind.ORGANISATION, True, "description"), token)
            return
        body = self._named_body(phrase, noun) if noun.kind == ORGANISATION else None
        if body is not None:
            self._keep(noun, body, token)
            return
        known = self.described.get(noun.word) or self.introduced.get(noun.word)
        if noun.type == "campaign" or (known is not None and known.named):
            return  # "a long campaign" is no body
        if phrase.determiner in ("a", "an") or (phrase.names and noun.kind == DOCUMENT):
            named = any(self._makes(phrase, one) for one in phrase.names)
            kind = SourceKind.DOCUMENT if noun.kind == DOCUMENT else SourceKind.ORGANISATION
            keep = self.described if noun.kind == DOCUMENT else self.introduced
            self._keep(noun, self._plain(phrase, kind, named, "description"), token, keep)

    def _note_learned(self, token: int) -> None:
        """Take down "scientists at the University of Orlan", whom "the researchers" mean."""
        after = token + 2 + self.page.words.isa(token + 2, "determiner")
        named = self.cast.at.get(after)
        if not self.page.words.isa(token + 1, "preposition") or named is None or named.entity.is_person:
            return
        start = self.page.sentences[self.page.sentence_of(token)][0]
        phrase = read_phrase(self.page, self.cast, start_of(self.page, token, start), named.name.last)
        if phrase is not None and phrase.head == token and not phrase.quantified:
            self.described["plural:learned"] = self._plain(phrase, SourceKind.UNNAMED_GROUP, False, "description")

    def _resolve(self, phrase: Phrase) -> Resolution:
        words = self.page.words
        low = uncontracted(words.low[phrase.first])
        if phrase.last - phrase.first == 1 or low in ("who", "whom", "whose", "which"):
            pronoun = self._pronoun(phrase, low)
            if pronoun is not None:
                return pronoun
        several = (
            joint_names(self.page, self.cast, phrase, self._text) or self._joint_pronoun(phrase, low) or self._some_of(phrase)
        )
        if several is not None:
            return several
        part = self._part_of_people(phrase)
        if part is not None:
            return part
        if phrase.name is not None and not phrase.quantified:
            return of_entity(self.page, phrase.name.entity, MentionKind.NAME, phrase.name.rule)
        return self._apposed(phrase) or self._description(phrase)

    def _part_of_people(self, phrase: Phrase) -> Resolution | None:
        """Some of a people or party: "moderate Republicans"; those at a place are called by it: "Republicans in the Senate"."""
        words = self.page.words
        if phrase.name is None or phrase.name.entity.sort != NAMED_PEOPLE or phrase.quantified:
            return None
        if any(not words.isa(at, "determiner") for at in range(phrase.first, phrase.name.name.opens)):
            return self._plain(phrase, SourceKind.UNNAMED_GROUP, False, "description")
        if phrase.cut < phrase.last and words.low[phrase.cut] not in (",", "(", "—", "–", "--"):
            return self._plain(phrase, SourceKind.GROUP, True, "description")
        return None

    def _pronoun(self, phrase: Phrase, low: str) -> Resolution | None:
        at = phrase.first
        span = self.page.span(at, phrase.last)
        if low in source_words("first-person"):
            return self._first_person(at, span)
        if low in source_words("second-person"):
            return self._plain(phrase, SourceKind.READER, False, "addressed", MentionKind.PRONOUN)
        if low in SEXES:
            person = self._person_at(at, low)
            return person or unclear(self.page, span, MentionKind.PRONOUN)
        if low in _RELATIVES:
            return self._relative(phrase, low)
        if low in BODIES:
            found = self._neuter(at, BODIES[low])
            return found or unclear(self.page, span, MentionKind.PRONOUN)
        if low in source_words("two"):
            pair = self._pair_before(at)
            if pair is not None:
                return again(pair, MentionKind.PRONOUN, "pair")
            return self._plain(phrase, SourceKind.GROUP, False, "quantity", MentionKind.PRONOUN)
        if low in word_class("standalone") or low in ("people", "nobody", "everybody"):
            kind = SourceKind.UNNAMED_PERSON if low in source_words("someone") else SourceKind.UNNAMED_GROUP
            return self._plain(phrase, kind, False, "quantity", MentionKind.PRONOUN)
        return None

    def _pair_before(self, at: int) -> Resolution | None:
        """The two that "both" and "neither" mean: named together, or the only two people spoken of just before."""
        found = spoken_of(self.page, self.cast, at, True, self._sketch, self._joined)
        pairs = [one for _, one in found if one.rule == "joint"]
        if pairs:
            return pairs[-1]
        sentence = self.page.sentence_of(at)
        near = [one.entity for one in self.chain.seen.values() if sentence - one.sentence <= 1]
        if len(near) != 2:
            return None
        named = all(one.named for one in near)
        return put_together(f"{near[0].name} and {near[1].name}", SourceKind.GROUP, named, "pair")

    def _joined(self, pair: Phrase) -> Resolution | None:
        return joint_names(self.page, self.cast, pair, self._text)

    def _person_at(self, at: int, low: str) -> Resolution | None:
        """Whom "he" or "her" at a token means."""
        link = self.chain.links.get(at) or self.chain.refer(at, SEXES[low], low in ("his", "her"))
        if link is None:
            return None
        self.chain.links[at] = link
        return of_entity(self.page, link.entity, MentionKind.PRONOUN, link.rule) if link.p >= GUESSED else None

    def _first_person(self, at: int, span: Span) -> Resolution:
        paragraph = self.page.paragraphs[self.page.sentence_of(at)]
        if self.page.is_quoted(span.start):
            speaker = self.chain.saying(at)
            if speaker is not None:
                return of_entity(self.page, speaker, MentionKind.PRONOUN, "first-person-quoted")
        elif paragraph in self.authors:
            name, place = self.authors[paragraph]
            return Resolution(f"author:{name}", name, (place,), SourceKind.PERSON, True, MentionKind.PRONOUN, "signature")
        if self.author is not None:
            name, place = self.author
            return Resolution(f"author:{name}", name, (place,), SourceKind.OUTLET, True, MentionKind.PRONOUN, "author")
        return Resolution("outlet", "the outlet itself", (), SourceKind.OUTLET, False, MentionKind.PRONOUN, "first-person")

    def _neuter(self, at: int, plural: bool) -> Resolution | None:
        best = likeliest([(one.key, one, told) for _, one, told in reversed(self.bodies_before(at, plural))])
        if best is None or best[1] < GUESSED:
            return None
        return again(best[0], MentionKind.PRONOUN, "pronoun" if best[1] >= CLEAR else "pronoun-in-doubt")

    def bodies_before(self, at: int, plural: bool) -> list[Told]:
        """What "it" or, where `plural`, "they" at a token may mean, and what speaks for each."""
        found = spoken_of(self.page, self.cast, at, plural, self._sketch, self._joined)
        return told_of(self.page, found, at, plural, self.found)

    def _some_of(self, phrase: Phrase) -> Resolution | None:
        """ "Two of whom", "some of them": so many of those."""
        words = self.page.words
        at = phrase.last - 1
        if at - 2 < phrase.first or words.low[at - 1] != "of" or words.low[at] not in source_words("whom"):
            return None
        if words.low[at] in BODIES:
            whole = self._neuter(at, True)
        else:
            before = antecedent_before(self.page, self.cast, phrase.first)
            whole = self._sketch(before) if before else None
        if whole is None:
            return None
        count = self._text(phrase.first, at)
        kind = SourceKind.GROUP if is_share(self.page, phrase) else SourceKind.UNNAMED_GROUP
        return put_together(f"{count} {_in_sentence(whole.name)}", kind, False, "part-of")

    def _relative(self, phrase: Phrase, low: str) -> Resolution:
        """ "who", "which", "whose leaders": what stands right before."""
        span = self.page.span(phrase.first, phrase.last)
        before = antecedent_before(self.page, self.cast, phrase.first)
        if before is not None and low == "which" and before.noun is not None and before.noun.kind != DOCUMENT:
            before = self._last_body(before) or before
        found = (self.found.get(before.first) or self._antecedent(before)) if before else None
        if low == "who" and (found is None or found.kind in (SourceKind.UNCLEAR, SourceKind.DOCUMENT, SourceKind.ORGANISATION)):
            sentence = self.page.sentence_of(phrase.first)
            person = next((one for one in reversed(self.chain.seen.values()) if one.sentence == sentence), None)
            found = of_entity(self.page, person.entity, MentionKind.PRONOUN, "relative") if person else found
        if found is None:
            return unclear(self.page, span, MentionKind.PRONOUN)
        if low == "whose" and phrase.last > phrase.first + 1:
            text = f"{possessive(found.name)} {self._text(phrase.first + 1, phrase.last)}"
            return put_together(text, kind_of(phrase.noun, phrase.plural, False), False, "relative")
        return again(found, MentionKind.PRONOUN, "relative")

    def _antecedent(self, before: Phrase) -> Resolution:
        """Whom the phrase before a relative pronoun means; one person without a name is taken down."""
        person = before.noun is not None and before.noun.kind == PERSON and not before.plural and before.name is None
        if person and not before.quantified and not before.names:
            self.found[before.first] = self._resolve(before)
            return self.found[before.first]
        return self._sketch(before)

    def _last_body(self, phrase: Phrase) -> Phrase | None:
        """The body whose name ends a phrase about people: "members of the | Northmere Fund"."""
        named = self.cast.at.get(phrase.last - 1)
        if phrase.noun is None or phrase.noun.kind == ORGANISATION or named is None or named.entity.is_person:
            return None
        return read_phrase(self.page, self.cast, named.name.first, named.name.last)

    def _sketch(self, phrase: Phrase) -> Resolution:
        """What a phrase means that is no source itself, without taking anything down."""
        if phrase.first in self.found:
            return self.found[phrase.first]
        joint = joint_names(self.page, self.cast, phrase, joint_text(self.page))
        if joint is not None:
            return joint
        if phrase.name is not None and not phrase.quantified:
            return of_entity(self.page, phrase.name.entity, MentionKind.NAME, phrase.name.rule)
        noun = phrase.noun
        if noun is not None and noun.plural and phrase.is_definite and phrase.last - phrase.first <= 2:
            return self.described.get(f"plural:{noun.word}") or self._as_printed(phrase)
        if noun is not None and not phrase.quantified and not noun.plural:
            if noun.kind == ORGANISATION:
                return self._named_body(phrase, noun) or self._earlier(phrase, noun) or self._as_printed(phrase)
            if phrase.is_definite and noun.word in self.described:
                return self.described[noun.word]
        return self._as_printed(phrase)

    def _owner(self, owner: Named | int | None) -> Resolution | None:
        """Whom the possessive in a phrase means: a name, or the token of a pronoun."""
        if owner is None:
            return None
        if isinstance(owner, Named):
            return of_entity(self.page, owner.entity, MentionKind.NAME, owner.rule)
        low = self.page.words.low[owner]
        if low in SEXES:
            return self._person_at(owner, low)
        if low in ("my", "our"):
            return self._first_person(owner, self.page.span(owner, owner + 1))
        return self._neuter(owner, BODIES[low]) if low in BODIES else None

    def _joint_pronoun(self, phrase: Phrase, low: str) -> Resolution | None:
        """ "She and her defenders": the pronoun's name in its place."""
        words = self.page.words
        if low not in SEXES or words.low[phrase.first + 1 : phrase.first + 2] != ["and"] or phrase.last - phrase.first < 3:
            return None
        person = self._person_at(phrase.first, low)
        if person is None:
            return None
        name = f"{person.name} and {self._text(phrase.first + 2, phrase.last, frozenset())}"
        return put_together(name, SourceKind.GROUP, person.named, "joint")

    def _apposed(self, phrase: Phrase) -> Resolution | None:
        """A description and then the name: "the board's chairman, Orin Odell,", "secretary of state Orin Odell"."""
        words = self.page.words
        ended = self._ends_with_name(phrase) or self._name_beside(phrase)
        if ended is not None:
            return of_entity(self.page, ended.entity, MentionKind.NAME, "apposed-name")
        if phrase.quantified or words.low[phrase.cut : phrase.cut + 1] not in ([","], ["—"], ["–"], ["--"], [":"]):
            return None
        after = phrase.cut + 1 + words.isa(phrase.cut + 1, "determiner")
        named = self.cast.at.get(after)
        if named is None or named.name.possessive or after >= phrase.last:
            return None
        if named.name.last < phrase.last and words.low[named.name.last] not in (",", "who", "(", "—", "–", "--"):
            return None
        if phrase.noun is not None and phrase.noun.kind == ORGANISATION and named.entity.is_person and not named.entity.sex:
            named.entity.sort = BODY_NAME  # "the operator, Delta Crossings,"
        if phrase.noun is not None and (phrase.noun.plural or (phrase.noun.kind in (PERSON, CLASS)) != named.entity.is_person):
            return None
        return of_entity(self.page, named.entity, MentionKind.NAME, "apposed-name")

    def _name_beside(self, phrase: Phrase) -> Named | None:
        """The person whose name stands beside a description: "the other man, his cousin | Orin Odell"."""
        words = self.page.words
        if phrase.noun is None or phrase.noun.kind != PERSON or phrase.noun.plural or phrase.quantified:
            return None
        commas = [at for at in range(phrase.cut, phrase.last) if words.low[at] in (",", "(")]
        for comma, end in pairwise([*commas, phrase.last]):
            named = self.cast.at.get(end - 1)
            if named is None or not named.entity.is_person or named.name.possessive or named.name.opens <= comma:
                continue
            if named.name.opens == comma + 1 or noun_of(words.low[named.name.opens - 1], PERSON) is not None:
                return named
        return None

    def _ends_with_name(self, phrase: Phrase) -> Named | None:
        """The person whose name ends a description without a comma: "secretary of state | Orin Odell"."""
        words = self.page.words
        if phrase.noun is None or phrase.noun.kind != PERSON or phrase.noun.plural or phrase.cut >= phrase.last:
            return None
        marks = (
            at
            for at in range(phrase.cut, phrase.last)
            if words.low[at] in (",", "(", "—", "–", "--") or words.isa(at, "relative")
        )
        named = self.cast.at.get(next(marks, phrase.last) - 1)
        if named is None or not named.entity.is_person or named.name.possessive or named.name.opens <= phrase.cut:
            return None
        before = words.low[named.name.opens - 1]
        plain = before.isalpha() and not any(before in word_class(name) for name in _BEFORE_OTHERS)
        return named if plain and not before.endswith(("ing", "ed")) else None


def _in_sentence(name: str) -> str:
    """A description as it stands inside a sentence: "the pilots" of "The pilots"."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An", "Some", "Many", "Most") else name
