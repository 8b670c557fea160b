"""Whom does a phrase mean that names a source?  Names, descriptions and pronouns, each tied to one source by a rule."""

from msgspec import Struct

from sayso.language.nouns import CLASS, DOCUMENT, ORGANISATION, PART, PEOPLE, PERSON, Noun, noun_of
from sayso.language.peoples import ADJECTIVE, COUNTRY, PARTY, PLACE
from sayso.language.proper_names import DOCUMENT_NAME, PERSON_NAME
from sayso.language.words import word_class
from sayso.model.span import Span
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.chain import SEXES, Chain, Link, uncontracted
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Cast, Entity, Named, span_of
from sayso.reading.sources.phrases import POSSESSIVES, Phrase, read_phrase

FIRST_PERSON = frozenset("i we me us my our mine ours myself ourselves".split())
SECOND_PERSON = frozenset("you your yours yourself".split())
_THIRD_PLURAL = frozenset("they them their theirs themselves".split())
_NEUTER = frozenset("it its itself".split())
_RELATIVES = frozenset("who whom whose which that".split())
_REACH = 90
"""Tokens looked back over for what "they" or "it" means; two or three sentences."""


class Resolution(Struct, frozen=True):
    """Whom a phrase means.

    Equal `key` is the same source; `spans` are where `name` is printed, empty where it was put together.
    """

    key: str
    name: str
    spans: tuple[Span, ...]
    kind: SourceKind
    named: bool
    mention: MentionKind
    rule: str
    entity: Entity | None = None
    noun: Noun | None = None


