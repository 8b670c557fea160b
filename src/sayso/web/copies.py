"""Where did an item come from, among its copies?  Its family as a table: who was copied from whom, and what shows it."""

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.errors import NotFoundError
from sayso.export.interchange import enveloped
from sayso.export.kinship import Kin, Kinship, Link, count_copies, ground_in_words, in_words, kinship_in, ruled
from sayso.export.stemma import draw_stemma
from sayso.model.reuse import OverlapKind
from sayso.store.rulings import RulingSort
from sayso.web.links import comparison, document
from sayso.web.pages import Room, error_page, json_answer, render


class Row(Struct, frozen=True, kw_only=True):
    """One item: its number in the table, that of the one it was copied from, and what is said of that.

    `compared` are the numbers of those that it can be read beside, with the address: its parent, and the item of the page.
    """

    number: int
    item: Kin
    href: str
    parent: int | None
    sure: str | None
    compared: tuple[tuple[int, str], ...]
    version_of: int | None
    """The number of the version of its page that was captured before it."""
    decided: str | None
    """The person's decision that it was copied from there."""
    decisions: tuple[str, ...]
    """What persons decided against its links."""
    grounds: tuple[str, ...]
    against: tuple[str, ...]
    shares: tuple[str, ...]


def page(room: Room, request: Request) -> Response:
    """The family of an item, and what shares a passage with it."""
    with room.open() as library:
        whole = library.resolve(request.path_params["id"])
        if whole != request.path_params["id"]:
            return RedirectResponse(f"{document(whole)}/copies", 302)
        try:
            kinship, left_out = kinship_in(library, whole)
        except NotFoundError as error:  # withdrawn
            return error_page(room, 410, error.reason, error.remedy)
        waiting = library.copies.waiting()
    rows = _rows(kinship)
    family = [row for row in rows if row.item.family is not None and row.item.family == kinship.items[0].family]
    stemma = draw_stemma(kinship, lambda item: document(item.id)) if kinship.items[0].family is not None else None
    return render(
        room,
        "copies.html",
        id=whole,
        article=document(whole),
        family=family,
        caption=_caption(family),
        compared=kinship.compared,
        others=[row for row in rows[1:] if row.item.family is None or row.item.family != kinship.items[0].family],
        left_out=left_out,
        stemma=Markup(stemma.svg) if stemma else None,
        undrawn=stemma.left_out if stemma else 0,
        waiting=waiting,
    )


def data(room: Room, request: Request) -> Response:
    """The same as JSON, as ``sayso origin --json`` prints it."""
    with room.open() as library:
        whole = library.resolve(request.path_params["id"])
        try:
            kinship, _ = kinship_in(library, whole)
        except NotFoundError as error:  # withdrawn
            return error_page(room, 410, error.reason, error.remedy)
    return json_answer(enveloped("kinship", kinship))


def _rows(kinship: Kinship) -> list[Row]:
    numbers = {item.name: number for number, item in enumerate(kinship.items, 1)}
    return [_row(item, kinship, numbers) for item in kinship.items]


def _row(item: Kin, kinship: Kinship, numbers: dict[str, int]) -> Row:
    mine = [link for link in kinship.links if item.name in (link.overlap.a, link.overlap.b)]
    said = next((link for link in mine if link.copy == item.name and link.source == item.copied_from), None)
    told = [(one.copy == item.name, ground_in_words(one)) for one in said.evidence] if said else []
    return Row(
        number=numbers[item.name],
        item=item,
        href=document(item.id),
        parent=numbers[item.copied_from] if item.copied_from else None,
        sure=in_words(item.p) if item.p else None,
        compared=tuple((numbers[one.name], comparison(*pair)) for one, pair in _beside(item, kinship)),
        version_of=numbers.get(item.version_of) if item.version_of else None,
        decided=ruled(said.confirmed) if said and said.confirmed else None,
        decisions=tuple(_decisions(mine, item, numbers)),
        grounds=tuple(words for own, words in told if own),
        against=tuple(words for own, words in told if not own),
        shares=tuple(_shared(link, item, numbers) for link in ([said] if said else _open(mine))),
    )


def _beside(item: Kin, kinship: Kinship) -> list[tuple[Kin, tuple[str, str]]]:
    """What an item can be read beside, its parent and the item of the page, each with the ids of the two, the source's first."""
    others = [one for one in kinship.items if one.name == item.copied_from]
    others += [one for one in kinship.items[:1] if one not in (item, *others)]
    return [(other, _in_order(item, other, kinship.links)) for other in others]


def _in_order(item: Kin, other: Kin, links: tuple[Link, ...]) -> tuple[str, str]:
    """The source before the copy; where nothing is said, the earlier before the later."""
    said = next((link for link in links if {link.copy, link.source} == {item.name, other.name}), None)
    if said is not None:
        first, second = (item, other) if said.source == item.name else (other, item)
    else:
        first, second = sorted((item, other), key=lambda one: (one.date is None, one.date or "", one.name))
    return first.id, second.id


def _decisions(links: list[Link], item: Kin, numbers: dict[str, int]) -> Iterator[str]:
    for link in links:
        for one in link.rulings:
            if one.sort is RulingSort.REJECT and one.item == item.name:
                yield f"not from {numbers[one.other]}, {ruled(one)}"
            elif one.sort is RulingSort.KEEP_APART:
                yield f"no copy of {numbers[one.other if one.item == item.name else one.item]}, {ruled(one)}"


def _open(links: list[Link]) -> list[Link]:
    """Those of which it is not said who copied whom: the others stand beside the copy."""
    return [link for link in links if link.copy is None and not link.rulings]


def _caption(family: list[Row]) -> str:
    counted = count_copies([(row.item.page, row.item.outlet) for row in family])
    if counted.copies is None:
        return f"Versions of one page: {len(family)}"
    return f"Copies of one text: {counted.copies}" + (f", with {counted.versions}" if counted.versions else "")


def _shared(link: Link, item: Kin, numbers: dict[str, int]) -> str:
    other = link.overlap.b if link.overlap.a == item.name else link.overlap.a
    furniture = "" if link.overlap.kind is not OverlapKind.BOILERPLATE else " of furniture"
    words = link.overlap.words or sum(one.words for one in link.overlap.shared)
    return f"{words} words{furniture} with {numbers[other]}"
