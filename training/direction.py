"""How reliable is what speaks for one text having been copied from another?  Counted on made reprints: the table ``direction``.

``python -m training.direction FOLDER...``, each folder made by ``make_reprints.py``; prints the table.  Whether the rest of a
family speaks depends on the weights that are there, so a table from scratch takes two rounds.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.language.tables import read_table
from sayso.model.descent import EvidenceSort, Witness
from sayso.tracing.descent import find_directions
from sayso.tracing.pipeline import trace


class _Article(msgspec.Struct):
    id: str
    text: str
    date: str | None
    outlet: str | None


class _Gold(msgspec.Struct):
    a: str
    b: str
    direct: bool


def count(folder: Path) -> Iterator[tuple[EvidenceSort, bool]]:
    """Each piece of evidence that is found on a pair of which one was made from the other, and whether it is right."""
    articles = [msgspec.json.decode(line, type=_Article) for line in (folder / "docs.jsonl").read_bytes().splitlines()]
    witnesses = {one.id: Witness(name=one.id, text=one.text, outlet=one.outlet, date=one.date) for one in articles}
    gold = [msgspec.json.decode(line, type=_Gold) for line in (folder / "gold.jsonl").read_bytes().splitlines()]
    sources = {frozenset((one.a, one.b)): one.a for one in gold if one.direct}
    overlaps = list(trace([one.text for one in articles], [one.id for one in articles]).overlaps())
    for overlap, direction in find_directions(witnesses, overlaps):
        source = sources.get(frozenset((overlap.a, overlap.b)))
        if source is not None:
            yield from ((one.sort, one.source == source) for one in direction.evidence)


def main(folders: list[str]) -> None:
    """Print the rows of the table."""
    found = Counter(pair for folder in folders for pair in count(Path(folder)))
    examples = {row["evidence"]: row["example"] for row in read_table("direction")}
    print("evidence\tright\tof\texample")
    for sort in EvidenceSort:
        right, wrong = found[sort, True], found[sort, False]
        print(f"{sort.value}\t{right}\t{right + wrong}\t{examples.get(sort.value, '-')}")


if __name__ == "__main__":
    main(sys.argv[1:])
