"""The commands as they are typed: what is printed where, and with which exit status."""

import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import msgspec
import pytest

from sayso.cli.commands import COMMANDS
from sayso.cli.main import run
from sayso.model.record import Record

HEAVY = {"lxml", "trafilatura", "htmldate", "pypdfium2", "pypdf", "markdown_it", "ssl", "asyncio", "sqlite3"}
STORY = """\
# Lamps Lit ‘For Good’ on the Quay

By Maren Tolliver

“We lit them all,” keeper Ansel Brook said. The boats came in before dawn, one after the other, and the harbour master
counted them from the steps of the old customs house until the last had tied up.

Copyright © 2031 Veldmark. All rights reserved.
"""


def sayso(*arguments, cwd, environment=None, stdin=b"", timeout=60):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("SAYSO_", "_SAYSO", "XDG_"))}
    return subprocess.run(
        [sys.executable, "-m", "sayso", *arguments],
        cwd=cwd,
        env={**clean, "HOME": str(cwd), "PYTHONUTF8": "1", **(environment or {})},
        input=stdin,
        capture_output=True,
        timeout=timeout,
    )


def one_line(found, status, *says):
    """The call failed as it should: with this status, one line on standard error, nothing on standard output."""
    message = found.stderr.decode()
    assert found.returncode == status, message
    assert found.stdout == b""
    assert message.startswith("sayso: ")
    assert message.count("\n") == 1
    assert "; " in message
    assert "Traceback" not in message
    for words in says:
        assert words in message


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "story.md").write_text(STORY, "utf-8")
    return tmp_path


@pytest.mark.smoke
@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["--version"], ["version"]])
def test_pages_that_need_nothing_load_nothing(arguments, tmp_path):
    code = "import sys; from sayso.__main__ import main; main(); print(*sorted(sys.modules), file=sys.stderr)"
    found = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=tmp_path)
    loaded = set(found.stderr.split())
    assert found.stdout
    assert loaded.isdisjoint(
        {"click", "msgspec", "typing", "inspect", "lxml", "trafilatura", "pypdfium2", "markdown_it", "ssl", "asyncio"}
    )


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_of_a_command_loads_no_parser(command, tmp_path):
    code = "import sys; from sayso.cli.main import run; run(sys.argv[1:]); print(*sorted(sys.modules), file=sys.stderr)"
    found = subprocess.run([sys.executable, "-c", code, command, "--help"], capture_output=True, text=True, cwd=tmp_path)
    assert found.returncode == 0
    assert found.stdout.startswith(f"Usage: sayso {command}")
    assert set(found.stderr.split()).isdisjoint(
        {"lxml", "trafilatura", "pypdfium2", "pypdf", "markdown_it", "ssl", "asyncio", "sqlite3"}
    )


@pytest.mark.smoke
def test_the_sample_is_shown_with_grounds_and_places(tmp_path):
    found = sayso("show", "--sample", cwd=tmp_path)
    lines = found.stdout.decode().splitlines()
    assert found.returncode == 0, found.stderr
    assert found.stderr == b""
    assert lines[0].startswith("Quillhaven Barges Ran All Summer")
    outlet = next(line for line in lines if line.startswith("  outlet"))
    assert outlet.split() == ["outlet", "Lanternfield", "Review", "2021-06-15", "printed", "6:1"]
    assert any(line.startswith("  rests on") for line in lines)
    assert any(line.startswith("Statements (") for line in lines)


def test_a_file_standard_input_and_json_hold_the_same_text(folder):
    from_file = json.loads(sayso("show", "story.md", "--json", cwd=folder).stdout)
    from_pipe = json.loads(sayso("show", "-", "--json", cwd=folder, stdin=STORY.encode()).stdout)
    assert (from_file["sayso"], from_file["kind"]) == (1, "record")
    assert from_file["document"]["text"] == from_pipe["document"]["text"]
    assert from_file["document"]["capture"]["name"] == "story.md"


def test_json_is_read_back_as_the_record_it_was(folder):
    printed = sayso("show", "story.md", "--json", cwd=folder).stdout
    record = msgspec.json.decode(printed, type=Record)
    assert msgspec.json.encode(record) in printed.replace(b'"sayso":1,"kind":"record",', b"")


