"""By which names and roles can a source be followed from item to item?  Its rows of the table ``naming``.

The first row of a source has the name it goes by; the others are names that the same item prints for it.  `key` is a name that is
enough to follow it, empty where only a surname or a short name is printed; an acronym's letters stand in round brackets, and only
where the item prints them beside the name that they stand for, or nothing else.  `family` is the surname or short name.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from sayso.language.identity import (
    Role,
    acronym_key,
    body_key,
    family_key,
    person_key,
    read_body,
    read_role,
    short_key,
    stands_for,
)
from sayso.language.names import is_person
from sayso.model.statement import Source, SourceKind
from sayso.store.database import Row

PERSON, BODY = "person", "organisation"
"""What is followed from item to item.  Documents, groups and whoever has no name are not."""
EACH_PIECE = "n.document_id >> 12 IN (SELECT number FROM piece)"
"""Goes with every condition on `key` or `family` of the rows `n`: their indexes are in pieces (see schema.py), and are not used
by a query that does not say that all of them are meant."""


def namings_of(source: Source) -> Iterator[Row]:
    """The rows of a source, without document, number and place; none where it is not followed."""
    sort = _sort(source)
    if sort is None:
        return
    context = pack_context(_roles(source))
    names = tuple(dict.fromkeys((source.name.value, *(alias.value for alias in source.aliases))))
    pairs = _person_pairs(names) if sort == PERSON else _body_pairs(names)
    for key, family in dict.fromkeys(pairs):
        yield sort, key, family, context


def _sort(source: Source) -> str | None:
    if not source.named:
        return None
    if source.kind is SourceKind.PERSON:
        return PERSON
    if source.kind is SourceKind.ORGANISATION:
        return BODY
    # Whom a person named in a correction has no kind: the form of the name says it.
    return PERSON if source.kind is SourceKind.UNCLEAR and is_person(source.name.value) else None


def _person_pairs(names: Sequence[str]) -> list[tuple[str, str]]:
    full = [(key, family_key(name)) for name in names if (key := person_key(name))]
    return full or [("", family) for name in names[:1] if (family := family_key(name))]


def _body_pairs(names: Sequence[str]) -> list[tuple[str, str]]:
    full = [(name, key) for name in names if (key := body_key(name))]
    acronyms = [letters for name in names if (letters := acronym_key(name))]
    pairs = [(key, "") for _, key in full]
    pairs += [(f"({one})", one) for one in acronyms if not full or any(stands_for(one, name) for name, _ in full)]
    return pairs + [("", short) for name in names if (short := short_key(name)) and short not in acronyms and not body_key(name)]


def _roles(source: Source) -> list[Role]:
    read = [read_role(found.value) for found in source.roles] + [read_body(found.value) for found in source.affiliations]
    return [role for role in read if role is not None]


def pack_context(roles: Sequence[Role]) -> str:
    """Roles as the column ``context`` holds them; the same roles in any order give the same words."""
    return msgspec.json.encode(sorted(set(roles))).decode() if roles else ""


@lru_cache(maxsize=65_536)  # linking asks for the same roles again and again
def unpack_context(packed: str) -> tuple[Role, ...]:
    """The roles of a column ``context``."""
    return msgspec.json.decode(packed, type=tuple[Role, ...]) if packed else ()
