"""What speaks against a meeting while it is chosen, and when it could be instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.diary import office
from cic_desktop.diary.clashing import Use, taken_for, uses_of
from cic_desktop.diary.free_days import free_day
from cic_desktop.diary.rows import Clash, HoursLine, Meeting
from cic_desktop.diary.slots import Span, clock_time, free_slots, minute_of, united
from cic_desktop.i18n import Plain, _

__all__ = ["Slot", "clashes", "free_times"]

_LOOK_AHEAD = 21  # days in which free times are looked for


@dataclass(frozen=True)
class Slot:
    """A time that is free by somebody's office hours; a room when the hours have one."""

    day: date
    starts_at: str
    account_id: str
    room_id: str = ""


def clashes(read: Read, meeting: Meeting) -> list[Clash]:
    """What speaks against a meeting: who or what is taken, office hours, a public holiday, a time that is over.

    It is said, not forbidden: the people at the desk know more than the diary.
    """
    read.require(Right.READ_CLIENTS)
    if not meeting.minutes:
        return []
    at = Span(minute_of(meeting.starts_at), minute_of(meeting.starts_at) + meeting.minutes)
    return [*_calendar(meeting), *_outside_hours(read, meeting, at), *taken_for(read, meeting)]


def free_times(read: Read, account_id: str, minutes: int = 0, first: date | None = None, limit: int = 12) -> list[Slot]:
    """The next times free by a colleague's office hours, from `first` (today), at most `limit` of them."""
    read.require(Right.READ_CLIENTS)
    hours = office.office_hours(read, account_id)
    start = max(first or clock.today(), clock.today())
    if not hours:
        return []
    days = [start + timedelta(days=number) for number in range(_LOOK_AHEAD + 1)]
    uses = uses_of(read, days, {account_id, *(line.room_id for line in hours)} - {""})
    found: list[Slot] = []
    for day in days:
        if not free_day(day):
            found += _free_on(day, hours, minutes, uses.get(day, []))
        if len(found) >= limit:
            break
    return found[:limit]


def _free_on(day: date, hours: list[HoursLine], minutes: int, uses: list[Use]) -> Iterator[Slot]:
    seen: set[str] = set()
    over = f"{clock.local(clock.now()):%H:%M}" if day == clock.today() else ""
    for line in (item for item in hours if item.holds_on(day)):
        taken = [use.span for use in uses if use.takes.keys() & ({line.account_id, line.room_id} - {""})]
        span = Span(minute_of(line.starts_at), minute_of(line.ends_at))
        for at in free_slots(span, line.slot_minutes, minutes or line.slot_minutes, taken):
            starts_at = clock_time(at)
            if starts_at not in seen and starts_at >= over:
                seen.add(starts_at)
                yield Slot(day, starts_at, line.account_id, line.room_id)


def _calendar(meeting: Meeting) -> Iterator[Clash]:
    name = free_day(meeting.day)
    if name:
        yield Clash("day", _("A public holiday: {name}.", name=name))
    now = clock.local(clock.now())
    if meeting.day == now.date() and meeting.starts_at < f"{now:%H:%M}":
        yield Clash("starts_at", _("This time is already over."))


def _outside_hours(read: Read, meeting: Meeting, at: Span) -> Iterator[Clash]:
    """Only for somebody who keeps office hours at all."""
    kept = office.office_hours(read, meeting.account_id)
    if not kept:
        return
    today = [line for line in kept if line.holds_on(meeting.day)]
    spans = united(Span(minute_of(line.starts_at), minute_of(line.ends_at)) for line in today)
    if any(span.start <= at.start and at.end <= span.end for span in spans):
        return
    if today:
        told = Plain(", ".join(f"{clock_time(span.start)}–{clock_time(span.end)}" for span in spans))
        yield Clash(
            "starts_at", _("Outside the office hours of {advisor}: {hours}.", advisor=today[0].advisor, hours=told)
        )
    else:
        yield Clash("day", _("{advisor} has no office hours on this day.", advisor=kept[0].advisor))
