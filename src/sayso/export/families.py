"""Which families of copies does a library hold, and what is each held to come from?"""

from sayso.export.interchange import FamiliesList, FamilyListed
from sayso.export.kinship import Kin, Kinship, count_copies, kinship_in
from sayso.language.pages import page_key
from sayso.store.library import Library

WEIGHED = 40
"""Members up to which a family in a list is asked where it came from: all pairs are weighed, and forty have eight hundred."""


def list_families(library: Library, skip: int, limit: int) -> FamiliesList:
    """Some of the families, the largest first."""
    every = library.copies.families()
    shown = []
    for family in every[skip : skip + limit]:
        members = tuple(map(library.listed, family.members))
        kinship, left_out = kinship_in(library, family.members[0]) if len(members) <= WEIGHED else (None, 0)
        root = find_root(kinship) if kinship and not left_out else None
        pages = {item.id: item.page for item in kinship.items} if kinship else {}
        shown.append(
            FamilyListed(
                members=members,
                origin=root.id if root else None,
                names=root.names if root else find_named(kinship) if kinship else None,
                weighed=kinship is not None,
                pages=tuple(pages.get(one.id) or page_key(one.url) for one in members),
            )
        )
    return FamiliesList(families=tuple(shown), total=len(every), items=sum(len(one.members) for one in every))


def find_root(kinship: Kinship) -> Kin | None:
    """The member of the first item's family that all others are held to come from; None where that is left open."""
    roots = _roots(kinship)
    return roots[0] if len(roots) == 1 else None


def find_named(kinship: Kinship) -> str | None:
    """The outlet, not held, that all members of the first item's family name which are not held to come from another member."""
    roots = {item.name for item in _roots(kinship)}
    named = (one for one in kinship.absent if one.family == kinship.items[0].family)
    return next((one.outlet for one in named if roots <= set(one.copies)), None)


def versions_alone(family: FamilyListed) -> bool:
    """Whether all members are versions of one page, and none is a copy."""
    return count_copies([(page, None) for page in family.pages]).copies is None


def _roots(kinship: Kinship) -> list[Kin]:
    own = kinship.items[0].family
    items = [item for item in kinship.items if own is not None and item.family == own]
    return [item for item in items if item.copied_from is None and item.version_of is None]
