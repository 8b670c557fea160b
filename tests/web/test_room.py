"""The reading room: its pages, what they say when something is wrong, and that nothing from outside acts in them."""

import json
import re
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from sayso.store.corrected import Subject
from sayso.store.library import Library, open_library
from sayso.web.guard import HEADERS, POLICY
from sayso.web.room import ROUTES
from tests.store.items import BARRIER, COVID, DROUGHT, page, prepared
from tests.web.conftest import client_of

BARRIER_ID, DROUGHT_ID, COVID_ID = (sha256(data).hexdigest() for data in (BARRIER, DROUGHT, COVID))
PLAIN = "http://127.0.0.1:7297"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "</title><svg onload=alert(1)>",
    "a\u202eb\u0007c",
)
QUERIES = (
    *HOSTILE,
    "",
    "covid-19",
    "U.S.",
    "don't",
    "C++",
    "-x",
    '"',
    '"a b',
    "(",
    ")",
    "OR",
    "NOT",
    "x" * 3999,
    "%00",
    "a\x00b",
    "*",
    "~!@#$",
)


class Seen(HTMLParser):
    """The elements, attributes and links of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    parser.close()
    return parser


def text_of(html: str) -> str:
    return " ".join("".join(seen(html).text).split())


def assert_inert(html: str) -> Seen:
    """Our own script and style alone, nothing inline, and no link that is not ours or the web's."""
    parser = seen(html)
    title = html.partition("<title>")[2].partition("</title>")[0]
    assert title
    assert "<" not in title
    assert not {"img", "iframe", "object", "embed", "base", "style", "video", "audio"} & set(parser.elements)
    assert parser.elements.count("script") == 1
    assert not [name for name, _ in parser.attributes if name.startswith("on") or name in ("style", "srcdoc", "formaction")]
    for link in parser.links:
        assert link.startswith(("/", "#", "data:,", "https://", "http://")), link
        assert not link.startswith("//")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "".join(parser.text).replace("\n", ""))
    return parser


