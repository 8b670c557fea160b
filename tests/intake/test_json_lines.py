"""Many objects in one stream: each an item with its place, each that cannot be read one refusal, and memory flat."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import UnreadableError
from sayso.intake.gather import Item, Refused
from sayso.intake.json_lines import find_json_lines
from sayso.intake.limits import Limits
from sayso.intake.open import open_document
from tests.intake.test_json_text import OBJECTS

GOOD = {"title": "Ferry sails again", "text": "It left Ilm at nine on Tuesday."}
LINE = json.dumps(GOOD).encode()


class Slow(io.BytesIO):
    """A stream that gives few bytes at a time, as a pipe may."""

    def __init__(self, data: bytes, most: int) -> None:
        super().__init__(data)
        self.most = most

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self.most)


def found(data: bytes, most: int = 1 << 20, **more: object) -> list[Item | Refused]:
    return list(find_json_lines(Slow(data, most), "dump.jsonl", **more))  # type: ignore[arg-type]


def places(results: list[Item | Refused]) -> list[tuple[str, bool]]:
    return [(result.place.removeprefix("dump.jsonl:"), isinstance(result, Item)) for result in results]


@pytest.mark.smoke
def test_each_line_is_an_item_with_its_place() -> None:
    results = found(b"\xef\xbb\xbf" + LINE + b"\r\n\r\n" + LINE + b"\n \n\x1e" + LINE)
    assert places(results) == [("1", True), ("3", True), ("5", True)]
    assert all(isinstance(result, Item) and result.data == LINE and result.name == "dump.jsonl" for result in results)
    assert "Ferry sails again" in open_document(results[0].data).text


@pytest.mark.parametrize("most", [1, 7, 1 << 20])
@pytest.mark.parametrize("indent", [None, 2])
def test_list_is_read_element_by_element(indent: int | None, most: int) -> None:
    tricky = {"title": 'Say "]},{[\\', "text": "\\", "more": [[{"a": []}], []]}
    data = json.dumps([GOOD, tricky, 7, [GOOD]], indent=indent).encode()
    results = found(data, most)
    assert [isinstance(result, Item) for result in results] == [True, True, False, True]
    assert [json.loads(result.data) for result in results if isinstance(result, Item)] == [GOOD, tricky, GOOD]
    lines = data.decode().split("\n")
    for result in results:
        assert lines[int(result.place.rpartition(":")[2]) - 1].strip()[0] in "[{7"
    assert results[0].place == ("dump.jsonl:2" if indent else "dump.jsonl:1")


def test_objects_over_several_lines_follow_each_other() -> None:
    data = json.dumps(GOOD, indent=1).encode()
    assert places(found(data + b"\n" + data + b"\n" + data)) == [("1", True), ("5", True), ("9", True)]


BAD = [
    b'{"title": "Ferry"', b'{"title": "Ferry}', b"<p>no JSON</p>", b"null", b'"a word"', b"{]", b'{"a": tru}', b"\xff\xfe\xfd", b"[1, 2]",
    b'{"a":' + b"[" * 300, b"\x00\x00", b'{"a": 1} {"b": 2}',
]  # fmt: skip


def test_ten_thousand_bad_lines_are_refused_one_by_one_and_the_rest_goes_on() -> None:
    def lines() -> Iterator[bytes]:
        for number in range(10_000):
            yield BAD[number % len(BAD)]
            if number % 1000 == 0:
                yield LINE

    class Lines(io.RawIOBase):
        def __init__(self) -> None:
            self.lines = lines()

        def read(self, size: int = -1) -> bytes:
            return b"".join(line + b"\n" for line in islice(self.lines, 50))

    tracemalloc.start()
    good = bad = 0
    for result in find_json_lines(Lines(), "dump.jsonl"):  # type: ignore[arg-type]
        if isinstance(result, Item):
            good += 1
        else:
            bad += 1
            assert result.reason
            assert result.remedy
            assert f"{result.place}{result.reason}".isprintable()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (good, bad) == (10, 10_000)
    assert peak < 20 << 20


@pytest.mark.parametrize("form", ["lines", "list"])
def test_line_of_200_megabytes_is_refused_without_being_held(form: str) -> None:
    around = (b"[", b",", b"]") if form == "list" else (b"", b"\n", b"")
    pieces = [around[0] + LINE + around[1] + b'{"text": "', *[b"x" * (1 << 20)] * 200, b'"}' + around[1] + LINE + around[2]]

    class Pieces(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return pieces.pop(0) if pieces else b""

    tracemalloc.start()
    results = list(find_json_lines(Pieces(), "dump.jsonl", Limits(size=8 << 20)))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [isinstance(result, Item) for result in results] == [True, False, True]
    assert "8.0 MiB" in results[1].reason  # type: ignore[union-attr]
    assert peak < 30 << 20


def test_lenient_lines_are_items() -> None:
    lines = [
        b'{"text": "It left.", "score": NaN}', b'{"text": "It left.", "text": "It came back."}', b'{"text": "Half \\ud83d and a tab\t."}',
        b'{"text": "' + "Café".encode("latin-1") + b' an der Br\xfccke"}', b'{"text": "It left.", "deep": ' + b"[" * 2000 + b"]" * 2000 + b"}",
    ]  # fmt: skip
    results = found(b"\n".join(lines))
    assert [isinstance(result, Item) for result in results] == [True] * 5
    texts = [open_document(result.data).text for result in results if isinstance(result, Item)]
    assert texts == ["It left.", "It left.\nIt came back.", "Half \ufffd and a tab\t.", "Café an der Brücke", "It left."]


def test_utf16_is_one_refusal() -> None:
    results = found(LINE.decode().encode("utf-16"))
    assert [type(result) for result in results] == [Refused]
    assert "UTF-16" in results[0].reason  # type: ignore[union-attr]


def test_list_that_breaks_off_gives_what_came_before() -> None:
    assert places(found(b"[" + LINE + b"," + LINE[:-5])) == [("1", True), ("1", False)]


def test_a_megabyte_of_blank_lines_or_brackets_takes_little_time() -> None:
    assert found(b"[" + b"\n" * (1 << 20) + LINE + b"]")[0].place == f"dump.jsonl:{(1 << 20) + 1}"
    assert found(b"[" * (1 << 20)) == []
    assert len(found(b"[{" + b"[" * (1 << 20))) == 1
    assert found(b"\n" * (3 << 20)) == []


@given(st.lists(OBJECTS, max_size=4), st.sampled_from([None, 1]), st.integers(1, 9), st.booleans())
@settings(deadline=None)
def test_any_objects_come_back_in_every_form(
    values: list[dict[str, object]], indent: int | None, most: int, listed: bool
) -> None:
    written = [json.dumps(value, indent=indent, ensure_ascii=False) for value in values]
    data = f"[{','.join(written)}]" if listed else "\n".join(written)
    results = found(data.encode(), most if listed or indent is None else 1 << 20)
    if listed or indent is None or (values and values[0]):
        assert repr([json.loads(result.data) for result in results if isinstance(result, Item)]) == repr(values)
        assert all(isinstance(result, Item) for result in results)


@given(st.binary(max_size=200), st.integers(1, 5))
@settings(deadline=None)
def test_any_bytes_are_items_or_refusals(data: bytes, most: int) -> None:
    for start in (b"", b"[", b"{\n"):
        for result in found(start + data, most):
            if isinstance(result, Item):
                try:
                    open_document(result.data)
                except UnreadableError as error:
                    assert "text" in error.reason or "empty" in error.reason  # noqa: PT017 - it is JSON, and no article
