"""Web archives: pages come out with where and when they were found; damage is one line, and the rest is read."""

import gzip
import io
import random
import time
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.gather import Found, Item, Passed, Refused
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.wacz import find_wacz_items, open_wacz
from sayso.intake.warc import find_warc_items
from sayso.model.dates import PartialDate
from tests.intake.make_archives import STORY, packed, page, record, stories, story, wacz


def read(data: bytes, limits: Limits = DEFAULT) -> list[Found]:
    return list(find_warc_items(io.BytesIO(data), "news.warc", limits))


def items(found: list[Found]) -> list[str]:
    return [(one.url or "").rpartition("/")[2] for one in found if isinstance(one, Item)]


def refused(found: list[Found]) -> list[Refused]:
    return [one for one in found if isinstance(one, Refused)]


def passed(found: list[Found]) -> dict[str, int]:
    return {one.reason: one.count for one in found if isinstance(one, Passed)}


@pytest.mark.smoke
def test_a_page_has_its_address_its_day_its_encoding_and_its_place() -> None:
    first = record(page(), kind="warcinfo")
    found = read(first + record(page(), "https://ada:secret@amsel.example/story", date="2031-04-09T10:30:00.123456Z"))
    assert found[0] == Item(
        data=STORY,
        url="https://amsel.example/story",
        encoding="utf-8",
        taken=PartialDate("2031-04-09T10:30:00Z"),
        place=f"news.warc:{len(first)}",
    )
    assert passed(found) == {"warcinfo record": 1}


def test_plain_and_packed_archives_hold_the_same() -> None:
    records = stories(4)
    plain, by_record = read(b"".join(records)), read(packed(records))
    whole = read(gzip.compress(b"".join(records)))
    assert items(plain) == items(by_record) == items(whole) == ["0", "1", "2", "3"]
    assert [one.place for one in by_record][1] == f"news.warc:{len(packed(records[:1]))}"
    assert [one.place for one in whole][1] == f"news.warc:0+{len(records[0])}"


def test_what_is_no_document_is_counted() -> None:
    found = read(
        b"".join(
            [
                record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
                record(page(), kind="revisit"),
                record(page(b"\x89PNG", "image/png")),
                record(page(b"\x89PNG", "image/gif")),
                record(page(b"let ferry = 1", "text/javascript")),
                record(page(b"{}", "application/json")),
                record(page(b"\x00\x01", "application/octet-stream")),
                record(page(status="404 Not Found")),
                record(page(status="301 Moved")),
                record(page(b"User-agent: *", "text/plain"), "https://amsel.example/robots.txt"),
                record(page(b" ")),
                record(b"amsel.example. 300 IN A", "dns:amsel.example", media_type="text/dns"),
                record(b"notes", "urn:pageinfo:https://amsel.example/", "resource", "text/plain"),
                record(b"odd", kind="ferry"),
            ]
        )
    )
    assert passed(found) == {
        "request record": 1,
        "revisit record": 1,
        "image": 2,
        "style, script or data": 3,
        "status 404": 1,
        "status 301": 1,
        "text for programs, such as robots.txt": 1,
        "empty page": 1,
        "record without the address of a page": 2,
        "record of an unknown kind": 1,
    }
    assert len(found) == len(passed(found))


def test_resources_and_conversions_are_documents_too() -> None:
    text = "Die Fähre fährt".encode()
    found = read(
        record(text, "https://amsel.example/a", "conversion", "text/plain")
        + record(STORY, "https://amsel.example/b", "resource", "text/html; charset=UTF-8")
    )
    assert [one.data for one in found if isinstance(one, Item)] == [text, STORY]
    assert [one.encoding for one in found if isinstance(one, Item)] == [None, "utf-8"]


def test_a_document_that_its_server_does_not_name_is_told_by_content() -> None:
    found = read(record(page(media_type="")) + record(page(b"%PDF-1.7 ...", "application/octet-stream")))
    assert [type(one) for one in found] == [Item, Item]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(STORY), {"Content_Encoding": "gzip"}),
        (zlib.compress(STORY), {"Content_Encoding": "deflate"}),
        (gzip.compress(gzip.compress(STORY)), {"Content_Encoding": "gzip, gzip"}),
        (b"%x\r\n%s\r\n5;x=y\r\n%s\r\n0\r\n\r\n" % (len(STORY) - 5, STORY[:-5], STORY[-5:]), {"Transfer_Encoding": "chunked"}),
        (STORY, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (STORY, {"Content_Encoding": "deflate"}),
        (STORY, {"Content_Encoding": "br"}),
        (STORY, {"Content_Encoding": "identity"}),
    ],
    ids=["gzip", "deflate", "twice", "chunked", "taken off", "deflate taken off", "brotli taken off", "identity"],
)
def test_packings_are_taken_off_where_the_archive_left_them_on(body: bytes, headers: dict[str, str]) -> None:
    pytest.importorskip("brotli")
    [item] = read(record(page(body, **headers)))
    assert isinstance(item, Item)
    assert item.data == STORY


