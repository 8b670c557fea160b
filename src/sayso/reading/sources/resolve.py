"""Whom does a phrase mean that names a source?  Names, descriptions and pronouns, each tied to one source by a rule."""

from sayso.language.nouns import CLASS, DOCUMENT, ORGANISATION, PART, PEOPLE, PERSON, Noun, noun_of
from sayso.language.peoples import COUNTRY, PLACE
from sayso.language.peoples import PEOPLE as NAMED_PEOPLE
from sayso.language.proper_names import BODY_NAME, DOCUMENT_NAME, PERSON_NAME, UNKNOWN, find_names
from sayso.language.source_words import source_words
from sayso.language.words import Words, word_class
from sayso.model.span import Span
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.authors import find_author
from sayso.reading.sources.bodies import Body, earlier_body, named_document
from sayso.reading.sources.chain import SEXES, Chain
from sayso.reading.sources.describing import Roles
from sayso.reading.sources.joint import joint_names, joint_text
from sayso.reading.sources.lists import find_rows, row_before
from sayso.reading.sources.page import Page, uncontracted
from sayso.reading.sources.people import Cast, Entity, Named
from sayso.reading.sources.phrases import POSSESSIVES, Phrase, read_phrase
from sayso.reading.sources.ranking import CLEAR, GUESSED, likeliest
from sayso.reading.sources.relatives import antecedent_before
from sayso.reading.sources.resolution import Resolution, again, is_share, kind_of, of_entity, possessive, put_together, unclear
from sayso.reading.sources.spoken_of import Told, spoken_of, start_of, told_of, with_maker

_FIRST_PERSON = frozenset("i we me us my our mine ours myself ourselves".split())
_SECOND_PERSON = frozenset("you your yours yourself".split())
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
_DEFINITE = frozenset("the this that these those same".split())
_INDEFINITE = frozenset("a an another one any each every no".split())
_ONE = frozenset("one another someone somebody this that".split())
_OF_TWO = frozenset(("both", "neither"))
_PAIRS = (["both", "sides"], ["the", "two"], ["the", "pair"], ["the", "duo"], ["the", "couple"])
_WHOM = ("whom", "which", "them", "these", "those")
_REPLACED = POSSESSIVES - {"whose", "my", "our", "your"}
_SORTS = frozenset(("poll", "report", "book", "recording", "advertisement"))
"""Documents that are called by one word and then by another: a poll, then "the survey"."""
_BEFORE_OTHERS = ("preposition", "determiner", "coordinator", "auxiliary", "subordinator", "possessive")
"""Words after which a name is somebody else's than the one described: "an aide to Odell"."""
_LONGEST_DESCRIPTION = 12
"""Words.  A longer description is cut to its head: nobody would call a source by it."""
_TELLING = frozenset(("company", "press", "bank"))
"""Types that one more word may go with: "the shipping company", not "the harbour movement"."""
_BELOW = 4
"""The paragraph down to which a headline's document is looked for."""
_BETWEEN = 4
"""Tokens from "by" to the name of a maker: "by the progressive Odell Fund"."""
_WISH = 9
"""Tokens from "who" to "anonymity": "who agreed to speak only on the condition of"."""
_SHORT = 3
_LONG = 5
"""Tokens of "the board" with what may stand between: a longer description says enough to be somebody else, unless the very word
is in the name ("the federal appeals court")."""


