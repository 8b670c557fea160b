"""What does the tracer say of the overlaps that lie in a real archive by nature?  Labels here, texts where SAYSO_GOLD has them.

``python -m evaluation overlaps`` traces the 840 articles of PolNeAR's train part and prints what it says of the labelled pairs.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evaluation.gold import require_shared
from sayso.model.descent import Direction, Witness
from sayso.tracing.descent import DECIDED, find_directions
from sayso.tracing.pipeline import trace

FOLDER = Path(__file__).parent
RELATIONS = ("republication", "passage", "quotation", "boilerplate", "chance")
"""What a pair shares, the strongest first: a pair that shares a quotation and a note on the author is a quotation."""
DIRECTIONS = ("a", "b", "common", "unknown", "none")
"""Which text was copied from; `common`: both go back to a third; `none`: nobody copied."""
REPORTED = ("republication", "passage", "boilerplate", "nothing")
"""What the tracer can say of a pair."""
OUTLETS = {
    "breitbart": "Breitbart",
    "huff-post": "Huffington Post",
    "nyt": "New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "Washington Post",
    "west-journal": "Western Journalism",
}
"""The outlets as they print their names, by what PolNeAR calls them."""

Pair = tuple[str, str]


class Label(NamedTuple):
    """How a pair was labelled, and why that direction."""

    relation: str
    direction: str
    reason: str


def read_labels(name: str = "pairs.tsv") -> dict[Pair, Label]:
    """The labels of a reading, by the names of the two texts."""
    return {(row["a"], row["b"]): Label(row["relation"], row["direction"], row["reason"]) for row in _read_table(FOLDER / name)}


def open_archive(shared: Path) -> list[Witness]:
    """The archive as the tracer may know it: text, date and outlet.  Raises ValueError where a text is not the one labelled."""
    polnear = shared / "gold" / "polnear" / "data"
    hashes = {row["text"]: row["sha256"] for row in _read_table(FOLDER / "texts.tsv")}
    known = {row["filename"]: row for row in _read_table(polnear / "metadata.tsv")}
    witnesses = []
    for path in sorted((polnear / "train" / "text").glob("*.txt")):
        content, row = path.read_bytes(), known[path.stem]
        if hashlib.sha256(content).hexdigest() != hashes.get(path.stem, hashlib.sha256(content).hexdigest()):
            raise ValueError(f"{path.name} is not the text that was labelled")
        outlet, date = OUTLETS[row["publisher"]], row["publication_date"]
        witnesses.append(Witness(name=path.stem, text=content.decode("utf-8"), outlet=outlet, date=date))
    return witnesses


def figures() -> Iterator[str]:
    """The tables, as they stand on the page of results."""
    witnesses = open_archive(require_shared())
    overlaps = list(trace([one.text for one in witnesses], [one.name for one in witnesses]).overlaps())
    found = find_directions({one.name: one for one in witnesses}, overlaps)
    labels = read_labels()
    yield from compare_relations(labels, {(one.a, one.b): one.kind.value for one in overlaps})
    yield ""
    yield from compare_directions(labels, {(one.a, one.b): direction for one, direction in found})
    yield ""
    yield agreement("The same reader again", labels, read_labels("second_reading.tsv"))
    yield agreement("Another reader", labels, read_labels("another_reader.tsv"))
    yield agreement("A third reader", labels, read_labels("third_reader.tsv"))


def compare_relations(labels: dict[Pair, Label], reported: dict[Pair, str]) -> Iterator[str]:
    """What was labelled against what is reported, a row a relation; pairs without a label share no eight words in a row."""
    counts = Counter((label.relation, reported.get(pair, "nothing")) for pair, label in labels.items())
    counts.update(("no label", kind) for pair, kind in reported.items() if pair not in labels)
    yield f"| labelled | {' | '.join(REPORTED)} |"
    yield f"|---|{'---|' * len(REPORTED)}"
    for relation in (*RELATIONS, "no label"):
        cells = [str(counts[relation, kind]) for kind in REPORTED]
        yield f"| {relation} | {' | '.join(cells if relation != 'no label' else [*cells[:-1], '-'])} |"
    told, copied = REPORTED[:2], RELATIONS[:2]
    right = sum(counts[relation, kind] for relation in copied for kind in told)
    missed = sum(counts[relation, kind] for relation in copied for kind in REPORTED[2:])
    false = sum(counts[relation, kind] for relation in ("boilerplate", "chance", "no label") for kind in told)
    yield ""
    yield f"Republications and passages: {right} found, {missed} missed; {false} of neither reported as one."


def compare_directions(labels: dict[Pair, Label], found: dict[Pair, Direction]) -> Iterator[str]:
    """Who is said to have been copied, of all pairs of which the tracer says anything or a reader did; and how sure it is."""
    counts: Counter[tuple[str, str]] = Counter()
    stated: list[tuple[float, bool]] = []
    kinds: list[str] = []
    for pair, label in labels.items():
        direction = found.get(pair)
        source = {"a": pair[0], "b": pair[1]}.get(label.direction)
        row = "a or b" if source else label.direction
        if direction is None or direction.p < DECIDED:
            counts[row, "open"] += 1
        else:
            counts[row, "right" if direction.source == source else "wrong"] += 1
        if direction is not None and label.direction not in ("unknown", "none"):
            stated.append((direction.p, direction.source == source))
            kinds.append(label.direction)
    yield "| who was copied | right | wrong | left open |"
    yield "|---|---|---|---|"
    for row in ("a or b", *DIRECTIONS[2:]):
        yield f"| {row} | {' | '.join(str(counts[row, said]) for said in ('right', 'wrong', 'open'))} |"
    yield ""
    sure = [one for one in stated if one[0] >= DECIDED]
    yield f"Stated where a, b or common holds, {len(stated)}: {_calibration(stated)}; decided, {len(sure)}: {_calibration(sure)}."
    copied = [one for label, one in zip(kinds, stated, strict=True) if label != "common"]
    yield f"Of those where one of the two was copied, {len(copied)}: {_calibration(copied)}."


def agreement(who: str, first: dict[Pair, Label], second: dict[Pair, Label]) -> str:
    """How far two readings agree, with Cohen's kappa, on the pairs that both have."""
    pairs = sorted(first.keys() & second.keys())
    both = [(first[pair], second[pair]) for pair in pairs]
    relation = _kappa([(one.relation, other.relation) for one, other in both])
    direction = _kappa([(one.direction, other.direction) for one, other in both])
    return f"{who}, {len(pairs)} pairs: relation {relation}; direction {direction}."


def _calibration(stated: Sequence[tuple[float, bool]]) -> str:
    if not stated:
        return "none"
    mean, right = (sum(column) / len(stated) for column in zip(*stated, strict=True))
    return f"mean probability {mean:.2f}, right {right:.2f}"


def _kappa(both: Sequence[tuple[str, str]]) -> str:
    agreed = sum(one == other for one, other in both) / len(both)
    ones, others = (Counter(column) for column in zip(*both, strict=True))
    chance = sum(ones[value] * others[value] for value in ones) / len(both) ** 2
    return f"{100 * agreed:.1f} % alike, kappa {(agreed - chance) / (1 - chance) if chance < 1 else 1:.2f}"


def _read_table(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
