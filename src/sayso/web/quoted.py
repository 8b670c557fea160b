"""Who is quoted, how often, by which outlets?  The sources of all documents by their names as printed."""

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from sayso.export.facts import percentages
from sayso.export.interchange import enveloped
from sayso.store.conditions import Target
from sayso.store.quoted import Quoted, QuotedPage, find_quoted
from sayso.web.asking import Asked, term_for
from sayso.web.links import link
from sayso.web.pages import Room, json_answer, render


class Row(Struct, frozen=True, kw_only=True):
    """A name as a page shows it; shares are whole percentages."""

    one: Quoted
    href: str | None
    standing: str
    share: str
    undetermined: str


def page(room: Room, request: Request) -> Response:
    """One page of names."""
    query, find = request.query_params.get("q", "").strip(), request.query_params.get("find", "").strip()
    cursor = request.query_params.get("after") or None
    with room.open() as library:
        found = find_quoted(library.database, query, begins=find, cursor=cursor)
    here = {"q": query, "find": find}
    return render(
        room,
        "sources.html",
        query=query,
        find=find,
        found=found,
        rows=[_row(one, query, found) for one in found.names],
        shares=percentages(found.voices),
        unnamed=_part(found.unnamed, found.statements),
        next=link("/sources", {**here, "after": found.next}) if found.next else None,
        first_page=link("/sources", here) if cursor else None,
        data=link("/sources.json", {**here, "after": cursor}),
    )


def data(room: Room, request: Request) -> Response:
    """The same as JSON."""
    given = request.query_params
    with room.open() as library:
        found = find_quoted(
            library.database, given.get("q", ""), begins=given.get("find", "").strip(), cursor=given.get("after") or None
        )
    return json_answer(enveloped("quoted", found))


def _row(one: Quoted, query: str, found: QuotedPage) -> Row:
    term = term_for("source", one.name, Target.SOURCES)
    asked = Asked(query=query, target=Target.STATEMENTS)
    return Row(
        one=one,
        href=link("/search", asked.within(term).parameters) if term else None,
        standing="named" if all(one.named) else "both" if any(one.named) else "unnamed",
        share=_part(one.statements, found.statements),
        undetermined=_part(one.undetermined, one.characters),
    )


def _part(part: int, whole: int) -> str:
    """A share in whole percent; what is there and rounds to nothing is under one."""
    rounded = round(100 * part / whole) if whole else 0
    return "<1%" if part and not rounded else f"{rounded}%"
