"""How is the family of an item drawn?  A stemma as plain SVG: every copy under what it was made from, and how sure that is."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from msgspec import Struct

from sayso.export.kinship import Absent, Kin, Kinship, Link, in_trees
from sayso.export.markup import quoted
from sayso.export.sources import doubt
from sayso.model.legible import one_line

DRAWN = 40
"""Witnesses that are drawn at most: three screens from top to bottom."""
DEEPEST = 6
"""Branches that are indented; further ones would leave the screen."""
_STEP, _ROW, _WIDTH, _HEIGHT, _MARGIN = 72, 64, 392, 48, 28
"""Of a branch, of a row, of a box (width, height), and beside the first branch, in units of a sixteenth of the font's size."""
_LETTERS = 42
"""Characters of a title that a box holds."""
_COLOURS = (
    "<style>svg{color:#1c1b19;background:#fbfaf7}"
    "@media (prefers-color-scheme:dark){svg{color:#ece8df;background:#171614}}</style>"
)
"""Of a drawing that stands alone; in a page it has the page's."""


class Stemma(Struct, frozen=True, kw_only=True):
    """A drawing, and how many members of the family it leaves out."""

    svg: str
    left_out: int


class _Box(Struct, frozen=True, kw_only=True):
    """A witness, or with `item` None an original that is named and not held, in its row."""

    row: int
    depth: int
    parent: int | None
    label: str
    first: str
    second: str
    item: Kin | None

    @property
    def x(self) -> int:
        """Its left edge."""
        return _MARGIN + min(self.depth, DEEPEST) * _STEP

    @property
    def middle(self) -> int:
        """Half its height."""
        return self.row * _ROW + _ROW // 2


def draw_stemma(kinship: Kinship, href_of: Callable[[Kin], str] | None = None) -> Stemma:
    """The family of the first item.  With `href_of`, its address, each witness is a link and the drawing is part of a page."""
    own = kinship.items[0]
    members = [item for item in kinship.items if item.family is not None and item.family == own.family] or [own]
    boxes = _boxes(members, kinship.absent)
    drawn = {box.item.name: box for box in boxes if box.item}
    left_out = len(members) - len(drawn)
    width = max(box.x for box in boxes) + _WIDTH + 4
    height = len(boxes) * _ROW
    role = "group" if href_of else "img"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="{role}" aria-labelledby="stemma-title stemma-desc" class="stemma" '
        f'viewBox="0 0 {width} {height}" width="{width / 16:g}em" height="{height / 16:g}em" '
        'font-family="sans-serif" font-size="14">',
        '<title id="stemma-title">Who was copied from whom</title>',
        f'<desc id="stemma-desc">{escape(_described(members, left_out))}</desc>',
        *([] if href_of else [_COLOURS]),
        *_undecided(boxes, drawn, kinship.links),
    ]
    for box in boxes:
        lines += _edge(box, boxes)
    for box in boxes:
        lines += _box(box, own, href_of)
    return Stemma(svg="\n".join([*lines, "</svg>"]) + "\n", left_out=left_out)


def _described(members: Sequence[Kin], left_out: int) -> str:
    said = sum(item.copied_from is not None for item in members)
    more = f" {left_out} more are not drawn." if left_out else ""
    return (
        f"{len(members)} items; of {said} it is said which they were copied from: each stands under it, joined by a line with "
        "the probability. A dashed line joins two that share text where nothing is said. A dotted box is an original that is "
        f"named and not held.{more}"
    )


