"""What have persons put right, as labels that a reader can be measured and trained with?  The forms that the scorers read.

``text/ID.txt`` has the texts, ``voice.jsonl`` who answers for every stretch, ``sources.jsonl`` who each source is, and
``attributions/ID_corrected.ann`` source, cue and content in brat's standoff.  Only items that somebody corrected are written; in
them what nobody corrected is as it was read, and ``by`` says whether a person or a machine made it.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.export.format import Choices, Format
from sayso.export.kept import Item, Kept, Tally, Written
from sayso.model.finding import Maker, MakerKind
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import Voice

NAME = 16
"""Digits of the id that name a document: in a library of millions two in a hundred billion share them."""


def write(items: Iterable[Item], folder: Path, choices: Choices) -> Written:
    """The folder; lines stand in the order of the items."""
    tally = Tally()
    for name in ("text", "attributions"):
        (folder / name).mkdir()
    voices, sources = folder / "voice.jsonl", folder / "sources.jsonl"
    with voices.open("w", encoding="utf-8") as voice_lines, sources.open("w", encoding="utf-8") as source_lines:
        for item in tally.kept(items):
            if not is_corrected(item.record):
                tally.leave_out(item, "nobody has corrected it")
                continue
            name, text = item.id[:NAME], item.record.document.text
            (folder / "text" / f"{name}.txt").write_bytes(text.encode())
            annotation = "".join(standoff(item.record))
            (folder / "attributions" / f"{name}_corrected.ann").write_text(annotation, encoding="utf-8", newline="\n")
            voice_lines.write(_line({"doc": name, "length": len(text), "stretches": list(_stretches(item.record))}))
            source_lines.writelines(_line(line) for line in _sources(item, name))
    return tally.written()


def is_corrected(record: Record) -> bool:
    """Whether a person made anything of what a scorer asks about."""
    makers = [one.by for one in record.attributions] + [run.by for run in record.voices]
    makers += [source.name.by for source in record.sources] + [one.by for source in record.sources for one in source.mentions]
    return any(maker.kind is MakerKind.PERSON for maker in makers)


def standoff(record: Record) -> Iterator[str]:
    """The statements as PolNeAR's annotations are written: spans (T), and an event (E) at the cue that ties them together."""
    text, spans = record.document.text, 0
    for event, one in enumerate(record.attributions, 1):
        parts = []
        for role, places in (
            ("Source", one.source),
            ("Cue", one.cue),
            ("Content", one.content),
            ("Attribution", one.cue or one.content),
        ):
            if places:
                spans += 1
                where = ";".join(f"{span.start} {span.end}" for span in places)
                words = " ".join(" ".join(span.of(text).split()) for span in places)
                yield f"T{spans}\t{role} {where}\t{words}\n"
                parts.append(f"{role}:T{spans}")
        yield f"E{event}\t{' '.join(reversed(parts))}\n"


def _stretches(record: Record) -> Iterator[dict[str, object]]:
    names = {index: source.name.value for source in record.sources for index in source.statements}
    for run in record.voices:
        words = run.span.of(record.document.text)
        if not words.strip():
            continue
        start = run.span.start + len(words) - len(words.lstrip())
        voice = f"{run.voice.value}-{run.manner.value}" if run.manner else run.voice.value
        stretch: dict[str, object] = {"span": [start, start + len(words.strip())], "voice": voice, "by": _by(run.by)}
        if run.attribution is not None:
            told = record.attributions[run.attribution].source[:1]
            if run.voice is Voice.ATTRIBUTED:
                stretch |= {"source_span": _pair(told[0]) if told else None, "resolved": names.get(run.attribution)}
            elif run.voice is Voice.UNDETERMINED:
                stretch["between"] = names.get(run.attribution)
        yield stretch


def _sources(item: Kept, name: str) -> Iterator[dict[str, object]]:
    text = item.record.document.text
    for number, source in enumerate(item.record.sources, 1):
        for mention in source.mentions:
            yield {
                "doc": name,
                "source_span": _pair(mention.span),
                "source_text": mention.span.of(text),
                "resolved": source.name.value,
                "kind": source.kind.value,
                "named": source.named,
                "entity": str(number),
                "aliases": [alias.value for alias in source.aliases],
                "mention": mention.kind.value,
                "by": _by(mention.by),
            }


def _by(maker: Maker) -> str:
    return "person" if maker.kind is MakerKind.PERSON else "machine"


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


FORMAT = Format(
    name="gold",
    media_type="application/x-ndjson",
    suffix="",
    writes="what persons corrected, as labels in the scorers' formats",
    to_folder=write,
)
