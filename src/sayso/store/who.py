"""Who is who among the sources of some items?  For each source that can be followed, what it shares with those that are the same.

A spokesperson speaks for a body: what "a spokesman for the Valley Front" says and what the Valley Front says has one source.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sayso.language.identity import is_office, read_role
from sayso.model.legible import one_line
from sayso.model.record import Record
from sayso.model.statement import Source
from sayso.store.linking import Guise, Link, link_guises
from sayso.store.namings import BODY, namings_of

_SPOKES = "spokes"
"""The noun of the roles of those who speak for a body (see `sayso.language.identity.read_role`)."""
Place = tuple[str, int]
"""A source: the item, by name, and its number in the record, from 0."""


class Who(Struct, frozen=True):
    """Of each source its entity, by a key of its own; a source that cannot be followed has none.  `bodies` has those of bodies by
    their full names as they are compared."""

    entities: Mapping[Place, str]
    bodies: Mapping[str, str]


def who_is_who(records: Mapping[str, Record]) -> Who:
    """Who is who among the sources of some records, by the rules that a library has (see `sayso.store.linking`)."""
    guises: dict[Place, list[Guise]] = {}
    for name, record in records.items():
        outlet = one_line(record.masthead.publisher.value.name) if record.masthead.publisher else ""
        for number, source in enumerate(record.sources):
            rows = [(str(sort), str(key), str(context)) for sort, key, _, context in namings_of(source)]
            if found := [Guise(sort, key, outlet, context) for sort, key, context in rows if key]:
                guises[name, number] = found
    pairs = [(found[0], other) for found in guises.values() for other in found[1:]]
    trees = link_guises({one for found in guises.values() for one in found}, pairs, ())
    return who_by({place: found[0] for place, found in guises.items()}, trees)


def who_by(guises: Mapping[Place, Guise], trees: Iterable[tuple[Sequence[Guise], Sequence[Link]]]) -> Who:
    """The same from how each source is printed and who is one with whom."""
    keys = {guise: f"{tree[0].sort} {number}" for number, (tree, _) in enumerate(trees) for guise in tree}
    bodies = {guise.key: key for guise, key in keys.items() if guise.sort == BODY and not is_office(guise.key)}
    return Who({place: keys[guise] for place, guise in guises.items() if guise in keys}, bodies)


def speaks_for(source: Source) -> str | None:
    """The full name, as it is compared, of the body that a source is said to be a spokesperson of; None where it is of none, of
    several, or of an office that other countries have too."""
    printed = [found.value for found in source.roles] + ([] if source.named else [source.name.value])
    roles = [role for value in printed if (role := read_role(value)) is not None and role.head == _SPOKES]
    named = {of for role in roles for of in role.of if " " in of and not is_office(of)}
    return named.pop() if len(named) == 1 else None
