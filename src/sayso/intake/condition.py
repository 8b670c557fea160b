"""Is there an article on this page at all?  Consent walls, paywall stubs, soft 404s and the like are said, not read as articles.

A page is told by a phrase and by what it lacks beside it: prose.  Where the two do not agree nothing is said, since to call an
article no article is the worse error.  The phrases are in ``language/data/conditions.tsv``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from sayso.intake.layer import Layer
from sayso.language.tables import read_table
from sayso.model.document import Block, Remark
from sayso.model.span import Span

_LONG = 400
"""Words of body above which a page is taken for an article without looking further; no wall or stub seen had as many."""
_NOTHING = 15
"""Words of body that are as good as none: a label, a date, a line of thanks."""
_LITTLE = 60
"""Words of body up to which a wall may stand in an article's place; short reports have more, teasers left behind a wall fewer."""
_STUB = 200
"""Words of body up to which it may be the head of an article cut short; the paywalls seen show one to three paragraphs."""
_SHORT = 25
"""Words of a block up to which it is a notice and not a paragraph that happens to use its words."""
_NEAR = 3
"""Blocks before or after the body's last one among which a paywall notice stands; offers follow it, and may be taken for body."""
_PARAGRAPH = 40
"""Words outside links from which a block is a paragraph of an article; teasers on section pages stay below."""
_TEASERS = 15
"""Links of four words and more from which a page is a list of articles; articles carry up to a dozen of them as further reading
in the same template, which is why a list must have no paragraph either."""
_SENTENCE = 8
"""Words from which a block counts as prose; menu entries and buttons have fewer."""


class _Phrase(Struct, frozen=True):
    text: str
    sort: str
    at: str


class _Hit(Struct, frozen=True):
    """A phrase found: in the block at `index`, or in the page's title, where `index` is None."""

    phrase: _Phrase
    index: int | None
    span: Span | None


class _Page(Struct, frozen=True):
    """What all the judgements look at.  `words` counts, for each block, its words outside links; `body` are the body's blocks."""

    layer: Layer
    words: tuple[int, ...]
    body: tuple[int, ...]
    hits: tuple[_Hit, ...]
    has_article_markup: bool

    def of(self, sort: str, *at: str) -> tuple[_Hit, ...]:
        return tuple(hit for hit in self.hits if hit.phrase.sort == sort and hit.phrase.at in at)

    def prose(self, hits: tuple[_Hit, ...]) -> int:
        """Words of the body outside links and outside the blocks in which the hits stand."""
        spent = {hit.index for hit in hits}
        return sum(self.words[index] for index in self.body if index not in spent)


def find_condition(layer: Layer, body: tuple[Span, ...]) -> Remark | None:
    """What the page shows in an article's place, as a remark that names the sort and points at the phrase.

    A paywall stub has a code of its own (``paywall-stub``): the head of the article that it shows is body all the same.
    `body` are the spans that were selected as an article's body.  None where the page has an article, or may have one.
    """
    inside = _inside(layer.blocks, body)
    if sum(_length(layer.blocks[index].text_of(layer.text)) for index in inside) > _LONG:
        return None
    hits, is_article = tuple(_find(layer)), _says_article(layer)
    if is_article and not hits:
        return None
    page = _Page(layer, _words_outside_links(layer), inside, hits, is_article)
    for sort, judge in (
        ("soft 404", _soft_404),
        ("access check", _access_check),
        ("login page", _login_page),
        ("consent wall", _consent_wall),
        ("paywall stub", _paywall_stub),
    ):
        hit = judge(page)
        if hit:
            return _remark(layer, sort, hit)
    return _list_of_articles(page)


def _remark(layer: Layer, sort: str, hit: _Hit) -> Remark:
    article = "an" if sort[0] in "aeiou" else "a"
    shown = "" if sort == "paywall stub" else " in place of an article"
    words = hit.span.of(layer.text) if hit.span and len(hit.span) == len(hit.phrase.text) else hit.phrase.text
    code = "paywall-stub" if sort == "paywall stub" else "no-article"
    return Remark(code, f"the page shows {article} {sort}{shown}: it says “{words}”", hit.span)


def _soft_404(page: _Page) -> _Hit | None:
    hits = page.of("soft 404", "title")
    # Such pages often list other articles with their first lines; what they never have is a paragraph.
    lists_only = not page.has_article_markup and max((page.words[index] for index in page.body), default=0) < _PARAGRAPH
    return hits[0] if hits and page.prose(hits) <= (_STUB if lists_only else _LITTLE) else None


def _access_check(page: _Page) -> _Hit | None:
    hits = page.of("access check", "title", "strong")
    return hits[0] if hits and page.prose(hits) <= _LITTLE else None


def _login_page(page: _Page) -> _Hit | None:
    title, form = page.of("login page", "opening"), page.of("login page", "strong")
    return title[0] if title and form and page.prose(title + form) <= _LITTLE else None


