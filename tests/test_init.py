"""What importing sayso costs, and what `sayso.read` takes."""

import io
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.errors import NotFoundError, SaysoError, UnreadableError, UsageError
from sayso.export.facts import facts_of
from sayso.export.interchange import record_json
from sayso.export.report import report_of
from sayso.model.record import Record

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


SAMPLE = (files("sayso.samples") / "reprinted-interview.md").read_bytes()
CUTS = st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.binary(max_size=12)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(CUTS)
def test_any_damage_to_a_page_gives_a_record_in_every_form_or_an_error_of_ours(cuts):
    data = SAMPLE
    for place, inserted in cuts:
        data = data[:place] + inserted + data[place + len(inserted) // 2 :]
    try:
        record = sayso.read(data)
    except SaysoError:
        return
    assert msgspec.json.decode(record_json(record), type=Record) == record
    assert report_of(record).endswith("</html>\n")
    facts = facts_of(record)
    assert len({fact.key for fact in facts}) == len(facts)
    assert all(span.end <= len(record.document.text) for fact in facts for span in fact.spans)


def test_an_address_takes_no_second_address():
    with pytest.raises(UsageError, match="is an address already"):
        sayso.read("https://veldmark.example/a", url="https://veldmark.example/b")
