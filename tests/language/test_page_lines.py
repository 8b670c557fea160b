"""Which lines serve the page?  Every row of the table is tried on its own example."""

import pytest

from sayso.language.page_lines import closes_page, is_bare_line, is_byline, is_caption, is_page_line, starts_dateline
from sayso.language.tables import read_table


@pytest.mark.parametrize("row", read_table("page_lines"), ids=lambda row: f"{row['phrase']}-{row['at']}")
def test_phrase_is_found_in_its_example(row: dict[str, str]) -> None:
    assert is_page_line(row["example"], tail=True) or (row["at"] in ("closing", "ends") and closes_page(row["example"]))


@pytest.mark.parametrize(
    "line",
    [
        "## The quay",
        "* * *",
        "www.courier.example",
        "[Share](#)",
        "Region: [Brennick](#), [Fenwick](#)",
        "[Video: the lock opens.]",
    ],
)
def test_mark_up_and_addresses_serve_the_page(line: str) -> None:
    assert is_page_line(line)


@pytest.mark.parametrize("line", ["By Orin Odell", "By Orin Odell and Tam Prynne", "By ORIN ODELL, The Courier"])
def test_byline_is_told(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", ["By noon the ferry had sunk.", "By the quay"])
def test_sentence_is_no_byline(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("line", "bare"), [("The quay today", True), ("LETTERS.", True), ("The ferry sank.", False), ("He sailed", False)]
)
def test_heading_is_told_by_its_shape(line: str, bare: bool) -> None:
    assert is_bare_line(line) is bare


def test_caption_says_who_stands_where() -> None:
    assert is_caption("Orin Odell (left) with Tam Prynne at the lock.")
    assert not is_caption("Orin Odell (left) said the lock had leaked.")


@pytest.mark.parametrize("text", ["PORT ELM - The ferry", "PORT ELM, Fenwick — The ferry", "LONDON ― A ferry"])
def test_dateline_in_capitals_ends_before_the_story(text: str) -> None:
    assert text[starts_dateline(text, 0, len(text)) :] in ("The ferry", "A ferry")
