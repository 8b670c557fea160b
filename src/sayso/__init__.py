"""sayso takes news apart and keeps it honest: where an article came from, who says what in it, what may be reused.

>>> import sayso
>>> record = sayso.read("story.html")  # doctest: +SKIP
>>> record.masthead.title.value  # doctest: +SKIP
'Harbour reopens after storm'
"""

TYPE_CHECKING = False  # the type checkers' own word for it; importing typing would double the time this module takes
if TYPE_CHECKING:
    from os import PathLike
    from typing import BinaryIO

    from sayso.model.changes import Comparison
    from sayso.model.record import Record
    from sayso.store.library import Library

__version__ = "0.1.0"
__all__ = ["__version__", "diff", "open_library", "read"]


def read(
    source: "str | bytes | PathLike[str] | BinaryIO",
    *,
    url: str | None = None,
    taken: str | None = None,
    model: str | None = None,
    allow_private: tuple[str, ...] = (),
) -> "Record":
    """Read one article and give back everything found in it.

    `source` is a path, an ``http(s)`` address, the bytes themselves, or an open binary file; its format is seen from its
    content.  `url` is the address a saved copy came from, `taken` the day the copy was made (``2031-04-09``): without it no
    day counts as today.  `model` names the weights that find who says what (``none``: rules alone), None the
    default ones.  Only an address goes to the network, and a private host only when `allow_private` names it.

    Raises errors of `sayso.errors`, and nothing else, for what cannot be found, fetched or read.
    """
    from sayso.config import DEFAULT_MODEL
    from sayso.intake.gather import gather
    from sayso.intake.open import open_document
    from sayso.reading.pipeline import read_document

    item = gather(source, url=url, taken=taken, allow_private=allow_private)
    return read_document(open_document(item.data, name=item.name, url=item.url, taken=item.taken), model or DEFAULT_MODEL)


def diff(old: "Record | str | bytes | PathLike[str]", new: "Record | str | bytes | PathLike[str]") -> "Comparison":
    """What was changed between two versions of an article: each change named, with its places in both.

    Each is a record, or what `read` takes.  Raises errors of `sayso.errors` for what cannot be found, fetched or read.

    >>> found = sayso.diff("monday.html", "tuesday.html")  # doctest: +SKIP
    >>> [(change.kind.value, change.old, change.new) for change in found.changes]  # doctest: +SKIP
    [('figure', Span(start=412, end=414), Span(start=412, end=414))]
    """
    from sayso.model.record import Record
    from sayso.tracing.changes import compare_records

    first, second = (version if isinstance(version, Record) else read(version) for version in (old, new))
    return compare_records(first, second)


def open_library(place: str, *, create: bool = False, read_only: bool = False) -> "Library":
    """The library at `place`: a file name, or ``postgresql://USER@HOST/NAME``; with `create` it is made where there is none.

    Raises NotFoundError where there is none, LibraryError where it cannot be opened.
    """
    from sayso.store.library import open_library

    return open_library(place, create=create, read_only=read_only)
