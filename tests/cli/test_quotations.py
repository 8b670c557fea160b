"""Quotations of a library are listed once each, and shown with every witness."""

import json
import os
from pathlib import Path

import pytest

from sayso.export.interchange import schema_of
from sayso.store.library import open_library
from tests.cli.test_commands import sayso as run
from tests.store.items import page, prepared
from tests.store.test_quotations import PRINTS, own


@pytest.fixture
def library(tmp_path: Path) -> str:
    place = str(tmp_path / "news.db")
    with open_library(place, create=True) as opened:
        opened.add(
            [
                prepared(page(title, words, own(number), outlet=outlet, date=date))
                for number, (title, outlet, date, words) in enumerate(PRINTS)
            ]
        )
    return place


def sayso(library: str, *arguments: str) -> str:
    done = run("quotations", "--library", library, *arguments, cwd=os.path.dirname(library))
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_each_quotation_is_listed_once_with_who_it_is_laid_to(library: str) -> None:
    lines = sayso(library).splitlines()
    assert lines[2].strip() == "Jorun Ashby (4); Tobin Hale (1)"
    assert lines[3].strip().startswith("in doubt: laid to several")
    assert lines[4].strip().startswith("5 items of 5 outlets; 2 variants; first 2031-04-01")
    assert lines[-1].startswith("Showing 1 to 2 of 2 quotations in 6 prints")
    assert (
        sayso(library, "date:2031-04-03")
        .splitlines()[3]
        .strip()
        .startswith("1 item of 1 outlet; 5 in the whole library; 1 variant")
    )
    assert sayso(library, "--skip", "9").startswith("Showing none of 2 quotations in 6 prints: 9 were passed over")
    assert sayso(library, "speaker:nobody") == "No quotation of eight words or more answers.\n"


def test_one_is_shown_with_its_variants_and_witnesses(library: str) -> None:
    listed = json.loads(sayso(library, "--json"))
    reference = listed["quotations"][0]["reference"]
    shown = sayso(library, reference)
    assert "variant 1   1 item: “falls” is “fell”; “second” is “third” (figure)" in shown
    assert "variant 2   1 item: without “We will keep the barrier shut”; without “and nobody sails before that”" in shown
    assert shown.count(" at ") == 5
    assert sayso(library, "--full", "says:third").startswith(shown.splitlines()[0])
    card = json.loads(sayso(library, reference, "--json", "--limit", "2"))
    assert (card["kind"], card["quotation"]["prints"], len(card["witnesses"]), len(card["variants"])) == ("quotation", 5, 2, 2)
    assert set(card) == set(schema_of("quotation")["properties"])
    assert sayso(library, reference, "--limit", "2").endswith("Showing witnesses 1 to 2 of 5: --skip, --limit\n")
