"""What the register takes on disk: the tables, their indexes, the journal, the index of names.

The driver has no `dbstat`, so a sample of each table is copied into an empty file and weighed there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlcipher3 import dbapi2

from cic_desktop.startup import Opened
from tests.benchmarks.rows import Row, at_most, told

_PAGE = 4096  # bytes
SAMPLE = 20_000  # rows
_JOURNAL = ("op", "act")
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
_EVERY = 'SELECT * FROM (SELECT *, row_number() OVER () AS place FROM "{}") WHERE place % :step = 0'
_NUMBERED = """
WITH RECURSIVE place(n) AS (SELECT 1 UNION ALL SELECT n + :step FROM place WHERE n < :last)
SELECT t.*, place.n FROM place JOIN "{}" AS t ON {} = place.n
"""
_NUMBERS = {"op": "t.site = (SELECT min(site) FROM op) AND t.n"}  # of a table without rowid


def run(opened: Opened) -> list[Row]:
    raw = opened.database.connect()
    names = [row[0] for row in raw.execute(_TABLES)]
    search = [name for name in names if name.startswith("search")]
    others = ("sqlite", *search, *_JOURNAL, "stay_due", "stay_stamp")
    tables = [name for name in names if not name.startswith(others)]
    plain = _weigh(raw, tables)
    journal = _weigh(raw, _JOURNAL, indexes=True)
    found = _weigh(raw, search, indexes=True)
    whole = raw.execute("PRAGMA page_count").fetchone()[0] * _PAGE
    people = raw.execute("SELECT count(*) FROM person").fetchone()[0]
    raw.close()
    note = f" ({_mb(journal)} / {_mb(plain)})"
    return [
        at_most("journal and history / tables without indexes", journal / plain, 2, "×", note),
        told("index of names, for each client", found / people / 1024, " KiB", f" ({_mb(found)})"),
        told("whole register", whole / 1e6, " MB"),
    ]


def _weigh(raw: Any, tables: Iterable[str], *, indexes: bool = False) -> float:
    """Bytes of the tables, by samples."""
    return sum(_table(raw, name, indexes) for name in tables)


def _table(raw: Any, name: str, indexes: bool) -> float:
    (count,) = raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()
    (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    if not count or "VIRTUAL" in sql:
        return 0
    scale = dbapi2.connect(":memory:", isolation_level=None)
    scale.execute(sql)
    if indexes:
        for (index,) in raw.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index'", (name,)):
            if index:
                scale.execute(index)
    empty = scale.execute("PRAGMA page_count").fetchone()[0]
    rows = _sampled(raw, name, count, plain="WITHOUT ROWID" in sql)
    width = len(rows.description) - 1
    scale.execute("BEGIN")
    taken = 0
    for row in rows:
        scale.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * width)})', row[:width])
        taken += 1
    scale.execute("COMMIT")
    pages = scale.execute("PRAGMA page_count").fetchone()[0] - empty
    scale.close()
    return pages * _PAGE * count / max(taken, 1) if pages else _PAGE


def _sampled(raw: Any, name: str, count: int, *, plain: bool) -> Any:
    """Rows at even distances, with a column behind its own; by number where rows have one, else all are read."""
    number = _NUMBERS.get(name, "" if plain else "t.rowid")
    values = {"step": max(1, count // SAMPLE), "last": count}
    return raw.execute(_NUMBERED.format(name, number) if number else _EVERY.format(name), values)


def _mb(size: float) -> str:
    return f"{size / 1e6:,.0f} MB"
