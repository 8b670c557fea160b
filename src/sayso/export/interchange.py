"""How does a record leave as JSON, and how does another program know what to expect?"""

from typing import Any  # JSON Schema is a tree of plain values

import msgspec
from msgspec import Struct

from sayso.model.document import Document
from sayso.model.legible import escaped
from sayso.model.record import Record, Terms

FORMAT = 1
"""Raised when a program that read the last format would misread the new one; new optional fields do not raise it."""


class Problem(Struct, frozen=True, kw_only=True):
    """One line of ``sayso check``: what was found where.  Lines and columns count from 1, columns in code points."""

    file: str
    code: str
    message: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    words: str | None = None


class Problems(Struct, frozen=True, kw_only=True):
    """Everything ``sayso check`` found."""

    problems: tuple[Problem, ...] = ()


class Setting(Struct, frozen=True, kw_only=True):
    """One setting, its value, and where the value came from."""

    name: str
    value: str | int | tuple[str, ...]
    origin: str
    means: str


class SettingsList(Struct, frozen=True, kw_only=True):
    """All settings."""

    settings: tuple[Setting, ...] = ()


KINDS: dict[str, type[Struct]] = {
    "record": Record,
    "document": Document,
    "terms": Terms,
    "problems": Problems,
    "settings": SettingsList,
}
"""What the JSON's ``kind`` may be.  The other fields of such an object are those of the struct."""


def record_json(record: Record) -> bytes:
    """The record as one JSON object; ``msgspec.json.decode(data, type=Record)`` reads it back."""
    return enveloped("record", record)


def enveloped(kind: str, content: Struct) -> bytes:
    """A struct's fields as one JSON object that says what it is; the same content gives the same bytes."""
    head = f'{{"sayso":{FORMAT},"kind":"{kind}"'.encode()
    body = escaped(msgspec.json.encode(content).decode()).encode()
    return head + (b"," if body != b"{}" else b"") + body[1:]


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one of `KINDS` as it is printed, envelope included."""
    (top,), components = msgspec.json.schema_components([KINDS[kind]], ref_template="#/$defs/{name}")
    name = top["$ref"].rsplit("/", 1)[-1]
    content = dict(components.pop(name))
    content["properties"] = {"sayso": {"const": FORMAT}, "kind": {"const": kind}, **content["properties"]}
    content["required"] = ["sayso", "kind", *content.get("required", [])]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **content, "$defs": components}
