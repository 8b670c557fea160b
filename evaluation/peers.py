"""What do others read from the same pages?  trafilatura's answers, in the formats of the scorers.

trafilatura takes today's date as the latest that a page can have unless it is told one; it is told none here, as its users do.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.body import SUFFIX

BODY_SETTINGS: dict[str, dict[str, Any]] = {  # Any: keyword arguments of trafilatura
    "default": {},
    "fast": {"fast": True},
    "precision": {"favor_precision": True},
}


def predict_body(folder: Path, setting: str) -> Iterator[str]:
    """Body text by one of trafilatura's settings, as `evaluation.body` writes it."""
    from trafilatura import extract

    pages = {}
    for path in sorted(folder.glob("*" + SUFFIX)):
        text = extract(gzip.decompress(path.read_bytes()), include_comments=False, **BODY_SETTINGS[setting])
        pages[path.name.removesuffix(SUFFIX)] = {"articleBody": text or ""}
    yield json.dumps(pages, ensure_ascii=False)


def predict_masthead(folder: Path) -> Iterator[str]:
    """Title, date, publisher and authors by trafilatura, one line a page of ``labels.json``."""
    from trafilatura.metadata import extract_metadata

    for label in json.loads((folder / "labels.json").read_text("utf-8")):
        page = gzip.decompress((folder / label["file"]).read_bytes())
        found = extract_metadata(page, default_url=label.get("url"), extensive=True)
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        yield json.dumps(
            {
                "file": label["file"],
                "title": found.title,
                "authors": authors,
                "publisher": found.sitename,
                "published": found.date,
            },
            ensure_ascii=False,
        )
