"""How is more than one page asked of a host?  One at a time, with a pause, and robots.txt read once."""

import time
from collections.abc import Callable

from msgspec import Struct

PAUSE = 1.0
"""Seconds between two pages of one host where its robots.txt does not say: what crawlers of libraries keep to."""
LONGEST_PAUSE = 120.0
"""Seconds that are waited at most: larger figures in robots.txt are mostly milliseconds."""


class Rules(Struct, frozen=True):
    """What one robots.txt says to us: which addresses we may fetch, and the seconds it wants between two of them."""

    allows: Callable[[str], bool]
    pause: float | None = None


class Manners:
    """Keeps for one run what each host was asked and when.  Requests are made one after the other; not for several threads."""

    def __init__(
        self, pause: float = PAUSE, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.rules: dict[str, Rules] = {}  # by site
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._ended: dict[str, float] = {}  # by host, when its last answer ended

    def wait(self, host: str, rules: Rules) -> float:
        """Wait until `host` may be asked again, and say how many seconds that took."""
        pause = min(LONGEST_PAUSE, max(self._pause, rules.pause or 0.0))
        left = self._ended[host] + pause - self._clock() if host in self._ended else 0.0
        if left <= 0:
            return 0.0
        self._sleep(left)
        return left

    def note(self, host: str) -> None:
        """`host` has just answered."""
        self._ended[host] = self._clock()