# What the pages show


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search",
        "/sources",
        "/lines",
        "/dossiers",
        "/families",
        "/guide",
        "/counts",
        f"/documents/{BARRIER_ID}",
        f"/documents/{BARRIER_ID}/copies",
        f"/compare/{BARRIER_ID}/{DROUGHT_ID}",
        *("/", "/search", "/sources", "/quotations", "/dossiers", "/guide", "/counts"),
        *(f"/documents/{BARRIER_ID}{page}" for page in ("", "/copies", "/quotations")),
    ],
)
def test_every_page_opens_on_both_databases_with_one_heading_and_landmarks(reader: TestClient, path: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 200
    parser = assert_inert(answer.text)
    assert [parser.elements.count(name) for name in ("h1", "main", "header", "footer")] == [1, 1, 1, 1]
    assert len(parser.ids) == len(set(parser.ids))
    assert {link[1:] for link in parser.links if link.startswith("#")} <= set(parser.ids)
    assert ("lang", "en") in parser.attributes


def test_the_first_page_says_how_much_the_library_holds(reader: TestClient) -> None:
    assert "3 items, each taken apart" in text_of(reader.get("/").text)


def test_a_hit_is_shown_with_its_words_marked_and_leads_to_the_article(reader: TestClient) -> None:
    html = reader.get("/search", params={"q": "barrier"}).text
    assert "<mark>barrier</mark>" in html
    assert f'href="/documents/{BARRIER_ID}"' in html
    assert "1 document for" in text_of(html)


def test_a_statement_leads_to_its_place_in_the_text(reader: TestClient) -> None:
    html = reader.get("/search", params={"q": 'speaker:"Jorun Ashby"', "in": "statements"}).text
    [way] = {link for link in seen(html).links if BARRIER_ID in link and link.endswith("#s-1")}
    assert f'id="{way.partition("#")[2]}"' in reader.get(way).text
    html = reader.get("/search", params={"q": "Ashby", "in": "sources"}).text
    [way] = {link for link in seen(html).links if BARRIER_ID in link}
    assert f'id="{way.partition("#")[2]}"' in reader.get(way).text


def test_pages_follow_each_other_by_cursor_and_say_how_many_there_are(library: Library, place: str) -> None:
    library.add(
        [prepared(page(f"Notice number {number}", "The ferry sails.", date=f"2031-01-{number:02}")) for number in range(1, 29)]
    )
    with client_of(place) as client:
        html = client.get("/search", params={"order": "oldest"}).text
        assert "Showing 20 of 28 documents" in text_of(html)
        [following] = {link for link in seen(html).links if "after=" in link and link.startswith("/search?")}
        rest = client.get(following).text
        assert "Showing 8 of 28 documents" in text_of(rest)
        titles = re.findall(r"Notice number (\d+)", html + rest)
        assert [int(number) for number in titles] == list(range(1, 29))
        assert "first page" in rest


def test_a_value_of_a_facet_narrows_the_search_to_as_many_as_it_counts(reader: TestClient) -> None:
    html = reader.get("/search", params={"q": "the OR a"}).text
    narrowed = [link for link in seen(html).links if "outlet%3A" in link and link.startswith("/search?")]
    assert len(narrowed) == 3
    assert all("1 document for" in text_of(reader.get(link).text) for link in narrowed)


def test_the_box_of_a_facet_finds_values_by_their_beginning(library: Library, place: str) -> None:
    library.add([prepared(page(f"Item {number}", "It rains.", outlet=f"Outlet {number:02}")) for number in range(12)])
    with client_of(place) as client:
        html = client.get("/search").text
        assert "8 of 12: all" in text_of(html)
        found = text_of(client.get("/search", params={"find-outlet": "outlet 1"}).text)
        assert "Outlet 10 1 Outlet 11 1" in found
        assert "Outlet 09" not in found.partition("How they spread")[2]
        every = text_of(client.get("/counts", params={"by": "outlet"}).text)
        assert "Showing 12 of 12 values" in every


def test_costly_facets_of_many_hits_are_counted_when_asked_for(reader: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'id="facet-source"' in reader.get("/search").text
    monkeypatch.setattr("sayso.web.facets.MANY", 2)
    html = reader.get("/search").text
    assert 'id="facet-source"' not in html
    assert 'id="facet-outlet"' in html
    assert "counted when asked for: Statements in them, by kind, Source" in text_of(html)
    assert 'id="facet-source"' in reader.get("/search", params={"find-source": "jorun"}).text


def test_remarks_of_a_query_are_shown(reader: TestClient) -> None:
    html = reader.get("/search", params={"q": '"flood barrier'}).text
    assert "a quotation mark that is not closed was closed at the end" in text_of(html)


def test_the_article_shows_kinds_by_line_and_offers_other_looks(reader: TestClient) -> None:
    html = reader.get(f"/documents/{BARRIER_ID}").text
    assert 'class="reading marks-kinds"' in html
    assert "direct" in html
    assert 'class="reading marks-plain"' in reader.get(f"/documents/{BARRIER_ID}", params={"marks": "plain"}).text
    assert 'class="reading marks-kinds"' in reader.get(f"/documents/{BARRIER_ID}", params={"marks": "<x>"}).text


def test_a_shortened_id_leads_to_the_whole_one(reader: TestClient) -> None:
    answer = reader.get(f"/documents/{BARRIER_ID[:8]}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/documents/{BARRIER_ID}")


def test_only_addresses_of_the_web_without_a_password_become_links(reader: TestClient) -> None:
    html = reader.get(f"/documents/{BARRIER_ID}").text
    assert '<a href="https://gazette.example/barrier" rel="noreferrer external">' in html
    for id_ in (DROUGHT_ID, COVID_ID):
        links = seen(reader.get(f"/documents/{id_}").text).links
        assert not [link for link in links if "javascript" in link or "secret" in link]


def test_an_original_is_saved_byte_for_byte_and_never_shown(reader: TestClient) -> None:
    answer = reader.get(f"/documents/{BARRIER_ID}/original")
    assert answer.content == BARRIER
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-disposition"] == f'attachment; filename="sayso-{BARRIER_ID[:12]}.html.txt"'
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_findings_light_up_by_a_style_of_their_own_address(reader: TestClient) -> None:
    assert f'href="/documents/{BARRIER_ID}/marks.css"' in reader.get(f"/documents/{BARRIER_ID}").text
    style = reader.get(f"/documents/{BARRIER_ID}/marks.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "#s-1:target~.block .s-1{" in style.text


def test_a_correction_is_shown_as_a_persons(filled: Library, client: TestClient) -> None:
    filled.correct(BARRIER_ID, Subject.TITLE, "Barrier <b>shut</b>", who="Ilse Maren", why="as on the board")
    filled.correct(BARRIER_ID, Subject.MANNER, "mixed", statement=1, who="Ilse Maren", why="half of it is quoted")
    undone = filled.correct(BARRIER_ID, Subject.OUTLET, "Nobody", who="Odd Tveit", why="a try")
    filled.undo(undone.number, who="Odd Tveit", why="a slip")
    html = client.get(f"/documents/{BARRIER_ID}").text
    text = text_of(html)
    assert_inert(html)
    assert "Barrier <b>shut</b>" in text
    assert "corrected by Ilse Maren, no. " in text
    assert "half of it is quoted" in text
    assert "undone by Odd Tveit on 2031-04-09: a slip" in text


def test_places_in_the_original_stand_beside_what_was_read(reader: TestClient) -> None:
    assert re.search(r'<p class="maker">\d+:\d+, rule', reader.get(f"/documents/{BARRIER_ID}").text)


def test_a_damaged_original_is_said_and_the_rest_is_shown(filled: Library, client: TestClient) -> None:
    damage = "UPDATE original SET content = ? WHERE document_id = (SELECT id FROM document WHERE sha256 = ?)"
    filled.database.run(damage, (b"rotten", BARRIER_ID))
    answer = client.get(f"/documents/{BARRIER_ID}")
    assert answer.status_code == 200
    assert f"the original {BARRIER_ID[:12]} is damaged" in text_of(answer.text)
    assert client.get(f"/documents/{BARRIER_ID}/original").status_code == 503


def test_a_withdrawn_item_says_so_on_each_of_its_pages(filled: Library, client: TestClient) -> None:
    filled.withdraw(BARRIER_ID, "asked for by the <i>outlet</i>")
    documents = [f"/documents/{BARRIER_ID}{path}" for path in ("", ".json", "/original", "/copies")]
    for path in (*documents, f"/compare/{DROUGHT_ID}/{BARRIER_ID}", f"/compare/{BARRIER_ID}/{DROUGHT_ID}.json"):
        answer = client.get(path)
    for path in ("", ".json", "/original", "/copies", "/quotations", "/quotations/1", "/quotations/1.json"):
        answer = client.get(f"/documents/{BARRIER_ID}{path}")
        assert answer.status_code == 410
        assert "was withdrawn on 2031-04-09: asked for by the <i>outlet</i>" in text_of(answer.text)
        assert "Jorun" not in answer.text
    assert "1 document" not in text_of(client.get("/search", params={"q": "barrier"}).text)


def test_sources_are_counted_over_the_library_with_outlets_and_the_undetermined_share(reader: TestClient) -> None:
    text = text_of(reader.get("/sources").text)
    assert "Jorun Ashbyperson named 2 33% 1 Sarn Gazette 1 0%" in text
    assert "laid to somebody without a name" in text
    unnamed = text_of(reader.get("/sources", params={"q": "named:no"}).text)
    assert "hospital official" in unnamed
    assert "Jorun Ashby" not in unnamed
    found = json.loads(reader.get("/sources.json", params={"find": "jorun"}).content)
    assert (found["kind"], [one["name"] for one in found["names"]]) == ("quoted", ["Jorun Ashby"])


def test_a_theme_has_a_page_with_its_items_and_who_is_quoted_in_them(library: Library, place: str) -> None:
    filed = page("Locks close", "The locks close, Jorun Ashby said.").replace(
        b"<article>", b"<p>Theme: <a href='/theme/locks'>Locks &amp; weirs</a></p><article>"
    )
    library.add([prepared(filed)])
    with client_of(place) as client:
        [href] = [link for link in seen(client.get("/dossiers").text).links if link.startswith("/dossier?as=theme")]
        text = text_of(client.get(href).text)
        assert "Locks & weirs" in text
        assert "1 document" in text
        assert "Jorun Ashby 1" in text
        assert client.get("/dossier", params={"as": "theme", "name": "No such"}).status_code == 404
        assert client.get("/dossier", params={"as": "colour", "name": "x"}).status_code == 400


def test_pages_can_be_had_as_the_json_of_the_command_line(reader: TestClient) -> None:
    hits = json.loads(reader.get("/search.json", params={"q": "barrier"}).content)
    assert (hits["kind"], hits["total"], hits["hits"][0]["id"]) == ("hits", 1, BARRIER_ID)
    assert json.loads(reader.get(f"/documents/{BARRIER_ID}.json").content)["kind"] == "record"
    assert json.loads(reader.get("/counts.json", params={"by": "outlet"}).content)["facets"][0]["distinct"] == 3


# What is refused, and how


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/nowhere", 404, "there is no such page"),
        ("/search/", 404, "there is no such page"),
        ("/static/..%2f..%2froom.py", 404, "there is no such"),
        ("/static/secret", 404, "there is no such file"),
        ("/documents/zzz", 404, "is not the id of an item"),
        ("/documents/abcdef12", 404, "the library has no item"),
        ("/search?q=date:x", 400, "date: cannot be 'x'"),
        ("/search?in=people", 400, "nothing is kept that is called people"),
        ("/search?order=best", 400, "there is no order best"),
        ("/search?after=!!", 400, "the cursor is not one that a page gave"),
        ("/search?after=WyJuZXdlc3QiLCIiLDk5OTk5OTk5OTk5OTk5OTk5OTk5OSwwXQ", 400, "the cursor is not one"),
        ("/search?after=WyJuZXdlc3QiLDEuNSwxLDBd", 400, "the cursor is not one"),
        ("/sources?after=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTksIngiXQ", 400, "the cursor is not one"),
        ("/families?after=-1", 400, "the cursor is not one"),
        ("/families?after=9999999999", 400, "the cursor is not one"),
        ("/families.json?after=%C2%B2", 400, "the cursor is not one"),
        ("/counts?by=colour", 400, "hits cannot be counted by colour"),
        (f"/compare/{BARRIER_ID}/zzz", 404, "is not the id of an item"),
        (f"/compare/abcdef12/{BARRIER_ID}.json", 404, "the library has no item"),
        (f"/compare/{BARRIER_ID}", 404, "there is no such page"),
        (f"/compare/{BARRIER_ID}/{DROUGHT_ID}?only=%3Cb%3E", 400, "<b> is no class of changes"),
        ("/documents/%3Cscript%3E", 404, "is not the id of an item"),
        ("/search?q=" + "x" * 4001, 400, "the query has 4,001 characters"),
    ],
)
def test_what_cannot_be_answered_is_a_page_with_reason_and_remedy(reader: TestClient, path: str, status: int, says: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == status
    assert says in text_of(answer.text)
    assert "What to do" in text_of(answer.text)
    assert_inert(answer.text)


def test_a_library_that_is_gone_is_said_and_the_room_stays_open(
    client: TestClient, filled: Library, place: str, tmp_path
) -> None:
    if "://" in place:
        pytest.skip("a server's database is not deleted beneath its readers")
    filled.close()
    (tmp_path / "news.db").rename(tmp_path / "aside.db")
    answer = client.get("/search")
    assert answer.status_code == 404
    assert "there is no library" in text_of(answer.text)
    (tmp_path / "aside.db").rename(tmp_path / "news.db")
    assert client.get("/search").status_code == 200


def test_a_fault_of_ours_is_a_page_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.searching.shown_hit", lambda *given: 1 / 0)
    answer = client.get("/search")
    assert answer.status_code == 500
    assert "a fault in sayso (ZeroDivisionError)" in text_of(answer.text)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_done_but_reading(reader: TestClient, method: str) -> None:
    answer = reader.request(method, "/search")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:7297",
        "",
        "0.0.0.0:7297",
        "127.0.0.1:80:80",
        "[::1]:7297",
    ],
)
def test_a_page_of_another_name_that_leads_here_gets_nothing(reader: TestClient, host: str) -> None:
    answer = reader.get("/search", headers={"Host": host})
    assert answer.status_code == 421
    assert "Jorun" not in answer.text


