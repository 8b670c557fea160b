"""``sayso diff``: what is printed of two versions, what leaves as JSON, and with which exit status."""

import json
from collections import Counter
from hashlib import sha256

import pytest

import sayso as package
from sayso.cli.changes import differences_page
from sayso.cli.printing import Screen
from sayso.errors import UsageError
from sayso.export.changes import NAMES, kinds_named
from sayso.export.places import lines_of
from sayso.export.whereabouts import Read
from sayso.model.changes import ChangeKind
from sayso.model.document import Role
from sayso.tracing.changes import compare_records
from tests.cli.test_commands import one_line, sayso
from tests.tracing.versions import record_of

OLD = """\
# Ferry sinks off Hollen, 12 dead

By Maren Tolliver

The ferry sank in a storm on Monday, killing 12 people, the coastguard said. Its captain had left the bridge.

The harbour board opened an inquiry. It will report in June.

Copyright © 2031 Veldmark. All rights reserved.
"""
NEW = """\
# Ferry sinks off Hollen, 14 dead

By Maren Tolliver

The ferry sank in a storm on Monday, killing 14 people, the coastguard said. Its captain had reportedly left the bridge.

The harbour board opened an inquiry.

Copyright © 2031 Veldmark. All rights reserved.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "old.md").write_text(OLD, "utf-8")
    (tmp_path / "new.md").write_text(NEW, "utf-8")
    return tmp_path


def diff(folder, *arguments, **more):
    return sayso("diff", "old.md", "new.md", *arguments, cwd=folder, **more)


def page(old, new, roles=(Role.BODY,), screen=Screen(80, False), everything=False, full=False):  # noqa: B008  # a frozen value
    first, second = record_of(old, roles), record_of(new, roles)
    reads = [
        Read(name=name, record=one, lines=lines_of(one.document, one.document.text.encode()))
        for name, one in (("a", first), ("b", second))
    ]
    found = compare_records(first, second)
    totals = Counter(change.kind for change in found.changes)
    return list(differences_page(*reads, found, totals, screen, False, everything, full))


@pytest.mark.smoke
def test_changes_are_shown_by_paragraph_with_class_place_and_marks(folder):
    found = diff(folder, "--width", "80")
    assert (found.returncode, found.stderr) == (0, b"")
    lines = found.stdout.decode().splitlines()
    assert lines[:2] == ["--- old.md Ferry sinks off Hollen, 12 dead", "+++ new.md Ferry sinks off Hollen, 14 dead"]
    assert "  headline     Ferry sinks off Hollen, [-12-]{+14+} dead (also figure)" in lines
    at = lines.index(next(line for line in lines if line.startswith("paragraph 3 ")))
    assert lines[at].endswith("5:1 -> 5:1")
    assert lines[at + 1].startswith("  figure       The ferry sank in a storm on Monday, killing [-12-]{+14+}")
    assert any(line.startswith("  hedge") for line in lines)
    assert any("[-It will report in June.-]" in line for line in lines)
    assert "the headline, 1 figure, 1 hedge, 1 cut; 1 of 4 paragraphs the same" in lines


def test_some_classes_are_shown_alone_also_where_a_change_is_called_otherwise(folder):
    found = diff(folder, "--only", "figures")
    text = found.stdout.decode()
    assert "headline" in text
    assert "[-12-]{+14+}" in text
    assert "{+reportedly+}" not in text
    assert "2 of 4 changes shown" in text


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((), 0),
        (("--exit-code",), 1),
        (("--exit-code", "--only", "figures,attribution"), 1),
        (("--exit-code", "--only", "names"), 0),
        (("--exit-code", "--json"), 1),
    ],
)
def test_the_exit_status_says_whether_something_was_changed_where_it_is_asked_for(folder, arguments, status):
    assert diff(folder, *arguments).returncode == status


def test_a_version_is_the_same_as_itself(folder):
    found = sayso("diff", "old.md", "-", "--exit-code", cwd=folder, stdin=OLD.encode())
    assert found.returncode == 0, found.stderr
    assert "no word differs; 4 of 4 paragraphs the same" in found.stdout.decode()


def test_changes_leave_as_json_with_words_spans_places_and_rules(folder):
    found = json.loads(diff(folder, "--json").stdout)
    assert (found["sayso"], found["kind"], found["old"], found["new"]) == (1, "diff", "old.md", "new.md")
    assert found["totals"] == {"headline": 1, "figure": 1, "hedge": 1, "cut": 1}
    figure = next(change for change in found["changes"] if change["kind"] == "figure")
    assert (figure["old"]["words"], figure["new"]["words"], figure["new"]["line"]) == ("12", "14", 5)
    assert (figure["old_paragraph"], figure["new_paragraph"]) == (3, 3)
    assert figure["by"] == {"kind": "rule", "name": "changes/figure", "version": "1"}
    cut = next(change for change in found["changes"] if change["kind"] == "cut")
    assert cut["new"]["words"] == ""
    assert found["left_out"] == [1, 1]


def test_bad_calls_are_answered_in_one_line(folder):
    one_line(sayso("diff", "old.md", cwd=folder), 2, "Missing argument")
    one_line(sayso("diff", "-", "-", cwd=folder), 2, "both versions")
    one_line(sayso("diff", "old.md", "none.md", cwd=folder), 3, "none.md")
    one_line(diff(folder, "--only", "colours"), 2, "colours is no class of changes", "figure, attribution")
    one_line(diff(folder, "--only", ","), 2, "no class is named")
    (folder / "empty.md").write_bytes(b"")
    assert sayso("diff", "old.md", "empty.md", cwd=folder).returncode == 5


def test_two_articles_that_are_no_versions_of_each_other_are_said_to_be_none(folder):
    (folder / "other.md").write_text("# Lamps\n\nNobody lit anything here, because every keeper had gone home early.\n", "utf-8")
    found = sayso("diff", "old.md", "other.md", cwd=folder)
    assert found.returncode == 0
    assert b"they may not be versions of one article" in found.stderr


def test_classes_are_named_in_the_plural_or_in_short():
    assert kinds_named("figures, Attr") == {ChangeKind.FIGURE, ChangeKind.ATTRIBUTION}
    assert ChangeKind.TYPOGRAPHY not in kinds_named(None)
    assert all(kinds_named(name) == {ChangeKind(name)} for name in NAMES)
    with pytest.raises(UsageError):
        kinds_named("h")


def test_nothing_printed_acts_on_the_terminal():
    lines = page(
        ["It \x1b[31mrained \u202eat noon \ue001 here."],
        ["It \x1b[31mrained \u202eat \x07dusk \ue001 here."],
        screen=Screen(80, True),
    )
    text = "\n".join(lines)
    assert not {"\u202e", "\x07", "\ue001"} & set(text)
    assert text.count("\x1b[31m") == 0
    assert "<U+202E>" in text
    assert "\x1b[32;4m" in text


def test_colour_begins_anew_on_every_line():
    long = " ".join(f"word{at}" for at in range(30))
    lines = page(["It rained at noon."], ["It rained at noon. The list: " + long + "."], screen=Screen(60, True))
    painted = [line for line in lines if "word" in line]
    painted = painted[1:]  # the first holds the sentence before it too
    assert len(painted) > 2
    assert all(line.count("\x1b[32;4m") == 1 and "\x1b[0m" in line for line in painted)


def test_typography_is_counted_in_one_line_and_listed_where_asked():
    old, new = ['"It rained," she said. The Board met.'], ["“It rained,” she said. The board met."]
    assert "typography alone differs in 3 places (2 marks, 1 case); --all lists them" in page(old, new)
    listed = page(old, new, everything=True)
    assert sum(line.startswith("  typography") for line in listed) == 3
    assert "  typography   “It rained,” she said. The [-Board-]{+board+} met. (case)" in listed


def test_what_is_cut_short_says_so_and_full_prints_it():
    long = " ".join(["The lamps were lit."] * 30)
    assert any("…-]" in line for line in page(["It rained.", long], ["It rained."]))
    assert not any("…-]" in line for line in page(["It rained.", long], ["It rained."], full=True))


def test_python_takes_files_and_records(folder):
    found = package.diff(folder / "old.md", package.read(folder / "new.md"))
    assert [change.kind.value for change in found.changes] == ["headline", "figure", "hedge", "cut"]


def test_an_item_of_the_library_is_compared_by_its_id(folder):
    added = sayso("add", "old.md", "--library", "news.db", cwd=folder)
    assert added.returncode == 0, added.stderr
    id_ = sha256((folder / "old.md").read_bytes()).hexdigest()[:12]
    found = sayso("diff", id_, "new.md", cwd=folder, environment={"SAYSO_LIBRARY": "news.db"})
    assert found.returncode == 0, found.stderr
    assert b"[-12-]{+14+}" in found.stdout
