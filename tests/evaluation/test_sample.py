"""The fields of the built-in reprinted interview, as the measurement reads them: places in the Markdown file itself."""

import json
import re
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from evaluation.sample import predict
from sayso.intake.open import open_document
from sayso.model.document import Role
from sayso.reading.pipeline import read_document

SAMPLE = files("sayso.samples").joinpath("reprinted-interview.md")
SOURCE = SAMPLE.read_text("utf-8")

FIELDS = {
    "title": ["Quillhaven Barges Ran All Summer, Which Is Why Port Amsel ‘Settled for a Toll Truce’"],
    "title.quotation": ["‘Settled for a Toll Truce’"],
    "byline": ["By [Oriel Tamsin Vaskerly](#) and [Veldmark](#)"],
    "byline.author": ["Oriel Tamsin Vaskerly", "Veldmark"],
    "publisher": ["Lanternfield Review"],
    "published": ["June 15, 2021"],
    "origin.publisher": ["Veldmark"],
    "origin.published": ["14 June 2021"],
    "origin.venue": ["Radio Veldmark"],
    "origin.statement": ["The original source of this article is [Veldmark](#)"],
    "filing.region": ["Sarn Valley & Lower Delta", "Hollen and Uplands"],
    "filing.theme": ["Inland Shipping", "Tolls and Treaties"],
    "filing.dossier": ["RIVERS"],
    "editorial.insertion": ["[Upper Sarn Haulage League]"],
    "layout.page_break": ["\n\n", "\n\n"],
    "boilerplate.comments": ["[Comment on Lanternfield Review Articles on our Facebook page](#)"],
    "boilerplate.membership": ["[Become a Member of Lanternfield Review](#)"],
    "credit.articles_by": ["Articles by: [Oriel Tamsin Vaskerly](#) and [Veldmark](#)"],
    "copyright.line": ["Copyright © [Oriel Tamsin Vaskerly](#) and [Veldmark](#), [Veldmark](#), 2021"],
    "copyright.holder": ["Oriel Tamsin Vaskerly", "Veldmark", "Veldmark"],
    "copyright.year": ["2021"],
    "disclaimer.heading": ["Disclaimer:"],
    "reuse.scope": ["on community and school websites"],
    "reuse.condition": [
        "the source and the copyright line are named",
        "along with a link to the original Lanternfield Review article",
    ],
    "reuse.contact": ["reprints@lanternfieldreview.example"],
    "contact.media": ["press@lanternfieldreview.example"],
    "site.domain": ["www.lanternfieldreview.example"],
    "fair_use.no_authorisation": ["whose owners have not in every case given specific authorization for its use"],
    "fair_use.nonprofit": ["The material on this site is shared without profit"],
    "author_bio.heading": ["About the author:"],
    "author_bio.affiliation": [
        "Lanternfield Institute for River Studies (LIRS)",
        "Delta Transport Forum (DTF), Hollen",
        "Advisory Board of Towpath Archive, Brennick",
    ],
    "author_bio.work": ["A Ledger of Locks", "Slack Water and the Price of Patience"],
    "author_bio.publisher_of_work": ["Wherry & Daughters Press"],
}


@pytest.fixture(scope="module")
def predicted() -> dict[str, list[str]]:
    with as_file(SAMPLE) as path:
        fields = json.loads(next(predict(path)))["fields"]
    found: dict[str, list[str]] = {}
    for field in fields:
        found.setdefault(field["field"], []).append(SOURCE[field["start"] : field["end"]])
    return found


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_stands_where_it_is_printed(predicted: dict[str, list[str]], name: str) -> None:
    assert predicted[name] == FIELDS[name]


def test_sentences_run_from_their_first_character_to_their_last(predicted: dict[str, list[str]]) -> None:
    for name in ("standfirst", "disclaimer", "reuse.grant", "fair_use.request", "fair_use_notice", "author_bio"):
        (words,) = predicted[name]
        assert re.search(r"^\W{0,2}\w", words), name
        assert words.endswith("."), name
    assert predicted["reuse.reserved"][0].endswith("(mailto:reprints@lanternfieldreview.example)")


def test_body_paragraphs_are_whole_over_the_page_break() -> None:
    with as_file(SAMPLE) as path:
        body = json.loads(next(predict(path)))["body"]
    paragraphs = [" ".join(SOURCE[start:end] for start, end in fragments) for fragments in body]
    assert len(paragraphs) == 8
    assert [len(fragments) for fragments in body] == [1, 1, 1, 1, 2, 1, 1, 1]
    assert "good for the river as a trading route and for the towns" in paragraphs[4]


def test_what_a_reprint_tempts_a_reader_to_get_wrong() -> None:
    record = read_document(open_document(SOURCE.encode()))
    body = " ".join(block.text_of(record.document.text) for block in record.document.blocks_of(Role.BODY))
    assert "Copyright" not in body
    assert "fair use" not in body
    assert all("[" not in link.span.of(record.document.text) for link in record.document.links)
    assert "[Upper Sarn Haulage League]" in body
    assert {link.target for link in record.document.links if not link.target.startswith(("mailto:", "http://"))} == {"#"}
    assert record.terms.licence is None
    assert record.origin.publisher is not None
    assert record.masthead.publisher is not None
    assert record.origin.publisher.value != record.masthead.publisher.value.name
    assert record.origin.published is not None
    assert record.masthead.published is not None
    assert record.origin.published.spans != record.masthead.published.spans
    assert [conflict.code for conflict in record.terms.conflicts] == ["RU401"]


def test_prediction_takes_a_path_and_gives_one_document(tmp_path: Path) -> None:
    copy = tmp_path / "copy.md"
    copy.write_text(SOURCE, "utf-8")
    lines = list(predict(copy))
    assert len(lines) == 1
    assert set(json.loads(lines[0])) == {"fields", "body"}
