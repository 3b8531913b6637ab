"""What the visit page needs to know before it can be typed into, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop import assistance, clients, db, diary
from cic_desktop.core import clock
from cic_desktop.core.fields import Answers, Option
from cic_desktop.i18n import Text, _
from cic_desktop.ui.assistance.appointment import interpreter_options
from cic_desktop.ui.assistance.kept import with_kept

if TYPE_CHECKING:
    from cic_desktop.assistance.visits import VisitLine, When
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.db.work import Read

DRAFT = "visit"
OFF: dict[str, Text] = {  # it has not taken place
    "called_off": _("This visit was called off."),
    "no_show": _("The client did not come to this visit."),
}


@dataclass(frozen=True)
class Start:
    """A visit, or what one begins from: the person, a draft, the appointment it is prepared for.

    `appointment_id` is empty once that is out of the agenda; its draft is kept under `edition` all the same.
    """

    visit: VisitLine | None
    person: ClientLine | None
    draft: DraftNote | None
    known: Answers
    interpreters: tuple[Option, ...]
    appointment_id: str = ""
    edition: str = ""

    @property
    def when(self) -> When | None:
        """When the appointment is that a visit is prepared for."""
        if self.visit or not self.appointment_id:
            return None
        return date.fromisoformat(str(self.known["day"])), str(self.known["starts_at"])

    @property
    def act(self) -> int:
        """The act a visit has come to: one of today is about to begin, one of yesterday is to be told."""
        visit = self.visit
        if visit is None or visit.state in OFF:
            return 0
        if visit.state == "done" or visit.day < clock.today() or visit.stage == len(assistance.visits.STAGES):
            return 2
        return 1 if visit.state == "under_way" or visit.day == clock.today() else 0


def read_start(read: Read, visit_id: str, person_id: str = "", appointment_id: str = "") -> Start:
    """Read what the page starts from. An appointment has one visit: a draft of another one does not make a second."""
    agreed = diary.appointment(read, appointment_id) if appointment_id else None
    visit_id = visit_id or (agreed.visit_id if agreed else "")
    visit = assistance.visits.visit(read, visit_id) if visit_id else None
    person_id = clients.living_id(read, person_id)
    who = visit.person_id if visit else person_id
    found = clients.client_lines(read, [who]) if who else []
    typed = db.DraftNote(DRAFT, person_id, appointment_id)
    draft = None if visit and not appointment_id else db.load_draft(read, typed)
    known = assistance.visits.prepared_from(agreed) if agreed else {}
    interpreters = {"interpreter_id": interpreter_options(read, found[0].language if found else "")}
    shown = visit.prepared() if visit else known
    kept = draft.answers or {} if draft else {}
    return Start(
        visit,
        found[0] if found else None,
        draft,
        known,
        with_kept(read, interpreters, shown, kept)["interpreter_id"],
        agreed.id if agreed else "",
        appointment_id,
    )
