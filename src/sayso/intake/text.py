"""How is plain text read?  As it stands: every character is kept, and paragraphs end at blank lines."""

import re
from collections.abc import Iterator

from sayso.intake.layer import Layer, LayerBuilder
from sayso.model.document import Block
from sayso.model.span import Span

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))*")
"""From the first visible character to the last before a blank line; a text without blank lines breaks at every line end."""
_LINE = re.compile(r"\S[^\n]*")


def read_text(source: str) -> Layer:
    """The text layer of plain text.  The text is the source unchanged, so offsets are the same on both sides."""
    builder = LayerBuilder()
    builder.add(source, 0)
    blocks = tuple(Block(spans=(span,)) for span in find_paragraphs(source))
    return Layer(text=source, blocks=blocks, offsets=builder.offsets())


def find_paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text without markup, without the white space around them."""
    pattern = _PARAGRAPH if re.search(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S", text) else _LINE
    for found in pattern.finditer(text):
        yield Span(found.start(), found.start() + len(found.group().rstrip()))
