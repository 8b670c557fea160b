"""How much is too much?  The bounds within which any input is read, each with its reason."""

from msgspec import Struct

from sayso.errors import NoTextError, TooLargeError

_MEBIBYTE = 1 << 20


class Limits(Struct, frozen=True, kw_only=True):
    """What one input may cost.  Beyond a bound a reader raises TooLargeError; nothing is cut off silently.

    `size` is in bytes as received.  64 MiB takes a whole newspaper issue with its pictures, or a saved page with all its
    images inlined; no single article has come near it.
    `unpacked` is in bytes, what a packed file may grow to in sum: a DOCX of news holds some 0.1 MB of text, a book 10 MB.
    `ratio` is how many times its packed size one member may grow to, where it is over 1 MiB: XML shrinks 10 to 40
    times, a bomb 1000 times.
    `pages` is of a PDF: a thick report has 1,000.
    `parts` is of a mail or an archive, `depth` how deep MIME parts may lie within each other: real mail shows 5.
    `seconds` is both CPU time and, doubled, wall-clock time of a parser in a child process: 2,000 pages of 4,500 characters take
    55 s, so that a machine half as fast still reads the largest file allowed, and time decides nothing.
    `memory` is the child's whole address space in bytes; an empty child has 0.1 GB, a 64 MiB file is there twice.
    """

    size: int = 64 * _MEBIBYTE
    unpacked: int = 128 * _MEBIBYTE
    ratio: int = 200
    pages: int = 2000
    parts: int = 2000
    depth: int = 20
    seconds: int = 120
    memory: int = 1024 * _MEBIBYTE


DEFAULT = Limits()


def check_size(size: int, limits: Limits = DEFAULT) -> None:
    """Raise TooLargeError or NoTextError for an input of `size` bytes that need not be looked into at all."""
    if size == 0:
        raise NoTextError("the input is empty", "give a file that has something in it")
    if size > limits.size:
        raise TooLargeError(
            f"the input has {megabytes(size)}, more than the {megabytes(limits.size)} that one item may have",
            "split it, or give the article alone",
        )


def megabytes(size: int) -> str:
    """A number of bytes as a person says it: ``12 MiB``, ``3.5 MiB``."""
    figure = size / _MEBIBYTE
    return f"{figure:.0f} MiB" if figure >= 10 else f"{figure:.1f} MiB"
