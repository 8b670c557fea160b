"""By what is a bearer of a name told from others?  The words of names and roles, in a form that texts can be compared by."""

from functools import cache, lru_cache

from msgspec import Struct

from sayso.language.folding import fold
from sayso.language.given_names import sex_of_name
from sayso.language.nouns import ORGANISATION, PERSON, noun_at_end, noun_of
from sayso.language.outlets import agency_named, outlet_named
from sayso.language.peoples import COUNTRY, people_kind
from sayso.language.proper_names import is_honorific
from sayso.language.tables import read_table

_LONGEST = 20
"""Words of a name or role that are looked at: the longest offices have a dozen."""


class Role(Struct, frozen=True, order=True, omit_defaults=True):
    """What somebody is said to be: the noun, folded (``commissioner``), the names of what (`of`), and the words before the noun
    that say which (`about`: "harbour", "finance").

    `head` is empty of an affiliation, which says where somebody belongs and not as what.
    """

    head: str
    of: tuple[str, ...] = ()
    about: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """All that says which of the roles of this noun it is: "League spokeswoman", "spokeswoman of the League"."""
        return (*self.of, self.about) if self.about else self.of


def person_key(name: str) -> str:
    """The words by which a person's full name is compared; empty for a surname or given name alone.

    Titles are left out; a Jr. or a middle name is not, for it may be all that tells father from son.

    >>> person_key("Dr. Jorun Ashby"), person_key("Ms Ashby"), person_key("Jan van der Bergh Jr.")
    ('jorun ashby', '', 'jan van der bergh jr')
    """
    words = _untitled(name)
    return " ".join(part for word in words for part in fold(word)) if len(words) > 1 else ""


def family_key(name: str) -> str:
    """The surname in a person's name, or the one name there is, folded; empty where nothing is left.

    >>> family_key("Commissioner Ashby"), family_key("Jan van der Bergh Jr."), family_key("Sean O’Neill")
    ('ashby', 'bergh', 'o neill')
    """
    words = [word for word in _untitled(name) if word.strip(".,").casefold() not in _GENERATIONS]
    return " ".join(fold(words[-1])) if words else ""


def given_keys(name: str) -> tuple[str, ...]:
    """The names before the surname, folded: ``("j", "k")`` of "J. K. Fenn"."""
    words = [word for word in _untitled(name) if word.strip(".,").casefold() not in _GENERATIONS]
    return tuple(part for word in words[:-1] for part in fold(word))


def body_key(name: str) -> str:
    """The words by which an organisation's full name is compared; empty for a short name that others may have too.

    A single word is a full name only where a table of countries, agencies or outlets has it.

    >>> body_key("the Sarn Basin Authority"), body_key("the League"), body_key("Norway")
    ('sarn basin authority', '', 'norway')
    """
    words = fold(name)[:_LONGEST]
    if words[:1] == ["the"]:
        words = words[1:]
    if len(words) > 1 and not acronym_key(name):
        return " ".join(words)
    known = people_kind(name) == COUNTRY or agency_named(name) or outlet_named(name)
    return " ".join(words) if known else ""


def short_key(name: str) -> str:
    """The one word of an organisation's short name, folded: "the League", "SBA"; empty for a longer one."""
    words = [word for word in fold(name)[:_LONGEST] if word != "the"]
    return words[0] if len(words) == 1 else ""


def acronym_key(name: str) -> str:
    """The letters of an acronym, folded: of "SBA", "the S.B.A."; empty for what is none."""
    bare = "".join(name.removeprefix("the ").removeprefix("The ").split(".")).strip()
    return bare.casefold() if 2 <= len(bare) <= 8 and bare.isalpha() and bare.isupper() else ""


def stands_for(acronym: str, name: str) -> bool:
    """Whether an acronym's letters are the initials of a name's words, small ones left out or not.

    >>> stands_for("sba", "Sarn Basin Authority"), stands_for("dht", "Department of Harbours and Tides")
    (True, True)
    """
    words = [word for word in fold(name)[:_LONGEST] if word != "the"]
    small = _words("joint")
    return acronym in ("".join(word[0] for word in words), "".join(word[0] for word in words if word not in small))


def is_office(key: str) -> bool:
    """Whether a name is made of words that offices of every country are named with: it tells none of them from the others.

    >>> is_office("ministry of finance"), is_office("sarn basin authority")
    (True, False)
    """
    return all(word in _words("office") or noun_of(word, ORGANISATION) is not None for word in key.split())


@lru_cache(maxsize=4096)  # an archive says of its people what it has said before
def read_role(printed: str) -> Role | None:
    """The role that words say somebody has; None where they name none.

    >>> read_role("the authority’s chief engineer"), read_role("treasurer of Port Amsel")
    (Role(head='engineer', of=(), about=''), Role(head='treasurer', of=('port amsel',), about=''))
    """
    words = printed.split()[:_LONGEST]
    joint = next((at for at, word in enumerate(words) if at and word.strip(",").casefold() in _words("joint")), len(words))
    before = [word.strip(',;:()“”"') for word in words[:joint]]
    low = [word.casefold() for word in before]
    if not before or not before[-1]:
        return None
    noun = noun_at_end(low, PERSON)
    size = len(noun.word.split()) if noun else 1
    head = "spokes" if low[-1] in _words("spokes") else " ".join(fold(noun.word if noun else low[-1]))
    if not head:
        return None
    owners, about = _modifiers(before[:-size])
    return Role(head, tuple(dict.fromkeys((*owners, *_capitals(words[joint:])))), about)


def read_body(printed: str) -> Role | None:
    """What somebody belongs to, as a role without a noun; None where it names nothing."""
    key = " ".join(word for word in fold(printed)[:_LONGEST] if word != "the")
    return Role("", (key,)) if key else None


def _modifiers(words: list[str]) -> tuple[list[str], str]:
    """What stands before the noun of a role: possessors in capitals, and the words that say which."""
    owners: list[str] = []
    rest: list[str] = []
    for word in words:
        low = word.casefold()
        owner = next((low.removesuffix(end) for end in ("’s", "'s", "’", "'") if low.endswith(end)), None)
        if owner is not None:
            if word[0].isupper():  # "the authority's" points at what stands before it, "Quillhaven's" names it
                owners.append(" ".join([*rest, *fold(owner)]))
            rest = []
        elif low not in _words("rank") and low not in _PLAIN and not is_honorific(word):
            rest += fold(word)
    return owners, " ".join(rest)


def _capitals(words: list[str]) -> list[str]:
    """The runs of capitals among words, folded; a comma ends a run."""
    runs: list[list[str]] = [[]]
    for word in words:
        bare = word.strip(',;:()“”"')
        bare = bare.removesuffix("’s").removesuffix("'s")
        if bare[:1].isupper():
            runs[-1] += fold(bare)
        elif runs[-1] and word.casefold() != "of":
            runs.append([])
        if word.endswith((",", ";", ":")):
            runs.append([])
    return [" ".join(run) for run in runs if run]


_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PLAIN = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "my", "one", "another"))


def _untitled(name: str) -> list[str]:
    """The words of a name without the titles before it; a word of no letter is left out."""
    words = [word for word in name.split()[:_LONGEST] if fold(word)]
    while len(words) > 1 and _is_title(words[0]):
        words = words[1:]
    return words


def _is_title(word: str) -> bool:
    """Whether a word before a name is a title; "Dean Fenn" may be one's name, and then it is taken for it."""
    return is_honorific(word) or (noun_of(word.casefold(), PERSON) is not None and sex_of_name(word) is None)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(word for row in read_table("role_words") if row["class"] == kind for word in row["words"].split())
