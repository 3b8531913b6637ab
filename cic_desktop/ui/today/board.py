"""What the Today page shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cic_desktop import assistance, clients, courses, db, diary, security, stay
from cic_desktop.core import clock

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import FollowUp, HelpTotals
    from cic_desktop.courses.rows import Unmarked
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.db.work import Read
    from cic_desktop.diary.rows import GatheringLine
    from cic_desktop.diary.service import AgendaLine
    from cic_desktop.stay.law import Law
    from cic_desktop.stay.radar import Bucket
    from cic_desktop.stay.rows import Due

SOON_DAYS = 30
FOLLOW_UP_DAYS = 14
MOST_DUES = 200


@dataclass(frozen=True)
class Radar:
    """What the day shows of the radar: how many lines each list has, how many come soon, the first of them by name."""

    law: Law
    counts: dict[Bucket, int]
    soon: int  # lines due within SOON_DAYS from today
    lines: tuple[tuple[str, Due], ...]  # names with what was missed or comes soon, at most MOST_DUES


@dataclass(frozen=True)
class Board:
    """One day of one user."""

    name: str  # the user's own, as it stands in the account
    today: date
    helped: HelpTotals
    questions: int  # one-minute questions counted today
    agenda: tuple[AgendaLine, ...]
    groups: tuple[GatheringLine, ...]  # lessons, and points of events
    radar: Radar
    follow_ups: tuple[FollowUp, ...]
    unsigned: int  # sittings of this month whose signature is still to come
    drafts: tuple[DraftNote, ...]
    unmarked: tuple[Unmarked, ...] = ()  # courses whose attendance is missing

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
        groups=tuple(diary.gatherings_between(read, today, today, account_id=me if my_agenda else "")),
        radar=_radar(read, today),
        follow_ups=tuple(assistance.follow_ups(read, today + timedelta(FOLLOW_UP_DAYS), me if my_follow_ups else "")),
        unsigned=assistance.unsigned_count(read, today.replace(day=1), today),
        drafts=tuple(db.my_drafts(read)),
        unmarked=courses.unmarked(read),
    )


def _radar(read: Read, today: date) -> Radar:
    """The same lines as the page of deadlines: one source, one truth."""
    radar, counts = stay.deadlines(read, today, SOON_DAYS, MOST_DUES), stay.deadline_counts(read, today, SOON_DAYS)
    names = {line.id: line.name for line in clients.client_lines(read, list({due.person_id for due in radar.lines}))}
    lines = tuple((names[due.person_id], due) for due in radar.lines if due.person_id in names)
    return Radar(radar.law, counts, counts["30"], lines)
