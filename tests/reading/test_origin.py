"""Where does a page come from?  Each case is a credit as pages print it, and what it makes of the text."""

import pytest

from sayso.intake.open import open_document
from sayso.language.outlets import agency_named
from sayso.model.finding import Ground, Zone
from sayso.model.record import Origin
from sayso.reading.masthead import read_masthead
from sayso.reading.origin import read_origin
from sayso.reading.origin.markup import UNKNOWN_SITE
from tests.reading.pages import web_page


def origin_of(**parts: str | None) -> Origin:
    document = web_page(**parts)  # type: ignore[arg-type]
    return read_origin(document, read_masthead(document))


def house(name: str) -> str:
    agency = agency_named(name)
    return agency.name if agency is not None else name


def answer(origin: Origin) -> tuple[str, str | None, list[str]]:
    relation = origin.relation.value.value if origin.relation else "none"
    return relation, house(origin.publisher.value) if origin.publisher else None, [house(agency.value) for agency in origin.wire]


def byline(text: str) -> str:
    return f'<div class="byline">{text}</div>'


AP, REUTERS, AFP = "Associated Press", "Reuters", "AFP"

# title, what the page holds, relation, origin, agencies
CASES = [
    ("an agency in the byline", {"under_title": byline("By Ida Fenn, The Associated Press")}, "wire", AP, [AP]),
    ("an agency alone in the byline", {"under_title": byline("By Associated Press | April 9, 2031")}, "wire", AP, [AP]),
    ("a byline and its house in two lines", {"under_title": byline("By IDA FENN and ORA PELL") + byline("Associated Press")}, "wire", AP, [AP]),
    ("an agency writer's title", {"under_title": byline("By ORA PELL - AP Technology Writer")}, "wire", AP, [AP]),
    ("a dateline", {"opening": "PORT ELM, April 9 (Reuters) - "}, "wire", REUTERS, [REUTERS]),
    ("a dateline with a bare house", {"opening": "AFP — "}, "wire", AFP, [AFP]),
    ("an Indian dateline without a dash", {"opening": "Port Elm, Apr 9 (PTI) "}, "wire", "Press Trust of India", ["Press Trust of India"]),
    ("a Spanish dateline with a stop", {"opening": "PUERTO OLMO (EFE).- "}, "wire", "EFE", ["EFE"]),
    ("an agency in the last brackets", {"closing": "<p>The mayor was on board. (ANI)</p>"}, "wire", "ANI", ["ANI"]),
    ("an agency after the last dash", {"closing": "<p>The mayor was on board. – AFP</p>"}, "wire", AFP, [AFP]),
    ("a reporting line", {"closing": "<p>(Reporting by Ida Fenn; Editing by Ora Pell)</p>"}, "wire", REUTERS, [REUTERS]),
    ("a reporting line that names Reuters alone", {"closing": "<p>(Reporting by Reuters; editing by Ora Pell)</p>"}, "wire", REUTERS, [REUTERS]),
    (
        "a reporting line under the outlet's own dateline",
        {"opening": "PORT ELM (Elm Gazette) — ", "closing": "<p>Reporting by Ida Fenn; editing by Ora Pell</p>"},
        "none",
        None,
        [],
    ),
    (
        "a reporting line under the dateline of a house that no table has",
        {"opening": "PORT ELM (Weir Wire) — ", "closing": "<p>Reporting by Ida Fenn; editing by Ora Pell</p>"},
        "none",
        None,
        [],
    ),
    (
        "an agency beside the reporters",
        {"closing": "<p>Reporting by Ida Fenn and Reuters; editing by Ora Pell</p>"},
        "contrib",
        None,
        [REUTERS],
    ),
    ("another agency among the reporters", {"closing": "<p>(Reporting by AFP; editing by Ora Pell)</p>"}, "contrib", None, [AFP]),
    (
        "additional reporting in a reporting line",
        {"closing": "<p>Reporting by Ida Fenn; additional reporting by Reuters; editing by Ora Pell</p>"},
        "contrib",
        None,
        [REUTERS],
    ),
    ("agencies that reported", {"closing": "<p>Reporting by AFP and Reuters</p>"}, "contrib", None, [AFP, REUTERS]),
    ("what an agency reported", {"closing": "<p>Reporting by AFP found that the bell is older than the ferry.</p>"}, "none", None, []),
    (
        "an agency's copyright line by the article",
        {"after": '<div class="article-copyright">© 2031 The Canadian Press</div>'},
        "wire",
        "Canadian Press",
        ["Canadian Press"],
    ),
    ("dpa's mark at the end", {"closing": "<p>© dpa-infocom, dpa:310409-99-123456/2</p>"}, "wire", "dpa", ["dpa"]),
    ("the author the file states", {"head": '<meta name="author" content="Associated Press">'}, "wire", AP, [AP]),
    (
        "the newspaper group whose file states the agency as publisher",
        {
            "head": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Elm Valley opens its new ferry",'
            '"publisher":{"@type":"Organization","name":"Associated Press"}}</script>',
            "opening": "PORT ELM (AP) — ",
        },
        "wire",
        AP,
        [AP],
    ),
    (
        "two agencies: byline and copyright line",
        {
            "under_title": byline("By Ida Fenn and Ora Pell The Associated Press"),
            "after": '<div class="article-copyright">© 2031 The Canadian Press</div>',
        },
        "wire",
        AP,
        [AP, "Canadian Press"],
    ),
    ("an agency's contributors under an agency's text", {
        "opening": "PORT ELM (AP) — ",
        "closing": "<p>Associated Press writer Ora Pell in Fenwick contributed to this report.</p>",
    }, "wire", AP, [AP]),
    ("a sentence at the end", {"closing": "<p>This article was originally published by The Fenwick Owl.</p>"}, "republication", "The Fenwick Owl", []),
    ("a sentence at the start", {"opening": "<em>This article originally appeared on Fenwick Owl.</em></p><p>"}, "republication", "Fenwick Owl", []),
    ("a name in small letters", {"closing": "<p>This article was originally published on <a href=\"https://fenwickowl.com\">fenwickowl</a> and has been republished here with permission.</p>"}, "republication", "fenwickowl", []),
    ("a sentence with a date after the name", {"closing": "<p>This story first appeared in the Fenwick Owl on April 3, 2031.</p>"}, "republication", "Fenwick Owl", []),
    ("reprinted with permission", {"closing": "<p>Reprinted with permission from The Fenwick Owl.</p>"}, "republication", "The Fenwick Owl", []),
    ("the original source", {"closing": "<p>The original source of this article is The Fenwick Owl</p>"}, "republication", "The Fenwick Owl", []),
    ("republished under a licence", {"closing": "<p>This article is republished from The Fenwick Owl under a Creative Commons license.</p>"}, "republication", "The Fenwick Owl", []),
    ("authored via", {"opening": "<em>Authored by Ida Fenn via The Fenwick Owl,</em></p><p>"}, "republication", "The Fenwick Owl", []),
    ("published on a day by a house", {"under_title": byline("Published on Monday, April 9, 2031 by The Fenwick Owl")}, "republication", "The Fenwick Owl", []),
    ("German", {"closing": "<p>Dieser Artikel ist zuerst bei „Fenwicker Eule“ erschienen.</p>"}, "republication", "Fenwicker Eule", []),
    ("a linked name", {"closing": '<p>This post originally appeared on <a href="https://fenwickowl.example/ferry">The Owl of Fenwick and District</a>.</p>'}, "republication", "The Owl of Fenwick and District", []),
    ("a syndication link", {"head": '<link rel="syndication-source" href="https://www.fenwickowl.com/ferry">'}, "republication", "fenwickowl.com", []),
    ("adapted, with the source's copyright line", {
        "closing": "<p>This article has been adapted from its original source.</p>",
        "after": '<p class="syndi-copyright">Copyright © 2031 The Fenwick Owl. All rights reserved.</p>',
    }, "adapted", "The Fenwick Owl", []),
    ("provided by an institution", {"closing": "<p>Provided by Fenwick University</p>"}, "press-release", "Fenwick University", []),
    ("written with partners", {"closing": "<p>This story was produced in partnership with The Fenwick Owl.</p>"}, "joint", None, []),
    ("an agency contributed", {"under_title": byline("By Ida Fenn"), "closing": "<p>– Additional reporting from Reuters</p>"}, "contrib", None, [REUTERS]),
    ("inputs from an agency", {"closing": "<p>(With inputs from PTI)</p>"}, "contrib", None, ["Press Trust of India"]),
    ("an agency contributed to this report", {"under_title": byline("By Ida Fenn"), "closing": "<p>The Associated Press contributed to this report.</p>"}, "contrib", None, [AP]),
    ("the outlet and an agency share the byline", {"under_title": byline("AFP/Elm Valley Herald")}, "contrib", None, [AFP]),
    ("an agency and the outlet's staff", {"under_title": byline("By AFP and Herald staff")}, "contrib", None, [AFP]),
    ("the outlet with an agency", {"under_title": byline("Elm Valley Herald with AFP")}, "contrib", None, [AFP]),
    ("agencies without names", {"under_title": byline("By Staff and news service reports")}, "contrib", None, ["unnamed"]),
    ("inputs from agencies", {"closing": "<p>With inputs from agencies</p>"}, "contrib", None, ["unnamed"]),
    ("material of an agency, in German", {"closing": "<p>Mit Material von dpa</p>"}, "contrib", None, ["dpa"]),
    ("an agency and a place", {"under_title": byline("Reuters in Port Elm")}, "wire", REUTERS, [REUTERS]),
    ("two agencies with a hyphen", {"under_title": byline("AFP-JIJI")}, "wire", AFP, [AFP, "Jiji Press"]),
    ("an agency in capitals in the dateline", {"opening": "PORT ELM (REUTERS) - "}, "wire", REUTERS, [REUTERS]),
    ("the reporters' agency in the title line", {"under_title": byline("By Ida Fenn | Associated Press Writer")}, "wire", AP, [AP]),
    ("a source line", {"closing": "<p>Source: Xinhua</p>"}, "wire", "Xinhua", ["Xinhua"]),
    ("an agency of whose name no table knows", {"under_title": byline("By Ida Fenn, Northmere Press Agency")}, "wire", "Northmere Press Agency", ["Northmere Press Agency"]),
    ("the cable channel's wire", {
        "under_title": byline("By CNN Wire"),
        "closing": "<p>The-CNN-Wire™ &amp; © 2031 Cable News Network, Inc., a Weir company. All rights reserved.</p>",
    }, "wire", "CNN", ["CNN"]),
    ("a source line with the outlet and agencies", {"closing": "<p>Source: Elm Valley Herald and news agencies</p>"}, "contrib", None, ["unnamed"]),
    ("a source line with the outlet and an agency, in German", {"closing": "<p>Quelle: Elm Valley Herald, dpa/AFP</p>"}, "contrib", None, ["dpa", "AFP"]),
    ("the desk's initials and agencies", {"closing": "<p>se/msh (AP, dpa)</p>"}, "contrib", None, [AP, "dpa"]),
    ("the desk's initials and an agency", {"closing": "<p>als/dpa</p>"}, "contrib", None, ["dpa"]),
    ("the owner's copyright line with an agency's contribution", {
        "closing": "<p>© 2031 Elm Media Inc. All Rights Reserved. The Associated Press contributed to this report.</p>"}, "contrib", None, [AP]),
    ("agencies contributed", {"closing": "<p>Agencies contributed to this report.</p>"}, "contrib", None, ["unnamed"]),
    ("staff and agencies", {"under_title": byline("Staff and agencies in Port Elm")}, "contrib", None, ["unnamed"]),
    ("a reporter and agencies", {"under_title": byline("By Ida Fenn and agencies")}, "contrib", None, ["unnamed"]),
    ("with files from", {"under_title": byline("By Ida Fenn"), "closing": "<p>With files from The Canadian Press</p>"}, "contrib", None, ["Canadian Press"]),
    ("based on reporting by", {"closing": "<p>Based on reporting by AFP and Reuters</p>"}, "contrib", None, [AFP, REUTERS]),
    ("a reader's link to the original", {"closing": '<p>Read the <a href="https://www.livescience.com/ferry">original article</a>.</p>'}, "republication", "Live Science", []),
    ("originally published on, with the issue", {"closing": "<p>This article was originally published in the April issue of Fenwick Owl Magazine.</p>"}, "republication", "Fenwick Owl Magazine", []),
    ("originally appeared, and the headline after a colon", {"closing": "<p>This article originally appeared on Fenwick Owl: New ferry sets out</p>"}, "republication", "Fenwick Owl", []),
    ("a house that the header links", {"under_title": '<div class="info">Ida Fenn<br><a href="https://www.fenwickowl.com/ferry">Fenwick Owl</a><br>Mon, 9 Apr 2031</div>'}, "republication", "Fenwick Owl", []),
    ("with an agency, in brackets", {"closing": "<p>(avec AFP)</p>"}, "contrib", None, [AFP]),
    ("the outlet and an agency in the copyright line", {"after": '<p class="article-copyright">© Elm Valley Herald/dpa/ida</p>'}, "contrib", None, ["dpa"]),
    ("the outlet and an agency in the dateline", {"opening": "PORT ELM (Elm Valley Herald/AP) — "}, "contrib", None, [AP]),
    ("an agency and a date in the last brackets", {"closing": "<p>(APA, 9.4.2031)</p>"}, "wire", "APA", ["APA"]),
    ("a paper through its service", {"under_title": byline("By Ida Fenn Los Angeles Times (TNS)")}, "republication", "Los Angeles Times", ["Tribune News Service"]),
    ("a release service", {"opening": "PORT ELM, April 9, 2031 /PRNewswire/ -- "}, "press-release", "PRNewswire", []),
    ("an excerpt of a book", {"closing": "<p>Excerpted from The Quiet Weir by Ida Fenn. Copyright © 2031. Reprinted by permission of Quill Press.</p>"}, "excerpt", "Quill Press", []),
    ("an excerpt with the book's publisher in brackets", {"opening": "<em>The following is an excerpt from the new book The Quiet Weir by Ida Fenn (Quill Press, 2031).</em></p><p>"}, "excerpt", "Quill Press", []),
    ("permission of a house that prints books", {"closing": "<p>From THE QUIET WEIR. Reprinted by permission of Quill Press, an imprint of Weir House.</p>"}, "excerpt", "Quill Press", []),
    ("the author's own blog", {"under_title": byline("Ida Fenn"), "closing": '<p>This post originally appeared on <a href="https://quietweir.example/x">my blog</a>.</p>'}, "selfcross", "quietweir.example", []),
    ("an agency whose name holds a word that joins", {"under_title": byline("By Press Trust of India, Port Elm")}, "wire", "Press Trust of India", ["Press Trust of India"]),
    ("published in partnership", {"closing": "<p>This article was published in partnership with Fenwick Owl.</p>"}, "joint", None, []),
    ("the article, in a note of its own", {"closing": "<p>The article was originally published in The Fenwick Owl.</p>"}, "republication", "The Fenwick Owl", []),
    ("a post on a platform", {"url": "https://medium.com/@idafenn/ferry", "site": "Medium", "closing": "<p>Originally published at fenwickblog.example on April 9, 2031.</p>"}, "selfcross", "fenwickblog.example", []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "parts", "relation", "publisher", "agencies"), CASES, ids=[case[0] for case in CASES])