def test_the_room_is_open_under_both_names_of_this_machine_and_through_another_port(reader: TestClient) -> None:
    for host in ("127.0.0.1:7297", "localhost:7297", "LOCALHOST", "127.0.0.1:9000"):
        assert reader.get("/guide", headers={"Host": host}).status_code == 200


def test_every_answer_carries_the_policy(reader: TestClient) -> None:
    assert POLICY == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'"
    )
    given = {"id": BARRIER_ID, "first": BARRIER_ID, "second": COVID_ID, "name": "room.css", "number": 1}
    paths = [path.format(**given) for path in ROUTES]
    for path in (*paths, "/nowhere", "/search?q=date:x", "/static/room.js", "/static/report.css"):
        for answer in (
            reader.get(path),
            reader.head(path),
            reader.get(path, headers={"Host": "evil.example"}),
            reader.post(path),
        ):
            for name, value in HEADERS.items():
                assert answer.headers[name] == value, path


# What comes from outside


@pytest.mark.parametrize("query", QUERIES)
def test_whatever_is_asked_is_answered_and_nothing_of_it_acts(reader: TestClient, query: str) -> None:
    paths = [("/search", {"in": target}) for target in ("documents", "statements", "sources", "terms")]
    for path, more in (*paths, ("/sources", {}), ("/counts", {"by": "outlet"}), ("/dossier", {"name": query})):
        answer = reader.get(path, params={"q": query, "find": query[:50], "find-outlet": query[:50], **more})
        assert answer.status_code in (200, 400, 404), (path, answer.text)
        assert_inert(answer.text)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_an_item_acts_on_any_page(library: Library, place: str, words: str) -> None:
    from html import escape

    safe = escape(words.replace("\x07", ""))
    data = page(f"{safe} title", f"“It {safe} holds,” {safe} Jorun Ashby said. The barrier {safe} stays.", outlet=f"Post {safe}")
    library.add([prepared(data, url="https://post.example/" + words)])
    other = data.replace(b"The barrier", b"The locks") + b"<!-- again -->"
    library.add([prepared(other, url="https://post.example/again")])
    library.copies.catch_up()
    id_ = sha256(data).hexdigest()
    library.correct(id_, Subject.TITLE, words, who=words, why=words)
    with client_of(place) as client:
        for path in (
            "/",
            "/search?q=barrier",
            "/search?in=statements",
            "/search?in=sources",
            "/search?in=terms",
            "/sources",
            "/quotations",
            "/counts?by=author",
            "/families",
            f"/documents/{id_}/copies",
            "/lines",
            f"/compare/{id_}/{sha256(other).hexdigest()}",
            f"/documents/{id_}/quotations",
        ):
            answer = client.get(path)
            assert answer.status_code == 200
            assert_inert(answer.text)
        answer = client.get(f"/documents/{id_}")
        assert answer.status_code == 200
        parser = assert_inert(answer.text)
        assert "49" not in "".join(parser.text).partition("title")[0][:200] or "7 * 7" not in words
        if "\u202e" in words:
            assert "<U+202E>" in "".join(parser.text)


