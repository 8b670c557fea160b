"""What does the network learn from?  Windows of labelled texts, as the tagger will see them."""

import random
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from torch import Tensor

from evaluation.quotes import open_plain
from sayso.language.running import running_text
from sayso.model.document import Role
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.tagging.tokens import ROLES, Tokens, read_tokens
from sayso.reading.tagging.windows import Window, cut_windows
from sayso.reading.tagging.wordpiece import WordPieces
from training.brat import LabelledText

_MARKS_SEEN = ({}, {"“": '"', "”": '"'}, {"“": "‘", "”": "’", '"': "'"})
"""Other newsrooms' marks; the labels stay, and what the rules made of the marks."""


class SpanOf(Struct, frozen=True):
    """A labelled span in tokens, and the attributions it belongs to (a source may serve several)."""

    role: str
    first: int
    last: int
    of: frozenset[int]


class Example(Struct, frozen=True):
    """A text as the tagger sees it, with its labels (0 O, then B and I of each role) and spans."""

    name: str
    tokens: Tokens
    labels: NDArray[np.int64]
    spans: tuple[SpanOf, ...]


def make_example(labelled: LabelledText) -> Example:
    """Read the text by rule and lay the labels over its tokens; where two attributions claim a token, the first has it."""
    document = open_plain(labelled.text)
    quotations = find_quotations(document)
    tokens = read_tokens(running_text(document, Role.BODY), quotations, find_attributions(document, quotations))
    return label_example(labelled, tokens)


def label_example(labelled: LabelledText, tokens: Tokens) -> Example:
    """The labels of `labelled` over tokens that were read before."""
    owner: list[tuple[str, frozenset[int]] | None] = [None] * len(tokens)
    events: dict[tuple[str, tuple[tuple[int, int], ...]], set[int]] = {}
    for number, one in enumerate(labelled.attributions):
        for role in ROLES:
            if getattr(one, role):
                events.setdefault((role, getattr(one, role)), set()).add(number)
    for (role, pieces), numbers in events.items():
        for first, last in tokens.covered(pieces):
            for at in range(first, last):
                owner[at] = owner[at] or (role, frozenset(numbers))
    labels = np.zeros(len(tokens), np.int64)
    spans = []
    paragraph_starts = {first for first, _ in tokens.paragraphs}
    at = 0
    while at < len(tokens):
        mine = owner[at]
        if mine is None:
            at += 1
            continue
        last = at + 1
        while last < len(tokens) and owner[last] == mine and last not in paragraph_starts:
            last += 1
        begin = 1 + 2 * ROLES.index(mine[0])
        labels[at], labels[at + 1 : last] = begin, begin + 1
        spans.append(SpanOf(mine[0], at, last, mine[1]))
        at = last
    return Example(labelled.name, tokens, labels, tuple(spans))


class Batch(Struct, frozen=True):
    """Windows padded to one length; `heads` are the pieces at which tokens begin, `links` the spans of each window."""

    pieces: Tensor
    beside: Tensor
    mask: Tensor
    heads: Tensor
    labels: Tensor
    opens: Tensor
    lengths: Tensor
    links: list[tuple[SpanOf, ...]]
    ruled_by: list[NDArray[np.int32]]


def batches(
    examples: Iterable[Example], vocabulary: WordPieces, size: int, budget: int, draw: random.Random, without_rules: float
) -> Iterator[Batch]:
    """One epoch: windows of `size` pieces or fewer, `budget` pieces a batch, in random order.

    A share `without_rules` of the windows is shown without what the rules found, so that the network can do without them, and a
    share of the texts with other quotation marks than their own.
    """
    windows = []
    for example in examples:
        marks = draw.choices(_MARKS_SEEN, (0.7, 0.15, 0.15))[0]
        shown = example.tokens
        if marks:
            shown = Tokens(
                **{name: getattr(shown, name) for name in Tokens.__struct_fields__}
                | {"words": [marks.get(w, w) for w in shown.words]}
            )
        for window in cut_windows(shown, vocabulary, draw.randint(size // 2, size)):
            windows.append((window, example, draw.random() < without_rules))
    windows.sort(key=lambda one: len(one[0].pieces) + draw.random() * size / 8)
    groups: list[list[tuple[Window, Example, bool]]] = [[]]
    for one in windows:
        if groups[-1] and (len(groups[-1]) + 1) * len(one[0].pieces) > budget:
            groups.append([])
        groups[-1].append(one)
    draw.shuffle(groups)
    return (_batch(group) for group in groups)


def _batch(group: Sequence[tuple[Window, Example, bool]]) -> Batch:
    longest, most = max(len(w.pieces) for w, *_ in group), max(w.last - w.first for w, *_ in group)
    pieces, mask = np.zeros((len(group), longest), np.int64), np.zeros((len(group), longest), bool)
    beside = np.zeros((len(group), longest, 3), np.int64)
    heads, labels = np.zeros((len(group), most), np.int64), np.zeros((len(group), most), np.int64)
    opens = np.zeros((len(group), most), bool)
    links, ruled_by = [], []
    for row, (window, example, without_rules) in enumerate(group):
        here = slice(window.first, window.last)
        size, length = len(window.pieces), window.last - window.first
        pieces[row, :size], mask[row, :size] = window.pieces, True
        beside[row, :size] = window.beside(example.tokens)
        if without_rules:
            beside[row, :size, 2] = 0
        heads[row, :length], labels[row, :length], opens[row, :length] = window.heads, example.labels[here], window.opens
        links.append(
            tuple(
                SpanOf(span.role, span.first - window.first, span.last - window.first, span.of)
                for span in example.spans
                if window.first <= span.first and span.last <= window.last
            )
        )
        ruled_by.append(np.full(length, -1, np.int32) if without_rules else example.tokens.ruled_by[here])
    return Batch(
        torch.from_numpy(pieces), torch.from_numpy(beside), torch.from_numpy(mask), torch.from_numpy(heads),
        torch.from_numpy(labels), torch.from_numpy(opens), torch.tensor([w.last - w.first for w, *_ in group]), links, ruled_by,
    )  # fmt: skip
