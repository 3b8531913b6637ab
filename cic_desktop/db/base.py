"""What every row of the register has, and how Python's types are stored.

The tables are STRICT: dates, moments and ids are TEXT, flags INTEGER. `SQLModel(table=True)` does
not validate; inputs do (see `inputs`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, String, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import Boolean, Date
from sqlmodel import Field, SQLModel

from cic_desktop.core import ids

__all__ = ["Moment", "Privacy", "Row", "column", "link", "metadata", "one_of", "partial_date", "table_args"]

metadata = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


@compiles(String, "sqlite")
@compiles(Date, "sqlite")
def _text(type_: Any, compiler: Any, **kw: Any) -> str:
    return "TEXT"


@compiles(Boolean, "sqlite")
def _integer(type_: Any, compiler: Any, **kw: Any) -> str:
    return "INTEGER"


class Moment(TypeDecorator[datetime]):
    """A UTC moment, stored as `2026-11-23T08:42:00.000Z`; refuses a naive datetime."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return stamp(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def stamp(value: datetime) -> str:
    """A moment as the register writes it."""
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Privacy(StrEnum):
    """How closely a column is kept; one filter serves screens, history, prints and bundles."""

    ORDINARY = "ordinary"
    CONTACT = "contact"  # leads to the person: names, numbers, addresses
    SPECIAL = "special"  # special categories (art. 9 GDPR): health, violence
    SECRET = "secret"  # professional secrecy: lawyer, psychologist


def column(default: Any = None, *, privacy: Privacy = Privacy.ORDINARY, **kw: Any) -> Any:
    """A column with its privacy class."""
    options = dict(kw.pop("sa_column_kwargs", {}))
    options["info"] = {"privacy": privacy}
    if default is ...:
        return Field(sa_column_kwargs=options, **kw)
    return Field(default=default, sa_column_kwargs=options, **kw)


def link(target: str, *, optional: bool = False) -> Any:
    """A foreign key to another table's id, by name, indexed."""
    if optional:
        return Field(default=None, foreign_key=f"{target}.id", index=True)
    return Field(foreign_key=f"{target}.id", index=True)


class Row(SQLModel):
    """The common columns: who made the row, who changed it last, and its tombstone."""

    id: str = Field(default="", primary_key=True)
    revision: int = Field(default=1)
    created_at: datetime = Field(default=None, sa_type=Moment)
    created_by: str = Field(default="")
    updated_at: datetime = Field(default=None, sa_type=Moment)
    updated_by: str = Field(default="")
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)

    def __init__(self, **values: Any) -> None:
        """The columns as given, the others by their defaults; nothing is validated (inputs are)."""
        defaults = _defaults(type(self))
        if unknown := values.keys() - defaults.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        self.take(**{**defaults, **values})
        if "id" not in values:
            self.take(id=ids.new_id())

    def take(self, **values: Any) -> None:
        """Set columns."""
        vars(self).update(values)


@cache
def _defaults(table: type[Row]) -> dict[str, Any]:
    return {name: None if info.is_required() else info.get_default() for name, info in table.model_fields.items()}


def table_args(*constraints: Any, journal: bool = True) -> tuple[Any, ...]:
    """STRICT and the table's constraints; `journal=False` for what stays on this machine."""
    return (*constraints, {"sqlite_strict": True, "info": {"journal": journal}})


def one_of(name: str, values: type[StrEnum]) -> CheckConstraint:
    """The column holds one of the codes (or nothing, where it may be empty)."""
    codes = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{name} IN ({codes})", name=f"{name}_code")


def partial_date(name: str) -> CheckConstraint:
    """The column holds `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    digits = "[0-9]"
    year = digits * 4
    month = f"{year}-{digits * 2}"
    whole = f"{month}-{digits * 2}"
    clause = " OR ".join(f"{name} GLOB '{pattern}'" for pattern in (year, month, whole))
    return CheckConstraint(clause, name=f"{name}_partial_date")