def test_a_copy_is_shown_with_what_shows_it(library: Library, place: str) -> None:
    words = (
        "The barrier stays shut until the water falls, the harbour office said on Monday, and no boat may leave before that day."
    )
    source = prepared(page("Barrier shut", words, outlet="Sarn Gazette", date="2031-04-09"))
    copy = prepared(page("No boat may leave", words, "From the Sarn Gazette.", outlet="Quill Courier", date="2031-04-10"))
    library.add([source, copy])
    library.copies.catch_up()
    with client_of(place) as client:
        article = client.get(f"/documents/{copy.capture.sha256}").text
        assert "One of 2 copies of one text" in text_of(article)
        shown = client.get(f"/documents/{copy.capture.sha256}/copies").text
        told = client.get(f"/documents/{copy.capture.sha256}/copies.json").json()
    assert (told["kind"], told["items"][0]["copied_from"]) == ("kinship", source.capture.sha256[:12])
    assert_inert(shown)
    assert "2, very likely, p " in text_of(shown)
    assert "names the other’s outlet: “Sarn Gazette”" in text_of(shown)


def test_lines_of_sourcing_are_counted_of_what_answers(reader: TestClient) -> None:
    assert "/lines?q=the" in reader.get("/search", params={"q": "the"}).text
    assert "/lines?" not in reader.get("/search", params={"q": "the", "in": "statements"}).text
    page = text_of(reader.get("/lines", params={"q": "outlet:Sarn"}).text)
    assert "1 item, 1 line of sourcing" in page
    told = reader.get("/lines.json", params={"join": "newsrooms"}).json()
    assert (told["kind"], told["lines"]["until"]) == ("kinship", "newsroom")
    assert "Nothing answers." in text_of(reader.get("/lines", params={"q": "outlet:nowhere"}).text)
    assert reader.get("/lines", params={"join": "everything"}).status_code == 400


