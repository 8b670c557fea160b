"""CSV and Parquet: one table or all four, the same bytes every time, and nothing that a spreadsheet would run."""

import csv
import io

import pyarrow.parquet
import pytest

from sayso.export.format import Choices
from sayso.export.formats import csv as csv_format
from sayso.export.formats import parquet as parquet_format
from sayso.export.formats.csv import safe
from sayso.export.tables import TABLES, as_text, table_of
from tests.export.items import HOSTILE, TOMBSTONE, by_hand, hostile, samples


def as_csv(items, **choices):
    out = io.BytesIO()
    written = csv_format.FORMAT.to_file(items, out, Choices(**choices))
    return out.getvalue(), written


@pytest.mark.parametrize("table", [kind.name for kind in TABLES])
def test_csv_has_every_row_and_its_lines_end_as_rfc_4180_says(table):
    data, written = as_csv((*samples(), TOMBSTONE), table=table)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    expected = table_of((*samples(), TOMBSTONE), table)
    assert rows[0] == [column.name for column in expected.columns]
    assert rows[1:] == [[safe(cell) for cell in row] for row in expected.rows]
    assert data.endswith(b"\r\n")
    assert (written.items, written.tombstones, written.withheld) == ((2, 1, 0) if table == "documents" else (2, 0, 1))


def test_a_byte_order_mark_comes_when_asked_for():
    assert as_csv([], bom=True)[0].startswith(b"\xef\xbb\xbfid,title,")
    assert as_csv([])[0].startswith(b"id,title,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", " =", "\n@", "＝"])
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(start):
    assert safe(f"{start}SUM(A1)") == f"'{start}SUM(A1)"
    assert safe((f"{start}SUM(A1)", "b")).startswith("'")


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\x85", "\x9b", "\0", "\x1b", "\ud800", "\u2028"])
def test_a_character_that_acts_is_named_in_its_cell_and_none_is_lost(character):
    assert safe(f"the {character}gate") == f"the <U+{ord(character):04X}>gate"
    data, _ = as_csv([hostile(f"the {character}gate")])
    assert character not in data.decode("utf-8")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_in_their_cell(words):
    data, _ = as_csv([hostile(words), TOMBSTONE])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert [len(row) for row in rows] == [len(TABLES[0].columns)] * 3
    assert not any(cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@pytest.mark.parametrize("format", [csv_format.FORMAT, parquet_format.FORMAT], ids=lambda format: format.name)
def test_a_folder_holds_all_four_tables_each_as_its_file_would(format, tmp_path):
    items = (*samples(), by_hand(), TOMBSTONE)
    written = format.to_folder(iter(items), tmp_path, Choices())
    assert (written.items, written.tombstones) == (3, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{kind.name}{format.suffix}" for kind in TABLES)
    for kind in TABLES:
        out = io.BytesIO()
        format.to_file(items, out, Choices(table=kind.name))
        assert (tmp_path / f"{kind.name}{format.suffix}").read_bytes() == out.getvalue()


@pytest.mark.parametrize("table", [kind.name for kind in TABLES])
def test_parquet_reads_back_with_every_cell_and_what_each_column_means(table):
    out = io.BytesIO()
    parquet_format.FORMAT.to_file((*samples(), TOMBSTONE), out, Choices(table=table))
    found = pyarrow.parquet.read_table(io.BytesIO(out.getvalue()))
    expected = table_of((*samples(), TOMBSTONE), table)
    assert found.equals(expected.arrow())
    assert [found.schema.field(one.name).metadata[b"means"].decode() for one in expected.columns] == [
        one.means for one in expected.columns
    ]


def test_parquet_is_written_by_the_row_group(monkeypatch):
    monkeypatch.setattr(parquet_format, "_GROUP", 7)
    out = io.BytesIO()
    parquet_format.FORMAT.to_file(samples(), out, Choices(table="voices"))
    found = pyarrow.parquet.ParquetFile(io.BytesIO(out.getvalue()))
    assert found.metadata.num_row_groups == -(-found.metadata.num_rows // 7)
    assert found.read().to_pylist() == table_of(samples(), "voices").arrow().to_pylist()


@pytest.mark.parametrize("words", HOSTILE)
def test_parquet_holds_hostile_words(words):
    out = io.BytesIO()
    parquet_format.FORMAT.to_file([hostile(words)], out, Choices())
    title = pyarrow.parquet.read_table(io.BytesIO(out.getvalue()))["title"][0].as_py()
    assert title == as_text(words).encode("utf-8", "replace").decode()
