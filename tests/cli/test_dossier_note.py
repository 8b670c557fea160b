"""``sayso dossier`` and ``sayso note``, as they are typed."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import one_line, sayso
from tests.cli.test_library import add, folder, ids  # noqa: F401  # a fixture is found by its name

DESK = ("--who", "desk")


def run(folder: Path, *arguments: str) -> str:  # noqa: F811
    found = sayso(*arguments, cwd=folder)
    assert found.returncode == 0, found.stderr
    return found.stdout.decode()


@pytest.fixture
def filled(folder: Path) -> Path:  # noqa: F811
    add(folder)
    return folder


def test_a_dossier_is_made_filled_shown_and_found(filled: Path) -> None:
    [barrier], [covid] = ids(filled, "barrier"), ids(filled, "covid")
    assert run(filled, "dossier") == "There is no dossier.\n"
    assert run(filled, "dossier", "new", "Water", "--query", "locks", *DESK, "--why", "series") == "1  new Water: done\n"
    run(filled, "dossier", "add", "water", barrier[:8], covid[:8], *DESK)
    run(filled, "dossier", "remove", "Water", covid[:8], *DESK)
    shown = run(filled, "dossier", "show", "Water")
    assert shown.startswith("Water: 2 items; query: locks\n")
    assert shown.endswith("Showing 1 to 2 of 2\n")
    assert "by hand" in shown
    assert "2  Water  query: locks" in run(filled, "dossier")
    assert len(ids(filled, "dossier:water")) == 2
    assert "2  Water" in run(filled, "search", "--by", "dossier")
    assert "desk, " in run(filled, "dossier", "--log")
    assert json.loads(run(filled, "dossier", "show", "Water", "--json"))["dossier"]["items"] == 2
    assert json.loads(run(filled, "dossier", "--unmapped", "--json"))["labels"] == []


def test_media_topics_come_from_a_file_of_ones_own(filled: Path) -> None:
    (filled / "topics.json").write_text('{"conceptSet": [{"qcode": "medtop:99000001", "prefLabel": {"en-GB": "weirs"}}]}')
    assert run(filled, "dossier", "topics", "topics.json", *DESK) == "1  topics 1 media topics: done\n"
    (filled / "topics.json").write_text("{}")
    one_line(sayso("dossier", "topics", "topics.json", *DESK, cwd=filled), 5, "holds no topics")
    one_line(sayso("dossier", "topics", "none.json", *DESK, cwd=filled), 3, "cannot be read")


def test_a_note_is_written_listed_edited_exported_and_removed(filled: Path) -> None:
    [barrier] = ids(filled, "barrier")
    written = run(filled, "note", barrier[:8], "Ask the town hall.", "--words", "will stay shut until Friday", *DESK)
    assert "“will stay shut until Friday”" in written
    assert run(filled, "note") == run(filled, "note", barrier[:8]) == run(filled, "note", "--find", "town") == written
    assert "Asked: true." in run(filled, "note", "edit", "1", "Asked: true.", *DESK)
    run(filled, "reread", "--all", "--model", "none")
    assert run(filled, "note", "--orphans") == "No notes answer.\n"
    assert json.loads(run(filled, "note", "export"))["items"][0]["body"]["value"] == "Asked: true."
    run(filled, "withdraw", barrier[:8], "--reason", "asked for")
    [orphan] = json.loads(run(filled, "note", "--orphans", "--json"))["notes"]
    assert (orphan["text"], orphan["target"]) == ("Asked: true.", [])
    assert run(filled, "note", "remove", "1", *DESK, "--why", "done") == "note 1 was removed\n"
    assert run(filled, "note") == "No notes answer.\n"
    assert len(json.loads(run(filled, "note", "--log", "--json"))["changes"]) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["dossier", "new", " ", *DESK], 2, "needs a name"),
        (["dossier", "new", "X", "--query", "dossier:y", *DESK], 2, "cannot be filled"),
        (["dossier", "add", "X", "0" * 12, *DESK], 3, "no dossier X"),
        (["dossier", "add", "X"], 2, "Missing argument"),
        (["dossier", "show", "X"], 3, "no dossier X"),
        (["dossier", "bogus"], 2, "bogus"),
        (["note", "0" * 12, "text", *DESK], 3, "no item"),
        (["note", "--words", "x"], 2, "no note"),
        (["note", "0" * 12, "text", "--orphans"], 2, "both written and looked for"),
        (["note", "edit", "7", "x", *DESK], 3, "no note 7"),
        (["note", "remove", "x"], 2, "not a whole number"),
        (["note", "--find", "title:x"], 2, "by words alone"),
        (["note", "export", "0" * 12], 3, "no item"),
        (["note", "--library", "none.db"], 3, "no library none.db"),
    ],
)
def test_a_call_that_cannot_be_right_is_one_line(filled: Path, arguments, status, says) -> None:
    one_line(sayso(*arguments, cwd=filled), status, says)