def test_the_report_goes_to_a_file_and_never_over_an_article(folder):
    found = sayso("show", "story.md", "--html", "report.html", cwd=folder)
    assert (found.returncode, found.stdout, found.stderr) == (0, b"", b"sayso: report written to report.html\n")
    assert (folder / "report.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert sayso("show", "story.md", "--html", "report.html", cwd=folder).returncode == 0
    one_line(sayso("show", "story.md", "--html", "story.md", cwd=folder), 2, "is not a report of sayso")
    one_line(sayso("show", "--html", "story.md", cwd=folder), 2, "write: sayso show story.md --html OUT")
    assert (folder / "story.md").read_text("utf-8") == STORY
    assert sayso("show", "story.md", "--html", cwd=folder).stdout == (folder / "report.html").read_bytes()


def test_a_report_that_cannot_be_written_is_one_line(folder):
    one_line(sayso("show", "story.md", "--html", "no/such/folder.html", cwd=folder), 2, "cannot be written")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show"], "no article is named"),
        (["show", "story.md", "--sample"], "both an article and --sample"),
        (["show", "--sample", "--json", "--html"], "two outputs"),
        (["show", "story.md", "--bogus"], "see sayso show --help"),
        (["show", "story.md", "--taken", "yesterday"], "is not a date"),
        (["bogus"], "bogus"),
        (["check"], "no file is named"),
        (["check", "story.md", "--select", "XX"], "no check begins with XX"),
        (["check", "--explain", "SV999"], "there is no check SV999"),
        (["completion", "tcsh"], "tcsh"),
        (["schema", "nothing"], "nothing"),
        (["statements"], "see sayso statements --help"),
        (["sources", "story.md", "--query", "x"], "both an article and --query"),
        (["sources", "story.md", "--bogus"], "see sayso sources --help"),
        (["show", "story.md", "--model", "best"], "best"),
    ],
)
def test_a_call_that_cannot_be_right_is_one_line_and_status_2(folder, arguments, says):
    one_line(sayso(*arguments, cwd=folder), 2, says)


def test_check_names_file_line_column_and_code(folder):
    found = sayso("check", "story.md", "--format", "concise", cwd=folder)
    assert found.returncode == 1
    assert found.stdout.decode().splitlines()[0].startswith("story.md:1:13 SV106 ")


def test_check_finds_nothing_where_nothing_is_asked_for(folder):
    found = sayso("check", "story.md", "--ignore", "SV,RU", cwd=folder)
    assert (found.returncode, found.stdout) == (0, b"Nothing found.\n")
    empty = sayso("check", "story.md", "--ignore", "SV,RU", "--format", "json", cwd=folder)
    assert json.loads(empty.stdout) == {"sayso": 1, "kind": "problems", "problems": []}


