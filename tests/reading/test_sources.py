"""Whom each mention of a source means: the cases of ``cases/sources.md``, and what holds for any text."""

import re
import time
from pathlib import Path

import pytest

from sayso.intake.text import read_text
from sayso.model.document import Block, Capture, Document, OffsetMap, Role
from sayso.model.finding import Finding, Ground, rule
from sayso.model.record import Masthead, Publisher
from sayso.model.span import Span
from sayso.model.statement import Source, SourceKind
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.sources import resolve_sources, resolve_spans
from sayso.reading.sources.page import open_page

_CASES = Path(__file__).parent / "cases" / "sources.md"
_MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)(?:\|([^{}|]*))?\}")


def _open(text: str) -> Document:
    layer = read_text(text)
    blocks = tuple(Block(spans=block.spans, role=Role.BODY) for block in layer.blocks)
    capture = Capture(sha256="", size=len(text), media_type="text/plain")
    return Document(text=layer.text, blocks=blocks, offsets=layer.offsets, capture=capture)


def _sources(text: str) -> tuple[Source, ...]:
    document = _open(text)
    return resolve_sources(document, Masthead(), find_attributions(document, find_quotations(document)))


def _cases() -> list[tuple[str, str]]:
    parts = re.split(r"^## (.+)\n", _CASES.read_text("utf-8"), flags=re.M)[1:]
    return [(title, body.strip()) for title, body in zip(parts[::2], parts[1::2], strict=True)]


@pytest.mark.parametrize(("title", "body"), _cases(), ids=[title for title, _ in _cases()])
def test_mention_means(title: str, body: str) -> None:
    marked, wanted, at = "", [], 0
    for found in _MARK.finditer(body):
        marked += body[at : found.start()]
        span = Span(len(marked), len(marked) + len(found[1]))
        wanted.append((span, found[2] or found[1], found[3]))
        marked, at = marked + found[1], found.end()
    marked += body[at:]
    document = _open(marked)
    shift = document.text.index(marked[:20])
    asked = [Span(span.start + shift, span.end + shift) for span, _, _ in wanted]
    resolved = resolve_spans(open_page(document), asked, find_attributions(document, find_quotations(document)))
    got = [
        (resolved[span].name, resolved[span].kind.value if kind else None)
        for span, (_, _, kind) in zip(asked, wanted, strict=True)
    ]
    assert got == [(name, kind) for _, name, kind in wanted], title


def test_one_entry_a_source_with_its_mentions_and_statements() -> None:
    text = (
        "Ida Fenn, the harbour master of Orlan, said the ferry was late.\n\n"
        "“We will wait,” Fenn said. She added that the crew was tired."
    )
    (fenn,) = _sources(text)
    assert (fenn.name.value, fenn.kind, fenn.named) == ("Ida Fenn", SourceKind.PERSON, True)
    assert [role.value for role in fenn.roles] == ["the harbour master of Orlan"]
    assert [alias.value for alias in fenn.aliases] == ["Fenn"]
    assert [mention.kind.value for mention in fenn.mentions] == ["name", "name", "pronoun"]
    assert [mention.by.name for mention in fenn.mentions] == ["sources/name", "sources/short-name", "sources/pronoun"]
    assert fenn.statements == (0, 1, 2)


def test_an_unnamed_source_has_its_type_and_the_reason_for_it() -> None:
    text = "“The ferry was late,” said a harbour official who spoke on condition of anonymity because he feared for his job."
    (official,) = _sources(text)
    assert (official.kind, official.named, official.unnamed_as) == (SourceKind.UNNAMED_PERSON, False, "official")
    assert official.anonymity is not None
    assert official.anonymity.value == "because he feared for his job"


def test_two_sources_without_names_are_kept_apart() -> None:
    text = "The ferry was late, a source said. The crew was tired, another source said. The sea was rough, the source added."
    assert [(source.name.value, source.statements) for source in _sources(text)] == [
        ("a source", (0,)),
        ("another source", (1, 2)),
    ]


def _article(body: str, biography: str = "") -> Document:
    text = f"{body}\n\n{biography}" if biography else body
    blocks = [Block(spans=(Span(0, len(body)),), role=Role.BODY)]
    if biography:
        blocks.append(Block(spans=(Span(len(body) + 2, len(text)),), role=Role.BIO))
    capture = Capture(sha256="", size=len(text), media_type="text/plain")
    return Document(text=text, blocks=tuple(blocks), offsets=OffsetMap(), capture=capture)


def test_the_fullest_name_may_stand_in_the_biography() -> None:
    document = _article("The ferry was late, Ida Fenn said.", "The engineer Ida Mara Fenn writes books.")
    (fenn,) = resolve_sources(document, Masthead(), find_attributions(document, find_quotations(document)))
    assert fenn.name.value == "Ida Mara Fenn"
    assert fenn.name.spans[0].of(document.text) == "Ida Mara Fenn"
    assert [alias.value for alias in fenn.aliases] == ["Ida Fenn"]


def test_the_outlet_by_name_is_the_outlet() -> None:
    document = _article("The minister told the Orlan Post that the ferry was late. The Orlan Post reported that it was not.")
    publisher = Finding(value=Publisher("The Orlan Post"), ground=Ground.INFERRED, by=rule("test"))
    found = resolve_sources(document, Masthead(publisher=publisher), find_attributions(document, find_quotations(document)))
    assert [(source.name.value, source.kind) for source in found][-1] == ("The Orlan Post", SourceKind.OUTLET)


def test_every_place_returns_its_text() -> None:
    text = "Delta Crossings, the operator, said it was late. Its spokeswoman, Ida Fenn, said she was sorry."
    document = _open(text)
    for source in _sources(text):
        for span in source.name.spans:
            if source.name.ground.value == "printed":
                assert span.of(document.text) == source.name.value
        for alias in source.aliases:
            assert alias.spans[0].of(document.text) == alias.value


@pytest.mark.parametrize(
    "piece",
    [
        "he said he said ",
        "The Ida Fenn of ",
        "the agency said the report ",
        "“ he ” said “ I ",
        "AAA. BBB. ",
        "Ida Fenn and Orin Odell said the researchers said ",
        "Poll: a poll said it and which said ",
    ],
)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    document = _open(piece * 3000)
    attributions = find_attributions(document, find_quotations(document))
    started = time.process_time()
    resolve_sources(document, Masthead(), attributions)
    assert time.process_time() - started < 10


def test_doubt_between_two_is_told() -> None:
    text = "Robert Odell met Peter Tarn, and Peter Tarn waved. He said it was late."
    ((mention,),) = [source.mentions for source in _sources(text)]
    assert (mention.kind.value, mention.by.name) == ("pronoun", "sources/pronoun-in-doubt")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A pilot said the ferry was late. The pilot spoke on condition of anonymity, fearing reprisals.", "fearing reprisals"),
        (
            "“It is late,” said a clerk who was not authorised to speak publicly and asked not to be identified.",
            "not authorised to speak publicly",
        ),
        (
            "A pilot who asked not to be named because he still works the river told the agency that the ferry was late.",
            "because he still works the river",
        ),
    ],
)
def test_the_reason_for_no_name_may_stand_before_and_after(text: str, reason: str) -> None:
    (source,) = _sources(text)
    assert source.anonymity is not None
    assert source.anonymity.value == reason
