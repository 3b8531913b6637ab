"""What is said of courses, lessons and people in several places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cic_desktop import diary, projects
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Field, Option
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, Weekday, _, ngettext, pgettext
from cic_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from cic_desktop.courses.rows import CourseLine, EnrolmentLine, SlotLine
    from cic_desktop.db.work import Read
    from cic_desktop.diary.rows import GatheringLine

__all__ = [
    "COURSE_TONES", "PERSON_TONES", "course_offers", "dates", "hours_told", "lesson_offers", "lesson_state",
    "lesson_when", "levels", "places", "short_day", "taught",
    "unmarked_told", "week", "where", "without_taps",
]  # fmt: skip

COURSE_TONES: dict[str, Tone] = {"planned": "info", "running": "ok", "ended": "", "called_off": "bad"}
PERSON_TONES: dict[str, Tone] = {"enrolled": "ok", "finished": "primary", "waiting": "warn", "left": "", "declined": ""}


def taught(kind: str, level: str) -> Text:
    """What is taught: A1, Polish for adults."""
    return Joined((Plain(level), code_label("course_kind", kind)), ", ")


def dates(line: CourseLine) -> Text:
    """From the first day to the last."""
    if line.ends_on is None:
        return _("from {day}", day=Day(line.starts_on, "short"))
    return Joined((Day(line.starts_on, "short"), Day(line.ends_on, "short")), " – ")


def where(line: CourseLine | GatheringLine) -> Text:
    return Plain(line.room or line.place)


def places(line: CourseLine) -> tuple[Text, Tone]:
    """Whether somebody can still come."""
    if line.enrolled < line.capacity:
        return ngettext("{n} free place", "{n} free places", line.free), "ok"
    if line.enrolled > line.capacity:
        return ngettext("{n} person over capacity", "{n} people over capacity", line.enrolled - line.capacity), "warn"
    return _("no free places"), "warn"


def hours_told(line: CourseLine) -> Text:
    """Teaching hours held, of those the course is to have."""
    if not line.units:
        return Joined((_units(line.units_held), _units(line.units_planned)), " / ")
    return Joined((_units(line.units_held), Number(line.units)), " / ")


def _units(units: float) -> Text:
    return Number(round(units, 1))


def week(slots: tuple[SlotLine, ...]) -> Text:
    """The timetable in one line."""
    return Joined(tuple(Joined((Weekday(slot.weekday), Plain(_span(slot))), " ") for slot in slots), ", ")


def short_day(day: date) -> Text:
    """Monday, 23.11.2026"""
    return Joined((Weekday(day.weekday()), Day(day, "short")), ", ")


def lesson_when(line: GatheringLine) -> Text:
    return Joined((short_day(line.day), Plain(f"{line.starts_at}–{line.ends_at}")))


_STATES: dict[str, tuple[Text, Tone]] = {
    "planned": (pgettext("lesson", "planned"), "info"),
    "held": (pgettext("lesson", "held"), "ok"),
    "called_off": (pgettext("lesson", "called off"), ""),
    "unmarked": (pgettext("lesson", "attendance missing"), "warn"),
}


def lesson_state(line: GatheringLine) -> tuple[Text, Tone]:
    """How a lesson stands: one that is over and not marked waits for its attendance."""
    over = line.state == "planned" and line.day < clock.today()
    return _STATES["unmarked" if over else line.state]


def unmarked_told(lessons: int) -> Text:
    """Of how many lessons nobody wrote down who was there."""
    return _("attendance missing: {n}", n=lessons)


def levels(line: EnrolmentLine) -> Text:
    """From which level to which."""
    return Joined((Plain(line.entry_level), Plain(line.exit_level)), " → ")


def course_offers(read: Read) -> dict[str, tuple[Option, ...]]:
    """What the questions about a course let one choose from."""
    return {**lesson_offers(read), "project_id": tuple(projects.project_options(read))}


def lesson_offers(read: Read) -> dict[str, tuple[Option, ...]]:
    named: dict[str, list[Any]] = {
        "teacher_id": diary.teachers(read), "room_id": diary.rooms(read), "interpreter_id": diary.interpreters(read),
    }  # fmt: skip
    return {name: tuple(Option(line.id, Plain(line.name)) for line in lines) for name, lines in named.items()}


def without_taps(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Minutes as a plain number: their quick choices need more room than a third of a line has."""
    return tuple(replace(field, kind="number") if field.kind == "minutes" else field for field in fields)


def _span(slot: SlotLine) -> str:
    end = int(slot.starts_at[:2]) * 60 + int(slot.starts_at[3:]) + slot.minutes
    return f"{slot.starts_at}–{end // 60 % 24:02d}:{end % 60:02d}"
