"""What attributions does a folder of brat standoff hold?  ``text/*.txt``, ``attributions/NAME_ANNOTATOR.ann``, as in PolNeAR."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

_SPAN = re.compile(r"^(T\d+)\t(\S+) ((?:\d+ \d+;)*\d+ \d+)(?:\t|$)")
_EVENT = re.compile(r"^E\d+\t\S+((?: \S+)*)\s*$")

Pieces = tuple[tuple[int, int], ...]


class Labelled(Struct, frozen=True):
    """One attribution as labelled; spans are code points, end exclusive, and may be several pieces."""

    source: Pieces
    cue: Pieces
    content: Pieces


class LabelledText(Struct, frozen=True):
    """A text and what one annotator found in it."""

    name: str
    text: str
    attributions: tuple[Labelled, ...]


def read_folder(folder: Path) -> Iterator[LabelledText]:
    """Every text that somebody labelled, in the order of the file names.

    Where several annotators labelled one text, the one whose contents agree best with the others' is taken (ties: the first).
    """
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_name[path.stem.rpartition("_")[0]].append(path)
    for path in sorted((folder / "text").glob("*.txt")):
        if path.stem in by_name:
            readings = [read_annotation(annotation.read_text(encoding="utf-8")) for annotation in by_name[path.stem]]
            yield LabelledText(
                path.stem, path.read_bytes().decode("utf-8"), max(readings, key=lambda one: _agreement(one, readings))
            )


def read_annotation(text: str) -> tuple[Labelled, ...]:
    """The attributions of one ``.ann`` file that have a content; lines of other kinds are skipped."""
    spans: dict[str, Pieces] = {}
    events = []
    for line in text.split("\n"):
        if found := _SPAN.match(line):
            spans[found[1]] = tuple((int(start), int(end)) for start, end in (piece.split() for piece in found[3].split(";")))
        elif found := _EVENT.match(line):
            events.append([part.partition(":") for part in found[1].split()])
    attributions = []
    for arguments in events:
        roles: dict[str, Pieces] = {"source": (), "cue": (), "content": ()}
        for role, _, name in arguments:
            role = role.rstrip("0123456789").lower()
            if role in roles:
                roles[role] += spans.get(name, ())
        if roles["content"]:
            attributions.append(Labelled(**{role: tuple(sorted(pieces)) for role, pieces in roles.items()}))
    return tuple(attributions)


def write_annotation(attributions: Sequence[Labelled], text: str) -> str:
    """The same as brat standoff."""
    lines = []
    number = 0
    for event, one in enumerate(attributions, 1):
        arguments = []
        for role in ("source", "cue", "content"):
            pieces: Pieces = getattr(one, role)
            if pieces:
                number += 1
                place = ";".join(f"{start} {end}" for start, end in pieces)
                covered = " ".join(" ".join(text[start:end].split()) for start, end in pieces)
                lines.append(f"T{number}\t{role.title()} {place}\t{covered}")
                arguments.append(f"{role.title()}:T{number}")
        lines.append(f"E{event}\tAttribution:T{number} {' '.join(arguments)}")
    return "\n".join(lines) + "\n"


def _agreement(reading: Sequence[Labelled], readings: Sequence[Sequence[Labelled]]) -> float:
    mine = _characters(reading)
    return sum(2 * len(mine & theirs) / max(1, len(mine) + len(theirs)) for theirs in map(_characters, readings))


def _characters(reading: Sequence[Labelled]) -> set[int]:
    return {at for one in reading for start, end in one.content for at in range(start, end)}
