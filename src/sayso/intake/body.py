"""Which blocks of a web page are the article's body?  trafilatura chooses; its paragraphs are found again in the text layer.

trafilatura returns rewritten text without offsets.  Each of its paragraphs is looked for in the layer, in order: as a whole
block, as several blocks that it joined, as a part of a block, and last as the block that shares most of its words.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any

from sayso.intake.layer import Layer
from sayso.model.document import Block
from sayso.model.span import Span

UNSELECTED = frozenset(
    """aside audio button canvas footer head iframe img input label legend nav noscript object picture script select source style
    svg template textarea time video""".split()
)
"""Elements that trafilatura removes before it looks for the body (its ``MANUALLY_CLEANED``); to leave them out first spares it
half the page."""
_SELECTABLE = 5_000_000
"""Characters of markup handed to the selector at most: about a minute of its time in the worst case seen."""
_SELECTABLE_TAGS = 20_000
"""Tags handed to the selector at most; its time grows with the square of the links in one paragraph, and ten thousand take 6 s.
On a page with more, the paragraphs that hold the most prose are taken without it.  The fullest of 116 real pages has 3,600."""
_ALIKE = 0.6
"""Share of a rewritten paragraph's words that a block must hold to be taken for it: above chance (blocks of one page share about
a third of their words), below the losses seen where a link list or a label was cut out of a paragraph."""
_FEW = 30
"""Blocks up to which a selection is believed even if it is made of links (an article that is a list of them)."""
_LABEL = 60
"""Characters up to which a block is rather a label than prose; menu entries and bylines stay below, sentences mostly above."""
_LOST = 60
"""Rewritten paragraphs looked for at most, each through all blocks; on 116 real pages the selector rewrote up to 42."""
_UNITS = frozenset({"p", "head", "quote", "item", "cell", "code", "ab", "fw"})


def select_body(skeleton: str, layer: Layer, templates: list[str]) -> tuple[Span, ...]:
    """The spans of the text that belong to the article's body, in order; empty where the page has none.

    `skeleton` is the page's HTML; scripts and styles may be left out.  `templates` says for each block where it stands.
    """
    blocks = layer.blocks
    taken: dict[int, Span] = {}
    selectable = len(skeleton) <= _SELECTABLE and skeleton.count("<") <= _SELECTABLE_TAGS
    if selectable:
        paragraphs = _paragraphs(skeleton)
        taken = _align(paragraphs, layer.text, blocks)
        selectable = not paragraphs or _holds_prose(taken, layer)
    if not selectable:
        taken = _heaviest(_prose(layer), blocks, templates)
    _complete(taken, blocks, templates)
    return tuple(taken[index] for index in sorted(taken))


def _holds_prose(taken: dict[int, Span], layer: Layer) -> bool:
    """Whether a selection is an article, and not the page's whole text in one piece or a page of menus."""
    if not taken or len(taken) <= _FEW:
        return bool(taken)
    prose = _prose(layer)
    return sum(prose[index] == 0 for index in taken) <= len(taken) / 2


def _prose(layer: Layer) -> list[int]:
    """For each block, its characters that are no link."""
    links = sorted(link.span for link in layer.links)
    lengths, position = [], 0
    for block in layer.blocks:
        span, linked = block.span, 0
        while position < len(links) and links[position].end <= span.start:
            position += 1
        ahead, reached = position, span.start
        while ahead < len(links) and links[ahead].start < span.end:
            linked += max(0, min(links[ahead].end, span.end) - max(links[ahead].start, reached))
            reached = max(reached, links[ahead].end)
            ahead += 1
        lengths.append(len(span) - linked)
    return lengths


def _heaviest(prose: list[int], blocks: tuple[Block, ...], templates: list[str]) -> dict[int, Span]:
    """The paragraphs of the template that holds the most prose, for a page that came back as its own body, menus and all."""
    weights: dict[str, int] = {}
    for block, length, template in zip(blocks, prose, templates, strict=True):
        if 2 * length > len(block.span):  # a list of links is no prose, however many blanks stand between them
            weights[template] = weights.get(template, 0) + max(0, length - _LABEL)
    heaviest = max(weights, key=lambda template: weights[template], default="")
    if not weights.get(heaviest):
        return {}
    return {index: blocks[index].span for index, template in enumerate(templates) if template == heaviest}


def _complete(taken: dict[int, Span], blocks: tuple[Block, ...], templates: list[str]) -> None:
    """Take in the paragraphs that the selector passed over although they stand in the same elements as those it took.

    Pages cut an article into several containers (around advertisements), and a selector takes one of them.
    """
    if not taken:
        return
    counts: dict[str, int] = {}
    for index in taken:
        counts[templates[index]] = counts.get(templates[index], 0) + 1
    for index in range(min(taken), len(blocks)):
        known = counts.get(templates[index], 0) >= 2 and templates[index].startswith("p ") and len(templates[index]) > 2
        if known and index not in taken and len(blocks[index].span) > _LABEL:
            taken[index] = blocks[index].span


