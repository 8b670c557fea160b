"""How do the four tables become files?  One file of one table, or a folder with all; the format writes the rows."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

from sayso.export.format import Choices
from sayso.export.kept import Item, Tally, Written
from sayso.export.tables import TABLES, Row, TableKind, table_named


class RowFile(Protocol):
    """A file of rows being written; `close` writes what is left and leaves the file of bytes open."""

    def add(self, rows: Iterable[Row]) -> None:
        """Write the rows, or keep them until there are enough."""

    def close(self) -> None:
        """Write what is left."""


OpenRows: TypeAlias = Callable[[BinaryIO, TableKind, Choices], RowFile]


def write_table(open_rows: OpenRows, items: Iterable[Item], out: BinaryIO, choices: Choices) -> Written:
    """The chosen table as one file."""
    table = table_named(choices.table)
    tally = Tally()
    file = open_rows(out, table, choices)
    for item in tally.each(items):
        file.add(table.rows(item))
    file.close()
    return tally.written(table.lists_tombstones)


def write_tables(open_rows: OpenRows, suffix: str, items: Iterable[Item], folder: Path, choices: Choices) -> Written:
    """Every table as a file of its name; the items are gone through once."""
    tally = Tally()
    with ExitStack() as stack:
        files = [
            open_rows(stack.enter_context((folder / f"{table.name}{suffix}").open("wb")), table, choices) for table in TABLES
        ]
        for item in tally.each(items):
            for file, table in zip(files, TABLES, strict=True):
                file.add(table.rows(item))
        for file in files:
            file.close()
    return tally.written(lists_tombstones=True)
