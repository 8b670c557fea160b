"""ninjs: objects that the published schema takes."""

import io
import json
from datetime import datetime

import pytest
from msgspec.structs import replace

from sayso.export.format import Choices
from sayso.export.formats.ninjs import FORMAT, news_object
from sayso.model.dates import PartialDate
from tests.export.items import HOSTILE, SAMPLES, TOMBSTONE, by_hand, hostile, sample, samples

VALUED = {"role", "contentType", "value"}
NAMED = {"name", "rel", "uri", "literal"}
SCHEMA = {
    "uri": str,
    "type": ("text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"),
    "representationType": ("full", "partial"),
    "profile": str,
    "versionCreated": datetime,
    "contentCreated": datetime,
    "pubStatus": ("usable", "withheld", "canceled"),
    "copyrightHolder": str,
    "copyrightNotice": str,
    "usageTerms": str,
    "edNote": str,
    "language": str,
    "descriptions": VALUED,
    "bodies": VALUED | {"charCount", "wordCount"},
    "headlines": VALUED,
    "people": NAMED | {"contactInfo"},
    "organisations": NAMED | {"symbols", "contactInfo"},
    "subjects": NAMED | {"creator", "relevance", "confidence"},
    "infoSources": {"name", "role", "uri", "literal", "contactInfo"},
    "by": str,
    "located": str,
    "altIds": {"role", "value"},
    "standard": {"name", "version", "schema"},
    "rightsInfo": {"langId", "linkedRights", "encodedRights"},
}
"""The properties of ninjs 3.0 that are used here, as its JSON Schema has them: text, one of some words, a moment, or lists of
objects with these members and no others."""


def complaints(found):
    """What the schema has against an object."""
    if "uri" not in found:
        yield "no uri"
    for name, value in found.items():
        rule = SCHEMA.get(name)
        if rule is None:
            yield f"no such property: {name}"
        elif isinstance(rule, tuple) and value not in rule:
            yield f"{name}: {value}"
        elif rule is str and not isinstance(value, str):
            yield f"{name} is no text"
        elif rule is datetime and datetime.fromisoformat(value).tzinfo is None:
            yield f"{name} is no moment"
        elif isinstance(rule, set):
            for one in [value] if isinstance(value, dict) else value:
                if not set(one) <= rule:
                    yield f"{name}: {sorted(set(one) - rule)}"
                if rule >= VALUED and "value" not in one:
                    yield f"{name} without value"
                if not all(isinstance(member, str | int) for member in one.values()):
                    yield f"{name}: {one}"


@pytest.mark.parametrize("item", [*samples(), by_hand(), TOMBSTONE, *map(hostile, HOSTILE)], ids=lambda item: item.id[:8])
def test_every_object_is_one_the_schema_takes(item):
    assert list(complaints(news_object(item))) == []


def test_what_the_sample_says():
    found = news_object(sample(SAMPLES[0]))
    assert found["headlines"][0]["value"].startswith("Quillhaven Barges")
    assert found["infoSources"] == [
        {"name": "Lanternfield Review", "role": "publisher"},
        {"name": "Veldmark", "role": "first publisher"},
    ]
    assert {(one["name"], one["rel"]) for one in found["subjects"]} >= {("RIVERS", "dossier"), ("Inland Shipping", "theme")}
    assert found["bodies"][0]["charCount"] == len(found["bodies"][0]["value"])


def test_a_day_is_no_moment_and_is_given_in_words():
    item = by_hand()
    found = news_object(item)
    assert found["contentCreated"] == "2031-05-03T09:00:00+02:00"
    published = replace(item.record.masthead.published, value=PartialDate("2031-05"))
    record = replace(item.record, masthead=replace(item.record.masthead, published=published))
    found = news_object(replace(item, record=record))
    assert "contentCreated" not in found
    assert {"role": "published", "contentType": "text/plain", "value": "2031-05"} in found["descriptions"]


def test_one_line_an_object_and_a_withdrawn_one_is_canceled():
    out = io.BytesIO()
    written = FORMAT.to_file((*samples(), TOMBSTONE), out, Choices())
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["pubStatus"] for line in lines] == ["usable", "usable", "canceled"]
    assert (written.items, written.tombstones) == (2, 1)
