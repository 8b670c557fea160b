"""Which names are one person's or one body's?  Entities of an article, each with the places where it is named."""

from collections import Counter
from collections.abc import Container

from msgspec import Struct, field

from sayso.language.given_names import EITHER, sex_of_name
from sayso.language.nouns import DOCUMENT, ORGANISATION, PERSON, looks_plural, noun_of
from sayso.language.outlets import agency_named, outlet_named
from sayso.language.peoples import ADJECTIVE, COUNTRY, PARTY, PEOPLE, PLACE
from sayso.language.proper_names import BODY_NAME, PARTICLES, PERSON_NAME, ROLE, UNKNOWN, Name, find_names
from sayso.language.words import word_class
from sayso.model.span import Span
from sayso.reading.sources.page import Page

_SMALL = frozenset("of the and for on in a an & to at".split())
_NAMESAKES = 40
"""People of one surname, or bodies of one last word, that are told apart; an article with more is a list."""
_HEADING = 4
"""Words of capitals before a colon that are hardly a name."""
_BESIDE = 7
"""Tokens after a name in which "a small shipping company" says what it is."""
_LONGEST_FORM = 6
"""Words of a known name looked for in a headline."""


_SPEAKING_ON = 60
"""Tokens in which "Odell" is the Odell just named in full as a source; two or three sentences."""


class Entity(Struct, eq=False):
    """Somebody or something that the article names, or describes without a name.

    `name` is the fullest form, `place` its tokens; `forms` are all forms and where each first stands.
    """

    number: int
    sort: str
    name: str
    place: tuple[int, int]
    parts: tuple[str, ...] = ()
    sex: str | None = None
    forms: dict[str, tuple[int, int]] = field(default_factory=dict)
    roles: list[tuple[int, int]] = field(default_factory=list)
    role_words: set[str] = field(default_factory=set)
    count: int = 0
    named: bool = True
    spoke: bool = False
    """Whether it is a source somewhere in the article: then a name without a given name that we know is a person's too."""

    @property
    def is_person(self) -> bool:
        """Whether it is one person."""
        return self.sort == PERSON_NAME


class Named(Struct, eq=False):
    """A name where it stands, and whom or what it names there."""

    name: Name
    sentence: int
    entity: Entity
    rule: str


class Cast(Struct, frozen=True):
    """All that an article names: the entities, and the names in the order of the text, with the index of each by its tokens."""

    entities: list[Entity]
    named: list[Named]
    at: dict[int, Named]
    """By every token of a name, titles included."""


def read_cast(page: Page, sources: Container[int] = frozenset()) -> Cast:
    """Find the names of an article and join those that are one's; `sources` are tokens of those who speak."""
    return _Caster(page, sources).read()


