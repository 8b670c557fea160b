"""Which names are no person's: countries, places, peoples and parties?"""

from collections.abc import Sequence
from functools import cache

from sayso.language.tables import read_table

COUNTRY = "country"
PLACE = "place"
ADJECTIVE = "adjective"
PEOPLE = "people"
PARTY = "party"
FRONT = "front"
BACK = "back"


def people_kind(name: str) -> str | None:
    """What sort of such a name `name` is, spelled as printed, with or without "The" and full stops; None for any other.

    >>> people_kind("Norway"), people_kind("the Danes"), people_kind("Odell")
    ('country', 'people', None)
    """
    name = name.removeprefix("the ").removeprefix("The ").strip(" .")
    found = _kinds().get(name) or _kinds().get(name.replace(".", ""))
    if found is None and name.endswith("ans") and _kinds().get(name[:-1]) == ADJECTIVE:
        return PEOPLE  # "Orlanians", where the table has "Orlanian"
    return found


def names_place(parts: Sequence[str]) -> bool:
    """Whether the words of a name look like a place's: "Port Amsel", "Sarn Valley"."""
    return len(parts) > 1 and (parts[0].strip(".") in _words(FRONT) or parts[-1] in _words(BACK))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(name for row in read_table("peoples") if row["kind"] == kind for name in row["names"].split("; "))


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table("peoples"):
        for name in row["names"].split("; ") if row["kind"] not in (FRONT, BACK) else ():
            found.setdefault(name, row["kind"])
    return found
