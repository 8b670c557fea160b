"""WACZ: every index leads to its record, every record holds its original, and the bytes are the same every time."""

import gzip
import io
import json
import re
import zipfile
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from msgspec.structs import replace

import sayso
from sayso.export.format import Choices
from sayso.export.formats.wacz import FORMAT
from sayso.export.kept import Kept
from sayso.export.warc import UNKNOWN, index_key, moment_of
from sayso.model.dates import PartialDate
from tests.export.items import HOSTILE, SAMPLES, TOMBSTONE, by_hand, hostile, sample, sample_bytes

ADDRESS = "https://ann:key@www.brennickcourier.example/news/Sarn-lock-cost/?b=2&a=1"


def fetched(url=ADDRESS, taken="2021-09-04T10:30+02:00"):
    data = sample_bytes(SAMPLES[1])
    record = sayso.read(data, url=url, taken=taken)
    return Kept(id=record.document.capture.sha256, record=record, original=lambda: data)


def package_of(items, title="River papers"):
    out = io.BytesIO()
    written = FORMAT.to_file(items, out, Choices(title=title))
    return zipfile.ZipFile(io.BytesIO(out.getvalue())), written, out.getvalue()


def read_record(archive, offset, length):
    """The headers and the block of one packed record."""
    head, _, rest = gzip.decompress(archive[offset : offset + length]).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "WARC/1.1"
    headers = dict(line.split(": ", 1) for line in lines[1:])
    assert rest.endswith(b"\r\n\r\n")
    assert len(rest) == int(headers["Content-Length"]) + 4
    return headers, rest[:-4]


def test_the_package_describes_each_of_its_files():
    package, _, _ = package_of((sample(SAMPLES[0]), fetched()))
    description = json.loads(package.read("datapackage.json"))
    assert description["profile"] == "data-package"
    assert description["wacz_version"] == "1.1.1"
    assert {one["path"] for one in description["resources"]} == set(package.namelist()) - {
        "datapackage.json",
        "datapackage-digest.json",
    }
    for one in description["resources"]:
        data = package.read(one["path"])
        assert (one["hash"], one["bytes"]) == (f"sha256:{sha256(data).hexdigest()}", len(data))
    digest = json.loads(package.read("datapackage-digest.json"))
    assert digest["hash"] == f"sha256:{sha256(package.read('datapackage.json')).hexdigest()}"
    assert package.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED


def test_the_index_is_sorted_and_leads_to_each_original_byte_for_byte():
    items = {item.id: item for item in (sample(SAMPLES[0]), fetched(), by_hand())}
    package, written, _ = package_of(items.values())
    archive = package.read("archive/data.warc.gz")
    lines = package.read("indexes/index.cdxj").decode().splitlines()
    assert lines == sorted(lines)
    assert lines[0].startswith("example,brennickcourier)/news/sarn-lock-cost?a=1&b=2 20210904083000 {")
    for line in lines:
        key, moment, tree = line.split(" ", 2)
        found = json.loads(tree)
        headers, block = read_record(archive, int(found["offset"]), int(found["length"]))
        item = items.pop(sha256(block).hexdigest())
        assert block == item.original()
        assert headers["WARC-Type"] == "resource"
        assert headers["WARC-Target-URI"] == found["url"]
        assert headers["WARC-Block-Digest"] == found["digest"] == f"sha256:{item.id}"
        assert headers["Content-Type"] == found["mime"]
        assert re.sub(r"\D", "", headers["WARC-Date"]) == moment
        assert (headers.get("Sayso-Capture-Date") == "unknown") == (moment == "19700101000000")
        assert key == index_key(found["url"])
    assert not items
    assert (written.items, written.left_out) == (3, ())


