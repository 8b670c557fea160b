"""How is plain text read?  As it stands: every character is kept, and paragraphs end at blank lines."""

import re

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
    pattern = _PARAGRAPH if re.search(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S", source) else _LINE
    blocks = []
    for found in pattern.finditer(source):
        end = found.start() + len(found.group().rstrip())
        blocks.append(Block(spans=(Span(found.start(), end),)))
    return Layer(text=source, blocks=tuple(blocks), offsets=builder.offsets())
