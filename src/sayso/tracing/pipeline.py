"""Texts in, overlaps out: which of them share text, where exactly, and which belong together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.model.reuse import Overlap, OverlapKind, Shared
from sayso.model.span import Span
from sayso.tracing.alignment import GAP, LEAST, align
from sayso.tracing.boilerplate import Marks, add_marks, carry_over, find_furniture, find_marks
from sayso.tracing.candidates import find_candidates
from sayso.tracing.families import find_kin, join
from sayso.tracing.grams import sample_grams
from sayso.tracing.kinds import BOILERPLATE, LONG, MOST, NOTHING, REPUBLICATION, decide
from sayso.tracing.passages import count_quoting, cut, find_repeats, stand_at_end, sum_up, without
from sayso.tracing.shelf import Shelf
from sayso.tracing.tables import Grams, Pairs, Passages
from sayso.tracing.tokens import batches, tokenise

KINDS = (OverlapKind.REPUBLICATION, OverlapKind.PASSAGE, OverlapKind.BOILERPLATE)
"""What the numbers in `Traced.kind` mean."""


class Traced(NamedTuple):
    """Pairs of texts that share something, by number, in the order of their names; columns, since there may be millions.

    `words` and `share` are as in `Overlap`.  `shared` holds the stretches, furniture last where a pair has both: `pair` is the
    row here, places are code points.  `family` is, for each text, the first by name of those it is related to by republication.
    `marks` are the words of texts that are furniture, by the numbers of the texts, and `unlike` the pairs that were compared and
    share too little; both are given only where some marks were known before.
    """

    names: Sequence[str]
    a: NDArray[np.int64]
    b: NDArray[np.int64]
    kind: NDArray[np.int8]
    words: NDArray[np.int64]
    share: NDArray[np.float64]
    shared: Passages
    furniture: NDArray[np.bool_]
    family: NDArray[np.int64]
    marks: Mapping[int, Marks]
    unlike: tuple[NDArray[np.int64], NDArray[np.int64]]

    def overlaps(self, rows: Iterable[int] | None = None) -> Iterator[Overlap]:
        """Each pair with its stretches, or those of some rows of the columns."""
        edges = np.searchsorted(self.shared.pair, np.arange(len(self.a) + 1))
        for row in range(len(self.a)) if rows is None else rows:
            stretches = slice(edges[row], edges[row + 1])
            columns = (column[stretches].tolist() for column in (*self.shared[1:], self.furniture))
            yield Overlap(
                a=self.names[self.a[row]],
                b=self.names[self.b[row]],
                kind=KINDS[self.kind[row]],
                words=int(self.words[row]),
                share=round(float(self.share[row]), 4),
                shared=tuple(
                    Shared(a=Span(a_start, a_end), b=Span(b_start, b_end), words=words, furniture=furniture)
                    for a_start, a_end, b_start, b_end, words, furniture in zip(*columns, strict=True)
                ),
            )


def trace(texts: Sequence[str], names: Sequence[str] | None = None, known: Sequence[Marks] | None = None) -> Traced:
    """How the texts are related.  `names` are all different; without them a text is named by its number.

    `known` says of each text which of its words texts that are not here have shown to be furniture.

    The answer depends on texts and names alone, never on the order in which they are given.  `texts` is gone through once, and
    once more where a text may share something; it can be a sequence that reads from a disk.

    >>> rain = "A long rain fell on the hills above Port Amsel all night, and by noon the lower road was under water again."
    >>> found = next(trace([rain, "Late news. " + rain]).overlaps())
    >>> found.kind.value, found.words, found.shared[0].b
    ('republication', 22, Span(start=11, end=117))
    """
    names = names if names is not None else [str(number).zfill(len(str(len(texts)))) for number in range(len(texts))]
    by_name = _ranks(np.array(sorted(range(len(names)), key=names.__getitem__), np.int64))
    shelf = Shelf(texts)
    grams, keys = sample_grams(shelf.first_reading())
    order = np.lexsort((by_name, keys))  # by what the texts hold, which is as good as chance; equal ones by name
    first, second = find_candidates(grams, _ranks(order).astype(np.uint32))

    chosen, at = np.unique(np.concatenate((first, second)), return_inverse=True)
    words, quoted, bounds = shelf.words_of(order[chosen])
    pairs = Pairs(at[: len(first)], at[len(first) :], bounds)
    del first, second
    runs = align(words, pairs)
    del words
    passages = sum_up(runs)
    at_end, quoting = stand_at_end(passages, pairs.lengths_a, pairs.lengths_b), count_quoting(passages, pairs, quoted)
    minor_end = at_end & (passages.extent < MOST * np.minimum(pairs.lengths_a, pairs.lengths_b)[passages.pair])
    marked = find_furniture(passages, pairs, find_kin(passages, pairs, minor_end), minor_end, quoting)
    if known is not None:
        add_marks(marked, bounds, [known[text] for text in order[chosen].tolist()])
    marked = carry_over(marked, runs, pairs)
    found = order[chosen]
    marks = {} if known is None else dict(zip(found.tolist(), find_marks(marked, bounds), strict=True))
    free, rest = (sum_up(part) for part in cut(runs, pairs, marked, GAP, LEAST))

    counted, lengths = without(free, pairs, marked)
    lengths_a, lengths_b = lengths[pairs.a], lengths[pairs.b]
    once = ~find_repeats(counted)
    at_end, quoting = stand_at_end(counted, lengths_a, lengths_b)[once], count_quoting(free, pairs, quoted)[once]
    kind = decide(Passages._make(column[once] for column in counted), lengths_a, lengths_b, at_end, quoting)
    kind[(kind == NOTHING) & (np.bincount(rest.pair, rest.matched, len(kind)) >= LONG)] = BOILERPLATE
    matched = np.bincount(free.pair[once], free.matched[once], len(kind)).astype(np.int64)
    less = np.flatnonzero(kind == NOTHING) if known is not None else np.empty(0, np.int64)
    unlike = found[pairs.a[less]], found[pairs.b[less]]
    share = np.minimum(1.0, matched / np.maximum(1, np.minimum(lengths_a, lengths_b)))
    del quoted, runs, passages, marked, counted, at_end, quoting, minor_end, once  # a gigabyte in a million articles
    return _report(names, by_name, shelf, found, pairs, kind, matched, share, free, rest, marks, unlike)


def grams_of(texts: Mapping[int, str]) -> Grams:
    """The grams of texts by their numbers, by which they are found among others whenever these come."""
    blocks, _ = sample_grams(map(tokenise, batches(texts.values())))
    hashes, of = [np.empty(0, np.uint64)], [np.empty(0, np.uint32)]
    for block in blocks:
        hashes.append(block.hashes)
        of.append(np.array(list(texts), np.uint32)[block.texts])
    return Grams(np.concatenate(hashes), np.concatenate(of))


def _ranks(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each number in an order of all of them."""
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return ranks