def test_credit_gives_the_origin(
    title: str, parts: dict[str, str], relation: str, publisher: str | None, agencies: list[str]
) -> None:
    assert answer(origin_of(**parts)) == (relation, publisher, agencies)


# Pages that name houses and are the outlet's own all the same.
TRAPS = [
    ("first published on a date", {"closing": "<p>First published on April 24, 2031 / 7:13 AM</p>"}),
    ("first published on a weekday", {"under_title": byline("First Published on: Monday, 9 April 2031")}),
    ("originally published on the outlet itself", {"closing": "<p>Originally published on Elm Valley Herald.</p>"}),
    ("reprinted elsewhere later", {"closing": "<p>This article was reprinted on FenwickOwl.com.</p>"}),
    ("appeared in print", {"closing": "<p>A version of this article appears in print on April 9, 2031, Section A, Page 1.</p>"}),
    ("an agency's photo", {"under_title": '<figure><img src="a.jpg"><figcaption>The ferry. (AP Photo/Ora Pell)</figcaption></figure>'}),
    ("a photo credit", {"under_title": '<div class="image-credit">Ora Pell/AFP</div>'}),
    ("an agency in the site's footer", {"footer": "<p>Associated Press articles: Copyright © 2031 The Associated Press. All rights reserved.</p>"}),
    ("the owner's copyright line", {"after": '<div class="copyright">Copyright 2031 Elm Media Holdings, Inc. All rights reserved.</div>'}),
    ("an agency as a source of the news", {"closing": "<p>Two officials told Reuters that a second boat is planned.</p>"}),
    ("a book's first publisher in the text", {"closing": "<p>The guide to the river was originally published by Quill Press in 1996.</p>"}),
    ("related stories of an agency", {"after": '<div class="related"><h3>Related</h3>' + '<p>Another story</p>' * 20 + byline("By AFP") + "</div>"}),
    ("reporters contributed", {"closing": "<p>Ora Pell and Tam Weir contributed to this report.</p>"}),
    ("a canonical link to a moved site", {"head": '<link rel="canonical" href="https://elmherald.wordpress.com/ferry">'}),
    ("a canonical link to an unknown site", {"head": '<link rel="canonical" href="https://www.ferrynews.example/ferry">'}),
    ("metadata that is never right", {"head": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x",'
        '"sourceOrganization":{"name":"Fenwick Owl"},"copyrightHolder":{"name":"The Associated Press"},"isBasedOn":"https://fenwickowl.com/a"}</script>'}),
    ("share buttons", {"under_title": '<ul class="share"><li>Facebook</li><li>Twitter</li><li>LinkedIn</li><li>Flipboard</li></ul>'}),
    ("a credit to the outlet's own place on a platform", {"closing": "<p>Follow us on Facebook and Twitter.</p>"}),
    ("the town in the dateline", {"opening": "PORT ELM — "}),
    ("an institution in the dateline's place", {"opening": "The World Harbour Union (WHU) - which counts boats - said so. "}),
    ("a scoop of another paper", {"closing": "<p>The delay is a story first published by The Fenwick Owl in January.</p>"}),
    ("news about a report", {"opening": "The report was first published by the Fenwick Owl on Monday. "}),
    ("a scoop reported elsewhere", {"closing": "<p>This story was first reported by The Fenwick Owl.</p>"}),
    ("published in another month", {"closing": "<p>This article was originally published in March 2031.</p>"}),
    ("published in another language", {"closing": "<p>This article was originally published in German.</p>"}),
    ("published under another title", {"closing": "<p>This article was originally published with the title New Boat.</p>"}),
    ("published as another headline", {"closing": "<p>Originally published as New boat won't wait for winter</p>"}),
    ("published in print", {"closing": "<p>This article was first published in print.</p>"}),
    ("a photo used with permission", {"closing": "<p>Photo reprinted with permission from Fenwick Owl.</p>"}),
    ("a chart's source", {"closing": "<p>Source: Elm harbour office</p>"}),
    ("a section called like an outlet", {"under_title": '<div class="eyebrow">Money</div><div class="source">Capital</div>'}),
    ("agency articles of the site in a footer without a name", {"after": "<p>Fenwick, Weir and others</p>" * 6
        + "<p>Associated Press articles: Copyright © 2031 The Associated Press. All rights reserved.</p>"}),
    ("an author's affiliation", {"under_title": byline("Ida Fenn, Professor of Rivers, Fenwick University")}),
    ("an author's other house", {"under_title": byline("By Ida Fenn, Quill Media")}),
    ("a book in the text", {"closing": "<p>She read aloud from the book before the boat left.</p>"}),
    ("the group's name in the byline", {"url": "https://www.mercurynews.com/ferry", "site": "The Mercury News",
        "under_title": byline("By Ida Fenn | ifenn@bayareanewsgroup.com | Bay Area News Group")}),
    ("an agency after a name in the byline's link", {"under_title": '<div class="x"><a href="/section/ap">Harbour</a></div>'}),
    ("the news about an agency", {"opening": "The Associated Press (AP), Reuters (Reuters) - both large - wrote about it. "}),
    ("an agency in brackets in the first sentence", {"opening": "A reporter of the agency (AP) - she asked for silence - was there. "}),
    ("an institute named after an agency", {"under_title": byline("By Ida Fenn, Reuters Institute")}),
    ("a last caption without an end", {"closing": "<p>The ferry and its crew on the river (AFP)</p>"}),
    ("a sponsor that the header links", {"under_title": '<div>Presented by</div><div><a href="https://www.fenwickoars.com/">Fenwick Oars</a></div><div>April 9, 2031</div>'}),
    ("an agency's byline on a story beside", {"after": '<div class="more"><h4>Boats of the delta</h4><p>By AFP</p><h4>Owls</h4><p>By AP</p></div>'}),
    ("a station group's copyright line", {"closing": "<p>Copyright 2031 Nexstar Media Inc. All rights reserved.</p>"}),
    ("follow buttons that link away", {"under_title": '<div><a href="https://www.twitter.com/elm">Follow on Twitter</a></div>'}),
    ("advertising for another site of the header", {"under_title": '<ul class="share"><li><a href="https://www.facebook.com/sharer">Facebook</a></li></ul>'}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "parts"), TRAPS, ids=[trap[0] for trap in TRAPS])
