"""What does a feed announce?  RSS 2.0 and 1.0, Atom and JSON Feed: title, address and date of each entry.

Read with lxml, which is here already and mends what feeds get wrong; entities of its own no feed needs, so a bomb is refused
before it is parsed.  The feedparser package reads more (enclosures, authors, content): more than is asked here.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from html import escape, unescape
from html.entities import html5
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec
from msgspec import Struct

from sayso.errors import UnreadableError
from sayso.intake.addresses import without_login
from sayso.intake.decode import decode
from sayso.model.dates import PartialDate

if TYPE_CHECKING:
    from lxml.etree import _Element

_SUBSET = rb"""(?:<!--.{0,1000}?-->|"[^"]*"|'[^']*'|[^\]"'])*+"""
"""What a document type declares between brackets, bombs of entities among it."""
_ROOT = re.compile(
    rb"\s*+(?>(?:(?:<\?[^>]{0,500}>|<!--.{0,4000}?-->|<!DOCTYPE[^\[>]{0,500}(?:\[" + _SUBSET + rb"\]\s*)?>)\s*+){0,9})"
    rb"<(?:rss[\s>]|(?:rdf:)?RDF\s[^>]{0,2000}purl\.org/rss|(?:\w{1,20}:)?feed\s[^>]{0,2000}w3\.org/2005/Atom)",
    re.S,
)
_BOMB_ROOT = re.compile(rb"<!DOCTYPE\s+(?:rss|feed|(?:rdf:)?RDF)\b")
_JSON = re.compile(rb'\s*\{.{0,4000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version', re.S)
_HEAD = 100_000
"""Bytes in which a feed names itself, as many as `sniff` looks at: comments, entities and lists of namespaces stand before it."""
_TO_MEND = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?!#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};)(?:([A-Za-z][A-Za-z0-9]{1,31};)?)", re.S
)
_XML_ENTITIES = ("amp;", "lt;", "gt;", "quot;", "apos;")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_LONGEST_TITLE = 1000
"""Characters of a title kept at most: some feeds put the whole text there."""
_LONGEST_ID = 500
"""Characters of an entry's id kept at most; they are addresses or shorter."""
_BROWSE = "open its page in a browser and look for another feed"


class Entry(Struct, frozen=True, kw_only=True):
    """What a feed says of one article; `link` is its address, without a login, `id` what the feed knows it by."""

    id: str
    link: str
    title: str | None = None
    published: PartialDate | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """A feed: its title, and its entries in its order, those without an address left out and counted."""

    title: str | None
    entries: tuple[Entry, ...]
    without_link: int = 0


def is_feed(data: bytes) -> bool:
    """Whether the bytes are a feed, told by their first element."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    return bool(_ROOT.match(head) or _JSON.match(head) or (b"<!ENTITY" in head and _BOMB_ROOT.search(head)))


def read_feed(data: bytes, url: str, encoding: str | None = None) -> Feed:
    """The feed that the bytes hold; `url` is where it was found, for addresses that are relative.

    `encoding` is the server's word.  Raises UnreadableError for what is no feed and for one that declares entities.
    """
    if _JSON.match(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")):
        return _read_json(data, url)
    from lxml import etree  # imported where it is used: most runs follow no feed

    source = _DECLARATION.sub("", decode(data, encoding)[0], count=1)
    if "<!ENTITY" in source:
        raise UnreadableError("the feed declares entities, as bombs do", "do not trust this feed")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_mend(source).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("the feed cannot be read", _BROWSE) from error
    if root is None or _name(root) not in ("rss", "RDF", "feed"):
        raise UnreadableError("it is no feed", "give the address of an RSS, Atom or JSON feed")
    entries, title = [], None
    total = 0
    for element in root.iter():
        if _name(element) in ("item", "entry"):
            total += 1
            entry = _read_entry(element, url)
            if entry:
                entries.append(entry)
        elif title is None and _name(element) == "title" and _name(element.getparent()) in ("channel", "feed"):
            title = _plain(_text(element))
    return Feed(title=title, entries=tuple(entries), without_link=total - len(entries))


def _mend(source: str) -> str:
    """The source with HTML's entities as their characters and stray ampersands escaped, CDATA sections as they are."""

    def mended(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        name = found[2] or ""
        if name in _XML_ENTITIES:
            return found[0]
        character = html5.get(name) if name.endswith(";") else None  # without, it is as often a part of an address: "&copy=2"
        return escape(character) if character else f"&amp;{name}"

    return _TO_MEND.sub(mended, source)


def _name(element: "_Element | None") -> str:
    """The name of an element without its namespace; nothing for comments and what is none."""
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: "_Element") -> str:
    return "".join(element.itertext()).strip()


def _read_entry(element: "_Element", url: str) -> Entry | None:
    found: dict[str, str] = {}
    link = None
    for child in element:
        name = _name(child)
        if name == "link" and child.get("href") is not None:
            if child.get("rel", "alternate") == "alternate":
                link = link or child.get("href")
        elif name in _CHILDREN and name not in found:
            found[name] = _text(child)
            if name == "guid" and child.get("isPermaLink", "true").strip().lower() == "false":
                found["guid"], found["opaque"] = "", found["guid"]
    link = link or found.get("link") or found.get("guid") or element.get(_ABOUT)
    identity = found.get("id") or found.get("opaque") or found.get("guid") or element.get(_ABOUT)
    dates = (found.get(name) for name in ("published", "pubDate", "date", "issued", "updated"))
    return _entry(link, identity, found.get("title"), next((date for date in dates if date), None), url)


_CHILDREN = ("title", "link", "guid", "id", "pubDate", "published", "date", "issued", "updated")
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def _entry(link: str | None, identity: str | None, title: str | None, date: str | None, url: str) -> Entry | None:
    """The entry, or None where it has no address on the web."""
    try:
        address = without_login(urljoin(url, (link or "").strip()))
    except ValueError:
        return None
    if not link or not address.lower().startswith(("http://", "https://")):
        return None
    return Entry(
        id=without_login(identity or address)[:_LONGEST_ID],
        link=address,
        title=_plain(title),
        published=_read_date(date) if date else None,
    )


def _plain(title: str | None) -> str | None:
    """A title as people read it: feeds may hold it as HTML."""
    return " ".join(_MARKUP.sub("", unescape(title or "")).split())[:_LONGEST_TITLE] or None


def _read_date(value: str) -> PartialDate | None:
    """A date of mail or in ISO 8601; None where it is neither."""
    value = value.strip()
    try:
        return PartialDate(re.sub(r"(:\d\d)\.\d{1,9}", r"\1", value.replace(" ", "T", 1)))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(value)
        return PartialDate((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat(timespec="seconds"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


class _JsonEntry(Struct):
    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    date_published: str | None = None


class _JsonFeed(Struct):
    items: list[_JsonEntry]
    title: str | None = None


def _read_json(data: bytes, url: str) -> Feed:
    try:
        feed = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableError("the feed is not as JSON Feed has it", _BROWSE) from error
    found: Iterator[Entry | None] = (
        _entry(item.url or item.external_url, str(item.id or "") or None, item.title, item.date_published, url)
        for item in feed.items
    )
    entries = tuple(entry for entry in found if entry)
    return Feed(title=_plain(feed.title), entries=entries, without_link=len(feed.items) - len(entries))