def _paragraphs(skeleton: str) -> list[str]:
    """trafilatura's paragraphs, without white space between them."""
    from lxml.etree import LxmlError
    from trafilatura.core import bare_extraction

    try:
        found: Any = bare_extraction(skeleton, options=_options())
    except (LxmlError, RecursionError, AttributeError, IndexError, KeyError, ValueError):
        # The selector stumbles on some hostile trees; without it the page has no selected body, which the reading then says.
        return []
    if found is None or found.body is None:
        return []
    return list(_units(found.body))


@cache
def _options() -> Any:
    """How the selector is asked: fast, without the second opinions of other extractors, which cost as much again and gain nothing
    here; and as text, for its Python document would be written out a second time."""
    from trafilatura.settings import Extractor

    return Extractor(fast=True, comments=False, output_format="txt")


def _units(body: Any) -> Iterator[str]:
    """The texts of paragraph-like elements, split at line breaks; an element inside another is part of it."""
    pieces: list[str] = []
    for event, element in _walk(body):
        if event == "start":
            if element.tag in _UNITS or element.tag == "lb":
                yield from _joined(pieces)
            if element.text:
                pieces.append(element.text)
        else:
            if element.tag in _UNITS:
                yield from _joined(pieces)
            if element.tail and element is not body:
                pieces.append(element.tail)
    yield from _joined(pieces)


def _walk(body: Any) -> Any:
    from lxml.etree import iterwalk

    return iterwalk(body, events=("start", "end"))


def _joined(pieces: list[str]) -> Iterator[str]:
    words = "".join(pieces).split()
    pieces.clear()
    if words:
        yield " ".join(words)


def _align(paragraphs: list[str], text: str, blocks: tuple[Block, ...]) -> dict[int, Span]:
    keys = ["".join(block.text_of(text).split()) for block in blocks]
    places: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        places.setdefault(key, []).append(index)
    taken: dict[int, Span] = {}
    last = -1
    lost: list[tuple[int, str]] = []
    for paragraph in paragraphs:
        key = "".join(paragraph.split())
        run = _whole(key, keys, places, last)
        if run:
            for index in run:
                taken[index] = blocks[index].span
            last = run[-1]
        else:
            lost.append((last, paragraph))
    for after, paragraph in lost[:_LOST]:
        for index, span in _partial(paragraph, after, text, blocks, keys, taken):
            known = taken.get(index)
            taken[index] = Span(min(known.start, span.start), max(known.end, span.end)) if known else span
    return taken


def _whole(key: str, keys: list[str], places: dict[str, list[int]], last: int) -> list[int]:
    """The block that is this paragraph, or the neighbouring blocks that it joins; the next one after `last` is preferred."""
    found = places.get(key)
    if found:
        return [found[min(bisect_right(found, last), len(found) - 1)]]
    for start in range(last + 1, min(last + 40, len(keys))):  # joined blocks follow soon; forty leaves room for an aside
        if keys[start] and key.startswith(keys[start]):
            run, length = [start], len(keys[start])
            while length < len(key) and run[-1] + 1 < len(keys) and key.startswith(keys[run[-1] + 1], length):
                run.append(run[-1] + 1)
                length += len(keys[run[-1]])
            if length == len(key):
                return run
    return []


def _partial(
    paragraph: str, after: int, text: str, blocks: tuple[Block, ...], keys: list[str], taken: dict[int, Span]
) -> Iterator[tuple[int, Span]]:
    """Where a paragraph stands inside a block, or which block it is a rewriting of."""
    key = "".join(paragraph.split())
    for index in _from(after, len(keys)):
        if len(keys[index]) > len(key) and (place := keys[index].find(key)) >= 0:
            yield index, _stretch(text, blocks[index].span, place, place + len(key))
            return
    words = set(paragraph.lower().split())
    if len(words) < 5:  # too short to tell one block from another by its words
        return
    best, best_share = -1, _ALIKE
    for index in _from(after, len(keys)):
        if index in taken or len(keys[index]) > 3 * len(key):
            continue
        own = set(blocks[index].text_of(text).lower().split())
        share = len(words & own) / len(words)
        if share > best_share:
            best, best_share = index, share
    if best >= 0:
        yield best, blocks[best].span


def _from(after: int, count: int) -> Iterator[int]:
    yield from range(max(after, 0), count)
    yield from range(0, max(after, 0))


def _stretch(text: str, span: Span, start: int, end: int) -> Span:
    """The part of `span` between its `start`-th and `end`-th visible character."""
    seen, first = 0, span.start
    for offset in range(span.start, span.end):
        if text[offset].isspace():
            continue
        if seen == start:
            first = offset
        seen += 1
        if seen == end:
            return Span(first, offset + 1)
    return Span(first, span.end)
