"""JSON that is printed on a terminal: no character in it acts."""

import msgspec

from sayso.export.interchange import record_json
from sayso.intake.open import open_document
from sayso.model.legible import find_silent
from sayso.model.record import Record
from sayso.reading.pipeline import read_document


def test_json_holds_no_character_that_acts_and_says_the_same() -> None:
    acting = "\x9b2J\u202e\u2066\u200f\u2028\x85\U000e0041\x7f"
    page = f"<html><title>Ferry{acting}</title><article><h1>Ferry{acting}</h1><p>It sails at nine.</p></article></html>"
    record = read_document(open_document(page.encode()))
    written = record_json(record)
    assert not find_silent(written.decode())
    assert msgspec.json.decode(written, type=Record) == record
