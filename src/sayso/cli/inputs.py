"""How does what was typed become a record?  One way for every command that reads an article."""

import sys
from importlib.resources import files

from sayso.cli.libraries import find_library, may_be_id
from sayso.config import Settings
from sayso.errors import NotFoundError, SaysoError, UsageError
from sayso.export.places import lines_of
from sayso.export.whereabouts import Read
from sayso.intake.addresses import without_login
from sayso.intake.gather import Item, gather, printable
from sayso.intake.limits import Limits
from sayso.intake.manners import Manners
from sayso.store.library import SHORTEST

SAMPLE = "reprinted-interview.md"


def read_source(
    source: str,
    settings: Settings,
    *,
    url: str | None = None,
    taken: str | None = None,
    allow_private: tuple[str, ...] = (),
    manners: Manners | None = None,
) -> Read:
    """Read the article at `source`: a file, an address, an id of the library, or ``-`` for standard input.

    What the library holds is shown as it was read and corrected there.  `manners` are those of a run over several addresses.
    Raises errors of `sayso.errors`.
    """
    limits = Limits(size=settings.number("max_bytes"))
    if may_be_id(source):
        kept = _read_kept(source, settings)
        if kept is not None:
            return kept
    if source == "-":
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("nothing is piped in", "write the name of a file, or pipe an article to: sayso show -")
        item = gather(sys.stdin.buffer, url=url, taken=taken, limit=limits.size)
    else:
        item = gather(source, url=url, taken=taken, allow_private=allow_private, limit=limits.size, manners=manners)
    return _read(source, item, limits, settings.text("model"))


def reason_of(error: SaysoError, source: str) -> str:
    """What is wrong, with the name of the input that it is wrong with, for calls that read several."""
    name = printable(without_login(source))
    return error.reason if name in error.reason else f"{name}: {error.reason}"


def _read_kept(id_: str, settings: Settings) -> Read | None:
    """The item of the library with this id; None where there is no library, so that a file of that name is spoken of."""
    library = find_library(settings)
    if library is None:
        return None
    with library:
        if len(id_) < SHORTEST:
            raise NotFoundError(
                f"there is no file {id_}, and as an id it is too short", f"write {SHORTEST} digits of the id at least"
            )
        record = library.record(id_)
        return Read(
            name=record.document.capture.sha256[:12], record=record, lines=lines_of(record.document, library.original(id_))
        )


def read_sample(settings: Settings) -> Read:
    """Read the sample that is shipped with the package: a reprinted interview about places that do not exist."""
    data = files("sayso.samples").joinpath(SAMPLE).read_bytes()
    return _read(SAMPLE, Item(data=data, name=SAMPLE), Limits(size=settings.number("max_bytes")), settings.text("model"))


def _read(name: str, item: Item, limits: Limits, model: str) -> Read:
    from sayso.intake.open import open_document  # these two load the parsers; ``sayso show --help`` must not wait for them
    from sayso.reading.pipeline import read_document

    document = open_document(item.data, name=item.name, url=item.url, taken=item.taken, encoding=item.encoding, limits=limits)
    return Read(name=printable(name), record=read_document(document, model), lines=lines_of(document, item.data))
