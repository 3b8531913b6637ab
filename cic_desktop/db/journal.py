"""The journal: triggers, made from the metadata, that note every change of the register.

It is three things at once: a person's change history, the source of `changed` for open screens,
and what will travel to other machines. An *act* says who, when and what; its *ops* say which values:
one op for a new row (the values as an array in column order), one per changed column afterwards.

Time and author come from the act that `Work` wrote, never from the system. `hlc` is a hybrid
logical clock: milliseconds * 65536 + counter, which never goes back. The journal's own tables are
made by the first migration.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import MetaData, Table


def journaled(metadata: MetaData) -> list[Table]:
    """The tables whose changes are kept and will travel."""
    return [table for table in metadata.sorted_tables if table.info.get("journal")]


def triggers(metadata: MetaData) -> dict[str, str]:
    """Trigger name → its CREATE statement, for every journaled table."""
    made: dict[str, str] = {}
    for table in journaled(metadata):
        for when, sql in (("insert", _on_insert(table)), ("update", _on_update(table)), ("guard", _guard(table))):
            made[f"journal_{table.name}_{when}"] = sql
        made[f"journal_{table.name}_delete"] = _on_delete(table)
    return made


def install(connection: Any, metadata: MetaData) -> None:
    """(Re)create every trigger: a migration that rebuilds a table drops them without a word."""
    drop(connection)
    for statement in triggers(metadata).values():
        connection.execute(statement)


def drop(connection: Any) -> None:
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal\\_%' ESCAPE '\\'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def missing(connection: Any, wanted: dict[str, str]) -> list[str]:
    """Names of triggers that are absent or not as they are `wanted` (`triggers`)."""
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    return [name for name, sql in wanted.items() if there.get(name) != sql]


_NO_ACT = "SELECT raise(ABORT, 'a write needs an act') WHERE (SELECT act FROM journal_state) IS NULL;"
_OP = 'INSERT INTO op (site, n, hlc, act, tbl, "row", col, val)'


def _on_insert(table: Table) -> str:
    values = ", ".join(f'new."{name}"' for name in columns(table))
    return (
        f'CREATE TRIGGER journal_{table.name}_insert AFTER INSERT ON "{table.name}" BEGIN {_NO_ACT} '
        f"UPDATE journal_state SET n = n + 1, hlc = hlc + 1; "
        f"{_OP} SELECT site, n, hlc, act, '{table.name}', new.id, NULL, json_array({values}) FROM journal_state; END"
    )


def _on_update(table: Table) -> str:
    changed = " UNION ALL ".join(
        f"SELECT {place} AS place, '{name}' AS col, json_quote(new.\"{name}\") AS val "
        f'WHERE old."{name}" IS NOT new."{name}"'
        for place, name in enumerate(columns(table))
        if name not in _STAMPS
    )
    return (
        f'CREATE TRIGGER journal_{table.name}_update AFTER UPDATE ON "{table.name}" BEGIN {_NO_ACT} '
        f"{_OP} SELECT s.site, s.n + row_number() OVER (ORDER BY c.place), "
        f"s.hlc + row_number() OVER (ORDER BY c.place), s.act, '{table.name}', new.id, c.col, c.val "
        f"FROM journal_state s, ({changed}) c; "
        f"UPDATE journal_state SET hlc = hlc + max(0, (SELECT max(n) FROM op WHERE op.site = journal_state.site) - n), "
        f"n = max(n, (SELECT max(n) FROM op WHERE op.site = journal_state.site)); END"
    )


# The act says who and when; the row's own copies of it are not told twice.
_STAMPS = {"id", "created_at", "created_by", "updated_at", "updated_by", "revision"}


def _guard(table: Table) -> str:
    return (
        f'CREATE TRIGGER journal_{table.name}_guard BEFORE UPDATE ON "{table.name}" '
        f"WHEN new.revision IS NOT old.revision + 1 OR new.id IS NOT old.id "
        f"BEGIN SELECT raise(ABORT, 'stale revision'); END"
    )


def _on_delete(table: Table) -> str:
    return (
        f'CREATE TRIGGER journal_{table.name}_delete BEFORE DELETE ON "{table.name}" '
        f"BEGIN SELECT raise(ABORT, 'rows are retired, never deleted'); END"
    )


def columns(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def touched(connection: Any, act: int) -> Iterable[tuple[str, str]]:
    """(table, id) of the rows an act wrote."""
    rows = connection.execute('SELECT DISTINCT tbl, "row" FROM op WHERE act = ?', (act,)).fetchall()
    return [(str(table), str(row)) for table, row in rows]


def before(connection: Any, metadata: MetaData, act: int) -> dict[tuple[str, str], dict[str, Any]]:
    """What an act changed, as it was stored before: (table, row) → column → value. Rows it added are not in it."""
    stood: dict[tuple[str, str], dict[str, Any]] = {}
    for table, row, column, changed, added in connection.execute(_BEFORE, (act,)).fetchall():
        first = dict(zip(columns(metadata.tables[table]), json.loads(added or "[]"), strict=False))
        stood.setdefault((table, row), {})[column] = json.loads(changed) if changed else first.get(column)
    return stood


# Each op of the act with the value its column had: told by an op of its own, or when the row was added. The first
# op of a column comes last, and so stays.
_BEFORE = """
SELECT o.tbl, o."row", o.col,
  (SELECT p.val FROM op p WHERE p."row" = o."row" AND p.col = o.col AND p.hlc < o.hlc ORDER BY p.hlc DESC LIMIT 1),
  (SELECT p.val FROM op p WHERE p."row" = o."row" AND p.col IS NULL)
FROM op o WHERE o.act = ? AND o.col IS NOT NULL ORDER BY o.hlc DESC
"""
