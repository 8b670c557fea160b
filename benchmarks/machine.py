"""What was it measured on?  One line that stands above every table."""

import datetime
import os
import platform
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = (
    "sayso",
    "trafilatura",
    "newspaper4k",
    "readability-lxml",
    "lxml",
    "click",
    "numpy",
    "numba",
    "rensa",
    "datasketch",
    "onnxruntime",
)


def describe() -> str:
    """The day, the machine and the versions, in words."""
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    cores = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{datetime.date.today().isoformat()}, {cores}, {', '.join(found)}"
