"""Whom or what does a common noun name: a person, an organisation, a document?"""

from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table

PERSON = "person"
CLASS = "class"
PEOPLE = "people"
ORGANISATION = "organisation"
DOCUMENT = "document"
PART = "part"
HOUSE = "house"

_IRREGULAR = {"child": "children", "attorney general": "attorneys general", "mother-in-law": "mothers-in-law"}
_ACTING = ("ist", "ian", "eer", "ster", "ologist", "grapher", "er", "or", "ant")
_SHORTEST_ACTING = 6
_LONGEST = 3
"""Words in the longest nouns of the table ("chief executive officer")."""


class Noun(Struct, frozen=True):
    """A common noun: its singular, its kind and type in the words of ``nouns.tsv``, the sex it tells, and how many it names."""

    word: str
    kind: str
    type: str
    sex: str | None
    plural: bool


def noun_of(word: str, *kinds: str) -> Noun | None:
    """The noun that `word`, in lower case, is a form of; of several meanings the first of `kinds`, or the first in the table."""
    found = _nouns().get(word) or _nouns().get(word.replace(" ", "-"))
    if not found:
        return None
    if not kinds:
        return found[0]
    return next((noun for kind in kinds for noun in found if noun.kind == kind), None)


def noun_at_end(low: Sequence[str], *kinds: str) -> Noun | None:
    """The noun that the last words of a phrase are: "attorney general" before "general"."""
    for size in range(min(_LONGEST, len(low)), 0, -1):
        noun = noun_of(" ".join(low[-size:]), *kinds)
        if noun is not None:
            return noun
    return None


def acting_noun(word: str) -> Noun | None:
    """The noun of a word that no table has but whose ending names who does a thing: "cyclists", "magnetiser"."""
    single = word[:-1] if looks_plural(word) else word
    if len(single) < _SHORTEST_ACTING or not single.endswith(_ACTING):
        return None
    return Noun(single, PERSON, "source", None, single != word)


def looks_plural(word: str) -> bool:
    """Whether a word that no table has, in lower case, looks like a plural: "dockhands", not "bus" or "press"."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s"))


@cache
def _nouns() -> dict[str, tuple[Noun, ...]]:
    found: dict[str, list[Noun]] = {}
    for row in read_table("nouns"):
        sex = None if row["sex"] == "-" else row["sex"]
        for word in row["nouns"].split("; "):
            forms = [(word, row["kind"] == PEOPLE)]
            if row["kind"] != PEOPLE:
                forms.append((_plural(word), True))
            for form, plural in forms:
                found.setdefault(form, []).append(Noun(word, row["kind"], row["type"], sex, plural))
    return {form: tuple(nouns) for form, nouns in found.items()}


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("man", "woman")) and not word.endswith("human"):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("wife"):
        return word[:-2] + "ves"
    return word + "s"
