"""The commands on a library, as they are typed."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sayso.export.catalogue import FORMATS
from sayso.export.formats.jsonl import read_lines
from sayso.export.kept import Kept
from sayso.store.library import open_library
from tests.cli.test_commands import one_line, sayso
from tests.store.items import BARRIER, COVID, DROUGHT
from training.brat import read_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    news.mkdir()
    for name, data in (("barrier.html", BARRIER), ("drought.html", DROUGHT), ("covid.html", COVID)):
        (news / name).write_bytes(data)
    return tmp_path


def add(folder: Path, *more: str):
    return sayso("add", "news", "--model", "none", *more, cwd=folder)


def ids(folder: Path, query: str) -> list[str]:
    found = sayso("search", query, "--json", cwd=folder)
    return [hit["id"] for hit in json.loads(found.stdout)["hits"]]


def test_a_folder_goes_in_once_and_the_second_time_nothing_changes(folder: Path) -> None:
    first, second = add(folder), add(folder)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout == b"3 items: 3 new; the library holds 3\n"
    assert second.stdout == b"3 items: 3 unchanged; the library holds 3\n"
    assert first.stderr == b"sayso: a new library was made: sayso.db\n"


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(folder: Path) -> None:
    (folder / "news" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    found = add(folder)
    assert found.returncode == 4
    assert found.stdout.startswith(b"4 items: 3 new, 1 refused")
    assert b"broken.pdf" in found.stderr


def test_json_lines_go_in_with_a_mapping_of_ones_own(folder: Path) -> None:
    lines = [
        {"hed": "Weir mended", "copy": "The weir was mended on Monday, Jorun Ashby said. It holds.", "n": n} for n in range(2)
    ]
    (folder / "dump.jsonl").write_text("\n".join([*map(json.dumps, lines), "{broken"]))
    found = sayso("add", "dump.jsonl", "--map", "title=hed,text=copy", "--model", "none", cwd=folder)
    assert (found.returncode, found.stdout) == (4, b"3 items: 2 new, 1 refused; the library holds 2\n")
    assert b"dump.jsonl:3" in found.stderr
    assert len(ids(folder, "title:weir")) == 2


def test_a_search_shows_hits_in_context_and_says_how_many_there_are(folder: Path) -> None:
    add(folder)
    found = sayso("search", "flood", "barrier", cwd=folder)
    shown = found.stdout.decode()
    assert "Flood barrier at Quillhaven stays shut" in shown
    assert "The flood barrier will stay shut until Friday" in " ".join(shown.split())
    assert shown.endswith("Showing 1 of 1 documents\n")
    nothing = sayso("search", "zeppelin", cwd=folder)
    assert (nothing.returncode, nothing.stdout) == (0, b"No documents answer.\n")
    assert json.loads(sayso("search", "zeppelin", "--json", cwd=folder).stdout)["hits"] == []
    assert sayso("search", "--count", cwd=folder).stdout == b"3\n"
    assert b"Brennick Post" in sayso("search", "--by", "outlet", cwd=folder).stdout


def test_an_id_is_accepted_wherever_a_file_is(folder: Path) -> None:
    add(folder)
    [id_] = ids(folder, "barrier")
    shown = sayso("statements", id_[:8], cwd=folder)
    assert b"Jorun Ashby" in shown.stdout
    one_line(sayso("show", "0" * 12, cwd=folder), 3, "no item")


def test_commands_that_read_an_article_take_the_library_its_id_is_of(folder: Path) -> None:
    add(folder)
    (folder / "elsewhere").mkdir()
    [id_] = ids(folder, "barrier")
    for command in (("show",), ("statements",), ("sources",), ("reuse",), ("check", "--select", "SV101")):
        done = sayso(*command, id_, "--library", "../sayso.db", cwd=folder / "elsewhere")
        assert (done.returncode in (0, 1), done.stderr) == (True, b""), command
    assert b"Jorun Ashby" in sayso("statements", id_, "--library", "../sayso.db", cwd=folder / "elsewhere").stdout
    one_line(sayso("statements", id_, "--library", "no.db", cwd=folder), 3, "there is no library no.db")
    one_line(sayso("statements", id_, cwd=folder / "elsewhere"), 3, "there is no file")


def test_an_id_that_is_too_short_or_of_several_says_so(folder: Path) -> None:
    add(folder)
    one_line(sayso("show", "5e667", cwd=folder), 3, "there is no file 5e667, and as an id it is too short")
    one_line(sayso("correct", "5e667", "--list", cwd=folder), 3, "'5e667' is not the id of an item")
    with open_library(str(folder / "sayso.db")) as library, library.database.transaction():
        for number, id_ in enumerate(("abcdef10" + "0" * 56, "abcdef13" + "0" * 56)):
            library.database.run("UPDATE document SET sha256 = ? WHERE id = ?", (id_, number + 1))
    one_line(sayso("show", "abcdef", cwd=folder), 3, "several items begin with abcdef, such as abcdef10 and abcdef13")


def test_what_is_no_name_or_no_library_is_said(folder: Path) -> None:
    add(folder)
    found = sayso("add", "", "news", cwd=folder)
    assert (found.returncode, found.stdout) == (4, b"4 items: 3 unchanged, 1 refused; the library holds 3\n")
    assert found.stderr == b"sayso: '' cannot be a file name; give the name of a file\n"
    one_line(sayso("search", "--library", "news", cwd=folder), 5, "news is a folder", "news/sayso.db")
    one_line(sayso("add", "news", "--library", "news", cwd=folder), 5, "news is a folder")
    one_line(sayso("search", "--library", "", cwd=folder), 2, "no library is named")


def test_the_fields_of_the_query_language_leave_as_json(folder: Path) -> None:
    listed = json.loads(sayso("search", "--fields", "--json", cwd=folder).stdout)
    assert listed["kind"] == "fields"
    assert {"name": "kind", "level": "statement", "sort": "choice", "means": "how it is given"}.items() <= next(
        field for field in listed["fields"] if field["name"] == "kind"
    ).items()


def test_what_other_weights_read_is_found_to_be_read_again(folder: Path) -> None:
    add(folder)  # by rules alone
    assert sayso("reread", "barrier", "--model", "polnear", cwd=folder).stdout == b"1 of 3 items were read again\n"
    for model, count in (("polnear", b"2"), ("open", b"3"), ("none", b"1")):
        found = sayso("reread", "--dry-run", "--model", model, cwd=folder)
        assert found.stdout == count + b" of 3 items would be read again\n", model


def test_a_correction_is_made_shown_listed_and_undone(folder: Path) -> None:
    add(folder)
    [id_] = ids(folder, "barrier")
    done = sayso("correct", id_[:8], "who", "Maren Tolliver", "--statement", "2", "--who", "desk", "--why", "tape", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert b"Maren Tolliver" in sayso("sources", id_[:8], cwd=folder).stdout
    assert sayso("reread", "--all", "--model", "none", cwd=folder).stdout == b"3 of 3 items were read again\n"
    assert b"Maren Tolliver" in sayso("sources", id_[:8], cwd=folder).stdout
    assert b"desk, " in sayso("correct", "--list", cwd=folder).stdout
    assert sayso("correct", "--undo", "1", "--who", "desk", "--why", "wrong tape", cwd=folder).returncode == 0
    assert b"Maren Tolliver" not in sayso("sources", id_[:8], cwd=folder).stdout
    one_line(sayso("correct", id_[:8], "who", "X", "--statement", "1", cwd=folder), 2, "nobody says why")


def test_what_contradicts_itself_is_refused_and_a_shift_of_numbers_is_said(folder: Path) -> None:
    add(folder)
    [id_] = ids(folder, "barrier")
    why = ("--who", "desk", "--why", "tape")
    for arguments in (["--undo", "1", "--list"], ["--undo", "1", id_], ["--undo", "1", id_, "title", "x", *why]):
        one_line(sayso("correct", *arguments, cwd=folder), 2, "--undo takes its number and nothing else")
    for arguments in ([id_, "title", "x"], [id_, "--words", "x"], ["--why", "x"]):
        one_line(sayso("correct", "--list", *arguments, cwd=folder), 2, "--list prints corrections and makes none")
    one_line(sayso("correct", id_, "title", "x", "--statement", "1", *why, cwd=folder), 2, "leave --statement out")
    assert sayso("correct", "--list", cwd=folder).stdout == b"Nothing was corrected.\n"
    assert sayso("correct", id_, "manner", "mixed", "--statement", "1", *why, cwd=folder).stderr == b""
    assert b"other numbers now" in sayso("correct", id_, "no-statement", "--statement", "1", *why, cwd=folder).stderr
    assert b"other numbers now" in sayso("correct", "--undo", "2", *why, cwd=folder).stderr


def test_what_is_withdrawn_says_so(folder: Path) -> None:
    add(folder)
    [id_] = ids(folder, "barrier")
    assert sayso("withdraw", id_[:8], "--reason", "asked for by the outlet", cwd=folder).returncode == 0
    one_line(sayso("show", id_[:8], cwd=folder), 3, "was withdrawn on", "asked for by the outlet")
    assert b"1 withdrawn" in add(folder).stdout


def test_the_folder_of_the_library_itself_can_be_added(folder: Path) -> None:
    (folder / "item.txt").write_text("Rain fell on Port Amsel.\n\nThe lock was shut, the harbour office said.\n")
    (folder / "ship-wal").write_text("A yacht named so was launched at Hollen, the yard said on Monday.\n")  # beside no database
    done = sayso("add", ".", cwd=folder)
    assert done.returncode == 0
    assert b"refused" not in done.stdout
    assert b"passed over (part of a database)" in done.stderr


def test_without_a_library_one_line_says_how_to_make_one(folder: Path) -> None:
    one_line(sayso("search", "flood", cwd=folder), 3, "there is no library sayso.db", "sayso add")
    (folder / "sayso.db").write_text("not a database, but long enough to be looked at" * 30)
    one_line(sayso("search", "flood", cwd=folder), 5, "is not a library")
    one_line(sayso("add", cwd=folder), 2, "nothing is named")
    one_line(sayso("search", "--library", "postgresql://nobody:secret@127.0.0.1:1/none", cwd=folder), 5, "(Connection refused)")


def test_fixity_is_checked_on_request(folder: Path) -> None:
    add(folder)
    assert b"every one has its hash" in sayso("doctor", "--fixity", cwd=folder).stdout


def test_what_is_exported_reads_back_and_overwrites_nothing(folder: Path) -> None:
    add(folder)
    listed = sayso("export", cwd=folder).stdout.decode()
    assert "csv " in listed
    assert sayso("export", "outlet:brennick", "--format", "jsonl", "--out", "out.jsonl", cwd=folder).returncode == 0
    [item] = read_lines((folder / "out.jsonl").read_bytes().splitlines(keepends=True))
    assert isinstance(item, Kept)
    with open_library(str(folder / "sayso.db")) as library:
        assert item.record == library.record(item.id)
    one_line(sayso("export", "--format", "jsonl", "--out", "out.jsonl", cwd=folder), 2, "exists already")
    one_line(sayso("export", "--format", "jsn", cwd=folder), 3, "did you mean 'jsonl'")
    one_line(sayso("export", "--format", "site", cwd=folder), 2, "is a folder")
    assert sorted(path.name for path in folder.iterdir()) == ["news", "out.jsonl", "sayso.db"]
    table = sayso("export", "--format", "csv", "--table", "statements", cwd=folder).stdout.decode()
    assert "Jorun Ashby" in table
    done = sayso("export", "--format", "site", "--out", "site", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"sayso: 3 items written to site\n")


def test_a_withdrawn_item_is_a_stone_in_an_export_and_no_word_of_it_is_left(folder: Path) -> None:
    add(folder)
    [id_] = ids(folder, "barrier")
    sayso("withdraw", id_, "--reason", "asked for", cwd=folder)
    for name in ("jsonl", "csv", "standoff", "newsarticle", "bibtex"):
        written = sayso("export", "--format", name, cwd=folder).stdout
        assert b"arrier" not in written
        assert (id_.encode() in written) == (name != "bibtex")
    assert sayso("export", "--format", "jsonl", cwd=folder).stderr == b"sayso: 2 items written, 1 withdrawn named as such\n"
    assert sayso("export", "--format", "csl", cwd=folder).stderr == b"sayso: 2 items written, 1 withdrawn left out\n"


def test_an_export_that_cannot_begin_writes_nothing(folder: Path) -> None:
    add(folder)
    for name in (one.name for one in FORMATS if one.to_file):
        one_line(sayso("export", "--format", name, "--item", "0" * 12, cwd=folder), 3, "no item")
        one_line(sayso("export", "kind:loud", "--format", name, cwd=folder), 2, "cannot be 'loud'")


def test_what_persons_corrected_leaves_as_labels_that_the_scorers_read(folder: Path) -> None:
    add(folder)
    [id_] = ids(folder, "barrier")
    sayso("correct", id_, "who", "Maren Tolliver", "--statement", "2", "--who", "desk", "--why", "tape", cwd=folder)
    done = sayso("export", "--gold", "--out", "gold", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"sayso: 1 items written to gold\n")
    (text,) = read_folder(folder / "gold")
    assert [one.source for one in text.attributions] == [((110, 142),), ((188, 191),)]
    lines = [json.loads(line) for line in (folder / "gold" / "sources.jsonl").read_text("utf-8").splitlines()]
    assert [(line["source_text"], line["resolved"], line["by"]) for line in lines if line["by"] == "person"] == [
        ("she", "Maren Tolliver", "person")
    ]
    [voices] = [json.loads(line) for line in (folder / "gold" / "voice.jsonl").read_text("utf-8").splitlines()]
    assert "Maren Tolliver" in [stretch.get("resolved") for stretch in voices["stretches"]]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Sarn Gazette</title>{items}</channel></rss>"""
