"""What a standards desk would ask: a check fires where it should, and is silent where a second reading is possible."""

import pytest
from msgspec.structs import replace

from sayso.cli.checks import CHECKS
from sayso.cli.sourcing import (
    find_headline_quotations,
    find_single_source,
    find_unclaimed,
    find_undetermined,
    find_unexplained,
    find_unnamed_figures,
)
from sayso.model.statement import Manner, QuotationKind, SourceKind, Voice
from tests.by_hand import at, record_of


def alone():
    record = record_of()
    return replace(record, attributions=record.attributions[:2], sources=record.sources[:1], voices=record.voices[:5])


def with_clerk(**changes):
    record = record_of()
    return replace(record, sources=(record.sources[0], replace(record.sources[1], **changes)))


def sure(record):
    return replace(record, attributions=tuple(replace(one, p=0.9) for one in record.attributions))


def test_a_piece_with_one_source_is_said_to_have_one():
    [found] = find_single_source(alone())
    assert found.sentence == "all 2 statements go back to one source, Ansel Brook"
    assert found.span.of(record_of().document.text) == "keeper Ansel Brook"


def test_two_sources_raise_no_alarm():
    assert not list(find_single_source(record_of()))


def test_a_quotation_laid_to_nobody_may_be_a_second_source():
    record = alone()
    loose = replace(record.quotations[1], parts=(at(record.document, "Boats waited at the bend."),))
    assert not list(find_single_source(replace(record, quotations=(*record.quotations, loose))))


def test_a_piece_in_which_nobody_speaks_has_no_single_source():
    assert not list(find_single_source(replace(record_of(), attributions=(), sources=(), voices=())))


def test_undetermined_passages_are_one_notice_and_short_clauses_none():
    record = record_of()
    assert not list(find_undetermined(record))
    told = tuple(replace(run, voice=Voice.UNDETERMINED, manner=None) if run.attribution == 1 else run for run in record.voices)
    [found] = find_undetermined(replace(record, voices=told))
    assert found.sentence.startswith(
        "a passage (58% of the text) may go back to Ansel Brook or to the outlet: “The council, he added,"
    )


def test_a_quotation_of_nobody_is_found_and_titles_and_furniture_are_not():
    record = record_of()
    loose = replace(record.quotations[1], parts=(at(record.document, "Boats waited at the bend."),))
    with_loose = replace(record, quotations=(*record.quotations, loose), voices=())
    [found] = find_unclaimed(with_loose)
    assert found.sentence == "nobody is named for “Boats waited at the bend.”"
    title = replace(loose, kind=QuotationKind.TITLE)
    outside = replace(loose, parts=(at(record.document, "All rights reserved."),))
    assert not list(find_unclaimed(replace(record, quotations=(title, outside))))
    assert not list(find_unclaimed(record))


def test_a_statement_whose_source_is_left_out_names_nobody():
    record = record_of()
    unsaid = replace(record.attributions[0], source=())
    voices = tuple(run for run in record.voices if run.attribution != 0)
    changed = replace(record, attributions=(unsaid, *record.attributions[1:]), sources=record.sources[1:], voices=voices)
    assert [found.span for found in find_unclaimed(changed)] == [record.quotations[1].span]  # “and the lamps.” is too short


def test_a_figure_of_an_unnamed_source_is_found_with_its_place():
    [found] = find_unnamed_figures(sure(record_of()))
    assert found.sentence == "“A clerk”, not named, is the only source of a figure: 40"
    assert found.span == at(record_of().document, "40")


def test_a_figure_that_a_named_source_shares_or_that_is_uncertain_is_not():
    assert not list(find_unnamed_figures(record_of()))
    assert not list(find_unnamed_figures(sure(with_clerk(named=True, kind=SourceKind.PERSON))))
    record = sure(record_of())
    shared = replace(record.sources[0], statements=(0, 1, 2))
    assert not list(find_unnamed_figures(replace(record, sources=(shared, record.sources[1]))))


def test_words_without_a_name_need_a_reason():
    record = with_clerk(anonymity=None)
    assert not list(find_unexplained(record))
    quoted = tuple(replace(one, manner=Manner.DIRECT) for one in record.attributions)
    [found] = find_unexplained(replace(record, attributions=quoted))
    assert found.sentence.startswith("“A clerk” is quoted without a name")
    assert not list(find_unexplained(replace(record_of(), attributions=quoted)))


@pytest.mark.parametrize("words", ["\x1b[2J\u202eA clerk", "A clerk\nsayso: all is well"])
def test_a_name_from_outside_stays_legible_in_a_finding(words):
    record = sure(record_of())
    name = replace(record.sources[1].name, value=words)
    [found] = find_unnamed_figures(replace(record, sources=(record.sources[0], replace(record.sources[1], name=name))))
    assert not set(found.sentence) & set("\x1b\u202e\n")


def test_the_headline_check_is_as_before():
    [found] = find_headline_quotations(record_of())
    assert found.sentence == "quoted words in the headline have no match in the body"


def test_codes_are_in_order_and_notices_are_named():
    assert [check.code for check in CHECKS] == ["EX501", "OR203", "RU401", *(f"SV10{number}" for number in range(1, 7))]
    assert [check.code for check in CHECKS if check.notice] == ["SV101", "SV103"]
