"""Which page answers which address?  The application: every view, and what is said where there is none."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sayso.errors import LibraryError, NotFoundError, SaysoError, UsageError
from sayso.web import article, assets, compare, copies, counts, families, filed, guide, lines, quotations, quoted, searching
from sayso.web.guard import Guard
from sayso.web.pages import Room, error_page

View = Callable[[Room, Request], Response]
ROUTES: dict[str, View] = {
    "/": searching.home,
    "/search": searching.page,
    "/search.json": searching.data,
    "/counts": counts.page,
    "/counts.json": counts.data,
    "/sources": quoted.page,
    "/sources.json": quoted.data,
    "/lines": lines.page,
    "/lines.json": lines.data,
    "/quotations": quotations.page,
    "/quotations.json": quotations.data,
    "/dossiers": filed.listing,
    "/dossier": filed.page,
    "/documents/{id}.json": article.data,
    "/documents/{id}/original": article.original,
    "/documents/{id}/marks.css": article.marks_style,
    "/documents/{id}/copies": copies.page,
    "/documents/{id}/copies.json": copies.data,
    "/documents/{id}/quotations": quotations.of_item,
    "/documents/{id}/quotations/{number}.json": quotations.one_data,
    "/documents/{id}/quotations/{number}": quotations.one,
    "/documents/{id}": article.page,
    "/compare/{first}/{second}.json": compare.data,
    "/compare/{first}/{second}": compare.page,
    "/families": families.page,
    "/families.json": families.data,
    "/guide": guide.page,
    "/static/{name}": assets.asset,
}
_STATUS: tuple[tuple[type[SaysoError], int], ...] = ((UsageError, 400), (NotFoundError, 404), (LibraryError, 503))


def reading_room(room: Room) -> ASGIApp:
    """The application that shows `room`; it keeps nothing between two requests."""

    def refused(status: int, reason: str, remedy: str) -> Response:
        return error_page(room, status, reason, remedy)

    def not_there(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return refused(status, "there is no such page", "begin with the search")

    application = Starlette(
        routes=[Route(path, _answering(room, view)) for path, view in ROUTES.items()],
        exception_handlers={HTTPException: not_there},
    )
    application.router.redirect_slashes = False  # an address with a slash too many is no page, rather than a redirect
    return Guard(application, refused)


def _answering(room: Room, view: View) -> Callable[[Request], Response]:
    """The view with every error made a page.  It runs in a thread of its own, as do all functions that are not `async`."""

    def answer(request: Request) -> Response:
        try:
            return view(room, request)
        except SaysoError as error:
            status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
            return error_page(room, status, error.reason, error.remedy)
        except Exception as error:  # a fault of ours: said by its name, and the room stays open
            return error_page(room, 500, f"a fault in sayso ({type(error).__name__})", "report it with the address of this page")

    return answer
