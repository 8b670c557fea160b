"""The list of formats: complete, open to others, and the same for everybody."""

import io
from importlib.metadata import EntryPoint

import pytest

import sayso.export.catalogue as catalogue
from sayso.errors import NotFoundError, UsageError
from sayso.export.catalogue import FORMATS, find_formats, format_named, format_names
from sayso.export.format import Choices, Format
from sayso.export.kept import Written
from tests.export.items import HOSTILE, TOMBSTONE, by_hand, hostile, samples

OTHER = Format(
    name="other", media_type="text/plain", suffix=".txt", writes="nothing", to_file=lambda items, out, choices: Written()
)
NOT_A_FORMAT = "a word"


def point(name, value, monkeypatch):
    points = (EntryPoint(name=name, value=value, group=catalogue.GROUP),)
    monkeypatch.setattr(catalogue, "entry_points", lambda group: points)


def test_names_are_unique_and_each_says_what_it_writes():
    assert len({one.name for one in FORMATS}) == len(FORMATS)
    for one in FORMATS:
        assert one.writes
        assert not one.writes.endswith(".")
        assert one.suffix.startswith(".") or one.to_file is None
        assert format_named(one.name) is one
    assert [one.name for one in find_formats()] == list(format_names())


def test_a_format_of_another_package_is_found(monkeypatch):
    point("other", f"{__name__}:OTHER", monkeypatch)
    monkeypatch.setitem(__import__("sys").modules, __name__, __import__("sys").modules[__name__])
    assert format_named("other").writes == "nothing"
    assert format_names()[-1] == "other"
    assert find_formats()[-1] == OTHER


def test_no_package_can_take_a_name_of_ours(monkeypatch):
    point("jsonl", f"{__name__}:OTHER", monkeypatch)
    assert format_named("jsonl") is FORMATS[0]
    assert format_names().count("jsonl") == 1


@pytest.mark.parametrize("value", ["no.such.module:X", f"{__name__}:NOT_A_FORMAT", f"{__name__}:OTHER"])
def test_a_format_that_cannot_be_loaded_is_named(value, monkeypatch):
    point("broken", value, monkeypatch)
    with pytest.raises(UsageError, match="broken"):
        format_named("broken")


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(NotFoundError, match="did you mean 'jsonl'"):
        format_named("json")


def test_a_format_that_writes_nothing_is_none():
    with pytest.raises(ValueError, match="writes nothing"):
        Format(name="x", media_type="", suffix="", writes="")


def outputs(format, items, tmp_path):
    """Everything the format writes, by name, and what it counted."""
    found, counts = {}, []
    if format.to_file:
        out = io.BytesIO()
        counts.append(format.to_file(items, out, Choices()))
        found["file"] = out.getvalue()
    if format.to_folder:
        tmp_path.mkdir()
        counts.append(format.to_folder(items, tmp_path, Choices()))
        found |= {str(path.relative_to(tmp_path)): path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    return found, counts


@pytest.mark.parametrize("format", FORMATS, ids=lambda one: one.name)
def test_the_same_items_give_the_same_bytes_and_every_item_is_counted(format, tmp_path):
    items = (*samples(), TOMBSTONE, by_hand())
    first, counts = outputs(format, items, tmp_path / "1")
    assert outputs(format, iter(items), tmp_path / "2")[0] == first or format.to_folder
    assert outputs(format, items, tmp_path / "3")[0] == first
    for written in counts:
        assert written.items + len(written.left_out) == 3
        assert written.tombstones + written.withheld == 1
        assert bool(written.tombstones) == format.lists_tombstones
    shown = any(TOMBSTONE.id.encode() in data for data in first.values())
    assert shown == format.lists_tombstones or format.name == "parquet"


@pytest.mark.parametrize("format", FORMATS, ids=lambda one: one.name)
def test_no_format_falls_over_hostile_words_or_an_empty_library(format, tmp_path):
    outputs(format, [], tmp_path / "0")
    for number, words in enumerate(HOSTILE):
        outputs(format, [hostile(words)], tmp_path / str(number + 1))
    outputs(format, [hostile(HOSTILE[0]), by_hand()], tmp_path / "two")
