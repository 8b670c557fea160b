"""What does a JSON text say, and where?  Every value with its path and place, found in one pass without recursion.

Readers of JSON give values and no places, so this one reads the text itself.  It is stricter than none and more lenient than the
standard where exports are: ``NaN``, ``Infinity`` and control characters inside strings are taken; a key that comes twice counts
twice.  Every step is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.errors import UnreadableError

_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:
      (?P<mark>[{}\[\],:])
    | (?P<string>"(?:[^"\\]++|\\.)*+")
    | (?P<scalar>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+|true|false|null|NaN|-?Infinity)
    )""",
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.S)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_BLANK = " \t\r\n"
_ADVICE = "give one article as one object; `sayso add` takes a file or list of many"
_DEEP = 8
"""Levels that paths follow; the fields of `article_fields.tsv` lie two deep at most.  What is deeper is passed over."""
_LONGEST_PATH = 200
"""Characters of a path at most: keys are words, and a path that grows with its depth would cost its square."""


class Value(NamedTuple):
    """A string, number, ``true``, ``false`` or ``null``: its path, and where it stands, quotes included.

    The path of ``{"authors": [{"name": "..."}]}`` is ``authors.name``: lists leave no trace.
    """

    path: str
    start: int
    end: int


class _Open(NamedTuple):
    """An object or a list that is open; `path` is None where it lies too deep to be named."""

    is_object: bool
    path: str | None


def find_values(source: str) -> Iterator[Value]:
    """The values of the one object that `source` holds, in the order of the text.

    >>> list(find_values('{"title": "Ferry", "source": {"id": 7}}'))
    [Value(path='title', start=10, end=17), Value(path='source.id', start=36, end=37)]

    Raises UnreadableError where the text is not JSON, is no object, or goes on behind it.
    """
    position = len(source) - len(source.lstrip(_BLANK))
    if not source.startswith("{", position):
        raise UnreadableError("the JSON is no object", _ADVICE)
    stack: list[_Open] = []
    path: str | None = ""
    expected = "value"
    while True:
        token = _TOKEN.match(source, position)
        if token is None:
            raise _broken(source, position)
        kind = token["mark"] or token.lastgroup
        start, position = token.start(token.lastgroup or 0), token.end()
        match expected, kind:
            case "value" | "item or end", "{" | "[":
                stack.append(_Open(kind == "{", path if len(stack) < _DEEP else None))
                path = stack[-1].path
                expected = "key or end" if kind == "{" else "item or end"
                continue
            case "value" | "item or end", "string" | "scalar":
                if path is not None:
                    yield Value(path, start, position)
            case "key" | "key or end", "string":
                path, expected = _step(stack[-1].path, _key(source, start, position)), "colon"
                continue
            case "colon", ":":
                expected = "value"
                continue
            case "comma or end", ",":
                path, expected = stack[-1].path, "key" if stack[-1].is_object else "value"
                continue
            case ("key or end" | "comma or end", "}") if stack[-1].is_object:
                stack.pop()
            case ("item or end" | "comma or end", "]") if not stack[-1].is_object:
                stack.pop()
            case _:
                raise _broken(source, start)
        if not stack:
            break
        expected = "comma or end"
    rest = source[position:].lstrip(_BLANK)
    if rest:
        raise UnreadableError(_goes_on(rest), _ADVICE)


def read_string(source: str, start: int, end: int) -> str:
    """What the string literal between `start` and `end` says.

    >>> read_string(r'"na\\u00efve"', 0, 12)
    'naïve'
    """
    return "".join(run for run, _, _ in string_runs(source, start, end))


def string_runs(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The runs of a string literal: text, place in the source, length there.

    An escape is a run of its own, a pair of surrogates one character; a surrogate without its half is U+FFFD.
    """
    position, end = start + 1, end - 1
    for found in _ESCAPE.finditer(source, position, end):
        if found.start() > position:
            yield source[position : found.start()], position, found.start() - position
        position = found.end()
        yield _unescaped(found.group()), found.start(), position - found.start()
    if end > position:
        yield source[position:end], position, end - position


def _unescaped(escape: str) -> str:
    if escape[1] != "u" or len(escape) < 6:
        return _SHORT.get(escape[1], escape[1])
    if len(escape) == 12:
        return chr(0x10000 + ((int(escape[2:6], 16) - 0xD800) << 10) + int(escape[8:], 16) - 0xDC00)
    code = int(escape[2:], 16)
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def _key(source: str, start: int, end: int) -> str:
    return read_string(source, start, end) if source.find("\\", start, end) >= 0 else source[start + 1 : end - 1]


def _step(path: str | None, key: str) -> str | None:
    if path is None or len(path) + len(key) > _LONGEST_PATH:
        return None
    return f"{path}.{key}" if path else key


def _broken(source: str, position: int) -> UnreadableError:
    """Where it breaks, as an editor counts."""
    position += len(source[position:]) - len(source[position:].lstrip(_BLANK))
    line = source.count("\n", 0, position) + 1
    column = position - source.rfind("\n", 0, position)
    place = f"column {column}" if line == 1 else f"line {line}, column {column}"
    if position >= len(source):
        return UnreadableError(f"the JSON breaks off at {place}", "export it again, or get another copy")
    return UnreadableError(f"the JSON is damaged at {place}", "export it again, or mend it there")


def _goes_on(rest: str) -> str:
    return "the JSON holds more than one object" if rest[0] == "{" else "something follows the object in the JSON"
