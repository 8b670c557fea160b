"""How do records reach a data frame of millions of rows?  Parquet, one table a file, written as the items come."""

from collections.abc import Iterable
from functools import partial
from typing import Any, BinaryIO  # pyarrow ships no types

from sayso.export.extras import need
from sayso.export.format import Choices, Format
from sayso.export.formats.row_files import write_table, write_tables
from sayso.export.tables import Row, TableKind, arrow_batch, arrow_schema

_GROUP = 16_384
"""Rows of a row group: some tens of megabytes of text at most, which is all that is held at once."""


class _ParquetFile:
    """Rows by the row group.  The same rows make the same bytes with one version of pyarrow, whose name stands in the file."""

    def __init__(self, out: BinaryIO, table: TableKind, choices: Choices) -> None:
        self._columns = table.columns
        self._waiting: list[Row] = []
        self._writer: Any = need("pyarrow.parquet", "tables").ParquetWriter(out, arrow_schema(table.columns), compression="zstd")

    def add(self, rows: Iterable[Row]) -> None:
        self._waiting.extend(rows)
        while len(self._waiting) >= _GROUP:
            self._flush(_GROUP)

    def close(self) -> None:
        if self._waiting:
            self._flush(len(self._waiting))
        self._writer.close()

    def _flush(self, count: int) -> None:
        self._writer.write_batch(arrow_batch(self._columns, self._waiting[:count]))
        del self._waiting[:count]


FORMAT = Format(
    name="parquet",
    media_type="application/vnd.apache.parquet",
    suffix=".parquet",
    writes="a typed table for pandas, polars, R, DuckDB or Spark, or a folder with all four",
    to_file=partial(write_table, _ParquetFile),
    to_folder=partial(write_tables, _ParquetFile, ".parquet"),
    lists_tombstones=True,
    extra="tables",
)
