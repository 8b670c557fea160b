"""Which items did an older sayso read, and what does today's read in them?  The new record takes the place of the old one."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sayso.corpus.reading import How, read_items
from sayso.errors import SaysoError
from sayso.intake.gather import Item, Refused
from sayso.reading.versions import model_versions, reader_versions
from sayso.store.library import Library
from sayso.store.rows import Prepared


class Reread(Struct, frozen=True, kw_only=True):
    """What became of one item that was read again; where it is refused, the old record stands."""

    id: str
    refused: Refused | None = None


def find_outdated(library: Library, model: str, query: str = "") -> list[str]:
    """The ids of the items that answer `query` and that today's sayso, with this model, would put another name under."""
    today = " ".join(f"{name} {version}" for name, version in reader_versions() + model_versions(model))
    return [item.id for item in library.documents(query) if item.withdrawn is None and item.reader != today]


def reread(library: Library, ids: Iterable[str], how: How) -> Iterator[Reread]:
    """Read items again from their originals, as they were first captured."""
    for read in read_items(_originals(library, ids), how):
        if isinstance(read, Prepared):
            library.replace(read)
            yield Reread(id=read.capture.sha256)
        else:
            yield Reread(id=read.place, refused=read)
    library.copies.catch_up()


def _originals(library: Library, ids: Iterable[str]) -> Iterator[Item | Refused]:
    for id_ in ids:
        try:
            data, first = library.original(id_), library.captures(id_)[0]
        except SaysoError as error:  # a damaged original is said, and the others are read
            yield Refused(place=id_, reason=error.reason, remedy=error.remedy)
            continue
        yield Item(data=data, name=first.name, url=first.url, encoding=first.encoding, taken=first.taken, place=id_)
