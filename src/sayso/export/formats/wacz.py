"""How do the originals leave as a web archive?  A WACZ 1.1.1 that replay tools open: every byte as it was received."""

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import IO, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sayso import __version__
from sayso.errors import SaysoError
from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Kept, Tally, Written
from sayso.export.links import urn_of, web_address
from sayso.export.trees import Tree, json_bytes, json_text
from sayso.export.warc import UNKNOWN, digest_of, index_key, moment_of, warc_record

VERSION = "1.1.1"
_ARCHIVE = "data.warc.gz"
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")


def write(items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """The archive.  An original that has no address is kept under ``urn:sha256:`` and its hash.

    Left out, with the reason: items whose original is not kept or is not what its hash says.  The bodies go out as they come; two
    short lines an item are held until the end.
    """
    tally = Tally()
    with ZipFile(cast(IO[bytes], _InOrder(out)), "w") as package:  # write and flush are all it asks of a file
        with package.open(_entry(f"archive/{_ARCHIVE}", ZIP_STORED), "w", force_zip64=True) as file:
            archive = _Archive(file, choices)
            for item in tally.kept(items):
                archive.add(item, tally)
        resources = [archive.resource()]
        for path, data in archive.indexes():
            package.writestr(_entry(path, ZIP_DEFLATED), data)
            resources.append(_resource(path, digest_of(data), len(data)))
        description = json_bytes(
            {
                "profile": "data-package",
                "wacz_version": VERSION,
                "title": choices.title,
                "software": f"sayso {__version__}",
                "resources": resources,
            }
        )
        package.writestr(_entry("datapackage.json", ZIP_DEFLATED), description)
        seal = json_bytes({"path": "datapackage.json", "hash": digest_of(description)})
        package.writestr(_entry("datapackage-digest.json", ZIP_DEFLATED), seal)
    return tally.written()


class _Archive:
    """The WARC inside the package, and what its indexes will hold."""

    def __init__(self, file: IO[bytes], choices: Choices) -> None:
        self._file, self._title = file, choices.title
        self._seal = sha256()
        self._size = 0
        self._index: list[tuple[str, str]] = []
        self._pages: list[bytes] = []
        about = f"software: sayso {__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._append(warc_record("warcinfo", "warcinfo", about, "application/warc-fields", UNKNOWN))

    def add(self, item: Kept, tally: Tally) -> None:
        """The record of one original."""
        try:
            data = item.original() if item.original else None
        except (SaysoError, OSError) as failure:
            tally.leave_out(item, f"its original cannot be read: {failure}")
            return
        if data is None:
            tally.leave_out(item, "its original is not kept")
            return
        if sha256(data).hexdigest() != item.id:
            tally.leave_out(item, "its original is not what its hash says")
            return
        record = item.record
        capture = record.document.capture
        target = web_address(capture.url) or urn_of(item)
        moment = moment_of(capture.taken)
        media_type = capture.media_type if _MEDIA_TYPE.fullmatch(capture.media_type) else "application/octet-stream"
        packed = warc_record("resource", f"{item.id} {target} {moment}", data, media_type, moment, target=target)
        title = record.masthead.title.value if record.masthead.title else None
        page: dict[str, Tree] = {"id": item.id, "url": target, "ts": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
        self._pages.append(json_bytes({**page, "title": title} if title else page))
        self._index.append((_place(target, moment), self._line(target, data, media_type, len(packed))))
        self._append(packed)

    def _line(self, target: str, data: bytes, media_type: str, length: int) -> str:
        return json_text(
            {
                "url": target,
                "mime": media_type,
                "digest": digest_of(data),
                "length": str(length),
                "offset": str(self._size),
                "filename": _ARCHIVE,
            }
        )

    def _append(self, packed: bytes) -> None:
        self._file.write(packed)
        self._seal.update(packed)
        self._size += len(packed)

    def resource(self) -> Tree:
        """The WARC as the package describes it."""
        return _resource(f"archive/{_ARCHIVE}", f"sha256:{self._seal.hexdigest()}", self._size)

    def indexes(self) -> tuple[tuple[str, bytes], ...]:
        """The index of addresses, sorted, and the list of pages in the order they came."""
        lines = "".join(f"{place} {line}\n" for place, line in sorted(self._index))
        head = json_bytes({"format": "json-pages-1.0", "id": "pages", "title": self._title})
        return ("indexes/index.cdxj", lines.encode()), ("pages/pages.jsonl", b"\n".join((head, *self._pages, b"")))


class _InOrder:
    """A file that is written from beginning to end: so the bytes are the same for a file on disk and for standard output."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()


def _place(target: str, moment: datetime) -> str:
    return f"{index_key(target)} {moment:%Y%m%d%H%M%S}"


def _entry(path: str, how: int) -> ZipInfo:
    entry = ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))  # ZIP's first moment: today is in no export
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every system
    return entry


def _resource(path: str, digest: str, size: int) -> dict[str, Tree]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": digest, "bytes": size}


FORMAT = Format(
    name="wacz",
    media_type="application/wacz",
    suffix=".wacz",
    writes="a web archive (WACZ 1.1.1) of the originals, each byte as it was received",
    to_file=write,
)
