"""One item: what was read in it, its text with every finding marked, where it was found, what persons corrected."""

from markupsafe import Markup
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.errors import LibraryError, NotFoundError
from sayso.export.drawing import drawn_legend, drawn_shares, drawn_text, language_of, target_rules
from sayso.export.facts import facts_of
from sayso.export.interchange import record_json
from sayso.export.kinship import count_copies
from sayso.export.ledger import PlaceOf, facts_table, ledger, nowhere, sources_table
from sayso.export.marks import marks_of
from sayso.export.places import lines_of, place_at
from sayso.language.pages import page_key
from sayso.model.record import Record
from sayso.store.corrected import Correction
from sayso.store.library import Library
from sayso.web.links import document, link, outward
from sayso.web.pages import Room, error_page, json_answer, render

LOOKS = {"kinds": "by kind", "sources": "by source", "plain": "plain"}
"""How the text can be marked: by how words are given, by who answers for them, or not at all."""
_ENDINGS = {"application/pdf": ".pdf", "text/html": ".html.txt"}
"""Names of downloads: a page must not open in a browser as if it were one of ours."""


class Corrections(Struct, frozen=True, kw_only=True):
    """The corrections of an item, and the numbers of those that have lost their place."""

    every: tuple[Correction, ...]
    lost: frozenset[int]


def page(room: Room, request: Request) -> Response:
    """The page of an item.  A shortened id leads to the whole one, so that what is cited never moves."""
    look = request.query_params.get("marks", "kinds")
    look = look if look in LOOKS else "kinds"
    with room.open() as library:
        whole = library.resolve(request.path_params["id"])
        if whole != request.path_params["id"]:
            return RedirectResponse(document(whole), 302)
        record = _record(library, whole)
        if isinstance(record, NotFoundError):
            return error_page(room, 410, record.reason, record.remedy)
        captures = library.captures(whole)
        lost = frozenset(one.number for one in library.lost_corrections(whole))
        place_of, damage = _places(library, whole, record)
        kin = library.copies.family(whole)
        corrections = Corrections(every=tuple(library.corrections.of(whole)), lost=lost)
    facts = facts_of(record)
    marks = marks_of(record, facts)
    text, placed = drawn_text(record, marks)
    origin = record.origin.url
    return render(
        room,
        "article.html",
        id=whole,
        title=None if facts[0].missing else facts[0].value,
        look=look,
        copies=(f"{document(whole)}/copies", len(kin.members), count_copies([(page_key(url), None) for url in kin.urls])),
        looks=[(name, words, link(document(whole), {"marks": name})) for name, words in LOOKS.items()],
        shares=Markup(drawn_shares(record)),
        facts=Markup(facts_table(facts[1:], placed, place_of)),
        sources=Markup(sources_table(record, placed, place_of)),
        legend=Markup(drawn_legend(record, marks)),
        text=Markup(text),
        language=language_of(record),
        ledger=Markup(ledger(record, facts, placed, place_of)),
        damage=damage,
        captures=captures,
        origin=outward(origin.value) if origin else None,
        corrections=corrections,
        versions=record.versions,
        outlet=record.masthead.publisher.value.name if record.masthead.publisher else None,
    )


def data(room: Room, request: Request) -> Response:
    """The record as JSON, as ``sayso show --json`` prints it."""
    with room.open() as library:
        record = _record(library, library.resolve(request.path_params["id"]))
    if isinstance(record, NotFoundError):
        return error_page(room, 410, record.reason, record.remedy)
    return json_answer(record_json(record))


def marks_style(room: Room, request: Request) -> Response:
    """The rules by which a finding lights up in the text when the ledger leads to it; the policy lets none stand in the page."""
    with room.open() as library:
        record = _record(library, library.resolve(request.path_params["id"]))
    rules = "" if isinstance(record, NotFoundError) else target_rules(drawn_text(record, marks_of(record))[1])
    return Response(rules, media_type="text/css")


def original(room: Room, request: Request) -> Response:
    """The original, byte for byte, to be saved and not shown: it is a stranger's page and may hold anything."""
    with room.open() as library:
        whole = library.resolve(request.path_params["id"])
        try:
            content = library.original(whole)
        except NotFoundError as error:
            return error_page(room, 410, error.reason, error.remedy)
        kind = library.captures(whole)[0].media_type
    ending = _ENDINGS.get(kind, ".txt" if kind.startswith("text/") else ".bin")
    name = f"sayso-{whole[:12]}{ending}"
    return Response(content, media_type="text/plain", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _places(library: Library, whole: str, record: Record) -> tuple[PlaceOf, str | None]:
    """Where findings stand in the original, as the command line says it, and what is wrong where the original is damaged."""
    try:
        lines = lines_of(record.document, library.original(whole))
    except LibraryError as error:
        return nowhere, f"{error.reason}; {error.remedy}"
    return (lambda span, source: place_at(record.document, lines, span, source)), None


def _record(library: Library, whole: str) -> Record | NotFoundError:
    """The record, or what says that the item was withdrawn: that it is there, `resolve` has said already."""
    try:
        return library.record(whole)
    except NotFoundError as error:
        return error
