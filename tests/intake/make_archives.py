"""Web archives, mailboxes and feeds for the tests, about places that do not exist."""

import gzip
import io
import zipfile

STORY = b"<!DOCTYPE html><html><body><h1>Ferry resumes</h1><p>The ferry to Port Amsel runs again.</p></body></html>"


def page(body: bytes = STORY, media_type: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP answer; headers are named with underscores for hyphens."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media_type}"] if media_type else [])]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def record(
    block: bytes,
    url: str = "https://amsel.example/story",
    kind: str = "response",
    media_type: str = "application/http; msgtype=response",
    length: int | None = None,
    date: str = "2031-04-09T10:30:00Z",
    more: str = "",
) -> bytes:
    """A WARC record; `length` is what it says of its block where that is not so."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n{more}"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def story(number: int) -> bytes:
    """The answer with story `number`, of some size."""
    filling = " ".join(str(number * at % 9973) for at in range(400))
    return page(STORY.replace(b"</p>", f" Crossing {number}: {filling}.</p>".encode()))


def stories(count: int) -> list[bytes]:
    """Records of `count` stories."""
    return [record(story(number), f"https://amsel.example/{number}") for number in range(count)]


def packed(records: list[bytes]) -> bytes:
    """A .warc.gz file: each record a member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def wacz(members: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A WACZ file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as file:
        file.writestr("datapackage.json", "{}")
        for name, data in members.items():
            file.writestr(name, data)
    return held.getvalue()


def message(subject: str, text: str = "The ferry runs again.") -> bytes:
    """A mail."""
    return (
        f"From: Ada Winterhalder <ada@amsel.example>\nSubject: {subject}\nDate: Wed, 09 Apr 2031 10:30:00 +0000\n\n{text}\n"
    ).encode()


def mailbox(*messages: bytes) -> bytes:
    """An mbox file of messages that are quoted already."""
    return b"".join(b"From ada@amsel.example Wed Apr  9 10:30:00 2031\n" + one + b"\n" for one in messages)


def rss(*links: str, title: str = "Amsel Courier") -> bytes:
    """An RSS 2.0 feed."""
    entries = "".join(
        f"<item><title>Story</title><link>{link}</link><pubDate>Wed, 09 Apr 2031 10:30:00 GMT</pubDate></item>" for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "amsel">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 20) for step in range(8))
    + b']><rss version="2.0"><channel><title>&i;</title><item><link>https://amsel.example/1</link></item></channel></rss>'
)