def test_own_article_has_no_origin(title: str, parts: dict[str, str]) -> None:
    assert answer(origin_of(**parts)) == ("none", None, [])


def test_station_in_its_own_dateline_is_the_outlet_itself() -> None:
    origin = origin_of(url="https://kelm.com/news/ferry", site="FOX 99 Elm (KELM)", opening="PORT ELM (KELM) — ")
    assert answer(origin) == ("none", None, [])
    assert [candidate.rejected for candidate in origin.candidates] == ["the outlet itself"]


def test_station_in_an_aggregators_dateline_is_the_origin() -> None:
    origin = origin_of(url="https://www.aol.com/article/ferry/123/", site="AOL.com", opening="PORT ELM (KELM) – ")
    assert answer(origin) == ("aggregator", "KELM", [])


def test_station_elsewhere_may_be_the_outlet_and_is_not_believed() -> None:
    assert answer(origin_of(opening="PORT ELM (KELM) — "))[1] is None


def test_agency_on_its_own_site_is_the_publisher_and_no_wire() -> None:
    origin = origin_of(
        url="https://www.reuters.com/world/ferry-2031-04-09/",
        site="Reuters",
        under_title=byline("By Ida Fenn"),
        opening="PORT ELM, April 9 (Reuters) - ",
        closing="<p>Reporting by Ida Fenn; Editing by Ora Pell</p>",
    )
    assert answer(origin) == ("none", None, [])


