"""What does a page's JSON-LD say?  A lenient reader: one real page in twenty carries JSON-LD that a strict parser refuses.

The figure is from DESIGN.md: 7 of 137 real pages.
"""

import html
import json
import re
from collections.abc import Iterator

from sayso.model.document import MarkupValue
from sayso.model.span import Span

_WRAPPING = re.compile(
    r"^\s*(?:/\*\s*)?(?://\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?:/\*\s*)?(?://\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_LONGEST = 2000
"""Characters of a value kept at most; longer ones are the article's text again, which the page shows."""
_MOST = 2000
"""Values kept at most from one script; the fullest of 116 real pages gave 1,100, lists of related items."""
_SEARCHABLE = 300_000
"""Characters of a script in which single values are looked up; beyond it (search time grows with values x length) the place of a
value is the script."""
_DEEP = 12
"""Levels followed at most; an article's author or publisher lies two to four deep."""


def read_json_ld(script: str, offset: int) -> list[MarkupValue]:
    """The string and number values of one ``application/ld+json`` script, each with its place.

    `offset` is where the script begins in the source.  Names are the type of the outermost entity and the keys down to the value:
    ``NewsArticle.author.name``.  A script that no repair makes readable gives what could be read before the damage.
    """
    values: list[MarkupValue] = []
    searched: dict[str, int] = {}
    for root in _parse(script):
        for name, value in _leaves(root):
            if len(values) >= _MOST:
                return values
            place = _find(script, value, searched) if len(script) <= _SEARCHABLE else None
            original = Span(offset + place[0], offset + place[1]) if place else Span(offset, offset + len(script))
            values.append(MarkupValue("json-ld", name, html.unescape(value) if "&" in value else value, original))
    return values


def _parse(script: str) -> list[object]:
    """The JSON values of the script: as it stands, then with the usual damage repaired."""
    text = _WRAPPING.sub("", script).strip().rstrip(";")
    decoder = json.JSONDecoder(strict=False)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(_TRAILING_COMMA.sub(r"\1", text))):
        found: list[object] = []
        position = 0
        while position < len(attempt):
            try:
                value, position = decoder.raw_decode(attempt, position)
            except (ValueError, RecursionError):
                break
            found.append(value)
            while position < len(attempt) and attempt[position] in " \t\r\n,;":
                position += 1
        if found:
            return found
    return []


def _leaves(root: object) -> Iterator[tuple[str, str]]:
    """Each value under the root with its name, in document order, without recursion."""
    stack: list[tuple[str, object, int]] = [("", root, 0)]
    while stack:
        name, value, depth = stack.pop()
        if depth > _DEEP:
            continue
        if isinstance(value, list):
            stack.extend((name, item, depth + 1) for item in reversed(value))
        elif isinstance(value, dict):
            graph = value.get("@graph")
            if not name:
                kind = value.get("@type", "Thing")
                name = str((kind[0] if kind else "Thing") if isinstance(kind, list) else kind)
            if isinstance(graph, list):
                stack.extend(("", item, depth + 1) for item in reversed(graph))
            inner = [(key, item) for key, item in value.items() if key not in ("@graph", "@context")]
            stack.extend((f"{name}.{key}", item, depth + 1) for key, item in reversed(inner))
        elif isinstance(value, str) and value.strip() and len(value) <= _LONGEST:
            yield name, value.strip()
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield name, str(value)


def _find(script: str, value: str, searched: dict[str, int]) -> tuple[int, int] | None:
    """Where a value stands in the script, after the last place the same value was found; as written, or as JSON escapes it."""
    escaped = json.dumps(value)[1:-1]
    for form in (value, escaped, json.dumps(value, ensure_ascii=False)[1:-1], escaped.replace("/", "\\/")):
        start = script.find(form, searched.get(form, 0))
        if start < 0 and form in searched:
            start = script.find(form)
        if start >= 0:
            searched[form] = start + len(form)
            return start, start + len(form)
    return None
