"""What is a format?  A name, what it writes, and the function that writes it: to one file, into a folder, or either."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, TypeAlias

from msgspec import Struct

from sayso.export.kept import Item, Written


class Choices(Struct, frozen=True, kw_only=True):
    """What the caller may choose; a format looks at what concerns it.

    `table` is one of ``documents statements sources voices``, for formats of tables.  `bom` puts a byte order mark before CSV,
    which a spreadsheet needs to see UTF-8.  `title` heads a site, a web archive or a collection.
    """

    table: str = "documents"
    bom: bool = False
    title: str = "An archive read with sayso"


ToFile: TypeAlias = Callable[[Iterable[Item], BinaryIO, Choices], Written]
ToFolder: TypeAlias = Callable[[Iterable[Item], Path, Choices], Written]


class Format(Struct, frozen=True, kw_only=True):
    """A way out.  Other people's packages give one under the entry point group ``sayso.formats_out``.

    `writes` is one sentence for a list of formats.  `to_file` writes in order and never seeks, so that standard output will do;
    `to_folder` gets a folder that exists and is empty.  At least one of the two is there.  The same items give the same bytes.
    `lists_tombstones` says that withdrawn items are named in the output; other formats leave them out, and count them.
    `extra` is the extra of the package (``sayso[tables]``) that must be installed.
    """

    name: str
    media_type: str
    suffix: str
    writes: str
    to_file: ToFile | None = None
    to_folder: ToFolder | None = None
    lists_tombstones: bool = False
    extra: str | None = None

    def __post_init__(self) -> None:
        if self.to_file is None and self.to_folder is None:
            raise ValueError(f"the format {self.name!r} writes nothing")
