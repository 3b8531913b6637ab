"""One-minute questions: counted with one key, nobody's data, apart from services."""

from __future__ import annotations

from datetime import date

from cic_desktop import projects
from cic_desktop.assistance.tables import Tally
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = ["count_question", "questions_counted", "uncount_question"]


def count_question(work: Work, topic: str = "", place: str = "office") -> str:
    """One more question answered just now; returns its id, for the undo.

    Each is a row of its own: two machines counting at once never overwrite each other.
    """
    work.require(Right.RECORD_HELP)
    project_id = projects.current_project(work)
    if not project_id:
        raise CicError(_("There is no project yet. A manager adds one in the settings."))
    today = clock.local(work.now).date()
    row = Tally(account_id=work.actor.id, project_id=project_id, day=today, topic=topic, place=place)
    return work.add(row).id


def uncount_question(work: Work, tally_id: str) -> None:
    """It was pressed by mistake."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(Tally, tally_id))


def questions_counted(read: Read, first: date, last: date, account_id: str = "") -> int:
    """How many questions of a period, both days included; of one colleague or of all."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT coalesce(sum(count), 0) FROM tally WHERE deleted_at IS NULL AND day BETWEEN ? AND ? "
        "AND (? = '' OR account_id = ?)",
        (first.isoformat(), last.isoformat(), account_id, account_id),
    )
    return int(rows[0][0])
