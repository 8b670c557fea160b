"""Copies are shown with what shows it: of files, and in a library."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from sayso.cli.kinship import kinship_dot, kinship_page
from sayso.cli.printing import Screen
from sayso.export.kinship import Kinship, kinship_of
from sayso.store.rows import record_of
from tests.cli.test_commands import sayso as run
from tests.store.items import page, prepared
from tests.tracing.test_descent import BREAD, LOCK, MORE

ARCHIVE = Path(__file__).parents[2] / "src/sayso/samples/archive"


def sayso(*arguments: str) -> subprocess.CompletedProcess[str]:
    done = run(*arguments, cwd=os.getcwd())
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    pages = {
        "gazette.html": page("Lock shut at Sarn Weir", LOCK, MORE, outlet="Sarn Gazette", date="2031-04-09"),
        "courier.html": page("Weir closed", LOCK, MORE, "From the Sarn Gazette.", outlet="Quill Courier", date="2031-04-10"),
        "bread.html": page("Bread", BREAD, outlet="Brennick Post"),
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    return [str(tmp_path / name) for name in pages]


def test_files_are_compared_without_a_library(files: list[str]) -> None:
    done = sayso("trace", *files, "--model", "none")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "2 of 3 items are copies of one text; 1 is no copy of another"
    assert lines[2].startswith("  1  Lock shut at Sarn Weir")
    assert lines[3].startswith("     2  Weir closed")
    assert "copied from 1, p " in lines[4]
    assert "names the other’s outlet (“Sarn Gazette”)" in done.stdout
    assert "no passage of it was found in the others" in done.stdout
    assert sum(line.startswith('    3  "') for line in lines) == 3
    assert sum(line.startswith('    1  "') for line in lines) == 3  # of the family once, from its origin
    assert not any(line.startswith('    2  "') for line in lines)


def test_what_cannot_be_read_is_named(files: list[str], tmp_path: Path) -> None:
    (tmp_path / "nothing.html").write_bytes(b"")
    for arguments, status in (
        (("trace", *files, "nothing.html"), 4),
        (("trace", files[0], "nothing.html"), 5),
        (("diff", files[0], "nothing.html"), 5),
        (("diff", "nothing.html", files[0]), 5),
        (("check", files[0], "nothing.html"), 4),
    ):
        done = sayso(*arguments, "--model", "none")
        assert done.returncode == status, arguments
        assert done.stderr.startswith("sayso: nothing.html: the input is empty; "), arguments
    for command in ("check", "trace"):
        done = sayso(command, "https://ada:secret@harbour.example/", files[0], "--model", "none")
        assert "secret" not in done.stderr


def test_others_are_named_in_the_order_of_their_numbers() -> None:
    alike = [prepared(page("Lock", LOCK, MORE, outlet=f"Paper {letter}")) for letter in "JACGBEHDIF"]
    kinship = kinship_of([(one.capture.sha256, record_of(one.text, one.record)) for one in alike])
    lines = [line.strip() for line in kinship_page(kinship, Screen(100, False))]
    assert "shares text with 1, 2, 3, 4, 5, 6, 7, 8, 9: who copied whom is not said" in lines


def test_a_drawing_cuts_a_title_without_end() -> None:
    one = prepared(page("Lock " * 5_000, LOCK, outlet="Sarn Gazette"))
    [label] = [line for line in kinship_dot(kinship_of([("a", record_of(one.text, one.record))])) if "label" in line]
    assert "Lock Lock" in label
    assert len(label) < 200


def test_a_list_of_families_tells_versions_from_copies_and_names_an_original_that_is_not_held(tmp_path: Path) -> None:
    stated = b'<head><meta property="og:url" content="https://sarngazette.example/lock">'
    credit = "This article was first published by Coastline Wire."
    pages = {
        "old.html": page("Lock shut", LOCK, MORE, date="2031-04-09").replace(b"<head>", stated, 1),
        "new.html": page("Lock shut for weeks", LOCK, MORE, date="2031-04-10").replace(b"<head>", stated, 1),
        "courier.html": page("Bread", BREAD, credit, outlet="Quill Courier", date="2031-04-09"),
        "post.html": page("Loaves", BREAD, credit, outlet="Brennick Post", date="2031-04-09"),
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    assert sayso("add", "--library", "news.db", "--model", "none", *pages).returncode == 0
    heads = [line for line in sayso("families", "--library", "news.db").stdout.splitlines() if line.startswith("2 ")]
    old = json.loads(sayso("search", "lock shut -weeks", "--library", "news.db", "--json").stdout)["hits"][0]["id"]
    assert sorted(heads) == [
        "2 copies of one text; Coastline Wire is named as its origin and not held",
        f"2 versions of one page, the first {old[:12]}, Sarn Gazette",
    ]


def test_the_same_as_json(files: list[str]) -> None:
    told = json.loads(sayso("trace", *files, "--model", "none", "--json", "--no-phrases").stdout)
    assert told["kind"] == "kinship"
    gazette, courier, bread = told["items"]
    assert (courier["copied_from"], courier["family"], gazette["family"], bread["family"]) == (gazette["name"], 1, 1, None)
    (link,) = told["links"]
    assert link["overlap"]["kind"] == "republication"
    assert {one["sort"] for one in link["evidence"]} >= {"credit", "date"}
    assert sayso("schema", "kinship").returncode == 0


def test_what_cannot_be_read_is_said_and_the_rest_compared(files: list[str]) -> None:
    done = sayso("trace", *files, "gone.html", "--model", "none")
    assert done.returncode == 4
    assert "gone.html" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "2 of 3 items" in done.stdout
    assert sayso("trace", files[0], "gone.html").returncode == 3
    assert sayso("trace", "-", "-").returncode == 2
    assert sayso("trace").returncode == 2


def test_what_it_was_copied_from_may_share_a_third_with_it(tmp_path: Path) -> None:
    credit = "This story was originally published by Coastline Wire."
    pages = {
        "gazette.html": page("Lock shut", LOCK, MORE, credit, outlet="Sarn Gazette", date="2031-04-09"),
        "courier.html": page("Weir closed", LOCK, outlet="Quill Courier", date="2031-04-12"),
        "harbour.html": page("Weir shut", LOCK, "From the Sarn Gazette.", outlet="Harbour Sheet", date="2031-04-12"),
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    shown = " ".join(sayso("trace", *pages, "--model", "none", "--no-phrases").stdout.split())
    assert "copied from 1 or, as that was, from Coastline Wire (not held), p " in shown
    assert "copied from 1, p " in shown  # it says so itself
    assert "That both have it from a third is not ruled out." in shown
    told = json.loads(sayso("trace", *pages, "--model", "none", "--json").stdout)
    assert [one["or_from"] for one in told["items"]] == [None, "Coastline Wire", None]
    found = sayso("check", *pages, "--model", "none", "--select", "OR203").stdout
    assert "unless both have it from Coastline Wire, and no origin is named" in " ".join(found.split())


def test_one_file_alone_has_its_phrases(files: list[str]) -> None:
    done = sayso("trace", files[0], files[0], "--model", "none")
    assert done.returncode == 0
    assert done.stdout.startswith("no copies\n")
    assert done.stdout.count('"') == 6


def test_the_library_of_the_sample_shows_its_family(tmp_path: Path) -> None:
    library = str(tmp_path / "sample.db")
    assert sayso("add", "--library", library, "--model", "none", str(ARCHIVE)).returncode == 0
    listed = json.loads(sayso("families", "--library", library, "--json").stdout)
    assert (listed["total"], listed["items"]) == (3, 11)
    first = listed["families"][0]["members"]
    assert len(first) == 7
    [wire] = [one["id"] for one in first if one["outlet"] == "Tern Wire"]
    packet = listed["families"][2]["members"][0]["id"]  # the first version of a page that was changed
    assert [one["origin"] for one in listed["families"]] == [wire, None, packet]
    assert f"7 copies of one text, held to come from {wire[:12]}, Tern Wire" in sayso("families", "--library", library).stdout
    assert sayso("families", "--library", library, "--skip", "9").stdout.endswith("; none is shown, 9 were passed over\n")
    told = json.loads(sayso("origin", wire[:10], "--library", library, "--json").stdout)
    # Six copies of the agency's story, one of which does not say so; all are held to come from it.
    assert {one["outlet"]: one["copied_from"] for one in told["items"] if one["family"] == 1}["Narrows Daily"] == wire[:12]
    assert sum(one["copied_from"] == wire[:12] for one in told["items"]) == 6
    shown = sayso("origin", wire[:10], "--library", library).stdout
    assert shown.startswith("7 of the 25 items of the library are copies of one text\n")
    dot = sayso("origin", wire[:10], "--library", library, "--dot").stdout
    assert dot.count(" -> ") >= 6
    svg = sayso("origin", wire[:10], "--library", library, "--svg").stdout
    assert svg.startswith("<svg ")
    assert svg.count("<rect ") >= 7
    head, *rows = sayso("origin", wire[:10], "--library", library, "--table").stdout.splitlines()
    assert head.split() == ["id", "outlet", "date", "origin", "from", "sure", "evidence"]
    assert len(rows) == 7
    assert sum(wire[:12] in row[12:] for row in rows) == 6
    narrow = sayso("origin", wire[:10], "--library", library, "--table", "--width", "120").stdout.splitlines()
    assert max(map(len, narrow)) <= 120
    # Saved without the days of their captures: what the page prints of its last change tells its versions apart.
    packet = sayso("origin", listed["families"][2]["members"][0]["id"], "--library", library).stdout
    assert packet.startswith("2 of the 25 items of the library are versions of one page")
    assert "(changed 2022-03-" in packet
    # A report that copies nobody is told as one that was compared with all the others.
    [report] = json.loads(sayso("search", "title:inspectors", "--json", "--library", library).stdout)["hits"]
    own = sayso("origin", report["id"], "--library", library).stdout.splitlines()
    assert own[0] == "no copy among the 25 items of the library"
    assert own[-1].strip() == "no passage of it was found in any other"
    assert json.loads(sayso("origin", report["id"], "--json", "--library", library).stdout)["compared"] == 25


def test_bad_calls_are_told_in_one_line(tmp_path: Path) -> None:
    library = str(tmp_path / "none.db")
    assert sayso("families", "--library", library).returncode == 3
    assert sayso("origin", "abcdef", "--library", library).returncode == 3
    for forms in (("--dot", "--json"), ("--svg", "--table")):
        assert sayso("origin", "abcdef", *forms).returncode == 2


def test_hostile_names_reach_no_terminal(files: list[str]) -> None:
    one = prepared(page("Lock\x1b[31m \u202eevil", LOCK, outlet='Sarn "\x9b Gazette'))
    other = prepared(page("Lock", LOCK, outlet="Quill \\ Courier"))
    kinship: Kinship = kinship_of([(str(n), record_of(item.text, item.record)) for n, item in enumerate((one, other))])
    printed = "\n".join([*kinship_page(kinship, Screen(80, False)), *kinship_dot(kinship)])
    assert not set(printed) & {"\x1b", "\u202e", "\x9b"}


def test_a_copy_that_does_not_say_so_is_a_finding(files: list[str], tmp_path: Path) -> None:
    copy = page("Gate shut", LOCK, MORE, outlet="Brennick Post", date="2031-04-12")
    (tmp_path / "post.html").write_bytes(copy)
    done = sayso("check", *files, "post.html", "--model", "none", "--select", "OR203", "--format", "concise")
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()  # the Courier names the Gazette
    assert line.startswith("post.html:")
    assert " OR203 " in line
    assert re.search(r"\(p (\.\d\d|>\.99)\)", line)  # as elsewhere, and never 1.00
    assert "Sarn Gazette" in line
    assert sayso("check", "post.html", "--model", "none", "--select", "OR203").returncode == 0
    library = str(tmp_path / "news.db")
    assert sayso("add", "--library", library, "--model", "none", *files, "post.html").returncode == 0
    members = json.loads(sayso("families", "--library", library, "--json").stdout)["families"][0]["members"]
    [post] = [one["id"] for one in members if one["outlet"] == "Brennick Post"]
    assert sayso("check", post[:12], "--library", library, "--select", "OR203").returncode == 1
    assert "copy not declared" in sayso("check", "--explain", "or203").stdout


def test_lines_of_sourcing_of_files_and_of_a_library(files: list[str]) -> None:
    shown = sayso("trace", *files, "--model", "none", "--no-phrases").stdout
    assert "3 items, 2 lines of sourcing\n      2  where copies of one text count once\n" in shown
    assert "line 1: 1-2\n       1-2 print one text\n" in shown
    told = json.loads(sayso("trace", *files, "--model", "none", "--json").stdout)["lines"]
    assert [len(line["items"]) for line in told["lines"]] == [2, 1]
    assert sayso("add", *files, "--library", "news.db", "--model", "none").returncode == 0
    shown = sayso("lines", "--library", "news.db").stdout
    assert shown.startswith("3 items, 2 lines of sourcing\n")
    assert "Quill Courier" in shown
    limits = "Between two lines no copying or common named source was found (rule lines/1). That does not say that there is none."
    assert limits in " ".join(shown.split())
    alone = sayso("lines", "outlet:Brennick", "--join", "newsrooms", "--library", "news.db").stdout
    assert alone.startswith("1 item, 1 line of sourcing\n")
    assert "Between" not in alone
    assert sayso("lines", "outlet:nowhere", "--library", "news.db").stdout == "No items answer.\n"
    found = json.loads(sayso("lines", "--library", "news.db", "--json").stdout)
    assert (found["kind"], found["lines"]["rule"], found["lines"]["until"]) == ("kinship", "lines/1", "source")
    assert sayso("lines", "--join", "everything", "--library", "news.db").returncode == 2


def test_passages_are_written_as_passim_does(files: list[str], tmp_path: Path) -> None:
    done = sayso("trace", *files, "--model", "none", "--passim", "out.json", "--no-phrases")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in (tmp_path / "out.json").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == files[:2]
    assert lines[0]["text"] == lines[1]["text"]
    again = sayso("trace", *files, "--model", "none", "--passim", "out.json")
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert sayso("trace", *files, "--model", "none", "--passim", "-").returncode == 2


def test_phrases_are_of_what_the_family_shares_and_name_no_outlet(tmp_path: Path) -> None:
    own = "Hydrographers besieged the Gazette with meticulously annotated photographs of every corroded bolt."
    (tmp_path / "gazette.html").write_bytes(page("Lock shut", LOCK, own, outlet="Sarn Gazette", date="2031-04-09"))
    (tmp_path / "courier.html").write_bytes(page("Weir closed", LOCK, "From the Sarn Gazette.", outlet="Quill Courier"))
    told = json.loads(sayso("trace", "gazette.html", "courier.html", "--model", "none", "--json").stdout)
    gazette, courier = told["items"]
    assert courier["phrases"] == []
    assert len(gazette["phrases"]) == 3
    assert all(phrase in LOCK for phrase in gazette["phrases"])
    alone = json.loads(sayso("trace", "gazette.html", "--model", "none", "--json").stdout)["items"][0]["phrases"]
    assert not any("Gazette" in phrase for phrase in alone)


def test_persons_decide_and_it_is_shown_as_theirs(files: list[str], tmp_path: Path) -> None:
    (tmp_path / "post.html").write_bytes(page("Gate shut", LOCK, MORE, outlet="Brennick Post", date="2031-04-12"))
    library = ("--library", str(tmp_path / "news.db"))
    why = ("--who", "Mirel", "--why", "rang the desk")
    assert sayso("add", *library, "--model", "none", *files, "post.html").returncode == 0
    members = json.loads(sayso("families", *library, "--json").stdout)["families"][0]["members"]
    ids = {one["outlet"]: one["id"][:12] for one in members}
    courier, gazette, post = ids["Quill Courier"], ids["Sarn Gazette"], ids["Brennick Post"]
    done = sayso("origin", "confirm", courier, "--from", post, *library, *why)
    assert (done.stdout, done.stderr) == (f"1  confirm {courier} from {post}: done\n", "")
    shown = " ".join(sayso("origin", courier, *library).stdout.split())
    assert "confirmed by Mirel, " in shown
    assert ": rang the desk; what shows it" in shown or ": rang the desk; against it" in shown
    told = json.loads(sayso("origin", courier, "--json", *library).stdout)
    assert (told["items"][0]["copied_from"], told["items"][0]["p"], told["items"][0]["decision"]) == (post, None, 1)
    [row] = [line for line in sayso("origin", courier, "--table", *library).stdout.splitlines() if line.startswith(courier)]
    assert "confirmed  confirmed by Mirel, " in row
    assert 'label="confirmed by Mirel"' in sayso("origin", courier, "--dot", *library).stdout
    # The Post does not say whose text it is; a person says that it is not the Gazette's.
    assert sayso("check", post, *library, "--select", "OR203").returncode == 1
    assert sayso("origin", "reject", post, "--from", gazette, *library, *why).returncode == 0
    assert sayso("check", post, *library, "--select", "OR203").returncode == 0
    assert "not copied from" in sayso("origin", post, *library).stdout
    assert "rejected by Mirel" in sayso("origin", post, "--dot", *library).stdout
    refused = sayso("origin", "confirm", post, "--from", courier, *library, *why)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert sayso("origin", "undo", "1", *library, *why).stdout.endswith(": undone\n")
    assert sayso("origin", "keep-apart", courier, gazette, post, *library, *why).returncode == 0
    assert sayso("families", *library).stdout.startswith("2 of 4 items")
    assert "kept apart by Mirel" in sayso("origin", courier, *library).stdout
    logged = sayso("origin", "--log", *library).stdout
    assert [line.split()[1] for line in logged.splitlines() if line[0] != " "] == [
        "confirm",
        "reject",
        "keep-apart",
        "keep-apart",
    ]
    listed = json.loads(sayso("origin", gazette, "--log", "--json", *library).stdout)
    assert ([one["number"] for one in listed["changes"]], listed["lost"]) == ([2, 3], [])
    assert sayso("origin", *library).returncode == 2


def test_of_a_large_family_nothing_waits_when_one_is_withdrawn(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number in range(70):
        (tmp_path / "pages" / f"{number}.html").write_bytes(page(f"Lock {number}", LOCK, MORE, outlet=f"Paper {number}"))
    library = ("--library", "news.db")
    assert sayso("add", *library, "--model", "none", "pages").returncode == 0
    members = json.loads(sayso("families", *library, "--json").stdout)["families"][0]["members"]
    assert sayso("withdraw", members[-1]["id"], *library, "--reason", "asked for").returncode == 0
    done = sayso("families", *library, "--limit", "1")
    assert (done.stderr, done.stdout.splitlines()[0]) == ("", "69 of 69 items belong to 1 family")


def test_an_original_that_is_named_and_not_there_has_its_place_in_the_tree(files: list[str], tmp_path: Path) -> None:
    credit = "This story was originally published by {}."
    pages = {
        "post.html": page("Gate shut", LOCK, MORE, credit.format("Coastline Wire"), outlet="Brennick Post", date="2031-04-09"),
        "review.html": page(
            "Boats wait", LOCK, MORE, credit.format("the COASTLINE WIRE"), outlet="Lanternfield Review", date="2031-04-12"
        ),
        "echo.html": page("Boats wait again", LOCK, MORE, "From the Brennick Post.", outlet="Elm Echo", date="2031-04-12"),
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    shown = sayso("trace", *pages, "--model", "none", "--no-phrases", "--width", "100").stdout
    lines = shown.splitlines()
    assert lines[2] == "     (Coastline Wire, not held)"
    assert [line.split()[0] for line in lines if "2031" in line] == ["1", "3", "2"]
    assert [len(line) - len(line.lstrip()) for line in lines if "2031" in line] == [5, 8, 5]
    assert shown.count("names it as its first publisher") == 2
    told = json.loads(sayso("trace", *pages, "--model", "none", "--no-phrases", "--json").stdout)
    assert told["absent"] == [{"outlet": "Coastline Wire", "family": 1, "copies": ["post.html", "review.html"]}]
    assert [one["copied_from"] for one in told["items"]] == [None, None, "post.html"]
    assert sayso("add", "--library", "news.db", "--model", "none", *pages).returncode == 0
    members = json.loads(sayso("families", "--library", "news.db", "--json").stdout)["families"][0]["members"]
    dot = sayso("origin", members[0]["id"], "--library", "news.db", "--dot").stdout
    assert (dot.count("(not held)"), dot.count("-> ")) == (1, 2 + 3)  # two that name it, and who shares text with whom
    alone = json.loads(sayso("trace", files[2], "post.html", "--model", "none", "--no-phrases", "--json").stdout)
    assert (alone["absent"], alone["items"][1]["names"]) == ([], "Coastline Wire")


def test_a_page_that_was_saved_twice_is_no_copy(files: list[str], tmp_path: Path) -> None:
    note = (
        "<!--\n Page saved with SingleFile\n url: https://sarngazette.example/lock\n saved date: {} 2031 10:00:00 GMT+0200\n-->"
    )
    for name, day, title in (("first", "Wed Apr 09", "Lock shut"), ("second", "Sat Apr 12", "Lock shut for weeks")):
        saved = page(title, LOCK, MORE, outlet="Sarn Gazette").replace(b"<head>", b"<head>" + note.format(day).encode())
        (tmp_path / f"{name}.html").write_bytes(saved)
    pages = ("second.html", "first.html")
    shown = sayso("trace", *pages, "--model", "none", "--no-phrases").stdout
    assert shown.startswith("2 of 2 items are versions of one page\n")
    assert "a later version of 2 (captured 2031-04-12)" in shown
    assert "copied" not in shown
    assert "is not said" not in shown
    shown = sayso("trace", *pages, files[1], "--model", "none", "--no-phrases").stdout
    assert shown.startswith("3 of 3 items are of one text: 2 outlets, 2 versions of one page\n")
    library = ("--library", str(tmp_path / "news.db"))
    assert sayso("add", *library, "--model", "none", *pages, files[1]).returncode == 0
    assert "3 items of one text: 2 outlets, 2 versions of one page" in sayso("families", *library).stdout
    assert sayso("check", "first.html", "second.html", "--model", "none", "--select", "OR203").returncode == 0
