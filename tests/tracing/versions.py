"""Two versions of an article as records, written by hand: no reader stands between a case and what is compared."""

from hashlib import sha256
from itertools import cycle

from sayso.model.document import Block, Capture, Document, OffsetMap, Role
from sayso.model.finding import rule
from sayso.model.record import Filing, Masthead, Origin, Record, Terms
from sayso.model.span import Span
from sayso.model.statement import Attribution, Manner
from sayso.reading.quotations import find_quotations

BY_HAND = rule("tests/by-hand")


def record_of(paragraphs, roles=(Role.BODY,), laid=()):
    """A record with these paragraphs, its quotations as read, and each of the words `laid` (source, cue) an attribution."""
    text, blocks = "", []
    for words, role in zip(paragraphs, cycle(roles), strict=False):
        blocks.append(Block(spans=(Span(len(text), len(text) + len(words)),), role=role))
        text += words + "\n\n"
    document = Document(
        text=text,
        blocks=tuple(blocks),
        offsets=OffsetMap(text=(0,), source=(0,), text_lengths=(len(text),), source_lengths=(len(text),)),
        capture=Capture(sha256=sha256(text.encode()).hexdigest(), size=len(text), media_type="text/plain"),
    )
    attributions = tuple(
        Attribution(content=(Span(0, 1),), manner=Manner.INDIRECT, by=BY_HAND, source=places(text, source), cue=places(text, cue))
        for source, cue in laid
    )
    return Record(
        document=document,
        masthead=Masthead(),
        origin=Origin(),
        filing=Filing(),
        terms=Terms(),
        quotations=find_quotations(document) if len(text) < 100_000 else (),
        attributions=attributions,
    )


def places(text, words):
    """Where some words stand first; nowhere where there are none."""
    at = text.find(words) if words else -1
    return (Span(at, at + len(words)),) if at >= 0 else ()
