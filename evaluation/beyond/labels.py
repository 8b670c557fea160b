"""What does a labelled item say, in the form each of the three scorers reads?  Attributions, voices, sources."""

import re
from typing import Any

from msgspec import Struct

from evaluation.beyond.markup import Entity, Marked, MarkupError, Span, Stretch, Tag
from evaluation.beyond.sentences import split_sentences

_PRONOUNS = frozenset(
    "i me my mine we us our ours you your he him his she her hers it its they them their theirs who whom whose which that".split()
)
_LEADING = ",;:—– "
_TRAILING = ".,;:—– "
_INSERTION = re.compile(r"\[(?!\s*(?:\.\.\.|…)\s*\])[^\]\n]*\]")


class Attribution(Struct, frozen=True):
    """One attribution: the source where words name it, the cue where there is one, the content in one or more pieces."""

    number: int
    source: Span | None
    entity: str | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def attributions(item: Marked) -> tuple[Attribution, ...]:
    """The attributions of the item in the order of their numbers."""
    pieces: dict[int, list[Span]] = {}
    for stretch in item.stretches:
        if stretch.number is not None and not any(_inside(tag, stretch) for tag in item.tags if tag.role == "c"):
            pieces.setdefault(stretch.number, []).append(_trimmed(item.text, stretch.span))
    sources: dict[int, Tag] = {}
    cues: dict[int, list[Span]] = {}
    for tag in item.tags:
        for number in tag.numbers:
            if tag.role == "c":
                pieces.setdefault(number, []).append(_trimmed(item.text, tag.span))
            elif tag.role == "q":
                cues.setdefault(number, []).append(tag.span)
            elif number in sources:
                raise MarkupError(f"{item.name}: attribution {number} has two sources")
            else:
                sources[number] = tag
    if idle := (set(sources) | set(cues)) - set(pieces):
        raise MarkupError(f"{item.name}: attributions without content: {sorted(idle)}")
    return tuple(
        Attribution(
            number,
            sources[number].span if number in sources else None,
            sources[number].entities[0] if number in sources else None,
            tuple(cues.get(number, ())),
            tuple(sorted(content)),
        )
        for number, content in sorted(pieces.items())
    )


def voice_record(item: Marked) -> dict[str, Any]:
    """Who answers for every stretch, as ``score_voice.py`` reads it."""
    found = {one.number: one for one in attributions(item)}
    bracketed = [_pair(match.span()) for match in _INSERTION.finditer(item.text)]
    said = [one.span for one in item.stretches if one.code in "dimu"]
    return {
        "doc": item.name,
        "length": len(item.text),
        "sentences": [_pair(span) for span in split_sentences(item.text)],
        "stretches": [_stretch(item, stretch, found.get(stretch.number or -1)) for stretch in item.stretches],
        "insertions": [pair for pair in bracketed if any(start <= pair[0] < end for start, end in said)],
        "scare_quotes": [_pair(tag.span) for tag in item.tags if tag.role == "x"],
        "headline_quotes": [
            {"span": _pair(tag.span), "found_in_body": _in_body(item, tag.span)} for tag in item.tags if tag.role == "h"
        ],
        "chains": [
            {"span": _pair(tag.span), "chain": [_answers(_entity(item, one)) for one in tag.entities]}
            for tag in item.tags
            if tag.role == "k"
        ],
    }


def source_records(item: Marked) -> list[dict[str, Any]]:
    """Who each source of an attribution is, as ``score_sources.py`` reads it."""
    records = []
    for one in attributions(item):
        if one.source is None or one.entity is None:
            continue
        entity = _entity(item, one.entity)
        words = item.text[slice(*one.source)]
        seen = _first_mention(item, entity.id) if entity.kind in ("outlet-itself", "reader") else find_words(item, entity.seen)
        role = find_words(item, entity.role) if entity.role else None
        records.append(
            {
                "doc": item.name,
                "attribution": f"E{one.number}",
                "source_span": _pair(one.source),
                "source_text": words,
                "resolved": entity.name,
                "evidence_span": _pair(seen),
                "evidence_text": item.text[slice(*seen)],
                "kind": entity.kind,
                "named": entity.named,
                "role": entity.role,
                "role_span": _pair(role) if role else None,
                "entity": entity.id,
                "aliases": list(entity.aliases),
                "note": None,
                "mention": _mention(words, entity),
            }
        )
    return records


