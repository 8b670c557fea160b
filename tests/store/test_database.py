"""Rows travel together, and each arrives."""

from sayso.store.database import together


def test_rows_of_an_insert_go_together() -> None:
    rows = [(number, str(number)) for number in range(5)]
    assert [
        (sql, list(values)) for sql, values in together("INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING", rows, 4)
    ] == [
        ("INSERT INTO t (a, b) VALUES (?, ?), (?, ?) ON CONFLICT DO NOTHING", [0, "0", 1, "1"]),
        ("INSERT INTO t (a, b) VALUES (?, ?), (?, ?) ON CONFLICT DO NOTHING", [2, "2", 3, "3"]),
        ("INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT DO NOTHING", [4, "4"]),
    ]


def test_a_row_wider_than_the_bound_goes_alone() -> None:
    assert [sql for sql, _ in together("INSERT INTO t VALUES (?, ?, ?)", [(1, 2, 3)] * 2, 2)] == [
        "INSERT INTO t VALUES (?, ?, ?)"
    ] * 2


def test_other_statements_are_carried_out_row_by_row() -> None:
    assert list(together("UPDATE t SET a = ?", [(1,), (2,)], 100)) == [("UPDATE t SET a = ?", (1,)), ("UPDATE t SET a = ?", (2,))]
    assert list(together("INSERT INTO t VALUES (?)", [], 100)) == []