def test_agency_page_without_an_address_is_known_by_the_one_it_states() -> None:
    head = '<meta property="og:url" content="https://www.reuters.com/world/ferry">'
    assert answer(origin_of(url=None, site="Reuters", head=head, opening="PORT ELM (Reuters) - ")) == ("none", None, [])
    assert answer(origin_of(url=None, site="Reuters", opening="PORT ELM (Reuters) - ")) == ("none", None, [])


def test_aggregator_names_its_provider() -> None:
    head = '<link rel="syndication-source" href="http://www.fenwickowl.com/ferry">'
    assert answer(origin_of(url="https://news.yahoo.com/ferry.html", site="Yahoo News", head=head))[0] == "aggregator"


def test_agency_text_on_an_aggregator_is_wire() -> None:
    origin = origin_of(
        url="https://news.yahoo.com/ferry.html", site="Yahoo News", under_title=byline("By IDA FENN, Associated Press")
    )
    assert answer(origin) == ("wire", AP, [AP])


def test_titles_of_one_owner_are_sisters() -> None:
    origin = origin_of(
        url="https://www.stern.de/faehre.html",
        site="stern.de",
        closing='<p>Dieser Artikel ist zuerst bei "Capital" erschienen.</p>',
    )
    assert answer(origin) == ("sister", "Capital", [])


