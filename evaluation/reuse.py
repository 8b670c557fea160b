"""Which articles share text?  Predictions for a file as `make_reprints.py` writes it, one JSON object a line.

Reads ``id``, ``text``, ``date`` and ``outlet`` and nothing else; writes one JSON line a pair, as `score_reuse.py` reads them.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

import msgspec
import numpy as np

from sayso.model.descent import Direction, Witness
from sayso.tracing.descent import DECIDED, choose_parents, find_directions
from sayso.tracing.kinds import BOILERPLATE
from sayso.tracing.pipeline import KINDS, Traced, trace


class _Article(msgspec.Struct):
    id: str
    text: str
    date: str | None = None
    outlet: str | None = None


class _Texts(Sequence[str]):
    """The texts of a file, read when asked for: a million articles are three gigabytes."""

    def __init__(self, path: Path) -> None:
        self._lines = path.open("rb")
        decode = msgspec.json.Decoder(_Article).decode
        self.names: list[str] = []
        edges = [0]
        for line in self._lines:
            self.names.append(decode(line).id)
            edges.append(edges[-1] + len(line))
        self._edges = np.array(edges)
        self._decode = decode

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return [self[at] for at in range(len(self))[number]]
        return self._article(number).text

    def witness(self, number: int) -> Witness:
        """All that is said of a text."""
        one = self._article(number)
        return Witness(name=one.id, text=one.text, outlet=one.outlet, date=one.date)

    def _article(self, number: int) -> _Article:
        start, end = self._edges[number : number + 2].tolist()
        self._lines.seek(start)
        return self._decode(self._lines.read(end - start))


def predict(path: Path) -> Iterator[str]:
    """One line a pair, furniture included, which the scorer does not count; who copied whom where something says so."""
    texts = _Texts(path)
    traced = trace(texts, texts.names)
    directions, parents = _descent(texts, traced)
    for a, b, kind, words in zip(traced.a.tolist(), traced.b.tolist(), traced.kind.tolist(), traced.words.tolist(), strict=True):
        line: dict[str, object] = {"a": texts.names[a], "b": texts.names[b], "rel": KINDS[kind].value, "words": words}
        direction = directions.get((texts.names[a], texts.names[b]))
        if direction is not None:
            line["dir"] = direction.source
            if parents.get(direction.copy) == direction.source:
                line["parent"] = True
        yield json.dumps(line)


def _descent(texts: _Texts, traced: Traced) -> tuple[dict[tuple[str, str], Direction], dict[str, str]]:
    """The directions that are decided, by pair, and the text that each copy was made from."""
    overlaps = list(traced.overlaps(np.flatnonzero(traced.kind != BOILERPLATE).tolist()))
    numbers = {name: number for number, name in enumerate(texts.names)}
    named = sorted({name for one in overlaps for name in (one.a, one.b)})
    witnesses = {name: texts.witness(numbers[name]) for name in named}
    found = find_directions(witnesses, overlaps)
    decided = {(overlap.a, overlap.b): direction for overlap, direction in found if direction.p >= DECIDED}
    return decided, choose_parents(witnesses, found)
