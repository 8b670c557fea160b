"""Fit the weights by which pronouns are resolved.

``python -m training.fit_mention_ranking GUM/dep --leave-out FILE --out src/sayso/language/data/mention_weights.tsv``

GUM writes coreference into its CoNLL-U files: ``Entity=(12-person-...`` opens a mention of entity 12, ``12)`` closes it.  Of each
"he" and "she" outside quotation marks one example is made: the people in mind, what speaks for each, and the right one.  Fitted
is a conditional logit, drawn towards the column ``prior`` of the table, which is set by hand: GUM has few pronouns that stand
beside quotations, and news has many.  Texts named in FILE are left out.  The figures printed are of five folds, parted by text.
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
from sayso.language.tables import read_table
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.sources import open_chain
from sayso.reading.sources.chain import SEXES, Link
from sayso.reading.sources.page import open_page, uncontracted
from sayso.reading.sources.ranking import candidates
from training.gum import parse

_FIELD = re.compile(r"Entity=([^|\s]+)")
_PART = re.compile(r"\((\d+)-|(\d+)\)|(\))")
_FOLDS = 5
_STEPS = 400
_RATE = 0.5
_DECAY = 0.06
"""How strongly weights are drawn towards their priors; eight hundred examples bear some thirty weights."""


class Example(Struct, frozen=True):
    """The features of each candidate, and which is right."""

    features: tuple[tuple[str, ...], ...]
    right: int


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
        if path.stem not in left_out and (examples := list(read_examples(path.read_text("utf-8"))))
    ]
    names = sorted({name for examples in texts for one in examples for told in one.features for name in told})
    every = [one for examples in texts for one in examples]
    prior = np.array([priors().get(name, 0.0) for name in names])
    print(f"{len(every)} pronouns of {len(texts)} texts; with the priors: {_accuracy(every, names, prior):.3f}")
    hits = 0.0
    for fold in range(_FOLDS):
        kept = [one for number, examples in enumerate(texts) if number % _FOLDS == fold for one in examples]
        used = [one for number, examples in enumerate(texts) if number % _FOLDS != fold for one in examples]
        hits += _accuracy(kept, names, _fit(used, names, prior)) * len(kept)
    print(f"fitted, of {_FOLDS} folds: {hits / len(every):.3f}")
    if chosen.out:
        _write(chosen.out, names, _fit(every, names, prior))
    return 0


def read_examples(conllu: str) -> Iterator[Example]:
    """One example for each pronoun whose person is in mind, the pronouns before it resolved as GUM says."""
    document = open_plain(parse(conllu).text)
    entities = _entities(conllu)
    attributions = find_attributions(document, find_quotations(document))
    page = open_page(document)
    chain, events = open_chain(page, [], attributions)
    offset = len(document.text) - len(document.text.lstrip())
    for at in events:
        sex = SEXES.get(uncontracted(page.words.low[at]))
        who = entities.get(page.words.starts[at] - offset)
        if at in chain.cast.at or sex is None or page.is_quoted(page.words.starts[at]):
            chain.read_token(at)
            continue
        told = candidates(chain.seen.values(), chain.asked(at, sex, page.words.low[at] in ("his", "her")))
        right = [number for number, (one, _) in enumerate(told) if who and who & _of(page.words.starts, one.token, entities)]
        if right:
            yield Example(tuple(tuple(features) for _, features in told), right[0])
            chain.links[at] = Link(told[right[0]][0].entity, "pronoun")
            chain.read_token(at)


def _of(starts: Sequence[int], token: int, entities: dict[int, frozenset[int]]) -> frozenset[int]:
    return entities.get(starts[token], frozenset())


def _entities(conllu: str) -> dict[int, frozenset[int]]:
    """The entity of the innermost mention that holds the word at each place."""
    tokens = parse(conllu).tokens
    lines = [line for line in conllu.split("\n") if line[:1].isdigit() and line.split("\t", 1)[0].isdecimal()]
    open_now: list[int] = []
    found: dict[int, frozenset[int]] = {}
    for token, line in zip(tokens, lines, strict=True):
        field = _FIELD.search(line.rsplit("\t", 1)[1])
        closing: list[int] = []
        for part in _PART.finditer(field[1]) if field else ():
            if part[1]:
                open_now.append(int(part[1]))
            elif part[2]:
                closing.append(int(part[2]))
            else:
                closing.append(open_now[-1])
        found[token.start] = frozenset(open_now[-1:])
        for number in closing:
            if number in open_now:
                del open_now[len(open_now) - 1 - open_now[::-1].index(number)]
    return found


def _matrices(
    examples: Sequence[Example], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
    place = {name: number for number, name in enumerate(names)}
    rows = [(number, told, at == one.right) for number, one in enumerate(examples) for at, told in enumerate(one.features)]
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
        hits += int(np.argmax(scores)) == one.right
    return hits / len(examples)


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
