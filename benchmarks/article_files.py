"""As what do made articles come into a library?  JSON lines, or the pages of a web archive."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import count
from uuid import UUID

from benchmarks.articles import Article

_ROUND = b"{{ROUND-NO}}"
"""Stands in a record wherever one round of it must differ from the next.  Twelve letters, for twelve digits: lengths stay right,
and the digits can be the last group of a UUID."""


def json_lines(articles: Iterable[Article], repeat: bool) -> Iterator[bytes]:
    """One JSON object a line."""
    return _rounds((_json_line(article, _mark(repeat)) for article in articles), repeat)


def warc(articles: Iterable[Article], repeat: bool) -> Iterator[bytes]:
    """A WARC 1.1 file: a record about the file, then a response for each article."""
    yield _record("warcinfo", "application/warc-fields", b"software: benchmarks.articles\r\nformat: WARC File Format 1.1\r\n", {})
    yield from _rounds((_response(article, _mark(repeat)) for article in articles), repeat)


FORMATS: dict[str, Callable[[Iterable[Article], bool], Iterator[bytes]]] = {"jsonl": json_lines, "warc": warc}


def page(article: Article, note: str = "") -> str:
    """The article as a newspaper's page."""
    title, outlet = escape(article.title), escape(article.outlet)
    body = "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in article.text.split("\n\n"))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<link rel="canonical" href="{article.url}{note}">
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="{article.date}T06:00:00Z">
<meta property="article:section" content="{article.theme}"></head>
<body><header><a href="/">{outlet}</a>
<nav><a href="/news/">News</a> <a href="/{article.theme.lower()}/">{article.theme}</a></nav></header>
<main><article><h1>{title}</h1>
<p class="filed">Region: <a href="/region/{article.region.lower()}/">{article.region}</a></p>
{body}
</article></main><footer><p>Copyright {article.date[:4]} {outlet}</p></footer></body></html>
"""


def _mark(repeat: bool) -> str:
    return f"?{_ROUND.decode()}" if repeat else ""


def _json_line(article: Article, note: str) -> bytes:
    fields = article._asdict() | {"id": article.id + note, "url": article.url + note}
    if note:
        fields["text"] += f"\n\nEdition {note}."
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def _response(article: Article, note: str) -> bytes:
    content = page(article, note).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(content)}\r\n\r\n"
    named = {"WARC-Target-URI": article.url + note, "WARC-Date": f"{article.date}T12:00:00Z"}
    return _record("response", "application/http;msgtype=response", head.encode() + content, named)


def _record(sort: str, media: str, content: bytes, named: dict[str, str]) -> bytes:
    """One WARC record.  Its id is made from what it holds: the same articles give the same file."""
    uuid = str(UUID(bytes=hashlib.blake2b(content, digest_size=16).digest(), version=4))
    if _ROUND in content:
        uuid = uuid[: -len(_ROUND)] + _ROUND.decode()
    fields = {"WARC-Type": sort, "WARC-Record-ID": f"<urn:uuid:{uuid}>", "WARC-Date": "2022-01-01T00:00:00Z"}
    fields |= named | {"Content-Type": media, "Content-Length": str(len(content))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + content + b"\r\n\r\n"


def _rounds(records: Iterator[bytes], repeat: bool) -> Iterator[bytes]:
    """The records once, or for ever: each round then has its own number in them and in the id of each record."""
    if not repeat:
        yield from records
        return
    kept = []
    for record in records:
        kept.append(record.split(_ROUND))
        yield (b"%012d" % 0).join(kept[-1])
    for number in count(1) if kept else ():
        for parts in kept:
            yield (b"%012d" % number).join(parts)
