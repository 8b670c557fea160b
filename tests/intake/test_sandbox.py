"""A file that breaks its reader breaks a child process only, and is answered with one line."""

import os
import sys
import threading
from pathlib import Path

import pytest

from sayso.errors import EncryptedError, SaysoError, TooLargeError, UnreadableError
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.sandbox import run

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limits; the module says so")
READERS = "tests.intake.hostile_readers:"


@pytest.mark.smoke
def test_answer_comes_back() -> None:
    assert run(READERS + "upper", str, b"an owl", DEFAULT) == "AN OWL"


def test_megabytes_go_in_and_come_out() -> None:
    assert run(READERS + "upper", str, b"owl " * 2_000_000, DEFAULT) == "OWL " * 2_000_000


def test_our_own_error_arrives_with_its_kind_and_sentences() -> None:
    with pytest.raises(EncryptedError) as caught:
        run(READERS + "raises_ours", str, b"", DEFAULT)
    assert (caught.value.reason, caught.value.remedy) == ("locked", "unlock it")


def failure(reader: str, limits: Limits = DEFAULT, data: bytes = b"") -> SaysoError:
    with pytest.raises(SaysoError) as caught:
        run(READERS + reader, str, data, limits)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.isprintable()
    return caught.value


@pytest.mark.parametrize(
    "reader",
    ["raises_theirs", "segfaults", "exits", "recurses", "answers_nonsense", "answers_number"],
)
def test_crash_of_any_kind_is_one_line(reader: str) -> None:
    assert type(failure(reader)) is UnreadableError


@POSIX
def test_endless_computing_ends_at_the_cpu_limit() -> None:
    assert type(failure("spins", Limits(seconds=1))) is TooLargeError


def test_endless_waiting_ends_at_the_wall_clock_limit() -> None:
    assert type(failure("sleeps", Limits(seconds=1))) is TooLargeError


@POSIX
def test_memory_beyond_the_limit_is_refused() -> None:
    assert type(failure("fills_memory")) is TooLargeError


@POSIX
def test_child_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    assert "Too many open files" in str(failure("opens_the_file", data=str(secret).encode()))


@POSIX
def test_child_writes_no_file(tmp_path: Path) -> None:
    failure("writes_the_file", data=str(tmp_path / "new").encode())
    assert not (tmp_path / "new").exists()


@POSIX
def test_child_opens_no_connection() -> None:
    assert "Too many open files" in str(failure("opens_a_connection"))


@POSIX
def test_child_has_nothing_of_the_parents_environment_or_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_TOKEN", "secret")
    assert "SAYSO_TOKEN" not in run(READERS + "tells_environment", str, b"", DEFAULT)
    assert run(READERS + "tells_memory", str, b"", DEFAULT) == "clean"


def test_child_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert type(failure("upper")) is UnreadableError


def test_children_run_beside_each_other_in_threads() -> None:
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(run(READERS + "upper", str, b"x", DEFAULT))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["X"] * 4


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts open files where /proc shows them")
def test_nothing_is_left_open() -> None:
    run(READERS + "upper", str, b"x", DEFAULT)
    before = len(os.listdir("/proc/self/fd"))
    for reader in ("segfaults", "raises_theirs"):
        failure(reader)
    assert len(os.listdir("/proc/self/fd")) == before
