"""The items beyond the home of the gold data: their mark-up, their labels, and that the scorers take them unchanged."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from evaluation.beyond import ITEMS, Item, items, write
from evaluation.beyond.labels import attributions, voice_record
from evaluation.beyond.markup import MarkupError, read_marked
from evaluation.beyond.sentences import split_sentences
from evaluation.gold import find_shared

ALL = items()
LEAST = 49

SMALL = """h {s1 ann|Mayor} {q1|says} {c1|bridge is {h|‘fine’}}

f By Bea Lund
q {s2 ann|Ann Odell, the mayor,} {q2|said}
i2 the bridge [over the Sarn] was sound.
u=ann It was tested in May.
d3 ‘It is fine,’
q {s3 ann|she} {q3|said}.
o {s5 ann|She} {q5|hopes} {c5|to walk over it} {x|‘soon’}.

i6=crit It is allegedly rusty
---
ann: person | Ann Odell | role=the mayor
crit: - | unspecified critics
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("beyond")
    write(folder)
    return folder


def test_marks_are_taken_out_and_stretches_joined() -> None:
    text = read_marked("small", SMALL).text
    assert text.startswith("Mayor says bridge is ‘fine’\n\nBy Bea Lund Ann Odell, the mayor, said the bridge")
    assert not set("{}|") & set(text)


def test_labels_follow_from_the_marks() -> None:
    item = read_marked("small", SMALL)
    said = {one.number: [item.text[start:end] for start, end in one.content] for one in attributions(item)}
    assert said == {
        1: ["bridge is ‘fine’"],
        2: ["the bridge [over the Sarn] was sound"],
        3: ["‘It is fine,’"],
        5: ["to walk over it"],
        6: ["It is allegedly rusty"],
    }
    voice = voice_record(item)
    assert voice["headline_quotes"][0]["found_in_body"] is True
    assert [item.text[slice(*span)] for span in voice["insertions"]] == ["[over the Sarn]"]
    assert [item.text[slice(*span)] for span in voice["scare_quotes"]] == ["‘soon’"]
    by_voice = {stretch["voice"]: stretch for stretch in voice["stretches"]}
    assert by_voice["undetermined"]["between"] == "Ann Odell"
    assert by_voice["attributed-direct"]["resolved"] == "Ann Odell"
    assert by_voice["attributed-indirect"] | {"span": None} == {
        "span": None,
        "voice": "attributed-indirect",
        "resolved": "unspecified critics",
        "source_span": None,
    }


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("o {s1 ann|Ann said", "not closed"),
        ("o Ann} said", "never opened"),
        ("o {p1|Ann} said", "no tag"),
        ("z Ann said", "no stretch"),
        ("q {q1|said}", "without content"),
        ("i1 It rained", "attributed to nobody"),
        ("i1=bea It rained", "in its table"),
        ("u It rained", "between the outlet and whom"),
    ],
)
def test_a_slip_of_the_pen_is_named(broken: str, complaint: str) -> None:
    with pytest.raises(MarkupError, match=complaint):
        voice_record(read_marked("broken", broken + "\n---\nann: person | Ann Odell\n"))


def test_there_are_enough_items_of_enough_kinds() -> None:
    assert len(ALL) >= LEAST
    assert len({item.kind for item in ALL}) >= 20


@pytest.mark.parametrize("item", ALL, ids=[item.name for item in ALL])
def test_an_item_has_all_three_labellings_and_they_point_into_its_text(item: Item) -> None:
    assert 150 <= len(item.text.split()) <= 350
    assert item.attributions
    assert item.sources
    assert not set("{}|") & set(item.text)
    covered = 0
    for stretch in item.voice["stretches"]:
        start, end = stretch["span"]
        assert not item.text[covered:start].strip()
        assert item.text[start:end] == item.text[start:end].strip() != ""
        covered = end
    assert not item.text[covered:].strip()
    for record in item.sources:
        assert item.text[slice(*record["source_span"])] == record["source_text"]
        assert item.text[slice(*record["evidence_span"])] == record["evidence_text"]
    taken: set[int] = set()
    for one in item.attributions:
        for start, end in one.content:
            assert not taken & set(range(start, end)), "only outermost attributions are labelled"
            taken |= set(range(start, end))


@pytest.mark.parametrize("item", ALL, ids=[item.name for item in ALL])
def test_every_source_of_the_table_is_used(item: Item) -> None:
    used = {stretch.entity for stretch in item.marked.stretches} | {key for tag in item.marked.tags for key in tag.entities}
    assert set(item.marked.entities) <= used


def test_items_are_numbered_once_and_end_their_lines_alike() -> None:
    names = [path.stem for path in ITEMS.glob("*.txt")]
    assert len({name.partition("-")[0] for name in names}) == len(names)
    assert not any(b"\r" in path.read_bytes() for path in ITEMS.glob("*.txt"))


def test_what_is_written_reads_back(written: Path) -> None:
    for line in (written / "questions.jsonl").read_text("utf-8").splitlines():
        question = json.loads(line)
        assert (written / "text" / f"{question['doc']}.txt").read_bytes().decode()[slice(*question["source_span"])]
    standoff = list((written / "polnear" / "beyond" / "attributions").glob("*.ann"))
    assert len(standoff) == len(list((written / "text").glob("*.txt"))) == len(ALL)


def _scorer(name: str) -> ModuleType:
    shared = find_shared()
    if shared is None:
        pytest.skip("no scorers")
    spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_sentences_are_those_of_the_scorer() -> None:
    split = _scorer("score_voice").split_sentences
    assert all(split(item.text) == split_sentences(item.text) for item in ALL)


def test_the_scorers_take_the_labels_unchanged(written: Path) -> None:
    shared = find_shared()
    if shared is None:
        pytest.skip("no scorers")
    for command in (
        ["score_voice.py", "check", "voice.jsonl", "text"],
        ["score_sources.py", "sources.jsonl", "--self-test"],
        ["score_polnear.py", "polnear", "--split", "beyond", "--dump-gold", "gold.jsonl"],
    ):
        done = subprocess.run(
            [sys.executable, str(shared / "score" / command[0]), *command[1:]], cwd=written, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "t_lines_text_differs" not in done.stderr
