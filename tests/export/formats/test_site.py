"""The site: pages that stand by themselves, lead to each other, do nothing, and read back as the record they were made from."""

import re
import subprocess
import threading
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import unquote, urldefrag

import pytest
from msgspec import Struct
from msgspec.structs import replace

import sayso
from sayso.export.format import Choices
from sayso.export.formats.site import FORMAT
from sayso.export.pages import file_name
from sayso.model.finding import Finding, Ground
from sayso.model.record import Licence
from tests.by_hand import MADE
from tests.export.items import HOSTILE, SAMPLES, TOMBSTONE, by_hand, hostile, sample, samples

DATA = "application/ld+json"


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.elements, self.attributes, self.links, self.text, self.scripts, self.heads = [], [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [(tag, name) for name, _ in attrs]
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href"]
        if tag == "link":
            self.heads.append(dict(attrs))
        if tag == "script":
            self.scripts.append(dict(attrs).get("type"))

    def handle_data(self, data):
        self.text.append(data)


def seen(path):
    parser = Seen()
    parser.feed(path.read_text("utf-8"))
    parser.close()
    return parser


@pytest.fixture
def site(tmp_path):
    FORMAT.to_folder((*samples(), by_hand(), TOMBSTONE), tmp_path, Choices(title="River papers"))
    return tmp_path


def page_of(site, item):
    [page] = [path for path in (site / "articles").iterdir() if item.id[:12] in path.name]
    return page


def told(record):
    """What a record says: every value of masthead, origin, filing and terms, every statement with its words, every source."""
    said = {}
    for part in ("masthead", "origin", "filing", "terms"):
        for name in getattr(record, part).__struct_fields__:
            found = getattr(getattr(record, part), name)
            if name == "candidates":
                continue
            values = [value_of(one) for one in found] if isinstance(found, tuple) else value_of(found)
            said[f"{part}.{name}"] = values
    text = record.document.text
    said["statements"] = [
        (*(" ".join(span.of(text) for span in spans) for spans in (one.content, one.source, one.cue)), one.manner, one.reports)
        for one in record.attributions
    ]
    said["sources"] = [(one.name.value, one.kind, one.named, one.statements) for one in record.sources]
    said["biographies"] = [(one.text.value, [role.value for role in one.roles]) for one in record.biographies]
    return said


def value_of(one):
    if isinstance(one, Finding):
        return one.value
    if not isinstance(one, Struct):
        return one
    return [value_of(getattr(one, name)) for name in one.__struct_fields__ if name != "terms"]


@pytest.mark.parametrize("name", SAMPLES)
def test_an_article_page_reads_back_as_the_same_record(site, name):
    item = sample(name)
    assert told(sayso.read(page_of(site, item))) == told(item.record)


def test_reading_back_does_not_change_with_the_name_of_the_site_or_its_neighbours(tmp_path):
    item = sample(SAMPLES[1])
    FORMAT.to_folder([item], tmp_path, Choices(title="The Northmere Press Agency Copyright 1999 Archive"))
    assert told(sayso.read(page_of(tmp_path, item))) == told(item.record)


def test_every_link_of_the_site_leads_to_a_page_of_it(site):
    pages = sorted(site.rglob("*.html"))
    linked = set()
    for page in pages:
        for target in seen(page).links:
            target, _ = urldefrag(target)
            if target and not re.match(r"https?:|mailto:", target):
                linked.add((page.parent / unquote(target)).resolve())
    assert linked <= {page.resolve() for page in pages}
    assert {page.resolve() for page in pages} - linked == set()


@pytest.mark.smoke
def test_indexes_list_each_item_under_every_name_it_is_filed_under(site):
    for folder, count in (
        ("outlets", 2),
        ("dates", 3),
        ("regions", 4),
        ("themes", 2),
        ("dossiers", 1),
        ("sections", 1),
        ("authors", 4),
    ):
        assert len(list((site / folder).iterdir())) == count + 1, folder
    [region] = [path for path in (site / "regions").iterdir() if path.name.startswith("sarn-valley-lower-delta-")]
    assert page_of(site, sample(SAMPLES[0])).name in region.read_text()
    front = "".join(seen(site / "index.html").text)
    assert "3 items" in front
    assert front.index("Lock Keepers Vote") < front.index("Two towns agree") < front.index("Quillhaven Barges")


def test_a_long_list_goes_on_over_pages_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("sayso.export.formats.site._LINES", 2)
    items = [replace(by_hand(), id=f"{number:064x}") for number in (1, 2, 3, 4, 5)]
    FORMAT.to_folder(items, tmp_path, Choices())
    pages = [tmp_path / name for name in ("index.html", "index-2.html", "index-3.html")]
    listed = [target for page in pages for target in seen(page).links if target.startswith("articles/")]
    assert len(listed) == len(set(listed)) == 5
    assert "3 to 4 of 5 items" in "".join(seen(pages[1]).text)
    assert [target for target in seen(pages[1]).links if target.startswith("index")][-2:] == ["index.html", "index-3.html"]
    linked = {
        (page.parent / target).resolve() for page in tmp_path.rglob("*.html") for target in seen(page).links if ".html" in target
    }
    assert linked <= {page.resolve() for page in tmp_path.rglob("*.html")}


def test_a_withdrawn_item_has_its_stone_and_no_page(site):
    page = (site / "withdrawn.html").read_text()
    assert TOMBSTONE.id in page
    assert "=asked by the =author" in page
    assert not any(TOMBSTONE.id[:12] in path.name for path in (site / "articles").iterdir())


def test_rights_are_machine_readable(tmp_path):
    item = by_hand()
    deed = "https://creativecommons.org/licenses/by/4.0/"
    licence = Finding(value=Licence("CC-BY-4.0", deed), ground=Ground.PRINTED, by=MADE)
    capture = replace(item.record.document.capture, url="https://ann:key@lanternfield.example/lock")
    document = replace(item.record.document, capture=capture)
    record = replace(item.record, document=document, terms=replace(item.record.terms, licence=licence))
    FORMAT.to_folder([replace(item, record=record)], tmp_path, Choices())
    found = seen(page_of(tmp_path, item))
    assert {one["rel"]: one["href"] for one in found.heads} == {
        "license": deed,
        "canonical": "https://lanternfield.example/lock",
    }
    assert found.scripts == [DATA]
    assert "key@" not in page_of(tmp_path, item).read_text()


def test_a_licence_that_does_not_cover_the_text_is_no_link(site):
    assert not [one for one in seen(page_of(site, by_hand())).heads if one["rel"] == "license"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_do_nothing_on_any_page(words, tmp_path):
    other = replace(hostile(words), id="d" * 64)
    FORMAT.to_folder([hostile(words), other, replace(TOMBSTONE, reason=words)], tmp_path, Choices(title=words))
    pages = sorted(tmp_path.rglob("*.html"))
    assert len([page for page in pages if page.parent.name == "articles"]) == 2, "two items of one title are two pages"
    for page in pages:
        assert re.fullmatch(r"[a-z0-9-]+\.html", page.name)
        assert page.resolve().is_relative_to(tmp_path.resolve())
        found, text = seen(page), page.read_text("utf-8")
        assert not {"img", "iframe", "object", "form", "input", "x"} & set(found.elements)
        assert set(found.scripts) <= {DATA}
        assert not [name for _, name in found.attributes if name.startswith("on") or name in ("src", "style", "srcset")]
        assert not re.search("[\x00\x1b\u202a-\u202e\u2066-\u2069]", text)
        for target in found.links:
            assert re.match(r"(?:\.\./)*[a-z0-9/-]+\.html$|#|https?://|mailto:", target), target


@pytest.mark.parametrize("words", ["", "..", "CON", "a" * 500, "日本", "\u202e", "a/b\\c", "x.html", "-" * 80])
def test_names_of_files_are_plain_short_and_their_own(words):
    name = file_name(words, f"regions/{words}")
    assert re.fullmatch(r"[a-z0-9-]{12,74}", name)
    assert name != file_name(words, "regions/other")


def test_a_browser_shows_the_pages_and_asks_nobody(browser, site):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            path = site / self.path.lstrip("/")
            self.send_response(200 if path.is_file() else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(path.read_bytes() if path.is_file() else b"")

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = f"/articles/{page_of(site, sample(SAMPLES[0])).name}"
    done = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
            "--dump-dom",
            f"http://127.0.0.1:{server.server_port}{page}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    server.shutdown()
    assert set(asked) <= {page, "/favicon.ico"}
    assert "Quillhaven Barges Ran All Summer" in done.stdout
    assert "CONSOLE" not in done.stderr, "the policy refused something of the page's own"
