"""Which items does an export take out of a library?  Those that answer a query, by id, with the stones of those withdrawn."""

from collections.abc import Iterator, Sequence
from functools import partial

from sayso.export.kept import Item, Kept, Withdrawn
from sayso.model.dates import PartialDate
from sayso.store.library import Library
from sayso.store.query import read_query


def items_of(library: Library, query: str = "", ids: Sequence[str] = ()) -> Iterator[Item]:
    """The items one by one.  Where nothing is asked for, all are meant and the withdrawn are among them.

    What cannot be asked for is raised here and not at the first item, when a format may have begun to write.
    """
    read_query(query)
    return _each(library, query, frozenset(library.resolve(id_) for id_ in ids))


def _each(library: Library, query: str, chosen: frozenset[str]) -> Iterator[Item]:
    for listed in library.documents(query):
        if chosen and listed.id not in chosen:
            continue
        if listed.withdrawn is not None:
            date = PartialDate(listed.withdrawn_on) if listed.withdrawn_on else None
            yield Withdrawn(id=listed.id, reason=listed.withdrawn, date=date)
        else:
            yield Kept(id=listed.id, record=library.record(listed.id), original=partial(library.original, listed.id))
