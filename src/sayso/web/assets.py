"""What do the pages load?  Our own style and script, and nothing else."""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import NotFoundError
from sayso.export.report import report_style
from sayso.web.pages import Room

_KINDS = {"room.css": "text/css", "room.js": "text/javascript"}


def asset(room: Room, request: Request) -> Response:
    """One of a few files by name.  The report's style is the ground that the room's own builds on."""
    name = request.path_params["name"]
    if name == "report.css":
        return Response(report_style(), media_type="text/css")
    if name not in _KINDS:
        raise NotFoundError("there is no such file", "begin with the search")
    return Response(files("sayso.web").joinpath("data", name).read_text("utf-8"), media_type=_KINDS[name])
