"""What a day of the month's calendar says, worked out before anything is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext

if TYPE_CHECKING:
    from cic_desktop.diary.rows import MonthDay

__all__ = ["Entry", "entries", "rest", "spoken"]


@dataclass(frozen=True)
class Entry:
    """A line of a day: an event, a lesson or an appointment, and what it opens."""

    sort: Literal["event", "lesson", "appointment"]
    id: str
    words: Text
    state: str


def entries(day: MonthDay) -> list[Entry]:
    """All lines of a day that have a name: its events, then what has an hour, in its order."""
    events = [
        Entry("event", event.id, Joined((Plain(event.starts_at), Plain(event.name)), " "), event.state)
        for event in day.events
    ]
    timed = [(mark.starts_at, Entry("lesson", mark.id, _hour(mark.starts_at, mark.course), mark.state))
             for mark in day.lessons]  # fmt: skip
    timed += [
        (line.starts_at, Entry("appointment", line.id, _hour(line.starts_at, line.person or line.about), line.state))
        for line in day.lines
    ]
    return events + [entry for _at, entry in sorted(timed, key=lambda item: item[0])]


def rest(day: MonthDay, shown: list[Entry]) -> Text:
    """How many there are besides those shown; empty when that is all."""
    lessons = day.lesson_count - sum(entry.sort == "lesson" for entry in shown)
    meetings = day.line_count - sum(entry.sort == "appointment" for entry in shown)
    events = len(day.events) - sum(entry.sort == "event" for entry in shown)
    parts: list[Text] = []
    if events:
        parts.append(ngettext("{n} event", "{n} events", events))
    if lessons:
        parts.append(ngettext("{n} lesson", "{n} lessons", lessons))
    if meetings:
        parts.append(ngettext("{n} appointment", "{n} appointments", meetings))
    return Joined((Plain("+" if shown else ""), Joined(tuple(parts))), "") if parts else Plain("")


def spoken(day: MonthDay) -> Text:
    """A day in one sentence, for a screen reader and the tool tip."""
    named = [entry.words for entry in entries(day)]
    holiday = day.holiday or Plain("")
    nothing = not (named or day.lesson_count or day.line_count)
    what: tuple[Text, ...] = (_("nothing planned"),) if nothing else (*named, rest(day, entries(day)))
    return Joined((Day(day.day, "weekday"), holiday, *what))


def _hour(starts_at: str, name: str) -> Text:
    return Joined((Plain(starts_at), Plain(name)), " ")
