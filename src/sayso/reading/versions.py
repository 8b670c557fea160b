"""Which versions shaped this record?  sayso itself and the packages whose answers stand in it."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from sayso.config import NO_MODEL

# Packages that choose or cut text; a change of any of them can change a record.
_SHAPING = ("sayso", "trafilatura", "lxml", "pypdfium2", "pypdf")


# What runs a model; its versions stand in a record only where one was used.
_RUNNING = ("numpy", "onnxruntime")


@cache
def reader_versions() -> tuple[tuple[str, str], ...]:
    """Name and version of each, in a fixed order; one that is not installed is left out."""
    return _installed(_SHAPING)


@cache
def model_versions(model: str) -> tuple[tuple[str, str], ...]:
    """The weights, under the name that their findings bear, and the packages that ran them; none where `model` is ``none``."""
    if model == NO_MODEL:
        return ()
    from sayso.reading.tagging.weights import version_of  # loads numpy, which rules alone do without

    return ((f"tagging/{model}", version_of(model)), *_installed(_RUNNING))


def _installed(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for name in names:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return tuple(found)
