"""Appointments and lessons as an iCalendar file (RFC 5545): for a client's telephone, or for an advisor's calendar.

No client's name leaves the register this way: a client knows their own, and an advisor knows the case numbers.
Times are written in UTC, so that no telephone has to know our time zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from cic_desktop.core.clock import WARSAW
from cic_desktop.diary.rows import AgendaLine, GatheringLine

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["CalendarNote", "calendar_file"]

CalendarNote = tuple[AgendaLine | GatheringLine, str, str]  # a time, its heading, where it is


def calendar_file(notes: Iterable[CalendarNote], made_at: datetime) -> bytes:
    """The file's bytes; those called off are marked as such, so that a calendar takes them out."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//CIC Desktop//PL")
    calendar.add("version", "2.0")
    for note in notes:
        calendar.add_component(_event(*note, made_at))
    return bytes(calendar.to_ical())


def _event(line: AgendaLine | GatheringLine, heading: str, where: str, made_at: datetime) -> Event:
    from icalendar import Event

    starts = datetime.combine(line.day, time(line.start // 60, line.start % 60), WARSAW)
    event = Event()
    event.add("uid", f"{line.id}@cic")
    event.add("dtstamp", made_at.replace(microsecond=0).astimezone(UTC))
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", (starts + timedelta(minutes=line.minutes)).astimezone(UTC))
    event.add("summary", heading)
    if where:
        event.add("location", where)
    if line.state == "called_off":
        event.add("status", "CANCELLED")
    return event
