"""What does a resolver see of an article?  Its tokens, sentences and paragraphs, and what stands in quotation marks."""

from bisect import bisect_left, bisect_right

from msgspec import Struct

from sayso.language.proper_names import Spelling, read_spelling
from sayso.language.quotation_marks import read_marks
from sayso.language.running import Running, running_text
from sayso.language.sentences import split_sentences
from sayso.language.words import Words, word_class
from sayso.model.document import Document, Role
from sayso.model.span import Span

_LONGEST_SENTENCE = 400
"""Tokens.  What is longer is a list or damage, and is read in pieces to bound the time."""
_SMALL_WORDS = ("determiner", "preposition", "coordinator", "auxiliary", "subordinator", "possessive", "subject", "object")
_FEWEST_WORDS = 4
"""Words of a line that may be in headline capitals; shorter lines show too little."""


class Page(Struct, frozen=True):
    """An article's standfirst and body in tokens.

    `sentences` are ranges of tokens, `paragraphs` the number of each sentence's paragraph; `quoted` are outermost quotations in
    code points, marks included; `titled` are the sentences in headline capitals.
    """

    running: Running
    words: Words
    sentences: list[tuple[int, int]]
    paragraphs: list[int]
    bounds: list[tuple[int, int]]
    """Start and end of each paragraph, in code points."""
    quoted: list[tuple[int, int]]
    titled: frozenset[int]
    spelling: Spelling

    @property
    def text(self) -> str:
        """The running text; offsets are those of the document."""
        return self.running.text

    def token_at(self, offset: int) -> int:
        """The first token that ends after `offset`."""
        return bisect_right(self.words.ends, offset)

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """The range of tokens that a span touches."""
        return self.token_at(span.start), bisect_left(self.words.starts, span.end)

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return max(0, bisect_right(self.sentences, token, key=lambda bounds: bounds[0]) - 1)

    def is_quoted(self, offset: int) -> bool:
        """Whether a place lies inside quotation marks."""
        at = bisect_right(self.quoted, offset, key=lambda bounds: bounds[0]) - 1
        return at >= 0 and offset < self.quoted[at][1]

    def span(self, first: int, last: int) -> Span:
        """The code points of a range of tokens."""
        return Span(self.words.starts[first], self.words.ends[last - 1])


def open_page(document: Document) -> Page:
    """Read standfirst and body of a document."""
    running = running_text(document, Role.STANDFIRST, Role.BODY)
    words = Words()
    sentences: list[tuple[int, int]] = []
    paragraphs: list[int] = []
    bounds = list(running.paragraphs())
    quoted: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(bounds):
        marks = [(mark.start, mark.end) for mark in read_marks(running.text, start, end) if mark.depth == 1]
        quoted += marks
        for first, last in split_sentences(running.text, start, end, sorted(marks)):
            before = len(words)
            words.add_plain(running.text, first, last)
            for piece in range(before, len(words), _LONGEST_SENTENCE):
                sentences.append((piece, min(piece + _LONGEST_SENTENCE, len(words))))
                paragraphs.append(number)
    titled = frozenset(
        number
        for number, (first, last) in enumerate(sentences)
        if _is_titled(words, first, last, words.starts[first] == bounds[paragraphs[number]][0])
    )
    plain = [bounds for number, bounds in enumerate(sentences) if number not in titled]
    return Page(running, words, sentences, paragraphs, bounds, sorted(quoted), titled, read_spelling(words, plain))


def _is_titled(words: Words, first: int, last: int, opens: bool) -> bool:
    """Whether a sentence is in headline capitals: hardly a word of weight begins small; a line of few words, none at all."""
    weighty = [
        words.words[at]
        for at in range(first, last)
        if words.low[at][0].isalpha() and not any(words.low[at] in word_class(name) for name in _SMALL_WORDS)
    ]
    small = sum(word[0].islower() for word in weighty)
    if len(weighty) < _FEWEST_WORDS:
        return opens and not small and last - first <= 5 and last < len(words) and words.low[last - 1] not in ("”", ":")
    return last - first <= 40 and small * 8 <= len(weighty)


def uncontracted(low: str) -> str:
    """A pronoun without what is drawn into it: "she" of "she’s"."""
    if len(low) < 3 or (low[-2] not in "’'" and low[-3] not in "’'"):
        return low
    return low.replace("’", "'").partition("'")[0]
