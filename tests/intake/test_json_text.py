"""Every value of a JSON text is found with its place, whatever the text is."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import UnreadableError
from sayso.intake.json_text import find_values, read_string, string_runs

STRINGS = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('"\\/\n\t€😀')), max_size=20)
JSON = st.recursive(
    st.one_of(STRINGS, st.integers(), st.floats(), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(STRINGS, inner, max_size=4)),
    max_leaves=20,
)
OBJECTS = st.dictionaries(STRINGS, JSON, max_size=5)


def leaves(value: object, path: str = "") -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, f"{path}.{key}" if path else key)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner, path)]
    return [(path, value)]


@given(OBJECTS, st.booleans(), st.sampled_from([None, 1]))
@settings(deadline=None)
def test_paths_and_values_are_those_of_the_standard_library(
    value: dict[str, object], ascii_only: bool, indent: int | None
) -> None:
    source = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    found = [(path, source[start:end]) for path, start, end in find_values(source)]
    wanted = leaves(value)
    assert [path for path, _ in found] == [path for path, _ in wanted]
    assert repr([json.loads(written) for _, written in found]) == repr([said for _, said in wanted])


@given(STRINGS, st.booleans())
def test_runs_of_a_string_decode_to_it_in_place(text: str, ascii_only: bool) -> None:
    source = json.dumps(text, ensure_ascii=ascii_only)
    assert read_string(source, 0, len(source)) == text
    position = 1
    for run, start, length in string_runs(source, 0, len(source)):
        assert start == position
        assert json.loads(f'"{source[start : start + length]}"') == run
        position = start + length
    assert position == len(source) - 1


@given(st.text(alphabet='{}[]",:\\u0d8 1e-.tfnN\n', max_size=60).map(lambda text: "{" + text))
@settings(deadline=None)
def test_any_text_is_read_or_refused_by_our_own_error(source: str) -> None:
    try:
        list(find_values(source))
    except UnreadableError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('{"title": "Ferry"', "breaks off at column 18"),
        ('{"title": "Ferry', "damaged at column 11"),
        ('{"title": }', "damaged at column 11"),
        ('{"title": 01}', "damaged at column 12"),
        ('{"title": 1,}', "damaged at column 13"),
        ('{"a": [1 2]}', "damaged at column 10"),
        ('{"a": [1}]', "damaged at column 9"),
        ('{"a": 1}}', "something follows"),
        ('{"a": 1}\n{"a": 2}', "more than one object"),
        ('{\n"a" 1}', "line 2, column 5"),
        ("[1]", "no object"),
        ('{a: 1}', "damaged at column 2"),
    ],
)  # fmt: skip
def test_damage_is_said_with_its_place(source: str, place: str) -> None:
    with pytest.raises(UnreadableError, match=place):
        list(find_values(source))


def test_what_exports_write_beside_the_standard_is_taken() -> None:
    source = '{"a": NaN, "b": -Infinity, "c": "two\nlines", "d": "\\ud800!", "a": 1}'
    found = [(path, source[start:end]) for path, start, end in find_values(source)]
    assert found[:3] == [("a", "NaN"), ("b", "-Infinity"), ("c", '"two\nlines"')]
    assert found[4] == ("a", "1")
    assert read_string('"\\ud800!"', 0, 9) == "\ufffd!"


def test_a_million_brackets_and_a_long_open_string_take_little_time() -> None:
    begun = time.process_time()
    for source in (
        '{"a":' + "[" * 1_000_000,
        '{"a":' * 200_000,
        '{"a":"' + "\\n" * 500_000,
        '{"a":"' + "b" * 1_000_000,
        '{"a":' + " " * 1_000_000,
    ):
        with pytest.raises(UnreadableError):
            list(find_values(source))
    assert time.process_time() - begun < 10


def test_values_too_deep_to_name_are_checked_and_passed_over() -> None:
    deep = '{"a":' * 50 + '"x"' + "}" * 50
    assert list(find_values(deep)) == []
    assert [path for path, _, _ in find_values('{"t": 1, "a": ' + "[" * 500 + "]" * 500 + "}")] == ["t"]
