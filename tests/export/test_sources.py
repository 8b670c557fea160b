"""The ledger of sources: one entry a source, each statement's source, and doubt as doubt."""

import pytest
from msgspec.structs import replace

from sayso.export.sources import SourceLedger, cue_act, doubt, is_doubtful, letters, relayed_by, said_how, sole_source
from sayso.model.statement import SourceKind
from tests.by_hand import printed, record_of


def test_an_entry_says_what_a_source_is_and_how_it_is_quoted():
    keeper, clerk = SourceLedger(record_of()).entries
    assert (keeper.label, keeper.name, keeper.kind, keeper.standing) == ("A", "Ansel Brook", "person", "named")
    assert (clerk.label, clerk.name, clerk.kind, clerk.standing) == ("B", "A clerk", "person", "unnamed: official")
    assert keeper.said_to_be == ("keeper", "the League")
    assert keeper.other_names == ("Brook",)
    assert dict(keeper.manners) == {"direct": 1, "indirect": 1, "mixed": 0}
    assert said_how(keeper, 2 * keeper.characters) == "2 statements: 1 direct, 1 indirect; 50% of the text"
    assert said_how(replace(clerk, characters=1), 1000) == "1 indirect statement; <1% of the text"


def test_each_statement_has_its_sources_and_one_may_have_two():
    record = record_of()
    ledger = SourceLedger(record)
    assert [[entry.label for entry in ledger.of(index)] for index in range(4)] == [["A"], ["A"], ["B"], []]
    keeper, clerk = record.sources
    joint = SourceLedger(replace(record, sources=(keeper, replace(clerk, statements=(1, 2)))))
    assert [entry.label for entry in joint.of(1)] == ["A", "B"]


def test_what_a_source_only_wants_is_no_statement():
    record = record_of()
    wanted = tuple(replace(one, reports=number != 2) for number, one in enumerate(record.attributions))
    clerk = SourceLedger(replace(record, attributions=wanted)).entries[1]
    assert (clerk.statements, clerk.attitudes) == ((), (3,))
    assert clerk not in SourceLedger(replace(record, attributions=wanted)).stating


def test_what_another_tells_of_is_relayed_and_no_statement_of_ones_own():
    first, second, third = record_of().attributions
    record = replace(record_of(), attributions=(first, second, replace(third, within=1)))
    ledger = SourceLedger(record)
    keeper, clerk = ledger.entries
    assert (clerk.statements, clerk.attitudes, clerk.relayed) == ((), (), (3,))
    assert said_how(clerk, 0) == "1 relayed"
    assert relayed_by(record, ledger, 2) == ("Ansel Brook",)
    assert relayed_by(record, ledger, 1) == ()
    assert sole_source(record, ledger) == keeper
    assert ledger.stating == (keeper,)


def alone():
    record = record_of()
    return replace(record, attributions=record.attributions[:2], sources=record.sources[:1], voices=record.voices[:5])


def test_one_source_is_the_only_one_where_all_goes_back_to_it():
    assert sole_source(alone(), SourceLedger(alone())).name == "Ansel Brook"
    assert sole_source(record_of(), SourceLedger(record_of())) is None


def test_a_statement_of_nobody_known_may_be_anothers():
    loose = replace(record_of(), sources=record_of().sources[:1])
    assert sole_source(loose, SourceLedger(loose)) is None
    voices = tuple(replace(run, attribution=None) for run in alone().voices)
    unclaimed = replace(alone(), voices=voices)
    assert sole_source(unclaimed, SourceLedger(unclaimed)) is None
    unclear = replace(alone(), sources=(replace(alone().sources[0], kind=SourceKind.UNCLEAR),))
    assert sole_source(unclear, SourceLedger(unclear)) is None


def test_the_outlet_itself_is_no_second_source():
    record = record_of()
    outlet = replace(record.sources[1], kind=SourceKind.OUTLET)
    record = replace(record, sources=(record.sources[0], outlet))
    ledger = SourceLedger(record)
    assert ledger.entries[1].standing == ""
    assert sole_source(record, ledger).name == "Ansel Brook"


@pytest.mark.parametrize(
    ("p", "shown"),
    [(0.83, "p .83"), (0.5, "p .50"), (0.051, "p .05"), (1.0, "p >.99"), (0.996, "p >.99"), (0.001, "p <.01"), (None, "")],
)
def test_a_probability_is_shown_as_doubt_and_never_as_certainty(p, shown):
    assert doubt(p) == shown


def test_a_statement_without_a_probability_is_not_marked():
    assert [is_doubtful(one) for one in record_of().attributions] == [False, False, True]


def test_labels_go_on_after_z():
    assert [letters(number) for number in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_the_cue_has_the_class_that_the_lexicon_gives_it():
    first, _, third = record_of().attributions
    assert cue_act(record_of(), first).sort == "speech"
    assert cue_act(record_of(), third) is None


def test_names_from_outside_are_one_legible_line():
    record = record_of()
    name = printed(record.document, "Ansel\x1b[2J\n\u202eBrook", "Ansel Brook")
    [keeper, _] = SourceLedger(replace(record, sources=(replace(record.sources[0], name=name), record.sources[1]))).entries
    assert keeper.name == "Ansel<U+001B>[2J <U+202E>Brook"
