"""How fast is it?

``python -m benchmarks NAME...`` prints the sections of benchmarks/RESULTS.md that are called so, of those in `NAMES`.
"""

import sys
from importlib import import_module

NAMES = (
    "pages",
    "startup",
    "words",
    "store",
    "kill",
    "crowd",
    "memory",
    "reuse",
    "passim",
    "copies",
    "batches",
    "odd",
    "quotations",
)


def main(arguments: list[str]) -> int:
    """Run benchmarks, one after the other; 0 done, 2 the call cannot be right."""
    if not arguments or not set(arguments) <= set(NAMES):
        sys.stderr.write(f"usage: python -m benchmarks {{{','.join(NAMES)}}} ...\n")
        return 2
    print("# How fast is it?")
    for name in arguments:
        print()
        for line in import_module(f"benchmarks.{name}").measure():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
