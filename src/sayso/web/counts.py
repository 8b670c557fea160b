"""All values of one facet, on a page of their own."""

from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.export.interchange import FacetsList, enveloped
from sayso.store.search import AXES, MOST
from sayso.web.asking import asked_of
from sayso.web.facets import LABELS, box
from sayso.web.links import link
from sayso.web.pages import Room, json_answer, render


def page(room: Room, request: Request) -> Response:
    """The values of one axis among what was asked for, with a box that finds them by their beginning."""
    asked, axis = asked_of(request), _axis(request)
    with room.open() as library:
        one = box(library, asked, axis, request.query_params.get("find", "").strip(), MOST)
        total = library.count(asked.query, asked.target)
    axes = [(LABELS[other], link("/counts", {**asked.parameters, "by": other}), other == axis) for other in AXES]
    return render(room, "counts.html", asked=asked, box=one, total=total, axes=axes, back=link("/search", asked.parameters))


def data(room: Room, request: Request) -> Response:
    """The same as JSON."""
    asked, axis = asked_of(request), _axis(request)
    with room.open() as library:
        begins = request.query_params.get("find", "").strip()
        facet = library.facet(asked.query, axis, asked.target, size=MOST, begins=begins)
    return json_answer(enveloped("facets", FacetsList(query=asked.query, facets=(facet,))))


def _axis(request: Request) -> str:
    axis = request.query_params.get("by", "outlet")
    if axis not in AXES:
        raise UsageError(f"hits cannot be counted by {axis}", f"choose one of {', '.join(AXES)}")
    return axis
