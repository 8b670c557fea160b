"""Web annotations: every finding has one, and each finds its words again."""

import io
import json

import msgspec
import pytest

from sayso.config import DEFAULT_MODEL
from sayso.export.findings import findings_of
from sayso.export.format import Choices
from sayso.export.formats.annotations import FORMAT, annotations_of
from sayso.model.finding import Finding, Maker, MakerKind
from sayso.reading.tagging import load_weights
from tests.export.items import HOSTILE, SAMPLES, TOMBSTONE, by_hand, hostile, sample, samples

MOTIVATIONS = {"describing", "tagging", "classifying", "identifying", "commenting"}
"""Those of the standard's list that are used here."""


def counted(value) -> int:
    """How many findings there are anywhere in a value, candidates for the origin left out."""
    if isinstance(value, Finding):
        return 1
    if isinstance(value, tuple):
        return sum(map(counted, value))
    if isinstance(value, msgspec.Struct):
        return sum(counted(getattr(value, name)) for name in value.__struct_fields__ if name != "candidates")
    return 0


@pytest.mark.parametrize("item", [*map(sample, SAMPLES), by_hand()], ids=lambda item: item.id[:8])
def test_there_is_one_annotation_for_each_finding(item):
    record = item.record
    heads = (record.masthead, record.origin, record.filing, record.terms, record.biographies)
    assert len(list(findings_of(record))) == counted(heads)
    rest = (record.attributions, record.sources, record.voices, record.quotations, record.insertions, record.remarks)
    assert len(list(annotations_of(item))) == counted(heads) + sum(map(len, rest))


@pytest.mark.parametrize("item", [*map(sample, SAMPLES), by_hand()], ids=lambda item: item.id[:8])
def test_position_and_quote_lead_to_the_same_words(item):
    text, ids = item.record.document.text, set()
    for one in annotations_of(item):
        ids.add(one["id"])
        assert one["type"] == "Annotation"
        assert one["motivation"] in MOTIVATIONS
        assert one["creator"]["name"]
        assert one["target"]
        for target in one["target"]:
            if isinstance(target, str) or target["sayso:layer"] == "original":
                continue
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])
            assert len(quote["prefix"]) <= 32
            assert len(quote["suffix"]) <= 32
    assert len(ids) == len(list(annotations_of(item)))


def test_creator_is_the_rule_or_model_or_person_with_its_version():
    found = {one["creator"].get("sayso:maker"): one["creator"] for one in annotations_of(sample(SAMPLES[0]))}
    assert found["model"] == {
        "type": "Software",
        "name": "tagging/polnear",
        "schema:softwareVersion": load_weights(DEFAULT_MODEL).version,
        "sayso:maker": "model",
    }
    assert found["rule"]["schema:softwareVersion"]
    item = by_hand()
    person = Maker(MakerKind.PERSON, "Maren Tolliver", "2031-05-04")
    title = msgspec.structs.replace(item.record.masthead.title, by=person, replaces="0" * 16)
    masthead = msgspec.structs.replace(item.record.masthead, title=title)
    changed = msgspec.structs.replace(item, record=msgspec.structs.replace(item.record, masthead=masthead))
    first = next(iter(annotations_of(changed)))
    assert first["creator"] == {"type": "Person", "name": "Maren Tolliver"}
    assert first["body"][1]["sayso:replaces"] == "0" * 16


def test_the_file_is_one_collection_with_tombstones_and_a_total():
    out = io.BytesIO()
    written = FORMAT.to_file((*samples(), TOMBSTONE), out, Choices(title="Two papers"))
    found = json.loads(out.getvalue())
    assert found["type"] == "AnnotationCollection"
    assert found["label"] == "Two papers"
    assert found["first"]["type"] == "AnnotationPage"
    assert found["total"] == len(found["first"]["items"]) == sum(len(list(annotations_of(item))) for item in samples()) + 1
    assert found["first"]["partOf"] == found["id"]
    assert found["last"] == found["first"]["id"]
    assert found["first"]["items"][-1]["target"] == [f"urn:sha256:{TOMBSTONE.id}"]
    assert (written.items, written.tombstones) == (2, 1)
    again = io.BytesIO()
    FORMAT.to_file((*samples(), TOMBSTONE), again, Choices(title="Two papers"))
    assert again.getvalue() == out.getvalue()


def test_an_empty_library_is_an_empty_collection():
    out = io.BytesIO()
    FORMAT.to_file([], out, Choices())
    assert json.loads(out.getvalue())["total"] == 0


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words):
    out = io.BytesIO()
    FORMAT.to_file([hostile(words)], out, Choices(title=words))
    assert json.loads(out.getvalue())["label"] == words
    assert not {"\u202e", "\x1b", "\x00"} & set(out.getvalue().decode())
    for one in json.loads(out.getvalue())["first"]["items"]:
        for target in one["target"]:
            assert (target if isinstance(target, str) else target["source"]).startswith("urn:sha256:")
