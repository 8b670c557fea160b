"""How far is a long run?  A bar on a terminal, a line every so often elsewhere; both on standard error."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

from sayso.intake.limits import megabytes

_EVERY = 0.2
"""Seconds between two states of the bar."""
_LINE = 30.0
"""Seconds between two lines where there is no terminal: a log of a night's run stays readable."""
_BAR = 24
"""Columns of the bar itself."""


class Bytes(Protocol):
    """How many bytes are read, of how many; `total` is None where nobody knows."""

    total: int | None

    @property
    def read(self) -> int:
        """Up to where it is read."""


class Progress:
    """Counts what is done.  `total` is what there is to do, None where nobody knows: then the bytes of `meter` say how far it is.
    `clock` is in seconds.

    >>> with Progress("read", total=812) as progress:  # doctest: +SKIP
    ...     progress.step()
    """

    def __init__(
        self,
        verb: str,
        total: int | None = None,
        clock: Callable[[], float] = time.monotonic,
        meter: Bytes | None = None,
    ) -> None:
        self.done = 0
        self._meter = meter
        self._verb, self._total, self._clock = verb, total, clock
        self._began = self._shown = clock()
        self._terminal = sys.stderr.isatty()
        self._written = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.clear()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = self._clock()
        if now - self._shown >= (_EVERY if self._terminal else _LINE):
            self._shown = now
            self._show(now)

    def clear(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._written = False

    def state(self, now: float) -> str:
        """What the bar says: ``812 of 4,000 read, 37 a second, 1:26 left``, or ``812 items, 37 a second, 4% of 2048 MiB``."""
        seconds = max(now - self._began, 1e-9)
        rate = self.done / seconds
        count = f"{self.done:,} {self._verb}" if self._total is None else f"{self.done:,} of {self._total:,} {self._verb}"
        done, total = self._extent()
        left = f", {_clock((total - done) / (done / seconds))} left" if total and done else ""
        if self._total is None and total:
            left = f", {100 * done // total}% of {megabytes(total)}{left}"
        return f"{count}, {rate:,.0f} a second{left}" if rate >= 10 else f"{count}, {rate:.1f} a second{left}"

    def _extent(self) -> tuple[int, int]:
        """How far it is, and of what, in items or bytes; of nothing where nobody knows."""
        if self._total is not None:
            return self.done, self._total
        if self._meter is None or self._meter.total is None:
            return 0, 0
        return min(self._meter.read, self._meter.total), self._meter.total

    def _show(self, now: float) -> None:
        if not self._terminal:
            sys.stderr.write(f"sayso: {self.state(now)}\n")
            return
        bar = ""
        done, total = self._extent()
        if total:
            filled = min(_BAR, _BAR * done // total)
            bar = f"[{'#' * filled}{'.' * (_BAR - filled)}] "
        sys.stderr.write(f"\r\x1b[K{bar}{self.state(now)}")
        sys.stderr.flush()
        self._written = True


def _clock(seconds: float) -> str:
    """``1:26``, or ``2:01:26`` from an hour on."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
