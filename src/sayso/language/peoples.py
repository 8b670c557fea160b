"""Which names are no person's: countries, places, peoples and parties?"""

from functools import cache

from sayso.language.tables import read_table

COUNTRY = "country"
PLACE = "place"
ADJECTIVE = "adjective"
PEOPLE = "people"
PARTY = "party"


def people_kind(name: str) -> str | None:
    """What sort of such a name `name` is, spelled as printed, with or without "The" and full stops; None for any other.

    >>> people_kind("Norway"), people_kind("the Danes"), people_kind("Odell")
    ('country', 'people', None)
    """
    name = name.removeprefix("the ").removeprefix("The ").strip(" .")
    return _kinds().get(name) or _kinds().get(name.replace(".", ""))


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table("peoples"):
        for name in row["names"].split("; "):
            found.setdefault(name, row["kind"])
    return found
