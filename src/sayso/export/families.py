"""Which families of copies does a library hold, and what is each held to come from?"""

from sayso.export.interchange import FamiliesList, FamilyListed
from sayso.export.kinship import Kin, kinship_in
from sayso.store.library import Library

WEIGHED = 40
"""Members up to which a family in a list is asked where it came from: all pairs are weighed, and forty have eight hundred."""


def list_families(library: Library, skip: int, limit: int) -> FamiliesList:
    """Some of the families, the largest first."""
    every = library.copies.families()
    shown = []
    for family in every[skip : skip + limit]:
        root = find_root(library, family.members[0]) if len(family.members) <= WEIGHED else None
        shown.append(
            FamilyListed(
                members=tuple(map(library.listed, family.members)),
                origin=root.id if root else None,
                names=root.names if root else None,
                weighed=len(family.members) <= WEIGHED,
            )
        )
    return FamiliesList(families=tuple(shown), total=len(every), items=sum(len(one.members) for one in every))


def find_root(library: Library, id_: str) -> Kin | None:
    """The member of an item's family that all others are held to come from; None where that is left open."""
    kinship, left_out = kinship_in(library, id_)
    own = kinship.items[0].family
    roots = [item for item in kinship.items if item.family == own and item.copied_from is None and item.version_of is None]
    return roots[0] if own is not None and len(roots) == 1 and not left_out else None
