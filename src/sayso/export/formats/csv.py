"""How do records reach a spreadsheet?  CSV after RFC 4180, one table a file, and no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterable
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO

from sayso.export.format import Choices, Format
from sayso.export.formats.row_files import write_table, write_tables
from sayso.export.tables import Cell, Row, TableKind, as_text
from sayso.model.legible import legible

_BOM = b"\xef\xbb\xbf"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""First characters after which a spreadsheet reads a cell as a formula (OWASP's list, with the full-width forms)."""


class _CsvFile:
    """Rows as lines that end in CR LF; the first has the names of the columns."""

    def __init__(self, out: BinaryIO, table: TableKind, choices: Choices) -> None:
        if choices.bom:
            out.write(_BOM)
        self._text = TextIOWrapper(out, "utf-8", newline="", write_through=True)
        self._csv = csv.writer(self._text)
        self._csv.writerow(column.name for column in table.columns)

    def add(self, rows: Iterable[Row]) -> None:
        self._csv.writerows([safe(cell) for cell in row] for row in rows)

    def close(self) -> None:
        self._text.detach()


def safe(cell: Cell) -> str:
    """A cell as text that no spreadsheet runs or reorders: an apostrophe stands before what would begin a formula, the name of a
    character in the place of one that acts instead of printing, as on the terminal and on pages.

    Numbers stay numbers.

    >>> safe("=1+1"), safe(-2), safe("- a dash"), safe("pay " + chr(0x202E) + "12")
    ("'=1+1", '-2', "'- a dash", 'pay <U+202E>12')
    """
    text = as_text(cell)
    if isinstance(cell, int | float):
        return text
    text = legible(text)
    return f"'{text}" if text.lstrip(" \n").startswith(_RISKY) else text


FORMAT = Format(
    name="csv",
    media_type="text/csv",
    suffix=".csv",
    writes="a table for spreadsheets (documents, statements, sources or voices), or a folder with all four",
    to_file=partial(write_table, _CsvFile),
    to_folder=partial(write_tables, _CsvFile, ".csv"),
    lists_tombstones=True,
)
