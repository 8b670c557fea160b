"""Under which regions and subjects does a publisher's label file an article?  The label as printed, looked up in two tables."""

import re
from functools import cache

from msgspec import Struct

from sayso.language.folding import fold
from sayso.language.tables import read_table

_JOINTS = re.compile(r"[,;/|&>·•+]|\s(?:and|und|et|y|e|og|en)\s")
"""Where one label joins several: "Rivers & Locks", "Russia and FSU"."""
_LONGEST = 200
"""Characters of a label that are looked at; what is longer is no label."""
_ABOVE = 8
"""Regions around a region at most: no chain of the table is longer, and a row that is its own parent ends."""


class Heading(Struct, frozen=True, kw_only=True):
    """A region or a subject: its id (an M49 code, or a word of our list), its name, and all that it is looked for by.

    That is its other names, its codes, and the names of what it lies in.
    """

    id: str
    name: str
    words: tuple[str, ...]


def find_places(label: str) -> tuple[Heading, ...]:
    """The regions that a label names, in the order of the table.

    >>> [(place.id, place.name) for place in find_places("UK")], find_places("Sarn Valley")
    ([('826', 'United Kingdom of Great Britain and Northern Ireland')], ())
    """
    return _found(label, _regions())


def find_subjects(label: str) -> tuple[Heading, ...]:
    """The subjects that a label names, in the order of the table.

    >>> [subject.name for subject in find_subjects("Science & Tech")]
    ['Technology', 'Science']
    """
    return _found(label, _subjects())


def find_headings(label: str, headings: dict[str, tuple[Heading, ...]]) -> tuple[Heading, ...]:
    """The headings that a label names, of some that are listed by their folded names."""
    return _found(label, headings)


def label_key(label: str) -> str:
    """A label in the form in which labels are compared."""
    words = fold(label[:_LONGEST])
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _found(label: str, headings: dict[str, tuple[Heading, ...]]) -> tuple[Heading, ...]:
    """What the whole label names, else what its parts do."""
    whole = headings.get(label_key(label), ())
    if whole:
        return whole
    parts = [headings.get(label_key(part), ()) for part in _JOINTS.split(label[:_LONGEST])]
    return tuple(dict.fromkeys(heading for found in parts for heading in found)) if len(parts) > 1 else ()


@cache
def _regions() -> dict[str, tuple[Heading, ...]]:
    rows = {row["code"]: row for row in read_table("regions")}
    found: dict[str, tuple[Heading, ...]] = {}
    for row in rows.values():
        names = [row["name"], *_cells(row["others"])]
        around: list[str] = []
        code = row["parent"]
        while code in rows and code != "001" and len(around) < _ABOVE:
            around.append(rows[code]["name"])
            code = rows[code]["parent"]
        codes = [row["code"], *_cells(row["alpha2"]), *_cells(row["alpha3"])]
        heading = Heading(id=row["code"], name=row["name"], words=(*names, *codes, *around))
        for key in dict.fromkeys(map(label_key, names)):
            found[key] = (*found.get(key, ()), heading)
    return found


@cache
def _subjects() -> dict[str, tuple[Heading, ...]]:
    found: dict[str, tuple[Heading, ...]] = {}
    for row in read_table("subjects"):
        heading = Heading(id=row["id"], name=row["name"], words=(row["name"],))
        for key in dict.fromkeys(map(label_key, [row["name"], *_cells(row["words"])])):
            found[key] = (*found.get(key, ()), heading)
    return found


@cache
def tables_version() -> str:
    """A hash of the two tables: what was filed by other tables is filed again."""
    from hashlib import blake2b

    words = repr((read_table("regions"), read_table("subjects"))).encode()
    return blake2b(words, digest_size=8).hexdigest()


def _cells(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split("; ")
