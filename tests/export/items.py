"""Items to export: the two samples, the record made by hand, one with a hostile text, and a tombstone."""

from functools import cache
from importlib.resources import files

import msgspec
from msgspec.structs import replace

import sayso
from sayso.export.kept import Kept, Withdrawn
from sayso.model.dates import PartialDate
from sayso.model.span import Span
from tests.by_hand import record_of

SAMPLES = ("reprinted-interview.md", "wire-story.html")
TOMBSTONE = Withdrawn(id="f" * 64, reason="=asked by the =author\u202e</script>", date=PartialDate("2031-05-04"))
HOSTILE = (
    "</script><script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "=HYPERLINK(0)",
    "\u202ereversed\u2066",
    "a{b}\\c\"'%&\x00\x1b[2J\ufffe",
    "../../etc/passwd",
    "--><x>]]>",
)


def sample_bytes(name: str) -> bytes:
    return files("sayso.samples").joinpath(name).read_bytes()


@cache
def sample(name: str) -> Kept:
    data = sample_bytes(name)
    record = sayso.read(data)
    return Kept(id=record.document.capture.sha256, record=record, original=lambda: data)


def samples() -> tuple[Kept, ...]:
    return tuple(sample(name) for name in SAMPLES)


def by_hand() -> Kept:
    record = record_of()
    text = record.document.text.encode()
    return Kept(id=record.document.capture.sha256, record=record, original=lambda: text)


def hostile(words: str) -> Kept:
    """The record made by hand, with `words` for every string that comes from outside; text and spans stay."""
    record = by_hand().record
    changed = _with_text(record, words)
    document = replace(changed.document, text=record.document.text, blocks=record.document.blocks)
    capture = replace(record.document.capture, name=words, url=words)
    return Kept(id="e" * 64, record=replace(changed, document=replace(document, capture=capture), versions=record.versions))


def _with_text(value, words):
    if isinstance(value, str):
        return words
    if isinstance(value, tuple):
        return tuple(_with_text(item, words) for item in value)
    if isinstance(value, msgspec.Struct) and not isinstance(value, (Span, PartialDate)):
        return replace(value, **{name: _with_text(getattr(value, name), words) for name in value.__struct_fields__})
    return value
