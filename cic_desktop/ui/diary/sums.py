"""What the heading of the calendar counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop.core import clock
from cic_desktop.i18n import Joined, Text, ngettext

if TYPE_CHECKING:
    from cic_desktop.diary.rows import Month, Week
    from cic_desktop.ui.diary.looks import Timed

__all__ = ["month_summed", "week_summed"]


def week_summed(week: Week, day: date | None = None) -> Text:
    """How many of some days, or of one, and how many appointments and lessons nobody has written down yet."""
    lines = [line for line in week.lines if day in (None, line.day)]
    groups = [line for line in week.gatherings if day in (None, line.day)]
    lessons = [line for line in groups if line.course_id]
    events = {line.event_id for line in groups if line.event_id}
    events |= {event.id for event in week.events if day in (None, event.day)}
    over = _over(lines) + _over(lessons)
    parts = _counted(len(lines), len(lessons), len(events))
    if over:
        parts.append(ngettext("{n} not recorded yet", "{n} not recorded yet", over))
    return Joined(tuple(parts))


def month_summed(month: Month) -> Text:
    """How many of the month itself, without the days around it."""
    days = [line for line in month.days if line.day.month == month.first.month]
    events = {event.id for line in days for event in line.events}
    parts = _counted(sum(line.line_count for line in days), sum(line.lesson_count for line in days), len(events))
    return Joined(tuple(parts))


def _counted(appointments: int, lessons: int, events: int) -> list[Text]:
    parts: list[Text] = []
    if appointments or not (lessons or events):
        parts.append(ngettext("{n} appointment", "{n} appointments", appointments))
    if lessons:
        parts.append(ngettext("{n} lesson", "{n} lessons", lessons))
    if events:
        parts.append(ngettext("{n} event", "{n} events", events))
    return parts


def _over(lines: Sequence[Timed]) -> int:
    """How many are over and not written down."""
    now = clock.local(clock.now())
    here = now.date(), f"{now:%H:%M}"
    return sum(line.state == "planned" and (line.day, line.ends_at) < here for line in lines)
