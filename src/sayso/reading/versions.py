"""Which versions shaped this record?  sayso itself and the packages whose answers stand in it."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

# Packages that choose or cut text; a change of any of them can change a record.
_SHAPING = ("sayso", "trafilatura", "lxml", "pypdfium2", "pypdf")


@cache
def reader_versions() -> tuple[tuple[str, str], ...]:
    """Name and version of each, in a fixed order; one that is not installed is left out."""
    found = []
    for name in _SHAPING:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return tuple(found)
