"""One action on the register: `Read` looks, `Work` changes. Services take one; they never open or commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Result, insert
from sqlmodel import Session

from cic_desktop.core.errors import Missing, Stale
from cic_desktop.core.rights import Right, Role, allowed, require
from cic_desktop.db.base import Row, stamp
from cic_desktop.db.changes import Changes

__all__ = ["Actor", "Read", "Work"]

R = TypeVar("R", bound=Row)
_AUDIT = 'INSERT INTO audit (at, who, verb, tbl, "row", detail) VALUES (?, ?, ?, ?, ?, ?)'


@dataclass(frozen=True)
class Actor:
    """Who acts: an account's id, its log-in name and its role."""

    id: str
    login: str
    role: Role


class Read:
    """A look at the register as one moment shows it."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.session, self.actor, self.now = session, actor, now

    def require(self, right: Right) -> None:
        """Raise NotAllowed unless the actor's role has the right."""
        require(self.actor.role, right)

    def may(self, right: Right) -> bool:
        return allowed(self.actor.role, right)

    def get(self, table: type[R], row_id: str) -> R:
        """The living row; raises Missing."""
        row = self.session.get(table, row_id)
        if row is None or row.deleted_at is not None:
            raise Missing()
        return row

    def execute(self, statement: Any, params: Any = None) -> Result[Any]:
        """Run a Core statement: lists and reports read columns, not objects."""
        return self.session.connection().execute(statement, params)

    def sql(self, text: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """Rows of plain SQL with `?` or `:name` parameters."""
        return self.raw.execute(text, params).fetchall()

    @property
    def raw(self) -> Any:
        """The DB-API connection of this action, inside its transaction."""
        return self.session.connection().connection.driver_connection


class Work(Read):
    """A change of the register: everything in it is kept together, or nothing is."""

    def __init__(self, session: Session, actor: Actor, now: datetime, act: int) -> None:
        super().__init__(session, actor, now)
        self.act = act
        self.changes = Changes()  # what the act wrote; known once it is committed

    def add(self, row: R) -> R:
        """Put a new row in, stamped with who and when."""
        row.created_at = row.updated_at = self.now
        row.created_by = row.updated_by = self.actor.id
        self.session.add(row)
        self.session.flush()
        return row

    def add_many(self, table: type[Row], values: Iterable[dict[str, Any]]) -> None:
        """Put many new rows in at once (imports, the demo register); each dict names its own `id`."""
        common = {
            "revision": 1, "created_at": self.now, "created_by": self.actor.id,
            "updated_at": self.now, "updated_by": self.actor.id,
        }  # fmt: skip
        rows = [{**common, **value} for value in values]
        if rows:
            self.session.connection().execute(insert(table), rows)

    def amend(self, row: R, changes: dict[str, Any], revision: int | None = None) -> R:
        """Change columns; `revision` is the one the user saw. Raises Stale when it is no longer the last."""
        if revision is not None and row.revision != revision:
            raise Stale()
        changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(row, name, value)
            row.revision += 1
            row.updated_at, row.updated_by = self.now, self.actor.id
            self.session.add(row)
            self.session.flush()
        return row

    def retire(self, row: R, revision: int | None = None) -> R:
        """Take a row out of sight for good; it stays in the register with its history."""
        return self.amend(row, {"deleted_at": self.now}, revision)

    def note(self, verb: str, table: str = "", row: str = "", detail: str = "") -> None:
        """Write to the audit what is not a change: a log-in, a view, a print, an export."""
        self.raw.execute(_AUDIT, (stamp(self.now), self.actor.id, verb, table, row, detail))
