"""To whom is a given name mostly given: a man or a woman?"""

from functools import cache

from sayso.language.tables import read_table

MAN = "man"
WOMAN = "woman"
EITHER = "either"


def sex_of_name(given: str) -> str | None:
    """``man``, ``woman`` or ``either``; None for a name in no table.  The parts of "Mary-Ann" count in their order.

    >>> sex_of_name("Ida"), sex_of_name("Robin"), sex_of_name("Amsel")
    ('woman', 'either', None)
    """
    low = given.casefold().strip(".")
    found = _sexes().get(low)
    if found is None and "-" in low:
        found = _sexes().get(low.split("-", 1)[0])
    return found


@cache
def _sexes() -> dict[str, str]:
    return {name: row["gender"] for row in read_table("given_names") for name in row["names"].split()}
