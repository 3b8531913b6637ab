"""One action on the register: `Read` looks, `Work` changes. Services take one; they never open or commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cic_desktop.core.errors import Missing, Stale
from cic_desktop.core.rights import Right, Role, allowed, require
from cic_desktop.db import rows
from cic_desktop.db.base import stamp
from cic_desktop.db.changes import Changes
from cic_desktop.db.rows import Params, R

__all__ = ["Actor", "Read", "Work"]

_AUDIT = 'INSERT INTO audit (at, who, verb, tbl, "row", detail) VALUES (?, ?, ?, ?, ?, ?)'


@dataclass(frozen=True)
class Actor:
    """Who acts: an account's id, its log-in name and its role."""

    id: str
    login: str
    role: Role


class Read:
    """A look at the register as one moment shows it; `raw` is its DB-API connection, inside a transaction."""

    def __init__(self, raw: Any, actor: Actor, now: datetime) -> None:
        self.raw, self.actor, self.now = raw, actor, now

    def require(self, right: Right) -> None:
        """Raise NotAllowed unless the actor's role has the right."""
        require(self.actor.role, right)

    def may(self, right: Right) -> bool:
        return allowed(self.actor.role, right)

    def get(self, table: type[R], row_id: str) -> R:
        """The living row; raises Missing."""
        found = self.rows(table, "id = ? AND deleted_at IS NULL", (row_id,))
        if not found:
            raise Missing()
        return found[0]

    def rows(self, table: type[R], where: str, params: Params = ()) -> list[R]:
        """The rows a condition picks, retired ones too unless it leaves them out; `ORDER BY` may follow it."""
        return rows.select(self.raw, table, where, params)

    def sql(self, text: str, params: Params = ()) -> list[Any]:
        """What plain SQL with `?` or `:name` parameters finds: lists and reports read columns, not rows."""
        return self.raw.execute(text, params).fetchall()


class Work(Read):
    """A change of the register: everything in it is kept together, or nothing is."""

    def __init__(self, raw: Any, actor: Actor, now: datetime, act: int) -> None:
        super().__init__(raw, actor, now)
        self.act = act
        self.changes = Changes()  # what the act wrote; known once it is committed

    def add(self, row: R) -> R:
        """Put a new row in, stamped with who and when."""
        row.take(created_at=self.now, created_by=self.actor.id, updated_at=self.now, updated_by=self.actor.id)
        rows.insert(self.raw, row)
        return row

    def amend(self, row: R, changes: dict[str, Any], revision: int | None = None) -> R:
        """Change columns of the row as it is now.

        `revision` is the one the user saw. Raises Stale when it is no longer the last.
        """
        rows.refresh(self.raw, row)
        if revision is not None and row.revision != revision:
            raise Stale()
        changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
        if changed:
            changed |= {"revision": row.revision + 1, "updated_at": self.now, "updated_by": self.actor.id}
            rows.update(self.raw, row, changed)
        return row

    def retire(self, row: R, revision: int | None = None) -> R:
        """Take a row out of sight for good; it stays in the register with its history."""
        return self.amend(row, {"deleted_at": self.now}, revision)

    def bring_back(self, table: type[R], row_id: str) -> R:
        """Undo `retire`. Raises Missing for a row that never was."""
        found = self.rows(table, "id = ?", (row_id,))
        if not found:
            raise Missing()
        return self.amend(found[0], {"deleted_at": None})

    def note(self, verb: str, table: str = "", row: str = "", detail: str = "") -> None:
        """Write to the audit what is not a change: a log-in, a view, a print, an export."""
        self.raw.execute(_AUDIT, (stamp(self.now), self.actor.id, verb, table, row, detail))