def brat(item: Marked) -> str:
    """The attributions in the standoff form of PolNeAR."""
    lines: list[str] = []
    terms = 0
    for one in attributions(item):
        arguments: list[str] = []
        for role, spans in (("Source", (one.source,) if one.source else ()), ("Cue", one.cue), ("Content", one.content)):
            if not spans:
                continue
            terms += 1
            covered = " ".join(item.text[start:end] for start, end in spans).replace("\n", " ")
            lines.append(f"T{terms}\t{role} {';'.join(f'{start} {end}' for start, end in spans)}\t{covered}")
            arguments.append(f"{role}:T{terms}")
        terms += 1
        start, end = (one.cue or one.content)[0]
        kind = "Attribution" if one.source else "Attribution-no-source"
        lines.append(f"T{terms}\t{kind} {start} {end}\t{item.text[start:end]}".replace("\n", " "))
        lines.append(f"E{one.number}\t{kind}:T{terms} {' '.join(arguments)}")
    return "\n".join(lines) + "\n"


def find_words(item: Marked, words: str) -> Span:
    """The first place of the words in the item, letter by letter or else whatever the case.  Raises MarkupError."""
    place = item.text.find(words)
    if place < 0:
        place = item.text.casefold().find(words.casefold())
    if place < 0:
        raise MarkupError(f"{item.name}: these words are not in the text: {words!r}")
    return place, place + len(words)


def _stretch(item: Marked, stretch: Stretch, attribution: Attribution | None) -> dict[str, Any]:
    record: dict[str, Any] = {"span": _pair(stretch.span), "voice": stretch.voice}
    if stretch.code == "u":
        if not stretch.entity:
            raise MarkupError(f"{item.name}: undetermined between the outlet and whom? {_start(item, stretch)}")
        return record | {"between": _answers(_entity(item, stretch.entity))}
    if stretch.code not in "dim":
        return record
    key = stretch.entity or (attribution.entity if attribution else None)
    if not key:
        raise MarkupError(f"{item.name}: attributed to nobody: {_start(item, stretch)}")
    span = attribution.source if attribution and attribution.source else _nearest_mention(item, key, stretch)
    return record | {
        "resolved": _answers(_entity(item, key)),
        "source_span": None if stretch.null or span is None else _pair(span),
    }


def _nearest_mention(item: Marked, key: str, stretch: Stretch) -> Span | None:
    named = [tag.span for tag in item.tags if tag.role in "s@" and key in tag.entities]
    return min(named, key=lambda span: max(span[0] - stretch.span[1], stretch.span[0] - span[1]), default=None)


def _first_mention(item: Marked, key: str) -> Span:
    return next(tag.span for tag in item.tags if tag.role in "s@" and key in tag.entities)


def _answers(entity: Entity) -> str:
    return f"{entity.name} (unnamed)" if entity.kind.startswith("unnamed-") else entity.name


def _entity(item: Marked, key: str) -> Entity:
    if key not in item.entities:
        raise MarkupError(f"{item.name}: no source {key!r} in its table")
    return item.entities[key]


def _mention(words: str, entity: Entity) -> str:
    if words.casefold().strip(" ,") in _PRONOUNS:
        return "pronoun"
    own = {word for form in (entity.name, *entity.aliases) for word in _names(form)}
    return "name" if entity.named and own & _names(words) else "nominal"


def _names(words: str) -> set[str]:
    """The capitalised words, in any case, without articles: MS GHOSH holds a part of the name of Ms Ghosh."""
    return {word.casefold() for word in re.findall(r"[\w@&-]+", words) if not word[0].islower()} - {"the", "a", "an"}


def _in_body(item: Marked, span: Span) -> bool:
    body = item.text[item.text.index("\n", span[1]) :]
    words = re.sub(r"^\W+|\W+$", "", item.text[slice(*span)])
    return _alike(words) in _alike(body)


def _alike(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[‘’]", "'", re.sub("[“”]", '"', text.casefold())))


def _trimmed(text: str, span: Span) -> Span:
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip(_LEADING))
    return start, start + len(piece.strip(_LEADING).rstrip(_TRAILING))


def _inside(tag: Tag, stretch: Stretch) -> bool:
    return stretch.number in tag.numbers and stretch.span[0] <= tag.span[0] < stretch.span[1]


def _pair(span: Span) -> list[int]:
    return [span[0], span[1]]


def _start(item: Marked, stretch: Stretch) -> str:
    return repr(item.text[slice(*stretch.span)][:40])
