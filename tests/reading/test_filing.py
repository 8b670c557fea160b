"""Filing: what the outlet files an item under, in its own words."""

import pytest

from sayso.intake.open import open_document
from sayso.model.document import Document
from sayso.model.finding import Ground
from sayso.reading.filing import read_filing

STORY = (
    "The councils of Quillhaven and Port Amsel agreed on Thursday to split the cost of repairing the lower lock on the Sarn.\n\n"
    "The work will cost about 2.3 million crowns and should take 14 weeks, a statement from both councils said on Friday.\n\n"
    "Ferry services will run to the usual timetable, the operator, Delta Crossings, said in a letter to its passengers.\n"
)


def markdown(lines: str) -> Document:
    return open_document(f"# Two towns share a lock\n\nBy Oriel Vaskerly\n\n{lines}\n\n{STORY}".encode())


def filed(document: Document) -> dict[str, list[str]]:
    filing = read_filing(document)
    return {
        name: [finding.value for finding in getattr(filing, name)] for name in filing.__struct_fields__ if getattr(filing, name)
    }


CASES = {
    "Region: [Sarn Valley & Lower Delta](#), [Hollen](#)": {"regions": ["Sarn Valley & Lower Delta", "Hollen"]},
    "Region: Sarn Valley, Hollen": {"regions": ["Sarn Valley", "Hollen"]},
    "Theme: [Tolls, Treaties and Trade](#)": {"themes": ["Tolls, Treaties and Trade"]},
    "In-depth Report: [RIVERS](#)": {"dossiers": ["RIVERS"]},
    "Part of the series: Life on the locks": {"dossiers": ["Life on the locks"]},
    "Filed under: Harbour | Economy": {"sections": ["Harbour", "Economy"]},
    "Tags: #locks, #tolls": {"tags": ["locks", "tolls"]},
    "Themen: Schleusen · Zölle": {"themes": ["Schleusen", "Zölle"]},
    "Mots-clés : écluses ; péages": {"tags": ["écluses", "péages"]},
    "Etiquetas: esclusas, peajes": {"tags": ["esclusas", "peajes"]},
}


@pytest.mark.parametrize("line", CASES)
def test_a_labelled_line_files_the_item(line: str) -> None:
    assert filed(markdown(line)) == CASES[line]


@pytest.mark.parametrize("line", CASES)
def test_printed_headings_stand_where_they_say(line: str) -> None:
    document = markdown(line)
    filing = read_filing(document)
    for name in filing.__struct_fields__:
        for finding in getattr(filing, name):
            assert finding.ground is Ground.PRINTED
            assert [span.of(document.text) for span in finding.spans] == [finding.value]


def test_a_sentence_with_a_colon_files_nothing() -> None:
    assert filed(open_document(f"Country: that is what the pilots call the land behind the dyke.\n\n{STORY}".encode())) == {}


def test_a_heading_is_named_once_and_printed_before_metadata() -> None:
    page = f"""<html><head><meta property="article:section" content="harbour"><meta property="article:tag" content="locks">
    <meta name="keywords" content="Locks, tolls"></head><body><ul class="breadcrumb"><li><a href="/">Home</a></li>
    <li><a href="/h">Harbour</a></li><li>2021</li><li>Two towns share a lock</li></ul><article><h1>Two towns share a lock</h1>
    <p>{STORY.replace(chr(10) * 2, "</p><p>")}</p></article></body></html>"""
    filing = read_filing(open_document(page.encode()))
    assert [(finding.value, finding.ground) for finding in filing.sections] == [("Harbour", Ground.PRINTED)]
    assert [finding.value for finding in filing.tags] == ["locks", "tolls"]
    assert all(finding.original for finding in filing.tags)


def test_the_rubric_above_the_headline_is_a_section() -> None:
    page = f"""<html><head><title>Two towns share a lock</title></head><body><article><p class="kicker"><a href="/h">Harbour</a></p>
    <h1>Two towns share a lock</h1><p>{STORY.replace(chr(10) * 2, "</p><p>")}</p></article></body></html>"""
    assert filed(open_document(page.encode())) == {"sections": ["Harbour"]}


def test_front_matter_files_the_item() -> None:
    document = open_document(
        f"---\ntitle: Two towns share a lock\ncategory: Harbour\ntags:\n  - locks\n  - tolls\n---\n\n{STORY}".encode()
    )
    assert filed(document) == {"sections": ["Harbour"], "tags": ["locks", "tolls"]}
