"""How long until the first word?  Start-up beside bare Python, as wall-clock time of whole processes, in turns."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.machine import describe

ROUNDS = 21
BARE = "python -c pass"
_CLICK = """
import click
@click.group()
def main(): "A command line with one command."
@main.command()
def show(): "One article."
main()
"""


def measure() -> Iterator[str]:
    """The lines of the table."""
    python, sayso = sys.executable, str(Path(sys.executable).with_name("sayso"))
    commands = {
        BARE: [python, "-c", "pass"],
        "bare click, --help": [python, "-c", _CLICK, "--help"],
        "sayso --help": [sayso, "--help"],
        "sayso version": [sayso, "version"],
        "sayso show --sample": [sayso, "show", "--sample"],
    }
    for command in commands.values():
        _seconds(command)  # once before it counts: byte code is written, files come into memory
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(_seconds(command))
    bare = times[BARE]
    yield "## Start-up"
    yield ""
    yield f"`python -m benchmarks startup`, {describe()}; medians of {ROUNDS} interleaved runs"
    yield ""
    yield "| command | ms | beside bare Python |"
    yield "|---|---|---|"
    for name in commands:
        ratio = median(own / base for own, base in zip(times[name], bare, strict=True))
        yield f"| `{name}` | {1000 * median(times[name]):.0f} | {ratio:.1f} x |"


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return time.perf_counter() - begun
