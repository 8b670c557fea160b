"""Shares: whose the characters of a body are."""

from msgspec.structs import replace

from sayso.export.shares import voice_shares
from sayso.model.finding import Finding, Ground, rule
from sayso.model.statement import Source, SourceKind
from sayso.reading.pipeline import read_document
from tests.reading.marked import plain_document

TEXT = "Odell said the ferry sank last year.\n\n“We sail,” he said.\n\nThe quay was empty yesterday.\n"


def source(name: str, *statements: int, named: bool = True) -> Source:
    value = Finding(value=name, ground=Ground.PRINTED, by=rule("sources/test"))
    return Source(name=value, kind=SourceKind.PERSON, named=named, mentions=(), statements=statements)


def test_shares_add_up_to_one_and_always_hold_the_undetermined() -> None:
    shares = voice_shares(read_document(plain_document(TEXT)))
    assert dict(shares.counts)["direct"] == len("“Wesail,”")
    assert abs(sum(share for _, share in shares.shares) - 1) < 1e-9
    assert dict(shares.shares)["undetermined"] == 0
    assert shares.cue == len("Odellsaid") + len("hesaid.")


def test_sources_are_counted_once_and_only_where_they_answer_for_something() -> None:
    record = read_document(plain_document(TEXT))
    assert voice_shares(replace(record, sources=())).single_source is None
    one = voice_shares(replace(record, sources=(source("Orin Odell", 0, 1), source("Tam Prynne", 7))))
    assert (one.sources, one.named_sources, one.single_source) == (1, 1, True)
    two = voice_shares(replace(record, sources=(source("Orin Odell", 0), source("an officer", 1, named=False))))
    assert (two.sources, two.named_sources, two.single_source) == (2, 1, False)


def test_text_without_body_has_no_shares() -> None:
    shares = voice_shares(read_document(plain_document("")))
    assert shares.characters == 0
    assert all(share == 0 for _, share in shares.shares)
