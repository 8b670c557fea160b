"""Tables: the same rows by every road, and each cell what the record says."""

import msgspec
import pandas
import polars
import pytest

from sayso.errors import UsageError
from sayso.export.tables import TABLES, Kind, as_text, table_of, tables_of
from tests.export.items import HOSTILE, TOMBSTONE, by_hand, hostile, samples

HOLDS = {Kind.TEXT: str, Kind.INTEGER: int, Kind.NUMBER: float, Kind.BOOLEAN: bool, Kind.TEXTS: tuple}


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.name)
def test_every_row_has_the_declared_columns_and_kinds(kind):
    for item in (*samples(), by_hand(), TOMBSTONE, *map(hostile, HOSTILE)):
        for row in kind.rows(item):
            assert len(row) == len(kind.columns)
            for cell, column in zip(row, kind.columns, strict=True):
                assert cell is None or isinstance(cell, HOLDS[column.kind]), column.name
                if column.kind is Kind.TEXTS:
                    assert isinstance(cell, tuple)


def test_there_is_a_row_for_each_document_statement_source_and_voice():
    item = samples()[0]
    found = tables_of(item)
    assert [len(found[name]) for name in ("documents", "statements", "sources", "voices")] == [
        1,
        len(item.record.attributions),
        len(item.record.sources),
        len(item.record.voices),
    ]
    assert found["statements"].column("content")[0] == item.record.attributions[0].content[0].of(item.record.document.text)
    assert found["documents"].column("origin") == ("Veldmark",)


def test_a_tombstone_is_a_row_of_documents_with_its_reason_and_nowhere_else():
    found = {kind.name: table_of([TOMBSTONE], kind.name) for kind in TABLES}
    assert [len(table) for table in found.values()] == [1, 0, 0, 0]
    filled = {
        column.name: cell for column, cell in zip(found["documents"].columns, found["documents"].rows[0], strict=True) if cell
    }
    assert filled == {"id": TOMBSTONE.id, "withdrawn": "2031-05-04", "withdrawn_reason": TOMBSTONE.reason}


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.name)
def test_pandas_arrow_and_polars_hold_the_same_cells(kind):
    table = table_of((*samples(), TOMBSTONE), kind.name)
    rows = [[list(cell) if isinstance(cell, tuple) else cell for cell in row] for row in table.rows]
    arrow = table.arrow()
    assert [list(row.values()) for row in arrow.to_pylist()] == rows
    assert [list(row) for row in polars.DataFrame(table).rows()] == rows
    frame = table.df()
    assert list(frame.columns) == [column.name for column in table.columns]
    assert [[None if cell is pandas.NA else cell for cell in row] for row in frame.itertuples(index=False)] == rows


def test_an_empty_table_keeps_its_columns():
    table = table_of([], "sources")
    assert table.arrow().num_rows == len(table.df()) == len(polars.DataFrame(table)) == 0
    assert table.arrow().column_names == [column.name for column in table.columns]


def test_a_notebook_shows_rows_escaped_and_says_how_many_there_are():
    table = table_of([hostile("<script>alert(1)</script>")] * 60, "documents")
    page = table._repr_html_()
    assert "<script" not in page
    assert "Showing 50 of 60 rows." in page


def test_a_name_that_is_no_table_or_column_is_answered_with_those_there_are():
    with pytest.raises(UsageError, match="documents, statements, sources, voices"):
        table_of([], "claims")
    with pytest.raises(UsageError, match="choose one of id, title"):
        table_of([]).column("headline")


def test_a_missing_package_is_answered_with_its_extra(monkeypatch):
    import sys

    for package, call in (("pandas", "df"), ("pyarrow", "arrow")):
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(UsageError, match=r"pip install 'sayso\[(notebook|tables)\]'"):
            getattr(table_of([]), call)()


def test_cells_are_printed_plainly():
    assert [as_text(cell) for cell in (None, True, False, 3, 0.5, ("a", "b"))] == ["", "true", "false", "3", "0.5", "a; b"]


def test_records_by_themselves_will_do():
    assert table_of([item.record for item in samples()], "sources") == table_of(samples(), "sources")


def test_a_table_says_how_much_it_holds():
    assert repr(table_of([], "sources")).startswith("<Table: 0 rows, 22 columns: document, number, label")


def test_tables_are_values():
    assert table_of(samples()) == table_of(samples())
    assert (
        msgspec.json.encode(table_of([]).columns[0])
        == b'{"name":"id","kind":"text","means":"SHA-256 of the original\'s bytes: the item\'s id"}'
    )