def _report(
    names: Sequence[str],
    by_name: NDArray[np.int64],
    shelf: Shelf,
    texts: NDArray[np.int64],
    pairs: Pairs,
    kind: NDArray[np.int8],
    matched: NDArray[np.int64],
    share: NDArray[np.float64],
    free: Passages,
    rest: Passages,
    marks: Mapping[int, Marks],
    unlike: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> Traced:
    """Pairs and stretches of overlaps alone, by name, with places in code points; `texts` are the numbers of those paired."""
    turned = by_name[texts[pairs.a]] > by_name[texts[pairs.b]]
    a, b = np.where(turned, pairs.b, pairs.a), np.where(turned, pairs.a, pairs.b)
    rows = np.flatnonzero(kind != NOTHING)
    rows = rows[np.lexsort((by_name[texts[b[rows]]], by_name[texts[a[rows]]]))]
    row_of = np.full(len(kind), -1)
    row_of[rows] = np.arange(len(rows))
    both = Passages(*(np.concatenate(columns) for columns in zip(free, rest, strict=True)))
    furniture = np.arange(len(both.pair)) >= len(free.pair)
    turned = turned[both.pair]
    shared = Passages(
        row_of[both.pair],
        np.where(turned, both.b_start, both.a_start),
        np.where(turned, both.b_end, both.a_end),
        np.where(turned, both.a_start, both.b_start),
        np.where(turned, both.a_end, both.b_end),
        both.matched,
    )
    order = np.lexsort((shared.b_start, shared.a_start, furniture, shared.pair))
    order = order[shared.pair[order] >= 0]
    shared = Passages(*(column[order] for column in shared))
    a, b, kind = a[rows], b[rows], kind[rows]
    a_start, a_end = shelf.locate(texts, a[shared.pair], shared.a_start, shared.a_end)
    b_start, b_end = shelf.locate(texts, b[shared.pair], shared.b_start, shared.b_end)
    copies = kind == REPUBLICATION
    by_rank = np.argsort(by_name)
    family = by_rank[join(len(names), by_name[texts[a[copies]]], by_name[texts[b[copies]]])][by_name]
    return Traced(
        names,
        texts[a],
        texts[b],
        kind,
        matched[rows],
        share[rows],
        Passages(shared.pair, a_start, a_end, b_start, b_end, shared.matched),
        furniture[order],
        family,
        marks,
        unlike,
    )
