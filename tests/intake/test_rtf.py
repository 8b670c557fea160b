"""RTF becomes lines of text; what no page shows is left out, and no file can make it take long."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError, UnreadableError
from sayso.intake.rtf import read_rtf
from tests.intake.make_exports import rtf, rtf_text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"The \b ferry\b0  sails.\par Again.", "The ferry sails.\nAgain."),
        ("The fer\r\nry\\line sails", "The ferry\nsails"),
        (r"a\tab b\~c\_d\-e \{\\\}", "a\tb\xa0c\u2011de {\\}"),
        (r"\ldblquote Yes\rdblquote\emdash no \lquote x\rquote  \bullet\endash", "“Yes”—no ‘x’ •–"),
        (r"caf\'e9 \'93quoted\'94 \'80", "café “quoted” €"),
        (r"\u8220?Yes\u8221? \u-10179?\u-8704?!", "“Yes” 😀!"),
        (r"\uc2\u8220\'81\'67Yes {\uc0\u8221}\u8221xxno", "“Yes ””no"),
        (r"\uc1\u233 \'e9x", "éx"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}} here", "a link here"),
        (r"seen{\v hidden}{\*\unknown lost}{\pict\wmetafile8 0a0b}{\footnote a note}{\header Page 1}", "seen"),
        (r"{\pict\bin7 }}}{{{x}after", "after"),
        (r"one\cell two\cell\row three", "one\ntwo\n\nthree"),
        (r"\v hidden\v0  seen", " seen"),
        (r"seen}\par behind the end {", "seen"),
    ],
)  # fmt: skip
def test_what_a_page_shows_is_the_text(body: str, text: str) -> None:
    assert read_rtf(b"{\\rtf1\\ansi\\ansicpg1252 " + body.encode() + b"}") == text


def test_fonts_choose_code_pages() -> None:
    head = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Gothic;}}"
    assert read_rtf(head + rb"{\f1\'cf\'f0\'e8}\'e9 {\f2\'93\'fa\'96\'7b}}") == "Приé 日本"
    assert read_rtf(rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}") == "При"
    assert read_rtf(rb"{\rtf1\mac \'8e}") == "é"
    assert read_rtf(rb"{\rtf1\ansi\ansicpg99999 \'e9}") == "é"


@given(st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("\\{}\t€éя日😀"))))
def test_any_text_comes_back(text: str) -> None:
    assert read_rtf(rtf(rtf_text(text))) == text


TOKENS = [b"{", b"}", b"\\", b"\\u", b"\\u-1", b"\\u55357?", b"\\uc", b"\\uc-5 ", b"\\'", b"\\'e9", b"\\'zz", b"\\bin", b"\\bin9 ", b"\\bin-3 ", b"\\*", b"\\pict", b"\\par",
          b"\\f1", b"\\fonttbl", b"\\fcharset128", b"\\ansicpg65001", b"\\ansicpg0", b"\x00\xff", b"text ", b"\n"]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map(b"".join))
@settings(deadline=None)
def test_any_tokens_are_text_or_our_own_error(body: bytes) -> None:
    text = read_rtf(b"{\\rtf1 " + body)
    text.encode()


def test_hostile_files_end_soon() -> None:
    begun = time.process_time()
    with pytest.raises(UnreadableError, match="nests"):
        read_rtf(b"{\\rtf1 " + b"{" * 2_000_000)
    for body in (
        b"{}" * 300_000,
        b"\\" * 1_000_000,
        b"\\u1 " * 200_000,
        b"\\'e9" * 300_000,
        b"\\uc99999999 \\u1 " + b"x" * 1_000_000,
        b"\\par" * 300_000,
    ):
        read_rtf(b"{\\rtf1 " + body)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("data", [b"", b"The ferry", b"\\rtf1"])
def test_what_is_no_rtf_is_refused(data: bytes) -> None:
    with pytest.raises(SaysoError):
        read_rtf(data)
