"""Stand-off: not a word of the text goes out, and with one's own copy every finding comes back."""

import io
import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import sayso
from sayso.errors import UnreadableError
from sayso.export.format import Choices
from sayso.export.formats.standoff import FORMAT, copies_in, rejoin, standoff_of
from sayso.export.kept import Kept
from sayso.export.pieces import Pieces
from sayso.model.document import MarkupValue
from sayso.model.finding import Maker, MakerKind
from tests.export.items import SAMPLES, TOMBSTONE, by_hand, sample, sample_bytes, samples


def lines_of(items):
    out = io.BytesIO()
    written = FORMAT.to_file(items, out, Choices())
    return out.getvalue().splitlines(), written


def copies(key):
    return {item.id: item.original() for item in samples()}.get(key)


def literals(tree):
    """Every text in the findings that is not a place."""
    if isinstance(tree, dict):
        for name, member in tree.items():
            yield from (piece for piece in member if isinstance(piece, str)) if name == "words" else literals(member)
    elif isinstance(tree, list):
        for member in tree:
            yield from literals(member)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_record_comes_back_whole(name):
    item = sample(name)
    [line], _ = lines_of([item])
    [found] = rejoin([line], copies)
    assert found.record == item.record
    assert found.reason is None


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_of_the_text_is_in_a_line(name):
    item = sample(name)
    words = set(re.findall(r"\w+", item.record.document.text))
    for value in item.record.document.markup:
        words |= set(re.findall(r"\w+", value.value))
    tree = standoff_of(item)
    for literal in literals(tree["record"]):
        assert not words & set(re.findall(r"\w+", literal)), literal
    # and in the whole line, outside of sayso's own names for things, none of the words that only this text has
    line = json.dumps(tree, ensure_ascii=False)
    for word in ("Quillhaven", "Vaskerly", "Veldmark", "mooring", "barges", "Ashby", "treasurer"):
        assert word not in line


def test_a_copy_with_another_hash_is_refused():
    [line], _ = lines_of([sample(SAMPLES[0])])
    [found] = rejoin([line], lambda key: sample_bytes(SAMPLES[0]) + b" ")
    assert found.record is None
    assert "its hash is" in found.reason
    [found] = rejoin([line], lambda key: None)
    assert found.reason == "there is no copy with this hash"


def test_a_text_that_this_version_sees_otherwise_is_refused():
    tree = standoff_of(sample(SAMPLES[0]))
    tree["text"]["sha256"] = "0" * 64
    [found] = rejoin([json.dumps(tree).encode()], copies)
    assert found.record is None
    assert "another text" in found.reason
    assert "trafilatura" in found.reason


def test_copies_are_found_by_their_hash_whatever_their_name(tmp_path):
    (tmp_path / "deep").mkdir()
    for number, name in enumerate(SAMPLES):
        (tmp_path / "deep" / f"{number}.bin").write_bytes(sample_bytes(name))
    lines, written = lines_of((*samples(), TOMBSTONE, by_hand()))
    found = list(rejoin(lines, copies_in(tmp_path)))
    assert [one.record for one in found[:2]] == [item.record for item in samples()]
    assert found[2].reason == f"withdrawn: {TOMBSTONE.reason}"
    assert found[3].reason == "there is no copy with this hash"
    assert (written.items, written.tombstones) == (3, 1)


def test_what_a_person_corrected_comes_back_too():
    item = sample(SAMPLES[1])
    person = Maker(MakerKind.PERSON, "Maren Tolliver", "2031-05-04")
    title = replace(
        item.record.masthead.title, value="Two towns split a bill nobody wanted", by=person, note="as printed in the paper"
    )
    changed = replace(item, record=replace(item.record, masthead=replace(item.record.masthead, title=title)))
    [line], _ = lines_of([changed])
    [found] = rejoin([line], copies)
    assert found.record == changed.record


def test_address_and_day_of_the_copy_come_back():
    data = sample_bytes(SAMPLES[1])
    record = sayso.read(data, url="https://www.brennickcourier.example/a", taken="2021-09-04")
    item = Kept(id=record.document.capture.sha256, record=record)
    [line], _ = lines_of([item])
    [found] = rejoin([line], lambda key: data)
    assert found.record == record


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tree: tree["record"]["masthead"]["title"].update(value={"words": [[0, 10**9]]}),
        lambda tree: tree["record"]["masthead"]["title"].update(value={"words": [[-5, 3]]}),
        lambda tree: tree["record"]["masthead"]["title"].update(value={"words": [[99, 0, 3]]}),
        lambda tree: tree["record"]["masthead"]["title"].update(value={"words": [["a", "b"]]}),
        lambda tree: tree["record"]["masthead"]["title"].update(value={"words": 3}),
        lambda tree: tree["record"]["masthead"]["title"].update(value=[]),
        lambda tree: tree["record"].pop("terms"),
        lambda tree: tree["record"].update(masthead=3),
        lambda tree: tree.pop("text"),
        lambda tree: tree.update(sayso=9),
        lambda tree: tree.update(kind="record"),
        lambda tree: tree["record"].update(remarks=json.loads("[" * 60 + "]" * 60)),
    ],
)
def test_a_spoilt_line_is_named_by_its_number(spoil):
    tree = standoff_of(sample(SAMPLES[0]))
    spoil(tree)
    with pytest.raises(UnreadableError, match="line 2"):
        list(rejoin([b"", json.dumps(tree).encode()], copies))


@pytest.mark.parametrize("line", [b"{", b"[]", b"\xff", b"[" * 100_000])
def test_a_line_that_is_none_is_named_by_its_number(line):
    with pytest.raises(UnreadableError, match="line 1"):
        list(rejoin([line], copies))


@given(st.text("ab ’", max_size=60), st.text("abc ’", max_size=40), st.lists(st.text("abd ", max_size=8), max_size=3))
def test_pieces_always_join_to_the_words_and_hold_no_word_of_the_text(text, words, markup):
    pieces = Pieces(text, tuple(MarkupValue("meta", "x", value) for value in markup))
    found = pieces.of(words)
    assert pieces.join(msgspec.json.decode(msgspec.json.encode(found))) == words
    there = {word for one in (text, *markup) for word in re.findall(r"\w+", one)}
    for literal in found:
        if isinstance(literal, str) and found.index(literal) == 0:
            assert not there & set(re.findall(r"\w+", literal))
