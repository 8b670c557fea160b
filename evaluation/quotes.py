"""``predict quotes FOLDER``: the attributions of every ``.txt`` of a folder, found by rule, as one JSON line a document.

The files are plain text as it stands (UTF-8, line ends untouched) and offsets count its code points.  Every paragraph is body.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from sayso.intake.text import read_text
from sayso.model.document import Block, Capture, Document, Role
from sayso.model.span import Span
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations


def predict(folder: Path) -> Iterator[str]:
    """One line a document, in the order of the file names."""
    for path in sorted(folder.glob("*.txt")):
        document = open_plain(path.read_bytes().decode("utf-8"))
        attributions = find_attributions(document, find_quotations(document))
        found = [
            {"source": _pairs(one.source) or None, "cue": _pairs(one.cue) or None, "content": _pairs(one.content)}
            for one in attributions
        ]
        yield json.dumps({"doc": path.stem, "attributions": found})


def open_plain(text: str) -> Document:
    """A document of which every paragraph is body."""
    layer = read_text(text)
    blocks = tuple(Block(spans=block.spans, role=Role.BODY) for block in layer.blocks)
    capture = Capture(sha256="", size=len(text.encode()), media_type="text/plain")
    return Document(text=layer.text, blocks=blocks, offsets=layer.offsets, capture=capture)


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
