"""``sayso people`` and ``sayso sources`` over a library, as they are typed."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import one_line, sayso
from tests.store.items import said

AMONG = ("--who", "desk", "--why", "asked the town hall")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    for at, (name, role, outlet) in enumerate(
        [
            ("Tobin Hale", "treasurer", "Sarn Gazette"),
            ("Tobin Hale", "treasurer", "Brennick Post"),
            ("Greta Hale", "spokeswoman", "Brennick Post"),
            ("Hale", "Treasurer", "Lanternfield Review"),
        ]
    ):
        (news / f"{at}.html").write_bytes(said(name, role, outlet=outlet))
    assert sayso("add", "news", "--model", "none", cwd=tmp_path).returncode == 0
    return tmp_path


def person(folder: Path, *asked: str) -> dict:
    found = sayso("people", *asked, "--json", cwd=folder)
    assert found.returncode == 0, found.stderr
    told = json.loads(found.stdout)
    assert told["kind"] == "person"
    return told["person"]


def test_everybody_is_listed_and_nobody_left_out_unsaid(folder: Path) -> None:
    shown = sayso("people", cwd=folder).stdout.decode()
    assert "Tobin Hale" in shown
    assert "Greta Hale" in shown
    assert "Showing 1 to 2 of 2" in shown
    assert "1 named source linked to nobody" in shown
    assert sayso("people", "--unlinked", cwd=folder).stdout.count(b"Hale") == 1
    assert b"Showing 2 to 2 of 2" in sayso("people", "--skip", "1", cwd=folder).stdout
    assert sayso("people", "zeppelin", cwd=folder).stdout == b"Nobody answers.\n"


def test_one_is_shown_in_full_with_every_share_beside_what_is_undetermined(folder: Path) -> None:
    shown = " ".join(sayso("people", "tobin", "--full", cwd=folder).stdout.decode().split())
    assert "2 items, 2 statements" in shown
    assert shown.count("% of their text, 35% undetermined") == 3
    assert "same full name, same role without more" in shown
    assert "surname alone, same role" in shown
    assert "Weir at Brennick Post" in shown


def test_a_merge_holds_over_a_new_reading_is_logged_and_undone(folder: Path) -> None:
    alone = person(folder, "tobin")["candidates"][0]["reference"]
    done = sayso("people", "merge", "Tobin Hale", alone, *AMONG, cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"1  merge Tobin Hale = Hale: done\n")
    assert person(folder, "Tobin Hale")["items"] == 3
    assert sayso("reread", "--all", "--model", "none", cwd=folder).returncode == 0
    assert person(folder, "Tobin Hale")["items"] == 3
    assert b"desk, " in sayso("people", "--log", cwd=folder).stdout
    assert sayso("people", "undo", "1", *AMONG, cwd=folder).returncode == 0
    assert person(folder, "Tobin Hale")["items"] == 2
    assert json.loads(sayso("people", "--log", "--json", cwd=folder).stdout)["changes"][0]["undone_by"] == "desk"


def test_two_of_one_name_are_taken_apart(folder: Path) -> None:
    source = person(folder, "tobin")["appearances"][0]["reference"]
    assert sayso("people", "split", "Tobin Hale", "--source", source, *AMONG, cwd=folder).returncode == 0
    one_line(sayso("people", "merge", "Tobin Hale", "Greta Hale", *AMONG, cwd=folder), 2, "2 are called Tobin Hale")
    assert person(folder, source)["items"] == 1
    assert b"Showing 1 to 3 of 3" in sayso("people", cwd=folder).stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["people", "merge", "Tobin Hale", "Nobody Known", *AMONG], 3, "nobody who can be followed"),
        (["people", "merge", "Tobin Hale", "Greta Hale", "--who", "x"], 2, "nobody says why"),
        (["people", "merge", "Tobin Hale"], 2, "Missing argument"),
        (["people", "split", "Tobin Hale", *AMONG], 2, "which sources"),
        (["people", "split", "Tobin Hale", "--source", "nonsense", *AMONG], 2, "names no source"),
        (["people", "undo", "7", *AMONG], 3, "no change 7"),
        (["people", "undo", "x"], 2, "not a whole number"),
        (["people", "0000000000:1"], 3, "no source"),
        (["people", "--bogus"], 2, "bogus"),
        (["people", "--library", "none.db"], 3, "no library none.db"),
        (["sources", "--library", "none.db"], 3, "no library none.db"),
    ],
)
def test_a_call_that_cannot_be_right_is_one_line(folder: Path, arguments, status, says) -> None:
    one_line(sayso(*arguments, cwd=folder), status, says)


def test_sources_of_the_library_say_how_it_is_sourced(folder: Path) -> None:
    shown = sayso("sources", cwd=folder).stdout.decode()
    assert shown.startswith("4 items, 4 statements\n")
    assert "named: person" in shown
    assert "| undetermined 35%" in shown
    told = json.loads(sayso("sources", "--query", "outlet:brennick", "--json", cwd=folder).stdout)
    assert (told["kind"], told["sourcing"]["items"], told["total"]) == ("sourcing", 2, 2)
    assert set(told["sourcing"]["outlets"][0]["shares"]) == {"direct", "indirect", "mixed", "own", "undetermined"}
    assert sayso("sources", "--query", "zeppelin", cwd=folder).stdout == b"No items answer.\n"
