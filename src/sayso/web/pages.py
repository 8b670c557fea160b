"""How does a page come about?  Templates into which nothing from outside gets but as legible text; the room and its library."""

from functools import cache
from typing import Any  # what a template shows is of any kind

import jinja2
from markupsafe import Markup
from msgspec import Struct
from starlette.responses import HTMLResponse, Response

from sayso import __version__
from sayso.export.markup import quoted, shown
from sayso.store.library import Library, open_library
from sayso.web.links import document, link, outward

_WENT_WRONG = {
    400: "This cannot be asked",
    404: "Not found",
    405: "This is not done here",
    410: "Withdrawn",
    421: "This is not the place",
    503: "The library cannot be read",
}


class Room(Struct, frozen=True, kw_only=True):
    """What is shown: the library's place, its name for people, and a remark that stands on every page."""

    place: str
    name: str
    remark: str | None = None

    def open(self) -> Library:
        """The library, to read in; each request opens it for itself, so that no two threads share a connection."""
        return open_library(self.place, read_only=True)


def render(room: Room, template: str, /, status: int = 200, **values: Any) -> Response:
    """A page of the room from one of its templates."""
    text = _templates().get_template(template).render(room=room, version=__version__, **values)
    return HTMLResponse(text, status_code=status)


def error_page(room: Room, status: int, reason: str, remedy: str) -> Response:
    """The page that says what is wrong and what to do."""
    title = _WENT_WRONG.get(status, "Something went wrong")
    return render(room, "error.html", status, title=title, reason=reason, remedy=remedy, code=status)


def json_answer(content: bytes) -> Response:
    """One of the objects that the command line prints with ``--json``."""
    return Response(content + b"\n", media_type="application/json")


def _legible(value: object) -> object:
    """Every value on its way into a page: text is escaped and shown with its invisible characters; markup of our own stays."""
    if value is None:
        return ""
    return Markup(shown(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def _attribute(value: str) -> Markup:
    """A value as an attribute keeps it: escaped, and otherwise as it is, for a form sends it again."""
    return Markup.escape(value)


def _plain(value: str) -> Markup:
    """A value where no element may stand, as in a title: on one line, invisible characters by their names."""
    return Markup(quoted(value))


def _thousands(number: int) -> str:
    return f"{number:,}"


@cache
def _templates() -> jinja2.Environment:
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("sayso.web", "data"),
        autoescape=True,
        finalize=_legible,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(attribute=_attribute, plain=_plain, thousands=_thousands)
    templates.globals.update(link=link, document=document, outward=outward)
    return templates
