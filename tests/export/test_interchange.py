"""JSON as it leaves: readable by the same structs, described by its schema, and writable whatever the page holds."""

import json

import msgspec
import pytest

from sayso.export.interchange import FORMAT, KINDS, record_json, schema_of
from sayso.intake.open import open_document
from sayso.model.record import Record
from tests.by_hand import record_of


def test_a_record_comes_back_as_it_was():
    assert msgspec.json.decode(record_json(record_of()), type=Record) == record_of()


def test_the_object_says_what_it_is_first():
    assert record_json(record_of()).startswith(f'{{"sayso":{FORMAT},"kind":"record","document":'.encode())


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_reference_of_a_schema_leads_somewhere(kind):
    schema = schema_of(kind)
    text = json.dumps(schema)
    references = {part.split('"')[0] for part in text.split('"$ref": "#/$defs/')[1:]}
    assert references <= set(schema["$defs"])
    assert schema["properties"]["kind"] == {"const": kind}
    assert schema["required"][:2] == ["sayso", "kind"]


def test_the_schema_names_every_field_that_is_printed():
    assert set(json.loads(record_json(record_of()))) == set(schema_of("record")["properties"])


def test_half_a_character_in_metadata_does_not_stop_the_writing():
    page = b"""<!doctype html><html><head><title>Lamps</title>
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lamps \\ud800 lit"}</script></head>
    <body><h1>Lamps lit</h1><p>The boats came in before dawn.</p></body></html>"""
    document = open_document(page)
    assert any(value.value == "Lamps \ufffd lit" for value in document.markup)
    assert json.loads(msgspec.json.encode(document))["text"] == document.text
