"""``predict voice FOLDER``: who answers for every stretch of every ``.txt`` of a folder, as one JSON line a document.

The files are plain text as it stands (UTF-8, line ends untouched) and offsets count its code points.  The first paragraph is the
headline, where it is short enough for one; every other paragraph is body.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluation.gold import chosen_model
from sayso.intake.text import read_text
from sayso.model.document import Block, Capture, Document, Role
from sayso.model.record import Masthead
from sayso.model.span import Span
from sayso.model.statement import Attribution, Quotation, QuotationKind, Voice, VoiceRun
from sayso.reading.pipeline import read_statements
from sayso.reading.quotations import find_insertions, find_quotations
from sayso.reading.sources import resolve_sources
from sayso.reading.voices import assign_voices

_LONGEST_HEADLINE = 250
"""Code points; the longest headlines of news sites have some two hundred."""


def predict(folder: Path) -> Iterator[str]:
    """One line a document, in the order of the file names."""
    model = chosen_model()
    for path in sorted(folder.glob("*.txt")):
        document = open_headed(path.read_bytes().decode("utf-8"))
        quotations = find_quotations(document)
        attributions = read_statements(document, quotations, model)
        yield json.dumps({"doc": path.stem, **voices_of(document, attributions)})


def open_headed(text: str) -> Document:
    """A document whose first paragraph is its headline, and all others body."""
    layer = read_text(text)
    headed = bool(layer.blocks) and len(layer.blocks[0].span) <= _LONGEST_HEADLINE and len(layer.blocks) > 1
    blocks = tuple(
        Block(spans=block.spans, role=Role.HEADLINE if headed and not number else Role.BODY)
        for number, block in enumerate(layer.blocks)
    )
    capture = Capture(sha256="", size=len(text.encode()), media_type="text/plain")
    return Document(text=layer.text, blocks=blocks, offsets=layer.offsets, capture=capture)


def voices_of(document: Document, attributions: Sequence[Attribution]) -> dict[str, object]:
    """The prediction of one document: stretches, insertions, scare quotes, headline quotations, chains."""
    quotations = find_quotations(document)
    insertions = find_insertions(document)
    runs = assign_voices(document, quotations, insertions, attributions)
    sources = resolve_sources(document, Masthead(), attributions)
    names = {number: source.name.value for source in sources for number in source.statements}
    stretches = [{"span": _pair(block.span), "voice": "furniture"} for block in document.blocks_of(Role.HEADLINE)] + [
        _stretch(document, run, attributions, names) for run in runs if run.span.of(document.text).strip()
    ]
    return {
        "stretches": stretches,
        "insertions": [_pair(one.span) for one in insertions if _run_at(runs, one.span.start).voice is not Voice.FURNITURE],
        "scare_quotes": [
            _pair(quotation.span)
            for quotation in quotations
            if _is_scare(quotation, runs) and not _is_echo(document.text, quotation, runs)
        ],
        "headline_quotes": [
            {"span": _pair(quotation.span), "found_in_body": quotation.match is not None}
            for quotation in quotations
            if quotation.kind is QuotationKind.HEADLINE and quotation.depth == 1
        ],
        "chains": _chains(attributions, names),
    }


def _stretch(
    document: Document, run: VoiceRun, attributions: Sequence[Attribution], names: Mapping[int, str]
) -> dict[str, object]:
    piece = run.span.of(document.text)
    start = run.span.start + len(piece) - len(piece.lstrip())
    stretch: dict[str, object] = {"span": [start, start + len(piece.strip())], "voice": run.voice.value}
    if run.manner:
        stretch["voice"] = f"attributed-{run.manner.value}"
    source = attributions[run.attribution].source[:1] if run.attribution is not None else ()
    name = names.get(run.attribution) if run.attribution is not None else None
    if run.voice is Voice.ATTRIBUTED:
        stretch |= {"source_span": _pair(source[0]) if source else None, "resolved": name}
    elif run.voice is Voice.UNDETERMINED:
        stretch["between"] = name
    return stretch


def _chains(attributions: Sequence[Attribution], names: Mapping[int, str]) -> list[dict[str, object]]:
    """What one source is said to have said by another, with all of them, the outermost first; nobody is quoted by himself."""
    chains: list[dict[str, object]] = []
    for number, inner in enumerate(attributions):
        chain = [names.get(number)]
        outer = inner.within
        while outer is not None:
            if names.get(outer) != chain[0]:
                chain.insert(0, names.get(outer))
            outer = attributions[outer].within
        if len(chain) > 1 and None not in chain:
            chains.append({"span": [inner.content[0].start, inner.content[-1].end], "chain": chain})
    return chains


def _run_at(runs: Sequence[VoiceRun], place: int) -> VoiceRun:
    return runs[max(0, bisect_right(runs, place, key=lambda run: run.span.start) - 1)]


def _is_scare(quotation: Quotation, runs: Sequence[VoiceRun]) -> bool:
    """Whether the marks are not those of a report: they stand in the outlet's words, or in an answer or letter without marks."""
    if quotation.kind is not QuotationKind.SCARE:
        return False
    around = _run_at(runs, quotation.span.start)
    return around.voice in (Voice.OWN, Voice.UNDETERMINED) or around.by.name in _WITHOUT_MARKS


def _is_echo(text: str, quotation: Quotation, runs: Sequence[VoiceRun]) -> bool:
    """Whether a source of the article says the words elsewhere, so that it is known whose they are."""
    words = quotation.span.of(text).strip("\"'“”‘’.,").casefold()
    told = (run.span.of(text).casefold() for run in runs if run.voice is Voice.ATTRIBUTED and not run.span.covers(quotation.span))
    return any(words in one for one in told)


_WITHOUT_MARKS = frozenset(
    f"voices/{name}"
    for name in ("signed-letter", "text-under-name", "text-announced", "signed-post", "speaker-label", "interview-answer")
)
"""Rules that lay words to a source which no quotation marks show."""


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