WATER = "The barrier stays shut until the water falls, the harbour office said on Monday, and no boat may leave before that day."
FIRST = page("Barrier shut", WATER, "About 12 boats wait.", "It was built in 1987.", outlet="Sarn Gazette", date="2031-04-09")
SECOND = page(
    "Barrier stays shut", WATER, "At least 14 boats wait.", "From the Sarn Gazette.", outlet="Quill Courier", date="2031-04-10"
)
FIRST_ID, SECOND_ID = (sha256(data).hexdigest() for data in (FIRST, SECOND))


@pytest.fixture
def pair(library: Library, place: str) -> TestClient:
    """Somebody who asks the room of a library with an article and its copy."""
    library.add([prepared(FIRST), prepared(SECOND)])
    library.copies.catch_up()
    return client_of(place)


def test_two_copies_are_shown_beside_each_other_with_each_change_named(pair: TestClient) -> None:
    html = pair.get(f"/compare/{FIRST_ID}/{SECOND_ID}").text
    parser = assert_inert(html)
    text = text_of(html)
    assert "The second is held to be copied from the first" in text
    assert "very likely, p " in text
    assert "names the other’s outlet: “Sarn Gazette”" in text
    assert re.search(r"<del><span class=\"vh\">\(left out: </span>About 12<span class=\"vh\">\)</span></del>", html)
    assert "(put in: At least 14)figure" in text
    assert "(put in: stays )headline" in text or "(put in: stays)headline" in text
    assert f"/documents/{FIRST_ID}" in parser.links
    assert f"/documents/{SECOND_ID}" in parser.links
    assert len(parser.ids) == len(set(parser.ids))
    assert "held to be copied from the second" not in text
    turned = text_of(pair.get(f"/compare/{SECOND_ID}/{FIRST_ID}").text)
    assert "The first is held to be copied from the second" in turned


