"""Which public licence do these words or this address name?  Creative Commons by its elements, others by a table."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from sayso.language.tables import read_table

_ADDRESS = re.compile(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)(?:/(\d\.\d))?", re.IGNORECASE)
_ANCHOR = re.compile(r"creative[\s-]*commons|\bcc(?=[\s-]?(?:by|0|zero)\b)", re.IGNORECASE)
_WORDS = {
    "by": r"attribution|namensnennung|atribuci[oó]n|paternité",
    "nc": r"non-?\s?commercial|nicht[\s-]?kommerziell|no\s?comercial|pas d['’]utilisation commerciale",
    "nd": r"no-?\s?deriv\w*|keine[\s-]bearbeitung\w*|sin\s?derivadas|pas de modification",
    "sa": r"share-?\s?alike|weitergabe unter gleichen bedingungen|compartir\s?igual|partage dans les mêmes conditions",
}
_ELEMENTS = tuple((name, re.compile(rf"\b{name}\b|{words}", re.IGNORECASE)) for name, words in _WORDS.items())
_RUN = re.compile(
    r"(?:[\s\-–—:,(/&+]|\b(?:and|und|cc|by|nc|nd|sa)\b|"
    + "|".join(_WORDS.values())
    + r"|licen[sc]e|lizenz|international|generic|unported"
    r"|works?|only|the|zero|0(?!\.\d)|public domain dedication|universal)*(?:\s*v(?:ersion)?\.?\s*)?(?P<version>\d\.\d)?",
    re.IGNORECASE,
)
_NON_COMMERCIAL = re.compile(r"non-?commercial", re.IGNORECASE)
_ZERO = re.compile(r"^[\s-]*(?:zero\b|0(?!\d|\.\d))|public domain dedication", re.IGNORECASE)


class NamedLicence(Struct, frozen=True):
    """A licence named in a text: where, and its SPDX or Creative Commons id."""

    start: int
    end: int
    id: str


def licence_at(address: str) -> str | None:
    """The id of the licence whose text stands at an address of Creative Commons; None for any other address."""
    found = _ADDRESS.search(address)
    if not found:
        return None
    part, elements, version = found.groups()
    if part.lower() == "publicdomain":
        return "CC0-1.0" if elements.lower() == "zero" else "CC-PDM-1.0"
    return "-".join(filter(None, ("CC", elements.upper(), version)))


def find_licences(text: str) -> Iterator[NamedLicence]:
    """The licences that a sentence names, in order.  "A Creative Commons licence" without more is ``CC-unversioned``, and
    ``CC-NC-unversioned`` where the sentence speaks of non-commercial use."""
    for anchor in _ANCHOR.finditer(text):
        run = _RUN.match(text, anchor.end())
        words = run.group() if run else ""
        end = anchor.end() + len(words.rstrip())
        if _ZERO.search(words):
            yield NamedLicence(anchor.start(), end, "CC0-1.0")
            continue
        elements = [name for name, pattern in _ELEMENTS if pattern.search(words)]
        if elements:
            version = run["version"] if run else None
            yield NamedLicence(anchor.start(), end, "-".join(filter(None, ("CC", "-".join(elements).upper(), version))))
        else:
            yield NamedLicence(
                anchor.start(), anchor.end(), "CC-NC-unversioned" if _NON_COMMERCIAL.search(text) else "CC-unversioned"
            )
    for found in _others().finditer(text):
        yield NamedLicence(found.start(), found.end(), _ids()[found.group().lower()])


@cache
def _ids() -> dict[str, str]:
    return {row["name"]: row["id"] for row in read_table("licences")}


@cache
def _others() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in sorted(_ids(), key=len, reverse=True)), re.IGNORECASE)
