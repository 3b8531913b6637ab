"""What screens show of the diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cic_desktop.i18n import Text

__all__ = [
    "AgendaLine", "Clash", "EventLine", "GatheringLine", "HoursLine", "InterpreterLine", "LessonMark", "Meeting",
    "Month", "MonthDay", "Occasion", "RoomLine", "TeacherLine", "Week", "WeekFilter",
]  # fmt: skip


class _Timed:
    """What has a day and a time."""

    day: date
    starts_at: str
    minutes: int

    @property
    def start(self) -> int:
        """Minutes since midnight."""
        return int(self.starts_at[:2]) * 60 + int(self.starts_at[3:])

    @property
    def end(self) -> int:
        return self.start + self.minutes

    @property
    def ends_at(self) -> str:
        return f"{self.end // 60 % 24:02d}:{self.end % 60:02d}"


@dataclass(frozen=True)
class AgendaLine(_Timed):
    """An appointment in the day's agenda. What it is about is empty where it is somebody else's secret."""

    id: str
    day: date
    starts_at: str
    minutes: int
    kind: str
    place: str
    state: str
    about: str
    person_id: str | None
    person: str
    language: str
    advisor: str
    account_id: str
    revision: int = 1
    room_id: str = ""
    room: str = ""
    interpreter_id: str = ""
    interpreter: str = ""
    interpreted: str = ""  # the language to interpret, when it was said
    address: str = ""
    bring: str = ""
    reason: str = ""
    case_number: str = ""
    visit_id: str = ""  # the accompanied visit prepared for it
    referral_id: str = ""  # the referral it was booked for, which waits again once this is called off


@dataclass(frozen=True)
class GatheringLine(_Timed):
    """A lesson of a course, or a point of an event's programme."""

    id: str
    revision: int
    day: date
    starts_at: str
    minutes: int
    title: str
    speaker: str
    teacher_id: str
    teacher: str
    teacher_account: str
    interpreter_id: str
    interpreter: str
    room_id: str
    room: str
    place: str
    block: str
    state: str  # planned, held, called_off
    reason: str
    course_id: str
    event_id: str
    owner: str  # the name of the course or event
    owner_kind: str  # its kind: code list `course_kind` or `event_kind`
    service_id: str
    people: int = 0  # in the course; for an event those who have not declined, and heads counted


@dataclass(frozen=True)
class Meeting:
    """A meeting as it is being chosen: what clashes are looked for with. `but` is the one being moved."""

    day: date
    starts_at: str
    minutes: int
    account_id: str
    person_id: str = ""
    room_id: str = ""
    interpreter_id: str = ""
    but: str = ""


@dataclass(frozen=True)
class Occasion:
    """A lesson or a point of a programme as it is being planned; `but` is the one being changed.

    With a course or an event, the clients in it count as `persons` too; its own lessons never stand in their way.
    """

    day: date
    starts_at: str
    minutes: int
    teacher_id: str = ""
    room_id: str = ""
    interpreter_id: str = ""
    persons: tuple[str, ...] = ()
    course_id: str = ""
    event_id: str = ""
    but: str = ""


@dataclass(frozen=True)
class Clash:
    """Something that speaks against a meeting or an occasion, for beside the field it concerns. It never forbids."""

    field: str
    text: Text


@dataclass(frozen=True)
class RoomLine:
    id: str
    revision: int
    name: str
    seats: int


@dataclass(frozen=True)
class InterpreterLine:
    id: str
    revision: int
    name: str
    languages: tuple[str, ...]
    phone: str
    sworn: bool


@dataclass(frozen=True)
class TeacherLine:
    """Somebody who teaches; `account` is the colleague's name when it is one of the centre."""

    id: str
    revision: int
    name: str
    phone: str
    email: str
    account_id: str
    account: str


@dataclass(frozen=True)
class HoursLine:
    """A colleague's office hours on one day of the week."""

    id: str
    revision: int
    account_id: str
    advisor: str
    weekday: int  # 0 = Monday
    starts_at: str
    ends_at: str
    slot_minutes: int
    room_id: str
    room: str
    every_weeks: int
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether these hours are kept on a day; with every second week, counted from the first one."""
        if day.weekday() != self.weekday or not self.valid_from <= day <= (self.valid_to or date.max):
            return False
        weeks = (day.toordinal() - day.weekday() - self.valid_from.toordinal() + self.valid_from.weekday()) // 7
        return weeks % self.every_weeks == 0


@dataclass(frozen=True)
class WeekFilter:
    """Whose appointments are shown; nothing chosen means everybody's."""

    account_id: str = ""
    room_id: str = ""
    interpreter_id: str = ""
    teacher_id: str = ""
    what: str = ""  # appointments, groups; empty: both

    @property
    def narrow(self) -> bool:
        """Whether it is somebody's or something's own calendar."""
        return bool(self.account_id or self.room_id or self.interpreter_id or self.teacher_id)


@dataclass(frozen=True)
class EventLine:
    """An event on one of its days; `starts_at` is empty where its programme says nothing of the day."""

    id: str
    day: date
    starts_at: str
    name: str
    kind: str
    state: str


@dataclass(frozen=True)
class Week:
    """Some days of the diary: appointments, lessons and points of programmes, the events these belong to,
    the office hours that hold, the days free of work by name.
    """

    days: tuple[date, ...]
    lines: tuple[AgendaLine, ...]
    hours: tuple[HoursLine, ...]
    free_days: dict[date, Text]
    gatherings: tuple[GatheringLine, ...] = ()
    events: tuple[EventLine, ...] = ()


@dataclass(frozen=True)
class LessonMark:
    """A lesson as a month names it."""

    id: str
    day: date
    starts_at: str
    course_id: str
    course: str
    kind: str
    state: str


@dataclass(frozen=True)
class MonthDay:
    """A day of a month: its events, its first lessons and appointments, and how many of these there are.

    Appointments are named only in somebody's own calendar; the centre's would hide everything else.
    """

    day: date
    events: tuple[EventLine, ...] = ()
    lessons: tuple[LessonMark, ...] = ()
    lines: tuple[AgendaLine, ...] = ()
    lesson_count: int = 0
    line_count: int = 0
    holiday: Text | None = None


@dataclass(frozen=True)
class Month:
    """The whole weeks, Monday to Sunday, a month lies in."""

    first: date
    days: tuple[MonthDay, ...]
