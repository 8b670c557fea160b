"""Which feeds does a library follow, and what of each was seen?"""

import msgspec

from sayso.errors import NotFoundError
from sayso.intake.follow import Following
from sayso.store.database import Database


class Feeds:
    """The feeds of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def every(self) -> list[Following]:
        """All that are followed, by address."""
        return [_read(row[0]) for row in self._database.run("SELECT state FROM feed ORDER BY url")]

    def of(self, url: str) -> Following:
        """What was seen of a feed, nothing of one that is new.  Raises UsageError for an address with a password."""
        rows = self._database.run("SELECT state FROM feed WHERE url = ?", (url,))
        return _read(rows[0][0]) if rows else Following(url=url)

    def keep(self, state: Following, now: str) -> None:
        """Note what was seen of a feed up to now."""
        self._database.run(
            """INSERT INTO feed (url, title, state, asked_on) VALUES (?, ?, ?, ?)
            ON CONFLICT (url) DO UPDATE SET title = excluded.title, state = excluded.state, asked_on = excluded.asked_on""",
            (state.url, state.title, msgspec.json.encode(state).decode(), now),
        )

    def drop(self, url: str) -> None:
        """Follow a feed no more; what came from it stays.  Raises NotFoundError where it was not followed."""
        if not self._database.run("DELETE FROM feed WHERE url = ? RETURNING url", (url,)):
            raise NotFoundError(f"{url} is not followed", "list the feeds: sayso follow --list")


def _read(state: object) -> Following:
    return msgspec.json.decode(str(state), type=Following)
