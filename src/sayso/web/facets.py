"""How do hits spread?  For each axis its commonest values with counts, a box to find others, and the way to all of them."""

from msgspec import Struct

from sayso.store.conditions import Target
from sayso.store.library import Library
from sayso.store.search import Facet
from sayso.web.asking import Asked, term_for
from sayso.web.links import link

VALUES = 8
"""Values of a facet beside the hits: more push the next facet out of sight."""
LABELS = {
    "outlet": "Outlet",
    "year": "Year",
    "month": "Month",
    "kind": "Kind",
    "source": "Source",
    "dossier": "Dossier",
    "section": "Section",
    "region": "Region",
    "theme": "Theme",
    "tag": "Tag",
    "place": "Place",
    "subject": "Subject",
    "author": "Author",
    "language": "Language",
    "origin": "First publisher",
}
"""Every axis by its name for people."""
FIRST = ("outlet", "year", "kind", "source", "region", "theme", "dossier")
"""Counted beside every search.  Each costs one more pass over the hits; the others are counted when they are asked for."""
JOINED = frozenset({"kind", "source"})
MANY = 20_000
"""Hits up to which the facets of `JOINED` are counted beside a search.  They go through every statement and source of every hit:
of 6,000 they took 14 to 18 ms each, six times as long as any other; beyond, they wait until they are asked for."""
_KIND = {
    Target.DOCUMENTS: "Statements in them, by kind",
    Target.STATEMENTS: "Kind of statement",
    Target.SOURCES: "Kind of source",
    Target.TERMS: "Kind of term",
}


class Value(Struct, frozen=True, kw_only=True):
    """One value with its hits, and the search that keeps only these; None where that cannot be asked."""

    label: str
    hits: int
    href: str | None


class Box(Struct, frozen=True, kw_only=True):
    """A facet as it is shown: `find` is what its box holds, `all_href` leads to all its values."""

    axis: str
    label: str
    find: str
    values: tuple[Value, ...]
    distinct: int
    all_href: str


def left_to_ask(asked: Asked, total: int) -> tuple[tuple[str, str], ...]:
    """The facets that are not counted beside so many hits, each by its name and the address that counts it."""
    waiting = [axis for axis in FIRST if axis in JOINED and total > MANY]
    return tuple((label_of(axis, asked.target), link("/counts", {**asked.parameters, "by": axis})) for axis in waiting)


def boxes(library: Library, asked: Asked, finds: dict[str, str], total: int) -> tuple[Box, ...]:
    """The facets beside a search; one that nothing has a value on is left out, unless something is looked for in it."""
    axes = [axis for axis in FIRST if total <= MANY or axis not in JOINED or axis in finds]
    found = (box(library, asked, axis, finds.get(axis, ""), VALUES) for axis in axes)
    return tuple(one for one in found if one.find or any(value.href for value in one.values) or one.distinct > 1)


def box(library: Library, asked: Asked, axis: str, find: str, size: int) -> Box:
    """One facet, its values that begin with `find`."""
    facet = library.facet(asked.query, axis, asked.target, size=size, begins=find)
    return Box(
        axis=axis,
        label=label_of(axis, asked.target),
        find=find,
        values=_values(facet, asked),
        distinct=facet.distinct,
        all_href=link("/counts", {**asked.parameters, "by": axis, "find": find}),
    )


def label_of(axis: str, target: Target) -> str:
    """What people call an axis."""
    return _KIND[target] if axis == "kind" else LABELS[axis]


def _values(facet: Facet, asked: Asked) -> tuple[Value, ...]:
    found = []
    for count in facet.counts:
        term = term_for(facet.axis, count.value, asked.target)
        href = link("/search", asked.within(term).parameters) if term else None
        found.append(Value(label="not found" if count.value is None else count.value, hits=count.hits, href=href))
    return tuple(found)
