"""Which texts are printed whole, without marks, and where does the page name their authors?

Texts under a line that names their author, posts with a handle, dialogue after dashes; letters have a module of their own.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.language.cue_acts import find_act
from sayso.language.dates import begins_with_date
from sayso.language.labels import heading_name, is_speaker, post_start, posted_by, poster_name
from sayso.language.letters import author_name, is_signature
from sayso.language.words import Words
from sayso.model.span import Span
from sayso.reading.voices.article import Article, Paragraph

HEADED = "text-under-name"
ANNOUNCED = "text-announced"
POST = "signed-post"

_FEWEST = 2
"""Texts under bare names that make a round-up; one name on a line of its own may be anything."""
_LONGEST_HEAD = 140
"""Code points of a line that names the author of what follows."""
_LAST_WORDS = 8
"""Words before a colon in which the verb stands that announces a text."""
_MARKS = frozenset("\"“'‘«„")
LONGEST_TEXT = 30
"""Paragraphs of a text under a name; what is longer has lost its next heading."""
_BULLETS = frozenset("-•*·▪–—●")
_COMMAS = frozenset(",;—–")
_REPORTING = ("speech", "request", "promise", "judgement")
_DASH = re.compile(r"[—―–]\s+(?=[^\W\d_a-z]|\W)")
_FEWEST_TURNS = 3
"""Paragraphs after a dash, side by side, that make a dialogue; a list may have as many, but no verb of saying in it."""


class Printed(Struct, frozen=True):
    """A paragraph, or part of one, that is a source's own text, or a label that names its author.

    `by` is the rule, `author` where the author of the text is named, which is the same for all its pieces.
    """

    start: int
    end: int
    label: bool
    by: str
    author: Span | None = None


def find_printed(article: Article) -> dict[int, list[Printed]]:
    """Texts under names and posts, with their labels, by the start of the paragraph."""
    found: dict[int, list[Printed]] = {}
    for reader in (_headed, _posts):
        for paragraph, pieces in reader(article):
            found.setdefault(paragraph.start, pieces)
    return found


def _line(article: Article, paragraph: Paragraph) -> str:
    return article.text[paragraph.start : paragraph.end]


def whole(paragraph: Paragraph, label: bool, by: str, author: Span | None) -> list[Printed]:
    """A paragraph that is all text or all label."""
    return [Printed(paragraph.start, paragraph.end, label, by, author)]


def author_in(text: str, start: int, end: int) -> Span | None:
    """Where in a label, as long as the stretch, the author is named."""
    found = author_name(text[start:end])
    return Span(start + found[0], start + found[1]) if found else None


def _headed(article: Article) -> Iterator[tuple[Paragraph, list[Printed]]]:
    """The texts under lines that name their author, and those lines."""
    paragraphs = article.paragraphs
    kinds = [_head(article, number) for number in range(len(paragraphs))]
    counts = Counter(kinds)
    kinds = [None if kind in ("name", "byline") and counts[kind] < _FEWEST else kind for kind in kinds]
    if poster_name(article.text, paragraphs[-1].start, paragraphs[-1].end) if paragraphs else False:
        kinds = [None if one == "post" else one for one in kinds]  # the names stand below
    heads = [number for number, kind in enumerate(kinds) if kind]
    longest = 1
    for place, number in enumerate(heads):
        following = heads[place + 1] if place + 1 < len(heads) else len(paragraphs)
        series = kinds[number] in ("heading", "name", "byline") and counts[kinds[number]] >= _FEWEST
        last = number + 2 if not series else number + 1 + longest if following == len(paragraphs) else following
        last = min(last, following)
        texts = range(number + 1, last)
        if not texts or len(texts) > LONGEST_TEXT or _is_marked(article, paragraphs[number + 1]):
            continue
        longest = max(longest, len(texts))
        head = paragraphs[number]
        by = ANNOUNCED if kinds[number] == "announced" else HEADED
        author = _announcer(article, head) if by == ANNOUNCED else author_in(article.text, head.start, head.end)
        yield head, whole(head, True, by, author)
        for at in texts:
            yield paragraphs[at], whole(paragraphs[at], False, by, author)


def _head(article: Article, number: int) -> str | None:
    """What sort of line names the author of the paragraphs below: a heading, a poster, an announcement, a bare name; or None."""
    paragraph = article.paragraphs[number]
    line = _line(article, paragraph).strip("*_ ")
    if len(line) > _LONGEST_HEAD or number + 1 == len(article.paragraphs) or len(paragraph.sentences) > 1:
        return None
    if poster_name(article.text, paragraph.start, paragraph.end):
        return "post"
    if heading_name(article.text, paragraph.start, paragraph.end):
        return "heading"
    if line.startswith("From ") and is_signature(line[5:]):
        return "byline"
    if not line.endswith(":") or begins_with_date(line):
        return None
    if _announcing_verb(article.words(paragraph.start, paragraph.end)) is not None and not _is_listed(article, number + 1):
        return "announced"
    return "name" if is_speaker(line.rstrip(":")) else None


def _announcing_verb(words: Words) -> int | None:
    """Where in a line the verb stands that announces a text."""
    act = find_act(words.low[-_LAST_WORDS:])
    if act is None or act[0].part != "verb" or act[0].sort not in _REPORTING:
        return None
    return max(0, len(words) - _LAST_WORDS) + act[1]


def _announcer(article: Article, paragraph: Paragraph) -> Span | None:
    """Who is said to say it, before the verb of an announcing line: "Asked on Monday, | the board | has replied:"."""
    words = article.words(paragraph.start, paragraph.end)
    last = _announcing_verb(words) or 0
    while last and words.isa(last - 1, "auxiliary", "adverb", "subordinator"):  # "has since"
        last -= 1
    first = last
    while first and words.low[first - 1] not in _COMMAS:
        first -= 1
    if first == last or words.isa(first, "relative", "coordinator", "preposition", "subordinator"):
        return None
    return Span(words.starts[first], words.ends[last - 1])


def _is_listed(article: Article, number: int) -> bool:
    """Whether the paragraph is an item of a list."""
    first = article.text[article.paragraphs[number].start]
    return first in _BULLETS or first.isdigit()


def _is_marked(article: Article, paragraph: Paragraph) -> bool:
    """Whether the paragraph opens with a quotation mark: then marks say who speaks."""
    return article.text[paragraph.start : paragraph.start + 1] in _MARKS


def _posts(article: Article) -> Iterator[tuple[Paragraph, list[Printed]]]:
    """Posts after a handle and a colon, or above a dash, a name and a handle, in one paragraph or two."""
    text = article.text
    for number, paragraph in enumerate(article.paragraphs):
        begins = post_start(text, paragraph.start, paragraph.end)
        if begins and text[begins] not in _MARKS:
            author = author_in(text, paragraph.start, begins)
            label = Printed(paragraph.start, begins, True, POST, author)
            yield paragraph, [label, Printed(begins, paragraph.end, False, POST, author)]
            continue
        last = paragraph.sentences[-1] if paragraph.sentences else Span(paragraph.start, paragraph.end)
        if not posted_by(text, last.start, last.end):
            continue
        author = author_in(text, last.start, paragraph.end)
        signature = Printed(last.start, paragraph.end, True, POST, author)
        if last.start > paragraph.start:
            if not _is_marked(article, paragraph):
                yield paragraph, [Printed(paragraph.start, last.start, False, POST, author), signature]
        elif number and not _is_marked(article, article.paragraphs[number - 1]):
            yield article.paragraphs[number - 1], whole(article.paragraphs[number - 1], False, POST, author)
            yield paragraph, [signature]


def find_dialogue(article: Article, tells: Sequence[int]) -> frozenset[int]:
    """The starts of the paragraphs of a dialogue after dashes; `tells` are the places of cues, in order.

    Turns stand side by side, and in one of them at least somebody is said to speak: that tells them from a list.
    """
    turns: list[Paragraph] = []
    told: set[int] = set()
    cued = False
    for paragraph in (*article.paragraphs, None):
        if paragraph is not None and _DASH.match(article.text, paragraph.start, paragraph.end):
            turns.append(paragraph)
            at = bisect_left(tells, paragraph.start)
            cued = cued or (at < len(tells) and tells[at] < paragraph.end)
            continue
        if len(turns) >= _FEWEST_TURNS and cued:
            told.update(turn.start for turn in turns)
        turns, cued = [], False
    return frozenset(told)
