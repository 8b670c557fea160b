"""Body text of web pages, for ``score_body.py``: a folder of ``.html.gz`` in, ``{id: {"articleBody": text}}`` out."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from sayso.errors import NoTextError
from sayso.intake.open import open_document
from sayso.model.document import Document, Role

SUFFIX = ".html.gz"


def predict(folder: Path) -> Iterator[str]:
    """One JSON object over all pages of the folder; the id of a page is its file name without ``.html.gz``."""
    pages = {}
    for path in sorted(folder.glob("*" + SUFFIX)):
        pages[path.name.removesuffix(SUFFIX)] = {"articleBody": _body_of(gzip.decompress(path.read_bytes()))}
    yield json.dumps(pages, ensure_ascii=False)


def _body_of(data: bytes) -> str:
    try:
        document = open_document(data)
    except NoTextError:
        return ""
    return body_text(document)


def body_text(document: Document) -> str:
    """The body blocks of a document, one a line."""
    return "\n".join(block.text_of(document.text) for block in document.blocks_of(Role.BODY))
