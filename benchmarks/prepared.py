"""What does the store get to write, without the hours of reading?  Made articles as the rows that our rules would give of them.

Text, folded words, spans, statements, sources, passages, labels and terms are made from what the generator knows of its
article, in the form that `sayso.store.rows` gives them; tests/benchmarks/test_prepared.py holds them against what the rules
read.  The packed record is that of a made article of about the same length which was read: the store does not look into it.
"""

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from benchmarks.article_files import page
from benchmarks.articles import Article, make_articles
from sayso.intake.gather import Item
from sayso.intake.open import open_document
from sayso.language.folding import fold
from sayso.model.document import Capture
from sayso.model.finding import Finding, Ground, rule
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.model.statement import Source, SourceKind
from sayso.reading.pipeline import read_document
from sayso.store.database import Row
from sayso.store.namings import namings_of
from sayso.store.rows import BREAK, EFFORT, Prepared, packed_spans, prepare

READ = 120
"""Articles that are read to have packed records of every length: some two seconds' work."""
SEED = 987_654
"""Of the articles that are read, which are none of those that are stored."""
_SAID = re.compile(r"(“[^”]{1,2000}”) (said|explained|added|warned|argued) (\w{1,40} \w{1,40}), ([a-z ]{1,40})\.")


def read_article(article: Article) -> tuple[Item, Record]:
    """An article as a page, read by our rules."""
    item = Item(data=page(article).encode(), url=article.url)
    return item, read_document(open_document(item.data, url=item.url), "none")


def prepare_articles(count: int, seed: int, start: int = 0) -> Iterator[tuple[Article, Prepared]]:
    """Articles, and what the store gets of each."""
    for article in make_articles(count, seed, start):
        yield article, prepare_article(article)


def prepare_article(article: Article) -> Prepared:
    """The rows of one article."""
    data = page(article).encode()
    head = f"{article.outlet}\nNews {article.theme}\n"
    before = f"{head}{article.title}\nRegion: {article.region}\n"
    body = article.text.replace("\n\n", "\n")
    text = f"{before}{body}\nCopyright {article.date[:4]} {article.outlet}"
    spans = [Span(len(head), len(head) + len(article.title))]
    stretches = [article.title]
    found = _Found()
    at = len(before)
    for paragraph in article.text.split("\n\n"):
        spans.append(Span(at, at + len(paragraph)))
        stretches.append(paragraph)
        found.add(paragraph, at)
        at += len(paragraph) + 1
    direct = sum(_letters(str(row[7])) for row in found.statements)
    letters = _letters(article.text)
    counts = (letters, direct, 0, 0, letters - direct, 0, len(found.statements), len(found.said_by), 0)
    reader, record = _packed_like(len(text))
    return Prepared(
        capture=Capture(
            sha256=sha256(data).hexdigest(), size=len(data), media_type="text/html", encoding="utf-8", url=article.url
        ),
        place=None,
        content=zlib.compress(data, EFFORT),
        document=(
            *(article.title, article.outlet, article.url, f"{article.date}T06:00:00Z", None, "en", "none", None),
            *counts,
            reader,
        ),
        text=text,
        searched=packed_spans(spans),
        record=record,
        folded=f" {BREAK} ".join(" ".join(fold(stretch)) for stretch in stretches),
        statements=tuple(found.statements),
        sources=tuple(found.sources()),
        answers=tuple((one, number) for number, said in enumerate(found.said_by.values(), 1) for one in said),
        passages=tuple(found.passages),
        labels=tuple((axis, value, _phrase(value), None) for axis, value in _labels(article)),
        terms=((1, "holder", None, article.outlet, _phrase(article.outlet)),),
        namings=tuple(found.namings()),
    )


class _Found:
    """The rows of the paragraphs of one article."""

    def __init__(self) -> None:
        self.statements: list[Row] = []
        self.passages: list[Row] = []
        self.said_by: dict[str, list[int]] = {}
        self._roles: dict[str, str] = {}

    def add(self, paragraph: str, at: int) -> None:
        """A paragraph that begins at `at`: what is quoted in it, and what stands around that."""
        done = 0
        for said in _SAID.finditer(paragraph):
            self._passage("own", None, paragraph, done, said.start(1), at)
            number = len(self.statements) + 1
            content, cue, name, role = said.groups()
            self.said_by.setdefault(name, []).append(number)
            self._roles[name] = role
            start, end = at + said.start(1), at + said.end(1)
            by = "rule attributions/content-before-cue 1"
            row = (number, "direct", 1, None, None, name, cue, content, start, end, by, _phrase(content), _phrase(cue))
            self.statements.append(row)
            self._passage("attributed", number, paragraph, said.start(1), said.end(1), at)
            done = said.end()
        self._passage("own", None, paragraph, done, len(paragraph), at)

    def namings(self) -> Iterator[Row]:
        """By which names and roles they can be followed."""
        by = rule("benchmarks/made")
        for number, name in enumerate(self.said_by, 1):
            role = Finding(value=self._roles[name], ground=Ground.PRINTED, by=by)
            named = Finding(value=name, ground=Ground.PRINTED, by=by)
            source = Source(name=named, kind=SourceKind.PERSON, named=True, mentions=(), roles=(role,))
            yield from ((number, place, *row) for place, row in enumerate(namings_of(source)))

    def sources(self) -> Iterator[Row]:
        """Those who are quoted."""
        for number, (name, said) in enumerate(self.said_by.items(), 1):
            characters = sum(_letters(str(self.statements[one - 1][7])) for one in said)
            yield number, name, "person", 1, None, self._roles[name], len(said), characters, _phrase(name)

    def _passage(self, voice: str, statement: int | None, paragraph: str, start: int, end: int, at: int) -> None:
        if end - start > 1:  # the stop of the sentence is no passage
            manner = "direct" if statement else None
            folded = _phrase(paragraph[start:end])
            self.passages.append((len(self.passages) + 1, voice, manner, statement, at + start, at + end, folded))


def _labels(article: Article) -> tuple[tuple[str, str], ...]:
    return (
        ("title", article.title),
        ("outlet", article.outlet),
        ("host", article.url.split("/")[2].removeprefix("www.")),
        ("language", "en"),
        ("section", article.theme),
        ("region", article.region),
    )


def _phrase(text: str) -> str:
    return f" {' '.join(fold(text))} "


def _letters(text: str) -> int:
    return len(text) - text.count(" ") - text.count("\n")


@cache
def _read() -> tuple[list[int], list[Prepared]]:
    made = sorted((prepare(*read_article(article)) for article in make_articles(READ, SEED)), key=lambda one: len(one.text))
    return [len(one.text) for one in made], made


def _packed_like(length: int) -> tuple[str, bytes]:
    """What read a made article of about this many characters, and its record as it is kept."""
    lengths, made = _read()
    one = made[min(bisect_left(lengths, length), len(made) - 1)]
    return str(one.document[-1]), one.record
