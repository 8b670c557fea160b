"""How does one ask, and what do the marks mean?  The page that explains the room."""

from starlette.requests import Request
from starlette.responses import Response

from sayso.store.query import FIELDS
from sayso.web.pages import Room, render


def page(room: Room, request: Request) -> Response:
    """The fields of the query language, the marks of the text, the keys."""
    return render(room, "guide.html", fields=FIELDS)
