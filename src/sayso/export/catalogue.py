"""Which formats are there?  The list of our own, and those that other packages add."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points

from sayso.errors import NotFoundError, UsageError
from sayso.export.format import Format
from sayso.export.formats import (
    annotations,
    bibtex,
    csl,
    csv,
    ftm,
    gold,
    jsonl,
    newsarticle,
    ninjs,
    parquet,
    passim,
    site,
    standoff,
    wacz,
)

GROUP = "sayso.formats_out"
FORMATS: tuple[Format, ...] = (
    jsonl.FORMAT,
    csv.FORMAT,
    parquet.FORMAT,
    annotations.FORMAT,
    newsarticle.FORMAT,
    ninjs.FORMAT,
    ftm.FORMAT,
    bibtex.FORMAT,
    csl.FORMAT,
    passim.FORMAT,
    wacz.FORMAT,
    standoff.FORMAT,
    site.FORMAT,
    gold.FORMAT,
)
"""Our own, in the order in which ``docs/exports.md`` describes them."""


def find_formats() -> tuple[Format, ...]:
    """Our formats, then those of other packages by name.  Raises UsageError where one of those cannot be loaded."""
    return (*FORMATS, *(_loaded(point) for point in _others()))


def format_names() -> tuple[str, ...]:
    """The names alone; nothing of other packages is imported for them."""
    return (*(one.name for one in FORMATS), *(point.name for point in _others()))


def format_named(name: str) -> Format:
    """The format of that name.  Raises NotFoundError, with the nearest name, where there is none."""
    for one in FORMATS:
        if one.name == name:
            return one
    for point in _others():
        if point.name == name:
            return _loaded(point)
    near = get_close_matches(name, format_names(), n=1)
    raise NotFoundError(
        f"there is no format {name!r}", f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(format_names())}"
    )


def _others() -> tuple[EntryPoint, ...]:
    """Other packages' formats by name; a name of ours stays ours, so that no package can change what a command writes."""
    ours = {one.name for one in FORMATS}
    return tuple(_first_of_each(point for point in sorted(entry_points(group=GROUP)) if point.name not in ours))


def _first_of_each(points: Iterable[EntryPoint]) -> Iterator[EntryPoint]:
    seen: set[str] = set()
    for point in points:
        if point.name not in seen:
            seen.add(point.name)
            yield point


def _loaded(point: EntryPoint) -> Format:
    try:
        found = point.load()
    except Exception as failure:  # code of others, which may raise anything
        raise UsageError(
            f"the format {point.name!r} ({point.value}) cannot be loaded: {type(failure).__name__}: {failure}",
            "mend or uninstall the package that gives it",
        ) from failure
    if not isinstance(found, Format) or found.name != point.name:
        raise UsageError(
            f"the entry point {point.name!r} ({point.value}) is not a sayso.export.format.Format of that name",
            "mend or uninstall the package that gives it",
        )
    return found