def test_beside_each_other_stands_what_a_person_said_of_two(pair: TestClient, library: Library) -> None:
    path = f"/compare/{FIRST_ID}/{SECOND_ID}"
    decision = library.origins.confirm(FIRST_ID, SECOND_ID, who="desk", why="rang the editor")
    text = text_of(pair.get(path).text)
    assert "The first is held to be copied from the second" in text
    assert "confirmed by desk, 2031-04-09: rang the editor." in text
    library.origins.undo(decision.number, who="desk", why="another editor")
    library.origins.reject(SECOND_ID, FIRST_ID, who="desk", why="both have it from the agency")
    text = text_of(pair.get(path).text)
    assert "who copied whom is not said; rejected by desk, 2031-04-09: both have it from the agency." in text


def test_classes_of_changes_are_shown_alone(pair: TestClient) -> None:
    path = f"/compare/{FIRST_ID}/{SECOND_ID}"
    html = pair.get(path, params={"only": "figures,hedge"}).text
    assert html.count("<del>") == 2  # one in the line that says what the marks mean
    assert 'value="figure" checked' in html
    assert 'value="hedge" checked' in html
    assert "changes shown" in text_of(html)
    form = pair.get(f"{path}?only=figure&only=insertion").text
    assert form.count("checked") == 2
    told = pair.get(f"{path}.json?only=figure").json()
    assert (told["kind"], [change["kind"] for change in told["changes"]]) == ("diff", ["figure"])
    assert (told["old"], told["changes"][0]["new"]["words"]) == (FIRST_ID[:12], "At least 14")