class Resolver:
    """Resolves the sources of one article, in the order of the text."""

    def __init__(self, page: Page, chain: Chain, authors: dict[int, tuple[str, Span]]) -> None:
        self.page = page
        self.cast: Cast = chain.cast
        self.chain = chain
        self.rows = find_rows(page, self.cast)
        self.authors = authors
        """By paragraph: who wrote the letter or post that it belongs to, and where that is printed."""
        self.author = find_author(page)
        """Who wrote the article, where it ends with that."""
        self.roles = Roles(page, chain.cast, chain)
        self.described: dict[str, Resolution] = {}
        """What was last described with a noun ("source"), by that noun."""
        self.described_at: dict[str, int] = {}
        """The token at which that stands."""
        self.introduced: dict[str, Resolution] = {}
        """Bodies described that were no sources, as "a shipping company" beside the company's name may be."""
        self.found: dict[int, Resolution] = {}
        """The sources so far, by their first tokens."""

    def resolve(self, span: Span) -> Resolution:
        """Whom the phrase at `span` means."""
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

    def _phrase_at(self, token: int, noun: Noun) -> Phrase | None:
        """The phrase with a noun at a token for its head; a document's with its maker."""
        start = self.page.sentences[self.page.sentence_of(token)][0]
        end = with_maker(self.page, self.cast, token + 1) if noun.kind == DOCUMENT else token + 1
        return read_phrase(self.page, self.cast, start_of(self.page, token, start), end)

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

    # pronouns

    def _pronoun(self, phrase: Phrase, low: str) -> Resolution | None:
        at = phrase.first
        span = self.page.span(at, phrase.last)
        if low in _FIRST_PERSON:
            return self._first_person(at, span)
        if low in _SECOND_PERSON:
            return self._plain(phrase, SourceKind.READER, False, "addressed", MentionKind.PRONOUN)
        if low in SEXES:
            person = self._person_at(at, low)
            return person or unclear(self.page, span, MentionKind.PRONOUN)
        if low in _RELATIVES:
            return self._relative(phrase, low)
        if low in BODIES:
            found = self._neuter(at, BODIES[low])
            return found or unclear(self.page, span, MentionKind.PRONOUN)
        if low in _OF_TWO:
            pair = self._pair_before(at)
            if pair is not None:
                return again(pair, MentionKind.PRONOUN, "pair")
            return self._plain(phrase, SourceKind.GROUP, False, "quantity", MentionKind.PRONOUN)
        if low in word_class("standalone") or low in ("people", "nobody", "everybody"):
            kind = SourceKind.UNNAMED_PERSON if low in _ONE else SourceKind.UNNAMED_GROUP
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
        if at - 2 < phrase.first or words.low[at - 1] != "of" or words.low[at] not in _WHOM:
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
        if noun is not None and noun.plural and phrase.determiner in _DEFINITE and phrase.last - phrase.first <= 2:
            return self.described.get(f"plural:{noun.word}") or self._as_printed(phrase)
        if noun is not None and not phrase.quantified and not noun.plural:
            if noun.kind == ORGANISATION:
                return self._named_body(phrase, noun) or self._earlier(phrase, noun) or self._as_printed(phrase)
            if phrase.determiner in _DEFINITE and noun.word in self.described:
                return self.described[noun.word]
        return self._as_printed(phrase)

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

    # several who speak together, and names beside descriptions

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
        ended = self._ends_with_name(phrase)
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

    # descriptions

    def _description(self, phrase: Phrase) -> Resolution:
        words = self.page.words
        noun = phrase.noun
        if noun is not None and noun.kind == PART and phrase.owner is not None:
            owner = self._owner(phrase.owner)
            if owner is not None:
                return again(owner, MentionKind.PRONOUN, "part")
        if words.low[phrase.first : phrase.first + 2] == ["no", "one"]:
            return self._plain(phrase, SourceKind.UNNAMED_GROUP, False, "quantity", MentionKind.PRONOUN)
        if words.low[phrase.first : phrase.last] in _PAIRS or (
            words.low[phrase.first] in _OF_TWO and phrase.last - phrase.first == 2 and phrase.name is None
        ):
            pair = self._pair_before(phrase.first)
            if pair is not None:
                return again(pair, MentionKind.NOMINAL, "pair")
        if phrase.last - phrase.first == _SHORT and words.low[phrase.first] == words.low[phrase.last - 1]:
            return self._plain(phrase, SourceKind.UNNAMED_GROUP, False, "quantity")  # "country after country"
        if any(
            words.low[at] == "and" and words.isa(at + 1, "determiner", "possessive") for at in range(phrase.first, phrase.cut)
        ):
            return self._plain(phrase, SourceKind.UNNAMED_GROUP, False, "joint")  # "the bishop and the mayor"
        if noun is not None and not noun.plural and not phrase.quantified:
            if noun.kind == ORGANISATION:
                return self._body(phrase, noun)
            if noun.kind in (PERSON, CLASS):
                return self._person(phrase, noun)
        if noun is not None and noun.kind == DOCUMENT:
            return self._document(phrase, noun)
        return self._several(phrase)

    def _several(self, phrase: Phrase) -> Resolution:
        """A group described: "some voters", "12 percent of voters", "officials"; "the officials" are those of before."""
        words = self.page.words
        noun = phrase.noun
        if is_share(self.page, phrase):
            return self._plain(phrase, SourceKind.GROUP, False, "quantity")
        if phrase.name is not None:  # "some Republicans"
            return self._plain(phrase, SourceKind.UNNAMED_GROUP, False, "quantity")
        if any(self._is_example(named) for named in phrase.names):
            return self._plain(phrase, SourceKind.GROUP, True, "examples")
        if noun is not None and noun.plural and phrase.determiner in _DEFINITE and phrase.last - phrase.first <= 2:
            earlier = self.described.get(f"plural:{noun.word}") or self._row(phrase, noun)
            if earlier is not None:
                return again(earlier, MentionKind.NOMINAL, "same-noun")
        if noun is not None and noun.kind == ORGANISATION and phrase.determiner in _DEFINITE and self._of_places(phrase):
            return self._plain(phrase, SourceKind.GROUP, True, "description")  # "the councils of Orlan and Northmere"
        kind = kind_of(noun, phrase.plural, phrase.quantified)
        if kind is SourceKind.UNCLEAR and words.words[phrase.first][0].isupper() and words.words[phrase.head][0].isupper():
            return self._unmet(phrase)
        if noun is not None and noun.kind == PEOPLE and words.low[phrase.cut - 1 : phrase.cut + 1][-1] in source_words("privy"):
            kind = SourceKind.UNNAMED_GROUP  # "people familiar with the matter"
        if noun is None and words.low[phrase.head] in word_class("standalone"):
            kind = SourceKind.UNNAMED_GROUP
        found = self._plain(phrase, kind, False, "description")
        if noun is not None and noun.plural and kind is SourceKind.UNNAMED_GROUP:
            self.described[f"plural:{noun.word}"] = found
        return found

    def _row(self, phrase: Phrase, noun: Noun) -> Resolution | None:
        """ "The researchers": those named in a row before."""
        if noun.kind not in (PERSON, CLASS):
            return None
        row = row_before(self.rows, phrase.first, noun)
        if row is None:
            return None
        names = [one.name for one in row.people]
        return put_together(f"{', '.join(names[:-1])} and {names[-1]}", SourceKind.GROUP, True, "row")

    def _is_example(self, named: Named) -> bool:
        """Whether a name is given as an example: "sailors, including | Odell", "boards such as | Delta Crossings"."""
        opens = named.name.opens - (self.page.words.low[named.name.opens - 1] == "the")
        before = self.page.words.low[max(0, opens - 2) : opens]
        return before == ["such", "as"] or before[-1:] == ["including"] or before[-1:] == ["like"]

    def _unmet(self, phrase: Phrase) -> Resolution:
        """A name that stands where names are not looked for, as in a line in headline capitals, and nowhere else."""
        words = self.page.words
        name = next(find_names(words, phrase.first, phrase.cut, self.page.spelling), None)
        sort = name.sort if name is not None else UNKNOWN
        parts = name.parts if name else tuple(words.words[phrase.first : phrase.cut])
        known = next((one for one in self.cast.entities if one.is_person and one.parts[-1:] == parts), None)
        if known is not None:
            return of_entity(self.page, known, MentionKind.NAME, "short-name")
        person = sort in (PERSON_NAME, UNKNOWN)
        text = self._text(name.first if name else phrase.first, name.last if name else phrase.cut)
        kind = SourceKind.PERSON if person else SourceKind.DOCUMENT if sort == DOCUMENT_NAME else SourceKind.ORGANISATION
        return Resolution(f"text:{text.casefold()}", text, (), kind, True, MentionKind.NAME, "name")

    def _person(self, phrase: Phrase, noun: Noun) -> Resolution:
        """One person described: by a role that the article gives somebody, or the one described so before, or anew."""
        words = self.page.words
        if phrase.determiner not in _INDEFINITE:
            entity = self.roles.by_role(phrase, noun)
            if entity is not None:
                return self._take(phrase, of_entity(self.page, entity, MentionKind.NOMINAL, "role"))
        definite = phrase.determiner in _DEFINITE and phrase.owner is None
        known = self.described.get(noun.word) or self.introduced.get(noun.word)
        if definite and known is not None:
            return self._take(phrase, again(known, MentionKind.NOMINAL, "same-noun"))
        definite = definite and source_words("anybody").isdisjoint(words.low[phrase.first : phrase.head])
        once = phrase.determiner not in _INDEFINITE and not isinstance(phrase.owner, int)
        if definite or (once and not source_words("once").isdisjoint(words.low[phrase.first : phrase.head])):
            link = self.roles.anaphor(phrase, noun)
            if link is not None:
                return self._take(phrase, of_entity(self.page, link.entity, MentionKind.NOMINAL, "description"))
        found = self._nobody(phrase, noun)
        self.described[noun.word] = found
        return self._take(phrase, found)

    def _nobody(self, phrase: Phrase, noun: Noun) -> Resolution:
        """Somebody without a name, as described here."""
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
        key = f"entity:{entity.number}"
        return Resolution(key, found.name, found.spans, found.kind, False, found.mention, found.rule, entity, noun)

    def _take(self, phrase: Phrase, found: Resolution) -> Resolution:
        """Take down that a person is spoken of."""
        if found.entity is not None:
            self.chain.mention(found.entity, phrase.first, phrase.cut, "nominal")
        return found

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

    def _of_places(self, phrase: Phrase) -> bool:
        """Whether a description is told apart by where it is: "the council of Orlan"."""
        return any(named.entity.sort in (COUNTRY, PLACE) and named.name.first > phrase.head for named in phrase.names)

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
        if phrase.determiner not in _DEFINITE or phrase.owner is not None or owned or size > _LONG or phrase.cut < phrase.last:
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
        if not named and phrase.determiner in _DEFINITE and self.page.words.low[phrase.cut : phrase.last][:1] in ([], [","]):
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
        for at in range(phrase.last, len(page.words)):
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

    def _makes(self, phrase: Phrase, named: Named) -> bool:
        """Whether a name in the phrase tells whose document it is, and not of what or where."""
        if named.entity.sort == "people":
            return False
        low = self.page.words.low
        at = named.name.opens - 1
        while at > max(phrase.head, named.name.opens - _BETWEEN) and low[at] not in word_class("preposition"):
            at -= 1
        return named.name.first <= phrase.head or low[at] in ("by", "from", "of")

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


def _is_object(words: Words, at: int) -> bool:
    """Whether "her" is an object: "wrote to | her | on Thursday"."""
    if words.low[at] != "her":
        return False
    after = words.low[at + 1] if at + 1 < len(words) else "."
    return after[0] in ".,;:!?)”" or words.isa(at + 1, "preposition", "determiner", "time", "coordinator", "auxiliary")


def _in_sentence(name: str) -> str:
    """A description as it stands inside a sentence: "the pilots" of "The pilots"."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An", "Some", "Many", "Most") else name
