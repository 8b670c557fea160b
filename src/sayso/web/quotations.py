"""Which quotations does the library hold, who prints each, and what differs?  Each stands once, however often it was printed."""

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.errors import NotFoundError, UsageError
from sayso.export.interchange import QuotationsList, enveloped
from sayso.export.quotations import SEVERAL, laid_to, printed_how, said_edit
from sayso.export.sources import doubt
from sayso.store.library import Library
from sayso.store.quotations import Quotation, Variant, Witness
from sayso.store.search import PAGE
from sayso.web.links import document, link
from sayso.web.pages import Room, error_page, json_answer, render

_MOST = 10**9
"""Quotations that can be passed over: more than any library has."""


class Shown(Struct, frozen=True, kw_only=True):
    """A quotation as a page shows it."""

    one: Quotation
    href: str
    who: tuple[str, ...]
    printed: str
    doubt: str | None


class Print(Struct, frozen=True, kw_only=True):
    """A witness with the way to its words in the article."""

    one: Witness
    href: str
    who: str
    sure: str


class Wording(Struct, frozen=True, kw_only=True):
    """A variant and what it differs in, in words."""

    one: Variant
    edits: tuple[str, ...]


def page(room: Room, request: Request) -> Response:
    """One page of the quotations that answer."""
    query, skip = request.query_params.get("q", "").strip(), _skip(request)
    with room.open() as library:
        found = library.quotations.page(query, skip=skip)
    after = skip + len(found.quotations)
    return render(
        room,
        "quotations.html",
        query=query,
        rows=[_shown(one) for one in found.quotations],
        total=found.total,
        prints=found.prints,
        remarks=found.remarks,
        next=link("/quotations", {"q": query, "skip": str(after)}) if after < found.total else None,
        first_page=link("/quotations", {"q": query}) if skip else None,
        data=link("/quotations.json", {"q": query, "skip": str(skip) if skip else None}),
    )


def data(room: Room, request: Request) -> Response:
    """The same as JSON."""
    query = request.query_params.get("q", "").strip()
    with room.open() as library:
        found = library.quotations.page(query, skip=_skip(request))
    listed = QuotationsList(
        query=query, quotations=found.quotations, total=found.total, prints=found.prints, remarks=found.remarks
    )
    return json_answer(enveloped("quotations", listed))


def one(room: Room, request: Request) -> Response:
    """The quotation that a statement of an item prints, with its variants and a page of its witnesses."""
    number, skip = str(request.path_params["number"]), _skip(request)
    with room.open() as library:
        whole = library.resolve(request.path_params["id"])
        if whole != request.path_params["id"]:
            return RedirectResponse(_address(whole, number), 302)
        if gone := _withdrawn(room, library, whole):
            return gone
        card = library.quotations.one(f"{whole}:{number}", skip=skip)
    after = skip + len(card.witnesses)
    here = _address(whole, number)
    return render(
        room,
        "quotation.html",
        shown=_shown(card.quotation),
        variants=[Wording(one=one, edits=tuple(map(said_edit, one.edits))) for one in card.variants],
        witnesses=[_print(one) for one in card.witnesses],
        unclaimed=[(one, document(one.id)) for one in card.unclaimed],
        within=[(words, f"/documents/{words.replace(':', '/quotations/')}") for words in card.quotation.within],
        next=link(here, {"skip": str(after)}) if after < card.quotation.prints else None,
        first_page=here if skip else None,
        article=document(whole, f"s-{number}"),
        data=link(f"{here}.json", {"skip": str(skip) if skip else None}),
    )


def one_data(room: Room, request: Request) -> Response:
    """The same as JSON."""
    with room.open() as library:
        whole = library.resolve(request.path_params["id"])
        if gone := _withdrawn(room, library, whole):
            return gone
        card = library.quotations.one(f"{whole}:{request.path_params['number']}", skip=_skip(request))
    return json_answer(enveloped("quotation", card))


def of_item(room: Room, request: Request) -> Response:
    """The quotations of an item that other items print too."""
    with room.open() as library:
        whole = library.resolve(request.path_params["id"])
        if whole != request.path_params["id"]:
            return RedirectResponse(f"{document(whole)}/quotations", 302)
        if gone := _withdrawn(room, library, whole):
            return gone
        found = library.quotations.of_item(whole)
    rows = [(number, document(whole, f"s-{number}"), _shown(one)) for number, one in found.items()]
    return render(room, "item-quotations.html", article=document(whole), rows=rows)


def _withdrawn(room: Room, library: Library, whole: str) -> Response | None:
    """The page that says so of an item whose text was taken out."""
    if library.listed(whole).withdrawn is not None:
        try:
            library.record(whole)
        except NotFoundError as error:
            return error_page(room, 410, error.reason, error.remedy)
    return None


def _shown(one: Quotation) -> Shown:
    id_, _, number = one.reference.partition(":")
    return Shown(
        one=one,
        href=_address(id_, number),
        who=tuple(map(laid_to, one.who)),
        printed=printed_how(one),
        doubt=SEVERAL if one.several else None,
    )


def _print(one: Witness) -> Print:
    who = " and ".join(one.who) or "speaker not found"
    return Print(one=one, href=document(one.id, f"s-{one.number}"), who=who, sure=doubt(one.p))


def _address(id_: str, number: str) -> str:
    return f"{document(id_)}/quotations/{number}"


def _skip(request: Request) -> int:
    given = request.query_params.get("skip", "") or "0"
    if not given.isascii() or not given.isdigit() or len(given) > len(str(_MOST)):
        raise UsageError(f"{given} quotations cannot be passed over", f"write a number; a page has {PAGE}")
    return min(int(given), _MOST)
