"""What kind of file it is, told by content."""

import time

import pytest

from sayso.intake.sniff import is_markdown, sniff

CASES = [
    ("a page", b"<!DOCTYPE html><title>x</title>", "text/html"),
    ("a page after a comment", b"<!-- saved -->\n<html><p>x", "text/html"),
    ("a page without a frame", b"<h1>Ferry</h1><p>It sails.</p>", "text/html"),
    ("a page in UTF-16", "\ufeff<html><body>Ferry</body></html>".encode("utf-16"), "text/html"),
    ("a PDF behind other bytes", b"\n\n%PDF-1.4 ...", "application/pdf"),
    ("mail", b"From: a@ilm.example\nTo: b@ilm.example\nSubject: Ferry\n\nIt sails.", "message/rfc822"),
    ("a letter that begins like mail", b"From: the harbour\nIt sails again.\n\nYours", "text/plain"),
    ("text with one tag in it", b"The element <p> begins a paragraph.", "text/plain"),
    ("a picture", b"\x89PNG\r\n\x1a\n....", "image/png"),
    ("bytes of no kind", bytes(range(256)) * 4, "application/octet-stream"),
    ("text", "Der Fährmann kam.".encode("cp1252"), "text/plain"),
]


@pytest.mark.parametrize(("data", "kind"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_kind_is_told_by_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_comments_without_end_are_looked_at_in_time() -> None:
    started = time.process_time()
    assert sniff(b"<!---->" * 10_000) == "text/plain"
    assert sniff(b"<!---->" * 9 + b"<html>") == "text/html"
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("# Ferry\n\nIt sails.", True),
        ("By [Ada Quill](#)\n", True),
        ("* one\n* two\n* three\n", True),
        ("The ferry sails. She said *yes*. It costs 3 * 4.", False),
        ("“We sail,” she said [laughs].\n\n- Commissioner Vane", False),
    ],
)
def test_markdown_is_told_from_prose(text: str, answer: bool) -> None:
    assert is_markdown(text) is answer
