"""Which texts are versions of one page, and which came before which?  What one address showed at different times is no copy."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from sayso.model.descent import Witness

DAY = len("2031-04-09")
"""Characters of a date without a time of day."""


def same_page(one: Witness, other: Witness) -> bool:
    """Whether two texts stood at one address."""
    return one.page is not None and one.page == other.page


def find_versions(witnesses: Mapping[str, Witness]) -> dict[str, str]:
    """For each later version of a page, by name, the one before it.

    Captures say it first, as exactly as all of them are known, then the dates that the page prints: of its last change, of its
    publication.  Those that none of these tells apart are in no order; who has no date of a capture where others have one, too.
    """
    pages: dict[str, list[Witness]] = {}
    for _, witness in sorted(witnesses.items()):
        if witness.page is not None:
            pages.setdefault(witness.page, []).append(witness)
    before: dict[str, str] = {}
    for versions in pages.values():
        columns = _columns(versions)
        if not columns:
            versions = [one for one in versions if one.taken]
            columns = _columns(versions)
        times = zip(*columns, strict=True)
        in_order = sorted(zip(times, [one.name for one in versions], strict=True)) if columns else []
        earlier: str | None = None
        for (last_time, last), (time, name) in pairwise(in_order):
            earlier = last if time != last_time else earlier
            if earlier is not None:
                before[name] = earlier
    return before


def _columns(versions: Sequence[Witness]) -> list[list[str]]:
    """The dates of versions, sort by sort, that all of them have: the most telling sort first."""
    sorts = ([one.taken for one in versions], [one.modified for one in versions], [one.date for one in versions])
    return [column for dates in sorts if (column := _comparable(dates)) is not None]


def _comparable(dates: Sequence[str | None]) -> list[str] | None:
    """Dates so that they sort by time, all as exact as the least exact of them; None where one is missing."""
    known = [date for date in dates if date is not None]
    if len(known) < len(dates) or not known:
        return None
    shortest = min(len(date) for date in known)
    if shortest <= DAY:
        return [date[:shortest] for date in known]
    try:
        moments = [datetime.fromisoformat(date) for date in known]
    except ValueError:  # no such hour
        return [date[:DAY] for date in known]
    if any(moment.tzinfo is None for moment in moments):
        return [date[:DAY] for date in known]
    exact = "minutes" if any(not moment.second for moment in moments) else "seconds"
    return [moment.astimezone(UTC).isoformat(timespec=exact) for moment in moments]
