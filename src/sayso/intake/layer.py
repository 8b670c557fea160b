"""How is a text layer made together with its map?  One builder that every format writes into."""

from bisect import bisect_right

from msgspec import Struct

from sayso.model.document import Block, Link, MarkupValue, OffsetMap, Remark
from sayso.model.span import Span


class Layer(Struct, frozen=True, kw_only=True):
    """What a format gives: the text, its blocks before they are labelled, and the map.

    `body` holds, where the format has a body selector of its own (HTML), the spans of the text it selected; None means
    that any block may be body.
    """

    text: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap
    links: tuple[Link, ...] = ()
    emphasis: tuple[Span, ...] = ()
    markup: tuple[MarkupValue, ...] = ()
    remarks: tuple[Remark, ...] = ()
    body: tuple[Span, ...] | None = None


class LayerBuilder:
    """Collects text and, beside it, where each run stands in the original."""

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._text: list[int] = []
        self._source: list[int] = []
        self._text_lengths: list[int] = []
        self._source_lengths: list[int] = []

    def add(self, text: str, source: int, source_length: int | None = None) -> None:
        """Append `text`, which stands at `source` in the original and is `source_length` long there (the same, if not given)."""
        if not text:
            return
        length = len(text)
        reach = length if source_length is None else source_length
        if (
            self._text
            and reach == length
            and self._source_lengths[-1] == self._text_lengths[-1]
            and self._text[-1] + self._text_lengths[-1] == self.length
            and self._source[-1] + self._source_lengths[-1] == source
        ):
            self._text_lengths[-1] += length
            self._source_lengths[-1] += length
        else:
            self._text.append(self.length)
            self._source.append(source)
            self._text_lengths.append(length)
            self._source_lengths.append(reach)
        self._put(text)

    def gap(self, text: str) -> None:
        """Append text that stands nowhere in the original, such as the break between two blocks."""
        self._put(text)

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._starts.append(self.length)
        self.length += len(text)

    def recent(self, length: int) -> str:
        """The last `length` characters."""
        pieces: list[str] = []
        for piece in reversed(self._pieces):
            if length <= 0:
                break
            pieces.append(piece[-length:])
            length -= len(piece)
        return "".join(reversed(pieces))

    def character(self, offset: int) -> str:
        """The character at `offset`."""
        piece = bisect_right(self._starts, offset) - 1
        return self._pieces[piece][offset - self._starts[piece]]

    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def offsets(
        self,
        unit: str = "character",
        pages: tuple[int, ...] = (),
        part: str | None = None,
        wrappers: tuple[tuple[int, int, int, int], ...] = (),
    ) -> OffsetMap:
        """The finished map; the arguments are those of `OffsetMap`."""
        return OffsetMap(
            text=tuple(self._text),
            source=tuple(self._source),
            text_lengths=tuple(self._text_lengths),
            source_lengths=tuple(self._source_lengths),
            unit=unit,
            pages=pages,
            part=part,
            wrappers=wrappers,
        )