class _Caster:
    def __init__(self, page: Page, sources: Container[int]) -> None:
        self.page = page
        self.sources = sources
        self.entities: list[Entity] = []
        self.by_form: dict[str, Entity] = {}
        self.by_surname: dict[str, list[Entity]] = {}
        self.by_given: dict[str, list[Entity]] = {}
        self.by_word: dict[str, list[Entity]] = {}
        """Bodies by the last word of their names, and by the first."""
        self.by_initials: dict[str, Entity] = {}
        self.latest: dict[str, Entity] = {}
        self.speaker: dict[str, tuple[Entity, int]] = {}
        """Who of a surname was last named in full as a source, and at which token."""
        self.full: Counter[int] = Counter()
        """How often each entity's full name is printed."""
        self.alone: Counter[str] = Counter()
        """How often each single word is a name by itself."""

    def read(self) -> Cast:
        page = self.page
        names: list[tuple[int, Name]] = []
        for number, (start, end) in enumerate(page.sentences):
            if number not in page.titled:
                found = find_names(page.words, start, end, page.spelling)
                names += [(number, name) for name in found if not self._is_heading(name, start)]
        names = [(number, part) for number, name in names for part in _parted(name)]
        for _, name in names:
            if name.sort == PERSON_NAME and not name.titles and self._is_body(name):
                name.sort = BODY_NAME
        for _, name in names:
            if len(name.parts) > 1 and name.sort not in (ROLE, UNKNOWN):
                self._introduce(name)
        for _, name in names:  # "President Odell", before "the Odell administration" can make a body of it
            if len(name.parts) == 1 and name.titles and name.sort == PERSON_NAME and not self._is_met(name):
                self._introduce(name)
        for _, name in names:  # one word may be a name by itself, where no longer name holds it
            if name.sort in (COUNTRY, PLACE, PEOPLE, PARTY, ADJECTIVE) or (
                len(name.parts) == 1 and name.text in self.by_initials
            ):
                continue
            if len(name.parts) == 1 and name.sort == BODY_NAME and not self._is_short(name.text.casefold()):
                self._introduce(name)
        for _, name in names:  # "Dean", a surname here, and no dean
            if name.sort == ROLE and len(name.parts) == 1 and not name.article and name.surname in self.by_surname:
                name.sort = UNKNOWN
        at_town = {name.first: name for _, name in names if name.sort in (COUNTRY, PLACE)}
        for _, name in names:
            if name.sort == UNKNOWN and page.words.low[name.last : name.last + 1] == [","] and name.last + 1 in at_town:
                name.sort = PLACE  # "Orlan, Norway"
        votes = self._votes([name for _, name in names])
        named = []
        for number, name in names:
            if name.sort != ROLE:
                entity, rule = self._whose(name, votes)
                named.append(Named(name, number, entity, rule))
        for number in sorted(page.titled):
            named += self._headline(number)
        named.sort(key=lambda one: one.name.first)
        for one in named:
            entity = one.entity
            entity.count += 1
            entity.sex = entity.sex or one.name.sex
            entity.forms.setdefault(one.name.text, (one.name.first, one.name.last))
        at = {token: one for one in named for token in range(one.name.opens, one.name.last)}
        return Cast(self.entities, named, at)

    def _is_short(self, text: str) -> bool:
        """Whether a word is a name met before, or an office's: "State" for the State Department."""
        noun = noun_of(text)
        return text in self.by_form or (noun is not None and noun.type in ("government", "office") and text in self.by_word)

    def _is_met(self, name: Name) -> bool:
        """Whether one word is the surname, the given name or the whole name of somebody."""
        text = name.text.casefold()
        return name.surname in self.by_surname or text in self.by_given or text in self.by_form

    def _is_heading(self, name: Name, start: int) -> bool:
        """Whether a run of capitals is a heading inside a paragraph: "Ferry Late Again: ..."."""
        return name.opens == start and len(name.parts) >= _HEADING and self.page.words.low[name.last : name.last + 1] == [":"]

    def _is_body(self, name: Name) -> bool:
        """Whether a name with no given name that we know is an organisation's: by its words, or by what is said beside it."""
        if any(sex_of_name(part) for part in name.parts[:-1]) or len(name.parts[0].strip(".")) == 1:
            return False
        words = self.page.words
        last = name.parts[-1].casefold()
        if last in self.page.spelling.small or (looks_plural(last) and last[:-1] in self.page.spelling.small):
            return True  # "Delta Crossings" beside "crossings"
        before = words.low[max(0, name.opens - 2) : name.opens]
        noun = noun_of(before[0]) if before[-1:] == [","] else None
        if noun is not None and noun.kind == ORGANISATION:
            return True  # "the operator, Delta Crossings"
        if words.low[name.last : name.last + 1] != [","] or not words.isa(name.last + 1, "determiner"):
            return False
        for at in range(name.last + 2, min(name.last + _BESIDE, len(words))):
            low = words.low[at]
            if low in word_class("preposition") or not low[0].isalpha() or noun_of(low, PERSON):
                return False
            if noun_of(low, ORGANISATION) and not (at + 1 < len(words) and noun_of(words.low[at + 1])):
                return True  # "Delta Crossings, a shipping company"
        return False

    def _introduce(self, name: Name) -> Entity:
        """The entity of a full name, made where there is none."""
        entity = self._known(name)
        if entity is None:
            entity = self._new(name, name.sort)
        elif len(name.parts) > len(entity.parts) and entity.sort == name.sort:
            entity.name, entity.parts, entity.place = name.text, name.parts, (name.first, name.last)
        entity.sex = entity.sex or name.sex
        self._index(entity, name)
        return entity

    def _new(self, name: Name, sort: str) -> Entity:
        entity = Entity(len(self.entities), sort, name.text, (name.first, name.last), name.parts, name.sex)
        self.entities.append(entity)
        return entity

    def _index(self, entity: Entity, name: Name) -> None:
        self.by_form.setdefault(name.text.casefold(), entity)
        if entity.is_person:
            _append(self.by_surname, name.surname, entity)
            _append(self.by_given, name.parts[0].casefold(), entity)
            for at in range(1, len(name.parts) - 1):
                self.by_form.setdefault(" ".join(name.parts[at:]).casefold(), entity)  # "De Blasio", "Van der Odell"
            return
        words = [part for part in name.parts if part.casefold() not in _SMALL]
        if len(words) > 1:
            _append(self.by_word, words[-1].casefold(), entity)
            _append(self.by_word, words[0].casefold(), entity)
            self.by_initials.setdefault("".join(word[0] for word in words).upper(), entity)
            self.by_initials.setdefault("".join(part[0] for part in name.parts).upper(), entity)

    def _known(self, name: Name) -> Entity | None:
        found = self.by_form.get(name.text.casefold())
        if found is not None and (found.sort == name.sort):
            return found
        if name.sort != PERSON_NAME:
            return None
        for entity in self.by_surname.get(name.surname, ()):
            if _agree(entity, name):
                return entity
        return None

    def _whose(self, name: Name, votes: Counter[str]) -> tuple[Entity, str]:
        """Whom a name names, and the rule that says so."""
        text = name.text.casefold()
        known = self._known(name) if len(name.parts) > 1 else None
        if known is not None:
            if name.first in self.sources and not name.possessive and known.is_person:
                self.speaker[name.surname] = (known, name.first)
            return self._remember(known), "name"
        if name.sort in (PERSON_NAME, UNKNOWN) or len(name.parts) == 1:
            found = self._short(name)
            if found is not None:
                return self._remember(found), "short-name"
        if text in self.by_form:
            return self._remember(self.by_form[text]), "name"
        sort = name.sort
        if sort == UNKNOWN and votes[text]:
            sort = PERSON_NAME if votes[text] > 0 else BODY_NAME
        entity = self._new(name, sort)
        if sort == PERSON_NAME and not entity.sex:
            entity.sex = _told_sex(name.parts[0])
        self.by_form[text] = entity
        self._index(entity, name)
        return self._remember(entity), "name"

    def _remember(self, entity: Entity) -> Entity:
        for word in (entity.parts[-1].casefold(), entity.parts[0].casefold()) if entity.parts else ():
            self.latest[word] = entity
        return entity

    def _short(self, name: Name) -> Entity | None:
        """Whose surname, given name, initials or last word a name is."""
        text = name.text.casefold()
        speaks = name.sort in (PLACE, COUNTRY, ADJECTIVE) and name.first in self.sources and name.surname in self.by_surname
        if (speaks or name.sort in (PERSON_NAME, UNKNOWN)) and not name.article:
            people = [one for one in self.by_surname.get(name.surname, ()) if len(name.parts) == 1 or _agree(one, name)]
            people = [one for one in people if not (name.titles and name.sex and one.sex and one.sex != name.sex)]
            if people:
                latest, token = self.speaker.get(name.surname, (None, 0))
                if latest in people and not name.titles and name.first in self.sources and name.first - token < _SPEAKING_ON:
                    return latest
                return self._foremost(people)
            if len(name.parts) == 1:
                given = self.by_given.get(text, ())
                if given:
                    return self._foremost(list(given))
            if text in self.by_form and self.by_form[text].is_person:
                return self.by_form[text]
        if len(name.parts) > 1 or name.titles:
            return None
        letters = name.text.replace(".", "")
        if letters.isupper() and letters in self.by_initials:
            return self.by_initials[letters]
        bodies = self.by_word.get(text, ())
        if not bodies or name.sort not in (UNKNOWN, BODY_NAME):
            return None
        if name.article or name.sort == UNKNOWN:
            latest = self.latest.get(text)
            return latest if latest in bodies else bodies[0]
        return None

    def _foremost(self, people: list[Entity]) -> Entity:
        """Of several of one surname, the one the article is about: whose full name it prints most, then first."""
        return max(people, key=lambda one: (self._printed(one), -one.number))

    def _printed(self, entity: Entity) -> int:
        """How often the full name is printed; who is called by the given name is rarely called by the surname too."""
        return self.full[entity.number] - self.alone[entity.parts[0].casefold()]

    def _votes(self, names: list[Name]) -> Counter[str]:
        """For names of one word: evidence for a person (above nought) or against."""
        words = self.page.words
        self.full = Counter(found.number for name in names if len(name.parts) > 1 and (found := self._known(name)))
        self.alone = Counter(
            name.text.casefold()
            for name in names
            if len(name.parts) == 1
            and name.text.casefold() in self.by_given
            and not self.page.is_quoted(words.starts[name.first])
        )
        votes: Counter[str] = Counter()
        for name in names:
            if name.sort != UNKNOWN:
                continue
            text = name.text.casefold()
            before = words.low[name.opens - 1] if name.opens else ""
            after = words.low[name.last] if name.last < len(words) else ""
            if sex_of_name(text):
                votes[text] += 1
            if (
                name.first in self.sources
                and not name.possessive
                and (name.last not in self.sources or not after[:1].isalpha() or noun_of(after) is None)
            ):
                votes[text] += 1
            if name.article or (noun_of(after, ORGANISATION, DOCUMENT) and not name.possessive):
                votes[text] -= 2
            if before in ("at", "in", "on", "inside", "near"):
                votes[text] -= 1
            if (noun := noun_of(before, PERSON)) is not None and not noun.plural:
                votes[text] += 2
            if after == "," and name.last + 1 < len(words) and words.low[name.last + 1] in ("who", "a", "an", "the"):
                votes[text] += words.low[name.last + 1] == "who"
            if outlet_named(name.text) or agency_named(name.text):
                votes[text] -= 2
        return votes

    def _headline(self, number: int) -> list[Named]:
        """Names of a sentence in headline capitals: only those that the article prints elsewhere."""
        start, end = self.page.sentences[number]
        words = self.page.words
        found = []
        at = start
        while at < end:
            if not words.words[at][0].isupper() or words.low[at] in word_class("determiner"):
                at += 1
                continue
            for size in range(min(_LONGEST_FORM, end - at), 0, -1):
                tokens = [token for token in words.words[at : at + size] if token != "."]
                possessive = tokens[-1].endswith(("’s", "'s"))
                parts = (*tokens[:-1], tokens[-1][:-2] if possessive else tokens[-1])
                entity = self._form(parts)
                if entity is not None:
                    name = Name(at, at, at + size, entity.sort, entity.sex, parts, (), possessive, False)
                    found.append(Named(name, number, entity, "name" if size > 1 else "short-name"))
                    at += size - 1
                    break
            at += 1
        return found

    def _form(self, parts: tuple[str, ...]) -> Entity | None:
        text = " ".join(parts).casefold()
        if text in self.by_form:
            return self.by_form[text]
        if len(parts) > 1:
            return None
        people = self.by_surname.get(text) or self.by_given.get(text)
        if people:
            return self._foremost(people)
        letters = parts[0].replace(".", "")
        return self.by_initials.get(letters) if letters.isupper() and len(letters) > 1 else None


