"""What can befall a library from outside: one clear line each, nothing lost that was written, and it goes on afterwards."""

import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.article_files import json_lines
from benchmarks.articles import make_articles
from sayso.errors import LibraryError, NotFoundError
from sayso.store import postgres, sqlite
from sayso.store.library import Library, open_library
from sayso.store.rows import Prepared
from tests.store.items import BARRIER, COVID, DROUGHT, page, prepared

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="needs users and limits of POSIX")


def big(number: int) -> Prepared:
    return prepared(page(f"Barrier {number}", *(f"Word{number}x{one} stays. " * 200 for one in range(20))))


def sound(library: Library) -> bool:
    integrity = library.database.run("PRAGMA integrity_check") == [("ok",)]
    return integrity and not library.database.run("PRAGMA foreign_key_check") and not list(library.damaged())


# No room


def test_where_there_is_no_room_left_the_last_batch_is_kept(tmp_path: Path) -> None:
    place = str(tmp_path / "news.db")
    with open_library(place, create=True) as library:
        library.add([prepared(BARRIER)])
        before = list(library.dump())
        library.database.run("PRAGMA max_page_count = 40")
        with pytest.raises(LibraryError, match="no room left"):
            library.add([prepared(COVID), *map(big, range(8))])
        assert list(library.dump()) == before
        assert sound(library)
    with open_library(place) as library:  # with room again
        library.add([prepared(COVID), big(0)])
        assert len(library) == 3
        assert sound(library)


_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["sayso", *sys.argv[2:]]
from sayso.__main__ import main
if __name__ == "__main__":
    sys.exit(main())
"""


@posix
def test_a_file_that_may_not_grow_ends_adding_with_one_line(tmp_path: Path) -> None:
    source, place, script = tmp_path / "articles.jsonl", tmp_path / "news.db", tmp_path / "limited.py"
    source.write_bytes(b"".join(json_lines(make_articles(450, seed=1), repeat=False)))
    script.write_text(_LIMITED)
    command = [sys.executable, script, str(6 << 20), "add", "--model", "none", "--processes", "1", "--library", place, source]
    ended = subprocess.run(command, env=environment(), capture_output=True, text=True)
    assert ended.returncode not in (0, 1), ended.stderr
    assert "Traceback" not in ended.stderr
    said = [line for line in ended.stderr.splitlines() if "cannot be read or written" in line or "no room left" in line]
    assert len(said) == 1, ended.stderr
    with open_library(str(place)) as library:
        kept = len(library)
        assert sound(library)
        assert len(list(library.documents("date>=1900"))) == kept
    assert 0 < kept < 450


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_ends_adding_and_keeps_what_was_written(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with open_library(str(disk / "news.db"), create=True) as library:
            library.add([prepared(BARRIER)])
            before = list(library.dump())
            with pytest.raises(LibraryError, match=r"no room left|cannot be read or written"):
                library.add(map(big, range(60)))
            assert list(library.dump()) == before
            library.add([prepared(COVID)])
            assert sound(library)
    finally:
        subprocess.run(["umount", disk], check=True)


# Another who writes


def test_a_library_that_another_writes_to_is_waited_for_and_then_given_up(
    library: Library, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add([prepared(BARRIER)])
    for module in (sqlite, postgres):
        monkeypatch.setattr(module, "WAIT", 0.2)
    with open_library(place) as other:
        with library.database.transaction():
            with pytest.raises(LibraryError, match="another program is writing"):
                other.add([prepared(COVID)])
            assert other.search("barrier").total == 1, "reading goes on"
        other.add([prepared(COVID)])
        assert len(other) == 2


# What may not be written


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)
        os.chmod(name, 0o755)


def as_nobody(work: Callable[[], object]) -> str:
    """What `work` gives in a process of a user who owns nothing, for root may write everywhere; or what it raises."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(pwd.getpwnam("nobody").pw_uid)
            said = repr(work())
        except LibraryError as error:
            said = f"LibraryError: {error}"
        except BaseException as error:
            said = f"a fault: {error!r}"
        os.write(theirs, said.encode())
        os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as answer:
        said = answer.read().decode()
    os.waitpid(child, 0)
    return said


@posix
@pytest.mark.parametrize("mode", [0o755, 0o777])
def test_what_may_not_be_written_is_said_and_still_read(open_folder: Path, mode: int) -> None:
    place, item = str(open_folder / "news.db"), prepared(COVID)
    with open_library(place, create=True) as library:
        library.add([prepared(BARRIER), prepared(DROUGHT)])
        before = list(library.dump())
    os.chmod(place, 0o444)
    os.chmod(open_folder, mode)

    def add() -> object:
        with open_library(place, create=True) as library:
            return library.add([item])

    def search() -> object:
        with open_library(place, read_only=True) as library:
            return library.search("barrier").total

    assert "may not be written by you" in as_nobody(add)
    assert as_nobody(search) == "1"
    with open_library(place, read_only=True) as library:
        assert list(library.dump()) == before


@posix
def test_a_library_cannot_be_made_in_a_folder_that_may_not_be_written(open_folder: Path) -> None:
    said = as_nobody(lambda: open_library(str(open_folder / "news.db"), create=True))
    assert said.startswith("LibraryError")
    assert "cannot be opened" in said
    assert list(open_folder.iterdir()) == []


# What is no library, or another


@pytest.mark.parametrize("read_only", [False, True])
def test_a_library_of_a_newer_version_is_refused_and_left_as_it_is(place: str, read_only: bool) -> None:
    with open_library(place, create=True) as library:
        library.add([prepared(BARRIER)])
        library.database.run("UPDATE library SET value = '99' WHERE name = 'format'")
        before = list(library.dump())
        with pytest.raises(LibraryError, match=r"newer sayso \(format 99.*nothing was changed"):
            open_library(place, read_only=read_only)
        assert list(library.dump()) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"This is a letter, and no library at all." * 50, "is not a library, or is damaged"),
        (b"SQLite format 3\0" + b"\xff" * 4000, "is not a library, or is damaged|cannot be read or written"),
        (b"", "there is no library"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_library_is_said_and_left_as_it_is(tmp_path: Path, content: bytes, says: str, read_only: bool) -> None:
    place = tmp_path / "news.db"
    place.write_bytes(content)
    with pytest.raises((LibraryError, NotFoundError), match=says):
        open_library(str(place), read_only=read_only)
    assert place.read_bytes() == content


def test_a_database_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    other = sqlite.sqlite3.connect(place)
    other.execute("CREATE TABLE recipe (name)")
    other.commit()
    other.close()
    before = place.read_bytes()
    for create in (False, True):
        with pytest.raises(LibraryError, match="no library of sayso"):
            open_library(str(place), create=create)
    assert place.read_bytes() == before


def test_a_library_that_lost_its_end_is_damaged_and_not_taken_for_whole(tmp_path: Path) -> None:
    place = tmp_path / "news.db"
    with open_library(str(place), create=True) as library:
        library.add([prepared(BARRIER), *map(big, range(4))])
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])
    with pytest.raises(LibraryError, match=r"damaged|cannot be read or written"), open_library(str(place)) as library:
        list(library.dump())
