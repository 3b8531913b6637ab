"""Unfinished typing, kept encrypted in the register's file: closing the lid loses at most a second of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cic_desktop.db.base import stamp
from cic_desktop.db.work import Read, Work

__all__ = ["DraftNote", "drop_draft", "keep_draft", "load_draft", "my_drafts"]


@dataclass(frozen=True)
class DraftNote:
    """One draft: what it is for, how far it got, the raw answers."""

    what: str  # `intake`, `sitting`, `form:EL-W-1`
    person_id: str = ""
    edition: str = ""
    title: str = ""
    step: int = 0
    answers: dict[str, Any] | None = None
    saved_at: datetime | None = None

    def key(self, account_id: str) -> str:
        return f"{self.what}/{self.edition}/{self.person_id}/{account_id}"


_COLUMNS = "what, person_id, edition, title, step, answers, saved_at"


def keep_draft(work: Work, note: DraftNote) -> None:
    """Keep the newest state of a draft."""
    work.raw.execute(
        "INSERT OR REPLACE INTO draft (key, account_id, what, person_id, edition, title, step, answers, saved_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            note.key(work.actor.id), work.actor.id, note.what, note.person_id, note.edition, note.title, note.step,
            json.dumps(note.answers or {}, ensure_ascii=False), stamp(work.now),
        ),
    )  # fmt: skip


def load_draft(read: Read, note: DraftNote) -> DraftNote | None:
    """The draft kept under the same what, edition, person and account, if any."""
    rows = read.sql(f"SELECT {_COLUMNS} FROM draft WHERE key = ?", (note.key(read.actor.id),))
    return _note(rows[0]) if rows else None


def my_drafts(read: Read) -> list[DraftNote]:
    """The actor's drafts, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM draft WHERE account_id = ? ORDER BY saved_at DESC"
    return [_note(row) for row in read.sql(sql, (read.actor.id,))]


def drop_draft(work: Work, note: DraftNote) -> None:
    """Forget a draft: it was saved, or thrown away on purpose."""
    work.raw.execute("DELETE FROM draft WHERE key = ?", (note.key(work.actor.id),))


def _note(row: tuple[Any, ...]) -> DraftNote:
    what, person_id, edition, title, step, answers, saved_at = row
    return DraftNote(what, person_id, edition, title, step, json.loads(answers), datetime.fromisoformat(saved_at))