def _parted(name: Name) -> tuple[Name, ...]:
    """A run that is an outlet and a surname as two names: "told the Orlan Post | Odell"."""
    if (
        name.sort != BODY_NAME
        or len(name.parts) < 3
        or name.last - name.first != len(name.parts)
        or noun_of(name.parts[-1].casefold())
    ):
        return (name,)
    if outlet_named(" ".join(name.parts[:-1])) is None or outlet_named(name.text) is not None:
        return (name,)
    cut = name.last - 1
    front = Name(name.opens, name.first, cut, BODY_NAME, None, name.parts[:-1], (), False, name.article)
    return (front, Name(cut, cut, name.last, UNKNOWN, None, name.parts[-1:], (), name.possessive, False))


def _told_sex(given: str) -> str | None:
    sex = sex_of_name(given)
    return None if sex == EITHER else sex


def _agree(entity: Entity, name: Name) -> bool:
    """Whether the given names of an entity and a name may be one person's."""
    if entity.sex and name.sex and entity.sex != name.sex:
        return False
    suffixes = {"jr", "sr", "ii", "iii"}
    one = [part.casefold().strip(".") for part in entity.parts]
    other = [part.casefold().strip(".") for part in name.parts]
    if {*one} & suffixes and {*other} & suffixes and {*one} & suffixes != {*other} & suffixes:
        return False
    one, other = [[part for part in parts[:-1] if part not in suffixes | PARTICLES] for parts in (one, other)]
    if not one or not other:
        return True
    short, long = sorted((one[0], other[0]), key=len)
    return long.startswith(short) or one[0] in other or other[0] in one


def _append(index: dict[str, list[Entity]], key: str, entity: Entity) -> None:
    entities = index.setdefault(key, [])
    if len(entities) < _NAMESAKES and entity not in entities:
        entities.append(entity)


def span_of(page: Page, place: tuple[int, int]) -> Span:
    """Where a name stands, without a possessive ending."""
    span = page.span(*place)
    text = span.of(page.text)
    return Span(span.start, span.end - 2) if text.endswith(("’s", "'s")) else span
