"""What importing sayso costs, and what `sayso.read` takes."""

import io
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sayso
from sayso.errors import NotFoundError, UnreadableError, UsageError

STORY = "Lamps on the quay\n\n“We lit them all,” the keeper said.\n\nThe boats came in before dawn, one after the other.\n"


@pytest.mark.smoke
def test_importing_sayso_loads_nothing_but_itself():
    code = "import sys; before = set(sys.modules); import sayso; print(*sorted(set(sys.modules) - before))"
    assert subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True).stdout.split() == ["sayso"]


def test_the_version_is_that_of_the_project_file():
    project = Path(__file__).parents[1] / "pyproject.toml"
    assert tomllib.loads(project.read_text())["project"]["version"] == sayso.__version__


@pytest.mark.smoke
def test_path_bytes_and_stream_give_the_same_text(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    texts = {sayso.read(source).document.text for source in (path, str(path), STORY.encode(), io.BytesIO(STORY.encode()))}
    assert texts == {STORY}


def test_what_is_known_from_outside_stands_in_the_capture(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    capture = sayso.read(path, url="https://lamps.example/quay", taken="2031-04-09").document.capture
    assert (capture.name, capture.url, capture.taken.iso) == ("story.txt", "https://lamps.example/quay", "2031-04-09")


def test_reading_on_any_day_gives_the_same_record():
    assert sayso.read(STORY.encode()) == sayso.read(STORY.encode())


def test_what_cannot_be_read_raises_errors_of_sayso_only(tmp_path):
    with pytest.raises(NotFoundError, match="there is no file"):
        sayso.read(tmp_path / "gone.html")
    with pytest.raises(NotFoundError, match="cannot be a file name"):
        sayso.read("story\0.html")
    with pytest.raises(UnreadableError, match="is a folder"):
        sayso.read(tmp_path)
    with pytest.raises(UnreadableError):
        sayso.read(b"")
    with pytest.raises(UsageError, match="is not a date"):
        sayso.read(STORY.encode(), taken="yesterday")
