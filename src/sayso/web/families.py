"""Which items are copies of one text?  The families of the library, the largest first."""

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.export.families import list_families
from sayso.export.interchange import FamilyListed, enveloped
from sayso.export.kinship import count_copies
from sayso.store.library import Listed
from sayso.store.search import PAGE
from sayso.web.links import document, link
from sayso.web.pages import Room, json_answer, render

OUTLETS = 6
"""Outlets of a family that are named in its row, in the order in which their items came in: two lines of a table hold them."""
_DIGITS = 9
"""Digits of a cursor at most: no library has a milliard of families."""


class Row(Struct, frozen=True, kw_only=True):
    """A family as a page shows it: `origin` is the member it is held to come from, `head` the one it is called by."""

    size: int
    head: Listed
    href: str
    outlets: tuple[str, ...]
    more: int
    first: str | None
    origin: Listed | None
    names: str | None
    weighed: bool
    versions: str | None


def page(room: Room, request: Request) -> Response:
    """One page of families."""
    skip = _skip(request)
    with room.open() as library:
        found = list_families(library, skip, PAGE)
        waiting = library.copies.waiting()
    after = skip + len(found.families)
    return render(
        room,
        "families.html",
        rows=[_row(one) for one in found.families],
        total=found.total,
        items=found.items,
        waiting=waiting,
        next=link("/families", {"after": str(after)}) if found.families and after < found.total else None,
        first_page=link("/families") if skip else None,
        once=link("/search", {"q": "copies:collapse"}),
        data=link("/families.json", {"after": str(skip) if skip else None}),
    )


def data(room: Room, request: Request) -> Response:
    """The same as JSON, as ``sayso families --json`` prints it."""
    with room.open() as library:
        found = list_families(library, _skip(request), PAGE)
    return json_answer(enveloped("families", found))


def _skip(request: Request) -> int:
    """After how many families the page begins."""
    given = request.query_params.get("after") or "0"
    if not (given.isascii() and given.isdigit() and len(given) <= _DIGITS):
        raise UsageError("the cursor is not one that a page gave", "begin with the first page")
    return int(given)


def _row(family: FamilyListed) -> Row:
    origin = next((one for one in family.members if one.id == family.origin), None)
    outlets = tuple(dict.fromkeys(one.outlet or "outlet not found" for one in family.members))
    head = origin or family.members[0]
    return Row(
        size=len(family.members),
        head=head,
        href=f"{document(head.id)}/copies",
        outlets=outlets[:OUTLETS],
        more=max(0, len(outlets) - OUTLETS),
        first=min((one.published[:10] for one in family.members if one.published), default=None),
        origin=origin,
        names=family.names,
        weighed=family.weighed,
        versions=count_copies([(page, None) for page in family.pages]).versions,
    )
