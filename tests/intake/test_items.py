"""The one door for many items: any place gives items and lines, in the same order each time, and nothing is raised."""

import gzip
import io
import os
import socket
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.gather import Found, Item, Passed, Refused
from sayso.intake.items import find_items
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.manners import Manners
from sayso.intake.mbox import find_messages, is_mbox
from sayso.intake.open import open_document
from tests.intake.make_archives import BOMB, STORY, mailbox, message, packed, page, record, rss, stories, story, wacz
from tests.intake.make_docx import make_docx, p, r
from tests.intake.site import Site

AT_ONCE = Manners(pause=0.0)


def find(place: object, limits: Limits = DEFAULT, allow_private: tuple[str, ...] = ()) -> list[Found]:
    return list(find_items(str(place), limits=limits, allow_private=allow_private, manners=AT_ONCE))


def items(found: list[Found]) -> list[Item]:
    return [one for one in found if isinstance(one, Item)]


def refused(found: list[Found]) -> list[Refused]:
    return [one for one in found if isinstance(one, Refused)]


def passed(found: list[Found]) -> dict[str, int]:
    return {one.reason: one.count for one in found if isinstance(one, Passed)}


def names(found: list[Found]) -> list[str | None]:
    return [item.name for item in items(found)]


@pytest.mark.smoke
def test_one_file_is_one_item(tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    path.write_bytes(STORY)
    assert find(path) == [Item(data=STORY, name="story.html", place=str(path))]


def test_a_container_is_told_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    for content, places in (
        (b"".join(stories(2)), [f"{path}:0", f"{path}:{len(stories(1)[0])}"]),
        (packed(stories(1)), [f"{path}:0"]),
        (wacz({"archive/a.warc": stories(1)[0]}), [f"{path}:archive/a.warc:0"]),
        (mailbox(message("Ferry"), message("Tide")), [f"{path}:1", f"{path}:2"]),
        (gzip.compress(mailbox(message("Ferry"))), [f"{path}:1"]),
        (gzip.compress(STORY), [str(path)]),
        (gzip.compress(wacz({"archive/a.warc": stories(1)[0]})), [f"{path}:archive/a.warc:0"]),
        (make_docx(p(r("The ferry runs again."))), [str(path)]),
        (message("Ferry"), [str(path)]),
    ):
        path.write_bytes(content)
        assert [one.place for one in find(path)] == places


class Pipe(io.RawIOBase):
    """Gives its bytes a few at a time, and cannot seek."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(min(size, 1000) if size >= 0 else -1)


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (STORY, ["-"]),
        (packed(stories(2)), ["-:0", f"-:{len(packed(stories(1)))}"]),
        (wacz({"archive/a.warc": stories(1)[0]}), ["-:archive/a.warc:0"]),
        (mailbox(message("Ferry"), message("Tide")), ["-:1", "-:2"]),
    ],
)
def test_standard_input_may_be_one_item_or_many(data: bytes, places: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = Pipe(data)

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "stdin", Input())
    assert [one.place for one in find("-")] == places


def test_without_a_pipe_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert [one.reason for one in refused(find("-"))] == ["nothing is piped in"]


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    tracemalloc.start()
    [line] = find(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(line, Refused)
    assert "more than 64 MiB" in line.reason
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(STORY)[:-9], "breaks off within its gzip packing"),
        (gzip.compress(bytes(5_000_000)), "grows more than 200 times"),
        (b"\x1f\x8b\x08" + b"ferry" * 90, "gzip packing is damaged"),
        (b"PK\x03\x04" + b"ferry" * 90, "damaged"),
        (rss("https://amsel.example/1"), "it is a feed"),
        (BOMB, "it is a feed"),
        (gzip.compress(b"From ada@amsel.example Wed Apr  9 10:30:00 2031\nSubject: a\n\n" + bytes(5_000_000)), "200 times"),
    ],
)
def test_a_damaged_file_is_one_line(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    path.write_bytes(data)
    [line] = find(path)
    assert isinstance(line, Refused)
    assert reason in line.reason
    assert line.place == str(path)


def zstd_frames(records: list[bytes], dictionary: str) -> bytes:
    """A .warc.zst file: each record a frame of its own, with a dictionary first that is packed or not, or with none."""
    zstandard = pytest.importorskip("zstandard")
    if dictionary == "none":
        return b"".join(map(zstandard.ZstdCompressor().compress, records))
    trained = zstandard.train_dictionary(4096, [story(number) for number in range(200)])
    content = trained.as_bytes()
    if dictionary == "packed":
        content = zstandard.ZstdCompressor().compress(content)
    packer = zstandard.ZstdCompressor(dict_data=trained)
    return b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content + b"".join(map(packer.compress, records))


@pytest.mark.parametrize("dictionary", ["none", "plain", "packed"])
def test_a_web_archive_packed_with_zstandard_gives_its_pages(dictionary: str, tmp_path: Path) -> None:
    records = stories(5)
    (tmp_path / "news.warc").write_bytes(b"".join(records))
    (tmp_path / "news.warc.zst").write_bytes(zstd_frames(records, dictionary))
    found, plain = find(tmp_path / "news.warc.zst"), find(tmp_path / "news.warc")
    assert [(one.data, one.url) for one in items(found)] == [(one.data, one.url) for one in items(plain)]
    assert [one.place for one in items(found)] == [one.place.replace(".warc:", ".warc.zst:") for one in items(plain)]
    assert len(items(found)) == 5


@pytest.mark.parametrize("packing", ["zst", "damaged", "bomb", "dictionary", "short dictionary"])
def test_what_is_packed_with_zstandard_and_damaged_is_one_line(packing: str, tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    data, reason = {
        "zst": (zstandard.ZstdCompressor().compress(STORY), None),
        "damaged": (b"\x28\xb5\x2f\xfd" + b"ferry" * 90, "zstandard packing is damaged"),
        "bomb": (zstandard.ZstdCompressor().compress(bytes(500_000_000)), "grows more than 200 times"),
        "dictionary": (b"\x5d\x2a\x4d\x18" + b"\xff\xff\xff\x7f" + STORY, "dictionary has"),
        "short dictionary": (b"\x5d\x2a\x4d\x18" + b"\xff\x00\x00\x00\x28\xb5\x2f\xfd" + STORY, "is damaged"),
    }[packing]
    (tmp_path / "story.zst").write_bytes(data)
    [found] = find(tmp_path / "story.zst")
    if reason is None:
        assert isinstance(found, Item)
        assert found.data == STORY
    else:
        assert isinstance(found, Refused)
        assert reason in found.reason


def test_without_the_extra_a_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (tmp_path / "news.warc.zst").write_bytes(b"\x28\xb5\x2f\xfd" + STORY)
    [line] = refused(find(tmp_path / "news.warc.zst"))
    assert (line.reason, line.remedy) == ("it is packed with zstandard", "install it: pip install 'sayso[archives]'")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_arc_file_is_named_with_what_to_do(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    head = b"filedesc://news.arc 0.0.0.0 20310409103000 text/plain 76\n1 0 amsel\nURL IP-address Archive-date Content-type\n\n"
    (tmp_path / "news.arc").write_bytes(pack(head + STORY))
    [line] = refused(find(tmp_path / "news.arc"))
    assert line.reason == "it is an ARC file, as web archives were before WARC"
    assert "warcio recompress" in line.remedy


def test_a_folder_gives_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.html", "a/y.html", "c/story_files/style.css", "c/d/e.html", ".hidden.html", ".git/x.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(STORY)
    (tmp_path / "map.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    found = find(tmp_path)
    assert names(found) == ["b.html", "y.html", "z.html", "e.html"]
    assert passed(found) == {"empty file": 1, "file of the kind image/png": 1, "hidden file": 2, "part of a page": 1}
    assert found == find(tmp_path)
    assert items(find(f"{tmp_path}/"))[0].place == f"{tmp_path}/b.html"


def test_links_are_not_followed_out_of_a_folder_nor_in_circles(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    (inside / "deep").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.html").write_bytes(STORY)
    (inside / "story.html").write_bytes(STORY)
    (inside / "deep" / "up").symlink_to(inside)
    (inside / "out").symlink_to(outside)
    (inside / "out.html").symlink_to(outside / "secret.html")
    (inside / "same.html").symlink_to("story.html")
    (inside / "self.html").symlink_to("self.html")
    (inside / "gone.html").symlink_to("nowhere.html")
    found = find(inside)
    assert names(found) == ["same.html", "story.html"]
    assert passed(found) == {"link out of the folder": 2, "link to another folder": 1}
    assert [line.place.rpartition("/")[2] for line in refused(found)] == ["gone.html", "self.html"]


@pytest.mark.skipif(os.name == "nt", reason="needs pipes in the file system")
def test_pipes_and_sockets_in_a_folder_are_lines_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a-pipe")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("b-socket")
        (tmp_path / "story.html").write_bytes(STORY)
        found = find(tmp_path)
    assert names(found) == ["story.html"]
    assert ["a pipe" in refused(found)[0].reason, "a socket" in refused(found)[1].reason] == [True, True]


def test_a_folder_that_may_not_be_read_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "story.html").write_bytes(STORY)
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):  # whoever runs the tests may be allowed everything
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find(tmp_path)
    assert names(found) == ["story.html"]
    assert "may not be read by you" in refused(found)[0].reason


def test_names_that_act_on_a_terminal_or_are_not_utf_8_are_shown_in_sight(tmp_path: Path) -> None:
    for name in (b"a\x1b[31m.html", "b\u202elmth.html".encode(), b"c\nd.html", b"e\xff.html"):
        path = os.path.join(os.fsencode(tmp_path), name)
        try:
            os.close(os.open(path, os.O_CREAT))
        except OSError:
            pytest.skip("the file system takes no such names")
        Path(os.fsdecode(path)).write_bytes(STORY)
    os.mkfifo(tmp_path / "f\x1b[0m")
    found = find(tmp_path)
    shown = [one.place.rpartition("/")[2] for one in found if one.place]
    assert shown == ["a<U+001B>[31m.html", "b<U+202E>lmth.html", "c<U+000A>d.html", "e<U+DCFF>.html", "f<U+001B>[0m"]
    assert all(line.reason.isprintable() for line in refused(found))
    assert open_document(items(found)[3].data, name=items(found)[3].name).capture.name == "e\\xff.html"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.html", ["a.html", "b.html"]),
        ("[b]*", ["b.html"]),
        ("*/c.html", ["c.html"]),
        ("**/*.html", ["a.html", "b.html", "c.html", "e.html"]),
        ("**/*", ["a.html", "b.html", "c.html", "e.html"]),
        ("d/f/*", ["e.html"]),
        ("**", ["a.html", "b.html", "c.html", "e.html"]),
        ("d*", ["c.html", "e.html"]),
        ("d/?/e.html", ["e.html"]),
        (".h*", [".h.html"]),
        ("d/../*.html", ["a.html", "b.html"]),
    ],
)
def test_a_pattern_names_files_and_folders(
    pattern: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.html", "b.html", "d/c.html", "d/f/e.html", ".h.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(STORY)
    (tmp_path / "d" / "f" / "round").symlink_to(tmp_path)
    assert names(find(tmp_path / pattern)) == expected
    monkeypatch.chdir(tmp_path)
    assert names(find(pattern)) == names(find(tmp_path / pattern))


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "story[1].html").write_bytes(STORY)
    assert names(find(tmp_path / "story[1].html")) == ["story[1].html"]
    assert [line.reason for line in refused(find(tmp_path / "none*"))] == [f"no file matches {tmp_path}/none*"]
    assert "there is no file" in refused(find(tmp_path / "none"))[0].reason
    assert refused(find("a\0b"))


def test_an_address_gives_its_page_and_a_feed_its_entries(serve: Callable[..., Site]) -> None:
    html = {"Content-Type": "text/html; charset=utf-8", "Date": "Wed, 09 Apr 2031 10:30:00 GMT"}
    site = serve({"/story": (200, html, STORY), "/other": (200, html, STORY)})
    site.pages["/feed"] = (200, {"Content-Type": "text/xml"}, rss("/story", "/gone", "/other", "/story", "ftp://amsel.example/"))
    [item] = find(site.url("/story"), allow_private=("127.0.0.1",))
    assert isinstance(item, Item)
    assert (item.url, item.encoding, item.place) == (site.url("/story"), "utf-8", site.url("/story"))
    found = find(site.url("/feed"), allow_private=("127.0.0.1",))
    assert [one.place for one in found] == [site.url(path) for path in ("/story", "/gone", "/other", "/feed")]
    assert [type(one) for one in found] == [Item, Refused, Item, Passed]
    [line] = find(site.url("/story"))
    assert isinstance(line, Refused)
    assert "not a public one" in line.reason


def test_a_bomb_of_entities_at_an_address_is_refused_and_no_page(serve: Callable[..., Site]) -> None:
    bomb = BOMB.replace(b"<!DOCTYPE rss", b"<!DOCTYPE lolz")
    site = serve({"/feed": (200, {"Content-Type": "application/xml"}, bomb), "/page": (200, {"Content-Type": "text/html"}, bomb)})
    for path in ("/feed", "/page"):
        [line] = find(site.url(path), allow_private=("127.0.0.1",))
        assert isinstance(line, Refused)
        assert (line.place, line.reason) == (site.url(path), "the feed declares entities, as bombs do")


def test_a_host_that_asks_for_rest_is_not_asked_for_the_other_entries(serve: Callable[..., Site]) -> None:
    site = serve({"/a": (200, {}, STORY), "/b": (429, {"Retry-After": "60"}, b""), "/c": (200, {}, STORY)})
    site.pages["/feed"] = (200, {"Content-Type": "text/xml"}, rss("/a", "/b", "/c"))
    found = find(site.url("/feed"), allow_private=("127.0.0.1",))
    assert [type(one) for one in found] == [Item, Refused, Refused]
    assert "/c" not in [path for path, _ in site.asked]


def test_a_password_in_an_address_is_nowhere(tmp_path: Path) -> None:
    url = "https://ada:secret@amsel.example/story"
    archive = tmp_path / "news.warc"
    archive.write_bytes(record(page(), url) + record(page(b"\x1f\x8b damaged", Content_Encoding="gzip"), url))
    found = find(url) + find(archive) + find(tmp_path / "none*")
    assert "secret" not in repr([*found])
    assert items(found)[0].url == "https://amsel.example/story"


def test_a_message_is_given_as_it_was_sent() -> None:
    quoted = message("Ferry", ">From the quay\n>>From us\n> From here\n\nFrom there it goes on.\n\nFrom Amsel at 10:30 in 2031\n")
    found = list(find_messages(io.BytesIO(mailbox(quoted, message("Tide"))), "box", DEFAULT))
    assert [one.place for one in found] == ["box:1", "box:2"]
    assert items(found)[0].data == quoted.replace(b"\n>From the", b"\nFrom the").replace(b">>From", b">From")
    assert items(found)[1].data == message("Tide")


def test_line_ends_of_other_systems_split_as_well() -> None:
    data = mailbox(message("Ferry"), message("Tide")).replace(b"\n", b"\r\n")
    assert [one.data for one in items(list(find_messages(io.BytesIO(data), "box", DEFAULT)))] == [
        message("Ferry").replace(b"\n", b"\r\n"),
        message("Tide").replace(b"\n", b"\r\n"),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"From ada@amsel.example Wed Apr  9 10:30:00 2031\nSubject: a\n", True),
        (b"From - Wed Apr 09 10:30:00 2031\r\nX-Mozilla-Status: 0001\r\n", True),
        (b"From 1234@xxx Wed Apr 09 10:30:00 +0000 2031\nX-GM-THRID: 1\n", True),
        (b"From ada at amsel.example  Wed Apr  9 10:30:00 2031\n>From ada\n", True),
        (b"From Port Amsel it was said at 10:30 on 9 April 2031\nthat the ferry runs.", False),
        (b"From 10:30 to 2031\n", False),
        (b"Subject: From\n", False),
    ],
)
def test_a_mailbox_is_told_by_its_first_lines(head: bytes, expected: bool) -> None:
    assert is_mbox(head) == expected


def test_a_message_over_the_limit_is_refused_and_not_held() -> None:
    class Long(io.RawIOBase):
        def __init__(self) -> None:
            self.lines = [*mailbox(message("Ferry")).splitlines(True), *([b"x" * 60_000] * 2000), b"\n", b"\n"]
            self.lines += mailbox(message("Tide")).splitlines(True)

        def readline(self, size: int | None = -1) -> bytes:
            return self.lines.pop(0) if self.lines else b""

    tracemalloc.start()
    found = list(find_messages(Long(), "box", Limits(size=100_000)))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [type(one) for one in found] == [Refused, Item]
    assert "message has 114 MiB" in refused(found)[0].reason
    assert peak < 2_000_000


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from((b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"WARC/1.1\r\n", b"<rss>", b"From ")))
def test_any_file_gives_items_and_lines(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(start + data)
    assert find(path) == find(path)
    assert all(line.reason.isprintable() and line.place.isprintable() for line in refused(find(path)))


def test_a_damaged_zip_of_any_kind_gives_items_and_lines(tmp_path: Path) -> None:
    whole = wacz({"archive/a.warc.gz": packed(stories(2))}, zipfile.ZIP_DEFLATED)
    path = tmp_path / "news.wacz"
    for at in range(0, len(whole), 37):
        path.write_bytes(whole[:at] + b"\xff" * 3 + whole[at + 3 :])
        assert all(isinstance(one, Item | Refused | Passed) for one in find(path))
