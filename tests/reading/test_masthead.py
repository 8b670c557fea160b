"""What does a page say of itself at its head?  Each case is a line as pages print it, and what it tells."""

import json

import pytest

from sayso.model.finding import Ground
from sayso.model.record import Masthead, NameKind
from sayso.reading.masthead import read_masthead
from tests.reading.pages import TITLE, web_page


def masthead_of(**parts: str | None) -> Masthead:
    return read_masthead(web_page(**parts))  # type: ignore[arg-type]


def names(masthead: Masthead) -> list[str]:
    return [author.value.name for author in masthead.authors]


def byline(text: str) -> str:
    return f'<div class="byline">{text}</div>'


def json_ld(**article: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": TITLE, **article})}</script>'


BYLINES = [
    ("one author", "By Ida Fenn", ["Ida Fenn"]),
    ("capitals stay as printed", "By IDA FENN and ORA PELL", ["IDA FENN", "ORA PELL"]),
    ("three authors", "Ida Fenn, Ora Pell, and Tam O'Weir", ["Ida Fenn", "Ora Pell", "Tam O'Weir"]),
    ("the word glued to the name", "byIda Fenn", ["Ida Fenn"]),
    ("a title glued to the name", "By Ida FennStaff Writer", ["Ida Fenn"]),
    ("a label glued to the name", "By Ida FennUpdated April 9, 2031", ["Ida Fenn"]),
    ("a particle with a hyphen", "By Ahmad al-Fenn and Bint el Weir", ["Ahmad al-Fenn", "Bint el Weir"]),
    ("a house and its town", "By Ida Fenn, Elm Valley Herald, Port Elm", ["Ida Fenn"]),
    ("a town with the shape of a name", "By Ida Fenn, San Francisco", ["Ida Fenn"]),
    ("a link that ends before the town", "<a href='/author/ida'>Ida Fenn</a> <span>Port Elm</span>", ["Ida Fenn"]),
    ("a German title behind the name", "Von Ida Fenn Redakteurin Wirtschaft", ["Ida Fenn"]),
    ("written for the paper from outside", "By Ida Fenn Special to the Elm Valley Herald", ["Ida Fenn"]),
    ("an interviewer", "Interview: Ida Fenn", ["Ida Fenn"]),
    ("particles and initials", "By J.K. van der Weir and Ora de la Pell-Fenn", ["J.K. van der Weir", "Ora de la Pell-Fenn"]),
    ("a date and a clock time", "By Ida Fenn April 9, 2031 3:46 PM", ["Ida Fenn"]),
    ("a date without a year", "By Ida Fenn Thu, Jan 3", ["Ida Fenn"]),
    ("a handle and an address", "Ida Fenn @idafenn ida@elmvalleyherald.com", ["Ida Fenn"]),
    ("a title after a comma", "By Ida Fenn, Staff Writer", ["Ida Fenn"]),
    ("a title without a comma", "By Ida Fenn Science editor", ["Ida Fenn"]),
    ("a correspondent of a country", "Ida Fenn China Correspondent, in Port Elm", ["Ida Fenn"]),
    ("an agency writer's title", "By AP Sports Writer Ida Fenn", ["Ida Fenn"]),
    ("an agency behind the name", "By Ida Fenn and Ora Pell Reuters", ["Ida Fenn", "Ora Pell"]),
    ("an agency alone", "By The Associated Press", []),
    ("an agency in a place", "Reuters in Port Elm", []),
    ("an affiliation", "Ida Fenn, Ora Pell, Fenwick University", ["Ida Fenn", "Ora Pell"]),
    ("places between the names", "By Ida Fenn in Port Elm and Ora Pell in Fenwick", ["Ida Fenn", "Ora Pell"]),
    ("a degree", "By Ida Fenn, Ph.D. and Ora Pell MD", ["Ida Fenn", "Ora Pell"]),
    ("a photographer", "By Ida Fenn Photos by Ora Pell", ["Ida Fenn"]),
    ("share buttons and reading time", "By Ida Fenn Share Tweet 5 min read", ["Ida Fenn"]),
    ("the outlet itself", "By Elm Valley Herald", []),
    ("a staff credit", "By Staff and news service reports", ["Staff and news service reports"]),
    ("a desk", "Herald Web Desk", ["Herald Web Desk"]),
    ("a label before the byline", "Gardens | By Ida Fenn | April 9, 2031", ["Ida Fenn"]),
    ("German", "Von Ida Fenn und Ora Pell", ["Ida Fenn", "Ora Pell"]),
    ("French", "Par Ida Fenn et Ora Pell", ["Ida Fenn", "Ora Pell"]),
    ("Spanish", "Por Ida Fenn y Ora Pell", ["Ida Fenn", "Ora Pell"]),
]


@pytest.mark.parametrize(("title", "line", "authors"), BYLINES, ids=[case[0] for case in BYLINES])
def test_byline_gives_its_authors(title: str, line: str, authors: list[str]) -> None:
    assert names(masthead_of(under_title=byline(line))) == authors


def test_byline_is_kept_as_printed_with_its_place() -> None:
    document = web_page(under_title=byline("By Ida Fenn, The Associated Press"))
    masthead = read_masthead(document)
    assert masthead.byline is not None
    assert masthead.byline.value == "By Ida Fenn, The Associated Press"
    assert [span.of(document.text) for span in masthead.byline.spans] == [masthead.byline.value]
    assert [span.of(document.text) for author in masthead.authors for span in author.spans] == ["Ida Fenn"]


def test_house_beside_a_person_is_an_author_of_its_own_kind() -> None:
    authors = masthead_of(under_title=byline("By Ida Fenn and Veldmark")).authors
    assert [(author.value.name, author.value.kind) for author in authors] == [
        ("Ida Fenn", NameKind.PERSON),
        ("Veldmark", NameKind.ORGANISATION),
    ]


def test_byline_without_marks_is_found_by_its_link() -> None:
    assert names(masthead_of(under_title='<div class="x7"><a href="/author/ida-fenn">Ida Fenn</a></div>')) == ["Ida Fenn"]


def test_byline_at_the_end_counts_where_the_head_has_none() -> None:
    assert names(masthead_of(closing="<p>By Ida Fenn</p>")) == ["Ida Fenn"]
    assert names(masthead_of(closing="<p>Posted by Ida Fenn at 10:30 AM</p>")) == ["Ida Fenn"]


def test_reporting_line_names_the_authors_where_the_head_has_an_agency_only() -> None:
    closing = "<p>(Reporting by Ida Fenn and Ora Pell; Editing by Tam Weir)</p>"
    assert names(masthead_of(under_title=byline("Reuters"), closing=closing)) == ["Ida Fenn", "Ora Pell"]


def test_stated_author_counts_where_none_is_printed() -> None:
    masthead = masthead_of(head=json_ld(author={"@type": "Person", "name": "Ida Fenn"}))
    assert names(masthead) == ["Ida Fenn"]
    assert masthead.authors[0].ground is Ground.MARKED_UP


def test_stated_author_completes_a_byline_cut_short() -> None:
    head = json_ld(author=[{"name": "Ida Fenn"}, {"name": "Ora Pell"}])
    assert names(masthead_of(head=head, under_title=byline("By Ida Fenn and 1 other"))) == ["Ida Fenn", "Ora Pell"]


def test_author_of_a_reviewed_claim_is_not_the_author() -> None:
    claim = {"@type": "ClaimReview", "itemReviewed": {"author": {"name": "Tam Weir"}}, "author": {"name": "Elm Valley Herald"}}
    assert names(masthead_of(head=f'<script type="application/ld+json">{json.dumps(claim)}</script>')) == []


def test_author_given_by_reference_is_resolved() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": TITLE, "author": {"@id": "#p1"}},
            {"@type": "Person", "@id": "#p1", "name": "Ida Fenn"},
        ]
    }
    assert names(masthead_of(head=f'<script type="application/ld+json">{json.dumps(graph)}</script>')) == ["Ida Fenn"]


