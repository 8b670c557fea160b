"""What speaks for one text having been copied from another?  Each sort of evidence, with its reliability.

Each counts as much as it was right on labelled pairs: its weight is the logarithm of right to wrong, from the table
``direction`` of `sayso.language.data`, which `python -m training.direction` makes again.  Weights are added up as if the sorts
did not depend on each other; `evaluation/RESULTS.md` says how well the sum is calibrated.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from msgspec import Struct

from sayso.language.folding import fold, folded_words
from sayso.language.quotation_marks import read_marks
from sayso.language.tables import read_table
from sayso.model.descent import Direction, Evidence, EvidenceSort, Witness
from sayso.model.reuse import Overlap, OverlapKind
from sayso.model.span import Span

HEAD, TAIL = 60, 90
"""Words at the head and the end of a text where an outlet is named as where it came from; further in it is talked about."""
BEFORE = 12
"""Words before a shared passage in which its outlet is named: "The Courier wrote:"."""
LOOKED_AT = 3_000
"""Words of a passage that are compared one by one, so that a book does not take a minute."""
DAMAGED, TRIMMED = 3, 3
"""Places from which misread words, or words left out, are more than chance; the other must have less than a third of them."""
ALIKE = 0.5
"""Similarity from which a word is another one misread."""
WHOLE, PART = 0.92, 0.8
"""Share of its words from which a text holds nothing of its own, and up to which the other goes on."""
LEAST_PART, WHOLE_COMPILED = 0.15, 0.85
"""Share of its characters that a compiled text has at least from each of two, and from both together."""
QUOTING = 0.5
"""Share of what two texts share that stands in quotation marks, from which it is a quotation: "he said" stands beside it."""
STORY = 0.5
"""Share of the shorter text from which even a speaker's words are the story: an interview, a statement in full."""
_OF_QUOTATIONS = (EvidenceSort.CREDIT, EvidenceSort.SELF_REFERENCE)
"""What says even of a quotation where a text has it from."""
_CURVED, _STRAIGHT = re.compile("[“”‘’]"), re.compile("[\"']")
_OPENING = "“„«\"'‘"
_MIXED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")


class _Side(Struct, frozen=True):
    """One text of a pair: its words with their places, and its shared stretches, in the same order as those of the other."""

    witness: Witness
    words: tuple[tuple[int, int, str], ...]
    stretches: list[Span]
    shared: list[bool]
    """Of each word, whether a stretch holds it."""


def weigh(one: Witness, other: Witness, overlap: Overlap) -> list[Evidence]:
    """What the two texts themselves say about which of them was copied.  `overlap` has `one` as its `a`."""
    shared = [stretch for stretch in overlap.shared if not stretch.furniture]
    a, b = _side(one, [stretch.a for stretch in shared]), _side(other, [stretch.b for stretch in shared])
    changes = _changes(a, b, [(stretch.a, stretch.b) for stretch in shared])
    found: list[Evidence] = []
    versions, heard = are_versions(one, other), are_quoting(one, other, overlap)
    for sort, look in _LOOKS.items():
        if (versions and sort is not EvidenceSort.DATE) or (heard and sort not in _OF_QUOTATIONS):
            continue
        speaks = [look(a, b, changes), look(b, a, [change.turned() for change in changes])]
        if (speaks[0] is None) == (speaks[1] is None):
            continue  # what speaks for both ways speaks for none
        copy, source = (one, other) if speaks[0] is not None else (other, one)
        where = speaks[0] if speaks[0] is not None else speaks[1]
        found.append(evidence(sort, copy.name, source.name, where.span if where else None))
    return found


def are_versions(one: Witness, other: Witness) -> bool:
    """Whether two texts that share a story are of one outlet, which writes on at its own: only dates tell which came first."""
    return bool(_name(one.outlet)) and _name(one.outlet) == _name(other.outlet)


def are_quoting(one: Witness, other: Witness, overlap: Overlap) -> bool:
    """Whether what two texts share stands for the most part in quotation marks in both, and is less than half of either.

    Then both may have heard it from who said it, and only a credit says that one has it from the other.
    """
    if overlap.share >= STORY:
        return False
    shared = [stretch for stretch in overlap.shared if not stretch.furniture]
    sides = ((one.text, [stretch.a for stretch in shared]), (other.text, [stretch.b for stretch in shared]))
    return bool(shared) and all(_quoted_part(text, spans) > QUOTING for text, spans in sides)


def evidence(sort: EvidenceSort, copy: str, source: str, span: Span | None = None) -> Evidence:
    """Evidence of a sort, with its weight.  `span` stands in the copy."""
    return Evidence(sort=sort, copy=copy, source=source, weight=_weights()[sort], span=span)


def add_up(found: Sequence[Evidence]) -> Direction | None:
    """Which of two texts was copied, by all that speaks for either; None where nothing does."""
    if not found:
        return None
    copy, source = found[0].copy, found[0].source
    odds = sum(one.weight if one.copy == copy else -one.weight for one in found)
    if odds < 0:
        copy, source = source, copy
    return Direction(copy=copy, source=source, p=round(1 / (1 + math.exp(-abs(odds))), 4), evidence=tuple(found))


def find_compiled(witnesses: Mapping[str, Witness], overlaps: Sequence[Overlap]) -> dict[tuple[str, str], str]:
    """The pairs of texts, by name, of which one is put together from the other and an unrelated text; with that one's name."""
    parts: dict[str, list[tuple[str, Overlap]]] = {}
    related = {pair for one in overlaps for pair in ((one.a, one.b), (one.b, one.a))}
    for one in overlaps:
        if one.kind is OverlapKind.REPUBLICATION:
            parts.setdefault(one.a, []).append((one.b, one))
            parts.setdefault(one.b, []).append((one.a, one))
    found = {}
    for name, held in parts.items():
        length = len(witnesses[name].text)
        for other, overlap in held:
            strangers = [third for third, _ in held if (other, third) not in related and third != other]
            mine = _held(overlap, name)
            if not strangers or mine < LEAST_PART * length or _held(overlap, other) > PART * len(witnesses[other].text):
                continue
            if max(mine + _held(of, name) for third, of in held if third in strangers) >= WHOLE_COMPILED * length:
                found[overlap.a, overlap.b] = name
    return found


def _held(overlap: Overlap, name: str) -> int:
    """Characters of a text that an overlap shares."""
    return sum(len(stretch.a if overlap.a == name else stretch.b) for stretch in overlap.shared if not stretch.furniture)


class _Where(Struct, frozen=True):
    """That a sort of evidence speaks, and where in the copy it is seen, if at one place."""

    span: Span | None = None


class _Change(Struct, frozen=True):
    """Words that differ between two equal ones: those of either side."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    def turned(self) -> "_Change":
        return _Change(self.theirs, self.mine)


_Look = Callable[[_Side, _Side, Sequence[_Change]], _Where | None]


def _credit(copy: _Side, source: _Side, _: Sequence[_Change]) -> _Where | None:
    """The copy names the source's outlet in words of its own: at its head, its end, or before what it took."""
    words = copy.words
    for first, last in _named(source.witness.outlet, copy):
        near = first < HEAD or last > len(words) - TAIL or any(copy.shared[last : last + BEFORE])
        if near and not any(copy.shared[first:last]):
            return _Where(Span(words[first][0], words[last - 1][1]))
    origin = copy.witness.origin
    return _Where() if origin and _name(origin) == _name(source.witness.outlet) else None


def _self_reference(copy: _Side, source: _Side, _: Sequence[_Change]) -> _Where | None:
    for first, last in _named(source.witness.outlet, copy):
        if all(copy.shared[first:last]):
            return _Where(Span(copy.words[first][0], copy.words[last - 1][1]))
    return None


def _quotation(copy: _Side, source: _Side, _: Sequence[_Change]) -> _Where | None:
    for mine, theirs in zip(copy.stretches, source.stretches, strict=True):
        if _quoted(copy.witness.text, mine) and not _quoted(source.witness.text, theirs):
            return _Where(mine)
    return None


def _damage(copy: _Side, source: _Side, changes: Sequence[_Change]) -> _Where | None:
    counts = _counts(copy.witness.text), _counts(source.witness.text)

    def held(word: str) -> int:
        return counts[0][word] + counts[1][word]

    mine = sum(_misread(one.mine, one.theirs, held) for one in changes)
    theirs = sum(_misread(one.theirs, one.mine, held) for one in changes)
    return _Where() if mine >= DAMAGED and mine > 3 * theirs else None


def _cut(copy: _Side, source: _Side, _: Sequence[_Change]) -> _Where | None:
    mine, theirs = (_covered(side) for side in (copy, source))
    return _Where() if mine >= WHOLE and theirs <= PART else None


def _trim(copy: _Side, source: _Side, changes: Sequence[_Change]) -> _Where | None:
    left_out = sum(not one.mine for one in changes)
    put_in = sum(not one.theirs for one in changes)
    return _Where() if left_out >= TRIMMED and left_out > 3 * put_in else None


def _marks(copy: _Side, source: _Side, _: Sequence[_Change]) -> _Where | None:
    def count(side: _Side, marks: re.Pattern[str]) -> int:
        return sum(len(marks.findall(stretch.of(side.witness.text))) for stretch in side.stretches)

    straight = count(copy, _STRAIGHT) > 1 and not count(copy, _CURVED)
    return _Where() if straight and count(source, _CURVED) > 1 and not count(source, _STRAIGHT) else None


def _date(copy: _Side, source: _Side, _: Sequence[_Change]) -> _Where | None:
    dated = later(copy.witness.date, source.witness.date)
    if dated is None and are_versions(copy.witness, source.witness):  # an outlet writes on: then the day of the last change
        dated = later(copy.witness.modified, source.witness.modified)
    return _Where() if dated else None


def later(one: str | None, other: str | None) -> bool | None:
    """Whether a date is later than another, to the day; None where nothing tells them apart."""
    if not one or not other:
        return None
    exact = min(len(one), len(other), len("2031-04-09"))
    return one[:exact] > other[:exact] if one[:exact] != other[:exact] else None


_LOOKS: dict[EvidenceSort, _Look] = {
    EvidenceSort.CREDIT: _credit,
    EvidenceSort.SELF_REFERENCE: _self_reference,
    EvidenceSort.QUOTATION: _quotation,
    EvidenceSort.DAMAGE: _damage,
    EvidenceSort.CUT: _cut,
    EvidenceSort.TRIM: _trim,
    EvidenceSort.MARKS: _marks,
    EvidenceSort.DATE: _date,
}


@lru_cache(maxsize=256)
def _counts(text: str) -> Counter[str]:
    return Counter(word for _, _, word in _words(text))


@lru_cache(maxsize=256)  # a text is weighed against one after another
def _words(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(folded_words(text))


def _named(outlet: str | None, side: _Side) -> Iterator[tuple[int, int]]:
    """Where the words of a text name an outlet, which is written with a capital there."""
    name = _name(outlet)
    if not name or not _counts(side.witness.text).keys() >= set(name):
        return
    for at in range(len(side.words) - len(name) + 1):
        printed = side.words[at][2] == name[0] and [word for _, _, word in side.words[at : at + len(name)]] == name
        if printed and not side.witness.text[side.words[at][0]].islower():
            yield at, at + len(name)


def _name(outlet: str | None) -> list[str]:
    """The words of an outlet's name without its article."""
    words = fold(outlet) if outlet else []
    return words[1:] if words[:1] == ["the"] and len(words) > 1 else words


def _quoted(text: str, stretch: Span) -> bool:
    """Whether a stretch as a whole stands in quotation marks: one opens right before it and none inside it does so first."""
    before = text[max(0, stretch.start - 2) : stretch.start].strip()
    after = text[stretch.end : stretch.end + 3].strip(" .,!?")
    return bool(before) and before[-1] in _OPENING and bool(after) and after[0] in "”“»\"'’"


def _quoted_part(text: str, spans: Sequence[Span]) -> float:
    """Share of the characters of stretches that stand in quotation marks."""
    quoted = sum(max(0, min(span.end, end) - max(span.start, start)) for span in spans for start, end in _quotations(text))
    return quoted / max(1, sum(map(len, spans)))


@lru_cache(maxsize=256)
def _quotations(text: str) -> tuple[tuple[int, int], ...]:
    """What stands in quotation marks, paragraph by paragraph."""
    paragraphs = re.finditer(r"[^\n]+", text)
    marked = (one for found in paragraphs for one in read_marks(text, found.start(), found.end()))
    return tuple((one.start, one.end) for one in marked if one.depth == 1)


def _covered(side: _Side) -> float:
    """Share of the words that are shared."""
    return sum(side.shared) / max(1, len(side.words))


def _misread(mine: tuple[str, ...], theirs: tuple[str, ...], held: Callable[[str], int]) -> bool:
    """Whether words look like others that were read wrongly: alike, found nowhere else, with figures among letters or parted."""
    one, other = "".join(mine), "".join(theirs)
    if not one or not other or len(mine) > 3 or len(theirs) > 3 or (one == other and len(mine) <= len(theirs)):
        return False
    if one.isdigit() or other.isdigit() or SequenceMatcher(None, one, other, autojunk=False).ratio() < ALIKE:
        return False
    return bool(_MIXED.search(one)) or (all(held(word) == 1 for word in mine) and any(held(word) > 1 for word in theirs))


def _changes(a: _Side, b: _Side, stretches: Sequence[tuple[Span, Span]]) -> list[_Change]:
    """What differs inside the shared stretches."""
    found = []
    for in_a, in_b in stretches:
        mine, theirs = (_within(side.words, span)[:LOOKED_AT] for side, span in ((a, in_a), (b, in_b)))
        if mine == theirs:  # most are; looking for nothing took half of the time
            continue
        for tag, i, i_end, j, j_end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
            if tag != "equal":
                found.append(_Change(tuple(mine[i:i_end]), tuple(theirs[j:j_end])))
    return found


def _within(words: Sequence[tuple[int, int, str]], span: Span) -> list[str]:
    return [word for _, _, word in words[bisect_left(words, (span.start,)) : bisect_left(words, (span.end,))]]


def _side(witness: Witness, stretches: list[Span]) -> _Side:
    words = _words(witness.text)
    shared = [False] * len(words)
    for span in stretches:
        first, last = bisect_left(words, (span.start,)), bisect_left(words, (span.end,))
        shared[first:last] = [True] * (last - first)
    return _Side(witness, words, stretches, shared)


@cache
def _weights() -> dict[EvidenceSort, float]:
    return {EvidenceSort(row["evidence"]): weight_of(int(row["right"]), int(row["of"])) for row in read_table("direction")}


def weight_of(right: int, of: int) -> float:
    """The logarithm of the odds that evidence is right which was so `right` times `of` as many; one of each is added (Laplace).

    >>> round(weight_of(98, 100), 2), weight_of(0, 0)
    (3.5, 0.0)
    """
    return math.log((right + 1) / (of - right + 1))
