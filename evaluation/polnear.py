"""``predict polnear FOLDER``: the attributions of every ``.txt`` of a folder, as one JSON line a document.

The files are plain text as it stands (UTF-8, line ends untouched) and offsets count its code points.  Every paragraph is body.
Chains are left out: PolNeAR marks the outermost only.
SAYSO_MODEL names the model to read with, as it does for the command line.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.gold import chosen_model
from evaluation.quotes import open_plain
from sayso.model.span import Span
from sayso.reading.pipeline import read_attributions
from sayso.reading.quotations import find_quotations


def predict(folder: Path) -> Iterator[str]:
    """One line a document, in the order of the file names; ``p`` stands where a model gave it."""
    model = chosen_model()
    for path in sorted(folder.glob("*.txt")):
        document = open_plain(path.read_bytes().decode("utf-8"))
        found = []
        for one in read_attributions(document, find_quotations(document), model):
            row = {"source": pairs(one.source) or None, "cue": pairs(one.cue) or None, "content": pairs(one.content)}
            found.append(row if one.p is None else row | {"p": one.p})
        yield json.dumps({"doc": path.stem, "attributions": found})


def pairs(spans: Sequence[Span]) -> list[list[int]]:
    """Spans as the scorers read them."""
    return [[span.start, span.end] for span in spans]
