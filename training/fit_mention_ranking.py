"""Fit the weights by which pronouns are resolved.

``python -m training.fit_mention_ranking GUM/dep --leave-out FILE --out src/sayso/language/data/mention_weights.tsv``

GUM writes coreference into its CoNLL-U files: ``Entity=(12-person-...`` opens a mention of entity 12, ``12)`` closes it.  Of each
"he" and "she" outside quotation marks one example is made: the people in mind, what speaks for each, and the right one; of "the
engineer" the same; and of each "it" and "they" that means a body or people: the bodies and groups spoken of before.  Fitted is a
conditional logit, drawn towards the column ``prior`` of the table, which is set by hand: GUM has few mentions that stand beside
quotations, and news has many.  Texts named in FILE are left out.  The figures printed are of five folds, parted by text.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from evaluation.quotes import open_plain
from sayso.language.nouns import PERSON, noun_of
from sayso.language.tables import read_table
from sayso.model.statement import Attribution
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.sources import open_chain
from sayso.reading.sources.chain import SEXES, Link
from sayso.reading.sources.describing import Roles
from sayso.reading.sources.page import Page, open_page, uncontracted
from sayso.reading.sources.phrases import read_phrase
from sayso.reading.sources.ranking import candidates
from sayso.reading.sources.resolve import BODIES, Resolver
from sayso.reading.sources.spoken_of import start_of
from training.gum import parse

_FIELD = re.compile(r"Entity=([^|\s]+)")
_PART = re.compile(r"\((\d+)-(\w+)|(\d+)\)|(\))")
_ACTING = ("organization", "person")
"""Types of GUM that say something."""
_FOLDS = 5
_STEPS = 400
_RATE = 0.5
_DECAY = 0.06
"""How strongly weights are drawn towards their priors; eight hundred examples bear some thirty weights."""


KINDS = ("person", "description", "it", "they")


class Example(Struct, frozen=True):
    """The features of each candidate, which are right, and of what kind the mention is."""

    features: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    kind: str


class Mentions(Struct, frozen=True):
    """By the place of a word the innermost mention that holds it and those that open there; and the type of each entity."""

    inner: dict[int, int]
    opened: dict[int, list[int]]
    types: dict[int, str]

    def opened_at(self, page: Page, token: int) -> list[int]:
        """The mentions that open at a token or at the article before it."""
        tokens = (token, token - page.words.isa(token - 1, "determiner"))
        return [one for near in tokens for one in self.opened.get(page.words.starts[near], ())]


def main(arguments: Sequence[str]) -> int:
    """Fit, print the figures, write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.fit_mention_ranking", description=__doc__)
    parser.add_argument("gum", type=Path)
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(arguments)
    left_out = set(chosen.leave_out.read_text("utf-8").split()) if chosen.leave_out else set()
    texts = [
        examples
        for path in sorted(chosen.gum.glob("*.conllu"))
        if path.stem not in left_out and (examples := read_text(path.read_text("utf-8")))
    ]
    names = sorted({name for examples in texts for one in examples for told in one.features for name in told})
    every = [one for examples in texts for one in examples]
    prior = np.array([priors().get(name, 0.0) for name in names])
    fitted = [
        _fit([one for at, examples in enumerate(texts) if at % _FOLDS != fold for one in examples], names, prior)
        for fold in range(_FOLDS)
    ]
    for kind in KINDS:
        asked = [[one for one in examples if one.kind == kind] for examples in texts]
        together = [one for examples in asked for one in examples]
        hits = sum(_accuracy(examples, names, fitted[at % _FOLDS]) * len(examples) for at, examples in enumerate(asked))
        print(f"{kind}: {len(together)} of {sum(map(bool, asked))} texts;", end=" ")
        print(f"with the priors {_accuracy(together, names, prior):.3f},", end=" ")
        print(f"fitted, of {_FOLDS} folds, {hits / max(1, len(together)):.3f}")
    if chosen.out:
        _write(chosen.out, names, _fit(every, names, prior))
    return 0


def read_text(conllu: str) -> list[Example]:
    """The examples of one text."""
    text = parse(conllu).text
    document = open_plain(text)
    attributions = find_attributions(document, find_quotations(document))
    page = open_page(document)
    shift = len(document.text) - len(document.text.lstrip())
    mentions = _read_mentions(conllu, shift)
    return [*_of_people(page, attributions, mentions), *_of_bodies(page, attributions, mentions)]


