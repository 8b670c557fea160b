"""How is it filed?  Dossiers, themes and regions, each with what stands in it, in the order of time."""

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import NotFoundError, UsageError
from sayso.export.facts import percentages
from sayso.store.conditions import Target
from sayso.store.library import Library
from sayso.store.quoted import find_quoted
from sayso.store.search import MOST, Order
from sayso.web.asking import Asked, term_for
from sayso.web.links import link
from sayso.web.pages import Room, render
from sayso.web.searching import shown_hit

KINDS = {"dossier": "Dossiers", "theme": "Themes", "region": "Regions"}
"""What an item is filed under, with the heading of its list."""


class Heading(Struct, frozen=True, kw_only=True):
    """Something that items are filed under: its kind, one of `KINDS`, its name, and the query that its items answer."""

    kind: str
    name: str
    query: str

    @property
    def href(self) -> str:
        """Its page."""
        return link("/dossier", {"as": self.kind, "name": self.name})


def find_heading(library: Library, kind: str, name: str) -> Heading:
    """The heading of this name.  Raises NotFoundError where nothing is filed under it.

    Headings are those that outlets print; one made by hand would be looked for here before them.
    """
    term = term_for(kind, name, Target.DOCUMENTS)
    if term is None or not library.count(term):
        raise NotFoundError(f"nothing is filed under the {kind} {name}", "see what there is: Dossiers")
    return Heading(kind=kind, name=name, query=term)


def listing(room: Room, request: Request) -> Response:
    """Every dossier, theme and region with the number of its items."""
    find = request.query_params.get("find", "").strip()
    with room.open() as library:
        facets = [library.facet("", kind, size=MOST, begins=find) for kind in KINDS]
    lists = []
    for facet in facets:
        headings = [
            (Heading(kind=facet.axis, name=count.value, query="").href, count)
            for count in facet.counts
            if count.value is not None
        ]
        lists.append((facet.axis, KINDS[facet.axis], headings, facet.distinct))
    return render(room, "dossiers.html", lists=lists, find=find)


def page(room: Room, request: Request) -> Response:
    """What stands under one heading, the oldest first, and who is quoted in it."""
    given = request.query_params
    kind, name, cursor = given.get("as", "dossier"), given.get("name", "").strip(), given.get("after") or None
    if kind not in KINDS:
        raise UsageError(f"nothing is filed by {kind}", f"choose one of {', '.join(KINDS)}")
    with room.open() as library:
        heading = find_heading(library, kind, name)
        found = library.search(heading.query, order=Order.OLDEST, cursor=cursor)
        quoted = find_quoted(library.database, heading.query)
    asked = Asked(query=heading.query)
    return render(
        room,
        "dossier.html",
        heading=heading,
        hits=[shown_hit(hit, Target.DOCUMENTS) for hit in found.hits],
        total=found.total,
        next=link("/dossier", {"as": kind, "name": name, "after": found.next}) if found.next else None,
        first_page=heading.href if cursor else None,
        search=link("/search", asked.parameters),
        quoted=quoted,
        shares=percentages(quoted.voices),
        sources=link("/sources", {"q": heading.query}),
    )