ENTRY = "<item><title>{name}</title><link>{host}/{name}</link><guid>{name}</guid></item>"


@pytest.fixture
def feed() -> Iterator[tuple[str, dict[str, bytes]]]:
    """A server on this machine with a feed and the pages that it announces: its address and the pages, which may change."""
    pages = {"barrier": BARRIER, "drought": DROUGHT}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            host = f"http://127.0.0.1:{self.server.server_address[1]}"  # type: ignore[attr-defined]
            entries = "".join(ENTRY.format(name=one, host=host) for one in pages)
            data = FEED.format(items=entries).encode() if name == "feed" else pages.get(name)
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", "application/rss+xml" if name == "feed" else "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/feed", pages
    server.shutdown()
    server.server_close()


def test_a_feed_is_followed_and_only_what_is_new_is_fetched(folder: Path, feed: tuple[str, dict[str, bytes]]) -> None:
    address, pages = feed
    local = ("--allow-private", "127.0.0.1", "--model", "none")
    first = sayso("follow", address, *local, cwd=folder)
    assert first.returncode == 0, first.stderr
    assert first.stdout == b"2 items: 2 new; the library holds 2\n"
    pages["covid"] = COVID
    assert sayso("follow", *local, cwd=folder).stdout == b"1 item: 1 new; the library holds 3\n"
    assert sayso("follow", *local, cwd=folder).stdout == b"0 items; the library holds 3\n"
    assert sayso("follow", "--list", cwd=folder).stdout.decode() == f"{address}  Sarn Gazette\n"
    assert sayso("follow", "--stop", address, cwd=folder).returncode == 0
    one_line(sayso("follow", cwd=folder), 2, "no feed is followed")
    one_line(sayso("follow", "http://me:secret@feeds.example/rss", cwd=folder), 2, "password")


