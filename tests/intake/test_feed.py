"""Feeds of every kind, as they are written and as they are mis-written."""

import time
from contextlib import suppress

import pytest

from sayso.errors import SaysoError, UnreadableError
from sayso.intake.feed import Entry, Feed, is_feed, read_feed
from sayso.model.dates import PartialDate
from tests.intake.make_archives import BOMB, STORY, rss

HERE = "https://amsel.example/news/feed.xml"
MOMENT = PartialDate("2031-04-09T10:30:00+00:00")

ATOM = b"""<?xml version="1.0"?><!-- made by hand -->
<feed xmlns="http://www.w3.org/2005/Atom"><title>Amsel Courier</title><link rel="self" href="/feed.xml"/>
<entry><id>urn:ferry:1</id><link rel="enclosure" href="/ferry.mp3"/><link href="ferry.html"/><title type="html">&lt;b&gt;Ferry&lt;/b&gt; &amp;amp; tide</title>
<published>2031-04-09T10:30:00.5Z</published><updated>2031-04-10T10:30:00Z</updated></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://amsel.example/"><title>Amsel Courier</title></channel>
<item rdf:about="https://amsel.example/ferry"><title>Ferry</title><dc:date>2031-04-09</dc:date></item></rdf:RDF>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Amsel Courier", "items": [
{"id": 7, "url": "https://amsel.example/ferry", "title": "Ferry", "date_published": "2031-04-09T10:30:00Z"}, {"id": "8"}]}"""


@pytest.mark.parametrize(
    ("data", "entry"),
    [
        (
            rss("/ferry"),
            Entry(id="https://amsel.example/ferry", link="https://amsel.example/ferry", title="Story", published=MOMENT),
        ),
        (
            ATOM,
            Entry(
                id="urn:ferry:1",
                link="https://amsel.example/news/ferry.html",
                title="Ferry & tide",
                published=PartialDate("2031-04-09T10:30:00Z"),
            ),
        ),
        (
            RDF,
            Entry(
                id="https://amsel.example/ferry",
                link="https://amsel.example/ferry",
                title="Ferry",
                published=PartialDate("2031-04-09"),
            ),
        ),
        (
            JSON,
            Entry(id="7", link="https://amsel.example/ferry", title="Ferry", published=PartialDate("2031-04-09T10:30:00Z")),
        ),
    ],
    ids=["RSS 2.0", "Atom", "RSS 1.0", "JSON Feed"],
)
def test_every_kind_of_feed_gives_its_entries(data: bytes, entry: Entry) -> None:
    assert is_feed(data)
    assert read_feed(data, HERE) == Feed(title="Amsel Courier", entries=(entry,), without_link=1 if data is JSON else 0)


def test_what_feeds_get_wrong_is_mended() -> None:
    data = (
        b'<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>Caf&eacute; & tide</title>'
        b"<item><title><![CDATA[F\xe4hre &amp; <i>Flut</i> & mehr]]></title><link>https://amsel.example/?a=1&b=2&copy=3</link>"
        b'<guid isPermaLink="false">one</guid><pubDate>soon</pubDate></item>'
        b"<item><guid> https://amsel.example/2 </guid></item><item><title>nowhere</title></item>"
        b"<item><link>mailto:ada@amsel.example</link></item><item><title>cut off</title><link>/3</li"
    )
    feed = read_feed(data, HERE)
    assert feed.title == "Café & tide"
    assert [entry.link for entry in feed.entries] == [
        "https://amsel.example/?a=1&b=2&copy=3",
        "https://amsel.example/2",
        "https://amsel.example/3",
    ]
    assert feed.entries[0] == Entry(id="one", link=feed.entries[0].link, title="Fähre & Flut & mehr")
    assert feed.without_link == 2


def test_a_login_in_an_address_of_a_feed_is_never_kept() -> None:
    feed = read_feed(rss("https://ada:secret@amsel.example/1"), "https://ada:secret@amsel.example/feed")
    assert "secret" not in repr(feed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_bomb_of_entities_is_refused_before_it_is_parsed(encoding: str) -> None:
    data = BOMB.decode().replace('?xml version="1.0"', f'?xml version="1.0" encoding="{encoding}"').encode(encoding)
    assert is_feed(data)
    with pytest.raises(UnreadableError, match="declares entities"):
        read_feed(data, HERE)


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE lolz [\n <!ENTITY lol "lol">\n <!ELEMENT lolz (#PCDATA)>\n]>\n',
        b'<!DOCTYPE feeds SYSTEM "feeds.dtd" [<!-- it\'s one --><!ENTITY a "]><html>">]>',
        b"<!DOCTYPE x [" + b'<!ENTITY a "amsel">' * 2000 + b"]>",
    ],
)
def test_a_bomb_is_a_feed_whatever_its_document_type_is_called(head: bytes) -> None:
    data = b'<?xml version="1.0"?>' + head + b"<rss version='2.0'><channel><title>&lol;</title></channel></rss>"
    assert is_feed(data)
    assert not is_feed(data.replace(b"<rss", b"<svg"))
    with pytest.raises(UnreadableError, match="declares entities"):
        read_feed(data, HERE)


@pytest.mark.parametrize("data", [STORY, b"", b"{}", b"<svg/>", b"rss", b'{"version": 3}'])
def test_what_is_no_feed_is_none(data: bytes) -> None:
    assert not is_feed(data)
    with pytest.raises(UnreadableError):
        read_feed(data, HERE)


@pytest.mark.parametrize(
    "data",
    [
        b"&" * 1_000_000,
        b"<rss>" + b"<![CDATA[" * 300_000,
        b"<rss>" * 300_000,
        b"<!--" * 500_000,
        b"<?" * 1_000_000,
        b"<!---->" * 10_000,
        b"<!DOCTYPE rss []>" * 10_000,
        b"<!DOCTYPE rss [" + b"<!--" * 30_000,
        b"<rss " + b"a='' " * 300_000,
        b"<rss><channel>" + b"<item><link>/1</link>" * 50_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 500_000,
        b"<rss><channel><title>" + b"<" * 1_000_000,
    ],
)
def test_a_hostile_feed_is_read_or_refused_in_time(data: bytes) -> None:
    started = time.process_time()
    is_feed(data)
    with suppress(SaysoError):
        read_feed(data, HERE)
    assert time.process_time() - started < 10
