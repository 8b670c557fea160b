"""Bytes to characters."""

import codecs

import pytest

from sayso.intake.decode import decode

TEXT = "Der Fährmann sagte: „Gezeiten“ – 5 €"

CASES = [
    ("plain UTF-8", TEXT.encode(), None, TEXT, "utf-8"),
    ("a mark outranks the header", codecs.BOM_UTF8 + TEXT.encode(), "iso-8859-1", TEXT, "utf-8"),
    ("UTF-16 with a mark", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), None, TEXT, "utf-16-le"),
    ("UTF-16 without a mark", ("<p>" + "Ferry " * 20).encode("utf-16-be"), None, "<p>" + "Ferry " * 20, "utf-16-be"),
    ("the header is believed", TEXT.encode("cp1252"), "windows-1252", TEXT, "windows-1252"),
    ("Latin-1 means Windows-1252", TEXT.encode("cp1252"), "iso-8859-1", TEXT, "windows-1252"),
    ("the page's own word", b'<meta charset="shift_jis">' + "港".encode("cp932"), None, '<meta charset="shift_jis">港', "cp932"),
    ("no word and no UTF-8", TEXT.encode("cp1252") * 9, None, TEXT * 9, "windows-1252"),
    (
        "a page that says UTF-8 and is not",
        b"<meta charset=utf-8>" + TEXT.encode("cp1252") * 9,
        None,
        "<meta charset=utf-8>" + TEXT * 9,
        "windows-1252",
    ),
    ("an unknown label", TEXT.encode(), "klingon-8", TEXT, "utf-8"),
]


@pytest.mark.parametrize(("data", "declared", "text", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_characters_come_out_right(data: bytes, declared: str | None, text: str, name: str) -> None:
    assert decode(data, declared)[:2] == (text, name)


def test_stray_bytes_are_counted_and_the_rest_stays_utf_8() -> None:
    data = (TEXT * 100).encode() + b" caf\xe9 " + (TEXT * 100).encode()
    text, name, (remark,) = decode(data)
    assert (name, text.count("�"), remark.code) == ("utf-8", 1, "encoding-repaired")
    assert "1 byte " in remark.sentence