def _consent_wall(page: _Page) -> _Hit | None:
    strong, weak = page.of("consent wall", "strong"), page.of("consent wall", "weak")
    vocabulary = page.of("consent wall", "word")
    if strong and page.prose(strong + weak) <= _LITTLE:
        return strong[0]
    # Banners use the same phrases on every page; a wall they make only where there is no prose but theirs.
    counts = Counter(hit.index for hit in vocabulary)
    about = strong + weak + tuple(hit for hit in vocabulary if counts[hit.index] >= 2)
    if not (strong or weak) or page.has_article_markup or page.prose(about) > _NOTHING:
        return None
    told = {hit.index for hit in about}
    if page.body and not told & set(page.body):
        return None
    all_prose = sum(words for words in page.words if words >= _SENTENCE)
    its_prose = sum(words for index, words in enumerate(page.words) if words >= _SENTENCE and index in told)
    return (strong + weak)[0] if its_prose >= 0.8 * all_prose else None  # the rest: a line about the outlet


def _paywall_stub(page: _Page) -> _Hit | None:
    last = max(page.body, default=-1)
    if sum(page.words if not page.body else (page.words[index] for index in page.body)) > _STUB + _SHORT:
        return None
    vocabulary = {hit.index for hit in page.of("paywall stub", "word")}
    for hit in page.of("paywall stub", "strong"):
        if hit.index is None or page.words[hit.index] > _SHORT:
            continue
        follows = abs(hit.index - last) <= _NEAR or not page.body
        offered = any(hit.index + step in vocabulary for step in range(-_NEAR, _NEAR + 1))
        if follows and (offered or _says_paid(page.layer)) and page.prose((hit,)) <= _STUB:
            return hit
    return None


def _list_of_articles(page: _Page) -> Remark | None:
    """A section or front page: many links as long as headlines, and nothing as long as a paragraph."""
    if page.has_article_markup or max(page.words, default=0) >= _PARAGRAPH:
        return None
    teasers = [link.span for link in page.layer.links if len(link.span.of(page.layer.text).split()) >= 4]
    linked = sum(len(span) for span in teasers)
    if len(teasers) < _TEASERS or 2 * linked < len(page.layer.text):
        return None
    sentence = f"the page is a list of articles and holds none itself: {len(teasers)} links as long as headlines, no paragraph"
    return Remark("no-article", sentence, Span(teasers[0].start, teasers[-1].end))


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(_Phrase(row["phrase"], row["sort"], row["at"]) for row in read_table("conditions"))


def _find(layer: Layer) -> Iterator[_Hit]:
    """Every phrase on the page, the page's title first, then block by block; none where only vocabulary is found."""
    titles = [_plain(value.value) for value in layer.markup if value.scheme == "title"]
    told = [_Hit(phrase, None, None) for title in titles for phrase in _phrases() if _opens_or_holds(phrase, title)]
    yield from told
    whole = _plain(layer.text)
    somewhere = [phrase for phrase in _phrases() if phrase.text in whole]  # a page of many blocks is not searched 270 times each
    if not told and all(phrase.at == "word" for phrase in somewhere):
        return
    for index, block in enumerate(layer.blocks):
        text = _plain(block.text_of(layer.text))
        for phrase in somewhere:
            if phrase.at in ("title", "opening"):
                found = block.tag in ("h1", "h2") and _opens_or_holds(phrase, text)
            else:
                found = phrase.text in text
            if found:
                yield _Hit(phrase, index, _place(layer, block, text, phrase))


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _opens_or_holds(phrase: _Phrase, title: str) -> bool:
    if phrase.at == "opening":
        return title.startswith(phrase.text)
    return phrase.at == "title" and phrase.text in title


def _place(layer: Layer, block: Block, plain: str, phrase: _Phrase) -> Span:
    """The phrase in the text; the whole block where it runs over a page break or where small letters are of another length."""
    start = plain.find(phrase.text)
    if len(block.spans) > 1 or len(plain) != len(block.span):
        return block.span
    return Span(block.span.start + start, block.span.start + start + len(phrase.text))


def _inside(blocks: tuple[Block, ...], body: tuple[Span, ...]) -> tuple[int, ...]:
    """Which blocks share characters with the body; both are in the order of the text."""
    inside, position = [], 0
    for index, block in enumerate(blocks):
        while position < len(body) and body[position].end <= block.span.start:
            position += 1
        if position < len(body) and body[position].start < block.span.end:
            inside.append(index)
    return tuple(inside)


def _words_outside_links(layer: Layer) -> tuple[int, ...]:
    links = sorted(link.span for link in layer.links)
    counts, position = [], 0
    for block in layer.blocks:
        span = block.span
        pieces, reached = [], span.start
        while position < len(links) and links[position].end <= span.start:
            position += 1
        ahead = position
        while ahead < len(links) and links[ahead].start < span.end:
            pieces.append(layer.text[reached : max(reached, links[ahead].start)])
            reached = max(reached, min(links[ahead].end, span.end))
            ahead += 1
        pieces.append(layer.text[reached : span.end])
        counts.append(sum(map(_length, pieces)))
    return tuple(counts)


def _length(text: str) -> int:
    """Words, or an eighth of the characters in scripts that put no blanks between words."""
    return max(len(text.split()), len(text.strip()) // 8)


_ARTICLE = re.compile(r"(?:^|[a-z])(?:article|posting|report|review)$", re.I)


def _says_article(layer: Layer) -> bool:
    """Whether the page's own metadata call it an article."""
    for value in layer.markup:
        name = value.name.rsplit(".", 1)[-1].lower()
        if (name in ("og:type", "@type") and _ARTICLE.search(value.value)) or name == "article:published_time":
            return True
    return False


def _says_paid(layer: Layer) -> bool:
    return any(value.name.endswith("isAccessibleForFree") and value.value.strip().lower() == "false" for value in layer.markup)
