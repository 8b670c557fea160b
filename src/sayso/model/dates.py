"""When?  Dates as precise as they were printed, and no more."""

import re

from msgspec import Struct

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?")


class PartialDate(Struct, frozen=True, order=True):
    """A date in ISO 8601, cut where the print stops: ``2031``, ``2031-04``, ``2031-04-09`` or ``2031-04-09T10:30+02:00``.

    Raises ValueError for anything else; an unknown date is ``None``, never an empty string.
    """

    iso: str

    def __post_init__(self) -> None:
        found = _ISO.fullmatch(self.iso)
        if not found:
            raise ValueError(f"not an ISO date: {self.iso!r}")
        _, month, day = found.groups()
        if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
            raise ValueError(f"no such date: {self.iso!r}")

    @property
    def day(self) -> str:
        """The date without its time of day: at most ``YYYY-MM-DD``."""
        return self.iso[:10]

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.iso[:4])
