"""``sayso statements`` and ``sayso sources``: who says what, in full, with places and doubt."""

import json

import pytest
from msgspec.structs import replace

from sayso.cli.printing import Screen
from sayso.cli.sheet import sheet
from sayso.cli.sources import sources_list, sources_page
from sayso.cli.statements import statements_list, statements_page
from sayso.export.places import lines_of
from sayso.export.whereabouts import Read
from sayso.model.document import Remark
from tests.by_hand import printed, record_of
from tests.cli.test_commands import STORY, one_line, sayso

SCREEN = Screen(80, False)
PAGES = (statements_page, sources_page, sheet)


def read_of(record=None):
    record = record or record_of()
    return Read(name="lock.txt", record=record, lines=lines_of(record.document, record.document.text.encode()))


def test_a_statement_is_printed_whole_with_source_manner_doubt_cue_and_place():
    lines = list(statements_page(read_of(), SCREEN))
    at = lines.index(next(line for line in lines if line.startswith("  2  A  Ansel Brook")))
    assert lines[at].endswith(" 9:1")
    assert lines[at + 1 : at + 4] == [
        "     indirect; p .83; printed “he”; cue “added” (speech)",
        "     The council, he added, had not answered the League [Upper Sarn Haulage",
        "     League] in a month.",
    ]
    assert "     indirect; p .61 uncertain" in lines


def test_statements_leave_as_json_with_exact_words_spans_and_places():
    first, second, third = statements_list(read_of()).statements
    assert [part.words for part in first.content] == ["“We have the staff for it,”", "“and the lamps.”"]
    assert [(part.line, part.column) for part in first.content] == [(7, 1), (7, 54)]
    assert (first.sources, first.labels, first.cue_class, first.stance) == (("Ansel Brook",), ("A",), "speech", "neutral")
    assert (second.p, second.uncertain, third.p, third.uncertain) == (0.83, False, 0.61, True)
    assert third.cue_class is None


def test_a_relayed_statement_says_by_whom():
    record = record_of()
    first, second, third = record.attributions
    chained = read_of(replace(record, attributions=(first, second, replace(third, within=1))))
    assert "     indirect; relayed by Ansel Brook; p .61 uncertain" in list(statements_page(chained, SCREEN))
    said = statements_list(chained).statements[2]
    assert (said.relayed_by, said.within) == (("Ansel Brook",), 2)
    assert any(line.startswith("  3  relayed") for line in sheet(chained, SCREEN))


def test_a_source_is_a_block_of_name_kind_roles_mentions_and_statements():
    lines = list(sources_page(read_of(), SCREEN))
    block = lines[lines.index("A  Ansel Brook") : lines.index("B  A clerk")]
    assert [line.split()[0] for line in block[1:-1]] == [
        "name", "kind", "role", "affiliation", "also", "says", "mentions", "“he”", "statements", "2",
    ]  # fmt: skip
    assert any("“he” (pronoun, tests/last-named) 9:14" in line for line in block)
    assert any("unnamed: official" in line for line in lines)
    assert any(line.split()[:1] == ["reason"] and "“asked not to be named” 11:14" in line for line in lines)


def test_a_source_without_a_printed_reason_says_so():
    record = record_of()
    clerk = replace(record.sources[1], anonymity=None)
    lines = sources_page(read_of(replace(record, sources=(record.sources[0], clerk))), SCREEN)
    assert any("no reason printed for leaving the name out" in line for line in lines)


def test_sources_leave_as_json_with_counts_and_shares():
    found = sources_list(read_of())
    assert (found.single_source, [source.label for source in found.sources]) == (False, ["A", "B"])
    keeper, clerk = found.sources
    assert (keeper.direct, keeper.indirect, keeper.mixed, keeper.statements) == (1, 1, 0, (1, 2))
    assert keeper.mentions[1].place.words == "he"
    assert (clerk.unnamed_as, clerk.anonymity.places[0].line) == ("official", 11)
    assert sum(found.shares.values()) == pytest.approx(1, abs=1e-3)
    assert "undetermined" in found.shares


def test_the_sheet_has_a_ledger_of_sources_before_the_statements():
    lines = list(sheet(read_of(), SCREEN))
    at = lines.index("Sources (2)")
    assert lines[at + 1] == "  A  Ansel Brook  person, named; “keeper”; “the League”"
    assert lines[at + 2].startswith("     2 statements: 1 direct, 1 indirect; ")
    assert lines[at + 2].endswith("at 7:1, 9:1")
    assert any(line.startswith("  3  indirect  B  A clerk") and "p .61 ?" in line for line in lines)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_lines_fit_the_width(page, width):
    assert max(map(len, page(read_of(), Screen(width, False)))) <= width


@pytest.mark.parametrize("page", PAGES)
def test_nothing_from_the_article_acts_on_the_terminal(page):
    record = record_of()
    name = printed(record.document, "Ansel\x1b]0;owned\x07\u202e", "Ansel Brook")
    keeper = replace(record.sources[0], name=name, roles=(name,), aliases=(name,), affiliations=(name,))
    clerk = replace(record.sources[1], unnamed_as="official\x1b[2J", anonymity=name)
    shown = "\n".join(page(read_of(replace(record, sources=(keeper, clerk))), SCREEN))
    assert not set(shown) & set("\x1b\x07\u202e")
    assert "Ansel<U+001B>" in shown


@pytest.mark.parametrize("page", [statements_page, sources_page])
def test_an_article_in_which_nobody_speaks_says_so(page):
    silent = replace(record_of(), attributions=(), sources=(), voices=())
    assert list(page(read_of(silent), SCREEN))[-1] == "No statement laid to a source was found."


@pytest.mark.parametrize("command", ["statements", "sources"])
def test_both_commands_read_files_and_standard_input(command, tmp_path):
    (tmp_path / "story.md").write_text(STORY, "utf-8")
    shown = sayso(command, "story.md", "--model", "none", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "Lamps Lit" in shown.stdout.decode()
    piped = json.loads(sayso(command, "-", "--json", "--model", "none", cwd=tmp_path, stdin=STORY.encode()).stdout)
    assert (piped["sayso"], piped["kind"], piped["file"]) == (1, command, "-")
    empty = json.loads(
        sayso(command, "-", "--json", "--model", "none", cwd=tmp_path, stdin=b"# A quay\n\nIt was empty.\n").stdout
    )
    assert empty[command] == []


@pytest.mark.parametrize("command", ["statements", "sources"])
def test_bad_input_is_one_line_as_in_show(command, tmp_path):
    one_line(sayso(command, "gone.md", cwd=tmp_path), 3, "there is no file gone.md")
    one_line(sayso(command, "-", cwd=tmp_path), 5, "empty")
    one_line(sayso(command, "-", cwd=tmp_path, stdin=b"\x89PNG\r\n\x1a\n" + bytes(256)), 5, "not a document")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_no_article_says_so_before_anything_that_was_read_from_it(page):
    wall = Remark("no-article", "the page is a consent wall")
    lines = list(page(read_of(replace(record_of(), remarks=(wall,))), SCREEN))
    assert lines[2].split() == ["no", "article", "the", "page", "is", "a", "consent", "wall"]
