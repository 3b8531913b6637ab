"""What screens show of the diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cic_desktop.i18n import Text

__all__ = ["AgendaLine", "Clash", "HoursLine", "InterpreterLine", "Meeting", "RoomLine", "Week", "WeekFilter"]


@dataclass(frozen=True)
class AgendaLine:
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
class Clash:
    """Something that speaks against a meeting, for beside the field it concerns. It never forbids."""

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


@dataclass(frozen=True)
class Week:
    """Some days of the diary: the appointments, the office hours that hold, the days free of work by name."""

    days: tuple[date, ...]
    lines: tuple[AgendaLine, ...]
    hours: tuple[HoursLine, ...]
    free_days: dict[date, Text]
