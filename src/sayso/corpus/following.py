"""What is new in the feeds that a library follows?  Each page is read and written with the state of its feed, one by one."""

import datetime
from collections.abc import Iterator

from sayso.corpus.adding import Outcome
from sayso.corpus.reading import How, place_of, read_items
from sayso.intake.follow import Following, follow_feed
from sayso.intake.gather import Item, Passed, Refused
from sayso.intake.manners import Manners
from sayso.store.library import Library


def follow(
    library: Library, feed: Following, how: How, *, manners: Manners | None = None, allow_private: tuple[str, ...] = ()
) -> Iterator[Outcome]:
    """Ask for a feed and for its new entries, and add them; what became of each.  It may be interrupted anywhere."""
    now = datetime.datetime.fromisoformat(library.now())
    for step in follow_feed(feed, now, manners=manners, allow_private=allow_private, limits=how.limits):
        found = step.found
        if not isinstance(found, Item):
            library.add_from_feed(None, step.state)
            if isinstance(found, Refused):
                yield Outcome(place=found.place, refused=found)
            elif isinstance(found, Passed):
                yield Outcome(place=found.place, passed=found)
            continue
        (read,) = read_items([found], how)
        if isinstance(read, Refused):
            library.add_from_feed(None, step.state)
            yield Outcome(place=read.place, refused=read)
        else:
            yield Outcome(place=place_of(found), added=library.add_from_feed(read, step.state))
    library.copies.catch_up()
