"""What the calendar's grid shows, worked out before anything is painted: its columns, its hours, its blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cic_desktop.diary.slots import Span, lanes, minute_of, united
from cic_desktop.i18n import Day, Plain, Text, Weekday, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cic_desktop.diary.rows import EventLine, HoursLine, Week
    from cic_desktop.ui.diary.looks import Timed

__all__ = ["Block", "Column", "Grid", "More", "day_grid", "week_grid"]

_FIRST, _LAST = 8 * 60, 17 * 60  # shown at least, minutes of the day
_WORKDAYS = 5
_SIDE_BY_SIDE = 4  # in a day of the week; more would be slivers without words


@dataclass(frozen=True)
class Column:
    """A day, or somebody's day: its heading, its working hours, the holiday it is, the events without an hour."""

    head: Text
    sub: Text
    day: date
    account_id: str = ""
    hours: tuple[Span, ...] = ()
    holiday: Text | None = None
    events: tuple[EventLine, ...] = ()


@dataclass(frozen=True)
class Block:
    """A time in its column; what overlaps shares the width in lanes."""

    line: Timed
    column: int
    lane: int
    lanes: int


@dataclass(frozen=True)
class More:
    """What no longer fits beside the others: how many there are within a time; the day shows them all."""

    span: Span
    column: int
    lane: int
    lanes: int
    count: int


@dataclass(frozen=True)
class Grid:
    """Columns and blocks from minute `first` to minute `last` of the day."""

    columns: tuple[Column, ...] = ()
    blocks: tuple[Block, ...] = ()
    more: tuple[More, ...] = ()
    first: int = _FIRST
    last: int = _LAST

    def at(self, column: int, span: Span) -> Block | None:
        """The block of a column that lies under a time, the one that starts latest first."""
        met = [
            block
            for block in self.blocks
            if block.column == column and Span(block.line.start, block.line.end).meets(span)
        ]
        return max(met, key=lambda block: (block.line.start, -block.lane), default=None)

    def taken(self, moved: Block, column: int, minute: int) -> Block | None:
        """What a block would meet at another place: another one that needs the same person or room then."""
        span, needs = Span(minute, minute + moved.line.minutes), _needs(moved.line)
        others = (block for block in self.blocks if block is not moved and self._day(block) == self.columns[column].day)
        met = (block for block in others if Span(block.line.start, block.line.end).meets(span))
        return next((block for block in met if block.line.state != "called_off" and needs & _needs(block.line)), None)

    def _day(self, block: Block) -> date:
        return self.columns[block.column].day


def _needs(line: Timed) -> set[str]:
    names = ("account_id", "teacher_account", "teacher_id", "room_id", "interpreter_id", "person_id")
    return {getattr(line, name, "") or "" for name in names} - {""}


def week_grid(week: Week) -> Grid:
    """A column a day; Saturday and Sunday only when somebody works or something is on."""
    lines: list[Timed] = [*week.lines, *week.gatherings]
    used = {line.day for line in lines} | {event.day for event in week.events}
    used |= {day for day in week.days for hours in week.hours if hours.holds_on(day)}
    days = [day for number, day in enumerate(week.days) if number < _WORKDAYS or day in used]
    columns = [
        Column(
            Weekday(day.weekday()), Day(day, "short"), day, "", _hours(week.hours, day), week.free_days.get(day),
            _all_day(week, day),
        )
        for day in days
    ]  # fmt: skip
    return _grid(columns, [(days.index(line.day), line) for line in lines], _SIDE_BY_SIDE)


def day_grid(week: Week, day: date) -> Grid:
    """A column for everybody who has office hours, appointments or a group on the day, by name.

    A teacher who is a colleague has one column for all of it; a group without a teacher and what takes the whole day
    stand in the last one.
    """
    hours = [line for line in week.hours if line.holds_on(day)]
    placed: list[tuple[str, str, Timed]] = [
        *((line.account_id, line.advisor, line) for line in week.lines if line.day == day),
        *((line.teacher_account or line.teacher_id, line.teacher, line) for line in week.gatherings if line.day == day),
    ]
    names = {line.account_id: line.advisor for line in hours} | {whose: name for whose, name, _line in placed}
    all_day = _all_day(week, day)
    if names and all_day:
        names[""] = ""
    order = sorted(names, key=lambda whose: (not whose, names[whose].casefold()))
    colleagues = {line.account_id for line in hours} | {line.account_id for line in week.lines}
    columns = [
        Column(
            Plain(names[whose]) if whose else _("Courses and events"), Plain(""), day,
            whose if whose in colleagues else "", _hours([line for line in hours if line.account_id == whose], day),
            week.free_days.get(day), () if whose else all_day,
        )
        for whose in order
    ]  # fmt: skip
    alone = Column(Weekday(day.weekday()), Day(day, "short"), day, "", (), week.free_days.get(day), all_day)
    return _grid(columns or [alone], [(order.index(whose), line) for whose, _name, line in placed])


def _all_day(week: Week, day: date) -> tuple[EventLine, ...]:
    return tuple(event for event in week.events if event.day == day and not event.starts_at)


def _hours(hours: Sequence[HoursLine], day: date) -> tuple[Span, ...]:
    held = (line for line in hours if line.holds_on(day))
    return tuple(united(Span(minute_of(line.starts_at), minute_of(line.ends_at)) for line in held))


def _grid(columns: list[Column], placed: list[tuple[int, Timed]], most: int = 99) -> Grid:
    blocks: list[Block] = []
    more: list[More] = []
    for number in range(len(columns)):
        lines = [line for column, line in placed if column == number]
        shares = lanes([Span(line.start, line.end) for line in lines])
        shown, hidden = _thinned([Block(line, number, *share) for line, share in zip(lines, shares, strict=True)], most)
        blocks += shown
        more += hidden
    spans = [span for column in columns for span in column.hours]
    first = min([_FIRST, *(span.start for span in spans), *(line.start for _n, line in placed)])
    last = max([_LAST, *(span.end for span in spans), *(line.end for _n, line in placed)])
    return Grid(tuple(columns), tuple(blocks), tuple(more), first // 60 * 60, min(-(-last // 60) * 60, 24 * 60))


def _thinned(blocks: list[Block], most: int) -> tuple[list[Block], list[More]]:
    """At most so many side by side: the last place of a crowd counts those who have none."""
    crowd = [block for block in blocks if block.lanes > most]
    shown = [block for block in blocks if block.lanes <= most]
    shown += [replace(block, lanes=most) for block in crowd if block.lane < most - 1]
    hidden = [block for block in crowd if block.lane >= most - 1]
    spans = united(Span(block.line.start, block.line.end) for block in hidden)
    counts = [sum(Span(block.line.start, block.line.end).meets(span) for block in hidden) for span in spans]
    return shown, [
        More(span, hidden[0].column, most - 1, most, count) for span, count in zip(spans, counts, strict=True)
    ]  # fmt: skip