def test_brotli_is_taken_off_where_it_is_installed() -> None:
    brotli = pytest.importorskip("brotli")
    [item] = read(record(page(brotli.compress(STORY), Content_Encoding="br")))
    assert isinstance(item, Item)
    assert item.data == STORY
    [bomb] = read(record(page(brotli.compress(bytes(5_000_000)), Content_Encoding="br")), Limits(size=100_000))
    assert isinstance(bomb, Refused)
    assert "grows beyond" in bomb.reason


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (page(gzip.compress(STORY)[:-20], Content_Encoding="gzip"), "breaks off within its gzip packing"),
        (page(b"\x1f\x8b\x08 ferry", Content_Encoding="gzip"), "gzip packing is damaged"),
        (page(STORY, Content_Encoding="zstd"), "packed in a way that is not known"),
        (page(gzip.compress(bytes(2_000_000)), Content_Encoding="gzip"), "grows beyond"),
        (page(b"50\r\nferry\r\n", Transfer_Encoding="chunked")[:-2], None),
        (page(b"5\r\nferry\r\n50\r\nbreaks", Transfer_Encoding="chunked"), "breaks off within a chunk"),
        (b"ferry", "does not hold the answer of a web server"),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_one_line(block: bytes, reason: str | None) -> None:
    found = read(record(block) + record(page()), Limits(size=1_000_000))
    assert items(found)[-1] == "story"
    if reason is not None:
        [line] = refused(found)
        assert reason in line.reason
        assert line.place == "news.warc:0"


def test_a_page_that_the_crawler_cut_is_not_taken_for_the_page() -> None:
    [line] = refused(read(record(page(), more="WARC-Truncated: length\r\n")))
    assert "only a part of the page" in line.reason


def test_a_record_over_the_limit_is_refused_and_not_held() -> None:
    class Endless(io.RawIOBase):
        """A large record, then a small one, made while they are read."""

        def __init__(self) -> None:
            large = record(page(), "https://amsel.example/large", length=300_000_000 + len(page()))
            self.parts = [large[:-4], *([b"x" * 1_000_000] * 300), b"\r\n\r\n" + record(page())]

        def read(self, size: int = -1) -> bytes:
            part = self.parts.pop(0) if self.parts else b""
            if len(part) > size:
                self.parts.insert(0, part[size:])
            return part[:size]

    tracemalloc.start()
    found = list(find_warc_items(Endless(), "news.warc", Limits(size=1_000_000)))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(one) for one in found] == [Refused, Item]
    assert "286 MiB" in refused(found)[0].reason
    assert peak < 10_000_000


def damaged(number: int, replacement: bytes, pack: bool) -> bytes:
    records = stories(5)
    if not pack:
        return b"".join([*records[:number], replacement, *records[number + 1 :]])
    return b"".join([packed(records[:number]), replacement, packed(records[number + 1 :])])


FLIPPED = bytearray(packed([record(story(2))]))
FLIPPED[400:500] = bytes(100)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (damaged(2, record(story(2), length=99_999_999), False), "breaks off after"),
        (damaged(2, record(story(2), length=len(story(2)) + 1500), False), "length is wrong"),
        (damaged(2, record(story(2), length=700), False), "length is wrong"),
        (damaged(2, record(story(2)).replace(b"Content-Length", b"Content-Lentgh"), False), "does not say its length"),
        (damaged(2, b"ferry" * 300, False), "no record begins here"),
        (damaged(2, bytes(FLIPPED), True), "gzip member is damaged"),
        (damaged(2, packed([record(story(2))])[:300], True), "gzip member is damaged"),
        (damaged(2, b"ferry" * 300, True), "belong to no record"),
        (damaged(2, gzip.compress(record(story(2), length=9_999)), True), "breaks off after"),
        (damaged(2, gzip.compress(record(page(bytes(5_000_000)))), True), "grows more than 200 times"),
    ],
)
def test_a_damaged_record_is_one_line_and_the_next_is_read(data: bytes, reason: str) -> None:
    found = read(data)
    assert items(found) == ["0", "1", "3", "4"]
    [line] = refused(found)
    assert reason in line.reason
    assert line.remedy


def test_a_wrong_length_of_what_is_passed_over_loses_nothing_near_it() -> None:
    found = read(damaged(2, record(page(b"\x89PNG", "image/png"), kind="request", length=40_000), False))
    assert items(found) == ["0", "1", "3", "4"]
    assert len(refused(found)) == 1