class Resolver:
    """Resolves the sources of one article, in the order of the text."""

    def __init__(self, page: Page, cast: Cast, chain: Chain, authors: dict[int, tuple[str, Span]]) -> None:
        self.page = page
        self.cast = cast
        self.chain = chain
        self.authors = authors
        """By paragraph: who wrote the letter or post that it belongs to, and where that is printed."""
        self.bodies: list[Entity] = []
        """Organisations spoken of, the last last."""
        self.described: dict[str, Resolution] = {}
        """What was last described with a noun ("source"), by that noun."""
        self.last: Resolution | None = None
        """The last source."""
        self.before: list[tuple[int, Resolution]] = []

    def resolve(self, span: Span) -> Resolution:
        """Whom the phrase at `span` means."""
        first, last = self.page.tokens_of(span)
        phrase = read_phrase(self.page, self.cast, first, last)
        if phrase is None:
            return self._unclear(span, MentionKind.NOMINAL)
        found = self._resolve(phrase)
        self.last = found
        self.before.append((phrase.first, found))
        return found

    # ---------------------------------------------------------------- kinds of phrases

    def _resolve(self, phrase: Phrase) -> Resolution:
        words = self.page.words
        low = uncontracted(words.low[phrase.first])
        if phrase.last - phrase.first == 1 or low in ("who", "whom", "whose", "which"):
            pronoun = self._pronoun(phrase, low)
            if pronoun is not None:
                return pronoun
        joint = self._joint(phrase) or self._joint_pronoun(phrase, low)
        if joint is not None:
            return joint
        if phrase.name is not None and not phrase.quantified:
            return self._of_entity(phrase.name.entity, MentionKind.NAME, phrase.name.rule)
        apposed = self._apposed(phrase)
        if apposed is not None:
            return apposed
        return self._description(phrase)

    def _pronoun(self, phrase: Phrase, low: str) -> Resolution | None:
        at = phrase.first
        span = self.page.span(at, phrase.last)
        if low in FIRST_PERSON:
            return self._first_person(at, low, span)
        if low in SECOND_PERSON:
            return self._plain(phrase, SourceKind.READER, False, "addressed", MentionKind.PRONOUN)
        if low in SEXES:
            link = self.chain.links.get(at) or self.chain.refer(at, SEXES[low], low == "his")
            if link is None:
                return self._unclear(span, MentionKind.PRONOUN)
            self.chain.links[at] = link
            return self._of_entity(link.entity, MentionKind.PRONOUN, "pronoun")
        if low in _RELATIVES:
            return self._relative(phrase, low)
        if low in _THIRD_PLURAL or low in _NEUTER:
            return self._neuter(phrase, low in _THIRD_PLURAL)
        if low in word_class("standalone") or low in ("people", "many", "one", "nobody", "everybody"):
            kind = (
                SourceKind.UNNAMED_PERSON
                if low in ("one", "another", "someone", "somebody", "this")
                else SourceKind.UNNAMED_GROUP
            )
            return self._plain(phrase, kind, False, "quantity", MentionKind.PRONOUN)
        return None

    def _first_person(self, at: int, low: str, span: Span) -> Resolution:
        paragraph = self.page.paragraphs[self.page.sentence_of(at)]
        if self.page.is_quoted(span.start):
            speaker = self.chain.saying(at)
            if speaker is not None:
                return self._of_entity(speaker, MentionKind.PRONOUN, "first-person-quoted")
        elif paragraph in self.authors:
            name, place = self.authors[paragraph]
            return Resolution(f"author:{name}", name, (place,), SourceKind.PERSON, True, MentionKind.PRONOUN, "signature")
        return Resolution("outlet", "the outlet itself", (), SourceKind.OUTLET, False, MentionKind.PRONOUN, "first-person")

    def _relative(self, phrase: Phrase, low: str) -> Resolution:
        """ "who", "which", "whose leaders": what stands right before."""
        words = self.page.words
        at = phrase.first
        sentence = self.page.sentence_of(at)
        start = self.page.sentences[sentence][0]
        before = at - 1
        while before > start and words.low[before] in (
            ",",
            "of",
            "and",
            "some",
            "many",
            "most",
            "all",
            "both",
            "(",
            "—",
            "in",
            "for",
            "to",
        ):
            before -= 1
        antecedent = self._ending_at(before, start)
        if low == "who" and (antecedent is None or antecedent.kind in (SourceKind.UNCLEAR, SourceKind.DOCUMENT)):
            person = next((one for one in reversed(self.chain.seen.values()) if one.sentence == sentence), None)
            if person is not None:
                antecedent = self._of_entity(person.entity, MentionKind.PRONOUN, "relative")
        if antecedent is None:
            return self._unclear(self.page.span(at, phrase.last), MentionKind.PRONOUN)
        if low == "whose" and phrase.last > at + 1:
            noun = phrase.noun
            text = f"{_possessive(antecedent.name)} {self._text(at + 1, phrase.last)}"
            kind = self._kind_of(noun, phrase.plural, False)
            return Resolution(f"text:{text.casefold()}", text, (), kind, False, MentionKind.NOMINAL, "relative", None, noun)
        return Resolution(
            antecedent.key,
            antecedent.name,
            antecedent.spans,
            antecedent.kind,
            antecedent.named,
            MentionKind.PRONOUN,
            "relative",
            antecedent.entity,
            antecedent.noun,
        )

    def _ending_at(self, at: int, start: int) -> Resolution | None:
        """What the noun phrase means that ends with token `at`."""
        words = self.page.words
        named = self.cast.at.get(at)
        floor = max(start, at - 12)
        first = at
        if named is None:
            comma = next((token for token in range(at, floor - 1, -1) if words.low[token] in (",", ";", "(")), None)
            if comma is not None and comma > start and comma - 1 in self.cast.at and words.isa(comma + 1, "determiner"):
                named = self.cast.at[comma - 1]  # "China and Peru, the two biggest buyers, | which"
                at = comma - 1
        if named is not None:
            first = named.name.opens - (words.low[named.name.opens - 1] == "the" and named.name.opens - 1 > start)
            while first - 2 >= floor and words.low[first - 1] in ("and", ",") and first - 2 in self.cast.at:
                first = self.cast.at[first - 2].name.opens
            if words.low[first - 1 : first] == ["of"] and first - 2 >= floor and noun_of(words.low[first - 2]):
                named, first = None, first - 2
        if named is None:
            while first > floor and not words.isa(first, "determiner", "possessive"):
                low = words.low[first - 1]
                if (
                    not low[0].isalnum()
                    or any(
                        low in word_class(name) for name in ("auxiliary", "subject", "subordinator", "preposition", "coordinator")
                    )
                    or low in word_class("adverb")
                ):
                    break
                first -= 1
        phrase = read_phrase(self.page, self.cast, first, at + 1)
        return self._resolve(phrase) if phrase else None

    def _neuter(self, phrase: Phrase, plural: bool) -> Resolution:
        """ "it" and "they": the last body or group that could speak, sources first."""
        at = phrase.first
        span = self.page.span(at, phrase.last)
        words = self.page.words
        best: tuple[float, int] | None = None
        found: Resolution | None = None
        sentence = self.page.sentence_of(at)
        for token, resolution, subject in self._spoken_of(at, plural):
            group = resolution.kind in (SourceKind.GROUP, SourceKind.UNNAMED_GROUP)
            if plural and resolution.kind is SourceKind.PERSON:
                continue
            distance = min(sentence - self.page.sentence_of(token), 4)
            fits = group if plural else resolution.kind is SourceKind.ORGANISATION
            fits = fits or (plural and resolution.noun is not None and resolution.noun.plural)
            score = -distance + (1.2 if subject else 0) + (0.8 if fits else -0.5)
            score += 0.8 if any(token <= first < token + 12 for first, _ in self.before[-4:]) else 0
            score -= 0.6 if self.page.is_quoted(words.starts[token]) else 0
            score -= 0.8 if resolution.entity is not None and resolution.entity.sort in (COUNTRY, PLACE) else 0
            if best is None or (score, token) > best:
                best, found = (score, token), resolution
        if found is None:
            return self._unclear(span, MentionKind.PRONOUN)
        return Resolution(
            found.key, found.name, found.spans, found.kind, found.named, MentionKind.PRONOUN, "pronoun", found.entity, found.noun
        )

    def _spoken_of(self, at: int, plural: bool) -> list[tuple[int, Resolution, bool]]:
        """What was spoken of before a token that "it" or "they" can mean, with its token and whether it stood as a subject."""
        words = self.page.words
        found: list[tuple[int, Resolution, bool]] = []
        floor = max(0, at - _REACH)
        done = -1
        for token in range(floor, at):
            if token <= done:
                continue
            named = self.cast.at.get(token)
            if named is not None:
                done = named.name.last - 1
                entity = named.entity
                after = named.name.last
                if named.name.possessive or named.name.first < token:
                    continue
                noun = noun_of(words.low[after], ORGANISATION, DOCUMENT) if after < at else None
                if noun is not None:
                    phrase = read_phrase(self.page, self.cast, token, after + 1)
                    if phrase and noun.plural == plural:
                        found.append((token, self._description(phrase), self._opens(token)))
                    continue
                if words.low[after : after + 1] == ["and"] and after + 1 in self.cast.at and plural:
                    other = self.cast.at[after + 1]
                    phrase = read_phrase(self.page, self.cast, token, other.name.last)
                    joint = self._joint(phrase) if phrase else None
                    if joint is not None:
                        found.append((token, joint, self._opens(token)))
                    continue
                if not entity.is_person and entity.sort != ADJECTIVE:
                    found.append((token, self._of_entity(entity, MentionKind.NAME, "name"), self._opens(token)))
                continue
            noun = noun_of(words.low[token])
            if noun is None or noun.kind == PART or noun.plural != plural:
                continue
            if not plural and noun.kind not in (ORGANISATION, DOCUMENT):
                continue
            if noun.kind == PEOPLE and not words.isa(token, "plural") and not words.isa(token - 1, "determiner"):
                continue
            if token + 1 < at and (noun_of(words.low[token + 1]) is not None or token + 1 in self.cast.at):
                continue
            first = token
            while first > floor and (
                words.low[first - 1][0].isalnum()
                and not any(
                    words.low[first - 1] in word_class(name)
                    for name in ("preposition", "auxiliary", "subject", "subordinator", "coordinator", "object")
                )
            ):
                if words.isa(first - 1, "determiner", "possessive"):
                    first -= 1
                    break
                first -= 1
                if token - first > 5:
                    break
            phrase = read_phrase(self.page, self.cast, first, token + 1)
            if phrase is not None and (plural or phrase.determiner) and not (phrase.determiner == "its" and not plural):
                found.append((first, self._description(phrase), self._opens(first)))
        return found

    def _opens(self, token: int) -> bool:
        start = self.page.sentences[self.page.sentence_of(token)][0]
        words = self.page.words
        return (
            token - start <= 1
            or words.low[token - 1] in (",", "and", "but", "that", "while", "as", "“", '"')
            or (words.low[token - 1] == "the" and token - start <= 2)
        )

    # ---------------------------------------------------------------- names

    def _joint(self, phrase: Phrase) -> Resolution | None:
        """ "Odell and Fenn", "Odell and his wife": several who speak together."""
        words = self.page.words
        names = [named for named in phrase.names if named.name.first < phrase.last]
        joins = [at for at in range(phrase.first + 1, phrase.last - 1) if words.low[at] == "and" and at not in self.cast.at]
        if not joins or not names or phrase.quantified:
            return None
        at = joins[0]
        first = names[0]
        if first.name.opens > phrase.first + 1 + (words.low[phrase.first] == "both") or first.name.possessive:
            return None
        if any(
            words.low[token] not in (",", "and", "the", "both", "&") and token not in self.cast.at
            for token in range(phrase.first, at)
        ):
            return None
        follows = self.cast.at.get(at + 1) or (self.cast.at.get(at + 2) if words.low[at + 1] == "the" else None)
        texts = [self._of_entity(named.entity, MentionKind.NAME, "name").name for named in names if named.name.first < at]
        entities = [named.entity for named in names if named.name.first < at]
        if follows is not None and not follows.name.possessive:
            texts.append(follows.entity.name)
            entities.append(follows.entity)
            last = follows.name.last
        elif words.low[at + 1] in POSSESSIVES or words.isa(at + 1, "determiner"):
            last = next((token for token in range(at + 1, phrase.last) if words.low[token] in (",", "(")), phrase.last)
            texts.append(self._text(at + 1, last))
        else:
            return None
        name = f"{', '.join(texts[:-1])} and {texts[-1]}"
        place = self.page.span(first.name.first, last)
        printed = " ".join(place.of(self.page.text).split())
        full = all(text in printed for text in texts)
        name, spans = (printed, (place,)) if full else (name, ())
        return Resolution(f"text:{name.casefold()}", name, spans, SourceKind.GROUP, True, MentionKind.NAME, "joint")

    def _joint_pronoun(self, phrase: Phrase, low: str) -> Resolution | None:
        """ "She and her defenders": the pronoun's name in its place."""
        words = self.page.words
        if low not in SEXES or words.low[phrase.first + 1 : phrase.first + 2] != ["and"] or phrase.last - phrase.first < 3:
            return None
        link = self.chain.links.get(phrase.first) or self.chain.refer(phrase.first, SEXES[low])
        if link is None:
            return None
        self.chain.links[phrase.first] = link
        name = f"{link.entity.name} and {self._text(phrase.first + 2, phrase.last, False)}"
        return Resolution(f"text:{name.casefold()}", name, (), SourceKind.GROUP, link.entity.named, MentionKind.PRONOUN, "joint")

    def _apposed(self, phrase: Phrase) -> Resolution | None:
        """A description and then the name: "the board's chairman, Orin Odell,"."""
        words = self.page.words
        if words.low[phrase.cut : phrase.cut + 1] != [","] or phrase.quantified:
            return None
        named = self.cast.at.get(phrase.cut + 1) or (
            self.cast.at.get(phrase.cut + 2) if words.isa(phrase.cut + 1, "determiner") else None
        )
        if (
            named is None
            or named.name.possessive
            or (named.name.last < phrase.last and words.low[named.name.last] not in (",", "who", "("))
        ):
            return None
        noun = phrase.noun
        if noun is not None and (noun.plural or (noun.kind == PERSON) != named.entity.is_person):
            return None
        return self._of_entity(named.entity, MentionKind.NAME, "apposed-name")

    def _of_entity(self, entity: Entity, mention: MentionKind, rule: str) -> Resolution:
        kind = {
            PERSON_NAME: SourceKind.PERSON,
            "people": SourceKind.GROUP,
            DOCUMENT_NAME: SourceKind.DOCUMENT,
        }.get(entity.sort, SourceKind.ORGANISATION)
        if not entity.named:
            kind = SourceKind.UNNAMED_PERSON
        return Resolution(
            f"entity:{entity.number}", entity.name, (span_of(self.page, entity.place),), kind, entity.named, mention, rule, entity
        )

    # ---------------------------------------------------------------- descriptions

    def _description(self, phrase: Phrase) -> Resolution:
        words = self.page.words
        noun = phrase.noun
        if noun is not None and noun.kind == PART and phrase.owner is not None:
            owner = self._owner(phrase)
            if owner is not None:
                return Resolution(
                    owner.key, owner.name, owner.spans, owner.kind, owner.named, MentionKind.PRONOUN, "part", owner.entity
                )
        if noun is not None and noun.kind == ORGANISATION and not noun.plural and not phrase.quantified:
            return self._body(phrase, noun)
        if noun is not None and noun.kind == DOCUMENT:
            return self._document(phrase, noun)
        if words.low[phrase.first : phrase.first + 2] == ["no", "one"]:
            return self._plain(phrase, SourceKind.UNNAMED_GROUP, False, "quantity", MentionKind.PRONOUN)
        if noun is not None and noun.kind in (PERSON, CLASS) and not noun.plural and not phrase.quantified:
            return self._person(phrase, noun)
        if phrase.name is not None:  # "some Republicans", "50 percent of Americans"
            kind = SourceKind.UNNAMED_GROUP if not self._is_share(phrase) else SourceKind.GROUP
            if phrase.name.entity.is_person:
                kind = SourceKind.UNNAMED_GROUP
            return self._plain(phrase, kind, False, "quantity")
        if (
            phrase.plural
            and noun is not None
            and phrase.determiner in ("the", "these", "those")
            and phrase.last - phrase.first <= 2
        ):
            earlier = self.described.get(f"plural:{noun.word}")
            if earlier is not None:
                return self._again(earlier, noun)
        kind = self._kind_of(noun, phrase.plural, phrase.quantified)
        if noun is None and (
            words.low[phrase.head] in word_class("standalone")
            or words.low[phrase.first] == words.low[phrase.last - 1] != words.low[phrase.head]
        ):
            kind = SourceKind.UNNAMED_GROUP
        if self._is_share(phrase):
            kind = SourceKind.GROUP
        found = self._plain(phrase, kind, False, "description")
        if phrase.plural and noun is not None and kind is SourceKind.UNNAMED_GROUP:
            self.described[f"plural:{noun.word}"] = found
        return found

    def _again(self, earlier: Resolution, noun: Noun | None) -> Resolution:
        """What was described before, described again."""
        return Resolution(
            earlier.key,
            earlier.name,
            earlier.spans,
            earlier.kind,
            earlier.named,
            MentionKind.NOMINAL,
            "same-noun",
            earlier.entity,
            noun,
        )

    def _kind_of(self, noun: Noun | None, plural: bool, quantified: bool) -> SourceKind:
        if noun is None:
            return SourceKind.UNNAMED_GROUP if plural or quantified else SourceKind.UNCLEAR
        if noun.kind == DOCUMENT:
            return SourceKind.DOCUMENT
        if noun.kind == ORGANISATION:
            if noun.plural and noun.type == "government" and not quantified:
                return SourceKind.GROUP
            return SourceKind.UNNAMED_GROUP if noun.plural or quantified else SourceKind.ORGANISATION
        if noun.kind in (CLASS, PEOPLE) and not quantified:
            return SourceKind.GROUP
        return SourceKind.UNNAMED_GROUP if plural or quantified or noun.kind == PEOPLE else SourceKind.UNNAMED_PERSON

    def _is_share(self, phrase: Phrase) -> bool:
        """Whether a phrase gives a share of people: "12 percent of voters"."""
        low = self.page.words.low[phrase.first : phrase.last]
        return (
            any(word in ("percent", "%", "majority", "half", "third", "thirds", "quarter") for word in low)
            or low[0] == "both"
            or ("per" in low and "cent" in low)
        )

    def _person(self, phrase: Phrase, noun: Noun) -> Resolution:
        """One person described: by a role that the article gives somebody, or the one described so before, or anew."""
        words = self.page.words
        definite = phrase.determiner in ("the", "this", "that") or (phrase.owner is not None) or not phrase.determiner
        if definite:
            entity = self._by_role(phrase, noun)
            if entity is not None:
                return self._take(phrase, self._of_entity(entity, MentionKind.NOMINAL, "role"))
        earlier = self.described.get(noun.word)
        if phrase.determiner in ("the", "this", "that") and earlier is not None and phrase.owner is None:
            return self._take(
                phrase,
                Resolution(
                    earlier.key,
                    earlier.name,
                    earlier.spans,
                    earlier.kind,
                    earlier.named,
                    MentionKind.NOMINAL,
                    "same-noun",
                    earlier.entity,
                    noun,
                ),
            )
        unique = phrase.determiner in ("the", "this", "that") and phrase.owner is None
        once = not isinstance(phrase.owner, int) and {"former", "longtime", "onetime"} & {*words.low[phrase.first : phrase.last]}
        if unique or once:
            link = self._anaphor(phrase, noun)
            if link is not None:
                return self._take(phrase, self._of_entity(link.entity, MentionKind.NOMINAL, "description"))
        found = self._plain(phrase, SourceKind.UNNAMED_PERSON, False, "description")
        entity = Entity(
            -1 - phrase.first,
            PERSON_NAME,
            found.name,
            (phrase.first, phrase.last),
            sex=noun.sex,
            named=False,
            role_words={noun.word, f"type:{noun.type}"},
        )
        found = Resolution(
            f"entity:{entity.number}", found.name, found.spans, found.kind, False, found.mention, found.rule, entity, noun
        )
        self.described[noun.word] = found
        self.chain.mention(entity, phrase.first, phrase.cut, "nominal")
        return found

    def _take(self, phrase: Phrase, found: Resolution) -> Resolution:
        if found.entity is not None:
            self.chain.mention(found.entity, phrase.first, phrase.cut, "nominal")
        return found

    def _by_role(self, phrase: Phrase, noun: Noun) -> Entity | None:
        """Whom the article calls so: "the former harbour master" after "Orin Odell, a former harbour master"."""
        words = self.page.words
        wanted = set()
        for at in range(phrase.first, phrase.last):
            low = words.low[at].removesuffix("’s").removesuffix("'s")
            if low[0].isalpha() and not any(
                low in word_class(name)
                for name in ("determiner", "preposition", "possessive", "coordinator", "auxiliary", "relative")
            ):
                wanted.add(low)
        wanted.discard(words.low[phrase.head])
        former = "former" in wanted
        wanted -= _AGES
        best: tuple[float, int] | None = None
        found = None
        for entity in self.cast.entities:
            if not entity.is_person or not entity.role_words or (noun.sex and entity.sex and noun.sex != entity.sex):
                continue
            same = noun.word in entity.role_words
            kin = f"type:{noun.type}" in entity.role_words
            if not same and not kin:
                continue
            if min(place for place, _ in entity.forms.values()) > phrase.first and not self._introduced(phrase, entity):
                continue
            overlap = len(wanted & entity.role_words)
            score = (
                2.0 * same
                + kin
                + overlap
                + 0.8 * (former == ("former" in entity.role_words))
                - 0.5 * len(wanted - entity.role_words)
            )
            if wanted and not overlap and not (same and len(wanted) <= 1) and not (same and self._introduced(phrase, entity)):
                continue
            if not same and not overlap:
                continue
            recent = self.chain.seen[entity.number].token if entity.number in self.chain.seen else -1
            if best is None or (score, recent) > best:
                best, found = (score, recent), entity
        return found

    def _introduced(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether a description in the lead is followed by the first mention of the name: "the board's engineer said ... Orin Odell, ..."."""
        paragraphs = self.page.paragraphs
        here = paragraphs[self.page.sentence_of(phrase.first)]
        first = min(place for place, _ in entity.forms.values())
        return here <= _LEAD and first > phrase.first and paragraphs[self.page.sentence_of(first)] - here <= 2

    def _anaphor(self, phrase: Phrase, noun: Noun) -> Link | None:
        """The person spoken of just before, whom a bare description picks up: "the economist"."""
        link = self.chain.refer(phrase.first, noun.sex)
        if link is None:
            return None
        seen = self.chain.seen.get(link.entity.number)
        paragraph = self.page.paragraphs[self.page.sentence_of(phrase.first)]
        if seen is None or paragraph - seen.paragraph > 2:
            return None
        offices = {word.removeprefix("type:") for word in link.entity.role_words if word.startswith("type:")} & _OFFICES
        return None if offices and noun.type not in offices and noun.type in _OFFICES else link

    def _body(self, phrase: Phrase, noun: Noun) -> Resolution:
        """An organisation described: with a name in it, or one spoken of before."""
        inside = [named for named in phrase.names if named.name.first <= phrase.head]
        if inside:
            text = self._text(phrase.first, phrase.cut)
            spans = (self.page.span(phrase.first, phrase.cut),) if phrase.owner is None or isinstance(phrase.owner, Named) else ()
            key = f"text:{text.casefold().removeprefix('the ')}"
            found = Resolution(key, text, spans, SourceKind.ORGANISATION, True, MentionKind.NAME, "named-body", None, noun)
            self.described[noun.word] = found
            return found
        if phrase.determiner in ("a", "an", "another", "one", "any", "each", "every"):
            found = self._plain(phrase, SourceKind.ORGANISATION, False, "description")
            self.described[noun.word] = found
            return found
        if phrase.determiner in ("the", "this", "that") and phrase.owner is None and phrase.cut - phrase.first <= 3:
            known = self._earlier_body(phrase, noun)
            if known is not None:
                return known
        return self._plain(phrase, SourceKind.ORGANISATION, False, "description")

    def _earlier_body(self, phrase: Phrase, noun: Noun) -> Resolution | None:
        """Which organisation spoken of before "the fund" or "the agency" means."""
        best: tuple[float, int] | None = None
        found: Entity | None = None
        for named in self.cast.named:
            entity = named.entity
            if entity.is_person or entity.sort in ("people", ADJECTIVE, DOCUMENT_NAME) or not entity.parts:
                continue
            if named.name.first >= phrase.first and best is not None:
                break
            last = noun_of(entity.parts[-1].casefold().strip("."), ORGANISATION)
            forms = {part.casefold() for part in entity.parts}
            score = 3.0 * (noun.word in forms) + 1.5 * (last is not None and last.type == noun.type)
            if noun.type in ("body", "company", "bank", "press", "office") and entity.sort not in (COUNTRY, PLACE):
                score += 1.0
            if noun.type == "government" and entity.sort in (COUNTRY, PLACE):
                score += 1.0
            if noun.type == "party" and entity.sort == PARTY:
                score += 1.5
            if score < 1:
                continue
            score -= 0.15 * min(8, max(0, self.page.sentence_of(phrase.first) - named.sentence))
            if named.name.first >= phrase.first:
                score -= 1.5
            if best is None or (score, named.name.first) >= best:
                best, found = (score, named.name.first), entity
        earlier = self.described.get(noun.word)
        if earlier is not None and (best is None or best[0] < 2.5):
            return Resolution(
                earlier.key,
                earlier.name,
                earlier.spans,
                earlier.kind,
                earlier.named,
                MentionKind.NOMINAL,
                "same-noun",
                earlier.entity,
                noun,
            )
        return self._of_entity(found, MentionKind.NOMINAL, "body") if found is not None else None

    def _document(self, phrase: Phrase, noun: Noun) -> Resolution:
        """A document: named where it, its maker or its owner is; "the report" is the one named before."""
        inside = [named for named in phrase.names if named.entity.sort != "people" and self._makes(phrase, named)]
        named = bool(inside) or (phrase.owner is not None and not isinstance(phrase.owner, Named) and self._owner_named(phrase))
        if not named and phrase.determiner in ("the", "this", "that", "its") and phrase.cut == phrase.last:
            earlier = self.described.get(noun.word) or self.described.get(f"type:{noun.type}")
            if earlier is not None:
                return Resolution(
                    earlier.key,
                    earlier.name,
                    earlier.spans,
                    earlier.kind,
                    earlier.named,
                    MentionKind.NOMINAL,
                    "same-noun",
                    None,
                    noun,
                )
        found = self._plain(phrase, SourceKind.DOCUMENT, named, "document", MentionKind.NOMINAL, noun)
        self.described[noun.word] = self.described[f"type:{noun.type}"] = found
        return found

    def _makes(self, phrase: Phrase, named: Named) -> bool:
        """Whether a name in the phrase tells whose document it is, and not of what or where."""
        before = self.page.words.low[named.name.opens - 1] if named.name.opens > phrase.first else ""
        before = self.page.words.low[named.name.opens - 2] if before == "the" else before
        return named.name.first <= phrase.head or before in ("by", "from", "of")

    def _owner_named(self, phrase: Phrase) -> bool:
        owner = self._owner(phrase)
        return owner is not None and owner.named

    def _owner(self, phrase: Phrase) -> Resolution | None:
        """Whom the possessive in a phrase means."""
        owner = phrase.owner
        if owner is None:
            return None
        if isinstance(owner, Named):
            return self._of_entity(owner.entity, MentionKind.NAME, owner.rule)
        low = self.page.words.low[owner]
        if low in SEXES:
            link = self.chain.links.get(owner) or self.chain.refer(owner, SEXES[low], True)
            return self._of_entity(link.entity, MentionKind.PRONOUN, "pronoun") if link else None
        if low in FIRST_PERSON:
            return self._first_person(owner, low, self.page.span(owner, owner + 1))
        probe = read_phrase(self.page, self.cast, owner, owner + 1)
        if probe is None or low in SECOND_PERSON or low == "whose":
            return None
        found = self._neuter(probe, low == "their")
        return found if found.kind is not SourceKind.UNCLEAR else None

    def _plain(
        self,
        phrase: Phrase,
        kind: SourceKind,
        named: bool,
        rule: str,
        mention: MentionKind = MentionKind.NOMINAL,
        noun: Noun | None = None,
    ) -> Resolution:
        """A source by its description as printed, a possessive pronoun in it replaced."""
        text = self._text(phrase.first, phrase.last)
        if len(text.split()) > _LONGEST_DESCRIPTION:
            text = self._text(phrase.first, phrase.cut if phrase.cut > phrase.first else phrase.last)
        printed = self._text(phrase.first, phrase.last, False)
        spans = (self.page.span(phrase.first, phrase.last),) if printed.startswith(text) else ()
        return Resolution(f"text:{text.casefold()}", text, spans, kind, named, mention, rule, None, noun or phrase.noun)

    def _text(self, first: int, last: int, replaced: bool = True) -> str:
        """The text of some tokens; "her aides" becomes "Ann Marlow's aides"."""
        words = self.page.words
        span = self.page.span(first, last)
        pieces = []
        done = span.start
        for at in range(first, last) if replaced else ():
            if words.low[at] in POSSESSIVES and words.low[at] not in ("whose", "my", "our", "your"):
                probe = Phrase(at, at + 1, at + 1, at, None, [], None, at, "", False, False)
                owner = self._owner(probe)
                if owner is not None and owner.kind is not SourceKind.UNCLEAR:
                    pieces += [self.page.text[done : words.starts[at]], _possessive(owner.name)]
                    done = words.ends[at]
        return " ".join(("".join(pieces) + self.page.text[done : span.end]).split())

    def _unclear(self, span: Span, mention: MentionKind) -> Resolution:
        text = span.of(self.page.text)
        return Resolution(f"unclear:{span.start}", text, (span,), SourceKind.UNCLEAR, False, mention, "unclear")


_LONGEST_DESCRIPTION = 12
"""Words.  A longer description is cut to its head: nobody would call a source by it."""
_LEAD = 2
"""Paragraphs from the top in which a source may be described before it is named."""
_AGES = frozenset("former current late new young old then-candidate longtime".split())
_OFFICES = frozenset(
    (
        "head of state",
        "governor",
        "mayor",
        "lawmaker",
        "lawyer",
        "judge",
        "doctor",
        "police",
        "cleric",
        "soldier",
        "spokesperson",
        "relative",
        "minister",
        "witness",
        "suspect",
        "source",
    )
)


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
