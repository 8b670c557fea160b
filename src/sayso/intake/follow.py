"""What is new in a feed?  Asked politely: only for changes, page after page, later where the host says so; and resumable."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from sayso.errors import BusyError, FetchError, SaysoError, UsageError
from sayso.intake.addresses import read_place, without_login
from sayso.intake.feed import Entry, Feed, read_feed
from sayso.intake.fetch import Fetched, FetchLimits, Validators, fetch
from sayso.intake.gather import Found, Item, Passed, Refused, shown
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.manners import Manners

TRIES = 3
"""Runs in which an entry that could not be fetched is tried again: a server is seldom down for three."""
_MOST = 2000
"""New entries taken in one run; feeds have some twenty, those of whole archives ten thousand.  The rest is for the next run."""
_REMEMBERED = 5000
"""Entries remembered that stand in the feed no more: some feeds take old ones up again."""
_HOUR = 3600.0
"""Seconds that a host is left alone which does not say how long."""
_DAY = 24 * _HOUR
"""Seconds that a host is left alone at most: a slip in a header must not end the following of a feed."""


class Waiting(Struct, frozen=True):
    """An entry that is announced and not yet fetched, and in how many runs that was tried."""

    entry: Entry
    tries: int = 0


class Following(Struct, frozen=True, kw_only=True):
    """All that has to be kept of a feed from one run to the next; `Following(url=...)` is the beginning.

    `seen` holds the ids of entries that are done with, `waiting` what is announced and not yet fetched; the feed is not asked
    before `not_before`.  Raises UsageError for an address with a password, which would be kept with it.
    """

    url: str
    title: str | None = None
    validators: Validators = Validators()
    seen: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    not_before: datetime | None = None

    def __post_init__(self) -> None:
        if without_login(self.url) != self.url:
            raise UsageError(f"the address {shown(self.url)} carries a name or a password", "leave it out")


class Step(Struct, frozen=True):
    """What one request brought, and what is to be kept when that is stored.  `found` is None where there is nothing to store."""

    found: Found | None
    state: Following


def follow_feed(
    state: Following,
    now: datetime,
    *,
    manners: Manners | None = None,
    allow_private: tuple[str, ...] = (),
    limits: Limits = DEFAULT,
) -> Iterator[Step]:
    """Ask for the feed, then for its new entries, one step each.

    Whoever keeps each step's state with what was found in it can be interrupted anywhere and loses nothing.  `now` has its time
    zone.  Errors become a Refused; an entry that cannot be fetched waits for the next run, `TRIES` times.
    """
    place = shown(state.url)
    if state.not_before is not None and now < state.not_before:
        until = state.not_before.isoformat(timespec="seconds")
        yield Step(Passed(place=place, reason=f"not asked: the host wants to be left alone until {until}"), state)
        return
    manners = manners or Manners()
    door = _Door(manners, allow_private, FetchLimits(size=limits.size))
    busy: set[str] = set()
    try:
        fetched = door.fetch(state.url, since=state.validators, feeds=True)
        if not fetched.unchanged:
            feed = read_feed(fetched.data, fetched.url, fetched.charset)
            state, left = _announce(replace(state, validators=fetched.validators), feed)
            if left:
                yield Step(Passed(place=place, reason="new entry left for the next run", count=left), state)
            if feed.without_link:
                yield Step(Passed(place=place, reason="entry without an address", count=feed.without_link), state)
        state = replace(state, not_before=None)
        yield Step(None, state)
    except SaysoError as error:
        if isinstance(error, BusyError):
            state = _later(state, now, error)
            busy.add(read_place(state.url).host)
        yield Step(Refused(place=place, reason=error.reason, remedy=error.remedy), state)
    for waiting in state.waiting:
        host = _host(waiting.entry.link)
        if host in busy:
            continue
        try:
            found: Found = door.fetch_entry(waiting.entry)
            state = _done(state, waiting)
        except FetchError as error:
            if isinstance(error, BusyError):
                busy.add(host)
                state = _later(state, now, error)
            else:
                state = _tried(state, waiting)
            found = Refused(place=shown(waiting.entry.link), reason=error.reason, remedy=error.remedy)
        yield Step(found, state)


def find_entries(
    fetched: Fetched, *, manners: Manners, allow_private: tuple[str, ...] = (), limits: Limits = DEFAULT
) -> Iterator[Found]:
    """The pages of all entries of a feed that was just fetched, without a memory of what was seen before."""
    place = shown(fetched.url)
    try:
        feed = read_feed(fetched.data, fetched.url, fetched.charset)
    except SaysoError as error:
        yield Refused(place=place, reason=error.reason, remedy=error.remedy)
        return
    door = _Door(manners, allow_private, FetchLimits(size=limits.size))
    busy: dict[str, BusyError] = {}
    for entry in {entry.link: entry for entry in feed.entries}.values():
        host = _host(entry.link)
        try:
            if host in busy:
                raise busy[host]  # it is not asked again, and the entry is a line all the same
            yield door.fetch_entry(entry)
        except FetchError as error:
            if isinstance(error, BusyError):
                busy[host] = error
            yield Refused(place=shown(entry.link), reason=error.reason, remedy=error.remedy)
    if feed.without_link:
        yield Passed(place=place, reason="entry without an address", count=feed.without_link)


class _Door(Struct, frozen=True):
    """How pages are asked for in one run."""

    manners: Manners
    allow_private: tuple[str, ...]
    limits: FetchLimits

    def fetch(self, url: str, since: Validators | None = None, feeds: bool = False) -> Fetched:
        return fetch(url, self.allow_private, limits=self.limits, manners=self.manners, since=since, feeds=feeds)

    def fetch_entry(self, entry: Entry) -> Item:
        fetched = self.fetch(entry.link)
        return Item(
            data=fetched.data,
            url=fetched.url,
            encoding=fetched.charset,
            taken=fetched.dated,
            place=shown(entry.link),
        )


def _announce(state: Following, feed: Feed) -> tuple[Following, int]:
    """The state with the feed's new entries waiting, and how many were left for later."""
    known = set(state.seen) | {waiting.entry.id for waiting in state.waiting}
    new = tuple({entry.id: entry for entry in reversed(feed.entries) if entry.id not in known}.values())[::-1]
    present = {entry.id for entry in feed.entries}
    gone = [identity for identity in state.seen if identity not in present]
    seen = (*gone[-_REMEMBERED:], *(identity for identity in state.seen if identity in present))
    waiting = (*state.waiting, *(Waiting(entry) for entry in new[:_MOST]))
    return replace(state, title=feed.title, seen=seen, waiting=waiting), max(0, len(new) - _MOST)


def _done(state: Following, done: Waiting) -> Following:
    left = tuple(waiting for waiting in state.waiting if waiting.entry.id != done.entry.id)
    return replace(state, waiting=left, seen=(*state.seen, done.entry.id))


def _tried(state: Following, tried: Waiting) -> Following:
    if tried.tries + 1 >= TRIES:
        return _done(state, tried)
    again = Waiting(tried.entry, tried.tries + 1)
    return replace(state, waiting=tuple(again if waiting.entry.id == tried.entry.id else waiting for waiting in state.waiting))


def _later(state: Following, now: datetime, error: BusyError) -> Following:
    until = now + timedelta(seconds=min(_DAY, _HOUR if error.seconds is None else error.seconds))
    return replace(state, not_before=max(until, state.not_before or until))


def _host(link: str) -> str:
    try:
        return read_place(link).host
    except FetchError:
        return ""
