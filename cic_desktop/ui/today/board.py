"""What the Today page shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cic_desktop import assistance, clients, db, diary, security, stay
from cic_desktop.core import clock

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import FollowUp, HelpTotals
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.db.work import Read
    from cic_desktop.diary.service import AgendaLine
    from cic_desktop.stay.radar import Bucket

DEADLINE_DAYS = 90
SOON_DAYS = 30
FOLLOW_UP_DAYS = 14
MOST_ENDINGS = 200


@dataclass(frozen=True)
class Board:
    """One day of one user."""

    name: str  # the user's own, as it stands in the account
    today: date
    helped: HelpTotals
    questions: int  # one-minute questions counted today
    agenda: tuple[AgendaLine, ...]
    endings: tuple[ClientLine, ...]  # soonest first; at most MOST_ENDINGS
    deadlines: dict[Bucket, int]  # of the radar, up to a fortnight ahead
    follow_ups: tuple[FollowUp, ...]
    unsigned: int  # sittings of this month whose signature is still to come
    drafts: tuple[DraftNote, ...]

    @property
    def ending_soon(self) -> int:
        """Stays that end within SOON_DAYS from today."""
        until = self.today + timedelta(days=SOON_DAYS)
        return sum(self.today <= line.stay_valid_to <= until for line in self.endings if line.stay_valid_to)

    @property
    def waiting(self) -> int:
        """Appointments of the day that are still to come or to be recorded."""
        return sum(line.state == "planned" for line in self.agenda)


def read_board(read: Read, *, my_agenda: bool, my_follow_ups: bool) -> Board:
    """The day for the actor; `my_…` leaves out the colleagues' appointments or promises."""
    today, me = clock.today(), read.actor.id
    return Board(
        name=security.account_of(read, read.actor.login).name,
        today=today,
        helped=assistance.help_totals(read, assistance.HelpFilter(today, today)),
        questions=assistance.tally.questions_counted(read, today, today),
        agenda=tuple(diary.agenda(read, today, me if my_agenda else "")),
        endings=tuple(clients.ending_stays(read, today + timedelta(DEADLINE_DAYS), MOST_ENDINGS)),
        deadlines=stay.deadline_counts(read, today),
        follow_ups=tuple(assistance.follow_ups(read, today + timedelta(FOLLOW_UP_DAYS), me if my_follow_ups else "")),
        unsigned=assistance.unsigned_count(read, today.replace(day=1), today),
        drafts=tuple(db.my_drafts(read)),
    )