def _boxes(members: Sequence[Kin], absent: Sequence[Absent]) -> list[_Box]:
    """The boxes from top to bottom, as many as are drawn; a named original above those that name it and have no other parent."""
    named = [one for one in absent if one.family == members[0].family]
    if members[0].family is None and members[0].names:
        named = [Absent(outlet=members[0].names, family=0, copies=(members[0].name,))]
    boxes: list[_Box] = []
    at: dict[str, int] = {}
    for original, trees in in_trees(members, named):
        walked = [one for tree in trees for one in tree][: DRAWN - len(at)]
        above = len(boxes) if original is not None and walked else None
        if original is not None and walked:
            name = _cut(original.outlet)
            boxes.append(_Box(row=len(boxes), depth=0, parent=None, label="", first=name, second="named, not held", item=None))
        for item, depth in walked:
            second = f"{item.outlet or 'no outlet'}, {item.date or 'no date'}"
            if depth and item.names:
                second += f"; names {item.names}"
            box = _Box(
                row=len(boxes),
                depth=depth + (above is not None),
                parent=at.get(item.copied_from or item.version_of or "") if depth else above,
                label=_label(item) if depth else "printed",
                first=_cut(item.title or "no title"),
                second=_cut(second),
                item=item,
            )
            at[item.name] = len(boxes)
            boxes.append(box)
    return boxes


def _label(item: Kin) -> str:
    """What stands at the line from what an item was made from."""
    if item.copied_from is None:
        return "a later version"
    return "confirmed" if item.decision is not None else doubt(item.p)


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LETTERS else line[: _LETTERS - 1].rstrip() + "…"


def _edge(box: _Box, boxes: Sequence[_Box]) -> Iterator[str]:
    if box.parent is None:
        return
    above = boxes[box.parent]
    if above.x < box.x:
        x, start = above.x + 14, f"{above.x + 14} {above.middle + _HEIGHT // 2}"
    else:  # as deep as is indented: round the left side of what stands between
        x, start = above.x - 12, f"{above.x} {above.middle}H{above.x - 12}"
    yield f'<path d="M{start}V{box.middle}H{box.x}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    if above.x >= box.x:
        x -= _STEP // 2 + 8
    yield f'<text x="{x + 5}" y="{box.middle - 5}" font-size="12" fill="currentColor">{escape(box.label)}</text>'


def _undecided(boxes: Sequence[_Box], drawn: dict[str, _Box], links: Sequence[Link]) -> Iterator[str]:
    """A dashed line from each witness of which no parent is said to the first above it that it shares text with."""
    open_: dict[str, set[str]] = {}
    for link in links:
        if link.copy is None and link.overlap.words:
            open_.setdefault(link.overlap.a, set()).add(link.overlap.b)
            open_.setdefault(link.overlap.b, set()).add(link.overlap.a)
    for box in boxes:
        if box.item is None or box.item.copied_from is not None or box.item.version_of is not None:
            continue
        above = [drawn[name] for name in open_.get(box.item.name, ()) if name in drawn and drawn[name].row < box.row]
        if above:
            other = min(above, key=lambda one: (one.item is not None and one.item.copied_from is not None, one.row))
            x = _MARGIN - 16
            yield (
                f'<path class="open" d="M{other.x} {other.middle}H{x}V{box.middle}H{box.x}" fill="none" stroke="currentColor" '
                'stroke-width="1.5" stroke-dasharray="6 4"><title>share text; who copied whom is not said</title></path>'
            )


def _box(box: _Box, own: Kin, href_of: Callable[[Kin], str] | None) -> Iterator[str]:
    y = box.middle - _HEIGHT // 2
    dotted = ' stroke-dasharray="1 4" stroke-linecap="round"' if box.item is None else ""
    weight = 3 if box.item is own else 1
    link = box.item is not None and href_of is not None
    if box.item is not None and href_of is not None:
        yield f'<a href="{escape(href_of(box.item))}">'
    if box.item is not None and box.item.title:
        yield f"<g><title>{quoted(box.item.title)}</title>"
    else:
        yield "<g>"
    yield (
        f'<rect x="{box.x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="4" fill="currentColor" fill-opacity="0.04" '
        f'stroke="currentColor" stroke-width="{weight}"{dotted}/>'
    )
    yield f'<svg x="{box.x}" y="{y}" width="{_WIDTH - 4}" height="{_HEIGHT}" fill="currentColor">'  # no letter leaves its box
    yield f'<text x="10" y="20" font-weight="bold">{quoted(box.first)}</text>'
    yield f'<text x="10" y="38" font-size="13">{quoted(box.second)}</text></svg>'
    yield "</g></a>" if link else "</g>"
