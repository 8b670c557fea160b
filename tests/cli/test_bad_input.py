"""Input that is no article: one line that says what is wrong and what to do, no traceback, no waiting."""

import os
import sys

import pytest

from sayso.errors import UnreadableError
from sayso.intake.gather import gather, read_file
from tests.cli.test_commands import STORY, one_line, sayso

posix = pytest.mark.skipif(os.name == "nt", reason="needs pipes and links of POSIX")


@pytest.mark.smoke
def test_a_missing_file_is_not_found(tmp_path):
    one_line(sayso("show", "gone.html", cwd=tmp_path), 3, "there is no file gone.html")


def test_a_file_used_as_a_folder_is_not_found(tmp_path):
    (tmp_path / "story.md").write_text(STORY, "utf-8")
    one_line(sayso("show", "story.md/part", cwd=tmp_path), 3, "there is no file")


def test_a_folder_is_refused(tmp_path):
    one_line(sayso("show", ".", cwd=tmp_path), 5, "is a folder", "name one file in it")


@posix
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    one_line(sayso("show", "pipe", cwd=tmp_path, timeout=20), 5, "is a pipe", "write - for the name")


@posix
def test_a_device_is_refused_without_reading_it(tmp_path):
    one_line(sayso("show", "/dev/zero", cwd=tmp_path, timeout=20), 5, "is a device")


@posix
def test_a_link_that_leads_back_to_itself_is_said(tmp_path):
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    one_line(sayso("show", "one", cwd=tmp_path), 5, "leads back to itself")


@posix
def test_a_link_to_a_file_is_followed(tmp_path):
    (tmp_path / "story.md").write_text(STORY, "utf-8")
    (tmp_path / "link.md").symlink_to("story.md")
    assert sayso("show", "link.md", cwd=tmp_path).returncode == 0


@posix
def test_a_file_without_permission_is_said(tmp_path):
    path = tmp_path / "secret.md"
    path.write_text(STORY, "utf-8")
    path.chmod(0)
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(65534)  # nobody: an administrator may read everything
    try:
        with pytest.raises(UnreadableError, match="may not be read by you; ask for permission"):
            read_file(str(path))
    finally:
        if administrator:
            os.seteuid(0)


def test_two_hundred_megabytes_are_refused_before_they_are_read(tmp_path):
    with open(tmp_path / "huge.html", "wb") as stream:
        stream.truncate(200_000_000)
    one_line(sayso("show", "huge.html", cwd=tmp_path, timeout=20), 5, "has 200,000,000 bytes", "max_bytes")


def test_a_pipe_without_end_is_read_only_up_to_the_limit(tmp_path):
    found = sayso("show", "-", "--max-bytes", "1000", cwd=tmp_path, stdin=b"Lamps on the quay. " * 10_000)
    one_line(found, 5, "more than 1,000 bytes")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\0\0\0\0", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a document"),
        (b"\x7fELF" + bytes(500), "it is a program"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip"),
        (b"%PDF-1.7\nbroken", ""),
        (b"<html><body></body></html>", "no visible text"),
    ],
)
def test_bytes_that_are_no_article_are_unreadable(tmp_path, data, says):
    one_line(sayso("show", "-", cwd=tmp_path, stdin=data), 5, says)


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no such names")
def test_a_name_that_is_not_utf_8_is_read_and_shown_by_code(tmp_path):
    name = os.fsdecode(b"sto\xffry.md")
    (tmp_path / name).write_text(STORY, "utf-8")
    found = sayso("show", name, "--json", cwd=tmp_path)
    assert found.returncode == 0, found.stderr
    assert rb'"name":"sto\\xffry.md"' in found.stdout
    assert sayso("check", name, "--format", "sarif", cwd=tmp_path).returncode == 1
    assert sayso("check", name, "--format", "json", cwd=tmp_path).returncode == 1
    one_line(sayso("show", os.fsdecode(b"g\xffne.md"), cwd=tmp_path), 3, "g<U+DCFF>ne.md")


def test_a_name_cannot_act_on_the_terminal(tmp_path):
    found = sayso("show", "\x1b[2J\u202egpj.exe\nsayso: all is well", cwd=tmp_path)
    one_line(found, 3, "<U+001B>[2J<U+202E>gpj.exe sayso: all is well")
    assert b"\x1b" not in found.stderr


@posix
def test_a_name_longer_than_the_system_allows_is_one_line(tmp_path):
    one_line(sayso("show", "a" * 5000, cwd=tmp_path), 3, "longer than this system allows")


def test_terminal_escapes_in_the_article_are_shown_by_name(tmp_path):
    story = STORY.replace("Lamps", "\x1b]0;owned\x07La\u202emps").replace("keeper", "keep\x9ber")
    found = sayso("show", "-", "--color", "never", cwd=tmp_path, stdin=story.encode())
    shown = found.stdout.decode()
    assert "<U+001B>]0;owned<U+0007>La<U+202E>mps" in shown
    assert not set(shown) & set("\x1b\x07\x9b\u202e")


def test_an_address_is_not_taken_for_a_file_and_a_private_one_is_not_asked(tmp_path):
    one_line(sayso("show", "http://127.0.0.1:9/", cwd=tmp_path, timeout=20), 3)


def test_bytes_have_the_same_limit_as_files():
    with pytest.raises(UnreadableError, match="more than 10 bytes"):
        gather(b"x" * 11, limit=10)
