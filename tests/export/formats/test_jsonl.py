"""JSON lines: everything goes out and comes back."""

import io

import pytest

from sayso.errors import UnreadableError
from sayso.export.format import Choices
from sayso.export.formats.jsonl import FORMAT, read_lines
from sayso.export.interchange import record_json
from tests.export.items import HOSTILE, TOMBSTONE, by_hand, hostile, samples


def lines_of(items):
    out = io.BytesIO()
    written = FORMAT.to_file(items, out, Choices())
    return out.getvalue(), written


def test_every_record_and_tombstone_reads_back():
    items = (*samples(), TOMBSTONE, by_hand())
    data, written = lines_of(items)
    back = list(read_lines(io.BytesIO(data)))
    assert [item.id for item in back] == [item.id for item in items]
    assert [item.record for item in back if item != TOMBSTONE] == [item.record for item in items if item != TOMBSTONE]
    assert back[2] == TOMBSTONE
    assert (written.items, written.tombstones, written.withheld, written.left_out) == (3, 1, 0, ())


def test_a_line_is_the_record_as_show_prints_it():
    item = samples()[0]
    assert lines_of([item])[0] == record_json(item.record) + b"\n"


def test_one_line_an_item_whatever_the_words():
    for words in HOSTILE:
        data, _ = lines_of([hostile(words), TOMBSTONE])
        assert data.count(b"\n") == 2
        assert "\u202e".encode() not in data


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "line 2 is no record"),
        (b"[]", "line 2 is no record"),
        (b'{"sayso":1,"kind":"terms"}', "line 2 is of kind 'terms'"),
        (b'{"sayso":99,"kind":"record"}', "newer than 1"),
        (b'{"sayso":1,"kind":"record"}', "line 2 is no record"),
        (b"\xff\xfe", "line 2 is no record"),
        (b"[" * 100_000, "line 2 is no record"),
    ],
)
def test_a_line_that_is_no_record_is_named_by_its_number(line, says):
    with pytest.raises(UnreadableError, match=says):
        list(read_lines([b"\n", line]))