def test_edition_of_the_same_outlet_is_no_origin() -> None:
    head = '<link rel="canonical" href="https://www.businessinsider.de/faehre">'
    assert answer(origin_of(url="https://www.businessinsider.com/ferry", site="Business Insider", head=head))[1] is None


def test_a_host_is_no_system_for_letters_inside_its_name() -> None:
    (candidate,) = origin_of(head='<link rel="canonical" href="https://www.champion.example/ferry">').candidates
    assert candidate.rejected == UNKNOWN_SITE
    (candidate,) = origin_of(head='<link rel="canonical" href="https://cdn.ferrynews.example/ferry">').candidates
    assert "a system" in (candidate.rejected or "")


def test_canonical_link_to_a_known_outlet_is_marked_up_evidence() -> None:
    origin = origin_of(head='<link rel="canonical" href="https://www.cicero.de/innenpolitik/faehre">')
    assert answer(origin) == ("republication", "Cicero", [])
    assert origin.publisher is not None
    assert (origin.publisher.ground, origin.publisher.zone) == (Ground.MARKED_UP, Zone.MARKUP)
    assert origin.publisher.original


def test_house_that_passed_the_text_on_is_wire_and_not_origin() -> None:
    origin = origin_of(url="https://www.elmvalleyherald.com/a", opening="KVELLER via JTA — ")
    assert answer(origin) == ("republication", "KVELLER", ["JTA"])


