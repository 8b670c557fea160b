"""From bytes to a document: told by content, bounded, and never anything but one of our own errors."""

import gzip
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.errors import NoTextError, SaysoError, TooLargeError, UnreadableError
from sayso.intake.limits import Limits
from sayso.intake.open import open_document
from sayso.model.dates import PartialDate
from sayso.model.document import Document, Role

PAGE = b"<!doctype html><title>Ferry</title><article><h1>Ferry sails again</h1><p>It left Ilm at nine on Tuesday.</p></article>"
MARKDOWN = b"## Ferry sails again\n\nBy [Ada Quill](#)\n\nIt left *Ilm* at nine.\n"
PLAIN = b"Ferry sails again\n\nIt left Ilm at nine on Tuesday.\n"


@pytest.mark.parametrize(
    ("data", "kind"), [(PAGE, "text/html"), (MARKDOWN, "text/markdown"), (PLAIN, "text/plain")], ids=["html", "markdown", "text"]
)
@pytest.mark.parametrize("name", ["story.pdf", "story", None])
def test_kind_is_told_by_content_whatever_the_name(data: bytes, kind: str, name: str | None) -> None:
    document = open_document(data, name=name)
    assert document.capture.media_type == kind
    assert "It left Ilm at nine" in document.text


def test_capture_keeps_what_is_known_from_outside() -> None:
    taken = PartialDate("2031-04-09")
    capture = open_document(PAGE, name="f.html", url="https://ilm.example/f", taken=taken).capture
    assert (capture.sha256, capture.size) == (sha256(PAGE).hexdigest(), len(PAGE))
    assert (capture.name, capture.url, capture.taken) == ("f.html", "https://ilm.example/f", taken)


def test_plain_text_stands_as_it_is() -> None:
    text = "A \x0bferry\x00 sails.\r\n\r\n“Now”  "
    assert open_document(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "error", "advice"),
    [
        (b"", NoTextError, "empty"),
        (b" \n\t ", NoTextError, "empty"),
        (b"\0" * 100, NoTextError, "empty"),
        (b"<html><script>var a</script></html>", NoTextError, "visible"),
        (bytes(range(256)) * 40, UnreadableError, "not a document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), UnreadableError, "image/png"),
        (gzip.compress(PAGE), UnreadableError, "unpack"),
        (b"PK\x03\x04" + bytes(60), UnreadableError, "ZIP"),
    ],
    ids=["empty", "blank", "zeros", "script only", "binary", "picture", "gzip", "zip"],
)
def test_unreadable_input_is_explained(data: bytes, error: type[UnreadableError], advice: str) -> None:
    with pytest.raises(error, match=advice) as caught:
        open_document(data)
    assert "\n" not in str(caught.value)


def test_too_large_is_refused_before_reading() -> None:
    with pytest.raises(TooLargeError):
        open_document(PAGE * 10, limits=Limits(size=len(PAGE)))


def assert_sound(document: Document) -> None:
    """What holds for any document: blocks in order, every visible character in exactly one, spans inside the text."""
    position = 0
    for span in sorted(span for block in document.blocks for span in block.spans):
        assert span.start >= position
        assert not document.text[position : span.start].strip()
        position = span.end
    assert position <= len(document.text)
    assert not document.text[position:].strip()
    for block in document.blocks:
        assert block.spans
        assert list(block.spans) == sorted(block.spans)


HOSTILE = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=300).map(str.encode),
    st.lists(
        st.sampled_from(
            [b"<p>", b"</", b"<table>", b"<h1>Ferry</h1>", b"\xff", b"\x00", b"&#x110000;", b"&#0;", b"<script>", b"%PDF-1.7\n", b"PK\x03\x04",
             b"# ", b"[a](b)", b"*", b"\n\n", b"Subject: a\nFrom: b\n\n", b"\xc2\xa9 2031 Ilm", b"By Ada Quill\n", b"\xe2\x80\x9cYes,\xe2\x80\x9d she said.",
             b"\xe2\x80\xae", b"\x1b[31m", b'{"@type":', b'<script type="application/ld+json">{"a":[[[[', b"word/document.xml"]
        ),
        max_size=30,
    ).map(b"".join),
)  # fmt: skip


@given(HOSTILE)
@settings(max_examples=150, deadline=None)
@example(b"\xef\xbb\xbf")
@example(b"<")
@example(b"<html>" + b"<div>" * 3000)
def test_any_bytes_give_a_sound_document_or_our_own_error(data: bytes) -> None:
    try:
        document = open_document(data)
    except SaysoError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right, and each is checked
    else:
        assert_sound(document)


def test_body_and_headline_of_a_page_have_their_roles() -> None:
    document = open_document(PAGE)
    assert [block.text_of(document.text) for block in document.blocks_of(Role.HEADLINE)] == ["Ferry sails again"]


def test_a_page_that_holds_no_article_has_no_body() -> None:
    wall = "<p>We value your privacy. We and our partners store cookies on your device. Accept all cookies to continue to this site.</p>"
    document = open_document(f"<html><body><h1>Before you continue</h1>{wall}</body></html>".encode())
    assert not document.has_article
    assert not document.blocks_of(Role.BODY)
