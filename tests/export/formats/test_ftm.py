"""FollowTheMoney: entities that hang together, and none that two articles share."""

import io
import json

from sayso.export.format import Choices
from sayso.export.formats.ftm import FORMAT, entities_of
from tests.export.items import SAMPLES, TOMBSTONE, by_hand, sample, samples


def test_each_named_source_is_an_entity_tied_to_its_article():
    entities = list(entities_of(sample(SAMPLES[1])))
    by_id = {one["id"]: one for one in entities}
    assert len(by_id) == len(entities)
    assert [one["schema"] for one in entities if one["schema"] in ("Article", "Person", "Organization")] == [
        "Article",
        "Person",
        "Person",
        "Organization",
    ]
    for one in entities:
        for name in ("document", "resolved", "entity"):
            for target in one["properties"].get(name, []):
                assert target in by_id
    [tie] = [
        one
        for one in entities
        if one["schema"] == "Documentation" and "Jorun Ashby" in str(by_id[one["properties"]["entity"][0]])
    ]
    assert tie["properties"]["summary"] == ["statements: 1 direct"]
    assert {"Harbour Commissioner"} == {role for one in entities for role in one["properties"].get("position", [])}


def test_nobody_unnamed_and_no_document_becomes_an_entity():
    for item in (*samples(), by_hand()):
        named = {source.name.value for source in item.record.sources if source.named}
        for one in entities_of(item):
            if one["schema"] in ("Person", "Organization", "LegalEntity"):
                assert set(one["properties"]["name"]) <= named


def test_two_articles_share_no_entity():
    ids = [{one["id"] for one in entities_of(item)} for item in (*samples(), by_hand())]
    assert sum(map(len, ids)) == len(set().union(*ids))


def test_values_are_lists_of_text_and_none_is_empty():
    out = io.BytesIO()
    written = FORMAT.to_file((*samples(), TOMBSTONE, by_hand()), out, Choices())
    for line in out.getvalue().splitlines():
        one = json.loads(line)
        assert set(one) == {"id", "schema", "properties"}
        for values in one["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            assert len(values) == len(set(values))
    assert (written.items, written.withheld) == (3, 1)
