"""Which field of an article that somebody exported as JSON is its title, its text, its date?"""

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from sayso.errors import UsageError
from sayso.language.tables import read_table

ROLES = tuple(
    "title standfirst byline text html rights date modified taken url outlet host author language section tags dateline"
    " description id series".split()
)
"""What a field can be; the first six are seen on a page, the others are metadata."""


class Fields(Struct, frozen=True):
    """A mapping: from each folded path to its roles, each with its rank: of two fields with one role the lower goes first."""

    roles: dict[str, tuple[tuple[str, int], ...]]


def fold(path: str) -> str:
    """A path without what differs between products: ``datePublished`` and ``date_published`` are one.

    >>> fold("Source.media_Name")
    'source.medianame'
    """
    return path.casefold().replace("_", "").replace("-", "").replace(" ", "")


def article_fields(own: Mapping[str, str] | None = None) -> Fields:
    """The mapping of the table, under a user's own: from field to role, such as ``{"hed": "title", "copy": "text"}``.

    Raises UsageError where a role is none.
    """
    if not own:
        return _known()
    roles = dict(_known().roles)
    for rank, (field, role) in enumerate(own.items(), -len(own)):
        if role not in ROLES:
            raise UsageError(f"{role!r} is nothing that a field can be", f"choose one of {', '.join(ROLES)}")
        roles[fold(field)] = ((role, rank),)
    return Fields(roles)


def read_own_fields(text: str) -> dict[str, str]:
    """A mapping as written on a command line: role, equals sign, field, comma.

    >>> read_own_fields("title=hed,text=body.copy")
    {'hed': 'title', 'body.copy': 'text'}

    Raises UsageError.
    """
    own: dict[str, str] = {}
    for entry in text.split(","):
        role, mark, field = (part.strip() for part in entry.partition("="))
        if not mark or not role or not field:
            raise UsageError(f"{entry.strip()!r} is no mapping", "write it as title=hed,text=body")
        own[field] = role
    article_fields(own)
    return own


@cache
def _known() -> Fields:
    roles: dict[str, tuple[tuple[str, int], ...]] = {}
    for rank, row in enumerate(read_table("article_fields")):
        field = fold(row["field"])
        roles[field] = (*roles.get(field, ()), (row["role"], rank))
    return Fields(roles)