def test_check_speaks_to_people_programs_and_review_tools(folder):
    full = sayso("check", "story.md", "--select", "SV106", cwd=folder).stdout.decode()
    assert "1 | # Lamps Lit ‘For Good’ on the Quay\n  |             ^^^^^^^^^^" in full
    problem = json.loads(sayso("check", "story.md", "--select", "SV106", "--format", "json", cwd=folder).stdout)["problems"][0]
    assert (problem["line"], problem["column"], problem["end_column"], problem["words"]) == (1, 13, 23, "‘For Good’")
    github = sayso("check", "story.md", "--select", "SV106", "--format", "github", cwd=folder).stdout.decode()
    assert github.startswith("::warning title=sayso SV106,file=story.md,line=1,endLine=1,col=13,endColumn=23::SV106 ")
    run = json.loads(sayso("check", "story.md", "--select", "SV106", "--format", "sarif", cwd=folder).stdout)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 13, "endLine": 1, "endColumn": 23}
    assert run["results"][0]["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_check_goes_on_past_a_file_that_cannot_be_read_and_says_so(folder):
    found = sayso("check", "gone.md", "story.md", "--select", "SV106", "--format", "concise", cwd=folder)
    assert found.returncode == 4
    assert found.stdout.decode().startswith("story.md:1:13 SV106")
    assert found.stderr.decode().splitlines() == [
        "sayso: there is no file gone.md; check the name",
        "sayso: 1 of 2 files were checked",
    ]


def test_check_says_nothing_about_what_it_could_not_read(folder):
    one_line(sayso("check", "gone.md", cwd=folder), 3, "there is no file gone.md")


def test_a_page_without_an_article_is_said_first(tmp_path):
    page = (
        "<!doctype html><html><body><h1>Before you continue</h1><p>We use cookies and data to deliver and maintain our services. "
        "By clicking accept you agree to the use of cookies by us and our partners.</p><button>Accept all</button></body></html>"
    )
    (tmp_path / "wall.html").write_text(page)
    lines = sayso("show", "wall.html", cwd=tmp_path).stdout.decode().splitlines()
    assert lines[2].startswith("  no article")
    assert "consent wall" in lines[2]
    found = sayso("check", "wall.html", "--format", "concise", cwd=tmp_path)
    assert found.returncode == 1
    assert " EX501 " in found.stdout.decode()


def test_every_check_explains_itself():
    from sayso.cli.checks import CHECKS

    assert [check.code for check in CHECKS] == sorted({check.code for check in CHECKS})
    assert all("What to do:" in check.because for check in CHECKS)


def test_reuse_prints_conditions_and_says_that_it_is_no_advice(folder):
    found = sayso("reuse", "story.md", cwd=folder)
    assert found.returncode == 0
    assert "Not legal advice" in found.stdout.decode()
    assert json.loads(sayso("reuse", "story.md", "--json", cwd=folder).stdout)["kind"] == "terms"


def test_config_says_where_each_value_came_from(folder):
    (folder / "sayso.toml").write_text("width = 90\n")
    found = sayso("config", "--color", "never", "--json", cwd=folder, environment={"SAYSO_FORMAT": "concise"})
    origins = {row["name"]: (row["value"], row["origin"]) for row in json.loads(found.stdout)["settings"]}
    assert origins["width"] == (90, "sayso.toml")
    assert origins["format"] == ("concise", "SAYSO_FORMAT")
    assert origins["color"] == ("never", "--color")
    assert origins["select"] == ([], "default")


def test_a_broken_settings_file_is_one_line(folder):
    (folder / "sayso.toml").write_text("width = \n")
    one_line(sayso("show", "story.md", cwd=folder), 2, "sayso.toml is not TOML")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_a_script(tmp_path, shell):
    script = sayso("completion", shell, cwd=tmp_path).stdout.decode()
    assert "_SAYSO_COMPLETE" in script
    assert script.startswith("# ")


def test_completion_knows_commands_and_options(tmp_path):
    bash = {"_SAYSO_COMPLETE": "bash_complete", "COMP_WORDS": "sayso sh", "COMP_CWORD": "1"}
    assert sayso(cwd=tmp_path, environment=bash).stdout.decode().split() == ["plain,show"]
    power = {"_SAYSO_COMPLETE": "powershell_complete", "SAYSO_COMPLETE_WORDS": "sayso\ncheck", "SAYSO_COMPLETE_WORD": "--ex"}
    assert sayso(cwd=tmp_path, environment=power).stdout.decode().split("\t")[:2] == ["plain", "--explain"]


def test_doctor_finds_this_installation_well(tmp_path):
    found = sayso("doctor", cwd=tmp_path)
    assert found.returncode == 0, found.stdout
    assert "MISSING" not in found.stdout.decode()


def test_colour_is_used_only_where_it_is_wanted(folder):
    assert b"\x1b[" not in sayso("show", "story.md", cwd=folder).stdout
    assert b"\x1b[" in sayso("show", "story.md", "--color", "always", cwd=folder).stdout
    assert b"\x1b[" not in sayso("show", "story.md", cwd=folder, environment={"SAYSO_COLOR": "never"}).stdout


def test_lines_fit_the_width(folder):
    for width in (60, 80, 120):
        lines = sayso("show", "--sample", "--width", str(width), cwd=folder).stdout.decode().splitlines()
        assert max(map(len, lines)) <= width


def test_an_output_that_is_ascii_only_gets_names_for_other_letters(folder):
    found = sayso("show", "story.md", cwd=folder, environment={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert found.returncode == 0, found.stderr
    assert b"\\u2018For Good\\u2019" in found.stdout


def test_an_interrupt_ends_quietly_with_130(monkeypatch, capsys):
    class Interrupted(io.RawIOBase):
        def read(self, size=-1):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False, buffer=Interrupted()))
    assert run(["show", "-"]) == 130
    assert capsys.readouterr().err.strip() == ""


@pytest.mark.skipif(os.name == "nt", reason="a pipe that closes early is another thing on Windows")
@pytest.mark.parametrize("arguments", ["show --sample --json", "show --sample", "--help", "schema"])
def test_a_reader_that_leaves_early_is_no_error(arguments, tmp_path):
    command = f"set -o pipefail; '{sys.executable}' -m sayso {arguments} | head -c 1 >/dev/null"
    found = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path)
    assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["show --sample", "--help", "show --sample --html", "config --json"])
def test_a_full_disk_is_one_line(arguments, tmp_path):
    command = f"'{sys.executable}' -m sayso {arguments} > /dev/full"
    found = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path)
    assert found.returncode == 2
    assert found.stderr.decode().startswith("sayso: the output cannot be written (")
    assert found.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="closing a stream like this is a thing of POSIX shells")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_a_stream_that_was_closed_before_is_no_error(closed, tmp_path):
    for arguments in ("--help", "show --sample"):
        command = f"'{sys.executable}' -m sayso {arguments} {closed}"
        found = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path)
        assert (found.returncode, found.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["shwo", "story.md"], "there is no command shwo; did you mean show?"),
        (["story.md"], "did you mean: sayso show story.md"),
        (["https://veldmark.example/a"], "did you mean: sayso show https://veldmark.example/a"),
        (["qqqq"], "there is no command qqqq; see sayso --help"),
        (["show", "story.md", "--width", "abc"], "'abc' is not a whole number"),
        (["show", "story.md", "--max-bytes", "0"], "'0' is not a whole number from 1 on"),
        (["show", "https://veldmark.example/a", "--url", "https://veldmark.example/b"], "is an address already"),
    ],
)
def test_a_call_that_cannot_be_right_is_answered_with_what_to_type(typed, says, folder):
    one_line(sayso(*typed, cwd=folder), 2, says)
