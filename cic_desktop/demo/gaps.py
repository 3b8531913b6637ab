"""Free time in the demo's diary: nobody stands in two places at once, nor do two meetings share a room."""

from __future__ import annotations

from datetime import date

from cic_desktop import diary
from cic_desktop.db.work import Read

__all__ = ["is_free"]


def is_free(read: Read, day: date, starts_at: str, minutes: int, *, account_id: str = "", room_id: str = "") -> bool:
    """Whether nothing is agreed then with a colleague, or in a room."""
    start = int(starts_at[:2]) * 60 + int(starts_at[3:])
    lines = diary.agenda_between(read, day, day, account_id=account_id, room_id=room_id)
    return not any(line.state != "called_off" and line.start < start + minutes and start < line.end for line in lines)
