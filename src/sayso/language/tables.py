"""What do we know about words?  Reads the tab-separated tables of ``language/data``.

A table is UTF-8 text.  Lines that begin with ``#`` are remarks; the first other line names the columns; empty lines are skipped.
Every table has a column ``language`` (BCP 47, or ``*`` for any) and a column ``example``: one invented line where the entry
applies.
"""

from functools import cache
from importlib.resources import files

from sayso.errors import UsageError


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``language/data/<name>.tsv``, in file order.  Raises UsageError where a row does not fit the columns."""
    lines = files("sayso.language").joinpath("data", f"{name}.tsv").read_text("utf-8").splitlines()
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    columns = rows[0][1].split("\t")
    table = []
    for number, line in rows[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise UsageError(
                f"{name}.tsv:{number}: {len(cells)} cells for {len(columns)} columns",
                "separate the cells with single tabs",
            )
        table.append(dict(zip(columns, cells, strict=True)))
    return tuple(table)
