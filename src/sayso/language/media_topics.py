"""What does a file of IPTC's Media Topics say?  Its codes and names; the file is the user's, none comes with sayso.

Read are the two forms in which such lists are published: JSON (``conceptSet`` with ``qcode`` and ``prefLabel``, also as JSON-LD
under ``@graph``), and tables as CSV or TSV whose head names a code and names by language.
"""

import csv
import io
import json
import re
from collections.abc import Iterator

from msgspec import Struct

from sayso.errors import UnreadableError

_CODE = re.compile(r"(?:medtop:|mediatopic/)?(\d{8})\b")
_MOST = 100_000
"""Topics of one file: the list has some 1,200."""


class Topic(Struct, frozen=True, kw_only=True):
    """A topic: its code (eight digits), its names with the one shown first, the codes of those above it."""

    code: str
    names: tuple[str, ...]
    broader: tuple[str, ...] = ()


def read_media_topics(data: bytes, name: str = "the file") -> tuple[Topic, ...]:
    """The topics of a file, by code.  Raises UnreadableError where it holds none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{name} is not UTF-8 text", "give the JSON or CSV form of the Media Topics") from error
    found = _of_json(text, name) if text.lstrip()[:1] in ("{", "[") else _of_table(text, name)
    topics = {topic.code: topic for topic in found}
    if not topics:
        raise UnreadableError(f"{name} holds no topics", "give IPTC's Media Topics as JSON, or as CSV with a code and names")
    if len(topics) > _MOST:
        raise UnreadableError(f"{name} holds {len(topics):,} topics", f"at most {_MOST:,} are read; check the file")
    return tuple(topic for _, topic in sorted(topics.items()))


def _of_json(text: str, name: str) -> Iterator[Topic]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{name} is damaged JSON", "download it again") from error
    listed = whole
    if isinstance(whole, dict):
        listed = next((whole[key] for key in ("conceptSet", "@graph", "concepts") if isinstance(whole.get(key), list)), [])
    for entry in listed if isinstance(listed, list) else ():
        if not isinstance(entry, dict) or entry.get("retired"):
            continue
        codes = [code for key in ("qcode", "uri", "@id", "id", "code") for code in _codes(entry.get(key))]
        names = tuple(dict.fromkeys(_names(entry.get("prefLabel") or entry.get("name"))))
        if codes and names:
            yield Topic(code=codes[0], names=names, broader=tuple(dict.fromkeys(_codes(entry.get("broader")))))


def _names(value: object) -> Iterator[str]:
    """Names by language, in whatever way they are nested; English first, for it is the list's own language."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, dict):
        if isinstance(value.get("@value"), str):
            yield value["@value"].strip()
            return
        for language in sorted(value, key=lambda key: (not str(key).lower().startswith("en"), str(key))):
            if isinstance(value[language], str) and value[language].strip():
                yield value[language].strip()
    elif isinstance(value, list):
        for one in value[:_MOST]:
            if isinstance(one, str | dict):
                yield from _names(one)


def _codes(value: object) -> list[str]:
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    found = [
        _CODE.search(text if isinstance(text, str) else str(text.get("@id", "")) if isinstance(text, dict) else "")
        for text in texts
    ]
    return [code[1] for code in found if code]


def _of_table(text: str, name: str) -> Iterator[Topic]:
    head = text[:4096].partition("\n")[0]
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t" if "\t" in head else ";" if head.count(";") > head.count(",") else ","
    )
    try:
        columns = [column.strip().casefold() for column in next(rows, [])]
        code_at = next((at for at, column in enumerate(columns) if "code" in column or column in ("id", "uri")), None)
        names_at = [at for at, column in enumerate(columns) if column.startswith(("name", "preflabel", "label"))]
        if code_at is None or not names_at:
            return
        above: list[str] = []
        levels = [at for at, column in enumerate(columns) if column.startswith("level")]
        for row in rows:
            cells = [*row, *[""] * (len(columns) - len(row))]
            codes = [code for at in (code_at, *levels) for code in _codes(cells[at])]
            names = tuple(dict.fromkeys(cells[at].strip() for at in names_at if cells[at].strip()))
            if not codes or not names:
                continue
            depth = next((depth for depth, at in enumerate(levels) if cells[at].strip()), 0)
            above = [*above[:depth], codes[0]]
            yield Topic(code=codes[0], names=names, broader=tuple(reversed(above[:depth])))
    except csv.Error as error:
        raise UnreadableError(f"{name} is no table that can be read ({error})", "give it as CSV or JSON") from error