def _of_people(page: Page, attributions: Sequence[Attribution], mentions: Mentions) -> Iterator[Example]:
    """One example for each pronoun or description whose person is in mind, the pronouns before it resolved as GUM says."""
    chain, events = open_chain(page, [], attributions)
    roles = Roles(page, chain.cast, chain)
    described = {at: noun for at, low in enumerate(page.words.low) if (noun := noun_of(low, PERSON)) and not noun.plural}
    for at in sorted({*events, *described}):
        low = page.words.low[at]
        sex = SEXES.get(uncontracted(low))
        who = mentions.inner.get(page.words.starts[at])
        noun = described.get(at)
        if at in chain.cast.at or page.is_quoted(page.words.starts[at]) or (sex is None and noun is None):
            chain.read_token(at)
            continue
        if noun is not None:
            phrase = read_phrase(page, chain.cast, start_of(page, at, page.sentences[page.sentence_of(at)][0]), at + 1)
            if phrase is None or phrase.determiner not in ("the", "this") or phrase.owner is not None:
                continue
            told = candidates(roles.near(phrase, noun), chain.asked(phrase.first, noun.sex, False, described=True))
        else:
            told = candidates(chain.seen.values(), chain.asked(at, sex, low in ("his", "her")))
        right = [
            number for number, (one, _) in enumerate(told) if who and who == mentions.inner.get(page.words.starts[one.token])
        ]
        if right:
            yield Example(tuple(tuple(features) for _, features in told), (right[0],), "description" if noun else "person")
            if noun is None:
                chain.links[at] = Link(told[right[0]][0].entity, "pronoun")
                chain.read_token(at)


def _of_bodies(page: Page, attributions: Sequence[Attribution], mentions: Mentions) -> Iterator[Example]:
    """One example for each "it" and "they" that means somebody spoken of shortly before."""
    chain, _ = open_chain(page, [], attributions)
    resolver = Resolver(page, chain, {})
    starts = page.words.starts
    for at, low in enumerate(page.words.low):
        who = mentions.inner.get(starts[at])
        if low not in BODIES or who is None or mentions.types[who] not in _ACTING or page.is_quoted(starts[at]):
            continue
        told = resolver.bodies_before(at, BODIES[low])
        right = tuple(number for number, (token, _, _) in enumerate(told) if who in mentions.opened_at(page, token))
        if right:
            yield Example(tuple(tuple(features) for _, _, features in told), right, "they" if BODIES[low] else "it")


def _read_mentions(conllu: str, shift: int) -> Mentions:
    tokens = parse(conllu).tokens
    lines = [line for line in conllu.split("\n") if line[:1].isdigit() and line.split("\t", 1)[0].isdecimal()]
    open_now: list[int] = []
    found = Mentions({}, {}, {})
    for token, line in zip(tokens, lines, strict=True):
        field = _FIELD.search(line.rsplit("\t", 1)[1])
        closing: list[int] = []
        for part in _PART.finditer(field[1]) if field else ():
            if part[1]:
                open_now.append(int(part[1]))
                found.opened.setdefault(token.start + shift, []).append(int(part[1]))
                found.types.setdefault(int(part[1]), part[2])
            elif part[3]:
                closing.append(int(part[3]))
            else:
                closing.append(open_now[-1])
        if open_now:
            found.inner[token.start + shift] = open_now[-1]
        for number in closing:
            if number in open_now:
                del open_now[len(open_now) - 1 - open_now[::-1].index(number)]
    return found


def _matrices(
    examples: Sequence[Example], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    place = {name: number for number, name in enumerate(names)}
    rows = [
        (number, told, (at in one.right) / len(one.right))
        for number, one in enumerate(examples)
        for at, told in enumerate(one.features)
    ]
    values = np.zeros((len(rows), len(names)))
    for number, (_, told, _) in enumerate(rows):
        values[number, [place[name] for name in told]] = 1
    return values, np.array([group for group, _, _ in rows]), np.array([right for _, _, right in rows])


def _fit(examples: Sequence[Example], names: Sequence[str], prior: NDArray[np.float64]) -> NDArray[np.float64]:
    values, groups, right = _matrices(examples, names)
    found = prior.copy()
    for _ in range(_STEPS):
        scores = np.exp(values @ found)
        shares = scores / np.bincount(groups, scores)[groups]
        found += _RATE * (values.T @ (right - shares) / len(examples) - _DECAY * (found - prior))
    return found


def _accuracy(examples: Sequence[Example], names: Sequence[str], table: NDArray[np.float64]) -> float:
    place = {name: number for number, name in enumerate(names)}
    hits = 0
    for one in examples:
        scores = [sum(table[place[name]] for name in told) for told in one.features]
        hits += int(np.argmax(scores)) in one.right
    return hits / max(1, len(examples))


def priors() -> dict[str, float]:
    """The weights set by hand."""
    return {row["feature"]: float(row["prior"]) for row in read_table("mention_weights")}


def _write(path: Path, names: Sequence[str], table: NDArray[np.float64]) -> None:
    """Put the weights into the table; a feature that no example has keeps its prior."""
    fitted = dict(zip(names, table, strict=True))
    lines = []
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and cells[0] != "feature":
            cells[2] = f"{fitted.get(cells[0], float(cells[1])):.2f}"
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
