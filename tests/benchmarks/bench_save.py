"""One service kept by the program, and the very statements it took through raw sqlcipher3, in turns."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlcipher3 import dbapi2

from cic_desktop import assistance, indexes, startup
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import ids
from cic_desktop.db import engine, migrate
from cic_desktop.db.database import Database
from tests.benchmarks.registers import UNTIL
from tests.benchmarks.rows import Row, at_most, percentile, told

ROUNDS = 300
Statement = tuple[str, Any]
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


class _Cursor(dbapi2.Cursor):
    """Writes down what is executed."""

    heard: list[Statement] | None = None

    def execute(self, sql: str, params: Any = ()) -> Any:
        if _Cursor.heard is not None:
            _Cursor.heard.append((sql, params))
        return super().execute(sql, params)


class _Connection(dbapi2.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


def run(opened: startup.Opened) -> list[Row]:
    draft = _draft(opened)
    statements = _statements(opened, draft)
    raw = opened.database.connect()
    ours, theirs, disk = [], [], []
    with _file() as file:
        for _round in range(ROUNDS):
            start = time.perf_counter()
            _save(opened.database, opened, draft)
            ours.append((time.perf_counter() - start) * 1000)
            fresh = _fresh(statements)
            start = time.perf_counter()
            _replay(raw, fresh)
            theirs.append((time.perf_counter() - start) * 1000)
            disk.append(_synced(file))
    raw.close()
    p50, raw50, p95, raw95 = (percentile(v, s) for s in (0.5, 0.95) for v in (ours, theirs))
    return [
        at_most("one service kept / its statements raw, median", p50 / raw50, 2, "×", f" ({p50:.1f} / {raw50:.1f} ms)"),
        told("… p95", p95 / raw95, "×", f" ({p95:.1f} / {raw95:.1f} ms)"),
        told("… a 4 KiB write and fdatasync beside, median", percentile(disk, 0.5), " ms"),
    ]


def _save(database: Database, opened: startup.Opened, draft: SittingDraft) -> None:
    with database.write(opened.actor, "record help") as work:
        assistance.record(work, draft)


def _draft(opened: startup.Opened) -> SittingDraft:
    with opened.database.read(opened.actor) as read:
        ((person_id,),) = read.sql("SELECT id FROM person ORDER BY id LIMIT 1")
        ((project_id,),) = read.sql("SELECT id FROM project ORDER BY starts_on DESC LIMIT 1")
    talk = {
        "day": UNTIL.isoformat(), "starts_at": "10:15", "minutes": "45", "place": "office", "language": "uk",
        "signature": "now",
    }  # fmt: skip
    service = {
        "topic": "stay", "outcome": "continued", "minutes": "45", "project_id": project_id, "document": "mos",
        "state": "prepared", "office": "Opolski Urząd Wojewódzki", "description": "Rozpoczęto wniosek w MOS.",
        "next_step": "Doniesie załącznik", "next_step_on": "2026-12-01",
    }  # fmt: skip
    return SittingDraft(talk, (ServiceDraft("document_help", service, (person_id,)),))


def _statements(opened: startup.Opened, draft: SittingDraft) -> list[Statement]:
    """What keeping one service executes, on a connection that listens."""
    with _listening():
        database = Database(
            opened.database.path, opened.keys.database_key, reindex=indexes.reindex, schema=migrate.head_revision()
        )
        _save(database, opened, draft)
        _Cursor.heard = []
        _save(database, opened, draft)
        heard, _Cursor.heard = _Cursor.heard, None
        database.engine.dispose()
    begin = next(place for place, (sql, _) in enumerate(heard) if sql.startswith("BEGIN"))
    return heard[begin:]


@contextmanager
def _listening() -> Iterator[None]:
    plain = engine.connect
    driver = SimpleNamespace(**{name: getattr(dbapi2, name) for name in ("DatabaseError", "OperationalError")})
    driver.connect = partial(dbapi2.connect, factory=_Connection)
    engine.connect = partial(plain, driver=driver)
    try:
        yield
    finally:
        engine.connect = plain


def _fresh(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with new ids for the rows they made."""
    inserts = [_values(params) for sql, params in statements if sql.startswith("INSERT")]
    new = {values[0]: ids.new_id() for values in inserts if _is_id(values[0])}
    return [(sql, _swapped(params, new)) for sql, params in statements]


def _values(params: Any) -> list[Any]:
    return list(params.values()) if isinstance(params, dict) else list(params)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _swapped(params: Any, new: dict[str, str]) -> Any:
    if isinstance(params, dict):
        return {name: new.get(value, value) for name, value in params.items()}
    return tuple(new.get(value, value) if isinstance(value, str) else value for value in params)


def _replay(raw: Any, statements: list[Statement]) -> None:
    act, before = None, None
    for sql, params in statements:
        if act is not None and before is None and sql.startswith("UPDATE journal_state"):
            before = params[0]
        if before is not None:
            params = tuple(act if value == before else value for value in _values(params)) if params else params
        cursor = raw.execute(sql, params)
        if sql.startswith("INSERT INTO act"):
            act = cursor.lastrowid
        cursor.fetchall()


@contextmanager
def _file() -> Iterator[int]:
    with tempfile.TemporaryDirectory() as folder:
        descriptor = os.open(Path(folder) / "page", os.O_RDWR | os.O_CREAT)
        yield descriptor
        os.close(descriptor)


def _synced(descriptor: int) -> float:
    page = os.urandom(4096)
    start = time.perf_counter()
    os.pwrite(descriptor, page, 0)
    os.fdatasync(descriptor)
    return (time.perf_counter() - start) * 1000
