"""What is there to give a voice to?  The body as paragraphs and sentences, with its quotations, in one running text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from sayso.language.running import Running, running_text
from sayso.language.sentences import split_sentences
from sayso.language.words import Words, read_words
from sayso.model.document import Document, Role
from sayso.model.span import Span
from sayso.model.statement import Quotation, QuotationKind

MARK_UP = re.compile(r"\(\([a-z]{2,3}\)\)")
"""A translation mark of a wiki, ``((it))``; it is blanked, for nobody says it."""
_UNMARKED = 4
"""Paragraphs looked at for the mark that closes a quotation, where none of them opens with one."""
_CLOSING = re.compile(r"(?<=[\w.,?!…])[\"”»](?!\w)")
_WORD = re.compile(r"\w+")
_FEW_WORDS = 4
"""Words of a quotation that may be no utterance."""
_GAP = 60
"""Code points between the halves of a cut paragraph at most, and of its first half at least: a heading is shorter."""
_MIDDLE = frozenset(",;-–—")
"""Marks at which a page break may cut a sentence besides a word's end."""
_LONGEST_SENTENCE = 4000
"""Code points of the longest stretch read as one sentence; what is longer is a list or damage."""


class Quoted(Struct, frozen=True):
    """One paragraph's part of an outer quotation.  `speech` is False for titles and the words held at arm's length."""

    start: int
    end: int
    kind: QuotationKind
    continues: bool

    @property
    def speech(self) -> bool:
        """Whether the words can be somebody's utterance."""
        return self.kind is QuotationKind.SPEECH

    def of(self, text: str) -> str:
        """The quoted words with their marks."""
        return text[self.start : self.end]

    def utters(self, text: str) -> bool:
        """Whether the words are more than an echo, a name or words held at arm's length."""
        return len(_WORD.findall(text, self.start, self.end)) > _FEW_WORDS


class Paragraph(Struct, frozen=True):
    """A paragraph of the body and its sentences, in code points of the text."""

    start: int
    end: int
    sentences: tuple[Span, ...]


class Article(Struct, frozen=True):
    """The body of a document: what the modules of this package read."""

    running: Running
    paragraphs: tuple[Paragraph, ...]
    quoted: tuple[Quoted, ...]
    """In order and apart: one quotation inside another is not listed."""
    begins: tuple[int, ...] = ()
    """Where each sentence begins."""

    @property
    def text(self) -> str:
        """The running text, with the offsets of ``Document.text``."""
        return self.running.text

    def quotes_in(self, start: int, end: int) -> Sequence[Quoted]:
        """The quotations that share a character with the stretch."""
        first = bisect_right(self.quoted, start, key=lambda quoted: quoted.end)
        return self.quoted[first : bisect_left(self.quoted, end, key=lambda quoted: quoted.start)]

    def sentence_at(self, place: int) -> int:
        """The number of the sentence in which a character stands."""
        return bisect_right(self.begins, place)

    def words(self, start: int, end: int) -> Words:
        """The tokens of a stretch, each quotation that lies wholly in it as one."""
        inside = [
            (quoted.start, quoted.end, number, False)
            for number, quoted in enumerate(self.quotes_in(start, end))
            if quoted.kind is not QuotationKind.TITLE
        ]
        return read_words(self.text, start, end, inside)


def read_article(document: Document, quotations: Sequence[Quotation]) -> Article:
    """The body blocks of a document, cut into paragraphs and sentences; no sentence ends inside a quotation."""
    running = running_text(document, Role.BODY)
    running = Running(MARK_UP.sub(lambda found: " " * len(found.group()), running.text), running.gaps)
    paragraphs = _joined(running)
    opened = {quotation.parts[-1].end for quotation in quotations if not quotation.closed}
    parts = _quoted(quotations, running.text)
    quoted = tuple(_with_unmarked(running.text, paragraphs, parts, opened))
    article = Article(running, (), quoted)
    read = []
    for start, end in paragraphs:
        shields = [(one.start, one.end) for one in article.quotes_in(start, end)]
        sentences = split_sentences(running.text, start, end, shields)
        read.append(Paragraph(start, end, tuple(piece for first, last in sentences for piece in _pieces(first, last))))
    begins = tuple(sentence.start for paragraph in read for sentence in paragraph.sentences)
    return Article(running, tuple(read), quoted, begins)


def _joined(running: Running) -> list[tuple[int, int]]:
    """The paragraphs, those made one that a page break cut: the first ends in a word or comma, the next goes on in lower case."""
    joined: list[tuple[int, int]] = []
    for start, end in running.paragraphs():
        last = running.text[joined[-1][1] - 1] if joined else "."
        cut = (last.isalnum() or last in _MIDDLE) and running.text[start].islower()
        if cut and start - joined[-1][1] <= _GAP and joined[-1][1] - joined[-1][0] > _GAP:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _with_unmarked(text: str, paragraphs: list[tuple[int, int]], parts: list[Quoted], opened: set[int]) -> list[Quoted]:
    """The parts, and after one that its paragraph leaves open the paragraphs up to the mark that closes it.

    Careful printers open every paragraph of a quotation anew; these were printed without.
    """
    found: list[Quoted] = []
    starts = [start for start, _ in paragraphs]
    for number, part in enumerate(parts):
        found.append(part)
        if part.end not in opened or not part.speech:
            continue
        limit = parts[number + 1].start if number + 1 < len(parts) else len(text)
        following = bisect_right(starts, part.start)
        run: list[tuple[int, int]] = []
        for start, end in paragraphs[following : following + _UNMARKED]:
            mark = _CLOSING.search(text, start, min(end, limit))
            run.append((start, mark.end() if mark else end))
            if mark:
                found += [Quoted(first, last, part.kind, True) for first, last in run]
            if mark or end > limit:
                break
    return found


def _pieces(start: int, end: int) -> list[Span]:
    return [Span(at, min(end, at + _LONGEST_SENTENCE)) for at in range(start, end, _LONGEST_SENTENCE)]


def _quoted(quotations: Sequence[Quotation], text: str) -> list[Quoted]:
    parts: list[Quoted] = []
    for quotation in quotations:
        if quotation.depth != 1 or quotation.kind is QuotationKind.HEADLINE:
            continue
        start = quotation.parts[0].start
        for number, part in enumerate(quotation.parts):
            last = number + 1 == len(quotation.parts)
            if not last and "\n" not in text[part.end : quotation.parts[number + 1].start]:
                continue  # a page break inside the paragraph
            parts.append(Quoted(start, part.end, quotation.kind, number > 0))
            start = part.end if last else quotation.parts[number + 1].start
    parts.sort(key=lambda one: (one.start, -one.end))
    apart: list[Quoted] = []
    for one in parts:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart
