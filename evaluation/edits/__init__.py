"""Is what was changed between two versions found and rightly named?  A made set of edits with their classes, and pairs by hand.

``python -m evaluation edits`` prints the figures: real articles edited by seeded code (`evaluation.edits.making`), and pairs of
invented versions in ``by_hand_*.txt``, written as newsrooms edit and labelled before they were compared.

A change is right where its class is that of the edit and the two share half of their characters (Dice's coefficient over both
versions together).  Each edit and each change counts once.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.edits.making import Edit, Pair, Place, edit, read_sources
from evaluation.gold import chosen_model, require_shared
from sayso.intake.text import read_text
from sayso.model.changes import Change, ChangeKind, Comparison
from sayso.model.document import Block, Capture, Document, Role
from sayso.model.record import Record
from sayso.model.span import Span
from sayso.reading.pipeline import read_document
from sayso.tracing.changes import compare_records

HALVES = ("development", "check")
"""The pairs by hand: of one half the misses were looked at while rules were written, of the other the figures alone."""
SETS = ((1, "train"), (2, "train"), (3, "dev"))
"""Seed and part of PolNeAR.  Rules were written with the first in view; of the others only figures were looked at.  The model
that reads who says what was trained on the train part, and has not seen the other."""
ARTICLES = {"train": 120, "dev": 84}
_SHARE = 0.5
KINDS = tuple(kind.value for kind in ChangeKind if kind is not ChangeKind.TYPOGRAPHY)
_MARK = re.compile(r"\[(?P<kind>[a-z-]+):(?P<old>[^|\[\]]*)\|(?P<new>[^|\[\]]*)\]", re.S)


class Score:
    """Edits found, edits made and changes told, by class."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.made: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.misses: list[tuple[Pair, Edit, list[Change]]] = []
        self.extras: list[tuple[Pair, Change]] = []

    def add(self, pair: Pair, found: Comparison) -> None:
        """Count one pair of versions."""
        changes = list(found.changes)
        for one in pair.edits:
            self.made[one.kind] += 1
            near = sorted((-_share(one, change), at) for at, change in enumerate(changes) if change.kind.value == one.kind)
            if near and -near[0][0] >= _SHARE:
                self.right[one.kind] += 1
                self.told[one.kind] += 1
                del changes[near[0][1]]
            else:
                self.misses.append((pair, one, [change for change in found.changes if _share(one, change) > 0]))
        self.told.update(change.kind.value for change in changes)
        self.extras += [(pair, change) for change in changes]

    def f1(self, *kinds: str) -> tuple[float, float, float]:
        """F1, precision and recall, in per cent, of some classes together."""
        right, made, told = (sum(count[kind] for kind in kinds) for count in (self.right, self.made, self.told))
        precision, recall = (100 * right / told if told else 100.0), (100 * right / made if made else 100.0)
        return (2 * precision * recall / (precision + recall) if right else 0.0), precision, recall


def figures() -> Iterator[str]:
    """The lines of the section of the results page."""
    yield "## What was changed"
    yield ""
    yield "Edits of known class made by seeded code in articles of PolNeAR (one a sentence at most, up to eight an article), and"
    yield "pairs of invented versions edited and labelled by hand (`evaluation/edits`). A change is right where class and half of"
    yield "the characters are. Rules were written with seed 1 in view; the model that reads who says what knows the train part."
    yield ""
    scores = [made_score(seed, split) for seed, split in SETS] + [by_hand_score(half) for half in HALVES]
    heads = [f"seed {seed}, {split}" for seed, split in SETS] + [f"by hand, {half}" for half in HALVES]
    yield f"| F1 (precision, recall), edits | {' | '.join(heads)} |"
    yield f"|---|{'---|' * len(scores)}"
    for name, kinds in (("all [90]", KINDS), *((kind, (kind,)) for kind in KINDS)):
        yield f"| {name} | {' | '.join(_cell(score, kinds) for score in scores)} |"


def _cell(score: Score, kinds: Sequence[str]) -> str:
    made = sum(score.made[kind] for kind in kinds)
    if not made and not any(score.told[kind] for kind in kinds):
        return ""
    f1, precision, recall = score.f1(*kinds)
    return f"{f1:.1f} ({precision:.1f}, {recall:.1f}), {made}"


def made_score(seed: int, split: str) -> Score:
    """The score on articles of one part, edited with one seed."""
    chance = random.Random(seed)
    sources = list(read_sources(require_shared() / "gold" / "polnear" / "data", split))
    chosen = chance.sample(sources, min(ARTICLES[split], len(sources)))
    score = Score()
    for source in chosen:
        pair = edit(source, sources, chance)
        score.add(pair, compare(pair))
    return score


def by_hand_score(half: str) -> Score:
    """The score on one half of the pairs that were written by hand."""
    score = Score()
    for pair in read_by_hand(by_hand(half)):
        score.add(pair, compare(pair))
    return score


def by_hand(half: str) -> str:
    """The page of one half."""
    return Path(__file__).with_name(f"by_hand_{half}.txt").read_text("utf-8")


def compare(pair: Pair) -> Comparison:
    """What sayso finds between the versions, read with the chosen model."""
    return compare_records(read_version(pair.old), read_version(pair.new))


def read_version(paragraphs: Sequence[str]) -> Record:
    """A version read as an article of which the first paragraph is the headline and every other one body."""
    layer = read_text("\n\n".join(paragraphs))
    blocks = tuple(
        Block(spans=block.spans, role=Role.BODY if number else Role.HEADLINE) for number, block in enumerate(layer.blocks)
    )
    capture = Capture(sha256="", size=len(layer.text.encode()), media_type="text/plain")
    return read_document(Document(text=layer.text, blocks=blocks, offsets=layer.offsets, capture=capture), chosen_model())


def read_by_hand(page: str) -> Iterator[Pair]:
    """The pairs of the page: ``[figure:12|14]`` is an edit in its place.

    A pair begins with ``== name``; paragraphs stand apart by empty lines, the headline first.  ``[order-from:N|words]`` and
    ``[order-to:N|words]`` are a paragraph, or a sentence, that stands in one place before and in the other after.
    """
    for part in re.split(r"^== ", page, flags=re.M)[1:]:
        name, _, body = part.partition("\n")
        old: list[str] = []
        new: list[str] = []
        edits: list[Edit] = []
        moved: dict[str, dict[str, Place]] = {}
        old_at = new_at = 0
        for paragraph in filter(None, (one.strip() for one in body.split("\n\n"))):
            text = " ".join(paragraph.split())
            before, after, last = "", "", 0
            for mark in _MARK.finditer(text):
                before, after = before + text[last : mark.start()], after + text[last : mark.start()]
                kind, number, words = mark.groups()
                gone = {"order-from": words, "order-to": ""}.get(kind, number)
                come = {"order-from": "", "order-to": words}.get(kind, words)
                places = _bare(old_at + len(before), gone), _bare(new_at + len(after), come)
                if kind.startswith("order-"):
                    moved.setdefault(number, {})[kind] = places[kind == "order-to"]
                else:
                    edits.append(Edit(kind=kind, sort="by hand", old=places[0], new=places[1]))
                before, after, last = before + gone, after + come, mark.end()
            before, after = before + text[last:], after + text[last:]
            if before:
                old.append(before)
                old_at += len(before) + 2
            if after:
                new.append(after)
                new_at += len(after) + 2
        for both in moved.values():
            edits.append(Edit(kind="order", sort="by hand", old=both["order-from"], new=both["order-to"]))
        yield Pair(name=name, old=tuple(old), new=tuple(new), edits=tuple(edits))


def _bare(start: int, words: str) -> Place:
    """The place of some words without the blanks and commas at their ends."""
    bare = words.strip(" ,")
    lead = len(words) - len(words.lstrip(" ,")) if bare else 0
    return start + lead, start + lead + len(bare)


def _share(one: Edit, change: Change) -> float:
    """The share of characters that an edit and a change have in common over both versions (Dice)."""
    return max(_dice(places, (change.old, change.new)) for places in ((one.old, one.new), *one.elsewhere))


def _dice(places: tuple[Place, Place], spans: tuple[Span, Span]) -> float:
    common = total = 0
    for (start, end), span in zip(places, spans, strict=True):
        common += max(0, min(end, span.end) - max(start, span.start))
        total += end - start + len(span)
    return 2 * common / total if total else 0.0
