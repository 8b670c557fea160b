"""The whole reading: what must hold for the record of any document."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.intake.open import open_document
from sayso.model.document import Role
from sayso.model.finding import Finding, Ground
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.reading.pipeline import read_document

SAMPLES = ("reprinted-interview.md", "wire-story.html")


def sample(name: str) -> bytes:
    return files("sayso.samples").joinpath(name).read_bytes()


def structs(value: Any) -> Iterator[Any]:
    """Every struct inside a value, outermost first."""
    if isinstance(value, msgspec.Struct):
        yield value
        for name in value.__struct_fields__:
            yield from structs(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from structs(item)


def squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def assert_sound(record: Record) -> None:
    """Spans lie in the text, findings have evidence, and each run of body text has exactly one voice."""
    text = record.document.text
    for found in structs(record):
        if isinstance(found, Span):
            assert found.end <= len(text) or found.end <= record.document.capture.size
        if isinstance(found, Finding):
            assert all(span.end <= len(text) and len(span) for span in found.spans)
            assert found.spans or found.original or found.ground is Ground.INFERRED
            if isinstance(found.value, str) and found.ground is Ground.PRINTED and len(found.spans) == 1:
                assert squeezed(found.value) in squeezed(found.spans[0].of(text)), found
    body = sorted(span for block in record.document.blocks_of(Role.BODY) for span in block.spans)
    voiced = sorted(run.span for run in record.voices)
    assert all(one.end <= other.start for one, other in pairwise(voiced))
    assert sum(map(len, voiced)) == sum(map(len, body))
    assert all(any(span.covers(run) for span in body) for run in voiced)
    for run in record.voices:
        assert run.attribution is None or run.attribution < len(record.attributions)


@pytest.mark.smoke
@pytest.mark.parametrize("name", SAMPLES)
def test_record_of_a_sample_is_sound(name: str) -> None:
    assert_sound(read_document(open_document(sample(name))))


@pytest.mark.parametrize("name", SAMPLES)
def test_reading_on_another_day_gives_the_same_bytes(name: str) -> None:
    written = []
    for day in ("1999-12-31", "2031-04-09"):
        with time_machine.travel(day):
            written.append(msgspec.json.encode(read_document(open_document(sample(name), name=name))))
    assert written[0] == written[1]


def test_reading_does_not_depend_on_hash_seed_or_order() -> None:
    """Sets of strings come in another order in every process; the record does not."""
    program = (
        "import sys, msgspec\nfrom importlib.resources import files\nfrom sayso.intake.open import open_document\n"
        "from sayso.reading.pipeline import read_document\n"
        "for name in sys.argv[1:]:\n"
        "    record = read_document(open_document(files('sayso.samples').joinpath(name).read_bytes()))\n"
        "    print(name, msgspec.json.encode(record).hex())\n"
    )
    written = set()
    for seed, names in (("0", SAMPLES), ("1", SAMPLES[::-1])):
        done = subprocess.run(
            [sys.executable, "-c", program, *names],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        written.add("\n".join(sorted(done.stdout.splitlines())))
    assert len(written) == 1


def test_record_survives_json() -> None:
    record = read_document(open_document(sample("reprinted-interview.md")))
    assert msgspec.json.decode(msgspec.json.encode(record), type=Record) == record


LINE = st.sampled_from(
    [
        *(
            "By Ada Quill and the Ilm Post",
            "ILM (Harbour Wire) — The ferry sails.",
            "Published 31.02.2031",
            "© 2031 The Ilm Post",
        ),
        *(
            "“We sail,” she said.",
            '"Never", said O\'Dea; "not I.',
            "According to",
            "> “",
            "’”»",
            "About the author:",
            "Copyright ©",
        ),
        *("First published on 9 April 2031", "The original source of this article is", "(Reporting by A; Editing by B)"),
        *("Region: North, South", "Licensed under CC BY 4.0", "###", "*a*", "[x](", "\u202e\x1b[31mred", "", "\x00", "﷽" * 9),
    ]
)


@given(st.lists(st.one_of(LINE, st.text(max_size=40)), max_size=25), st.sampled_from(["\n", "\n\n", "<p>", "<br>", "  \n"]))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_sound_record(lines: list[str], joint: str) -> None:
    source = joint.join(lines)
    try:
        document = open_document(("<html><article>" + source if joint.startswith("<") else source).encode("utf-8", "replace"))
    except SaysoError:
        return
    assert_sound(read_document(document))


def test_records_of_real_pages_are_sound(gold: Path) -> None:
    for path in sorted((gold / "origin" / "pages").glob("*.html.gz")):
        assert_sound(read_document(open_document(gzip.decompress(path.read_bytes()), name=path.name)))
