"""How does an original become a record of a web archive?  As a WARC 1.1 resource record, packed by itself."""

import gzip
import re
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from sayso.model.dates import PartialDate

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""WARC and CDXJ must have a date; where nobody knows when the copy was made, it is this one, and a header says so."""
_LEVEL = 6
"""zlib's own default: higher levels take twice the time to save some percent of a page."""
_WWW = re.compile(r"www\d*\.")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def warc_record(kind: str, key: str, block: bytes, content_type: str, date: datetime, *, target: str | None = None) -> bytes:
    """One gzip member with one record; `key` decides its id, so that the same record has the same id everywhere."""
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid5(NAMESPACE_URL, f'urn:sayso:warc:{kind}:{key}')}>"),
        ("WARC-Date", date.strftime("%Y-%m-%dT%H:%M:%SZ")),
        *([("WARC-Target-URI", target)] if target else []),
        *([("Sayso-Capture-Date", "unknown")] if target and date == UNKNOWN else []),
        ("WARC-Block-Digest", digest_of(block)),
        ("Content-Type", content_type),
        ("Content-Length", str(len(block))),
    ]
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
    packed = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=packed, mtime=0) as member:
        member.write(head.encode() + block + b"\r\n\r\n")
    return packed.getvalue()


def digest_of(data: bytes) -> str:
    """As WARC and WACZ write it."""
    return f"sha256:{sha256(data).hexdigest()}"


def moment_of(date: PartialDate | None) -> datetime:
    """The first second that the date covers, in UTC; `UNKNOWN` where there is none."""
    if date is None:
        return UNKNOWN
    iso = date.iso if len(date.iso) > 10 else f"{date.iso}-01-01"[:10]
    try:
        moment = datetime.fromisoformat(iso)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):  # 30 February, the year 0, the last hours of the year 9999
        return UNKNOWN


def index_key(target: str) -> str:
    """The address as indexes sort it: ``com,example)/path?query``, lower case, without ``www`` and fragment.

    >>> index_key("https://www.Veldmark.example:8080/A?b=2&a=1#c")
    'example,veldmark:8080)/a?a=1&b=2'
    """
    parts = urlsplit(target)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return target
    host = ",".join(reversed(_WWW.sub("", parts.hostname, count=1).split(".")))
    port = f":{parts.port}" if parts.port and parts.port != _DEFAULT_PORTS[parts.scheme] else ""
    path = parts.path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.split("&")))
    return f"{host}{port}){path}{f'?{query}' if query else ''}".lower()
