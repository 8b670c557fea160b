"""How sayso is measured, also on data it has never seen.

``python -m evaluation predict NAME INPUT > predictions`` is the contract: names and formats are stable.  Each NAME is a module of
this package with ``predict(path) -> Iterator[str]``, whose lines are written to standard output as they come.

``python -m evaluation measure`` runs every prediction and its scorer on the gold data and prints the page of results.
``python -m evaluation by-hand`` prints the figures on the sources labelled by hand alone, ``python -m evaluation edits`` those on
what was changed between two versions, ``python -m evaluation lines`` those on lines of sourcing, ``python -m evaluation
quotations`` those on quotations that were edited.
``python -m evaluation reuse --size 20000 --seed 11`` makes an archive with reprints and prints how many of them are found;
``python -m evaluation overlaps`` prints the same of text that real articles share.
"""

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation.gold import require_shared

NAMES = ("origin", "body", "quotes", "polnear", "sample", "voice", "sources", "reuse", "lines")


def main(arguments: list[str]) -> int:
    """Run one command; 0 done, 2 the call cannot be right."""
    match arguments:
        case ["predict", name, path] if name in NAMES and Path(path).exists():
            for line in import_module(f"evaluation.{name}").predict(Path(path)):
                sys.stdout.write(line + "\n")
            return 0
        case ["predict", name, path] if name in NAMES:
            sys.stderr.write(f"no such file or folder: {path}\n")
            return 2
        case ["measure"]:
            for line in import_module("evaluation.measure").measure():
                print(line, flush=True)  # a row at a time: the whole takes a minute
            return 0
        case ["by-hand"]:
            with TemporaryDirectory() as work:
                for line in import_module("evaluation.sources_by_hand").figures(Path(work)):
                    print(line, flush=True)
            return 0
        case ["reuse", "--size", size, "--seed", seed] if size.isdecimal() and seed.isdecimal():
            with TemporaryDirectory() as work:
                for line in import_module("evaluation.measure_reuse").measure_reuse(Path(work), [(int(size), int(seed))]):
                    print(line, flush=True)
            return 0
        case ["overlaps"]:
            for line in import_module("evaluation.overlaps").figures():
                print(line, flush=True)
            return 0
        case ["edits"]:
            for line in import_module("evaluation.edits").figures():
                print(line, flush=True)
            return 0
        case ["lines"]:
            for line in import_module("evaluation.lines").figures(require_shared()):
                print(line, flush=True)
            return 0
        case ["quotations"]:
            for line in import_module("evaluation.quotations").figures():
                print(line, flush=True)
            return 0
        case _:
            sys.stderr.write(f"usage: python -m evaluation predict {{{','.join(NAMES)}}} INPUT > predictions\n")
            sys.stderr.write("       python -m evaluation measure\n")
            sys.stderr.write("       python -m evaluation by-hand\n")
            sys.stderr.write("       python -m evaluation reuse --size ARTICLES --seed NUMBER\n")
            sys.stderr.write("       python -m evaluation overlaps\n")
            sys.stderr.write("       python -m evaluation edits\n")
            sys.stderr.write("       python -m evaluation lines\n")
            sys.stderr.write("       python -m evaluation quotations\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
