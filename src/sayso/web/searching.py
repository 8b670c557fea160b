"""The search: what answers, in its context, and how it spreads."""

from markupsafe import Markup
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from sayso.export.interchange import HitsList, enveloped
from sayso.export.lines import MOST
from sayso.export.markup import shown
from sayso.export.sources import DOUBTFUL, UNCERTAIN, doubt
from sayso.store.conditions import Target
from sayso.store.search import AXES, Hit, Order
from sayso.web.asking import Asked, asked_of, counts_once, other_count
from sayso.web.facets import boxes, left_to_ask
from sayso.web.links import document, link
from sayso.web.pages import Room, json_answer, render

_LONGEST = 600
"""Code points of a statement shown among hits: the longest paragraphs fit, a page of an interview does not."""


class Shown(Struct, frozen=True, kw_only=True):
    """A hit as a page shows it."""

    title: str
    href: str
    outlet: str | None
    published: str | None
    what: str
    words: Markup
    quoted: bool


def home(room: Room, request: Request) -> Response:
    """The search with nothing asked for yet, and what the room is."""
    return _searched(room, request, asked_of(request), first=True)


def page(room: Room, request: Request) -> Response:
    """One page of what answers."""
    return _searched(room, request, asked_of(request), first=False)


def data(room: Room, request: Request) -> Response:
    """One page of what answers, as JSON."""
    asked = asked_of(request)
    with room.open() as library:
        found = library.search(asked.query, asked.target, order=asked.order, cursor=asked.cursor)
    hits = HitsList(query=asked.query, hits=found.hits, total=found.total, next=found.next, remarks=found.remarks)
    return json_answer(enveloped("hits", hits))


def _searched(room: Room, request: Request, asked: Asked, *, first: bool) -> Response:
    finds = {axis: request.query_params.get(f"find-{axis}", "").strip() for axis in AXES}
    finds = {axis: find for axis, find in finds.items() if find}
    with room.open() as library:
        found = library.search(asked.query, asked.target, order=asked.order, cursor=asked.cursor)
        spread = boxes(library, asked, finds, found.total)
        held = len(library)
    kept = {f"find-{axis}": find for axis, find in finds.items()}
    return render(
        room,
        "search.html",
        first=first,
        asked=asked,
        held=held,
        hits=[shown_hit(hit, asked.target) for hit in found.hits],
        total=found.total,
        remarks=found.remarks,
        boxes=spread,
        left_to_ask=left_to_ask(asked, found.total),
        finds=finds,
        once=counts_once(asked),
        other_count=link("/search", other_count(asked).parameters),
        targets=[(one.value, link("/search", asked.among(one).parameters), one is asked.target) for one in Target],
        orders=[(one.value, one is asked.order) for one in Order],
        next=link("/search", {**asked.parameters, **kept, "after": found.next}) if found.next else None,
        first_page=link("/search", {**asked.parameters, **kept}) if asked.cursor else None,
        data=link("/search.json", {**asked.parameters, "after": asked.cursor}),
        all_counts=link("/counts", asked.parameters),
        lines=link("/lines", {"q": asked.query}) if asked.target is Target.DOCUMENTS and 1 < found.total <= MOST else None,
    )


def shown_hit(hit: Hit, target: Target) -> Shown:
    """A hit with its way to its place in the article, and the line that says what it is."""
    number = hit.number or 0
    at, what = "", ""
    if target is Target.STATEMENTS:
        at = f"s-{number}"
        who = hit.by or "source not resolved"
        sure = (doubt(hit.p), UNCERTAIN if hit.p is not None and hit.p < DOUBTFUL else "")
        what = ", ".join(part for part in (who, f"{hit.sort} statement {number}", *sure) if part)
    elif target is Target.SOURCES:
        at = f"l-source-{number - 1}"  # the ledger counts sources from 0, their rows from 1
        what = ", ".join(part for part in (hit.sort, hit.by) if part)
    elif target is Target.TERMS:
        what = ", ".join(part for part in (hit.sort, hit.by) if part)
    return Shown(
        title=hit.title or "(no title found)",
        href=document(hit.id, at),
        outlet=hit.outlet,
        published=hit.published[:10] if hit.published else None,
        what=what,
        words=_words(hit),
        quoted=target is Target.STATEMENTS,
    )


def _words(hit: Hit) -> Markup:
    """The words that show the hit, what was asked for marked in them; cut with an ellipsis where there is more."""
    if hit.context is None:
        value = hit.value or ""
        return Markup(shown(value[:_LONGEST]) + _more(len(value) > _LONGEST))
    text, start = hit.text, hit.context.span.start
    end = min(len(text), max(_LONGEST, hit.context.marks[0].end - start if hit.context.marks else 0))
    pieces, done = [], 0
    for mark in hit.context.marks:
        first, last = mark.start - start, mark.end - start
        if last > end:
            break
        pieces += [shown(text[done:first]), f"<mark>{shown(text[first:last])}</mark>"]
        done = last
    around = "" if hit.number is not None else "… "
    return Markup(around + "".join(pieces) + shown(text[done:end]) + _more(bool(around) or end < len(text)))


def _more(more: bool) -> str:
    return " …" if more else ""
