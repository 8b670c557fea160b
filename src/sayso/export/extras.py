"""Is an optional package there?  If not, which extra brings it."""

from importlib import import_module
from types import ModuleType

from sayso.errors import UsageError


def need(package: str, extra: str | None = None) -> ModuleType:
    """The package, imported now.  Raises UsageError that names the extra to install, or the package where no extra has it."""
    try:
        return import_module(package)
    except ImportError as missing:
        wanted = f"'sayso[{extra}]'" if extra else package
        raise UsageError(f"{package} is not installed", f"pip install {wanted}") from missing
