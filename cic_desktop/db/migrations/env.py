"""Alembic's environment: the connection is given by the runner (see `db.migrate`)."""

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from cic_desktop.db.base import Moment, metadata


def render_item(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Types as plain SQLAlchemy ones: a migration must not lean on today's classes."""
    if kind == "type" and isinstance(item, AutoString | Moment):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    transactional_ddl=True,
)
context.run_migrations()
