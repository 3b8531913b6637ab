"""The register while it is open: it makes units of work and says what they changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from cic_desktop.core import clock, ids
from cic_desktop.core.errors import CicError
from cic_desktop.db import journal
from cic_desktop.db.base import stamp
from cic_desktop.db.changes import Changes
from cic_desktop.db.engine import connect, make_engine
from cic_desktop.db.faults import translated
from cic_desktop.db.work import Actor, Read, Work
from cic_desktop.i18n import _

__all__ = ["Database", "OpenedForReading", "Reindexer"]

Reindexer = Callable[[Any, Changes], None]


class OpenedForReading(CicError):
    """A command that reads beside an open window tried to change something."""

    def __init__(self) -> None:
        super().__init__(_("The register was opened for reading only. Nothing was changed."))


class Database:
    """One open register.

    `reindex` is called with the raw connection and the changes of an act, inside its transaction:
    search indexes are as true as the rows they point at. Without `writing` nothing can be changed.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        reindex: Reindexer | None = None,
        schema: str = "",
        writing: bool = True,
    ) -> None:
        self.path, self._key = path, key
        self._reindex, self._schema, self._writing = reindex, schema, writing
        self._closed = False
        self.engine = make_engine(path, key, before=None if writing else _only_queries)
        self.last_changes = Changes()

    @contextmanager
    def read(self, actor: Actor) -> Iterator[Read]:
        """A look; nothing can be written through it."""
        with self._transaction("BEGIN") as raw:
            yield Read(raw, actor, clock.now())

    @contextmanager
    def write(self, actor: Actor, verb: str) -> Iterator[Work]:
        """One act, committed at the end; afterwards `last_changes` says what it touched."""
        if not self._writing:
            raise OpenedForReading()
        now = clock.now()
        with self._transaction("BEGIN IMMEDIATE") as raw:  # a look that turned into a write would meet another writer
            act = begin_act(raw, actor, verb, stamp(now), int(now.timestamp() * 1000), self._schema)
            work = Work(raw, actor, now, act)
            yield work
            changes = Changes(frozenset(journal.touched(raw, act)))
            if self._reindex and changes:
                self._reindex(raw, changes)
            end_act(raw, act, changes)
            raw.execute("COMMIT")
        work.changes = self.last_changes = changes

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Any]:
        """A connection of the pool, which rolls back what was not committed when it is given back."""
        with translated(), closing(self.engine.raw_connection()) as pooled:
            raw: Any = pooled.driver_connection
            raw.execute(begin)
            yield raw

    def connect(self) -> Any:
        """A raw connection of its own (backup, integrity check, benchmarks); the caller closes it."""
        return connect(self.path, self._key)

    def close(self) -> None:
        """Write everything into the main file and let go of it; a second time does nothing."""
        try:
            if self._writing and not self._closed:
                with translated(), closing(self.connect()) as raw:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._closed = True
            self.engine.dispose()


def _only_queries(raw: Any) -> None:
    raw.execute("PRAGMA query_only = on")


def begin_act(raw: Any, actor: Actor, verb: str, at: str, milliseconds: int, schema: str) -> int:
    """Open an act within the raw connection's transaction: what is written now is journalled under its number.

    `at` is the stamp of the moment, `milliseconds` the same moment since the epoch, for the logical clock.
    """
    cursor = raw.execute(
        "INSERT INTO act (id, at, who, verb, site, schema) SELECT ?, ?, ?, ?, site, ? FROM journal_state",
        (ids.new_id(), at, actor.id, verb, schema),
    )
    raw.execute("UPDATE journal_state SET act = ?, hlc = max(hlc, ?)", (cursor.lastrowid, milliseconds << 16))
    return int(cursor.lastrowid)


def end_act(raw: Any, act: int, changes: Changes) -> None:
    """Close the act; one that changed nothing leaves no trace."""
    raw.execute("UPDATE journal_state SET act = NULL")
    if not changes:
        raw.execute("DELETE FROM act WHERE n = ?", (act,))