def test_account_name_is_no_author() -> None:
    assert names(masthead_of(head='<meta name="author" content="admin"><meta name="parsely-author" content="gqlshare">')) == []


PUBLISHERS = [
    ("the site's name", {}, "Elm Valley Herald"),
    ("a slogan behind the name", {"site": "Elm Valley Herald | News for the river"}, "Elm Valley Herald"),
    ("an address as the site's name", {"site": "www.elmvalleyherald.com"}, "elmvalleyherald.com"),
    ("an agency stated by the paper's file", {"head": json_ld(publisher={"name": "Associated Press"})}, "Elm Valley Herald"),
    ("an edition as the site's name", {"url": "https://www.reuters.com/world/ferry", "site": "U.S.", "head": json_ld(publisher={"name": "Reuters"})}, "Reuters"),
    ("nothing stated: the host", {"url": "https://www.salon.com/2031/04/09/ferry", "site": None}, "Salon"),
    ("two names: the one the page shows most", {"url": "https://www.mercurynews.com/ferry", "site": "East Bay Times", "head": json_ld(publisher={"name": "East Bay Times"})}, "East Bay Times"),
    ("an agency's page service", {"url": "https://hosted.ap.org/berkshireeagle/article/1/ferry", "site": "Hosted"}, "The Berkshire Eagle"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "parts", "publisher"), PUBLISHERS, ids=[case[0] for case in PUBLISHERS])
