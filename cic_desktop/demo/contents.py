"""One number for everything a register holds: equal contents, equal digest, whatever the key."""

from __future__ import annotations

import hashlib
from typing import Any

from cic_desktop.db import journal
from cic_desktop.db.base import metadata
from cic_desktop.db.tables import load_all

__all__ = ["digest"]


def digest(register: Any) -> str:
    """SHA-256 over the journaled tables in the order of their names and ids; takes a `Read` or a raw connection."""
    load_all()
    raw = getattr(register, "raw", register)
    total = hashlib.sha256()
    for table in sorted(journal.journaled(metadata), key=lambda table: table.name):
        columns = ", ".join(f'"{name}"' for name in journal.columns(table))
        total.update(f"{table.name}({columns})\n".encode())
        for (row,) in raw.execute(f'SELECT json_array({columns}) FROM "{table.name}" ORDER BY id'):
            total.update(row.encode() + b"\n")
    return total.hexdigest()
