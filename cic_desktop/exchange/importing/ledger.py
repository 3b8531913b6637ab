"""What was taken in before: a keyed hash of each row and of its cells, so that no run doubles or overwrites anything.

Nobody without the register can guess what stood in a row: the key is a random fact of the register.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from cic_desktop.db.work import Read, Work
from cic_desktop.exchange.importing.rows import What
from cic_desktop.exchange.tables import ImportedRow

_FACT = "import key"


@dataclass(frozen=True)
class Entry:
    """A row taken in: what it became, and what its cells said then."""

    id: str
    target: str
    digest: str
    cells: Mapping[str, str]


class Ledger:
    """Rows of one kind of list taken in so far, by key."""

    def __init__(self, read: Read, what: What, key: bytes = b"") -> None:
        """`key` is that of a dry run, when the register has none yet."""
        self._what = what
        found = read.sql("SELECT value FROM fact WHERE name = ?", (_FACT,))
        self._fresh = not found
        self.key = bytes.fromhex(found[0][0]) if found else key or secrets.token_bytes(32)
        self._rows = {key: row for key, *row in read.sql(_ROWS, (what,))}

    def sign(self, *words: str) -> str:
        """A keyed hash of words."""
        return blake2b("\x1f".join(words).encode(), key=self.key, digest_size=16).hexdigest()

    def cells(self, answers: Mapping[str, str]) -> dict[str, str]:
        """A short hash of every answer."""
        return {name: self.cell(name, answer) for name, answer in answers.items()}

    def cell(self, name: str, answer: str) -> str:
        return blake2b(f"{name}\x1f{answer}".encode(), key=self.key, digest_size=6).hexdigest()

    def find(self, key: str) -> Entry | None:
        """The row with this key, if it was taken in before."""
        row = self._rows.get(key)
        return Entry(row[0], row[1], row[2], json.loads(row[3])) if row else None

    def keep(self, work: Work, key: str, digest: str, target: str, cells: Mapping[str, str]) -> None:
        """Remember a row as it is now."""
        if self._fresh:
            work.raw.execute("INSERT INTO fact VALUES (?, ?)", (_FACT, self.key.hex()))
            self._fresh = False
        told = json.dumps(dict(cells), separators=(",", ":"))
        before = self.find(key)
        if before is None:
            work.add(ImportedRow(kind=self._what, key=key, digest=digest, target_id=target, cells=told))
        else:
            row = work.get(ImportedRow, before.id)
            work.amend(row, {"digest": digest, "target_id": target, "cells": told})


_ROWS = "SELECT key, id, target_id, digest, cells FROM imported_row WHERE kind = ? AND deleted_at IS NULL ORDER BY id"