def test_a_comparison_of_shortened_ids_leads_to_the_whole_ones(pair: TestClient) -> None:
    answer = pair.get(f"/compare/{FIRST_ID[:8]}/{SECOND_ID}?only=figure")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/compare/{FIRST_ID}/{SECOND_ID}?only=figure")


def test_each_copy_can_be_compared_with_what_it_was_made_from(pair: TestClient) -> None:
    for id_ in (FIRST_ID, SECOND_ID):
        links = seen(pair.get(f"/documents/{id_}/copies").text).links
        assert f"/compare/{FIRST_ID}/{SECOND_ID}" in links
        assert f"/compare/{SECOND_ID}/{FIRST_ID}" not in links


def test_the_family_is_drawn_with_links_and_without_style_of_its_own(pair: TestClient) -> None:
    html = pair.get(f"/documents/{SECOND_ID}/copies").text
    assert_inert(html)
    drawing = html[html.index("<svg") : html.index("</div>", html.index("<svg"))]
    assert drawing.count("<rect ") == 2
    assert f'<a href="/documents/{FIRST_ID}">' in drawing
    assert "<style" not in drawing
    assert 'role="group"' in drawing


def test_families_are_listed_with_outlets_first_date_and_origin(pair: TestClient) -> None:
    html = pair.get("/families").text
    assert "2 items in 1 family." in text_of(html)
    assert "Barrier shut 2 Sarn Gazette, Quill Courier 2031-04-09 Sarn Gazette, 2031-04-09" in text_of(html)
    assert f"/documents/{FIRST_ID}/copies" in seen(html).links
    told = pair.get("/families.json").json()
    assert (told["kind"], told["total"], told["families"][0]["origin"]) == ("families", 1, FIRST_ID)
    assert "no family after so many" in text_of(pair.get("/families?after=1").text)


def test_an_origin_is_left_open_where_nothing_says_it(library: Library, place: str) -> None:
    library.add([prepared(page("One", WATER, outlet="Sarn Gazette")), prepared(page("Other", WATER, outlet="Quill Courier"))])
    library.copies.catch_up()
    with client_of(place) as client:
        assert "left open" in text_of(client.get("/families").text)


