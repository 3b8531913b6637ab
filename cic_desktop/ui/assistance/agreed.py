"""What was agreed for today with somebody whose help is being recorded: one line offers it, and may be ignored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from cic_desktop import assistance, diary
from cic_desktop.assistance.kinds import kind
from cic_desktop.core import clock
from cic_desktop.core.rights import SECRET_KINDS
from cic_desktop.diary.rows import AgendaLine
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner

if TYPE_CHECKING:
    from cic_desktop.assistance.visits import VisitLine
    from cic_desktop.db.work import Read
    from cic_desktop.ui.assistance.sitting_page import SittingPage

__all__ = ["AgreedToday", "agreed_today"]


class AgreedToday(Banner):
    """Taken up, an appointment is held once the help is saved; a visit is told on its own page."""

    def __init__(self, shell: Shell, page: SittingPage) -> None:
        super().__init__()
        self._shell, self._page = shell, page
        self._offering = False
        self._taken: AgendaLine | None = None

    def begin(self, offering: bool) -> None:
        """Another talk; nothing is offered for one that is recorded already, or comes from the agenda."""
        self._offering, self._taken = offering, None
        self.hide()
        self.follow()

    def follow(self) -> None:
        """Offer what the people of the talk have today. What was taken up goes when they, or the day, are others."""
        if not self._offering:
            return
        ids = list(self._page.who.ids) if self._page.talk.day() == clock.today() else []
        if self._taken and self._taken.person_id not in ids:
            self._taken = None
            self._page.take_appointment(None)
        if self._taken is None:
            self._look(ids)

    def _look(self, ids: list[str]) -> None:
        self._shell.ctx.ask(lambda read: agreed_today(read, ids), owner=self, then=self._offer, latest="agreed")

    def _offer(self, found: AgendaLine | VisitLine | None) -> None:
        if self._taken:  # meanwhile
            return
        if found is None:
            self.hide()
            return
        if isinstance(found, AgendaLine) and not found.visit_id:
            self._offer_appointment(found)
            return
        visit_id = found.visit_id if isinstance(found, AgendaLine) else found.id
        words = _("A visit with {who} is prepared for today, {time}.", who=Plain(found.person), time=found.starts_at)
        self.say("info", words, (_("Open the visit"), lambda: self._shell.open("visit", visit_id=visit_id)))

    def _offer_appointment(self, found: AgendaLine) -> None:
        words = _("Agreed for today, {time}: {what}.", time=found.starts_at, what=self._about(found))
        self.say("info", words, (_("It is this appointment"), partial(self._take, found)))

    def _take(self, found: AgendaLine) -> None:
        self._taken = found
        self._page.take_appointment(found)
        words = _("Once this is saved, the appointment of {time} counts as held.", time=found.starts_at)
        self.say("ok", words, (_("It is not this one"), partial(self._leave, found)))

    def _about(self, found: AgendaLine) -> Text:
        """What for; whose and with whom where that is not plain."""
        who = found.person if len(self._page.who.ids) > 1 else ""
        advisor = found.advisor if found.account_id != self._shell.ctx.actor.id else ""
        return Joined((kind(found.kind).title, Plain(who), Plain(advisor)), ", ")

    def _leave(self, found: AgendaLine) -> None:
        self._taken = None
        self._page.take_appointment(None)
        self._offer_appointment(found)


def agreed_today(read: Read, persons: Sequence[str]) -> AgendaLine | VisitLine | None:
    """The appointment of today, still to be held, or the visit prepared for it; of several the reader's, then the
    one nearest to now. A colleague's confidential one is for that colleague to tell.
    """
    now = clock.local(clock.now())
    minute = now.hour * 60 + now.minute
    agreed = [
        line for line in diary.agenda_taking(read, [now.date()], persons)
        if line.account_id == read.actor.id or line.kind not in SECRET_KINDS
    ]  # fmt: skip
    if agreed:
        return min(agreed, key=lambda line: (line.account_id != read.actor.id, abs(line.start - minute)))
    prepared = (line for person_id in persons for line in assistance.visits.visits_of(read, person_id))
    return next((line for line in prepared if line.day == now.date() and not line.over), None)
