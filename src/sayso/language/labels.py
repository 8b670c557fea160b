"""Which lines say at their head or foot who speaks?  Transcript labels, "From ...:" headings and signatures after a dash."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from sayso.language.given_names import sex_of_name
from sayso.language.proper_names import is_honorific

_LABEL = re.compile(r"(?P<name>[^\W\d_a-z][\w.’'-]*(?: [^\W_][\w.’'()-]*){0,4})\s?(?::|\.(?=\s*[—–]))\s*[—–]?\s*(?=\S)")
_WITNESS = re.compile(r"\W{0,3}(?P<name>[^\W\d_a-z][^:.!?\n“”\"]{2,60}):\W{0,3}\s(?=\S)")
_HEADING = re.compile(r"From (?P<name>[^:\n]{2,80}):\Z")
_SIGNATURE = re.compile(r"(?:[—–―]|--?)\s?(?P<name>[^\W\d_a-z][^.!?\n:“”\"]{1,100})\.?\Z")
_POSTER = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]*(?: [\w.’'&-]+){0,5}\s)?\s?[(]?@\w{2,30}[)]?"
    r"(?P<verb>,? (?:wrote|writes|posted|tweeted|replied|added|said))?(?P<when>[\s·•|,–—-]{1,4}[\w:.,· ]{1,40})?\s?:?\Z"
)
_INLINE = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]*(?: [\w.’'&-]+){0,5},?\s)?[(]?@\w{2,30}[)]?"
    r"(?:,? (?:wrote|writes|posted|tweeted|replied|added|said))?(?:[\s·•|,–—-]{1,4}[\w.,· ]{1,40})?\s?:\s+(?=\S)"
)
_POSTED = re.compile(r"(?:[—–―]|--?)\s?[^@\n.!?]{0,80}?[(]?@\w{2,30}[)]?(?P<when>[\s·•|,–—-]{1,4}[\w:.,· ]{1,40})?\Z")
_STAMP = re.compile(
    r"(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\s?(?:[ap]\.?m\.?)?(?:\s(?:GMT|UTC|[A-Z]{1,3}ST|[A-Z]{1,3}DT|[A-Z]{0,2}ET|hrs?))?(?P<mark>\s?[:–—-])?(?=\s|\Z)",
)
_CLOCK = re.compile(r"\d[.:]\d\d|\d\s?[ap]\.?m")
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
    return kept if _is_conversation(text, paragraphs, kept) else _find_in_a_row(text, paragraphs)


def _find_in_a_row(text: str, paragraphs: Sequence[tuple[int, int]]) -> dict[int, Label]:
    """Labels that come once each, of paragraphs side by side: what each paper writes, what each passer-by says.

    Their texts are sentences, and their names those of people or papers; so a box of facts ("Doors open: 7 p.m.") is none.
    """
    row: list[Label] = []
    speaks = 0
    found: dict[int, Label] = {}
    for start, end in (*paragraphs, (0, 0)):
        match = _WITNESS.match(text, start, end)
        if match and _has_shape_of_name(match["name"]) and text[end - 1] in _SENTENCE_ENDS and text[match.end()].isupper():
            row.append(Label(match.start("name"), match.end("name"), match.end(), False))
            speaks += is_speaker(match["name"]) or _FIRST_PERSON.search(text, match.end(), end) is not None
            continue
        if len(row) >= _FEWEST and 2 * speaks > len(row):
            found.update((label.start, label) for label in row)
        row, speaks = [], 0
    return found


def is_speaker(label: str) -> bool:
    """Whether words before a colon are the name of a person or a paper, with what follows it between commas."""
    words = label.partition(",")[0].strip("*_ ").removeprefix("The ").split()
    if not _has_shape_of_name(label):
        return False
    return sex_of_name(words[0]) is not None or is_honorific(words[0]) or words[-1].lower() in _PAPERS


def _has_shape_of_name(label: str) -> bool:
    """Whether the label, up to a comma, is two to six words with capitals."""
    words = label.partition(",")[0].strip("*_ ").removeprefix("The ").split()
    return 2 <= len(words) <= _LONGEST_NAME and all(word[0].isupper() or word in _SMALL for word in words)


_LONGEST_NAME = 6
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")
_SMALL = frozenset("of the and & de la van von".split())
_PAPERS = frozenset(
    "courier post gazette times herald mail news journal tribune chronicle telegraph guardian observer mirror star sun standard "
    "independent express echo argus mercury record press review dispatch examiner sentinel globe register bulletin leader "
    "citizen age zeitung daily weekly world".split()
)


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


def poster_name(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is no more than the name over a post: "Orin Odell (@odell) · 3 May", "@odell wrote:"."""
    return end - start <= _LONGEST_POSTER and _POSTER.match(text, start, end) is not None


def post_start(text: str, start: int, end: int) -> int:
    """Where a post begins after its poster's handle and a colon, "@odell: We sail"; 0 where none does."""
    found = _INLINE.match(text, start, end)
    return found.end() if found else 0


def posted_by(text: str, start: int, end: int) -> bool:
    """Whether a stretch is no more than a dash and the name under a post: "— Orin Odell (@odell) May 3, 2031"."""
    return end - start <= _LONGEST_POSTER and _POSTED.match(text, start, end) is not None


def stamp_end(text: str, start: int, end: int) -> int:
    """Where the clock time at the head of an entry of a live page ends, "10.15am: The ferry has left"; 0 where none stands."""
    found = _STAMP.match(text, start, min(end, start + _LONGEST_STAMP))
    if not found or not _CLOCK.search(found.group()):
        return 0
    return (
        found.end() if found["mark"] or not text[found.end() : end].strip() or text[found.end() : found.end() + 1] == "\n" else 0
    )


_LONGEST_POSTER = 140
"""Code points: a name, a handle and a date."""
_LONGEST_STAMP = 24
