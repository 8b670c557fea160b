"""The sample archive: what its list promises is there, and is what sayso reads."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

import sayso
from sayso.model.record import Record
from sayso.samples import SampleItem, sample_items

ITEMS = sample_items()
LISTED = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.file)
GUIDE = Path(__file__).resolve().parents[1] / "docs" / "sample-archive.md"

KNOWN_MISREADINGS = {
    "sba-notice.eml": {"outlet"},  # the place of "Brennick, 8 March 2022"; the sender is in the header From
    "courier-lock-reprint.html": {"relation", "origin"},  # an agency of no table: dateline, byline and "— Tern Wire" agree
    "tideline-lock-cut.html": {"relation", "origin"},  # dateline, credit and the canonical link agree
    "sarnbote-lock-reprint.html": {"relation", "origin"},  # dateline, byline and "Quelle: Tern Wire" agree
    "uplander-lock-local.html": {"relation", "outlet"},  # an agency of no table; the host in place of the name in the banner
    "uplander-column.html": {"outlet"},  # the host, in place of the name in the banner
    "ledger-lock-edited.saved.html": {"relation"},  # the origin is read; that it is an agency is not
    "tideline-river-list.html": {"title", "published"},  # the site's name, and the day of its first article
    "tideline-consent-wall.html": {"title"},  # the site's name
    "league-release.txt": {"title", "outlet"},  # the sender's name stands in the first line, the headline in the third
    "tow-and-tackle-league.html": {"published", "relation", "origin"},  # "Thu, 10/03/2022 - 11:26"; "Source: Upper Sarn ..."
    "lirs-briefing.md": {"outlet"},  # "Lanternfield Institute for River Studies (LIRS), Briefing 22/3"
}
"""Facts that sayso reads otherwise than a careful reader does, and what it stumbles over.  What is mended leaves this list."""


@cache
def read(file: str) -> Record:
    [item] = (item for item in ITEMS if item.file == file)
    return sayso.read(item.data, url=item.url, taken=item.taken.iso, model="none")


def read_facts(item: SampleItem) -> dict[str, object]:
    record = read(item.file)
    masthead, origin = record.masthead, record.origin
    return {
        "title": masthead.title and masthead.title.value,
        "outlet": masthead.publisher and masthead.publisher.value.name,
        "published": masthead.published and masthead.published.value.day,
        "relation": origin.relation and origin.relation.value,
        "origin": origin.publisher and origin.publisher.value,
    }


def declared_facts(item: SampleItem) -> dict[str, object]:
    return {
        "title": item.title,
        "outlet": item.outlet,
        "published": item.published and item.published.day,
        "relation": item.relation,
        "origin": item.origin,
    }


def test_every_file_of_the_archive_is_listed_once() -> None:
    there = {entry.name for entry in files("sayso.samples").joinpath("archive").iterdir()} - {"items.tsv"}
    assert sorted(item.file for item in ITEMS) == sorted(there)


def test_the_archive_is_small() -> None:
    assert sum(len(item.data) for item in ITEMS) < 250_000, "it is in every wheel"


@LISTED
def test_an_item_is_utf8_without_control_characters(item: SampleItem) -> None:
    assert all(letter.isprintable() or letter == "\n" for letter in item.data.decode("utf-8"))


@LISTED
def test_addresses_of_the_archive_cannot_exist(item: SampleItem) -> None:
    assert item.url is None or item.url.split("/")[2].endswith(".example")


def test_an_item_follows_an_earlier_one_of_the_archive() -> None:
    seen: dict[str, SampleItem] = {}
    for item in ITEMS:
        assert item.follows is None or item.follows in seen
        seen[item.file] = item


@pytest.mark.smoke
@LISTED
def test_declared_facts_are_what_is_read(item: SampleItem) -> None:
    found, declared = read_facts(item), declared_facts(item)
    wrong = {name for name in declared if found[name] != declared[name]}
    known: set[str] = KNOWN_MISREADINGS.get(item.file, set())
    assert not wrong - known, {name: (found[name], declared[name]) for name in wrong - known}
    assert not known - wrong, f"read right now: take {known - wrong} of {item.file} off KNOWN_MISREADINGS"


@LISTED
def test_pages_without_an_article_are_said_to_have_none(item: SampleItem) -> None:
    said = any(remark.code == "no-article" for remark in read(item.file).remarks)
    assert said == (item.kind in ("list", "wall"))


def test_the_saved_page_says_itself_where_and_when_it_was_captured() -> None:
    [item] = (item for item in ITEMS if ".saved." in item.file)
    capture = sayso.read(item.data, model="none").document.capture
    assert (capture.url, capture.taken) == (item.url, item.taken)


def test_the_guide_to_the_archive_names_every_item() -> None:
    if not GUIDE.exists():
        pytest.skip("these tests are about the source tree; this is a copy of the tests alone")
    guide = GUIDE.read_text("utf-8")
    assert [item.file for item in ITEMS if f"`{item.file}`" not in guide] == []
