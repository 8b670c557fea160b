"""What may reach a terminal, and how wide it is there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.cli.printing import Screen, columns, complain, cut, pad, screen_for, tell, wrap
from sayso.model.legible import legible, one_line

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x1b", "<U+001B>"),
        ("\x07", "<U+0007>"),
        ("\x9b", "<U+009B>"),
        ("\u202e", "<U+202E>"),
        ("\u2066", "<U+2066>"),
        ("\udcff", "<U+DCFF>"),
        ("\U000e0041", "<U+E0041>"),
    ],
)
def test_a_character_that_acts_is_named_in_its_place(character, name):
    assert legible(f"a{character}b") == f"a{name}b"


def test_letters_of_every_script_joiners_and_emoji_stay():
    text = "Ærø नमस्ते שלום 日本語 e\u0301 👩\u200d🚒"
    assert one_line(text) == text


@given(ANY)
def test_nothing_that_acts_is_left_in_any_text(text):
    assert not ACTING.search(one_line(text))
    assert "\n" not in one_line(text)
    assert all(not ACTING.search(line) for line in wrap(text, 30))


@given(ANY, st.integers(1, 60))
def test_no_wrapped_line_is_wider_than_asked_but_for_a_single_wide_character(text, width):
    assert all(columns(line) <= width or len(line.rstrip()) == 1 for line in wrap(text, max(width, 2)) if width > 1)


@given(ANY, st.integers(10, 60))
def test_wrapping_loses_no_visible_character(text, width):
    assert "".join("".join(wrap(text, width)).split()) == "".join(legible(text).split())


@given(ANY, st.integers(2, 60))
def test_a_cut_line_fits_and_says_that_it_was_cut(text, width):
    line = cut(text, width)
    assert columns(line) <= width
    assert line == one_line(text) or line.endswith("…")


def test_wide_letters_take_two_columns_and_marks_none():
    assert (columns("日本"), columns("e\u0301"), columns("abc")) == (4, 1, 3)
    assert pad("日本", 6) == "日本  "


def test_complaints_are_one_line_whatever_they_quote(capsys):
    complain("there is no file a\nb\x1b[2Jc", "check\r\nthe name")
    tell("written to \u202etxt")
    assert capsys.readouterr().err == ("sayso: there is no file a b<U+001B>[2Jc; check the name\nsayso: written to <U+202E>txt\n")


def test_colour_follows_flag_then_no_color_then_the_terminal():
    assert screen_for("always", 0, {"NO_COLOR": "1"}).colour
    assert not screen_for("never", 0, {}).colour
    assert not screen_for("auto", 0, {}).colour  # the tests' output is no terminal
    assert Screen(80, False).paint("a", "red") == "a"
    assert Screen(80, True).paint("a", "red") == "\x1b[31ma\x1b[0m"


@pytest.mark.parametrize(
    ("environment", "width", "expected"), [({"COLUMNS": "72"}, 0, 72), ({}, 90, 90), ({}, 1, 40), ({"COLUMNS": "x"}, 0, 100)]
)
def test_the_width_comes_from_the_setting_then_the_environment(environment, width, expected):
    assert screen_for("auto", width, environment).width == expected
