"""BibTeX and CSL-JSON: names as printed, and words that LaTeX does not obey."""

import io
import json
import re

import pytest
from msgspec.structs import replace

from sayso.export.format import Choices
from sayso.export.formats.bibtex import FORMAT as BIBTEX
from sayso.export.formats.bibtex import entry, plain
from sayso.export.formats.csl import FORMAT as CSL
from sayso.export.formats.csl import citation
from sayso.model.dates import PartialDate
from tests.export.items import HOSTILE, SAMPLES, TOMBSTONE, by_hand, hostile, sample, samples


def test_a_bibtex_entry():
    assert entry(sample(SAMPLES[0])) == (
        "@article{lanternfield-review-2021-8312cd51c25e,\n"
        "  title = {{Quillhaven Barges Ran All Summer, Which Is Why Port Amsel ‘Settled for a Toll Truce’}},\n"
        "  author = {Oriel Tamsin Vaskerly and {Veldmark}},\n"
        "  journal = {Lanternfield Review},\n"
        "  year = {2021},\n"
        "  date = {2021-06-15},\n"
        "  note = {First published by Veldmark 2021-06-14},\n"
        "  month = jun,\n"
        "}\n"
    )


@pytest.mark.parametrize("words", [*HOSTILE, "{", "}}}", "\\input{x}", "100%", "a and b", "Ann, Jr."])
def test_no_word_can_leave_its_braces_or_give_a_command(words):
    found = entry(hostile(words))
    depth = 0
    for sign in found:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)[%#$&_]", plain(words))
    commands = set(re.findall(r"\\[a-z]+", plain(words)))
    assert commands <= {"\\textbackslash", "\\textbraceleft", "\\textbraceright", "\\textasciitilde", "\\textasciicircum"}


def test_keys_do_not_change_with_their_neighbours_and_differ_for_one_title():
    out = io.BytesIO()
    twin = replace(by_hand(), id="a" * 64)
    written = BIBTEX.to_file((by_hand(), twin, TOMBSTONE, *samples()), out, Choices())
    keys = re.findall(r"^@article{(.*),$", out.getvalue().decode(), re.M)
    assert len(set(keys)) == len(keys) == 4
    assert keys[0] in entry(by_hand())
    assert (written.items, written.withheld) == (4, 1)


def test_a_csl_citation():
    found = citation(sample(SAMPLES[0]))
    assert found["type"] == "article-newspaper"
    assert found["author"] == [{"literal": "Oriel Tamsin Vaskerly"}, {"literal": "Veldmark"}]
    assert found["issued"] == {"date-parts": [[2021, 6, 15]]}
    assert found["original-publisher"] == "Veldmark"
    assert found["original-date"] == {"date-parts": [[2021, 6, 14]]}


@pytest.mark.parametrize(("iso", "parts"), [("2031", [2031]), ("2031-05", [2031, 5]), ("2031-05-03T09:00Z", [2031, 5, 3])])
def test_a_date_is_as_precise_as_it_was_printed(iso, parts):
    item = by_hand()
    published = replace(item.record.masthead.published, value=PartialDate(iso))
    record = replace(item.record, masthead=replace(item.record.masthead, published=published))
    assert citation(replace(item, record=record))["issued"] == {"date-parts": [parts]}
    assert f"date = {{{iso[:10]}}}" in entry(replace(item, record=record))


def test_the_csl_file_is_one_array_without_withdrawn_items():
    out = io.BytesIO()
    written = CSL.to_file((*samples(), TOMBSTONE, hostile(HOSTILE[0])), out, Choices())
    assert [one["title"] for one in json.loads(out.getvalue())][2] == HOSTILE[0]
    assert (written.items, written.withheld) == (3, 1)