def test_a_host_on_this_machine_is_asked_only_when_it_is_named(folder: Path, feed: tuple[str, dict[str, bytes]]) -> None:
    found = sayso("follow", feed[0], "--model", "none", cwd=folder)
    assert found.returncode == 5
    assert b"not a public one" in found.stderr


def test_a_password_is_in_no_output(folder: Path) -> None:
    address = "postgresql://me:secret@127.0.0.1:1/none"
    for command in (("config",), ("search",), ("config", "--json")):
        found = sayso(*command, cwd=folder, environment={"SAYSO_LIBRARY": address})
        assert b"secret" not in found.stdout + found.stderr


def test_every_command_on_a_library_works_on_both_databases(folder: Path, place: str) -> None:
    def run(*arguments: str) -> str:
        done = sayso(*arguments, cwd=folder, environment={"SAYSO_LIBRARY": place, "SAYSO_MODEL": "none"})
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout.decode()

    why = ("--who", "desk", "--why", "tape")
    assert run("add", "news").startswith("3 items: 3 new")
    id_ = json.loads(run("search", "barrier", "--json"))["hits"][0]["id"][:10]
    assert "Brennick Post" in run("search", "--by", "outlet", "--by", "month")
    assert "Jorun Ashby" in run("statements", id_)
    assert "Jorun Ashby" in run("sources")
    assert "Jorun Ashby" in run("people")
    run("people", "merge", "Jorun Ashby", "Sarn Haulage League", *why)
    run("people", "undo", "1", *why)
    assert run("people", "keep-apart", "Jorun Ashby", "Sarn Haulage League", *why).startswith("2  keep-apart")
    assert "keep-apart Jorun Ashby / Sarn Haulage League" in run("people", "list", "--log")
    run("dossier", "new", "Lower lock", "--query", "lock OR barrier")
    assert "Flood barrier" in run("dossier", "show", "Lower lock")
    run("note", id_, "Ask the town hall.", "--words", "will stay shut until Friday")
    assert "Ask the town hall." in run("note")
    run("correct", id_, "who", "Maren Tolliver", "--statement", "2", *why)
    assert run("reread", "--all").startswith("3 of 3")
    assert "Maren Tolliver" in run("sources", id_)
    assert "Maren Tolliver" in run("export", "--format", "csv", "--table", "statements")
    run("correct", "--undo", "1", *why)
    run("withdraw", id_, "--reason", "asked for by the outlet")
    assert "barrier" not in run("note", "list").lower()
    assert "every one has its hash" in run("doctor", "--fixity")
    assert run("add", "news").startswith("3 items: 2 unchanged, 1 withdrawn")
