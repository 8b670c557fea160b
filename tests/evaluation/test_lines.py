"""Predictions of lines of sourcing: the format, and above a floor on the public groups."""

import json
from pathlib import Path

from evaluation.lines import figures, predict

ITEMS = [
    ("1", "Tern Wire", "Two barges sank at the weir of Quillhaven in the night, the river police said. Nobody was hurt."),
    ("2", "Brennick Post", "The river police count two sunken barges at Quillhaven, Tern Wire reported on Tuesday."),
    ("3", "Radio Sarn", "Five barges lie on the ground at Quillhaven, Inga Maroun, who runs the ferry, told our reporter."),
]


def test_a_line_names_the_items_of_each_line(tmp_path: Path) -> None:
    items = [{"item": item, "outlet": outlet, "date": "2031-04-09", "text": text} for item, outlet, text in ITEMS]
    path = tmp_path / "groups.jsonl"
    path.write_text(json.dumps({"group": "A", "items": items, "event": "barges"}) + "\n", "utf-8")
    (line,) = predict(path)
    assert json.loads(line) == {"group": "A", "lines": [["1", "2"], ["3"]], "independent_lines": 2}


def test_the_public_groups_stay_above_a_floor(gold: Path) -> None:
    pairs, right = figures(gold.parent)
    assert float(pairs.split("F1 ")[1][:5]) >= 0.9
    assert int(right.split(": ")[1][0]) > 2
