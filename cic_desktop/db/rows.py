"""Rows into the register and out of it: one plain statement for each table, made once from its columns.

A row is what was written or read at one moment; nothing follows it until it is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column
from sqlalchemy.dialects import sqlite

from cic_desktop.db.base import Row, metadata

R = TypeVar("R", bound=Row)
Convert = Callable[[Any], Any]
Params = Sequence[Any] | Mapping[str, Any]
_DIALECT = sqlite.dialect()


@dataclass(frozen=True)
class _Shape:
    """A table's name and, for each column, how its values are written and read."""

    name: str
    writers: dict[str, Convert]
    readers: dict[str, Convert]
    insert: str
    select: str

    def read(self, values: Sequence[Any]) -> dict[str, Any]:
        return {name: read(value) for (name, read), value in zip(self.readers.items(), values, strict=True)}


def insert(raw: Any, row: Row) -> None:
    """Put a row in."""
    shape, values = _shape(type(row)), vars(row)
    raw.execute(shape.insert, [write(values[name]) for name, write in shape.writers.items()])


def update(raw: Any, row: Row, changes: Mapping[str, Any]) -> None:
    """Write some columns of a row."""
    shape = _shape(type(row))
    places = ", ".join(f'"{name}" = ?' for name in changes)
    values = [shape.writers[name](value) for name, value in changes.items()]
    raw.execute(f'UPDATE "{shape.name}" SET {places} WHERE id = ?', (*values, row.id))
    row.take(**changes)


def refresh(raw: Any, row: Row) -> None:
    """Read a row again."""
    shape = _shape(type(row))
    row.take(**shape.read(raw.execute(f"{shape.select} WHERE id = ?", (row.id,)).fetchone()))


def select(raw: Any, table: type[R], where: str, params: Params = ()) -> list[R]:
    """The rows a condition picks, in the order it asks for."""
    shape = _shape(table)
    return [table(**shape.read(values)) for values in raw.execute(f"{shape.select} WHERE {where}", params).fetchall()]


def as_read(table: type[Row], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Some stored values of a table, by column, as its rows have them."""
    readers = _shape(table).readers
    return {name: readers[name](value) for name, value in stored.items()}


@cache
def _shape(table: type[Row]) -> _Shape:
    name = str(table.__tablename__)
    columns = list(metadata.tables[name].columns)
    names = ", ".join(f'"{column.name}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return _Shape(
        name=name,
        writers={column.name: _writer(column) for column in columns},
        readers={column.name: _reader(column) for column in columns},
        insert=f'INSERT INTO "{name}" ({names}) VALUES ({marks})',
        select=f'SELECT {names} FROM "{name}"',
    )


def _writer(column: Column[Any]) -> Convert:
    return column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT) or _as_is


def _reader(column: Column[Any]) -> Convert:
    return column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) or _as_is


def _as_is(value: Any) -> Any:
    return value
