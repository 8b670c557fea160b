"""Terms: whose the text is, what a reader may do with it, whom to ask, and where the page contradicts itself.

Each case is what stands below one and the same article of an invented newspaper.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.open import open_document
from sayso.language.copyright import find_copyright_lines
from sayso.language.furniture import classify_inside, classify_line
from sayso.language.licences import find_licences, licence_at
from sayso.language.tables import read_table
from sayso.language.terms import find_term_words
from sayso.model.document import Document
from sayso.model.finding import Finding, Ground, rule
from sayso.model.record import ConditionKind, ContactPurpose, Masthead, Origin, Publisher, Relation, Terms
from sayso.reading.terms import read_terms

ARTICLE = """# Two towns share a lock

By Oriel Vaskerly

The councils of Quillhaven and Port Amsel agreed on Thursday to split the cost of repairing the lower lock on the Sarn, ending
a disagreement that had kept the gates half open since the spring of last year.

“We have spent more on letters about this lock than on paint for it,” said Harbour Commissioner Jorun Ashby, who led the talks.

The work will cost about 2.3 million crowns and should take 14 weeks, a statement from both councils said.

"""


def printed(value: object) -> Finding[object]:
    return Finding(value=value, ground=Ground.INFERRED, by=rule("test"))


def masthead(outlet: str = "Brennick Courier") -> Masthead:
    return Masthead(publisher=printed(Publisher(outlet)))  # type: ignore[arg-type]


def origin(publisher: str | None = None, relation: Relation = Relation.NONE, wire: tuple[str, ...] = ()) -> Origin:
    return Origin(
        relation=printed(relation),  # type: ignore[arg-type]
        publisher=printed(publisher) if publisher else None,  # type: ignore[arg-type]
        wire=tuple(printed(agency) for agency in wire),  # type: ignore[misc]
    )


def page(below: str, above: str = "") -> Document:
    return open_document((ARTICLE.replace("\n\n“We", f"\n\n{above}“We") + below + "\n").encode())


def terms_of(below: str, came_from: Origin | None = None) -> Terms:
    return read_terms(page(below), masthead(), came_from or origin())


HOLDERS = {
    "Copyright © 2021 The Lantern. All rights reserved.": ("The Lantern", "2021"),
    "© Veldmark, 2021": ("Veldmark", "2021"),
    "(c) 2021 Veldmark": ("Veldmark", "2021"),
    "© 2009–2021, Veldmark Media Group, Inc. PO Box 21, Brennick": ("Veldmark Media Group, Inc.", "2009–2021"),
    "The-Northmere-Wire™ & © 2021 Northmere News Network, Inc., a Hollen Company. All rights reserved.": (
        "Northmere News Network, Inc.",
        "2021",
    ),
    "Via Pressemakler.info Copyright @ 2021 The New Delta.": ("The New Delta", "2021"),
    "Copyright Sarn Business Journal": ("Sarn Business Journal", None),
    "© Copyright 2021, City Edges": ("City Edges", "2021"),
    "All site contents © Copyright 2021 The Brennick Times, LLC | 36 Quay Street": ("The Brennick Times, LLC", "2021"),
    "©2021 Delta News, a division of Hollen Entertainment Inc.": ("Delta News", "2021"),
    "Copyright 2021 by the Northmere Press.": ("the Northmere Press", "2021"),
    "© Lanternfield News & Media Limited or its affiliated companies": ("Lanternfield News & Media Limited", None),
    "© Anstalt “TV-Veldmark”, 2005–2021. All rights reserved.": ("Anstalt “TV-Veldmark”", "2005–2021"),
    "© Sarntaler Bote Verlags GmbH & Co. KG. Alle Rechte vorbehalten.": ("Sarntaler Bote Verlags GmbH & Co. KG", None),
    "2021 The Delta Local, All Rights Reserved.": ("The Delta Local", "2021"),
    "All content copyright The Lantern 2021": ("The Lantern", "2021"),
    "Delta News Network © 2021": ("Delta News Network", "2021"),
    "2021 © Delta News": ("Delta News", "2021"),
    "Copyright 2021 Delta News, Hollen. All rights reserved.": ("Delta News", "2021"),
    "© All rights reserved Sarn Institute 2021": ("Sarn Institute", "2021"),
}


@pytest.mark.parametrize("line", HOLDERS)
def test_a_copyright_line_names_its_holder(line: str) -> None:
    found = terms_of(line)
    assert found.nearest_holder is not None
    assert (found.nearest_holder.value.name, found.nearest_holder.value.years) == HOLDERS[line]


@pytest.mark.parametrize(
    "line",
    [
        "© Getty Images",
        "Photo: © 2021 Ansel Brook",
        "© Veldmark / Ansel Brook",
        "Copyright Policy",
        "Copyright/IP notice",
        "All rights reserved.",
        "© 2021 All rights reserved.",
        "The harbour is run by a 501(c)(3) body.",
        "© Provided by Veldmark",
        "Northmere articles: Copyright © 2021 Northmere Press.",
        "The Copyright Office said on Monday that it had received the letter.",
    ],
)
def test_what_is_no_copyright_line_of_the_text_names_nobody(line: str) -> None:
    assert terms_of(line).nearest_holder is None


def test_a_line_about_an_agencys_texts_counts_on_a_text_of_the_agency() -> None:
    found = terms_of("Northmere Press articles: Copyright © 2021 Northmere Press.", origin(wire=("Northmere Press",)))
    assert found.nearest_holder is not None
    assert found.nearest_holder.value.name == "Northmere Press"


def test_the_line_nearest_to_the_text_goes_before_the_sites_footer() -> None:
    html = """<html><body><article><h1>Two towns share a lock</h1>
    <p>The councils of Quillhaven and Port Amsel agreed on Thursday to split the cost of repairing the lower lock on the Sarn.</p>
    <p>The work will cost about 2.3 million crowns and should take 14 weeks, a statement from both councils said on Friday.</p>
    <p>Ferry services will run to the usual timetable, the operator, Delta Crossings, said in a letter to its passengers.</p>
    <p>© 2021 Northmere Press. All rights reserved.</p></article>
    <footer><p class="footer">© 2022 Brennick Courier, Inc.</p></footer></body></html>"""
    found = read_terms(open_document(html.encode()), masthead(), origin())
    assert [holder.value.name for holder in found.holders] == ["Northmere Press", "Brennick Courier, Inc."]
    assert found.nearest_holder == found.holders[0]


def test_linked_names_are_holders_of_their_own() -> None:
    found = terms_of("Copyright © [Oriel Vaskerly](#) and [Veldmark](#), 2021")
    assert [holder.value.name for holder in found.holders] == ["Oriel Vaskerly", "Veldmark"]


def test_two_holders_are_told_apart_by_names_printed_elsewhere() -> None:
    line = "(c) 2021 by Oriel Vaskerly and Brennick Courier"
    assert [holder.value.name for holder in terms_of(line).holders] == ["Oriel Vaskerly", "Brennick Courier"]
    line = "(c) 2021 by Holloway and Daughters"
    assert [holder.value.name for holder in terms_of(line).holders] == ["Holloway and Daughters"]


LICENCES = {
    "This work is licensed under a Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International License.": "CC-BY-NC-ND-4.0",
    "Republish our articles for free, online or in print, under a [Creative Commons licence]"
    "(https://creativecommons.org/licenses/by-nd/4.0/).": "CC-BY-ND-4.0",
    "Unless otherwise noted, all content on this site is licensed under a CC BY 4.0 license.": "CC-BY-4.0",
    "This article is republished from Veldmark under a Creative Commons license.": "CC-unversioned",
    "This text is available under the Open Government Licence v3.0.": "OGL-UK-3.0",
    "To the extent possible, this work is published under CC0.": "CC0-1.0",
    "Dieser Artikel ist unter einer Creative-Commons-Lizenz Namensnennung – keine Bearbeitung 4.0 lizenziert, licensed under "
    "CC BY-ND 4.0.": "CC-BY-ND-4.0",
}


@pytest.mark.parametrize("sentence", LICENCES)
def test_a_licence_of_the_text_is_found(sentence: str) -> None:
    found = terms_of(sentence).licence
    assert found is not None
    assert found.value.id == LICENCES[sentence]
    assert found.value.covers_text


@pytest.mark.parametrize(
    "sentence",
    [
        "Photo: A. Brook / CC BY-SA 4.0",
        "“Lock at night” by A. Brook is licensed under CC BY 2.0.",
        "Photos on this page are licensed under a Creative Commons Attribution 4.0 licence.",
        "The video is published under CC BY 3.0.",
        "Creative Commons, the body that writes the licences, met in Brennick.",
        "Terms of use",
    ],
)
def test_licences_of_pictures_and_other_works_are_not_the_texts(sentence: str) -> None:
    assert terms_of(sentence).licence is None


@pytest.mark.parametrize(
    ("came_from", "covers"),
    [
        (origin(), True),
        (origin("Northmere Press", Relation.WIRE), False),
        (origin("Veldmark", Relation.SISTER), False),
        (origin(None, Relation.CONTRIB, wire=("Northmere Press",)), True),
    ],
)
def test_a_licence_of_the_sites_own_content_leaves_anothers_text_out(came_from: Origin, covers: bool) -> None:
    footer = "Content of our own is available for non-commercial use under a Creative Commons license, unless marked otherwise."
    found = terms_of(footer, came_from).licence
    assert found is not None
    assert (found.value.id, found.value.covers_text) == ("CC-NC-unversioned", covers)
    assert found.value.scope


STATEMENTS = {
    "© 2021 Northmere. All rights reserved. This material may not be published, broadcast, rewritten or handed on.": (
        "This material may not be published, broadcast, rewritten or handed on.",
        ConditionKind.PROHIBITS,
    ),
    "No part of this article may be reproduced without the express written consent of Brennick Courier Ltd.": (
        "No part of this article may be reproduced without the express written consent of Brennick Courier Ltd.",
        ConditionKind.RESERVES,
    ),
    "You are welcome to republish this story if you credit us.": (
        "You are welcome to republish this story if you credit us.",
        ConditionKind.PERMITS,
    ),
    "This copy is for your personal, non-commercial use only.": (
        "This copy is for your personal, non-commercial use only.",
        ConditionKind.LIMITS,
    ),
    "Nachdruck, auch auszugsweise, nur mit Genehmigung des Verlags.": (
        "Nachdruck, auch auszugsweise, nur mit Genehmigung des Verlags.",
        ConditionKind.RESERVES,
    ),
    "For syndication, contact syndication@brennick.example.": (
        "For syndication, contact syndication@brennick.example.",
        ConditionKind.RESERVES,
    ),
}


@pytest.mark.parametrize("below", STATEMENTS)
def test_the_reuse_sentence_is_read_with_what_it_does(below: str) -> None:
    found = terms_of(below)
    sentence, kind = STATEMENTS[below]
    assert found.statement is not None
    assert found.statement.value == sentence
    assert found.conditions[0].value.kind is kind


def test_thanks_for_a_permission_are_a_statement_and_no_condition() -> None:
    found = terms_of("Originally published in Veldmark. Reprinted with permission.")
    assert found.statement is not None
    assert found.statement.value == "Reprinted with permission."
    assert found.conditions == ()


@pytest.mark.parametrize(
    "below",
    [
        "Terms of use | Privacy | Reprints",
        "All rights reserved.",
        "Order reprints",
        "Want to republish this story?",
        "Photos may not be reproduced without permission.",
        "The judge said that the letters may not be published before the hearing ends.",
        "Northmere articles: Copyright © 2021 Northmere Press. This material may not be published.",
    ],
)
def test_labels_and_other_matters_are_no_terms(below: str) -> None:
    assert terms_of(below).statement is None


def test_a_grant_is_read_in_clauses() -> None:
    found = terms_of(
        "The Sarn Institute grants permission to cross-post Courier articles on community internet sites as long as the source "
        "is named together with a link to the original. For publication in print, contact: rights@brennick.example"
    )
    assert [(condition.value.kind, condition.value.what, condition.value.text) for condition in found.conditions] == [
        (
            ConditionKind.PERMITS,
            "cross-post",
            "The Sarn Institute grants permission to cross-post Courier articles on community internet sites",
        ),
        (ConditionKind.LIMITS, None, "on community internet sites"),
        (ConditionKind.REQUIRES, "attribution", "the source is named"),
        (ConditionKind.REQUIRES, "link back", "together with a link to the original"),
    ]


def test_a_long_list_of_conditions_is_kept_apart() -> None:
    found = terms_of(
        "You are free to republish this story both online and in print, as long as you credit the Courier and link to the original, "
        "and do not edit the text. Photos are not included."
    )
    assert [condition.value.what for condition in found.conditions] == ["republish", "attribution", "link back", "unchanged"]


def test_addresses_say_what_they_are_for() -> None:
    found = terms_of(
        "(c) 2021 Brennick Courier. For permission to reprint, write to rights@brennick.example. Media enquiries: press@brennick.example"
    )
    assert [(contact.value.address, contact.value.purpose) for contact in found.contacts] == [
        ("rights@brennick.example", ContactPurpose.REUSE),
        ("press@brennick.example", ContactPurpose.MEDIA),
    ]


def test_a_disclaimer_ends_where_the_terms_begin() -> None:
    found = terms_of(
        "**Disclaimer:** The views in this article are the responsibility of its author. The Courier will not be responsible for "
        "any error. You may republish this article with credit to the Courier."
    )
    assert found.disclaimer_heading is not None
    assert found.disclaimer_heading.value == "Disclaimer:"
    assert found.disclaimer is not None
    assert found.disclaimer.value.endswith("for any error.")


def test_a_disclaimer_needs_no_heading() -> None:
    sentence = "The views and opinions expressed in this column are not always those of the Brennick Courier."
    found = terms_of(sentence)
    assert found.disclaimer_heading is None
    assert found.disclaimer is not None
    assert found.disclaimer.value == sentence


def test_a_fair_use_notice_is_a_claim_and_no_permission() -> None:
    found = terms_of(
        "---\n\nwww.brennick.example contains copyrighted material the use of which has not always been authorized by its owner. We "
        'offer it under the provisions of "fair use". The material is passed on without profit to those who ask for it. If you wish '
        'to use copyrighted material for purposes beyond "fair use" you must ask the owner for permission.'
    )
    assert found.fair_use is not None
    assert found.fair_use.no_authorisation is not None
    assert found.fair_use.no_authorisation.value == "the use of which has not always been authorized by its owner"
    assert found.fair_use.nonprofit is not None
    assert found.fair_use.nonprofit.value == "The material is passed on without profit"
    assert found.fair_use.request is not None
    assert found.site is not None
    assert found.site.value == "www.brennick.example"
    assert found.grants == ()
    assert found.statement is None


def test_an_outlets_grant_over_anothers_text_is_a_conflict() -> None:
    below = "Copyright © Veldmark, 2021\n\nYou may republish Brennick Courier articles online with credit."
    assert [conflict.code for conflict in terms_of(below).conflicts] == ["RU401"]
    assert terms_of(below.replace("Veldmark", "Brennick Courier")).conflicts == ()


def test_a_holders_own_grant_is_no_conflict() -> None:
    assert terms_of("© 2021 Oriel Vaskerly. Permission is granted to copy this article unchanged.").conflicts == ()


@pytest.mark.parametrize("table", ["terms", "furniture", "licences", "photo_agencies"])
def test_every_entry_of_a_table_is_found_in_its_example(table: str) -> None:
    for row in read_table(table):
        example = row["example"]
        match table:
            case "terms":
                assert row["kind"] in {words.kind for words in find_term_words(example)}, row
            case "furniture":
                kind = classify_inside(example) if row["at"] == "within" else classify_line(example)
                assert kind is not None, row
                assert (kind.role.value, kind.kind or "-") == (row["role"], row["kind"]), row
            case "licences":
                assert row["id"] in {licence.id for licence in find_licences(example)}, row
            case _:
                assert all(line.picture for line in find_copyright_lines(example)), row


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/deed.en_US", "CC-BY-NC-SA-3.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/about/", None),
    ],
)
def test_an_address_names_its_licence(address: str, name: str | None) -> None:
    assert licence_at(address) == name


WORDS = st.sampled_from(
    ["©", "Copyright", "2021", "Veldmark", "Inc.", ",", ".", "\n", "(c)", "all rights reserved", "licensed under", "Creative Commons",
     "BY-SA", "4.0", "may not be published", "permission", "fair use", "copyrighted", "if", "and", "a@b.example", "www.x.example", "“", "—"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_every_term_stands_at_its_place(words: list[str]) -> None:
    document = page(" ".join(words))
    found = read_terms(document, masthead(), origin())
    findings = [*found.copyright_lines, *found.holders, *found.grants, *found.conditions, *found.contacts]
    findings += [finding for finding in (found.statement, found.licence, found.site, found.disclaimer) if finding]
    for finding in findings:
        assert finding.spans
        assert all(document.text[span.start : span.end].strip() for span in finding.spans)
    for holder in found.holders:
        assert holder.value.name == " ".join(span.of(document.text) for span in holder.spans)


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("© Elm Zeitung GmbH / Elm Zeitung Digital GmbH", "Elm Zeitung GmbH"),
        ("© Elm Ediciones, SLU Todos los derechos reservados.", "Elm Ediciones, SLU"),
        ("© EZ vom 08.01.2031", "EZ"),
        ("All Rights Reserved © 2031. An independent paper of the Sarn Fund.", None),
    ],
)
def test_holder_ends_with_its_legal_form_and_is_no_sentence(line: str, holder: str | None) -> None:
    assert next((line[found.name_start : found.name_end] for found in find_copyright_lines(line)), None) == holder