def test_publisher_agrees_with_its_host(title: str, parts: dict[str, str], publisher: str) -> None:
    found = masthead_of(**parts).publisher
    assert found is not None
    assert found.value.name == publisher


def test_host_stands_in_for_a_publisher_nobody_names() -> None:
    found = masthead_of(url="https://www.elm.example/ferry", site=None).publisher
    assert found is not None
    assert (found.value.name, found.ground) == ("elm.example", Ground.INFERRED)


def test_author_of_a_comment_is_not_the_author() -> None:
    comments = '<div class="comments"><p itemprop="author">Tam Weir</p><p>A fine boat it is.</p></div>'
    assert names(masthead_of(under_title=byline("By Ida Fenn"), after=comments)) == ["Ida Fenn"]


def test_publisher_nobody_names_is_none() -> None:
    assert masthead_of(url=None, site=None).publisher is None


DATES = [
    ("a printed date", {"under_title": "<time>April 9, 2031</time>"}, "2031-04-09"),
    ("published, then updated", {"under_title": "<p class='date'>Published April 9, 2031 Updated April 11, 2031</p>"}, "2031-04-09"),
    ("updated in a block of its own", {"under_title": "<div>PUBLISHED: </div><time>April 9, 2031 at 11:30 p.m.</time><div>| UPDATED: </div><time>April 10, 2031</time>"}, "2031-04-09"),
    ("print before a stated day in another zone", {"head": json_ld(datePublished="2031-04-10T05:30:59+00:00"), "under_title": "<time>April 9, 2031 at 11:30 p.m.</time>"}, "2031-04-09"),
    ("stated alone", {"head": json_ld(datePublished="2031-04-09T10:30:00+02:00")}, "2031-04-09T10:30:00+02:00"),
    ("stated against a far date in print", {"head": json_ld(datePublished="2031-04-09"), "under_title": "<time>March 1, 2029</time>"}, "2031-04-09"),
    ("a date of making against a date in print", {"head": '<meta name="date" content="2033-01-01">', "under_title": "<time>April 9, 2031</time>"}, "2031-04-09"),
    ("the address", {"url": "https://www.elmvalleyherald.com/2031/04/09/ferry"}, "2031-04-09"),
    ("a claim's date above the headline", {"head": "", "under_title": "<p class='byline'>By Ida Fenn on Monday, April 9th, 2031</p>"}, "2031-04-09"),
    ("compact and with slashes", {"head": '<meta name="bt:pubDate" content="20310409T09:51:53Z">'}, "2031-04-09T09:51:53Z"),
    ("an empty value of a machine", {"head": json_ld(datePublished="0001-01-01T00:00:00Z"), "under_title": "<time>9 Apr 2031</time>"}, "2031-04-09"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "parts", "published"), DATES, ids=[case[0] for case in DATES])
def test_publication_date(title: str, parts: dict[str, str], published: str) -> None:
    found = masthead_of(**parts).published
    assert found is not None
    assert found.value.iso == published


def test_date_in_a_caption_or_in_the_text_is_no_publication_date() -> None:
    picture = "<figure><figcaption>The quay on April 9, 2029.</figcaption></figure>"
    assert masthead_of(under_title=picture, opening="On 3 May 2030 the council promised it. ").published is None


def test_capture_date_is_no_evidence() -> None:
    assert masthead_of(taken="2031-04-09").published is None


def test_update_is_kept_apart() -> None:
    masthead = masthead_of(under_title="<p class='date'>Published April 9, 2031</p><p class='date'>Updated April 11, 2031</p>")
    assert masthead.modified is not None
    assert masthead.modified.value.iso == "2031-04-11"


def test_title_is_the_printed_headline_and_not_the_sites_name() -> None:
    document = web_page(under_title="<h1>Elm Valley Herald</h1>")
    title = read_masthead(document).title
    assert title is not None
    assert title.value == TITLE
    assert [span.of(document.text) for span in title.spans] == [TITLE]


def test_standfirst_stands_between_headline_and_text() -> None:
    text = "The council had promised the new boat for two summers, and the school band was there to see it off."
    standfirst = masthead_of(under_title=f'<p class="standfirst">{text}</p>').standfirst
    assert standfirst is not None
    assert standfirst.value == text


def test_dateline_is_the_place_with_its_house() -> None:
    dateline = masthead_of(opening="PORT ELM, April 9 (AP) — ").dateline
    assert dateline is not None
    assert dateline.value == "PORT ELM, April 9 (AP)"


def test_language_is_the_stated_one() -> None:
    language = masthead_of().language
    assert language is not None
    assert language.value == "en"
