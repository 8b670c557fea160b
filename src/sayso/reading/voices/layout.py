"""Whom does the layout of the page let speak?  Labels, questions and answers, texts printed whole, turns after dashes."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sayso.language.labels import Label
from sayso.language.languages import READ, language_of
from sayso.reading.voices.article import Article, Paragraph
from sayso.reading.voices.letters import LETTER, find_letters
from sayso.reading.voices.printed import Printed, find_dialogue, find_printed
from sayso.reading.voices.reports import Anchor
from sayso.reading.voices.unclaimed import find_answers, find_transcript


class Layout(Struct, frozen=True):
    """What the layout says of paragraphs, by their start."""

    labels: Mapping[int, Label]
    """The speakers of a transcript."""
    turns: Mapping[int, bool]
    """The paragraphs of an interview without labels, and whether each is an answer."""
    printed: Mapping[int, Sequence[Printed]]
    """Texts printed whole, and the names of their authors."""
    dialogue: frozenset[int]
    """Turns after a dash."""
    unread: frozenset[int]
    """Paragraphs in a language in which attributions are not read."""

    @property
    def spoken(self) -> frozenset[int]:
        """The starts of the paragraphs that are laid to somebody, and so are no furniture; above letters headings may stand."""
        printed = (start for start, pieces in self.printed.items() if any(one.label or one.by != LETTER for one in pieces))
        return self.dialogue.union(self.labels, printed)


def read_layout(article: Article, anchors: Sequence[Anchor]) -> Layout:
    """The layout of an article; a conversation is not looked through for letters."""
    labels = find_transcript(article)
    return Layout(
        labels=labels,
        turns={} if labels else find_answers(article),
        printed=read_printed(article),
        unread=frozenset(_find_unread(article)),
        dialogue=find_dialogue(article, [anchor.start for anchor in anchors]),
    )


def read_printed(article: Article) -> dict[int, list[Printed]]:
    """The texts printed whole and their labels, by the start of the paragraph; none in a conversation."""
    if find_transcript(article) or find_answers(article):
        return {}
    return find_printed(article) | find_letters(article)


def announced_end(paragraph: Paragraph, anchors: Sequence[Anchor]) -> int:
    """Where in a paragraph an announced text ends: before the first sentence that says anew who speaks."""
    for sentence in paragraph.sentences:
        number = bisect_left(anchors, sentence.start, key=lambda anchor: anchor.start)
        if number < len(anchors) and anchors[number].start < sentence.end:
            return sentence.start
    return paragraph.end


def _find_unread(article: Article) -> Iterator[int]:
    """The starts of the paragraphs in another language; one too short to tell goes with the paragraph before it."""
    unread = False
    for paragraph in article.paragraphs:
        language = language_of(article.text[paragraph.start : paragraph.end])
        unread = unread if language is None else language != READ
        if unread:
            yield paragraph.start
