"""Bringing a register to this program's schema: the runner owns backup, foreign keys and triggers.

Alembic's batch mode with foreign keys on would silently delete child rows, and it drops triggers:
so migrations run on a connection of their own with foreign keys off, in one transaction, and the
journal's triggers are made anew afterwards.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from cic_desktop.core.errors import CicError
from cic_desktop.db import journal
from cic_desktop.db.base import metadata
from cic_desktop.db.engine import make_engine
from cic_desktop.db.tables import load_all
from cic_desktop.i18n import _

__all__ = ["NewerRegister", "current_revision", "head_revision", "needs_upgrade", "upgrade"]

_FOLDER = Path(__file__).with_name("migrations")


class NewerRegister(CicError):
    """The register was made by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            _("This register was opened by a newer version of the program. Install that version on this computer.")
        )


@lru_cache(maxsize=1)
def _known() -> tuple[str, frozenset[str]]:
    """The newest schema this program knows, and all of them."""
    script = _script()
    return str(script.get_current_head()), frozenset(item.revision for item in script.walk_revisions())


def head_revision() -> str:
    """The newest schema this program knows."""
    return _known()[0]


def current_revision(raw: Any) -> str | None:
    """The register's schema, None when it is empty."""
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def needs_upgrade(raw: Any) -> bool:
    """Whether there is anything to do; raises NewerRegister for a schema this program does not know."""
    revision = current_revision(raw)
    head, known = _known()
    if revision is not None and revision not in known:
        raise NewerRegister()
    return revision != head


def upgrade(path: Path, key: bytes) -> None:
    """Bring the register at `path` to this schema and install the journal's triggers."""
    from alembic import command

    load_all()
    engine = make_engine(path, key, before=_without_foreign_keys)
    try:
        with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection, connection.begin():
            raw: Any = connection.connection.driver_connection
            journal.drop(raw)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if raw.execute("PRAGMA foreign_key_check").fetchone():
                raise CicError(_("The register could not be brought to this version. Nothing was changed."))
            journal.install(raw, metadata)
    finally:
        engine.dispose()


def _without_foreign_keys(raw: Any) -> None:
    raw.execute("PRAGMA foreign_keys = off")


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))  # ConfigParser interpolates
    config.set_main_option("path_separator", "os")
    return config


def _script() -> Any:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())
