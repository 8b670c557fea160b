"""``sayso doctor``: is everything here that sayso needs, and where is it not, what helps?"""

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import click
from msgspec import Struct

from sayso import __version__
from sayso.cli.libraries import open_chosen
from sayso.cli.options import color_option, library_option, screen_from, settings_from
from sayso.cli.printing import Screen, pad, say, wrap
from sayso.config import Settings
from sayso.errors import SaysoError
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.sandbox import run
from sayso.model.legible import one_line

_FAILED = 1
_REQUIRED = (
    "click",
    "lxml",
    "lxml_html_clean",
    "msgspec",
    "numba",
    "numpy",
    "onnxruntime",
    "protego",
    "pypdf",
    "pypdfium2",
    "trafilatura",
)
"""The dependencies of pyproject.toml; a test keeps the two lists the same."""
_NO_CHILD = "allow sayso to start Python; without it PDF and DOCX are not read"
_REPAIR = "pip install --force-reinstall sayso"


class Finding(Struct, frozen=True):
    """One thing looked at: whether it is well, what was seen, and what to do where it is not.

    `well` is None for something that is merely said.
    """

    what: str
    well: bool | None
    seen: str
    remedy: str | None = None


@click.command("doctor")
@click.option("--fixity", is_flag=True, help="Check that every original in the library still has its hash.")
@library_option
@color_option
def command(fixity: bool, library: str | None, color: str | None) -> int:
    """Look at the installation and say what is missing and how to get it.  No request is made.

    Exit status 1 when something that sayso needs is missing or does not work, or an original is damaged.
    """
    settings = settings_from(color=color, library=library)
    screen = screen_from(settings)
    findings = [*_versions(), *_parts(), _sandbox(), *_terminal(screen), *_doors()]
    if fixity or library:
        findings += _library(settings, fixity)
    for finding in findings:
        _print(finding, screen)
    return _FAILED if any(finding.well is False for finding in findings) else 0


def _library(settings: Settings, fixity: bool) -> Iterator[Finding]:
    """What the library holds, and whether its originals are those that were kept."""
    with open_chosen(settings) as opened:
        yield Finding("library", True, f"{len(opened):,} items in {opened.database.place}")
        if fixity:
            damaged = list(opened.damaged())
            for id_ in damaged:
                yield Finding("original", False, f"{id_} does not have its hash", "restore the library from a copy")
            if not damaged:
                yield Finding("originals", True, "every one has its hash")


def _versions() -> Iterator[Finding]:
    yield Finding("sayso", None, __version__)
    enough = sys.version_info >= (3, 11)
    seen = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding("python", enough, seen, "use Python 3.11 or later")


def _parts() -> Iterator[Finding]:
    for package in _REQUIRED:
        try:
            yield Finding(package, True, version(package))
        except PackageNotFoundError:
            yield Finding(package, False, "not installed", _REPAIR)
    yield from _imports()


def _imports() -> Iterator[Finding]:
    """Parts made of native code can be installed and still not load."""
    for module, loss in (
        ("lxml.etree", "HTML cannot be read"),
        ("pypdfium2", "PDF cannot be read"),
        ("trafilatura", "the body cannot be chosen"),
        ("onnxruntime", "statements are only found with --model none"),
    ):
        try:
            __import__(module)
        except ImportError as error:
            yield Finding(module, False, f"does not load, so {loss}: {error}", _REPAIR)


def _sandbox() -> Finding:
    """Whether untrusted PDFs are read where they can do no harm: a child is started and asked to answer."""
    limits = Limits(seconds=10)
    try:
        answer = run("sayso.cli.doctor:echo", int, b"sayso", limits)
    except (SaysoError, OSError) as error:
        return Finding(
            "sandbox",
            False,
            f"a child process does not work: {error}",
            _NO_CHILD,
        )
    if answer != len(b"sayso"):
        return Finding("sandbox", False, "a child process answers wrongly", _REPAIR)
    if sys.platform == "win32":
        return Finding("sandbox", True, "works; Windows enforces its time limit, not those of memory and files")
    bounds = f"{DEFAULT.seconds} s and {DEFAULT.memory >> 20} MiB"
    return Finding("sandbox", True, f"works; at most {bounds} for one file, no other files, no network")


def echo(data: bytes, limits: Limits) -> int:
    """What the child computes: the number of bytes it was given."""
    return len(data)


def _terminal(screen: Screen) -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "unknown").lower()
    wide = encoding.replace("-", "") in {"utf8", "utf16", "cp65001"}
    remedy = "set PYTHONUTF8=1; until then characters it lacks are printed as \\u201c and the like"
    kind = "terminal" if sys.stdout.isatty() else "no terminal"
    colour = "colour" if screen.colour else "no colour"
    seen = f"{kind}, {screen.width} columns, {encoding}, {colour}"
    yield Finding("output", True if wide else None, seen, None if wide else remedy)


def _doors() -> Iterator[Finding]:
    yield Finding("network", None, "not needed and not tried; only an address given to a command is asked")
    kept = [name for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY") if os.environ.get(name)]
    if kept:
        yield Finding("proxy", None, f"{', '.join(kept)} set; sayso uses no proxy", "save pages with a browser, give the files")


def _print(finding: Finding, screen: Screen) -> None:
    mark, style = {True: ("ok", "green"), False: ("MISSING", "red"), None: ("", "dim")}[finding.well]
    indent = 27
    seen, *more = wrap(one_line(finding.seen), screen.width - indent)
    say(f"{pad(finding.what, 18)}{screen.paint(pad(mark, 9), style)}{seen}".rstrip())
    for line in more:
        say(" " * indent + line)
    if finding.remedy and not finding.well:
        for line in wrap(finding.remedy, screen.width - indent):
            say(" " * indent + line)