@pytest.mark.parametrize("whole", [False, True])
def test_a_file_that_breaks_off_gives_all_before_and_says_so(whole: bool) -> None:
    records = stories(5)
    data = gzip.compress(b"".join(records)) if whole else packed(records)
    found = read(data[:-300])
    assert items(found) == ["0", "1", "2", "3"]
    assert [line.reason for line in refused(found)] == ["the file breaks off here"]


def test_zero_bytes_at_the_end_are_no_damage() -> None:
    assert items(read(packed(stories(2)) + bytes(70_000))) == ["0", "1"]
    assert not refused(read(packed(stories(2)) + bytes(70_000)))


@pytest.mark.parametrize(
    "data",
    [
        record(b"", length=60_000_000)[:-4] * 20_000,
        b"\x1f\x8b\x08" * 300_000,
        gzip.compress(record(b"", length=60_000_000), 0)[:-8] * 5_000,
        packed([record(page())])[:-9] * 5_000,
        b"WARC/1.0\r\nA: " + b"x" * 3_000_000,
        b"WARC/1.0\r\n" * 300_000,
    ],
)
def test_a_hostile_archive_takes_no_longer_than_a_large_one(data: bytes) -> None:
    started = time.process_time()
    assert not items(read(data, Limits(size=1_000_000)))
    assert time.process_time() - started < 10


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_bytes_give_only_items_and_lines(data: st.DataObject) -> None:
    chosen = random.Random(data.draw(st.integers(0, 1 << 30)))
    whole = bytearray(data.draw(st.sampled_from((b"".join(stories(3)), packed(stories(3)), gzip.compress(b"".join(stories(3)))))))
    for _ in range(chosen.randint(1, 6)):
        at = chosen.randrange(len(whole))
        whole[at : at + chosen.choice((0, 1, 200))] = chosen.randbytes(chosen.choice((0, 1, 1, 40)))
    found = read(bytes(whole))
    assert all(isinstance(one, Item | Refused | Passed) for one in found)
    assert all(line.reason.isprintable() for line in refused(found))
    assert found == read(bytes(whole))


def read_wacz(data: bytes, limits: Limits = DEFAULT) -> list[Found]:
    opened = open_wacz(io.BytesIO(data), limits)
    assert opened is not None
    return list(find_wacz_items(opened, "news.wacz", limits))


def test_a_wacz_gives_the_pages_of_all_its_archives() -> None:
    data = wacz(
        {"archive/b.warc": stories(1)[0], "archive/a.warc.gz": packed(stories(2)), "pages/pages.jsonl": b"{}", "x.warc": b"no"}
    )
    found = read_wacz(data)
    assert items(found) == ["0", "1", "0"]
    assert [one.place for one in found][::2] == ["news.wacz:archive/a.warc.gz:0", "news.wacz:archive/b.warc:0"]


def test_a_zip_without_web_archives_is_none() -> None:
    assert open_wacz(io.BytesIO(wacz({"word/document.xml": b"<w/>"})), DEFAULT) is None


def test_a_damaged_member_of_a_wacz_is_one_line_and_the_next_is_read() -> None:
    data = bytearray(wacz({"archive/a.warc": b"".join(stories(3)), "archive/b.warc": stories(1)[0]}, zipfile.ZIP_DEFLATED))
    at = data.find(b"archive/a.warc") + 200
    data[at : at + 30] = bytes(30)
    found = read_wacz(bytes(data))
    assert items(found)[-1] == "0"
    assert any("archive/a.warc" in line.place for line in refused(found))


def test_a_bomb_in_a_wacz_is_refused() -> None:
    large = record(page(bytes(20_000_000)))
    found = read_wacz(wacz({"archive/a.warc": large, "archive/b.warc": stories(1)[0]}, zipfile.ZIP_DEFLATED))
    assert items(found) == ["0"]
    assert "grows more than 200 times" in refused(found)[0].reason


def test_a_wacz_with_too_many_parts_or_parts_over_each_other_is_refused() -> None:
    many = wacz({f"archive/{number:0500}.warc": b"" for number in range(30)})
    with pytest.raises(Exception, match="more than 10 parts"):
        open_wacz(io.BytesIO(many), Limits(parts=10))
    data = bytearray(wacz({"archive/a.warc": stories(1)[0] * 20}))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 20 : directory + 24] = (10**8).to_bytes(4, "little")
    with pytest.raises(Exception, match="over each other"):
        open_wacz(io.BytesIO(bytes(data)), DEFAULT)
    with pytest.raises(Exception, match="damaged"):
        open_wacz(io.BytesIO(b"PK\x03\x04 ferry"), DEFAULT)
