"""The note at the top of a saved page."""

import pytest

from sayso.intake.open import open_document
from sayso.intake.saved import read_saving_note

SINGLEFILE = """<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://ilm.example/ferry
 saved date: Wed Apr 09 2031 10:00:00 GMT+0200 (Central European Summer Time)
-->"""


@pytest.mark.parametrize(
    ("source", "address", "day"),
    [
        (SINGLEFILE, "https://ilm.example/ferry", "2031-04-09"),
        ("<!-- saved from url=(0025)https://ilm.example/ferry -->\n<html>", "https://ilm.example/ferry", None),
        ("<!-- saved from url=(0014)about:internet -->", None, None),
        ("<!-- Page saved with SingleFile\n url: file:///home/x\n saved date: Wed Foo 99 2031-->", None, None),
        ("<html><p>saved from url=(0025)https://ilm.example/ferry</p>", None, None),
    ],
    ids=["SingleFile", "browser", "no address", "a local file", "in the text"],
)
def test_note_is_read(source: str, address: str | None, day: str | None) -> None:
    found, date = read_saving_note(source)
    assert (found, date.iso if date else None) == (address, day)


def test_capture_of_a_saved_page_knows_its_address() -> None:
    capture = open_document((SINGLEFILE + "<p>The ferry sails at nine.</p>").encode()).capture
    assert (capture.url, capture.taken.iso if capture.taken else None) == ("https://ilm.example/ferry", "2031-04-09")
