"""How well does sayso read what is not US politics?  Invented items of many kinds, labelled as the three scorers ask.

The items stand in ``items/``, one file each, named by number and kind; README.md says how they were made.
"""

import json
from pathlib import Path
from typing import Any

from msgspec import Struct

from evaluation.beyond.labels import Attribution, attributions, brat, source_records, voice_record
from evaluation.beyond.markup import Marked, read_marked

ITEMS = Path(__file__).parent / "items"
SPLIT = "beyond"


class Item(Struct, frozen=True):
    """One item: its plain text and its labels, the voice and the sources in the form of the gold files of their scorers."""

    name: str
    kind: str
    text: str
    attributions: tuple[Attribution, ...]
    voice: dict[str, Any]
    sources: list[dict[str, Any]]
    marked: Marked


def items() -> list[Item]:
    """All items in the order of their numbers.  Raises MarkupError where one is not well written."""
    return [_item(path) for path in sorted(ITEMS.glob("*.txt"))]


def write(folder: Path) -> None:
    """Texts and gold for the three scorers.

    ``text/`` and ``questions.jsonl`` are the input of the predictions, ``voice.jsonl`` and ``sources.jsonl`` their gold,
    ``polnear/beyond/`` texts and standoff as PolNeAR has them (``score_polnear.py FOLDER/polnear --split beyond``), and
    ``kinds.json`` the kind of every item.
    """
    texts = folder / "text"
    split = folder / "polnear" / SPLIT
    for place in (texts, split / "text", split / "attributions"):
        place.mkdir(parents=True, exist_ok=True)
    found = items()
    for item in found:
        for place in (texts, split / "text"):
            (place / f"{item.name}.txt").write_bytes(item.text.encode())
        (split / "attributions" / f"{item.name}_{SPLIT}.ann").write_bytes(brat(item.marked).encode())
    sources = [record for item in found for record in item.sources]
    _write_lines(folder / "voice.jsonl", [item.voice for item in found])
    _write_lines(folder / "sources.jsonl", sources)
    _write_lines(folder / "questions.jsonl", [{key: record[key] for key in ("doc", "source_span")} for record in sources])
    (folder / "kinds.json").write_text(json.dumps({item.name: item.kind for item in found}, indent=1), "utf-8")


def _item(path: Path) -> Item:
    marked = read_marked(path.stem, path.read_bytes().decode("utf-8"))
    kind = path.stem.partition("-")[2]
    return Item(path.stem, kind, marked.text, attributions(marked), voice_record(marked), source_records(marked), marked)


def _write_lines(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
