"""Which lines say at their head or foot who speaks?  Transcript labels, "From ...:" headings and signatures after a dash."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

_LABEL = re.compile(r"(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W_][\w.’'()-]*){0,4})\s?(?::|\.(?=\s*[—–]))\s*[—–]?\s*(?=\S)")
_HEADING = re.compile(r"From (?P<name>[^:\n]{2,80}):\Z")
_SIGNATURE = re.compile(r"(?:[—–―]|--?)\s?(?P<name>[^\W\d_a-z][^.!?\n:“”\"]{1,100})\.?\Z")
_QUESTIONS = frozenset("q question".split())
_FEWEST = 3
"""Labelled paragraphs that make a transcript; two may be a note and its update."""


class Label(Struct, frozen=True):
    """A speaker's label: the name, where what is said begins, and whether it marks the interviewer's question."""

    start: int
    end: int
    begins: int
    asks: bool


def find_labels(text: str, paragraphs: Sequence[tuple[int, int]]) -> dict[int, Label]:
    """The speaker labels of a transcript by the start of their paragraph; empty where the text is none.

    A label counts where it comes again, or is written in capitals: ``ODELL: We sail.``  Who mostly asks is the interviewer.
    """
    ends = dict(paragraphs)
    found = {start: match for start, end in paragraphs if (match := _LABEL.match(text, start, end))}
    names = Counter(match["name"] for match in found.values())
    asked = Counter(match["name"] for start, match in found.items() if text[ends[start] - 1] == "?")
    kept = {
        start: Label(
            match.start("name"), match.end("name"), match.end(), 2 * asked[name] > names[name] or name.lower() in _QUESTIONS
        )
        for start, match in found.items()
        if (name := match["name"]) and (names[name] > 1 or name.isupper()) and name.lower() not in _NO_SPEAKERS
    }
    return kept if _is_conversation(text, paragraphs, kept) else {}


def _is_conversation(text: str, paragraphs: Sequence[tuple[int, int]], labels: dict[int, Label]) -> bool:
    """Whether labelled paragraphs are talk: speakers take turns, and what they say are mostly sentences."""
    names = [text[label.start : label.end] for label in labels.values()]
    turns = sum(first != second for first, second in pairwise(names))
    sentences = sum(text[end - 1] in _SENTENCE_ENDS for start, end in paragraphs if start in labels)
    return len(names) >= _FEWEST and 2 * turns >= len(names) - 1 and 2 * sentences >= len(names)


_SENTENCE_ENDS = frozenset('.!?…"”’)。！？')
_NO_SPEAKERS = frozenset("note update updated editor’s editor's related more read watch photo image source sources tags".split())


def heading_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name in a paragraph that is no more than "From the harbour board:"."""
    found = _HEADING.match(text, start, end) if end - start < 90 else None  # "From " and a name of at most 80
    return found.span("name") if found else None


def signature_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name after a dash in a stretch that is no more than "— Orin Odell, harbour master"."""
    found = _SIGNATURE.match(text, start, end) if end - start < 110 else None  # a dash and a name with its title
    return found.span("name") if found else None
