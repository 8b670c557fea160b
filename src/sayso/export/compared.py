"""How are two versions drawn beside each other?  Paragraph by paragraph, what was changed marked and named in both."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from sayso.export.changes import with_signs
from sayso.export.marks import Mark, MarkIndex, Piece, pieces
from sayso.export.markup import shown
from sayso.export.whereabouts import Read, begins_at
from sayso.model.changes import Change, ChangeKind, Comparison, PairedParagraph
from sayso.model.document import Role
from sayso.model.span import Span

_MOVED, _TURNED = "moved", "turned"
"""Words that stay: they stand elsewhere, or have got quotation marks or lost them."""
_ELEMENTS = {"left-out": ("del", "left out"), "put-in": ("ins", "put in")}
"""How changed words are marked, and what is read out before them where nobody sees the mark."""


class Side(Struct, frozen=True, kw_only=True):
    """A paragraph of one version as HTML, and where it begins in the original.

    `again` says that it stands above already: it was split into two of the other version, or joined from them.
    """

    html: str
    place: str
    role: str
    again: bool


class Pair(Struct, frozen=True, kw_only=True):
    """A paragraph in both versions, None where one has none.  `anchor` is its name within the page."""

    anchor: str
    heading: str
    old: Side | None
    new: Side | None


class Stretch(Struct, frozen=True, kw_only=True):
    """Paragraphs one after another that are all changed, or all not; `heading` says which those are that are not."""

    changed: bool
    heading: str
    pairs: tuple[Pair, ...]


def compared(old: Read, new: Read, shown_: Comparison) -> Iterator[Stretch]:
    """The paragraphs of both versions, with the changes of `shown_` marked; what has none is to be folded away."""
    indexes = (
        MarkIndex(list(_marks(shown_.changes, old.record.document.text, 0))),
        MarkIndex(list(_marks(shown_.changes, new.record.document.text, 1))),
    )
    roles = [{block.span: block.role for block in read.record.document.blocks} for read in (old, new)]
    seen: tuple[set[Span], set[Span]] = (set(), set())
    drawn: list[tuple[bool, Pair]] = []
    for number, pair in enumerate(shown_.paragraphs, 1):
        spans = (pair.old, pair.new)
        old_side, new_side = (
            _side(read, span, index, of[span], span in above) if span is not None else None
            for read, span, index, of, above in zip((old, new), spans, indexes, roles, seen, strict=True)
        )
        changed = any(span is not None and index.meeting(span) for span, index in zip(spans, indexes, strict=True))
        drawn.append((changed, Pair(anchor=f"p-{number}", heading=_heading(pair), old=old_side, new=new_side)))
        for span, above in zip(spans, seen, strict=True):
            above.update([span] if span is not None else [])
    for changed, group in groupby(drawn, lambda one: one[0]):
        pairs = tuple(pair for _, pair in group)
        yield Stretch(changed=changed, heading="1 paragraph" if len(pairs) == 1 else f"{len(pairs)} paragraphs", pairs=pairs)


def _heading(pair: PairedParagraph) -> str:
    """``Paragraph 3, was 2``."""
    if pair.new_number is None:
        return f"Paragraph {pair.old_number} of the first"
    if pair.old_number is None:
        return f"Paragraph {pair.new_number} of the second"
    moved = ", moved" if pair.moved else ""
    return f"Paragraph {pair.new_number}" + (f", was {pair.old_number}" if pair.old_number != pair.new_number else "") + moved


def _marks(changes: Sequence[Change], text: str, side: int) -> Iterator[Mark]:
    """The marks of one version.  A change is named where its words have come to stand, or else where they stood."""
    for number, change in enumerate(changes):
        span = (change.old, change.new)[side]
        look = ("left-out", "put-in")[side]
        if change.kind is ChangeKind.ORDER:
            look = _MOVED
        elif change.by.name == "changes/quotation-marks":
            look, span = _TURNED, with_signs(text, span)
        if len(span):
            named = side == 1 or not len(change.new)
            yield Mark(key=str(number), look=look, spans=(span,), sign=_name(change) if named else None)


def _name(change: Change) -> str:
    also = f" (also {', '.join(kind.value for kind in change.also)})" if change.also else ""
    return f"{'moved' if change.kind is ChangeKind.ORDER else change.kind.value}{also}"


def _side(read: Read, span: Span, index: MarkIndex, role: Role, again: bool) -> Side:
    text = read.record.document.text
    html = "".join(_drawn(piece, text) for piece in pieces(span, index))
    return Side(html=html, place=begins_at(read, span), role=role.name.lower().replace("_", "-"), again=again)


def _drawn(piece: Piece, text: str) -> str:
    words = shown(piece.span.of(text))
    for look in dict.fromkeys(mark.look for mark in piece.marks):
        if look in _ELEMENTS:
            element, said = _ELEMENTS[look]
            words = f'<{element}><span class="vh">({said}: </span>{words}<span class="vh">)</span></{element}>'
        else:
            words = f'<span class="{look}">{words}</span>'
    return words + "".join(f'<span class="sign">{mark.sign}</span>' for mark in piece.ended if mark.sign)
