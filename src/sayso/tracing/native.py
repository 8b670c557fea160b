"""How is a loop over numbers made as fast as the machine allows?  numba compiles it at first use and keeps the result on disk.

Nobody needs a compiler.  The compiled code lies beside the source, or in the user's cache where that folder may not be written
(numba's ``NUMBA_CACHE_DIR`` names another).  Importing numba takes a third of a second: only the modules of this room do it,
and nothing imports them before two texts are compared.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def native(function: Callable[P, R]) -> Callable[P, R]:
    """Compile `function` for the types of its first call; the next process finds it compiled."""
    try:
        compiled: Callable[P, R] = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder at all that may be written: compiled in every process
        compiled = numba.njit(nogil=True)(function)
    return compiled
