"""Which people does a description mean?  One by a role, those of before, those named in a row, or somebody without a name."""

from abc import abstractmethod

from sayso.language.nouns import CLASS, DOCUMENT, ORGANISATION, PART, PEOPLE, PERSON, Noun
from sayso.language.proper_names import DOCUMENT_NAME, PERSON_NAME, UNKNOWN, find_names
from sayso.language.source_words import source_words
from sayso.language.words import word_class
from sayso.model.statement import MentionKind, SourceKind
from sayso.reading.sources.chain import Chain
from sayso.reading.sources.lists import find_rows, row_before
from sayso.reading.sources.page import Page
from sayso.reading.sources.people import Entity, Named
from sayso.reading.sources.phrases import Phrase
from sayso.reading.sources.resolution import Resolution, again, is_share, kind_of, of_entity, put_together
from sayso.reading.sources.things import Things

_SHORT = 3


class Descriptions(Things):
    """People and groups described."""

    def __init__(self, page: Page, chain: Chain) -> None:
        super().__init__(page, chain)
        self.rows = find_rows(page, self.cast)
        self.surnames = {one.parts[-1]: one for one in reversed(self.cast.entities) if one.is_person and one.parts}
        """The first person of each surname."""

    @abstractmethod
    def _pair_before(self, at: int) -> Resolution | None:
        """The two that "both" and "neither" mean."""

    def _description(self, phrase: Phrase) -> Resolution:
        words = self.page.words
        noun = phrase.noun
        if noun is not None and noun.kind == PART and phrase.owner is not None:
            owner = self._owner(phrase.owner)
            if owner is not None:
                return again(owner, MentionKind.PRONOUN, "part")
        if words.low[phrase.first : phrase.first + 2] == ["no", "one"]:
            return self._plain(phrase, SourceKind.UNNAMED_GROUP, False, "quantity", MentionKind.PRONOUN)
        if phrase.last - phrase.first == 2 and phrase.name is None and _means_two(*words.low[phrase.first : phrase.last]):
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
        if noun is not None and noun.plural and phrase.is_definite and phrase.last - phrase.first <= 2:
            earlier = self.described.get(f"plural:{noun.word}") or self._row(phrase, noun)
            earlier = earlier or (self.described.get("plural:learned") if noun.type == "academic" else None)
            if earlier is not None:
                return again(earlier, MentionKind.NOMINAL, "same-noun")
        if noun is not None and noun.kind == ORGANISATION and phrase.is_definite and self._of_places(phrase):
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
        known = self.surnames.get(parts[0]) if len(parts) == 1 else None
        if known is not None:
            return of_entity(self.page, known, MentionKind.NAME, "short-name")
        person = sort in (PERSON_NAME, UNKNOWN)
        text = self._text(name.first if name else phrase.first, name.last if name else phrase.cut)
        kind = SourceKind.PERSON if person else SourceKind.DOCUMENT if sort == DOCUMENT_NAME else SourceKind.ORGANISATION
        return Resolution(f"text:{text.casefold()}", text, (), kind, True, MentionKind.NAME, "name")

    def _person(self, phrase: Phrase, noun: Noun) -> Resolution:
        """One person described: by a role that the article gives somebody, or the one described so before, or anew."""
        words = self.page.words
        if not phrase.is_indefinite:
            entity = self.roles.by_role(phrase, noun)
            if entity is not None:
                return self._take(phrase, of_entity(self.page, entity, MentionKind.NOMINAL, "role"))
        definite = phrase.is_definite and phrase.owner is None
        known = self.described.get(noun.word) or self.introduced.get(noun.word)
        if definite and known is not None:
            return self._take(phrase, again(known, MentionKind.NOMINAL, "same-noun"))
        definite = definite and source_words("anybody").isdisjoint(words.low[phrase.first : phrase.head])
        once = not phrase.is_indefinite and not isinstance(phrase.owner, int)
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


def _means_two(first: str, last: str) -> bool:
    """Whether two words mean two spoken of before: "the two", "neither side"."""
    return first in source_words("two") or (first == "the" and last in source_words("pair"))
