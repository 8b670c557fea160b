"""Predictions of lines of sourcing: one JSON object a group of items about one event, for ``score_claims.py groups``.

Gold counts as one line what goes back to one text or one newsroom; that both name one source is asked for apart there.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec.structs import replace

from evaluation.gold import chosen_model
from evaluation.running import run_prediction, run_scorer
from sayso.export.kinship import kinship_of
from sayso.export.lines import with_lines
from sayso.intake.open import open_document
from sayso.model.dates import PartialDate
from sayso.model.finding import Finding, Ground, Maker, MakerKind
from sayso.model.lines import JoinSort
from sayso.model.record import Publisher, Record
from sayso.reading.pipeline import read_document

_GIVEN = Maker(MakerKind.PERSON, "evaluation", "1")


class _Item(msgspec.Struct):
    item: str
    outlet: str
    date: str
    text: str


class _Group(msgspec.Struct):
    group: str
    items: list[_Item]


def predict(path: Path) -> Iterator[str]:
    """The lines of each group, and how many they are."""
    for line in path.read_bytes().splitlines():
        group = msgspec.json.decode(line, type=_Group)
        records = {one.item: _record(one) for one in group.items}
        lines = with_lines(kinship_of(list(records.items())), records, JoinSort.NEWSROOM).lines
        assert lines is not None
        told = {
            "group": group.group,
            "lines": [one.items for one in lines.lines],
            "independent_lines": len(lines.lines),
        }
        yield msgspec.json.encode(told).decode()


def _record(one: _Item) -> Record:
    """The record of an item of which outlet and date are given, not printed."""
    record = read_document(open_document(one.text.encode(), name=f"{one.item}.txt"), chosen_model())
    outlet = Finding(value=Publisher(one.outlet, None), ground=Ground.INFERRED, by=_GIVEN)
    date = Finding(value=PartialDate(one.date), ground=Ground.INFERRED, by=_GIVEN)
    return replace(record, masthead=replace(record.masthead, publisher=outlet, published=date))


def figures(shared: Path) -> Iterator[str]:
    """How many of the public groups' lines are found."""
    gold = shared / "gold" / "claims" / "claim-groups-public.jsonl"
    with TemporaryDirectory() as work:
        out = run_prediction("lines", gold, Path(work) / "lines.jsonl")
        told = msgspec.json.decode(run_scorer(shared, "score_claims.py", "groups", gold, out, "--json"))["all"]
    pairs, groups = told["lines_pairs"], told["groups"]
    right = round(told["independent_lines_acc"] * groups)
    precision, recall, f1 = (f"{pairs[name]:.3f}" for name in ("p", "r", "f1"))
    yield f"pairs of items in one line: P {precision}, R {recall}, F1 {f1} ({pairs['gold']} in {groups} groups)"
    yield f"number of lines right: {right} of {groups}"
