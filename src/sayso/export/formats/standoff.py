"""How do findings travel without the text they are about?  As places in it; whoever has a copy joins them to it again.

Texts belong to others.  A stand-off line holds hashes of the original and of its text, the places of all findings, and what
sayso itself has to say of them; words of the item are given as places only.  `rejoin` opens one's own copies and gives the
records back.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, BinaryIO  # plain trees of JSON

import msgspec
from msgspec import Struct
from msgspec.structs import fields, replace

from sayso.errors import SaysoError, UnreadableError
from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Tally, Withdrawn, Written
from sayso.export.pieces import Pieces
from sayso.export.trees import Tree, json_bytes
from sayso.intake.open import open_document
from sayso.model.dates import PartialDate
from sayso.model.document import Block, Capture, Document
from sayso.model.finding import Maker
from sayso.model.record import Record
from sayso.model.span import Span

VERSION = 1
"""Raised when a program that read the last format would misread the new one."""
_WORDS = "words"
"""The one member of an object that stands for text."""
_OWN = frozenset({"code", "what", "id", "url", "host", "unnamed_as"})
"""Fields whose text is a code, an address or a word of sayso's own, and no words of the item."""
_DEEPEST = 24
"""Levels of a line's tree: a record has some ten, a hostile line as many as it likes."""


class _TextSeal(Struct, frozen=True):
    sha256: str
    characters: int


class _Line(Struct, frozen=True):
    """One line, as far as its shape is the same for all."""

    sayso: int
    kind: str
    id: str
    text: _TextSeal | None = None
    capture: Capture | None = None
    blocks: tuple[Block, ...] = ()
    record: dict[str, Any] = {}
    reason: str = ""


class Rejoined(Struct, frozen=True, kw_only=True):
    """What became of one line: the record, or why there is none."""

    id: str
    record: Record | None = None
    reason: str | None = None


def standoff_of(item: Item) -> dict[str, Tree]:
    """One item without its text; a tombstone with its reason."""
    if isinstance(item, Withdrawn):
        return {"sayso": VERSION, "kind": "withdrawn", **msgspec.to_builtins(item)}
    record = item.record
    document = record.document
    pieces = Pieces(document.text, document.markup)
    told = {name: _coded(getattr(record, name), pieces) for name in _FINDINGS}
    return {
        "sayso": VERSION,
        "kind": "standoff",
        "id": item.id,
        "text": {"sha256": _hash(document.text), "characters": len(document.text)},
        "capture": msgspec.to_builtins(document.capture),
        "blocks": msgspec.to_builtins(document.blocks),
        "record": {**told, "versions": msgspec.to_builtins(record.versions)},
    }


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """An item a line."""
    tally = Tally()
    for item in tally.each(items):
        out.write(json_bytes(standoff_of(item)) + b"\n")
    return tally.written(lists_tombstones=True)


def rejoin(lines: Iterable[bytes], copy_of: Callable[[str], bytes | None]) -> Iterator[Rejoined]:
    """The full records, from one's own copies: ``copy_of`` gives the bytes that have a hash, or None.

    A copy whose hash is another is refused, and so is one in which this version of sayso sees another text than the one that
    wrote the line.  Raises UnreadableError, with its number, for a line that is none of ours.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _rejoined(_read(line, number), copy_of, number)


def copies_in(folder: Path) -> Callable[[str], bytes | None]:
    """Finds copies by their hash among all files of a folder, which are hashed once, now."""
    paths: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                paths.setdefault(file_digest(file, "sha256").hexdigest(), path)
    return lambda key: paths[key].read_bytes() if key in paths else None


_FINDINGS = tuple(field.name for field in fields(Record) if field.name not in ("document", "versions"))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _coded(value: object, pieces: Pieces) -> Any:
    """A value with every text in it as places; as deep as the record's types are."""
    if isinstance(value, str):
        return {_WORDS: pieces.of(value)}
    if isinstance(value, tuple):
        return [_coded(member, pieces) for member in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Span | Maker | PartialDate):
        return msgspec.to_builtins(value)
    if isinstance(value, Struct):
        told = {}
        for name in value.__struct_fields__:
            member = getattr(value, name)
            told[name] = member if name in _OWN and isinstance(member, str) else _coded(member, pieces)
        return told
    return value


def _uncoded(tree: Any, pieces: Pieces, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        raise ValueError("it is nested deeper than any record")
    if isinstance(tree, list):
        return [_uncoded(member, pieces, depth + 1) for member in tree]
    if isinstance(tree, dict):
        if tree.keys() == {_WORDS}:
            return pieces.join(tree[_WORDS])
        return {name: _uncoded(member, pieces, depth + 1) for name, member in tree.items()}
    return tree


def _read(line: bytes, number: int) -> _Line:
    try:
        found = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, RecursionError, ValueError) as failure:
        raise UnreadableError(f"line {number} is no stand-off line: {failure}", "give lines that sayso wrote") from failure
    if found.sayso > VERSION or found.kind not in ("standoff", "withdrawn"):
        raise UnreadableError(
            f"line {number} is of kind {found.kind!r}, format {found.sayso}", f"give stand-off lines of format {VERSION}"
        )
    return found


def _rejoined(line: _Line, copy_of: Callable[[str], bytes | None], number: int) -> Rejoined:
    if line.kind == "withdrawn":
        return Rejoined(id=line.id, reason=f"withdrawn: {line.reason}")
    if line.text is None or line.capture is None:
        raise UnreadableError(f"line {number} does not say which text it is about", "give lines that sayso wrote")
    data = copy_of(line.id)
    if data is None:
        return Rejoined(id=line.id, reason="there is no copy with this hash")
    if sha256(data).hexdigest() != line.id:
        return Rejoined(id=line.id, reason=f"the copy is another: its hash is {sha256(data).hexdigest()}")
    try:
        document = _opened(data, line.capture, line.text.sha256)
    except SaysoError as failure:
        return Rejoined(id=line.id, reason=f"the copy cannot be opened: {failure.reason}")
    if document is None:
        made = ", ".join(" ".join(map(str, pair)) for pair in line.record.get("versions", ()))
        return Rejoined(id=line.id, reason=f"this version sees another text in the copy than the one that wrote this: {made}")
    document = replace(document, capture=line.capture, blocks=line.blocks)
    return Rejoined(id=line.id, record=_record(line, document, number))


def _opened(data: bytes, capture: Capture, seal: str) -> Document | None:
    """The copy as a document with that text; the encoding once came from outside the bytes, perhaps."""
    for encoding in (None, capture.encoding):
        document = open_document(data, name=capture.name, url=capture.url, taken=capture.taken, encoding=encoding)
        if _hash(document.text) == seal:
            return document
    return None


def _record(line: _Line, document: Document, number: int) -> Record:
    pieces = Pieces(document.text, document.markup)
    try:
        told = {
            field.name: msgspec.convert(_uncoded(line.record[field.name], pieces), field.type)
            for field in fields(Record)
            if field.name != "document" and field.name in line.record
        }
        return Record(document=document, **told)
    except (ValueError, TypeError, LookupError) as failure:  # msgspec's ValidationError is a ValueError
        raise UnreadableError(f"line {number} does not hold a record: {failure}", "give lines that sayso wrote") from failure


FORMAT = Format(
    name="standoff",
    media_type="application/jsonl",
    suffix=".standoff.jsonl",
    writes="hashes, places and findings without a word of the text; rejoin() gives the records back from one's own copies",
    to_file=write,
    lists_tombstones=True,
)
