"""The one place that opens the encrypted file.

The key never travels in a URL; every pragma is here. A driver that is not SQLCipher would ignore
`PRAGMA key` and write personal data in the clear, so it is refused before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from cic_desktop.core.errors import CicError
from cic_desktop.i18n import _

__all__ = ["NotEncrypted", "RegisterUnreadable", "connect", "make_engine"]

_PRAGMAS = (
    "journal_mode = wal",
    "synchronous = full",
    "foreign_keys = on",
    "busy_timeout = 5000",
    "cache_size = -64000",
    "trusted_schema = off",
    "secure_delete = on",
    "recursive_triggers = on",  # INSERT OR REPLACE would else delete past the journal
    "temp_store = memory",
)


class NotEncrypted(CicError):
    """The database driver is not SQLCipher: the program must not run on it."""

    def __init__(self) -> None:
        super().__init__(_("The program's encryption is missing, so it will not open the register. Install it again."))


class RegisterUnreadable(CicError):
    """The file cannot be read with this key: it is damaged, or belongs to another key file."""

    def __init__(self) -> None:
        super().__init__(
            _("The register cannot be read with this key. Its file may be damaged: restore the last backup.")
        )


def connect(path: Path, key: bytes, *, driver: Any = None) -> Any:
    """A raw DB-API connection to the encrypted file.

    `key` is 32 raw bytes. Raises NotEncrypted or RegisterUnreadable; never shows the key.
    """
    if driver is None:
        from sqlcipher3 import dbapi2

        driver = dbapi2
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = none")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise NotEncrypted()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except driver.DatabaseError as error:
        connection.close()
        if isinstance(error, driver.OperationalError):
            raise
        raise RegisterUnreadable() from None
    except NotEncrypted:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytes, *, pool_size: int = 4, before: Callable[[Any], None] | None = None) -> Engine:
    """An SQLAlchemy engine over `connect`. Parameters never appear in error texts."""
    from sqlcipher3 import dbapi2

    def creator() -> Any:
        connection = connect(path, key)
        if before:
            before(connection)
        return connection

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=creator, poolclass=QueuePool, pool_size=pool_size, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # A read that turns into a write in a deferred transaction fails at once under contention.
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'DEFERRED')}")

    return engine