def test_every_rejected_candidate_says_why() -> None:
    origin = origin_of(closing="<p>Originally published on Elm Valley Herald.</p>", footer="<p>© 2031 The Associated Press</p>")
    assert origin.candidates
    assert all(candidate.rejected for candidate in origin.candidates)


def test_agency_of_a_picture_is_kept_as_a_candidate() -> None:
    origin = origin_of(under_title="<figure><figcaption>The ferry. (AP Photo/Ora Pell)</figcaption></figure>")
    assert [(candidate.finding.value, candidate.rejected) for candidate in origin.candidates] == [("AP", "credits a picture")]


def test_statement_is_the_whole_sentence_and_spans_hold_the_name() -> None:
    document = web_page(closing="<p>More soon. This story was originally published by The Fenwick Owl. Read on.</p>")
    origin = read_origin(document, read_masthead(document))
    assert origin.statement is not None
    assert origin.publisher is not None
    assert origin.statement.value == "This story was originally published by The Fenwick Owl."
    assert [span.of(document.text) for span in origin.publisher.spans] == ["The Fenwick Owl"]


MARKDOWN = """# Ferry ‘waited three years’ for a quay

By [Ora Pell](#) and [Harbour Wave](#)  
Elm Research, April 9, 2031  
[Harbour Wave](#) 9 April 2031

*The ferry of Elm Valley waited three years for its quay because nobody owned the mud below it, the river historian Ora Pell told Radio Harbour Wave.*

The quay was promised for the summer, Pell told Radio Harbour Wave. It was the council that would not sign, the historian said, and the river that would not wait for the council to do so.

“Nobody has ever asked who owns the mud,” she said. “It was always simply there, and the boats were simply there on top of it, for a hundred years and more.”

The original source of this article is [Harbour Wave](#)

Copyright © [Ora Pell](#) and [Harbour Wave](#), 2031
"""


