"""``python -m benchmarks pages`` and ``python -m benchmarks startup`` print the tables of ``benchmarks/RESULTS.md``."""

import sys
from importlib import import_module

NAMES = ("pages", "startup")


def main(arguments: list[str]) -> int:
    """Run one benchmark; 0 done, 2 the call cannot be right."""
    match arguments:
        case [name] if name in NAMES:
            for line in import_module(f"benchmarks.{name}").measure():
                print(line, flush=True)
            return 0
        case _:
            sys.stderr.write(f"usage: python -m benchmarks {{{','.join(NAMES)}}}\n")
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
