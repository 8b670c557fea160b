"""``python -m evaluation predict NAME INPUT > predictions``: the contract by which sayso is measured on data it has never seen.

Names and formats are stable.  Each NAME is a module of this package with ``predict(path) -> Iterator[str]``, whose lines are written to
standard output as they come.
"""

import sys
from importlib import import_module
from pathlib import Path

NAMES = ("origin", "body", "quotes", "sample")


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
        case _:
            sys.stderr.write(f"usage: python -m evaluation predict {{{','.join(NAMES)}}} INPUT > predictions\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
