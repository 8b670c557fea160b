"""Pages of cases: a title, and a text in which the wanted reading is marked in the line.

A case is a Markdown heading and the text under it, up to the next heading.  What is wanted stands in braces, with its name
before a colon: ``{source: Odell} {cue: said} {content: “We sail.”}``.  Where a text holds several attributions each gets a
number: ``{source 1 2: Odell}`` belongs to the first and the second.  Braces may stand inside braces.  Lines that begin with
``>`` tell the reader why the case is there.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from sayso.intake.text import read_text
from sayso.model.document import Block, Capture, Document, Role
from sayso.model.span import Span

_OPENING = re.compile(r"\{(?P<name>[a-z]+)(?P<numbers>(?: \d+)*): ")


class Mark(Struct, frozen=True, order=True):
    """One pair of braces: what it is called, the attributions it belongs to, and where its text stands."""

    name: str
    span: Span
    numbers: tuple[int, ...] = (1,)


class Case(Struct, frozen=True):
    """One case: its title, the text without braces, and what was marked in it."""

    title: str
    text: str
    marks: tuple[Mark, ...]

    def spans(self, name: str, number: int | None = None) -> list[str]:
        """The marked texts of one name (and one attribution), in the order of the text."""
        return [
            mark.span.of(self.text)
            for mark in sorted(self.marks, key=lambda mark: mark.span)
            if mark.name == name and (number is None or number in mark.numbers)
        ]

    def numbers(self) -> list[int]:
        """The numbers of the attributions that are marked."""
        return sorted({number for mark in self.marks if mark.name == "content" for number in mark.numbers})


def read_cases(page: str) -> list[Case]:
    """The cases of a page beside this file."""
    source = (Path(__file__).parent / "cases" / page).read_text("utf-8")
    cases = []
    for part in re.split(r"^## ", source, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        lines = [line for line in body.strip().split("\n") if not line.startswith(">")]
        text, marks = _unmark("\n".join(lines).strip())
        cases.append(Case(title.strip(), text, marks))
    return cases


def _unmark(source: str) -> tuple[str, tuple[Mark, ...]]:
    text, marks, opened = "", [], []
    at = 0
    while at < len(source):
        opening = _OPENING.match(source, at)
        if opening:
            numbers = tuple(int(number) for number in opening["numbers"].split()) or (1,)
            opened.append((opening["name"], len(text), numbers))
            at = opening.end()
        elif source[at] == "}":
            name, start, numbers = opened.pop()
            marks.append(Mark(name, Span(start, len(text)), numbers))
            at += 1
        else:
            text += source[at]
            at += 1
    assert not opened, f"a brace is not closed: {source[:60]}"
    return text, tuple(marks)


def plain_document(text: str, *roles: Role) -> Document:
    """Plain text as a document: paragraphs have the given roles in turn, and are body where the roles run out."""
    layer = read_text(text)
    blocks: Iterator[Block] = (
        Block(spans=block.spans, role=roles[number] if number < len(roles) else Role.BODY)
        for number, block in enumerate(layer.blocks)
    )
    capture = Capture(sha256="0" * 64, size=len(text.encode()), media_type="text/plain")
    return Document(text=layer.text, blocks=tuple(blocks), offsets=layer.offsets, capture=capture)
