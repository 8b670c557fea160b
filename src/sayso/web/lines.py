"""On how many lines of sourcing do the answers to a query rest?  The numbers step by step, then each line with its items."""

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import UsageError
from sayso.export.interchange import enveloped
from sayso.export.kinship import Kin
from sayso.export.lines import BESIDE, NOT_FOUND, STEPS, in_common, lines_in, ranges, steps
from sayso.model.lines import JoinSort
from sayso.web.asking import Asked
from sayso.web.links import link
from sayso.web.pages import Room, json_answer, render

_LAST = "sources"


class Group(Struct, frozen=True, kw_only=True):
    """A line, or what counts in none: its items with their numbers, and what they have in common."""

    title: str
    items: tuple[tuple[int, Kin], ...]
    joins: tuple[str, ...]


def page(room: Room, request: Request) -> Response:
    """The lines of what answers."""
    query, join, until = _asked(request)
    with room.open() as library:
        found = lines_in(library, query, until)
        waiting = library.copies.waiting()
    lines = found.lines
    assert lines is not None
    numbers = {kin.name: number for number, kin in enumerate(found.items, 1)}
    held = {kin.name: kin for kin in found.items}
    groups = [
        Group(
            title=f"Line {number}",
            items=tuple((numbers[name], held[name]) for name in line.items),
            joins=tuple(f"{ranges(one.items, numbers)} {in_common(one)}" for one in line.joins),
        )
        for number, line in enumerate(lines.lines, 1)
    ]
    if lines.side_by_side:
        beside = tuple((numbers[name], held[name]) for name in lines.side_by_side)
        groups.append(Group(title="Counted in no line", items=beside, joins=(BESIDE,)))
    here = {"q": query, "join": join if join != _LAST else None}
    return render(
        room,
        "lines.html",
        query=query,
        joins=[(name, name == join) for name in STEPS],
        lines=lines,
        steps=steps(lines),
        not_found=NOT_FOUND[lines.until],
        groups=groups,
        waiting=waiting,
        search=link("/search", Asked(query=query).parameters),
        data=link("/lines.json", here),
    )


def data(room: Room, request: Request) -> Response:
    """The same as JSON, as ``sayso lines --json`` prints it."""
    query, _, until = _asked(request)
    with room.open() as library:
        return json_answer(enveloped("kinship", lines_in(library, query, until)))


def _asked(request: Request) -> tuple[str, str, JoinSort]:
    """Query and last step.  Raises UsageError where there is no such step."""
    join = request.query_params.get("join") or _LAST
    if join not in STEPS:
        raise UsageError(f"there is no step {join}", f"choose {', '.join(STEPS)}")
    return request.query_params.get("q", "").strip(), join, STEPS[join]
