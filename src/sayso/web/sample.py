"""The sample archive as a library: made in a folder that goes when the room closes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from sayso.corpus.adding import add_items
from sayso.corpus.reading import How
from sayso.intake.gather import Item
from sayso.samples import sample_items
from sayso.store.library import open_library


@contextmanager
def sample_library(model: str) -> Iterator[str]:
    """The place of a library that holds the sample archive, read with this model."""
    with TemporaryDirectory(prefix="sayso-sample-") as folder:
        place = str(Path(folder) / "sample.db")
        items = (Item(data=one.data, name=one.file, url=one.url, taken=one.taken) for one in sample_items())
        with open_library(place, create=True) as library:
            # Two dozen short items are read sooner than a second process starts.
            for _ in add_items(library, items, How(model=model, processes=1), compare=False):
                pass
        # The first comparison on a machine compiles for ten seconds; nobody waits for it to read.
        comparing = Thread(target=_compare, args=(place,))
        comparing.start()
        yield place
        comparing.join()


def _compare(place: str) -> None:
    with open_library(place) as library:
        library.copies.catch_up()
