"""NewsArticle: only what schema.org has, only what the record says."""

import io
import json
import re

import pytest
from msgspec.structs import replace

from sayso.export.format import Choices
from sayso.export.formats.newsarticle import FORMAT, news_article
from sayso.export.trees import json_for_html
from sayso.model.finding import Finding, Ground
from sayso.model.record import Licence
from tests.by_hand import MADE
from tests.export.items import HOSTILE, SAMPLES, TOMBSTONE, by_hand, hostile, sample, samples

PROPERTIES = frozenset(
    "@context @type @id @graph url headline description author publisher datePublished dateModified dateline inLanguage articleSection "
    "about isPartOf keywords isBasedOn sourceOrganization copyrightHolder copyrightYear copyrightNotice creditText license usageInfo "
    "hasPart wordCount articleBody name inDefinedTermSet parentOrganization contactPoint contactType email text spokenByCharacter "
    "jobTitle creativeWorkStatus expires".split()
)
"""Every one looked up at schema.org, with the type it is used on."""


def properties(tree):
    if isinstance(tree, dict):
        return set(tree).union(*map(properties, tree.values()))
    if isinstance(tree, list):
        return set().union(*map(properties, tree))
    return set()


def test_masthead_origin_filing_and_rights_of_the_sample():
    found = news_article(sample(SAMPLES[0]))
    assert found["headline"].startswith("Quillhaven Barges")
    assert found["author"] == [
        {"@type": "Person", "name": "Oriel Tamsin Vaskerly"},
        {"@type": "Organization", "name": "Veldmark"},
    ]
    assert found["isBasedOn"] == {
        "@type": "NewsArticle",
        "publisher": {"@type": "Organization", "name": "Veldmark"},
        "datePublished": "2021-06-14",
    }
    assert found["datePublished"] == "2021-06-15"
    assert found["isPartOf"] == [{"@type": "CreativeWorkSeries", "name": "RIVERS"}]
    assert found["copyrightHolder"] == [
        {"@type": "Person", "name": "Oriel Tamsin Vaskerly"},
        {"@type": "Organization", "name": "Veldmark"},
    ]
    assert found["copyrightYear"] == 2021
    assert "license" not in found
    assert found["usageInfo"]["text"].count("gives permission to repost") == 1
    assert found["articleBody"].startswith("The pause in lock dues")


def test_only_words_in_quotation_marks_are_quotations():
    item = sample(SAMPLES[0])
    quotations = news_article(item)["hasPart"]
    assert len(quotations) == 8
    for quotation in quotations:
        assert quotation["text"].startswith("“")
        assert quotation["spokenByCharacter"][0]["name"] == "Oriel Tamsin Vaskerly"


def test_a_licence_that_does_not_cover_the_text_is_not_its_licence():
    item = by_hand()
    assert "license" not in news_article(item)
    licence = Finding(value=Licence("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"), ground=Ground.PRINTED, by=MADE)
    terms = replace(item.record.terms, licence=licence)
    covered = news_article(replace(item, record=replace(item.record, terms=terms)))
    assert covered["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_no_property_that_schema_org_does_not_have():
    for item in (*samples(), by_hand(), TOMBSTONE, *map(hostile, HOSTILE)):
        assert properties(news_article(item)) <= PROPERTIES


def test_the_file_is_one_graph_and_a_tombstone_says_that_it_was_withdrawn():
    out = io.BytesIO()
    written = FORMAT.to_file((*samples(), TOMBSTONE), out, Choices())
    found = json.loads(out.getvalue())
    assert [one["@type"] for one in found["@graph"]] == ["NewsArticle", "NewsArticle", "CreativeWork"]
    assert found["@graph"][2]["creativeWorkStatus"] == "Withdrawn"
    assert (written.items, written.tombstones) == (2, 1)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_it_can_end_the_element_it_is_embedded_in(words):
    found = json_for_html(news_article(hostile(words)))
    assert not re.search("[<>&\u202e\x1b\x00]", found)
    assert json.loads(found)["headline"] == words
    assert "url" not in json.loads(found)
