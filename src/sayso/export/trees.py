"""How does a tree of plain values become JSON?  In its own order, and without a character that acts on a page."""

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO, TypeAlias

from sayso.model.legible import escaped

Tree: TypeAlias = "Mapping[str, Tree] | list[Tree] | str | int | float | bool | None"


def json_text(tree: Tree) -> str:
    """One line of JSON."""
    return escaped(json.dumps(tree, ensure_ascii=False, separators=(",", ":")))


def json_bytes(tree: Tree) -> bytes:
    """One line of JSON in UTF-8, without a line end."""
    return json_text(tree).encode()


def json_for_html(tree: Tree) -> str:
    """JSON for a ``<script>`` element, which no value in it can end."""
    return json_text(tree).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def write_array(out: BinaryIO, head: str, members: Iterable[Tree]) -> None:
    """`head`, then the members as an array, one a line; the closing bracket is written, what follows it is the caller's."""
    out.write(head.encode() + b"[")
    for number, member in enumerate(members):
        out.write((b",\n" if number else b"\n") + json_bytes(member))
    out.write(b"\n]")


def without_nothing(tree: Mapping[str, Tree]) -> dict[str, Tree]:
    """The tree without members that are None, empty text or empty lists: what is not known is not said."""
    return {name: value for name, value in tree.items() if value is not None and value != "" and value != []}
