"""Which words are proper names, and of whom or what?  Runs of capitals, parted from the titles before them."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from sayso.language.given_names import EITHER, sex_of_name
from sayso.language.names import is_person
from sayso.language.nouns import DOCUMENT, HOUSE, ORGANISATION, PERSON, looks_plural, noun_at_end, noun_of
from sayso.language.outlets import agency_named, outlet_named
from sayso.language.peoples import ADJECTIVE, PEOPLE, PLACE, names_place, people_kind
from sayso.language.tables import read_table
from sayso.language.words import Words, is_year, word_class

PERSON_NAME = "person"
BODY_NAME = "organisation"
DOCUMENT_NAME = "document"
ROLE = "role"
UNKNOWN = "unknown"

PARTICLES = frozenset("de da di du del della der den van von la le al el bin ibn dos das st y ter ten".split())
_FRONTS = frozenset("Mc Mac O’ O'".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_CLOSED = (
    "determiner",
    "preposition",
    "subordinator",
    "coordinator",
    "subject",
    "possessive",
    "object",
    "standalone",
    "auxiliary",
)
_FOLLOWS_BODY = frozenset(("of", "for", "on"))
_BODIES = frozenset(("parliament", "government", "court", "office", "school"))
_NO_TITLES = frozenset(("source", "relative", "witness", "victim", "suspect", "critic", "supporter"))
_LONGEST_PERSON = 6
"""Words in the name of one person; a longer run is a headline that a caption repeats."""
_PLURAL_TITLE = 2
"""Words of "Professors Fenn": with more it is a body, "Sailors Aid Fund"."""
_LONGEST = 12
"""Tokens in one name; the longest of offices ("Department of Health and Human Services") has six."""


class Name(Struct):
    """A proper name in tokens of `Words`: `first` to `last` (exclusive) without titles, which begin at `opens`.

    `sort` is ``person``, ``organisation``, ``document``, ``role`` (a title without a name), a kind of ``peoples.tsv``, or
    ``unknown``; `sex` is what title or given name tell; `parts` are the words of the name, possessive endings cut off;
    `article` says that "the" stands before it.
    """

    opens: int
    first: int
    last: int
    sort: str
    sex: str | None
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    possessive: bool
    article: bool

    @property
    def text(self) -> str:
        """The name, its words parted by single blanks."""
        return " ".join(self.parts)

    @property
    def surname(self) -> str:
        """The last word, a suffix such as Jr. left out, in lower case; with its particles where they are capitals."""
        parts = [part for part in self.parts if part.casefold().strip(".") not in _SUFFIXES]
        return parts[-1].casefold() if parts else ""


class Spelling(Struct, frozen=True):
    """Which words of a text stand in small letters somewhere, and which in capitals inside a sentence."""

    small: frozenset[str]
    inside: frozenset[str]


def read_spelling(words: Words, sentences: Sequence[tuple[int, int]]) -> Spelling:
    """How the words of some sentences, given as ranges of tokens, are spelled."""
    small: set[str] = set()
    inside: set[str] = set()
    for start, end in sentences:
        for at in range(start, end):
            word = words.words[at]
            if word == words.low[at]:
                small.add(word)
            elif at > start and word[0].isupper() and words.low[at - 1][0].isalnum():
                inside.add(_bare(word).casefold())
    return Spelling(frozenset(small), frozenset(inside))


def find_names(words: Words, start: int, end: int, spelling: Spelling) -> Iterator[Name]:
    """The names between two tokens of one sentence that begins at `start`."""
    at = start
    while at < end:
        word = words.words[at]
        if not word[0].isupper() or not _may_open(words, at, at == start or not words.low[at - 1][0].isalnum(), end, spelling):
            at += 1
            continue
        last = _run_end(words, at, end)
        name = _name(words, at, last, at > start and words.low[at - 1] == "the")
        if name.sort != PERSON_NAME or len(name.parts) <= _LONGEST_PERSON:
            yield name
        at = last


def is_honorific(word: str) -> bool:
    """Whether a word is a title by the table of titles."""
    return word.strip(".").casefold() in _honorifics()


def _may_open(words: Words, at: int, opens: bool, end: int, spelling: Spelling) -> bool:
    word = words.words[at]
    low = words.low[at].replace("’", "'").partition("'")[0] if len(words.low[at]) > 2 else words.low[at]
    if not low or low == "i" or low[:2] in ("d-", "r-", "i-") or (len(word) == 1 and words.words[at + 1 : at + 2] != ["."]):
        return False
    if low in word_class("time") and not (low in _GIVEN_MONTHS and at + 1 < end and words.words[at + 1][0].isupper()):
        return False
    if not opens and words.low[at - 1] == "the" and low in word_class("determiner") and words.words[at + 1 : at + 2]:
        return words.words[at + 1][0].isupper()  # "the | Every Sailor Returns Act"
    if any(low in word_class(name) for name in _CLOSED) or (opens and low in _openers()):
        return word.isupper() and len(word) > 1 and not opens and low in ("us", "who", "it")
    followed = at + 1 < end and words.words[at + 1][0].isupper()
    if not followed and word.isupper() and noun_of(low) is not None and people_kind(word) is None:
        return False  # "a super PAC", "the CEO"
    if not opens:
        return True
    if words.adverb(at) or (low.endswith(("ing", "ed", "ly")) and low not in spelling.inside and not sex_of_name(low)):
        return False
    if followed:
        return True
    bare = _bare(word).casefold()
    if bare in spelling.inside or sex_of_name(bare) or word.isupper() or people_kind(_bare(word)):
        return bare not in spelling.small or bare in spelling.inside or people_kind(_bare(word)) is not None
    noun = noun_of(bare)
    if noun is not None:
        return noun.type == "parliament" and noun.word != "house" and bare not in spelling.small  # "Congress"
    described = at + 1 < end and noun_of(words.low[at + 1]) is not None and not _is_possessive(word)
    return bare not in spelling.small and not looks_plural(low) and not described  # "Initial estimates"


_GIVEN_MONTHS = frozenset(("may", "april", "june", "august"))


def _run_end(words: Words, at: int, end: int) -> int:
    """Past the last token of the run of capitals that begins at `at`."""
    first = at
    last = at + 1
    end = min(end, at + _LONGEST)
    while last < end:
        word, low = words.words[last], words.low[last]
        if _is_possessive(words.words[last - 1]) or low in ("’", "'"):
            break
        if word == "." and words.ends[last - 1] == words.starts[last]:
            if last + 1 < end and words.words[last + 1][0].isupper() and len(words.words[last - 1]) <= 5:
                last += 1
                continue
            if words.low[last - 1] in _SUFFIXES and last + 1 < end:
                last += 1  # "Odell Jr. said"
            break
        if word.isdigit() and len(word) <= 2 and words.words[last - 1].isupper():
            last += 1  # "ABC 7"
            break
        if word[0].isupper():
            if low in word_class("time") and not (low in _GIVEN_MONTHS | {"march"} and sex_of_name(words.low[last - 1])):
                break
            if low == "i" or (
                len(word) == 1 and words.words[last + 1 : last + 2] != ["."] and not sex_of_name(words.low[last - 1])
            ):
                break
            last += 1
            continue
        joined = _joined(words, first, last, end)
        if joined is None:
            break
        last = joined
    return last


def _joined(words: Words, first: int, at: int, end: int) -> int | None:
    """Past the small words at `at` that join two halves of one name; None where they do not."""
    low = words.low[at]
    following = at + 1
    if low in _FOLLOWS_BODY:
        head = noun_of(words.low[at - 1], ORGANISATION, DOCUMENT)
        if head is not None and head.kind == DOCUMENT and (head.type != "law" or low != "of"):
            return None  # "an Orlan Poll of the Northmere vote"
        office = noun_of(words.low[at - 1], PERSON) if at - 1 == first or not sex_of_name(words.low[at - 2]) else None
        if head is None and (low != "of" or office is None or (office.plural and at == first + 1)):
            return None
        following += words.low[following : following + 1] == ["the"]
    elif low == "&" or low in PARTICLES:
        while following < end and words.low[following] in PARTICLES:
            following += 1
    elif low == "and":
        if not _joins_office(words, first, at, end):
            return None
    else:
        return None
    opens = following < end and words.words[following][0].isupper() and words.low[following] not in word_class("time")
    return following + 1 if opens else None


def _joins_office(words: Words, first: int, at: int, end: int) -> bool:
    """Whether "and" stands inside the name of an office: "Department of Ferries | and Harbours", "Ferry | and Harbour Board"."""
    after = next((token for token in range(at + 1, end) if not words.words[token][0].isupper()), end)
    if after == at + 1:
        return False
    body = noun_of(words.low[after - 1], ORGANISATION, HOUSE) is not None
    office = noun_of(words.low[first], ORGANISATION)
    if office is not None and any(words.low[token] in ("of", "for") for token in range(first, at)):
        return body or (
            people_kind(words.words[at + 1]) is None
            and (office.type == "office" or any(words.low[token] == "for" for token in range(first, at)))
        )
    return body and at == first + 1 and after - at > 2 and people_kind(words.words[first]) is None


def _name(words: Words, first: int, last: int, article: bool) -> Name:
    possessive = _is_possessive(words.words[last - 1]) or (
        words.low[last : last + 1] in (["’"], ["'"])
        and words.low[last - 1].endswith("s")
        and words.ends[last - 1] == words.starts[last]
    )
    tokens = [at for at in range(first, last) if words.words[at] != "."]
    parts = tuple(_with_stop(words, at, last) for at in tokens)
    sort, skip, sex = _classify(parts, article)
    if first and sort in (BODY_NAME, DOCUMENT_NAME) and noun_of(parts[-1].casefold(), DOCUMENT) and is_year(words.low[first - 1]):
        first -= 1  # "the 1951 Refugee Convention"
        tokens, parts, sort = [first, *tokens], (words.words[first], *parts), DOCUMENT_NAME
    return Name(first, tokens[skip], last, sort, sex, parts[skip:], parts[:skip], possessive, article)


def _with_stop(words: Words, at: int, last: int) -> str:
    stopped = at + 1 < last and words.words[at + 1] == "."
    return _bare(words.words[at]) + ("." if stopped else "")


@lru_cache(maxsize=8192)  # the same few names come again all over an article
def _classify(parts: tuple[str, ...], article: bool) -> tuple[str, int, str | None]:
    """The sort of a run, how many of its words are titles, and the sex that title or given name tell."""
    whole = " ".join(parts)
    kind = people_kind(whole)
    if kind is not None:
        return kind, 0, None
    front = next((at + 1 for at, part in enumerate(parts[:-1]) if _is_modifier(part)), 0)
    if front:
        sort, skip, sex = _classify(parts[front:], article)
        return sort, skip + front, sex
    low = [part.casefold().strip(".") for part in parts]
    if len(parts) > 2 and low[1] == "of" and noun_of(low[0], ORGANISATION):
        return BODY_NAME, 0, None  # "Department of Justice", and no justice
    titles = _titles_end(parts, low)
    if titles == len(parts):
        return ROLE, 0, None
    sex = next((found for word in reversed(low[:titles]) if (found := _title_sex(word))), None)
    rest = low[titles:]
    if titles and not (_names_thing(rest[-1]) and len(rest) > 1 and not sex_of_name(rest[0])):
        return PERSON_NAME, titles, sex or _sex(rest)
    if len(parts) == 3 and sex_of_name(low[0]) and len(low[1]) == 1:
        return PERSON_NAME, 0, _sex(low)  # "Orin B. Band"
    if len(parts) > 1 and (noun_of(low[-1], ORGANISATION, HOUSE) or (noun_of(low[0], ORGANISATION) and "of" in low)):
        return BODY_NAME, 0, None
    house = _is_acronym(whole) or outlet_named(whole) or agency_named(whole)
    if house and not (len(parts) == 1 and sex_of_name(low[0]) and not whole.isupper()):
        return BODY_NAME, 0, None
    if len(parts) > 1 and noun_of(low[-1], DOCUMENT):
        return DOCUMENT_NAME, 0, None
    given = next((at for at in range(len(low) - 1) if sex_of_name(low[at])), None)
    if given == 0 and people_kind(parts[0]) == PLACE and noun_at_end(low):
        return ROLE, 0, None
    if given is not None and people_kind(" ".join(parts[given:])) is None and (given == 0 or not _is_given_like(low[:given])):
        return PERSON_NAME, given, _sex(low[given:])
    if len(parts) == 1 and (noun := noun_of(low[0])) is not None and noun.kind == ORGANISATION and noun.type in _BODIES:
        return BODY_NAME, 0, None  # "Congress"
    if len(parts) == 1:
        return UNKNOWN, 0, None  # a word that is a given name is as often a surname
    if any(_is_acronym(part) and "." in part and len(part) > 3 for part in parts):
        return BODY_NAME, 0, None  # "U.N. Harbours"
    ends = people_kind(parts[-1])
    if ends == PEOPLE:
        return PEOPLE, 0, None  # "Orlan Republicans"
    if ends == ADJECTIVE or (people_kind(parts[0]) == ADJECTIVE and len(parts) == 2 and noun_at_end(low)):
        return ROLE, 0, None
    if names_place(parts):
        return PLACE, 0, None
    if not article and is_person(whole):
        return PERSON_NAME, 0, None
    return BODY_NAME, 0, None


def _is_modifier(part: str) -> bool:
    """Whether a word only says where somebody is from or what is made: "Orlan-based | Delta Crossings"."""
    _, dash, last = part.rpartition("-")
    return bool(dash) and last.islower() and (last.endswith("ed") or noun_of(last) is not None or last == "born")


def _names_thing(last: str) -> bool:
    """Whether a last word makes a name one of a body or of an act: "Sailor Returns | Act"."""
    document = noun_of(last, DOCUMENT)
    return noun_of(last, ORGANISATION, HOUSE) is not None or (document is not None and document.type == "law")


def _titles_end(parts: tuple[str, ...], low: list[str]) -> int:
    """How many words of a run are titles and what goes with them: "House Speaker | Ida Fenn"; all where no name follows."""
    for at in range(len(low) - 1, -1, -1):
        title = low[at] in _honorifics()
        noun = noun_of(low[at])
        if not title and noun is not None and noun.plural and not at and noun.word in _honorifics() and len(low) == _PLURAL_TITLE:
            return 1  # "Professors | Fenn" and Odell
        if not title and (noun is None or noun.kind != PERSON or noun.plural or noun.type in _NO_TITLES):
            continue
        if at == len(low) - 1 and at > 1 and not title and sex_of_name(low[at - 1]):
            continue  # "Senator Ida Boxer"
        if at == len(low) - 1 and at and not title and low[at - 1] in _honorifics() and role_of_title(low[at - 1]) is None:
            continue  # "Mr. Singer"
        if at and sex_of_name(low[0]) and people_kind(parts[0]) is None and not (title and low[0] in _honorifics()):
            return 0  # a given name opens the run, so the word is a surname: "Orin King"
        if not at and sex_of_name(low[0]) and not title and len(low) > 1:
            return 0  # "Dean Odell"
        after = at + 1
        if after < len(low) and low[after] == "of":
            return _office_end(low, after)
        return after
    return 0


def _office_end(low: list[str], of: int) -> int:
    """Where the name begins after "Secretary of State", "Speaker of the House"."""
    given = next((at for at in range(of + 2, len(low) - 1) if sex_of_name(low[at])), None)
    if given is not None:
        return given
    office = of + 2 + (low[of + 1] == "the")
    return office if len(low) - office >= 2 else len(low)


def _is_given_like(low: list[str]) -> bool:
    return len(low) == 1 and len(low[0]) <= 1  # an initial: "J. Robert Odell"


def _sex(low: Sequence[str]) -> str | None:
    for word in low[:2]:
        sex = sex_of_name(word)
        if sex is not None:
            return None if sex == EITHER else sex
        if len(word) > 1:
            return None
    return None


def _title_sex(word: str) -> str | None:
    if word in _honorifics():
        return _honorifics()[word]
    noun = noun_of(word, PERSON)
    return noun.sex if noun else None


def _is_acronym(whole: str) -> bool:
    letters = whole.replace(".", "").replace("&", "").replace("-", "")
    return 2 <= len(letters) <= 7 and letters.isupper() and letters.isalpha() and " " not in whole


def _is_possessive(word: str) -> bool:
    return word.endswith(("’s", "'s"))


def _bare(word: str) -> str:
    return word[:-2] if _is_possessive(word) else word


def role_of_title(word: str) -> str | None:
    """The common noun that a title stands for: "sen" for "senator"; None for any other word."""
    return _roles().get(word.strip(".").casefold())


@cache
def _roles() -> dict[str, str]:
    return {row["title"].casefold(): row["role"] for row in read_table("honorifics") if row["role"] != "-"}


@cache
def _honorifics() -> dict[str, str | None]:
    return {row["title"].casefold(): None if row["sex"] == "-" else row["sex"] for row in read_table("honorifics")}


@cache
def _openers() -> frozenset[str]:
    return frozenset(word for row in read_table("sentence_openers") for word in row["words"].split())