def test_families_follow_each_other_by_page(pair: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    rain = "It rained on the upper town for nine days, the keeper of the gauge wrote in the book that hangs beside the town hall door."
    library.add([prepared(page(f"Rain {number}", rain, outlet=f"Post {number}")) for number in range(3)])
    library.copies.catch_up()
    monkeypatch.setattr("sayso.web.families.PAGE", 1)
    first = pair.get("/families").text
    assert "Showing 1 of 2 families" in text_of(first)
    assert "Rain 0" in text_of(first)
    [following] = {link for link in seen(first).links if "after=" in link and ".json" not in link}
    assert "Barrier shut" in text_of(pair.get(following).text)
    monkeypatch.setattr("sayso.export.families.WEIGHED", 2)
    assert "not weighed here" in text_of(pair.get("/families").text)


@pytest.mark.parametrize("query", ["boats", "boats OR sails", '"boats wait" OR outlet:="Quill Courier"', "", '"boats'])
def test_copies_can_be_counted_once_and_each_by_a_link_that_keeps_the_query(pair: TestClient, query: str) -> None:
    every = pair.get("/search", params={"q": query, "order": "oldest"}).text
    [once] = {link for link in seen(every).links if "copies%3Acollapse" in link and link.startswith("/search?")}
    assert "order=oldest" in once
    shown = pair.get(once).text
    assert "1 document" in text_of(shown)
    [back] = re.findall(r'the first is counted. <a href="([^"]*)"', shown)
    assert re.findall("<h2.*h2>", pair.get(back.replace("&amp;", "&")).text) == re.findall("<h2.*h2>", every) or query == '"boats'
    assert "2 documents" in text_of(pair.get(back.replace("&amp;", "&")).text)


def test_two_items_that_share_nothing_are_said_to(reader: TestClient) -> None:
    text = text_of(reader.get(f"/compare/{BARRIER_ID}/{COVID_ID}").text)
    assert "No text was found that the two share" in text
    assert "they may not be versions of one article" in text


def test_a_damaged_original_can_still_be_compared(filled: Library, client: TestClient) -> None:
    damage = "UPDATE original SET content = ? WHERE document_id = (SELECT id FROM document WHERE sha256 = ?)"
    filled.database.run(damage, (b"rotten", BARRIER_ID))
    for ending in ("", ".json"):
        assert client.get(f"/compare/{BARRIER_ID}/{DROUGHT_ID}{ending}").status_code == 200


def test_two_captures_of_one_page_are_shown_as_versions(library: Library, place: str) -> None:
    words = (
        "The barrier stays shut until the water falls, the harbour office said on Monday, and no boat may leave before that day."
    )
    url = "https://sarngazette.example/barrier"
    both = [
        prepared(page(title, words, outlet="Sarn Gazette"), url=url, taken=day)
        for title, day in (("Barrier shut", "2031-04-09"), ("Barrier stays shut", "2031-04-11"))
    ]
    library.add(both)
    library.copies.catch_up()
    with client_of(place) as client:
        assert "One of 2 versions of one page" in text_of(client.get(f"/documents/{both[1].capture.sha256}").text)
        shown = client.get(f"/documents/{both[1].capture.sha256}/copies").text
    assert_inert(shown)
    assert "Versions of one page: 2" in text_of(shown)
    assert "a later version of 2, captured 2031-04-11" in text_of(shown)


def test_what_a_person_decided_about_a_copy_is_shown_as_theirs(library: Library, place: str) -> None:
    words = (
        "The barrier stays shut until the water falls, the harbour office said on Monday, and no boat may leave before that day."
    )
    source = prepared(page("Barrier shut", words, outlet="Sarn Gazette", date="2031-04-09"))
    copy = prepared(page("No boat may leave", words, "From the Sarn Gazette.", outlet="Quill Courier", date="2031-04-10"))
    library.add([source, copy])
    library.copies.catch_up()
    ids = [one.capture.sha256 for one in (source, copy)]
    hostile = "<i>desk\x1b[31m</i>"
    library.origins.reject(ids[1], ids[0], who=hostile, why="both have it from the office")
    library.origins.confirm(ids[0], ids[1], who=hostile, why="rang both")
    with client_of(place) as client:
        shown = client.get(f"/documents/{ids[0]}/copies").text
        assert_inert(shown)
        assert "2, confirmed by" in text_of(shown)
        assert ", 2031-04-09: rang both" in text_of(shown)
        assert "not from 1, rejected by" in text_of(shown)
        library.origins.undo(2, who="desk", why="wrong")
        library.origins.keep_apart(ids[0], ids[1], who="desk", why="a standing notice")
        shown = text_of(client.get(f"/documents/{ids[0]}/copies").text)
        assert "No copy of it was found among the " in shown
        assert "no copy of 1, kept apart by desk" in shown


def test_the_library_is_opened_to_read_only(filled: Library, place: str) -> None:
    from sayso.errors import LibraryError

    with open_library(place, read_only=True) as reading, pytest.raises(LibraryError):
        reading.withdraw(BARRIER_ID, "not from here")
    assert filled.record(BARRIER_ID) is not None