def test_two_dates_of_two_publishers_stay_two_fields() -> None:
    document = open_document(MARKDOWN.encode(), name="ferry.md")
    masthead = read_masthead(document)
    origin = read_origin(document, masthead)
    assert masthead.published is not None
    assert origin.published is not None
    assert origin.publisher is not None
    assert masthead.publisher is not None
    assert masthead.publisher.value.name == "Elm Research"
    assert origin.publisher.value == "Harbour Wave"
    assert masthead.published.value == origin.published.value
    assert masthead.published.spans != origin.published.spans
    assert origin.published.spans[0].of(document.text) == "9 April 2031"


def test_agency_is_named_as_printed_with_its_place() -> None:
    document = web_page(opening="PORT ELM (AP) — ")
    origin = read_origin(document, read_masthead(document))
    assert [(agency.value, agency.ground) for agency in origin.wire] == [("AP", Ground.PRINTED)]
    assert [span.of(document.text) for agency in origin.wire for span in agency.spans] == ["AP"]


def test_house_that_only_an_address_names_is_inferred() -> None:
    document = web_page(closing='<p>Read the <a href="https://www.livescience.com/ferry">original article</a>.</p>')
    publisher = read_origin(document, read_masthead(document)).publisher
    assert publisher is not None
    assert (publisher.value, publisher.ground) == ("Live Science", Ground.INFERRED)


def test_interview_names_its_programme() -> None:
    document = open_document(MARKDOWN.encode(), name="ferry.md")
    origin = read_origin(document, read_masthead(document))
    assert origin.venue is not None
    assert origin.medium is not None
    assert (origin.venue.value, origin.medium.value) == ("Radio Harbour Wave", "radio interview")


def test_biography_that_lists_houses_credits_none() -> None:
    origin = origin_of(closing="<p>Ida has written for Live Science, Reuters and The Associated Press.</p>")
    assert answer(origin) == ("none", None, [])


def test_byline_of_two_houses_with_the_outlets_own_is_joint() -> None:
    origin = origin_of(under_title=byline("by Ida Fenn, Elm Valley Herald, and Ora Pell, ProPublica"))
    assert answer(origin) == ("joint", None, [])


def test_house_that_a_byline_links_to_is_no_author() -> None:
    line = byline('By Ida Fenn , <a href="https://quaynotes.org">Quay Notes</a>')
    note = "<p>This article was originally published by <a href='https://quaynotes.org/ferry'>Quay Notes</a>.</p>"
    document = web_page(under_title=line, closing=note)
    masthead = read_masthead(document)
    assert [author.value.name for author in masthead.authors][:1] == ["Ida Fenn"]
    assert answer(read_origin(document, masthead)) == ("republication", "Quay Notes", [])
