"""How is a record cited in LaTeX?  As a BibTeX entry whose words LaTeX prints and never obeys."""

import re
from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Kept, Tally, Written
from sayso.export.links import address_of
from sayso.export.pages import file_name
from sayso.model.legible import one_line
from sayso.model.record import Author, NameKind

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces and does not see a backslash before one
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_BARE = re.compile(r"[^{},\\\"]*")


def entry(item: Kept) -> str:
    """One item as ``@article``: the outlet is its journal; the first publisher stands in a note.

    The key is the outlet, the year and the beginning of the item's hash, so that it stays when others come.
    """
    record = item.record
    masthead, origin, capture = record.masthead, record.origin, record.document.capture
    outlet = masthead.publisher.value.name if masthead.publisher else None
    published = masthead.published.value if masthead.published else None
    parts = published.day.split("-") if published else []
    first = (origin.publisher.value if origin.publisher else None, origin.published.value.day if origin.published else None)
    fields = (
        ("title", f"{{{plain(masthead.title.value)}}}" if masthead.title else None),
        ("author", " and ".join(_name(author.value) for author in masthead.authors)),
        ("journal", plain(outlet) if outlet else None),
        ("year", parts[0] if parts else None),
        ("date", published.day if published else None),
        ("url", address_of(record)),  # verbatim: it has no brace and no backslash
        ("urldate", capture.taken.day if capture.taken else None),
        ("language", plain(masthead.language.value) if masthead.language else None),
        ("note", f"First published by {plain(' '.join(filter(None, first)))}" if first[0] else None),
    )
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields if value]
    if len(parts) > 1:
        lines.append(f"  month = {_MONTHS[int(parts[1]) - 1]},\n")
    key = file_name(f"{outlet or 'unknown'} {parts[0] if parts else ''}", item.id)
    return f"@article{{{key},\n{''.join(lines)}}}\n"


def plain(text: str) -> str:
    r"""Text as LaTeX prints it: one line, and every sign with a meaning escaped.

    >>> plain("50% of {A}")
    '50\\% of \\textbraceleft{}A\\textbraceright{}'
    """
    return "".join(_SPECIAL.get(sign, sign) for sign in one_line(text))


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """Entries with a blank line between them, in UTF-8."""
    tally = Tally()
    for number, item in enumerate(tally.kept(items)):
        out.write((("\n" if number else "") + entry(item)).encode())
    return tally.written()


def _name(author: Author) -> str:
    """A person's name as printed, which BibTeX takes apart itself; any other name in one piece."""
    name = plain(author.name)
    whole = author.kind is not NameKind.PERSON or " and " in f" {name.lower()} " or not _BARE.fullmatch(name)
    return f"{{{name}}}" if whole else name


FORMAT = Format(
    name="bibtex",
    media_type="application/x-bibtex",
    suffix=".bib",
    writes="BibTeX entries for LaTeX",
    to_file=write,
)