def test_an_original_without_address_is_kept_under_its_hash_and_no_password_goes_out():
    package, _, data = package_of((sample(SAMPLES[0]), fetched()))
    pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
    assert pages[0] == {"format": "json-pages-1.0", "id": "pages", "title": "River papers"}
    assert [page["url"] for page in pages[1:]] == [
        f"urn:sha256:{sample(SAMPLES[0]).id}",
        "https://www.brennickcourier.example/news/Sarn-lock-cost/?b=2&a=1",
    ]
    assert pages[2]["title"] == "Two towns agree to share the cost of the Sarn lock"
    assert pages[2]["ts"] == "2021-09-04T08:30:00Z"
    assert b"key@" not in data
    assert b"key@" not in gzip.decompress(package.read("archive/data.warc.gz"))


def test_what_is_not_kept_damaged_or_withdrawn_is_left_out_and_said():
    def gone():
        raise OSError("the disk is gone")

    damaged = replace(by_hand(), original=lambda: b"something else")
    items = (hostile(HOSTILE[0]), damaged, replace(by_hand(), original=gone), TOMBSTONE, fetched())
    package, written, _ = package_of(items)
    assert (written.items, written.withheld) == (1, 1)
    assert [reason for _, reason in written.left_out] == [
        "its original is not kept",
        "its original is not what its hash says",
        "its original cannot be read: the disk is gone",
    ]
    assert len(package.read("pages/pages.jsonl").splitlines()) == 2


def test_hostile_words_make_no_header_and_no_line():
    words = "text/html\r\nX-Bad: 1\n\n"
    item = by_hand()
    capture = replace(item.record.document.capture, media_type=words, url=f"https://a.example/{words}")
    document = replace(item.record.document, capture=capture)
    package, _, _ = package_of([replace(item, record=replace(item.record, document=document))], title=words)
    archive = package.read("archive/data.warc.gz")
    [line] = package.read("indexes/index.cdxj").decode().splitlines()
    found = json.loads(line.split(" ", 2)[2])
    headers, _ = read_record(archive, int(found["offset"]), int(found["length"]))
    assert "X-Bad" not in headers
    assert headers["Content-Type"] == "application/octet-stream"
    assert len(package.read("pages/pages.jsonl").splitlines()) == 2


def test_the_bytes_are_the_same_for_a_file_that_can_seek_and_one_that_cannot():
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = bytearray()

        def writable(self):
            return True

        def write(self, data):
            self.data += data
            return len(data)

    pipe = Pipe()
    FORMAT.to_file([fetched()], pipe, Choices(title="River papers"))
    assert bytes(pipe.data) == package_of([fetched()])[2]


@pytest.mark.parametrize(
    ("iso", "moment"),
    [
        ("2031", datetime(2031, 1, 1, tzinfo=UTC)),
        ("2031-05", datetime(2031, 5, 1, tzinfo=UTC)),
        ("2031-05-03", datetime(2031, 5, 3, tzinfo=UTC)),
        ("2031-05-03T10:30", datetime(2031, 5, 3, 10, 30, tzinfo=UTC)),
        ("2031-05-03T10:30:05Z", datetime(2031, 5, 3, 10, 30, 5, tzinfo=UTC)),
        ("2031-05-03T00:30+02:00", datetime(2031, 5, 2, 22, 30, tzinfo=UTC)),
        ("2031-02-30", UNKNOWN),
        ("0000", UNKNOWN),
        ("9999-12-31T23:59-05:00", UNKNOWN),
    ],
)
def test_a_date_is_the_first_second_that_it_covers(iso, moment):
    assert moment_of(PartialDate(iso)) == moment


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("https://www2.veldmark.example", "example,veldmark)/"),
        ("http://veldmark.example:80/A/", "example,veldmark)/a"),
        ("https://veldmark.example:8080/?b&a", "example,veldmark:8080)/?a&b"),
        ("http://[2001:db8::1]/x", "2001:db8::1)/x"),
        ("urn:sha256:00", "urn:sha256:00"),
    ],
)
def test_addresses_sort_as_indexes_of_web_archives_do(target, key):
    assert index_key(target) == key
